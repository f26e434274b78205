"""Places of a text that its own links lead to: `[name<-]` beside a heading is the address that the portal gives this heading.

Only headings have an address there, made of their words when the page is shown (`socle.texte_plan`).
"""

import re

from reprise_spip.texte.lecture import typographier
from socle.texte_plan import ancrer

PREFIXE = "texte"
"""What the addresses of the headings of a page begin with (`mediatheque.templatetags.texte_riche.ancres`)."""

_NOM = r"""(?:\[\#?(?P<nom>[^\]\[<>]{1,200})<-\]|<a\s+(?:name|id)=["'](?P<html>[^"'<>]{1,200})["']\s*/?>(?:</a>)?)"""
_TITRE = r"(?P<titre>[^{}\n\[\]]{1,200})"
_AVANT = re.compile(rf"{_NOM}\s{{0,5}}\{{\{{\{{{_TITRE}\}}\}}\}}", re.IGNORECASE)
_DEDANS = re.compile(rf"\{{\{{\{{\s{{0,5}}{_NOM}{_TITRE}\}}\}}\}}", re.IGNORECASE)
_ADRESSE = re.compile(r' id="([^"]+)"')


def adresses(source: str) -> dict[str, str]:
    """Return {name of an anchor: address of its heading in the page} of a text in SPIP's markup."""
    if "<-" not in source and "<a " not in source:
        return {}
    trouvees = {}
    for motif in (_AVANT, _DEDANS):
        for trouve in motif.finditer(source):
            titre = ancrer(f"<h2>{typographier(trouve['titre'])}</h2>", PREFIXE)
            if adresse := _ADRESSE.search(titre):
                trouvees.setdefault((trouve["nom"] or trouve["html"]).strip(), f"#{adresse[1]}")
    return trouvees
