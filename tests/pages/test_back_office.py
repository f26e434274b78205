"""The menu of the back office is that of each one's rights, although it is kept from page to page."""

from django.contrib.auth.models import Permission
from django.urls import reverse

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


def test_a_member_at_the_door_of_the_back_office_is_told_where_theirs_is(membre):
    refus = membre.get(reverse("admin:index"), follow=True)
    assert refus.status_code == 403
    assert "Ce compte n’ouvre pas la gestion du portail" in refus.text
    assert f'href="{reverse("espace")}"' in refus.text
