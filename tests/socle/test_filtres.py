"""A shared address outlives the list: what it asks for exists, the list holds none of it today."""

from datetime import UTC, datetime

import pytest
from django.db import connection

from actualites.models import Actualite
from groupes_pays.models import Nature
from ressources.models import Media, Publication
from socle import listes
from tests.fabriques import (
    ActualiteFabrique,
    CollectiviteFabrique,
    DepartementFabrique,
    GroupeFabrique,
    OddFabrique,
    PaysFabrique,
    RegionFabrique,
    SecteurFabrique,
    ThemeFabrique,
)


@pytest.fixture
def referentiel(db):
    PaysFabrique(alpha2="TR", nom="Turquie")
    ThemeFabrique(slug="genre", nom="Genre")
    RegionFabrique(slug="bretagne")
    DepartementFabrique(code="35")
    SecteurFabrique(slug="eau")
    OddFabrique(numero=6)
    GroupeFabrique(slug="turquie")
    CollectiviteFabrique()


@pytest.mark.parametrize(
    "adresse",
    [
        "/actualites/?pays=TR",
        "/actualites/?theme=genre",
        "/actualites/?groupe=turquie",
        "/actualites/?type=hommage",
        "/actualites/flux.rss?pays=TR",
        "/agenda/?pays=TR&theme=genre&groupe=turquie",
        "/agenda/calendrier.ics?pays=TR",
        "/annuaire/?region=bretagne&departement=35&secteur=eau&odd=6&type=syndicat&pays=TR",
        "/annuaire/partenariats/?pays=TR&region=bretagne&departement=35&nature=jumelage",
        "/fonds-de-solidarite/?pays=TR&etat=clos",
        "/ressources/?pays=TR&theme=genre",
    ],
)
def test_what_exists_but_is_not_in_the_list_finds_nothing(visiteur, referentiel, adresse):
    assert visiteur.get(adresse).status_code == 200


def test_the_empty_list_names_the_filter_and_leads_out(visiteur, referentiel):
    texte = visiteur.get("/actualites/?pays=TR").text
    assert "Retirer le filtre Pays" in texte
    assert '<option value="TR" selected>Turquie</option>' in texte
    assert "Aucune actualité" in texte


@pytest.mark.parametrize(
    "adresse",
    [
        "/annuaire/?pays=ZZ",
        "/annuaire/?odd=six",
        "/annuaire/?odd=99999999999999999999",
        "/annuaire/?region=%00",
        "/annuaire/?type=chateau",
        "/actualites/?annee=1066",
    ],
)
def test_what_does_not_exist_is_refused(visiteur, referentiel, adresse):
    reponse = visiteur.get(adresse)
    assert reponse.status_code == 400
    assert "Cette valeur n’existe pas dans la liste" in reponse.text


def test_a_donors_committee_is_not_named(visiteur, db):
    GroupeFabrique(slug="comite-maroc", nom="Comité Maroc", nature=Nature.COMITE)
    reponse = visiteur.get("/actualites/?groupe=comite-maroc")
    assert reponse.status_code == 400
    assert "Comité Maroc" not in reponse.text


def choix(reponse, nom):
    """Return the values that a filter of a list offers."""
    return [valeur for valeur, _ in reponse.context["filtre"].form.fields[nom].choices if valeur]


def test_a_filter_offers_once_what_the_list_holds_and_nothing_else(visiteur, referentiel):
    japon = PaysFabrique(alpha2="JP")
    ActualiteFabrique(pays=[japon], genre="tribune")
    ActualiteFabrique(pays=[japon], genre="tribune")
    ActualiteFabrique(pays=[PaysFabrique(alpha2="AM")], genre="hommage", statut="brouillon")
    page = visiteur.get("/actualites/")
    assert choix(page, "pays") == ["JP"]
    # A fixed enumeration is offered whole: to ask for each of its values costs more than it spares.
    assert choix(page, "type") == Actualite.Genre.values
    assert choix(page, "groupe") == []


def test_a_committee_of_the_list_is_not_offered(visiteur, referentiel):
    ActualiteFabrique(groupes=[GroupeFabrique(slug="comite-mali", nature=Nature.COMITE), GroupeFabrique(slug="mali")])
    assert choix(visiteur.get("/actualites/"), "groupe") == ["mali"]


def test_years_go_from_the_last_to_the_first(visiteur, db):
    for annee in (2021, 2024):
        ActualiteFabrique(publie_le=datetime(annee, 6, 1, tzinfo=UTC))
    ActualiteFabrique(publie_le=datetime(2019, 6, 1, tzinfo=UTC), statut="brouillon")
    page = visiteur.get("/actualites/")
    assert choix(page, "annee") == ["2024", "2023", "2022", "2021"]
    assert visiteur.get("/actualites/?annee=2022").status_code == 200
    assert visiteur.get("/actualites/?annee=2019").status_code == 400


def test_a_list_without_a_date_offers_no_year(visiteur, db):
    assert choix(visiteur.get("/actualites/"), "annee") == []


def test_pages_hold_each_row_once_in_the_order_of_the_list(visiteur, db):
    for jour in range(1, 24):
        ActualiteFabrique(titre=f"N{jour:02}", publie_le=datetime(2025, 1, jour, tzinfo=UTC), pays=[PaysFabrique()])
    titres = [une.titre for page in (1, 2, 3) for une in visiteur.get(f"/actualites/?page={page}").context["object_list"]]
    assert titres == [f"N{jour:02}" for jour in range(23, 0, -1)]


@pytest.mark.parametrize(
    ("modele", "index"),
    [(Actualite, "actualite_en_ligne"), (Media, "media_en_ligne"), (Publication, "publication_en_ligne")],
)
def test_what_is_online_is_read_in_the_order_of_an_index(db, modele, index):
    with connection.cursor() as curseur:
        # A table of no row is always read whole; the plan of a full one is asked for.
        curseur.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off; SET LOCAL enable_sort = off")
        # The index of the back office's list, drafts included, costs as much there.
        curseur.execute("DROP INDEX IF EXISTS actualite_liste")
    plan = modele.objects.publies()[:10].explain()
    assert index in plan
    assert "Sort" not in plan


def test_a_long_filtered_list_is_not_counted_to_its_end(visiteur, referentiel, monkeypatch):
    monkeypatch.setattr(listes, "COMPTE_MAX", 12)
    japon = PaysFabrique(alpha2="JP")
    for rang in range(1, 26):
        ActualiteFabrique(titre=f"Titre {rang}", pays=[japon], publie_le=datetime(2026, 1, rang, tzinfo=UTC))
    textes = {page: " ".join(visiteur.get(f"/actualites/?pays=JP&page={page}").text.split()) for page in (1, 2, 3)}
    assert all("Plus de 12 actualités" in texte for texte in textes.values())
    assert "Page 1 sur au moins 2" in textes[1]
    assert "Page 2 sur au moins 3" in textes[2]
    assert "Titre 5" in textes[3]
    assert "Titre 6" not in textes[3]
    assert "Page suivante" not in textes[3]
    for page in ("4", "0", "9" * 30):
        assert visiteur.get(f"/actualites/?pays=JP&page={page}").status_code == 404
    # The whole list is counted: its index does it at once.
    assert "25 actualités" in " ".join(visiteur.get("/actualites/").text.split())
