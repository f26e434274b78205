"""The home of the back office: what awaits each role, counted and linked to the whole list."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from annuaire.models import DemandeModification
from courriels.models import Courriel
from pages.attentes import attentes
from redaction.publication import Statut
from tests.fabriques import (
    ActualiteFabrique,
    CollectiviteFabrique,
    EvenementFabrique,
)


def test_the_dashboard_reads_the_first_ones_and_counts_them_all(administratrice):
    for rang in range(7):
        Courriel.objects.create(destinataire=f"{rang}@exemple.test", sujet="Perdu", etat="refuse", erreur="550")
    with CaptureQueriesContext(connection) as requetes:
        attente = attentes(administratrice)[-1]
    assert (attente.nombre, len(attente.objets)) == (7, 5)
    assert "LIMIT 5" in requetes.captured_queries[-1]["sql"]


def test_the_dashboard_tells_each_role_what_awaits_it(client_editrice, client_redactrice, redactrice):
    ActualiteFabrique(titre="À relire ici", statut=Statut.A_RELIRE, publie_le=None)
    ActualiteFabrique(titre="Mon brouillon", brouillon=True, auteur=redactrice)
    hier = timezone.localdate() - timedelta(days=1)
    EvenementFabrique(titre="Réunion sans suite", debut=hier)
    EvenementFabrique(titre="Réunion secrète", debut=hier, confidentiel=True)
    DemandeModification.objects.create(collectivite=CollectiviteFabrique(nom="Ville de Tours"))
    editrice, redactrice_ = (client.get("/admin/").content.decode() for client in (client_editrice, client_redactrice))
    assert "À relire ici" in editrice and "Fiche de Ville de Tours" in editrice
    assert "Réunion sans suite" in editrice and "Réunion secrète" not in editrice
    assert "Mon brouillon" in redactrice_ and "Mon brouillon" not in editrice
    assert "À relire ici" not in redactrice_ and "Fiche de Ville de Tours" not in redactrice_


@pytest.mark.parametrize(("nombre", "suite"), [(4, False), (5, False), (6, True)])
def test_the_whole_list_is_linked_when_some_are_not_shown(client_editrice, nombre, suite):
    ActualiteFabrique.create_batch(nombre, statut=Statut.A_RELIRE, publie_le=None)
    assert (f"Voir les {nombre}" in client_editrice.get("/admin/").text) is suite


def test_the_dashboard_counts_and_links_to_the_whole_list(client_editrice):
    ActualiteFabrique.create_batch(7, statut=Statut.A_RELIRE, publie_le=None)
    page = client_editrice.get("/admin/")
    attente = page.context["attentes"][0]
    assert (attente.nombre, len(attente.objets)) == (7, 5)
    assert len(client_editrice.get(attente.adresse).context["cl"].result_list) == 7


def test_failed_mail_is_shown_to_administration(client_administratrice):
    Courriel.objects.create(destinataire="bob@exemple.test", sujet="Perdu", etat="incertain", erreur="coupé")
    attente = client_administratrice.get("/admin/").context["attentes"][-1]
    assert attente.titre == "Courriels non partis"
    assert "Perdu" in client_administratrice.get(attente.adresse).content.decode()
