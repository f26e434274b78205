"""The menu of the back office: every model in a family, in the words of the trade, with what awaits."""

import pytest
from django.contrib import admin
from django.urls import reverse

from pages.menu_gestion import FAMILLES
from redaction.publication import Statut
from tests.fabriques import ActualiteFabrique, EvenementFabrique

pytestmark = pytest.mark.django_db


def familles(client):
    return {une["name"]: une for une in client.get("/admin/actualites/actualite/").context["available_apps"]}


def test_every_model_stands_once_in_a_family():
    nommes = [nom for famille in FAMILLES for nom in famille.modeles]
    assert len(nommes) == len({*nommes})
    assert {*nommes} == {modele._meta.label_lower for modele in admin.site._registry}


def test_a_model_that_no_family_names_is_still_there(client_administratrice, monkeypatch):
    monkeypatch.setattr("pages.menu_gestion.FAMILLES", FAMILLES[:1])
    autres = familles(client_administratrice)["Autres"]
    assert "Actualités" in [une["name"] for une in autres["models"]]


def test_each_role_sees_what_it_may_open(client_redactrice, client_administratrice):
    assert "Comptes" not in [une["name"] for famille in familles(client_redactrice).values() for une in famille["models"]]
    assert "Comptes" in [une["name"] for une in familles(client_administratrice)["Comptes et suivi"]["models"]]


def test_what_awaits_is_counted_for_who_may_deal_with_it(client_editrice, client_redactrice):
    ActualiteFabrique(statut=Statut.A_RELIRE)
    EvenementFabrique(statut=Statut.A_RELIRE)
    EvenementFabrique()

    def nombres(client):
        return {une["name"]: int(str(une["nombre"])) for une in familles(client)["Contenus"]["models"]}

    vus = nombres(client_editrice)
    assert (vus["Actualités"], vus["Événements"], vus["Publications"]) == (1, 1, 0)
    assert not any(nombres(client_redactrice).values())


def test_a_folded_family_opens_on_its_own_pages(client_editrice):
    assert familles(client_editrice)["Pays, thèmes et territoires"]["ouverte"] is False
    page = client_editrice.get(reverse("admin:territoires_theme_changelist"))
    ouvertes = {une["name"]: une["ouverte"] for une in page.context["available_apps"]}
    assert ouvertes["Pays, thèmes et territoires"] is True
    assert 'aria-current="page">Thèmes</a>' in page.text


def test_the_state_stands_beside_the_text(client_editrice):
    page = client_editrice.get("/admin/actualites/actualite/add/").text
    texte, _, cote = page.partition('<div class="form-cote">')
    assert 'name="titre"' in texte and 'name="publie_le_0"' not in texte
    assert 'name="publie_le_0"' in cote and 'name="acces"' in cote and 'name="pays"' in cote


def test_what_is_refused_leads_to_its_field(client_editrice):
    reponse = client_editrice.post("/admin/actualites/actualite/add/", {"titre": "", "slug": "a", "corps": "<p>Gardé</p>"})
    assert '<a href="#id_titre" data-champ="titre">Titre</a>' in " ".join(reponse.text.split())
    assert "votre saisie est gardée" in reponse.text and "Gardé" in reponse.text
