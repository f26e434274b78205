"""Views of a list that each person keeps, and the filters that they are made of."""

from datetime import timedelta

from django.utils import timezone

from gestion import vues_gardees
from gestion.models import Vue
from tests.fabriques import ActualiteFabrique
from tests.formulaires import LISTE


def garder(client, nom, requete):
    return client.post(f"{LISTE}vues/garder/", {"nom": nom, "requete": requete}, follow=True)


def test_a_view_is_a_tab_of_who_kept_it(client_editrice, client_redactrice, editrice):
    page = garder(client_editrice, "Tribunes", "o=1&genre=tribune&p=3&q=")
    assert page.redirect_chain[-1][0].endswith("?genre=tribune&o=1")
    assert "pour vous seul" in page.text
    assert 'href="?genre=tribune&amp;o=1"' in client_editrice.get(LISTE).text
    assert "Tribunes" not in client_redactrice.get(LISTE).text
    assert "Garder cette vue" not in client_editrice.get(LISTE, {"o": 1, "genre": "tribune", "p": 1}).text
    assert "Garder cette vue" in client_editrice.get(LISTE, {"genre": "hommage"}).text
    garder(client_editrice, "Tribunes", "genre=hommage")
    vue = Vue.objects.get()
    assert (vue.par, vue.requete) == (editrice, "genre=hommage")
    client_redactrice.post(f"{LISTE}vues/oublier/", {"vue": vue.pk})
    assert Vue.objects.exists()
    client_editrice.post(f"{LISTE}vues/oublier/", {"vue": vue.pk})
    assert not Vue.objects.exists()


def test_what_makes_no_view_is_said(client_editrice, membre, monkeypatch):
    monkeypatch.setattr(vues_gardees, "VUES_MAX", 1)
    assert "Donnez un nom" in garder(client_editrice, "", "q=a").text
    garder(client_editrice, "Une", "q=a")
    assert "au plus" in garder(client_editrice, "Deux", "q=b").text
    garder(client_editrice, "Longue", "q=" + "a" * 2000)
    assert [vue.nom for vue in Vue.objects.all()] == ["Une"]
    assert client_editrice.post(f"{LISTE}vues/oublier/", {"vue": "9" * 40}).status_code == 302
    assert client_editrice.get(f"{LISTE}vues/garder/").status_code == 403
    assert membre.post(f"{LISTE}vues/garder/", {"nom": "x", "requete": ""}).status_code == 302


def test_what_is_published_for_later_is_a_state_of_the_filter(client_editrice):
    ActualiteFabrique(titre="Demain", publie_le=timezone.now() + timedelta(days=1))
    ActualiteFabrique.create_batch(2)
    page = client_editrice.get(LISTE, {"statut__exact": "programme"})
    assert [str(une) for une in page.context["cl"].result_list] == ["Demain"]
    page = client_editrice.get(LISTE, {"_facets": "True"})
    etats = next(un for un in page.context["cl"].filter_specs if un.field_path == "statut")
    dits = [un["display"] for un in etats.choices(page.context["cl"])]
    assert "programmé (1)" in dits
    assert "publié (3)" in dits
    assert not any(dit.startswith("corbeille") for dit in dits)
