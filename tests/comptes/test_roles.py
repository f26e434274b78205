"""What each role may do, said in words in the back office, from the register."""

import pytest
from django.contrib.auth.models import Group

from comptes.roles import droits_de, pouvoirs
from socle.droits import ROLES

LISTE = "/admin/comptes/role/"


@pytest.mark.parametrize("client", ["client_redactrice", "client_editrice", "client_administratrice"])
def test_all_the_team_reads_them(client, request):
    client = request.getfixturevalue(client)
    assert all(role in client.get(LISTE).text for role in ROLES)
    page = client.get(f"{LISTE}{Group.objects.get(name='Rédaction').pk}/change/").text
    assert "Écrit et soumet à relecture." in page and "ne publie pas" in page
    assert "actualités" in page.split("Lire, ajouter et modifier")[1].split("</dd>")[0]


def test_nobody_changes_them_here(client_administratrice, client_redactrice, membre):
    assert client_administratrice.get(f"{LISTE}add/").status_code == 403
    fiche = f"{LISTE}{Group.objects.first().pk}/"
    assert client_administratrice.post(f"{fiche}change/", {"name": "Pris"}).status_code == 403
    assert client_administratrice.get(f"{fiche}delete/").status_code == 403
    assert membre.get(LISTE).status_code == 302


@pytest.mark.parametrize("role", ROLES)
def test_the_words_tell_all_that_the_register_gives(role, roles):
    dits = sum(len(pouvoir.sur) for pouvoir in pouvoirs(role))
    assert dits == sum(bool(actions) for actions in droits_de(role).values())
    assert all(pouvoir.verbes for pouvoir in pouvoirs(role))
