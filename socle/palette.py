"""The colours of the design tokens, read from their style sheets for what these do not reach: mail, covers, pictures of maps."""

import base64
import hashlib
import re

from django.conf import settings


def _lire(nom):
    texte = (settings.BASE_DIR / "static" / "css" / f"{nom}.css").read_text()
    return {
        jeton.replace("-", "_"): _en_entier(couleur) for jeton, couleur in re.findall(r"--([\w-]+): (#[0-9a-f]{3,6});", texte)
    }


def _en_entier(couleur):
    # Old mail readers know no « #fff ».
    return couleur if len(couleur) == 7 else "#" + "".join(2 * chiffre for chiffre in couleur[1:])


JETONS = _lire("tokens")
"""Each colour by its name (`papier`, `safran_clair`), as six hexadecimal digits after « # »."""
SOMBRES = JETONS | _lire("sombre")
"""The same in a dark scheme."""


class StyleSombre:
    """What a picture drawn in SVG becomes in a dark scheme: nothing of a page's style sheet enters a picture."""

    def __init__(self, **regles):
        """Take a class of the drawing by name, and the property and token it takes: `mer=("fill", "brume")`."""
        corps = "".join(f".{classe}{{{nom}:{SOMBRES[jeton]}}}" for classe, (nom, jeton) in regles.items())
        texte = f"@media (prefers-color-scheme:dark){{{corps}}}"
        self.balise = f"<style>{texte}</style>"
        """The element to write in the drawing."""
        self.source_csp = f"'sha256-{base64.b64encode(hashlib.sha256(texte.encode()).digest()).decode()}'"
        """What the content security policy of its address names, so that the element holds."""
