"""The OpenAPI contract: what django-ninja says of the operations, and the values that each parameter takes today."""

from types import SimpleNamespace

from annuaire.models import Collectivite
from api import parametres
from api.catalogue import JEUX
from api.service import service
from socle.acces import VISITEUR

ENTIER = {"type": "integer", "minimum": 1}


def contrat(marque):
    """Return the contract as a dict, the same for all; `marque` is that under which the choices of filters are kept."""
    visite = SimpleNamespace(lecteur=VISITEUR, marque=marque)
    dit = service.get_openapi_schema(path_prefix="")
    noms_courts = [*Collectivite.objects.visibles().order_by("slug").values_list("slug", flat=True)]
    dit["components"]["schemas"][parametres.COLLECTIVITE] = {"type": "string", "enum": noms_courts}
    for jeu in JEUX.values():
        valeurs = _valeurs(jeu, visite)
        if not noms_courts and "collectivite" in valeurs:
            valeurs["collectivite"] = None
        for operation in (dit["paths"][f"/{jeu.cle}"]["get"], dit["paths"][f"/{jeu.cle}/{{cle}}"]["get"]):
            # A filter that takes no value today is not one yet: a list of projects without a year.
            operation["parameters"] = [dict(un) for un in operation["parameters"] if valeurs.get(un["name"], True)]
            for parametre in operation["parameters"]:
                if parametre["in"] == "query":
                    parametre["schema"] = valeurs[parametre["name"]]
    return dit


def _valeurs(jeu, visite):
    """Return the JSON schema of each parameter of a set, None for one that takes no value."""
    return {
        **(parametres.schemas(jeu, visite) if jeu.filtre else {}),
        "page": ENTIER | {"maximum": parametres.PAGE_MAX},
        "limite": ENTIER | {"maximum": parametres.PAR_PAGE_MAX, "default": parametres.PAR_PAGE},
        "format": {"type": "string", "enum": [*jeu.formats]},
    }
