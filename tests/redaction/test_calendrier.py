"""What is scheduled, in a month and in a list: parutions, withdrawals and tasks of all kinds, past ones apart."""

from datetime import date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from redaction import calendrier
from redaction.models import Retouche, Tache
from redaction.publication import Statut
from tests.fabriques import ActualiteFabrique, EvenementFabrique
from tests.formulaires import fiche

ADRESSE = "/admin/calendrier/"


def a(an, mois, jour, heure=9):
    return timezone.make_aware(datetime(an, mois, jour, heure))


@pytest.fixture(autouse=True)
def le_jour(monkeypatch):
    """Make it Monday 30 November 2026, at noon."""
    monkeypatch.setattr(timezone, "now", lambda: a(2026, 11, 30, 12))


def test_all_kinds_are_there_in_their_order(client_redactrice, redactrice):
    parue = ActualiteFabrique(titre="Paraît", publie_le=a(2026, 12, 7, 14))
    EvenementFabrique(titre="S’en va", publie_le=a(2026, 1, 1), depublie_le=a(2026, 12, 6, 23))
    Tache.objects.create(objet=parue, titre="À faire", echeance=date(2026, 12, 7), pour=redactrice)
    Tache.objects.create(objet=parue, titre="En retard", echeance=date(2026, 11, 2))
    Retouche.objects.create(objet=parue, donnees={}, etat="programmee", en_ligne_le=a(2026, 12, 9))
    Retouche.objects.create(objet=ActualiteFabrique(titre="Au chantier"), donnees={})
    ActualiteFabrique(titre="Déjà là", publie_le=a(2026, 11, 30, 8))
    ActualiteFabrique(titre="Brouillon daté", statut=Statut.BROUILLON, publie_le=a(2026, 12, 8))
    trouvees = [(une.titre, une.nature, une.en_retard) for une in calendrier.echeances(redactrice)]
    assert trouvees == [
        ("En retard", "tache", True),
        ("S’en va", "retrait", False),
        ("À faire", "tache", False),
        ("Paraît", "parution", False),
        ("Paraît", "version", False),
    ]
    page = client_redactrice.get(ADRESSE).text
    assert page.count(fiche(parue)) == 2 and "Paraît à" not in page.split("liste-titre")[0]
    suivant = client_redactrice.get(f"{ADRESSE}?mois=2026-12").text
    assert suivant.count(fiche(parue)) == 4 and "paraît à 14\u00a0h" in suivant


def test_a_month_begins_and_ends_at_midnight_in_paris(redactrice):
    ActualiteFabrique(titre="Le 1er", publie_le=a(2026, 12, 1, 0))
    ActualiteFabrique(titre="Le 31", publie_le=a(2026, 12, 31, 23))
    ActualiteFabrique(titre="L’an neuf", publie_le=a(2027, 1, 1, 0))
    decembre = calendrier.echeances(redactrice, debut=date(2026, 12, 1), fin=date(2027, 1, 1))
    assert [une.titre for une in decembre] == ["Le 1er", "Le 31"]


@pytest.mark.parametrize("mois", ["2026-13", "demain", "1999-01", "2026-1"])
def test_a_month_that_is_none_is_not_found(client_redactrice, mois):
    assert client_redactrice.get(ADRESSE, {"mois": mois}).status_code == 404


def test_the_months_follow_one_another_over_the_year(client_redactrice):
    page = client_redactrice.get(f"{ADRESSE}?mois=2027-01").text
    assert "?mois=2026-12" in page and "?mois=2027-02" in page
    assert "Mois précédent" not in client_redactrice.get(ADRESSE).text


def test_only_the_team_reads_it(visiteur, membre):
    assert visiteur.get(ADRESSE).status_code == 302
    assert membre.get(ADRESSE).status_code in {302, 403}


def test_the_menu_and_the_dashboard_lead_there(client_redactrice):
    assert client_redactrice.get("/admin/").text.count(f'href="{ADRESSE}"') >= 2


def test_twenty_cost_the_queries_of_two(client_redactrice):
    def remplir(nombre):
        for _ in range(nombre):
            une = ActualiteFabrique(publie_le=a(2026, 12, 7), depublie_le=a(2026, 12, 20))
            Tache.objects.create(objet=une, titre="À faire", echeance=date(2026, 12, 7))
        client_redactrice.get(ADRESSE)
        with CaptureQueriesContext(connection) as requetes:
            client_redactrice.get(f"{ADRESSE}?mois=2026-12")
        return len(requetes)

    assert remplir(2) == remplir(18)
