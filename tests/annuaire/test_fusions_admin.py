"""The screens of people spelled two ways: pairs, side by side, undone; for who may."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from annuaire.fusions import fusionner
from annuaire.models import FusionDePersonnes, Personne
from tests.fabriques import ActualiteFabrique, MandatFabrique, PersonneFabrique, PresidenceFabrique

pytestmark = pytest.mark.django_db

LISTE = "/admin/annuaire/personne/"
FUSIONS = "/admin/annuaire/fusiondepersonnes/"


@pytest.fixture
def deux(aix):
    une, autre = PersonneFabrique(prenom="Karima", nom="Zerkani"), PersonneFabrique(prenom="Karima", nom="Zerkany")
    for personne in (une, autre):
        MandatFabrique(personne=personne, collectivite=aix)
    PresidenceFabrique(personne=autre, groupe__nom="Groupe-pays Pérou")
    return une, autre


@pytest.fixture
def adresse(deux):
    return f"{LISTE}fusionner/?une={deux[0].pk}&autre={deux[1].pk}"


@pytest.fixture
def fusion(deux, editrice):
    return fusionner(gardee=deux[0], absorbee=deux[1], choix={}, par=editrice)


def test_pairs_of_one_collectivite_are_suggested(deux, aix, client_editrice):
    MandatFabrique(personne__prenom="Karima", personne__nom="Zerkanie")  # elsewhere
    MandatFabrique(personne__prenom="Bob", personne__nom="Martin", collectivite=aix)
    page = client_editrice.get(f"{LISTE}doubles/")
    assert page.context["paires"] == [deux]
    assert f"{LISTE}doubles/" in client_editrice.get(LISTE).text


def test_more_pairs_cost_the_same_queries(aix, client_editrice):
    def cout(nombre):
        for _ in range(nombre):
            MandatFabrique(collectivite=aix, personne__prenom="Karima", personne__nom="Zerkani")
        with CaptureQueriesContext(connection) as requetes:
            assert client_editrice.get(f"{LISTE}doubles/").status_code == 200
        return len(requetes)

    cout(2)
    assert cout(1) == cout(8)


def test_two_ticked_in_the_list_are_compared(deux, client_editrice):
    envoi = {"action": "reunir", "_selected_action": [personne.pk for personne in deux]}
    assert client_editrice.post(LISTE, envoi)["Location"].startswith(f"{LISTE}fusionner/?une=")
    suite = client_editrice.post(LISTE, {**envoi, "_selected_action": [deux[0].pk]}, follow=True)
    assert "Cochez exactement deux personnes" in suite.text


def test_both_are_shown_with_all_that_names_them(adresse, client_editrice):
    ActualiteFabrique(titre="Une visite", corps="<p>Karima Zerkany était là.</p>")
    page = client_editrice.get(adresse)
    assert "Groupe-pays Pérou" in page.text
    [(titre, _)] = page.context["cotes"][1]["textes"]
    assert titre.endswith("Une visite")
    assert not page.context["cotes"][0]["textes"]
    # The same function twice, and the row with most is proposed.
    assert len(page.context["memes"]) == 1
    assert page.context["choisie"] == str(Personne.objects.get(nom="Zerkany").pk)


def test_made_one_then_undone(adresse, deux, client_editrice):
    une, autre = deux
    envoi = {"gardee": une.pk, "prenom": une.pk, "nom": autre.pk}
    fiche = client_editrice.post(adresse, envoi)["Location"]
    assert [str(personne) for personne in Personne.objects.all()] == ["Karima Zerkany"]
    assert "Rien n’a changé depuis" in client_editrice.get(fiche).text
    # The former address leads to the row that stays.
    assert client_editrice.get(f"{LISTE}{autre.pk}/change/")["Location"] == f"{LISTE}{une.pk}/change/"
    defaire = fiche.replace("change", "defaire")
    assert client_editrice.post(defaire)["Location"] == f"{LISTE}{autre.pk}/change/"
    assert sorted(map(str, Personne.objects.all())) == ["Karima Zerkani", "Karima Zerkany"]
    assert "Défaire la réunion" not in client_editrice.get(fiche).text


def test_what_changed_since_is_told_before_it_is_undone(fusion, deux, client_editrice):
    deux[0].mandats.update(fonction="maire")
    fiche = f"{FUSIONS}{fusion.pk}/change/"
    assert "changé depuis" in client_editrice.get(fiche).text
    client_editrice.post(f"{FUSIONS}{fusion.pk}/defaire/")
    assert Personne.objects.count() == 1
    client_editrice.post(f"{FUSIONS}{fusion.pk}/defaire/", {"malgre": "on"})
    assert Personne.objects.count() == 2


@pytest.mark.parametrize("envoi", [{}, {"gardee": "0", "prenom": "1", "nom": "1"}])
def test_what_is_not_said_writes_nothing(adresse, client_editrice, envoi):
    assert client_editrice.post(adresse, {"jeton": "1", **envoi}).status_code == 400
    assert Personne.objects.count() == 2


@pytest.mark.parametrize("requete", ["", "?une=1&autre=1", "?une=x&autre=2", f"?une=1&autre={'9' * 30}"])
def test_an_address_that_names_no_two_persons_is_not_found(requete, client_editrice):
    assert client_editrice.get(f"{LISTE}fusionner/{requete}").status_code == 404


def test_rights(adresse, fusion, client_redactrice, membre):
    for client, refus in ((client_redactrice, 403), (membre, 302)):
        assert client.get(f"{LISTE}doubles/").status_code == refus
        assert client.post(adresse).status_code == refus
        assert client.post(f"{FUSIONS}{fusion.pk}/defaire/").status_code == refus
    assert "Défaire la réunion" not in client_redactrice.get(f"{FUSIONS}{fusion.pk}/change/").text
    assert FusionDePersonnes.objects.get().defaite_le is None
