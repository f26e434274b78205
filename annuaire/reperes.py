"""The official data of a collectivité: read from the référentiel, never typed."""

from django.db.models import Sum

from annuaire.models import Collectivite
from territoires.models import Commune

TYPES = Collectivite.Type


def donnees_officielles(collectivite):
    """Return the official facts of a collectivité as a dictionary, those unknown left out.

    Keys: `insee`, `code` (département or region), `siren`, `population` (inhabitants), `departement`, `region`, `epci` (name of
    the grouping of a commune), `nature` (of a grouping). A commune or a grouping costs no query; a département or a region one,
    to add up its communes.
    """
    commune, epci = collectivite.commune, collectivite.epci
    faits = {
        "siren": collectivite.siren,
        "departement": collectivite.departement,
        "region": collectivite.region,
    }
    if collectivite.type == TYPES.COMMUNE:
        faits |= {
            "insee": commune.insee,
            "siren": collectivite.siren or commune.siren,
            "population": commune.population,
            "departement": collectivite.departement or commune.departement,
            "epci": commune.epci,
        }
    elif collectivite.type == TYPES.EPCI:
        faits |= {"siren": collectivite.siren or epci.siren, "population": epci.population, "nature": epci.get_nature_display()}
    elif collectivite.type == TYPES.DEPARTEMENT:
        departement = faits.pop("departement")
        faits |= {
            "code": departement.code,
            "siren": collectivite.siren or departement.siren,
            "population": _population(departement=departement),
        }
    elif collectivite.type == TYPES.REGION:
        region = faits.pop("region")
        faits |= {
            "code": region.code,
            "siren": collectivite.siren or region.siren,
            "population": _population(departement__region=region),
        }
    return {nom: valeur for nom, valeur in faits.items() if valeur}


def _population(**territoire):
    return Commune.objects.actuels().filter(**territoire).aggregate(total=Sum("population"))["total"]
