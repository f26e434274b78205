"""The menu of the back office is that of each one's rights, although it is kept from page to page."""

from django.contrib.auth.models import Permission
from django.urls import reverse

from comptes.forms import ConnexionForm

JOURNAL = "/admin/socle/journal/"


def test_the_menu_follows_the_rights_at_once(client_administratrice, client_redactrice, redactrice):
    accueil = reverse("admin:index")
    assert JOURNAL in client_administratrice.get(accueil).content.decode()
    assert JOURNAL not in client_redactrice.get(accueil).content.decode()
    redactrice.user_permissions.add(Permission.objects.get(codename="view_journal"))
    assert JOURNAL in client_redactrice.get(accueil).content.decode()
    redactrice.user_permissions.clear()
    assert JOURNAL not in client_redactrice.get(accueil).content.decode()


def test_the_menu_holds_only_what_staff_keep(admin_client):
    page = admin_client.get(reverse("admin:index")).text.lower()
    assert JOURNAL in page
    assert "axes" not in page


def test_who_forgot_finds_the_way_back_and_is_refused_in_the_words_of_the_site(visiteur, bob):
    entree = reverse("admin:login")
    page = visiteur.get(entree).text
    assert f'href="{reverse("comptes:mot_de_passe_oublie")}"' in page and "Adresse électronique" in page
    refus = visiteur.post(entree, {"username": "x@exemple.test", "password": "x"}).text
    assert ConnexionForm.error_messages["invalid_login"] in refus and "casse" not in refus
    refus = visiteur.post(entree, {"username": bob.courriel, "password": "mot-de-passe-de-test"}).text
    assert "Ce compte n’ouvre pas la gestion du portail" in refus
