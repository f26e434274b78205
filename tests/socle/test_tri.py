"""Names sort as a French reader expects, whatever the collation of the database."""

from annuaire.models import Collectivite
from groupes_pays.models import Groupe
from tests.fabriques import CollectiviteFabrique, GroupeFabrique


def test_accents_and_case_do_not_move_a_name(db):
    for nom in ("Groupe-pays Haïti", "Groupe-pays États-Unis", "Groupe-pays espagne", "Groupe-pays Équateur"):
        GroupeFabrique(nom=nom)
    noms = [nom.removeprefix("Groupe-pays ") for nom in Groupe.objects.values_list("nom", flat=True)]
    assert noms == ["Équateur", "espagne", "États-Unis", "Haïti"]


def test_the_directory_sorts_alike(db):
    for nom in ("Ville de Zuydcoote", "Ville d’Évry", "Ville d’Aix"):
        CollectiviteFabrique(nom=nom)
    noms = list(Collectivite.objects.values_list("nom", flat=True))
    assert noms.index("Ville d’Évry") < noms.index("Ville de Zuydcoote")
