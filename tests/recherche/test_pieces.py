"""Documents found by their text, by who reads them, where they are attached to something that the reader may hear of."""

import pytest

from recherche import moteur
from recherche.requete import comprendre
from socle.acces import EQUIPE, VISITEUR
from tests.fabriques import ActualiteFabrique, DocumentFabrique, EvenementFabrique, GroupeFabrique

pytestmark = pytest.mark.django_db


def trouves(texte, lecteur=VISITEUR, **filtres):
    lignes = moteur.chercher(comprendre(texte), lecteur, filtres).lignes
    return [un.cle for un in lignes if un.genre.cle == "documents"]


def piece(**valeurs):
    return DocumentFabrique(**{"titre": "Un rapport", "texte": "Le réseau d’assainissement de Lomé.", "lecture": "lu", **valeurs})


def test_a_document_is_found_by_its_text():
    rapport = piece()
    ActualiteFabrique().documents.add(rapport)
    assert trouves("réseaux lomé") == trouves("rapport lome") == [rapport.pk]
    assert trouves("assainissement", type="documents", acces="public") == [rapport.pk]
    assert trouves("assainissement -lomé") == []


def test_the_text_of_one_kept_from_the_reader_is_not_searched():
    rapport = piece(acces="adherents")
    GroupeFabrique().documents.add(rapport)
    assert trouves("assainissement") == []
    assert trouves("rapport") == [rapport.pk]
    assert trouves("assainissement", EQUIPE) == [rapport.pk]


@pytest.mark.parametrize(
    "joindre",
    [
        lambda rapport: None,
        lambda rapport: ActualiteFabrique(statut="brouillon", publie_le=None).documents.add(rapport),
        lambda rapport: ActualiteFabrique(acces="equipe").documents.add(rapport),
        lambda rapport: GroupeFabrique(nature="comite").documents.add(rapport),
    ],
)
def test_one_attached_to_nothing_that_is_told_is_the_team_s_alone(joindre):
    rapport = piece()
    joindre(rapport)
    assert trouves("assainissement") == trouves("rapport") == []
    assert trouves("assainissement", EQUIPE) == [rapport.pk]


def test_one_of_the_team_is_not_told():
    rapport = piece(acces="equipe")
    ActualiteFabrique().documents.add(rapport)
    assert trouves("rapport") == []


def test_the_page_shows_where_the_words_are(client):
    ActualiteFabrique().documents.add(piece(), piece(titre="Un autre rapport", acces="adherents"))
    page = client.get("/recherche/", {"q": "rapport"}).text
    assert "<strong>Document PDF</strong>" in page
    assert "réseau d’assainissement" in page
    page = client.get("/recherche/", {"q": "autre rapport"}).text
    assert "assainissement" not in page
    assert "Réservé aux adhérents" in page


def test_minutes_are_found_by_their_own_level():
    rapport = piece(acces="adherents")
    EvenementFabrique(compte_rendu=rapport)
    assert trouves("rapport") == [rapport.pk]
    assert trouves("lomé") == []
