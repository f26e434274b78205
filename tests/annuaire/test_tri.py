"""Collectivités stand where a reader looks for them: at the first letter of their proper name."""

from annuaire.models import Collectivite
from tests.fabriques import CollectiviteFabrique

DANS_L_ORDRE = [
    "Ville d’Aix-en-Provence",
    "Amiens Métropole",
    "Département de l’Aude",
    "Ville de Bordeaux",
    "Région Centre-Val de Loire",
    "Communauté urbaine de Dunkerque",
    "Ville d’Épinal",
    "Ville d’Etampes",
    "Ville d’Évreux",
    "Ville du Havre",
    "Le Havre Seine Métropole",
    "Ville de L’Haÿ-les-Roses",
    "Département de la Loire-Atlantique",
    "Métropole de Lyon",
    "Région Occitanie",
    "Ville de La Rochelle",
    "Ville de St-Denis",
    "Ville de Saint-Étienne",
    "Ste-Marie",
    "Ville de Saintes",
    "Villeneuve-d’Ascq",
    "Communauté de communes des Vosges du Nord",
]


def test_the_directory_is_in_the_order_of_proper_names(visiteur, db):
    for nom in reversed(DANS_L_ORDRE):
        CollectiviteFabrique(nom=nom)
    assert [une.nom for une in Collectivite.objects.alphabetique()] == DANS_L_ORDRE
    assert [une.nom for une in Collectivite.objects.all()] == DANS_L_ORDRE
    reponse = visiteur.get("/annuaire/")
    assert [une.nom for une in reponse.context["page_obj"]] == DANS_L_ORDRE
