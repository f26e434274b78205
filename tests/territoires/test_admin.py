import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from territoires.models import Commune, Secteur, Theme
from tests.fabriques import (
    CommuneFabrique,
    DepartementFabrique,
    EpciFabrique,
    OddFabrique,
    PaysFabrique,
    RegionFabrique,
    SecteurFabrique,
    ThemeFabrique,
)
from tests.formulaires import empreinte

pytestmark = pytest.mark.django_db

IMPORTES = [PaysFabrique, RegionFabrique, DepartementFabrique, EpciFabrique, CommuneFabrique, OddFabrique]
LISTES = [SecteurFabrique, ThemeFabrique]


def adresse(objet_ou_modele, page, *args):
    meta = objet_ou_modele._meta
    return reverse(f"admin:{meta.app_label}_{meta.model_name}_{page}", args=args)


@pytest.mark.parametrize("fabrique", IMPORTES + LISTES)
def test_staff_read_search_and_open(client_administratrice, fabrique):
    objet = fabrique()
    for parametres in ({}, {"q": objet.nom}, {"q": "x\x00' %"}, {"q": "1" * 40}, {"o": "-1.2"}, {"obsolete__exact": "1"}):
        reponse = client_administratrice.get(adresse(objet, "changelist"), parametres)
        assert reponse.status_code in (200, 302), parametres
    assert objet.nom in client_administratrice.get(adresse(objet, "changelist"), {"q": objet.nom}).content.decode()
    assert client_administratrice.get(adresse(objet, "change", objet.pk)).status_code == 200


@pytest.mark.parametrize("fabrique", IMPORTES)
def test_imported_rows_are_read_only_even_for_a_superuser(client_administratrice, administratrice, fabrique):
    administratrice.is_superuser = True
    administratrice.save()
    objet = fabrique()
    assert client_administratrice.get(adresse(objet, "add")).status_code == 403
    assert client_administratrice.post(adresse(objet, "change", objet.pk), {"nom": "Pirate"}).status_code == 403
    assert client_administratrice.post(adresse(objet, "delete", objet.pk), {"post": "yes"}).status_code == 403
    assert type(objet).objects.get(pk=objet.pk).nom == objet.nom


def test_administration_extends_the_lists(client_administratrice):
    reponse = client_administratrice.post(adresse(Theme, "add"), {"nom": "Mobilités", "slug": "mobilites", "ordre": "3"})
    assert reponse.status_code == 302
    assert Theme.objects.get(slug="mobilites").ordre == 3
    reponse = client_administratrice.post(
        adresse(Secteur, "add"), {"nom": "Forêts", "code": "forets", "slug": "forets", "ordre": "3"}
    )
    assert reponse.status_code == 302
    assert Secteur.objects.get(code="forets").nom == "Forêts"


@pytest.mark.parametrize("fabrique", LISTES)
def test_a_list_row_is_renamed_and_withdrawn_but_keeps_its_key_and_stays(client_administratrice, fabrique):
    objet = fabrique()
    cles = {"slug": "pirate", "code": "pirate"}
    fiche = adresse(objet, "change", objet.pk)
    saisie = {"nom": "Nouveau nom", "ordre": "2", "obsolete": "on", **cles, **empreinte(client_administratrice, fiche)}
    reponse = client_administratrice.post(fiche, saisie)
    assert reponse.status_code == 302
    relu = type(objet).objects.get(pk=objet.pk)
    assert (relu.nom, relu.obsolete, relu.slug) == ("Nouveau nom", True, objet.slug)
    assert not hasattr(relu, "code") or relu.code == objet.code
    assert client_administratrice.post(adresse(objet, "delete", objet.pk), {"post": "yes"}).status_code == 403


@pytest.mark.parametrize("fabrique", LISTES)
def test_a_writer_reads_the_lists_and_changes_nothing(client_redactrice, fabrique):
    objet = fabrique()
    assert client_redactrice.get(adresse(objet, "changelist")).status_code == 200
    assert client_redactrice.get(adresse(objet, "add")).status_code == 403
    assert client_redactrice.post(adresse(objet, "change", objet.pk), {"nom": "Pirate", "ordre": "1"}).status_code == 403


def test_a_member_does_not_enter(membre):
    objet = ThemeFabrique()
    assert membre.get(adresse(objet, "changelist")).status_code == 302


def completer(client, champ, terme):
    """Return the labels offered for `terme` in the field `champ` ("app.model.field") of a back office form."""
    app, nom, champ = champ.split(".")
    reponse = client.get(reverse("admin:autocomplete"), {"app_label": app, "model_name": nom, "field_name": champ, "term": terme})
    assert reponse.status_code == 200
    return [resultat["text"] for resultat in json.loads(reponse.content)["results"]]


def test_autocompletion_finds_by_name_code_and_postcode_and_leaves_out_obsolete_rows(client_editrice):
    CommuneFabrique(insee="13001", nom="Aix-en-Provence", population=149_000, codes_postaux=["13090"])
    CommuneFabrique(insee="13002", nom="Aix-l’Ancienne", obsolete=True)
    for terme in ("aix", "AIX EN", "13001", "13090"):
        assert completer(client_editrice, "annuaire.collectivite.commune", terme) == ["Aix-en-Provence (13)"]
    assert completer(client_editrice, "annuaire.collectivite.commune", "\x00") == []


def test_a_list_costs_as_many_queries_with_two_rows_as_with_twenty(client_administratrice, django_assert_num_queries):
    departement, epci = DepartementFabrique(), EpciFabrique()
    CommuneFabrique.create_batch(2, departement=departement, epci=epci)
    with CaptureQueriesContext(connection) as deux:
        client_administratrice.get(adresse(Commune, "changelist"))
    CommuneFabrique.create_batch(18, departement=departement, epci=epci)
    with django_assert_num_queries(len(deux)):
        client_administratrice.get(adresse(Commune, "changelist"))
