"""Accounts in the back office: who may change whom, and whom an invitation reaches."""

import pytest

from socle.models import Journal
from tests.annuaire.formulaire import champs_de
from tests.fabriques import UtilisateurFabrique
from tests.file_attente import relever_le_courrier

LISTE = "/admin/comptes/utilisateur/"
MOT_DE_PASSE = {"usable_password": "true", "password1": "un-bon-mot-de-passe", "password2": "un-bon-mot-de-passe"}


@pytest.fixture
def direction(db):
    """A superuser."""
    return UtilisateurFabrique(courriel="direction@exemple.test", is_staff=True, is_superuser=True)


def changer(client, compte, de):
    """Post both forms of an account: the address changed, then the password, from what `de` reads."""
    fiche = f"{LISTE}{compte.pk}/"
    saisie = champs_de(de.get(f"{fiche}change/")) | {"courriel": ["prise@exemple.test"]}
    reponses = [client.post(f"{fiche}change/", saisie), client.post(f"{fiche}password/", MOT_DE_PASSE)]
    compte.refresh_from_db()
    return [reponse.status_code for reponse in reponses]


class TestSuperuser:
    def test_an_administrator_who_is_none_takes_over_no_superuser(self, client_administratrice, direction, client_de):
        # What the superuser would see, so that nothing but the right is missing.
        assert changer(client_administratrice, direction, client_de(direction)) == [403, 403]
        assert direction.courriel == "direction@exemple.test"
        assert direction.check_password("mot-de-passe-de-test")

    def test_another_account_is_changed(self, client_administratrice, bob):
        assert changer(client_administratrice, bob, client_administratrice) == [302, 302]
        assert bob.courriel == "prise@exemple.test"
        assert bob.check_password("un-bon-mot-de-passe")

    def test_a_superuser_changes_a_superuser(self, direction, client_de):
        autre = UtilisateurFabrique(is_staff=True, is_superuser=True)
        assert changer(client_de(direction), autre, client_de(direction)) == [302, 302]

    def test_nobody_makes_itself_a_superuser(self, client_administratrice, administratrice):
        fiche = f"{LISTE}{administratrice.pk}/change/"
        reponse = client_administratrice.post(fiche, champs_de(client_administratrice.get(fiche)) | {"is_superuser": ["on"]})
        assert reponse.status_code == 302
        administratrice.refresh_from_db()
        assert not administratrice.is_superuser


class TestInvitation:
    @pytest.fixture
    def inviter(self):
        """Return a function choosing the action in the list, as `client`, for accounts."""

        def choisir(client, *comptes):
            donnees = {"action": "envoyer_invitation", "_selected_action": [compte.pk for compte in comptes]}
            return client.post(LISTE, donnees, follow=True)

        return choisir

    def test_it_leaves_again_but_not_to_a_closed_account_nor_to_a_superuser(
        self, client_administratrice, bob, charlie, direction, inviter
    ):
        charlie.is_active = False
        charlie.save()
        reponse = inviter(client_administratrice, bob, charlie, direction)
        assert "Invitations envoyées : 1." in reponse.text.replace("\xa0", " ")
        (message,) = relever_le_courrier()
        assert message.to == ["bob@exemple.test"]
        assert "/comptes/mot-de-passe/choisir/" in message.body
        assert Journal.objects.get().action == "inviter"

    def test_a_superuser_invites_a_superuser(self, direction, client_de, inviter):
        autre = UtilisateurFabrique(is_staff=True, is_superuser=True)
        inviter(client_de(direction), autre)
        assert [message.to for message in relever_le_courrier()] == [[autre.courriel]]

    def test_who_may_not_change_accounts_is_not_offered_it(self, client_editrice, bob, inviter):
        assert inviter(client_editrice, bob).status_code == 403
        assert relever_le_courrier() == []
