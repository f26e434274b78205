"""Lists of the back office that cost the same whatever the number of rows."""

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from socle import listes
from socle.journal import journaliser
from socle.lies import valeurs_distinctes
from socle.models import Journal
from tests.fabriques import (
    ActualiteFabrique,
    AutoriteLocaleFabrique,
    CollectiviteFabrique,
    CommuneFabrique,
    MandatFabrique,
    PartenariatFabrique,
    PaysFabrique,
    UtilisateurFabrique,
)
from tests.formulaires import LISTE

JOURNAL = "/admin/socle/journal/"


@pytest.fixture
def compte_court(monkeypatch):
    """Counts that stop after three rows."""
    monkeypatch.setattr(listes, "COMPTE_MAX", 3)


def noms(reponse):
    return [str(ligne) for ligne in reponse.context["cl"].result_list]


def test_a_long_list_says_more_than_so_many(client_editrice, compte_court, monkeypatch):
    monkeypatch.setattr("redaction.admin_contenu.AdminContenu.list_per_page", 2)
    toutes = [f"Titre {rang}" for rang in range(1, 6)]
    for rang, titre in enumerate(toutes, 1):
        ActualiteFabrique(titre=titre, publie_le=datetime(2026, 1, rang, tzinfo=UTC))
    page = client_editrice.get(LISTE)
    assert "plus de 3 actualités" in " ".join(page.text.split())
    assert noms(page) == [*reversed(toutes)][:2]
    # « Select them all » would not say how many.
    assert "data-actions-icnt" in page.text
    assert "across all pages" not in page.text
    assert "toutes les pages" not in page.text
    # The pages go on beyond what was counted, as far as there are rows.
    assert noms(client_editrice.get(LISTE, {"p": 3})) == toutes[:1]
    assert client_editrice.get(LISTE, {"p": 4})["Location"].endswith("?e=1")
    assert client_editrice.get(LISTE, {"p": "9" * 50}).status_code == 302
    cherchee = client_editrice.get(LISTE, {"q": "titre"})
    assert "plus de 3 résultats" in " ".join(cherchee.text.split())


def test_a_list_of_as_many_is_counted(client_editrice, compte_court):
    for rang in range(3):
        ActualiteFabrique(titre=f"Titre {rang}")
    assert "3 actualités" in " ".join(client_editrice.get(LISTE).text.split())
    assert "3 résultats" in " ".join(client_editrice.get(LISTE, {"q": "titre"}).text.split())


def test_a_count_reads_no_more_than_it_says(client_editrice, compte_court):
    ActualiteFabrique.create_batch(5)
    with CaptureQueriesContext(connection) as requetes:
        client_editrice.get(LISTE)
    comptes = [une["sql"] for une in requetes if "COUNT(" in une["sql"]]
    assert len(comptes) == 1
    assert "LIMIT 4" in comptes[0]


def test_a_filter_offers_what_the_list_names(client_editrice):
    PaysFabrique(alpha2="ML", nom="Mali")
    ActualiteFabrique(pays=[PaysFabrique(alpha2="JP", nom="Japon")], brouillon=True)
    filtre = next(un for un in client_editrice.get(LISTE).context["cl"].filter_specs if un.title == "Pays")
    assert [nom for _, nom in filtre.lookup_choices] == ["Japon"]


def test_years_go_from_the_first_to_the_last_date(client_editrice):
    assert client_editrice.get(LISTE).status_code == 200
    for annee in (2019, 2022):
        ActualiteFabrique(publie_le=datetime(annee, 12, 31, 23, 30, tzinfo=UTC))  # already the next year, in Paris
    ActualiteFabrique(brouillon=True)  # without a date, it hides none of the years
    page = client_editrice.get(LISTE).text
    for annee, offerte in ((2019, False), (2020, True), (2021, True), (2022, True), (2023, True)):
        assert (f"publie_le__year={annee}" in page) == offerte
    assert "publie_le__month=1" in client_editrice.get(LISTE, {"publie_le__year": 2020}).text


def test_the_journal_is_filtered_by_what_it_holds(client_administratrice, bob):
    actualite = ActualiteFabrique()
    for action in ("publier", "publier", "archiver", "soumettre"):
        journaliser(par=bob, action=action, objet=actualite)
    assert valeurs_distinctes(Journal, "action") == ["archiver", "publier", "soumettre"]
    filtres = client_administratrice.get(JOURNAL).context["cl"].filter_specs
    assert [mot for _, mot in filtres[0].lookup_choices] == ["archiver", "publier", "soumettre à relecture"]
    assert [mot for _, mot in filtres[1].lookup_choices] == ["actualité"]


def test_a_table_without_rows_has_no_value(db):
    assert valeurs_distinctes(Journal, "action") == []


@pytest.mark.parametrize("mots", ["ines", "arménie", "ARMENIE ines", "exemple.test armenie", "l'appel", "l’appel"])
def test_words_are_found_in_the_row_and_in_what_it_names(client_administratrice, mots):
    ines = UtilisateurFabrique(courriel="ines@exemple.test")
    journaliser(par=ines, action="publier", objet=ActualiteFabrique(titre="L’appel pour l’Arménie"))
    journaliser(par=None, action="publier", objet=ActualiteFabrique(titre="Autre chose"))
    assert noms(client_administratrice.get(JOURNAL, {"q": mots})) == ["publier : L’appel pour l’Arménie"]


def test_so_they_are_through_two_tables(client_administratrice):
    lien, _ = (
        PartenariatFabrique(collectivites=[CollectiviteFabrique(nom=ville)], autorites=[AutoriteLocaleFabrique(nom=autre)])
        for ville, autre in (("Ville d’Évry", "Kayes"), ("Ville de Nantes", "Niigata"))
    )
    ville, autre = lien.collectivites.first(), lien.autorites.first()
    for mots in (ville.nom, autre.nom, f"{ville.nom} {autre.nom}", f"{ville.nom} {autre.pays.nom}"):
        assert noms(client_administratrice.get("/admin/annuaire/partenariat/", {"q": mots})) == [str(lien)], mots
    assert not noms(client_administratrice.get("/admin/annuaire/partenariat/", {"q": f"{ville.nom} introuvable"}))


def test_many_related_rows_are_not_named_one_by_one(client_administratrice, monkeypatch):
    monkeypatch.setattr("gestion.recherche.CLES_MAX", 0)
    mandat = MandatFabrique(personne__nom="Dupont")
    MandatFabrique(personne__nom="Durand")
    assert noms(client_administratrice.get("/admin/annuaire/mandat/", {"q": mandat.personne.nom})) == [str(mandat)]


def test_the_code_of_a_commune_finds_its_collectivite(client_administratrice):
    aix = CollectiviteFabrique(type="commune", commune=CommuneFabrique(insee="13001"))
    CollectiviteFabrique()
    assert noms(client_administratrice.get("/admin/annuaire/collectivite/", {"q": "13001"})) == [str(aix)]
