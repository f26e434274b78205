"""The official data of a collectivité: read from the référentiel, never typed."""

from django.db.models import Case, OuterRef, Subquery, Sum, When

from annuaire.models import Collectivite
from territoires.models import Commune

TYPES = Collectivite.Type


def donnees_officielles(collectivite):
    """Return the official facts of a collectivité as a dictionary, those unknown left out.

    Keys: `insee`, `code` (département or region), `siren`, `population` (inhabitants), `departement`, `region`, `epci` (name of
    the grouping of a commune), `nature` (of a grouping). The collectivité came with `population_des_communes`: no query.
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
            "population": collectivite.population_des_communes,
        }
    elif collectivite.type == TYPES.REGION:
        region = faits.pop("region")
        faits |= {
            "code": region.code,
            "siren": collectivite.siren or region.siren,
            "population": collectivite.population_des_communes,
        }
    return {nom: valeur for nom, valeur in faits.items() if valeur}


def population_des_communes():
    """Return the expression that adds up the inhabitants of a département's or a region's communes; NULL for the others."""
    return Case(
        When(type=TYPES.DEPARTEMENT, then=_somme("departement", OuterRef("departement"))),
        When(type=TYPES.REGION, then=_somme("departement__region", OuterRef("region"))),
    )


def _somme(territoire, lequel):
    communes = Commune.objects.actuels().order_by().filter(**{territoire: lequel}).values(territoire)
    return Subquery(communes.annotate(total=Sum("population")).values("total"))
