"""A row of the directory: what it says of a collectivité, and the orders in which rows may stand."""

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, Count, F, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce

from annuaire.models import AutoriteLocale, Collectivite, Partenariat, rang_alphabetique
from annuaire.reperes import population_des_communes
from territoires.models import Pays

PAYS_MONTRES = 3
"""Countries that a row names; it counts the others."""


def pour_rangees(lignes):
    """Load what a row shows: `population`, `nombre_partenariats`, `noms_pays` (those it works with) and `adherente`."""
    lignes = avec_mesures(lignes.avec_adhesion()).annotate(noms_pays=_noms_des_pays())
    return lignes.select_related("departement", "region").defer("presentation")


def avec_mesures(lignes):
    """Count the inhabitants and the partnerships of each row."""
    return lignes.annotate(population=population(), nombre_partenariats=_partenariats())


def population():
    """Return the expression of the inhabitants of a collectivité; NULL where the référentiel does not say."""
    types = Collectivite.Type
    return Case(
        When(type=types.COMMUNE, then=F("commune__population")),
        When(type=types.EPCI, then=F("epci__population")),
        default=population_des_communes(),
    )


def _partenariats():
    liens = Partenariat.collectivites.through.objects.filter(collectivite=OuterRef("pk")).order_by().values("collectivite")
    return Coalesce(Subquery(liens.annotate(nombre=Count("pk")).values("nombre")), Value(0))


def _noms_des_pays():
    declares = Collectivite.pays.through.objects.filter(collectivite=OuterRef(OuterRef("pk"))).values("pays")
    partenaires = AutoriteLocale.objects.filter(partenariats__collectivites=OuterRef(OuterRef("pk"))).order_by().values("pays")
    pays = Pays.objects.filter(Q(pk__in=declares) | Q(pk__in=partenaires)).order_by("nom_tri")
    return ArraySubquery(pays.values("nom"))


def nommer_des_pays(rangee, voulu=None):
    """Return the countries of a row that are named, the one asked for first, and how many are not."""
    noms = sorted(rangee.noms_pays, key=lambda nom: nom != voulu)
    reste = len(noms) - PAYS_MONTRES
    return (noms, 0) if reste < 2 else (noms[:PAYS_MONTRES], reste)


def _par(cle):
    return lambda lignes: avec_mesures(lignes).order_by(F(cle).desc(nulls_last=True), rang_alphabetique("nom"), "pk")


ORDRES = {
    "population": ("Population", _par("population")),
    "partenariats": ("Nombre de partenariats", _par("nombre_partenariats")),
    "maj": ("Dernière mise à jour", _par("modifie_le")),
}
"""The orders offered beside that of names: their words, and the function that sorts a queryset; the greatest first."""
