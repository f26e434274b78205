"""Collectivités found by what they publish of themselves."""

import pytest

from annuaire.models import Collectivite, DemandeModification
from recherche import moteur
from recherche.requete import comprendre
from socle.acces import VISITEUR
from tests.fabriques import CollectiviteFabrique

pytestmark = pytest.mark.django_db

TEXTE = "<p>La Ville forme des maraîchers à Korhogo, avec <em>les écoles</em> du plateau et les agronomes de l’université.</p>"


def trouvees(texte, **filtres):
    lignes = moteur.chercher(comprendre(texte), VISITEUR, filtres).lignes
    return [str(Collectivite.objects.get(pk=un.cle)) for un in lignes if un.genre.cle == "collectivites"]


def test_a_collectivite_is_found_by_its_presentation():
    CollectiviteFabrique(nom="Ville de Trifouillis", presentation=TEXTE)
    CollectiviteFabrique(nom="Ville de Quimper", presentation="<p>Rien de tel.</p>")
    assert trouvees("maraîcher") == trouvees("trifouillis écoles korhogo") == ["Ville de Trifouillis"]
    assert trouvees("maraîchers", type="collectivites") == ["Ville de Trifouillis"]
    assert trouvees("maraîchers -korhogo") == trouvees("maraîchers quimper") == trouvees("em") == []


def test_a_name_comes_before_a_presentation():
    CollectiviteFabrique(nom="Ville de Trifouillis", presentation="<p>Jumelée avec Aubagne.</p>")
    CollectiviteFabrique(nom="Ville d’Aubagne", presentation="<p>Aubagne et la mer.</p>")
    assert trouvees("aubagne") == ["Ville d’Aubagne", "Ville de Trifouillis"]


def test_what_is_hidden_or_only_proposed_is_not_found():
    CollectiviteFabrique(presentation=TEXTE, visible=False)
    autre = CollectiviteFabrique(presentation="<p>Avant.</p>")
    DemandeModification.objects.create(
        collectivite=autre, changements={"presentation": {"avant": "<p>Avant.</p>", "apres": TEXTE}}
    )
    assert trouvees("maraîchers") == []
    Collectivite.objects.filter(pk=autre.pk).update(presentation=TEXTE)
    assert trouvees("maraîchers") == [autre.nom]


def test_the_page_shows_where_the_words_are(client):
    CollectiviteFabrique(nom="Ville de Trifouillis", presentation=TEXTE)
    page = client.get("/recherche/", {"q": "maraîchers"}).text
    assert "<mark>maraîchers</mark> à Korhogo, avec les écoles" in page
    assert "maraîchers" not in client.get("/recherche/", {"q": "trifouillis"}).text
