"""A form sent twice writes once, and leads where the first one led: sent again, or two at once really at once."""

import re

import pytest
from django.contrib import admin
from django.contrib.messages import get_messages
from django.test import RequestFactory
from django.urls import reverse
from django.utils import timezone

from actualites.models import Actualite
from annuaire.models import DemandeModification
from comptes.models import Utilisateur
from courriels.models import Courriel
from fonds_solidarite.models import Contribution
from redaction.models import Contact
from socle import envois
from socle.envois import CHAMP, DEJA_RECU, Envoi
from socle.models import Journal
from tests.annuaire.formulaire import champs_de
from tests.concurrence import ensemble
from tests.fabriques import CollectiviteFabrique, ContactFabrique, FondsFabrique, UtilisateurFabrique
from tests.formulaires import AJOUT, CHAMPS, valeurs

CONTACT = "/admin/redaction/contact/add/"
ESPACE_AIX = "/espace/collectivites/aix-en-provence/modifier/"
JETON = re.compile(rf'<input type="hidden" name="{CHAMP}" value="(\w+)">')


def jeton(client, adresse):
    """Return the token of the form that a page shows, for a post."""
    return {CHAMP: JETON.search(client.get(adresse).text)[1]}


def deux_fois(client, adresse, envoi):
    """Send a form again after it was written; check that both answers lead to the same place, and return the messages."""
    premiere = client.post(adresse, envoi)
    assert premiere.status_code == 302, premiere.context and premiere.context["errors"]
    seconde = client.post(adresse, envoi)
    assert (seconde.status_code, seconde["Location"]) == (302, premiere["Location"])
    return [str(un) for un in get_messages(seconde.wsgi_request)]


def test_a_form_sent_again_lands_on_the_result_of_the_first(client_editrice):
    envoi = {"nom": "Inès", "courriel": "ines@exemple.test", "_continue": "1", **jeton(client_editrice, CONTACT)}
    dits = deux_fois(client_editrice, CONTACT, envoi)
    assert DEJA_RECU in dits
    assert Contact.objects.count() == 1


def test_another_button_of_the_same_form_is_the_same_form(client_editrice):
    envoi = {**CHAMPS, **jeton(client_editrice, AJOUT)}
    premiere = client_editrice.post(AJOUT, {**envoi, "_soumettre": "1"})
    assert client_editrice.post(AJOUT, {**envoi, "_save": "1"})["Location"] == premiere["Location"]
    assert Actualite.objects.get().statut == "a_relire"


def test_a_page_found_again_and_filled_anew_is_another_form(client_editrice):
    """Back, another name, « Enregistrer »: nothing typed is lost."""
    meme = jeton(client_editrice, CONTACT)
    for nom in ("ines", "omar"):
        assert client_editrice.post(CONTACT, {"nom": nom, "courriel": f"{nom}@exemple.test", **meme}).status_code == 302
    assert Contact.objects.count() == 2


def test_a_refused_form_is_not_spent(client_editrice):
    envoi = {"nom": "", "courriel": "ines@exemple.test", **jeton(client_editrice, CONTACT)}
    assert [client_editrice.post(CONTACT, envoi).status_code for _ in range(2)] == [200, 200]
    assert not Envoi.objects.exists()
    assert client_editrice.post(CONTACT, {**envoi, "nom": "Inès"}).status_code == 302


def test_the_token_of_someone_else_tells_nothing(client_editrice, client_redactrice):
    envoi = {"nom": "Inès", "courriel": "ines@exemple.test", **jeton(client_editrice, CONTACT)}
    assert client_editrice.post(CONTACT, envoi).status_code == 302
    assert client_redactrice.post(CONTACT, envoi).status_code == 200, "refused, since the address is taken"


def test_a_row_added_from_the_form_of_another_is_given_back_to_it_twice(client_editrice):
    adresse = f"{CONTACT}?_popup=1"
    envoi = {"nom": "Inès", "courriel": "ines@exemple.test", "_popup": "1", **jeton(client_editrice, adresse)}
    pages = [client_editrice.post(adresse, envoi).text for _ in range(2)]
    assert pages[0] == pages[1]
    assert str(Contact.objects.get().pk) in pages[1]


def test_a_change_sent_twice_is_not_someone_else_s(client_editrice):
    adresse = f"/admin/redaction/contact/{ContactFabrique().pk}/change/"
    envoi = {**valeurs(client_editrice, adresse), "nom": "Autre nom", **jeton(client_editrice, adresse)}
    assert DEJA_RECU in deux_fois(client_editrice, adresse, envoi)
    assert Contact.objects.get().nom == "Autre nom"


def test_a_text_submitted_twice_is_not_refused_to_its_author(client_redactrice):
    """Who submitted may no longer change it: the second time is not a loss to be told of."""
    client_redactrice.post(AJOUT, CHAMPS)
    adresse = f"/admin/actualites/actualite/{Actualite.objects.get().pk}/change/"
    envoi = {**valeurs(client_redactrice, adresse), "_soumettre": "1", **jeton(client_redactrice, adresse)}
    envoi = {nom: valeur for nom, valeur in envoi.items() if valeur is not None}
    deux_fois(client_redactrice, adresse, envoi)
    assert Journal.objects.filter(action="soumettre").count() == 1


def test_a_deletion_confirmed_twice_leads_to_the_list(client_administratrice):
    adresse = f"/admin/redaction/contact/{ContactFabrique().pk}/delete/"
    deux_fois(client_administratrice, adresse, {"post": "yes", **jeton(client_administratrice, adresse)})
    assert not Contact.objects.exists()


def test_a_request_withdrawn_twice_is_withdrawn(membre, profil_aix):
    envoi = champs_de(membre.get(ESPACE_AIX)) | {"ville": "Autre ville"}
    assert membre.post(ESPACE_AIX, envoi).status_code == 302
    page = f"/espace/demandes/{DemandeModification.objects.get().pk}/"
    deux_fois(membre, f"{page}retirer/", jeton(membre, page))


COMPTES = "/admin/comptes/utilisateur/"


def test_an_action_on_rows_is_done_once(client_administratrice):
    invites = [UtilisateurFabrique().pk for _ in range(2)]
    envoi = {"action": "envoyer_invitation", "_selected_action": invites, **jeton(client_administratrice, COMPTES)}
    deux_fois(client_administratrice, COMPTES, envoi)
    assert Courriel.objects.count() == 2


def test_other_rows_ticked_on_the_page_found_again_are_another_action(client_administratrice):
    meme = {"action": "envoyer_invitation", **jeton(client_administratrice, COMPTES)}
    for _ in range(2):
        client_administratrice.post(COMPTES, {**meme, "_selected_action": UtilisateurFabrique().pk})
    assert Courriel.objects.count() == 2


@pytest.fixture
def profil_aix(aix, bob):
    return aix


def formulaires():
    """Return the add form of each kind of thing that the back office creates."""
    requete = RequestFactory().get("/")
    requete.user = Utilisateur(is_staff=True, is_active=True, is_superuser=True)
    ours = [un for un in admin.site._registry.values() if un.has_add_permission(requete)]
    return [f"admin:{un.opts.app_label}_{un.opts.model_name}_add" for un in ours]


@pytest.mark.parametrize("nom", formulaires())
def test_every_form_of_the_back_office_that_creates_bears_a_token(nom, db, client_de):
    chef = UtilisateurFabrique(is_staff=True, is_superuser=True)
    assert JETON.search(client_de(chef).get(reverse(nom)).text)


@pytest.mark.parametrize("nom", ["contribuer", "affecter"])
def test_every_counter_of_the_ledger_bears_one(nom, client_editrice):
    assert jeton(client_editrice, reverse(f"admin:fonds_{nom}", args=[FondsFabrique().pk]))


def ensemble_de(client_de, utilisateur, adresse, envoi, fois=4):
    """Send the same form at once, from as many windows; return the answers."""
    clients = [client_de(utilisateur) for _ in range(fois)]
    reponses = ensemble(*[lambda un=un: un.post(adresse, envoi) for un in clients])
    assert [un.status_code for un in reponses] == [302] * fois, reponses
    assert len({un["Location"] for un in reponses}) == 1
    return reponses


@pytest.mark.django_db(transaction=True)
class TestEnMemeTemps:
    """Each on its own connection, as two clicks that fall on two workers."""

    @pytest.mark.parametrize("essai", range(3))
    def test_a_row_of_the_back_office(self, editrice, client_de, essai):
        envoi = {"nom": "Inès", "courriel": "ines@exemple.test", **jeton(client_de(editrice), CONTACT)}
        ensemble_de(client_de, editrice, CONTACT, envoi)
        assert Contact.objects.count() == 1

    def test_a_text_without_a_key_of_its_own_to_refuse_the_second(self, editrice, client_de):
        ensemble_de(client_de, editrice, AJOUT, {**CHAMPS, "_publier": "1", **jeton(client_de(editrice), AJOUT)})
        assert Actualite.objects.count() == 1
        assert Journal.objects.filter(action="publier").count() == 1

    def test_an_account_and_its_invitation(self, administratrice, client_de):
        adresse = "/admin/comptes/utilisateur/add/"
        envoi = {"courriel": "ines@exemple.test", "nom": "Inès", **jeton(client_de(administratrice), adresse)}
        ensemble_de(client_de, administratrice, adresse, envoi)
        assert Courriel.objects.count() == 1

    def test_an_action_on_rows(self, administratrice, client_de):
        choix = {"action": "envoyer_invitation", "_selected_action": UtilisateurFabrique().pk}
        ensemble_de(client_de, administratrice, COMPTES, {**choix, **jeton(client_de(administratrice), COMPTES)})
        assert Courriel.objects.count() == 1

    def test_a_line_of_the_ledger(self, editrice, client_de):
        adresse = reverse("admin:fonds_contribuer", args=[FondsFabrique().pk])
        envoi = {
            "collectivite": CollectiviteFabrique().pk,
            "nombre": 1,
            "montant": "1 500",
            "etat": "promise",
            "date": f"{timezone.localdate():%d/%m/%Y}",
            **jeton(client_de(editrice), adresse),
        }
        ensemble_de(client_de, editrice, adresse, envoi)
        assert Contribution.objects.count() == 1

    def test_the_request_of_a_member(self, bob, aix, client_de):
        """It was recorded, and its author read « rien n’est encore envoyé »."""
        envoi = champs_de(client_de(bob).get(ESPACE_AIX)) | {"ville": "Autre ville"}
        ensemble_de(client_de, bob, ESPACE_AIX, envoi)
        assert DemandeModification.objects.get().version == 1

    def test_the_first_that_fails_leaves_room_for_the_second(self, editrice, client_de, monkeypatch):
        envoi = {"nom": "Inès", "courriel": "ines@exemple.test", **jeton(client_de(editrice), CONTACT)}

        def tomber(*args):
            raise RuntimeError

        with monkeypatch.context() as panne:
            panne.setattr("gestion.base.AdminBase.save_model", tomber)
            un = client_de(editrice)
            un.raise_request_exception = False
            assert un.post(CONTACT, envoi).status_code == 500
        ensemble_de(client_de, editrice, CONTACT, envoi)
        assert Contact.objects.count() == 1


def test_forms_sent_long_ago_are_forgotten(db):
    vieux, recent = Envoi.objects.create(cle="a"), Envoi.objects.create(cle="b")
    Envoi.objects.filter(pk=vieux.pk).update(le=timezone.now() - envois.GARDE)
    envois.oublier()
    assert [*Envoi.objects.all()] == [recent]
