"""The minutes, each with who may read it."""

from datetime import date

import pytest

from tests.fabriques import DocumentFabrique, EvenementFabrique
from tests.lecture_html import sur_une_ligne

pytestmark = pytest.mark.django_db
PAGE = "/agenda/comptes-rendus/"


@pytest.fixture
def minutes(groupe_japon, japon):
    """Minutes of every access, and an event without any."""
    acces = {"public": {}, "adherents": {}, "equipe": {}, "groupe": {"cercles": [groupe_japon]}}
    for rang, (nom, champs) in enumerate(acces.items(), 1):
        piece = DocumentFabrique(titre=f"Notes {nom}", acces=nom, nature="compte-rendu", **champs)
        pays = [japon] if nom == "groupe" else []
        EvenementFabrique(titre=f"Réunion {nom}", debut=date(2024 + rang % 2, rang, 6), compte_rendu=piece, pays=pays)
    EvenementFabrique(titre="Sans notes", debut=date(2024, 1, 6))


def lus(reponse):
    """Return {title of the minutes: whether the reader may open them}."""
    return {un.compte_rendu.titre: ouvert for un, ouvert in reponse.context["lignes"]}


@pytest.mark.usefixtures("minutes")
class TestLecteurs:
    def test_each_reader_sees_what_is_open_to_them(self, visiteur, membre, etranger, agent, client_redactrice):
        for client, ouverts in (
            (visiteur, {"public"}),
            (agent, {"public"}),
            (etranger, {"public", "adherents"}),
            (membre, {"public", "adherents", "groupe"}),
            (client_redactrice, {"public", "adherents", "groupe", "equipe"}),
        ):
            vus = {"public", "adherents", "groupe"} | ({"equipe"} & ouverts)
            assert lus(client.get(PAGE)) == {f"Notes {nom}": nom in ouverts for nom in vus}
            assert set(lus(client.get(f"{PAGE}?lecture=ouverts"))) == {f"Notes {nom}" for nom in ouverts}

    def test_it_is_said_in_words(self, visiteur, membre):
        texte = sur_une_ligne(visiteur.get(PAGE).text)
        assert "Ouvert à tous" in texte and "Réservé aux adhérents" in texte
        assert "Groupe-pays Japon</span>" in texte and "Fermé à votre lecture" in texte and "Vous pouvez le lire" not in texte
        assert "Fermé à votre lecture" not in membre.get(PAGE).text

    def test_latest_first_and_filtered(self, visiteur):
        assert list(lus(visiteur.get(PAGE))) == ["Notes public", "Notes groupe", "Notes adherents"]
        assert list(lus(visiteur.get(f"{PAGE}?annee=2025"))) == ["Notes public"]
        assert list(lus(visiteur.get(f"{PAGE}?pays=JP"))) == ["Notes groupe"]

    @pytest.mark.parametrize("requete", ["lecture=x", "annee=x", "pays=%00", "groupe='"])
    def test_what_makes_no_sense_is_refused(self, visiteur, requete):
        assert visiteur.get(f"{PAGE}?{requete}").status_code == 400

    def test_nothing_found(self, visiteur):
        EvenementFabrique(debut=date(2019, 1, 1), compte_rendu=DocumentFabrique(acces="adherents"))
        assert "ne réunit ces critères" in visiteur.get(f"{PAGE}?annee=2019&lecture=ouverts").text
        assert visiteur.get(f"{PAGE}?page=999999").status_code == 404


def test_empty(visiteur):
    assert "Aucun compte rendu pour le moment" in visiteur.get(PAGE).text


@pytest.mark.parametrize("nombre", [2, 20])
def test_number_of_queries(membre, django_assert_num_queries, groupe_japon, nombre):
    for _ in range(nombre):
        piece = DocumentFabrique(acces="groupe", cercles=[groupe_japon])
        EvenementFabrique(debut=date(2025, 1, 6), compte_rendu=piece)
    membre.get(PAGE)
    # Session, account, reader, menu; choices of the filters, count, rows, minutes, circles.
    with django_assert_num_queries(9):
        membre.get(PAGE)


@pytest.mark.django_db(transaction=True)
def test_what_is_kept_for_one_reader_is_not_shown_to_another(visiteur, membre, etranger, groupe_japon):
    EvenementFabrique(debut=date(2025, 1, 6), compte_rendu=DocumentFabrique(acces="groupe", cercles=[groupe_japon]))
    for client, dit in ((visiteur, "Fermé"), (membre, "Vous pouvez"), (etranger, "Fermé"), (membre, "Vous pouvez")):
        texte = client.get(PAGE).text
        assert dit in texte and {"Fermé": "Vous pouvez", "Vous pouvez": "Fermé"}[dit] not in texte
