"""What pages tell to machines: JSON-LD in the words of schema.org, as search engines read it.

The parts that every kind of page shares; what a row says of itself stands in the `donnees_liees.py` of its app. Only what is
public is told: whoever calls asks nothing for a text that is restricted or not online.
"""

import json
from urllib.parse import urljoin

from django.conf import settings
from django.core.files.storage import default_storage
from django.core.serializers.json import DjangoJSONEncoder
from django.templatetags.static import static
from django.utils.safestring import mark_safe

from socle.langues import ANGLAIS

CONTEXTE = {"@context": "https://schema.org"}
NOM = "Cités Unies France"
ECHAPPES = {ord(signe): f"\\u{ord(signe):04x}" for signe in "<>&"}
"""Signs that could end the block or begin another: those of Django's `json_script`."""


def absolue(adresse):
    """Return an address of the site with its host; one that has a host is left as it is."""
    return urljoin(f"{settings.CUF_URL}/", str(adresse))


def noeud(sorte, **proprietes):
    """Return a node of a schema.org type, without the properties that are empty."""
    return {"@type": sorte} | {nom: valeur for nom, valeur in proprietes.items() if valeur not in ("", None, [])}


def l_association():
    """Return Cités Unies France, as the publisher of the site."""
    logo = absolue(static("img/icone-512.png"))
    return noeud("Organization", **{"@id": absolue("/#association")}, name=NOM, url=absolue("/"), logo=logo)


def le_site(recherche):
    """Return the site and its search, whose address is `recherche`."""
    cible = noeud("EntryPoint", urlTemplate=absolue(recherche) + "?q={search_term_string}")
    chercher = noeud("SearchAction", target=cible) | {"query-input": "required name=search_term_string"}
    return noeud(
        "WebSite", **{"@id": absolue("/#site")}, name=NOM, url=absolue("/"), inLanguage="fr", potentialAction=chercher
    ) | {"publisher": {"@id": absolue("/#association")}}


def le_fil(niveaux, courant, langue="fr"):
    """Return a breadcrumb: `niveaux` are the (name, address) pairs above the page, `courant` the name of the page.

    It begins at the home page of the language of the page.
    """
    pages = enumerate([("Home", "/en/") if langue == ANGLAIS else ("Accueil", "/"), *niveaux], 1)
    rangs = [noeud("ListItem", position=rang, name=nom, item={"@id": absolue(adresse)}) for rang, (nom, adresse) in pages]
    dernier = noeud("ListItem", position=len(rangs) + 1, name=courant)
    return noeud("BreadcrumbList", itemListElement=[*rangs, dernier])


def image(une):
    """Return a picture of the media library with its credit, None without one."""
    if une is None:
        return None
    return noeud(
        "ImageObject",
        url=absolue(default_storage.url(une.fichier.name)),
        caption=une.legende,
        creditText=une.credit,
    )


def bloc(*noeuds):
    """Return the `<script>` of data that tells these nodes: never run, and of no use to close it early."""
    donnees = CONTEXTE | (noeuds[0] if len(noeuds) == 1 else {"@graph": list(noeuds)})
    texte = json.dumps(donnees, cls=DjangoJSONEncoder, ensure_ascii=False, separators=(",", ":")).translate(ECHAPPES)
    return mark_safe(f'<script type="application/ld+json">{texte}</script>')  # noqa: S308 - escaped just above
