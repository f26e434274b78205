"""Documents found by their text, by who reads them, where they are attached to something that the reader may hear of."""

import pytest

from groupes_pays.lecteurs import lecteur_pour
from recherche import moteur
from recherche.requete import comprendre
from redaction.registre import sortes
from socle.acces import EQUIPE, VISITEUR
from socle.texte_riche import ChampRiche
from tests.fabriques import ActualiteFabrique, AppelFabrique, DocumentFabrique, EvenementFabrique, GroupeFabrique

pytestmark = pytest.mark.django_db


def trouves(texte, lecteur=VISITEUR, **filtres):
    lignes = moteur.chercher(comprendre(texte), lecteur, filtres).lignes
    return [un.cle for un in lignes if un.genre.cle == "documents"]


def lien_vers(document):
    return f'<p>Voir <a href="{document.get_absolute_url()}">le rapport</a>.</p>'


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


@pytest.mark.parametrize(
    ("fabrique", "champ"), [(ActualiteFabrique, "corps"), (EvenementFabrique, "bilan"), (AppelFabrique, "suites")]
)
def test_one_that_a_text_leads_to_is_found(fabrique, champ):
    rapport, autre = piece(), piece()
    fabrique(**{champ: lien_vers(rapport)})
    assert trouves("assainissement") == trouves("rapport") == [rapport.pk]
    assert {*trouves("rapport", EQUIPE)} == {rapport.pk, autre.pk}


def test_one_cited_keeps_its_own_level():
    rapport = piece(acces="adherents")
    ActualiteFabrique(corps=lien_vers(rapport))
    assert trouves("assainissement") == []
    assert trouves("rapport") == [rapport.pk]


@pytest.mark.parametrize("valeurs", [{"statut": "brouillon", "publie_le": None}, {"acces": "equipe"}, {"acces": "adherents"}])
def test_a_text_that_the_reader_does_not_read_tells_of_no_document(valeurs, bob):
    rapport = piece()
    ActualiteFabrique(corps=lien_vers(rapport), **valeurs)
    assert trouves("rapport") == []
    assert trouves("rapport", lecteur_pour(bob)) == ([rapport.pk] if valeurs == {"acces": "adherents"} else [])


def test_each_text_has_an_index_of_what_it_cites():
    cites = [index.name for sorte in sortes() for index in sorte.modele._meta.indexes if "_cite_" in index.name]
    riches = [
        nom for sorte in sortes() for nom in sorte.modele.TEXTES if isinstance(sorte.modele._meta.get_field(nom), ChampRiche)
    ]
    assert len(cites) == len(riches)


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
