"""The second factor: chosen, asked for at sign-in, required of staff where the settings say so, taken away when it is lost."""

import re
import time
from datetime import timedelta

import pytest
import time_machine
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from comptes.models import CodeSaisi, Utilisateur
from comptes.verrou import CODES_FAUX
from socle.models import Journal
from tests.concurrence import ensemble
from tests.fabriques import UtilisateurFabrique
from tests.file_attente import relever_le_courrier

BON = "mot-de-passe-de-test"
CONNEXION = "/comptes/connexion/"
CODE = "/comptes/second-facteur/code/"
MIDI = timezone.now().replace(hour=12, minute=0, second=5, microsecond=0)


def code_du(secret, quand=None):
    """Return what an application would show."""
    return format_hotp_value(hotp_value(secret, int(quand or time.time()) // 30))


@pytest.fixture
def exige(settings):
    settings.CUF_SECOND_FACTEUR = "exige"


@pytest.fixture
def protegee(redactrice):
    """Someone of the team whose account has an application and codes of rescue; `secret` and `secours` are hers."""
    redactrice.set_password(BON)
    redactrice.save()
    redactrice.secret = generate_totp_secret()
    TOTP.activate(redactrice, redactrice.secret)
    redactrice.secours = RecoveryCodes.activate(redactrice).generate_codes()
    return redactrice


def premier_pas(utilisateur, client=None, **entetes):
    """Give the right password; return the client, which waits for the second factor."""
    client = client or Client(**entetes)
    reponse = client.post(CONNEXION, {"username": utilisateur.courriel, "password": BON})
    assert (reponse.status_code, reponse["Location"]) == (302, CODE)
    return client


class TestSignIn:
    def test_the_password_alone_opens_nothing(self, protegee):
        client = premier_pas(protegee)
        assert "_auth_user_id" not in client.session
        assert client.get("/admin/").status_code == 302
        assert client.get(CONNEXION)["Location"] == CODE, "the step that waits is taken up again"

    def test_the_code_of_the_application_opens_the_page_asked_for(self, protegee):
        client = Client()
        client.post(CONNEXION, {"username": protegee.courriel, "password": BON, "next": "/agenda/"})
        assert "Montrez votre second facteur" in client.get(CODE).text
        reponse = client.post(CODE, {"code": code_du(protegee.secret)})
        assert (reponse.status_code, reponse["Location"]) == (302, "/agenda/")
        assert client.get("/admin/").status_code == 200

    def test_a_code_serves_once_whatever_the_process_that_reads_it(self, protegee):
        with time_machine.travel(MIDI, tick=False):
            code = code_du(protegee.secret)
            assert premier_pas(protegee).post(CODE, {"code": code}).status_code == 302
            cache.clear()  # as another process would have it
            for rejoue in (code, f" {code[:3]} {code[3:]} "):
                refus = premier_pas(protegee).post(CODE, {"code": rejoue})
                assert refus.status_code == 400
                assert "il a déjà servi" in refus.text
        with time_machine.travel(MIDI + timedelta(seconds=30), tick=False):
            assert premier_pas(protegee).post(CODE, {"code": code_du(protegee.secret)}).status_code == 302

    @pytest.mark.django_db(transaction=True)
    def test_two_who_send_one_code_at_once_do_not_both_enter(self, protegee):
        clients, code = [premier_pas(protegee) for _ in range(2)], code_du(protegee.secret)

        def envoyer():
            reponse = clients.pop().post(CODE, {"code": code})
            cache.clear()
            return reponse.status_code

        assert sorted(ensemble(envoyer, envoyer)) == [302, 400]

    def test_a_code_of_rescue_serves_once(self, protegee):
        code = protegee.secours[3]
        assert premier_pas(protegee).post(CODE, {"code": code}).status_code == 302
        assert premier_pas(protegee).post(CODE, {"code": code}).status_code == 400
        CodeSaisi.objects.all().delete()
        assert premier_pas(protegee).post(CODE, {"code": code}).status_code == 400

    @pytest.mark.parametrize("faux", ["", "000000", "abcdef", "é" * 40, "1" * 5000, "\x00"])
    def test_a_wrong_code_says_so(self, faux, protegee):
        refus = premier_pas(protegee).post(CODE, {"code": faux})
        assert refus.status_code == 400
        assert "<title>Erreur : Second facteur" in refus.text

    def test_ten_wrong_codes_wherever_from_shut_the_account_for_a_quarter_of_an_hour(self, protegee):
        with time_machine.travel(MIDI, tick=False):
            statuts = [
                premier_pas(protegee, REMOTE_ADDR=f"10.0.0.{rang}").post(CODE, {"code": "x"}).status_code
                for rang in range(CODES_FAUX)
            ]
            assert statuts == [400] * (CODES_FAUX - 1) + [429]
            bloquee = premier_pas(protegee).post(CODE, {"code": code_du(protegee.secret)})
            assert bloquee.status_code == 429
            assert "dans 15 minutes" in bloquee.text.replace("\xa0", " ")
        plus_tard = MIDI + timedelta(minutes=16)
        with time_machine.travel(plus_tard, tick=False):
            assert premier_pas(protegee).post(CODE, {"code": code_du(protegee.secret)}).status_code == 302

    def test_the_right_code_does_not_forgive_the_wrong_passwords_of_a_thief(self, protegee):
        faux = {"username": protegee.courriel, "password": "faux"}
        assert [Client().post(CONNEXION, faux).status_code for _ in range(9)] == [400] * 9
        premier_pas(protegee)  # the right password, and no code: nobody entered
        assert Client().post(CONNEXION, faux).status_code == 429

    def test_an_account_closed_meanwhile_does_not_enter(self, protegee):
        client = premier_pas(protegee)
        Utilisateur.objects.filter(pk=protegee.pk).update(is_active=False)
        client.post(CODE, {"code": code_du(protegee.secret)})
        assert client.get("/admin/").status_code == 302

    def test_one_may_leave_for_another_account(self, protegee, bob):
        client = premier_pas(protegee)
        client.post(reverse("comptes:deconnexion"))
        reponse = client.post(CONNEXION, {"username": bob.courriel, "password": BON})
        assert reponse["Location"] == "/espace/"


class TestChoosing:
    @pytest.fixture
    def arrivee(self, redactrice):
        """A client whose person has just given their password."""
        redactrice.set_password(BON)
        redactrice.save()
        client = Client()
        client.post(CONNEXION, {"username": redactrice.courriel, "password": BON})
        return client

    def relier(self, client):
        """Link an application as a person does; return its secret and the answer."""
        adresse = reverse("mfa_activate_totp")
        secret = re.search(r'facteur__cle">(\w+)<', client.get(adresse).text)[1]
        return secret, client.post(adresse, {"code": code_du(secret)})

    def test_an_application_is_linked_and_gives_codes_of_rescue(self, arrivee, redactrice, django_capture_on_commit_callbacks):
        with django_capture_on_commit_callbacks(execute=True):
            secret, reponse = self.relier(arrivee)
        assert reponse["Location"] == reverse("mfa_view_recovery_codes")
        page = arrivee.get(reponse["Location"])
        codes = re.findall(r"<code>(\d{8})</code>", page.text)
        assert len(codes) == 10
        fichier = arrivee.get(reverse("mfa_download_recovery_codes"))
        assert fichier["Content-Disposition"] == 'attachment; filename="codes-de-secours-cuf.txt"'
        assert all(code in fichier.text for code in codes)
        assert "no-store" in page["Cache-Control"] and "no-store" in fichier["Cache-Control"]
        (message,) = relever_le_courrier()
        assert message.to == [redactrice.courriel] and "Une application de codes" in message.body
        # The code that linked it does not sign in as well.
        with time_machine.travel(CodeSaisi.objects.get().le, tick=False):
            cache.clear()
            assert premier_pas(redactrice).post(CODE, {"code": code_du(secret)}).status_code == 400

    def test_no_secret_can_be_read_in_a_copy_of_the_base(self, arrivee, redactrice, settings):
        secret, _ = self.relier(arrivee)
        gardes = Authenticator.objects.filter(user=redactrice)
        assert secret not in str([un.data for un in gardes])
        settings.SECRET_KEY, ancienne = "une-autre-cle", settings.SECRET_KEY
        plus_tard = time.time() + 120
        with time_machine.travel(plus_tard, tick=False):
            assert premier_pas(redactrice).post(CODE, {"code": code_du(secret)}).status_code == 400
            # Nor does the code of an empty secret, which everyone can make.
            assert premier_pas(redactrice).post(CODE, {"code": code_du("")}).status_code == 400
            settings.SECRET_KEY_FALLBACKS = [ancienne]
            assert premier_pas(redactrice).post(CODE, {"code": code_du(secret)}).status_code == 302

    def test_the_drawing_to_aim_at_is_a_picture_that_the_policy_lets_through(self, arrivee):
        page = arrivee.get(reverse("mfa_activate_totp")).text
        assert '<img class="facteur__qr" src="data:image/svg+xml;base64,' in page
        assert " style=" not in page

    def test_who_signed_in_a_while_ago_says_again_who_they_are(self, arrivee):
        with time_machine.travel(timezone.now() + timedelta(minutes=10), tick=False):
            demande = arrivee.get(reverse("mfa_activate_totp"))
            assert demande["Location"].startswith(reverse("account_reauthenticate"))
            assert arrivee.post(demande["Location"], {"password": "faux"}).status_code == 400
            retour = arrivee.post(demande["Location"], {"password": BON})
            assert retour["Location"] == reverse("mfa_activate_totp")
            assert arrivee.get(retour["Location"]).status_code == 200

    def test_the_password_said_again_is_counted_as_at_sign_in(self, arrivee):
        essais = [arrivee.post(reverse("account_reauthenticate"), {"password": "faux"}).status_code for _ in range(10)]
        assert essais == [400] * 9 + [429]

    def test_an_application_is_taken_away(self, arrivee, redactrice):
        self.relier(arrivee)
        assert arrivee.post(reverse("mfa_deactivate_totp")).status_code == 302
        assert not Authenticator.objects.filter(user=redactrice).exists(), "codes of rescue alone would protect nothing"

    def test_new_codes_of_rescue_take_the_place_of_the_old(self, arrivee, redactrice):
        self.relier(arrivee)
        anciens = Authenticator.objects.get(user=redactrice, type="recovery_codes").wrap().generate_codes()
        arrivee.post(reverse("mfa_generate_recovery_codes"))
        nouveaux = Authenticator.objects.get(user=redactrice, type="recovery_codes").wrap().generate_codes()
        assert not set(anciens) & set(nouveaux)

    def test_another_s_passkey_is_nobody_else_s(self, arrivee, bob):
        cle = Authenticator.objects.create(user=bob, type="webauthn", data={"name": "clé", "credential": {}})
        adresse = reverse("mfa_remove_webauthn", kwargs={"pk": cle.pk})
        assert (arrivee.get(adresse).status_code, arrivee.post(adresse).status_code) == (404, 404)

    @pytest.mark.parametrize("envoye", ["", "{}", "[]", "null", '{"id": 1}', "x", '{"response": {"clientDataJSON": "x"}}'])
    def test_what_is_no_passkey_is_refused(self, envoye, arrivee):
        adresse = reverse("mfa_add_webauthn")
        arrivee.get(adresse)
        assert arrivee.post(adresse, {"name": "x", "credential": envoye}).status_code == 400


class TestRequired:
    def test_staff_without_one_are_led_to_choose_right_after_signing_in(self, exige, redactrice):
        redactrice.set_password(BON)
        redactrice.save()
        client = Client()
        reponse = client.post(CONNEXION, {"username": redactrice.courriel, "password": BON, "next": "/admin/agenda/"})
        assert reponse["Location"] == "/comptes/second-facteur/?next=%2Fadmin%2Fagenda%2F"
        assert "Choisissez un second facteur" in client.get(reponse["Location"]).text
        for chemin in ("/admin/", "/admin/actualites/actualite/", "/espace/"):
            assert client.get(chemin)["Location"].startswith("/comptes/second-facteur/")
        assert client.post("/admin/actualites/actualite/add/", {"titre": "x"}).status_code == 302
        # Once chosen, the door is open, and the page that was asked for is at hand.
        secret = re.search(r'facteur__cle">(\w+)<', client.get(reverse("mfa_activate_totp")).text)[1]
        codes = client.post(reverse("mfa_activate_totp"), {"code": code_du(secret)}, follow=True)
        assert 'href="/admin/agenda/"' in codes.text
        assert client.get("/admin/").status_code == 200

    def test_a_session_opened_before_it_was_required_is_led_there_too(self, exige, client_redactrice):
        assert client_redactrice.get("/admin/")["Location"] == "/comptes/second-facteur/?next=%2Fadmin%2F"

    def test_members_choose_and_visitors_are_not_looked_at(self, exige, bob, membre, visiteur):
        assert membre.get("/espace/").status_code == 200
        reponse = Client().post(CONNEXION, {"username": bob.courriel, "password": BON})
        assert reponse["Location"] == "/espace/"
        assert visiteur.get("/").status_code == 200
        assert not visiteur.cookies

    def test_it_costs_no_query(self, protegee, settings):
        client = premier_pas(protegee)
        client.post(CODE, {"code": code_du(protegee.secret)})
        nombres = []
        for valeur in ("libre", "exige", "libre", "exige"):
            settings.CUF_SECOND_FACTEUR = valeur
            with CaptureQueriesContext(connection) as requetes:
                assert client.get("/admin/").status_code == 200
            nombres.append(len(requetes))
        assert nombres[2] == nombres[3]

    def test_the_last_one_of_staff_is_kept(self, exige, protegee):
        client = premier_pas(protegee)
        client.post(CODE, {"code": code_du(protegee.secret)})
        refus = client.post(reverse("mfa_deactivate_totp"))
        assert refus.status_code == 400
        assert "ajoutez-en un autre" in refus.text
        assert Authenticator.objects.filter(user=protegee, type="totp").exists()

    @pytest.mark.parametrize("suite", ["https://ailleurs.exemple.test/", "//ailleurs.exemple.test/", "javascript:alert(1)"])
    def test_it_never_leads_out_of_the_site(self, suite, exige, client_redactrice):
        client_redactrice.get("/comptes/second-facteur/", {"next": suite})
        assert "cuf_suite" not in client_redactrice.session


class TestLost:
    def test_one_command_takes_it_away_tells_the_person_and_the_journal(self, protegee, capsys):
        client = premier_pas(protegee)
        client.post(CODE, {"code": code_du(protegee.secret)})
        call_command("reinitialiser_second_facteur", protegee.courriel.upper())
        assert protegee.courriel in capsys.readouterr().out
        assert not Authenticator.objects.filter(user=protegee).exists()
        assert client.get("/admin/").status_code == 302, "its sessions are closed"
        assert "retiré" in relever_le_courrier()[0].body
        entree = Journal.objects.get()
        assert (entree.libelle, entree.intitule) == ("réinitialiser le second facteur", str(protegee))

    @pytest.mark.parametrize("adresse", ["inconnue@exemple.test", "bob@exemple.test"])
    def test_it_says_when_there_is_nothing_to_take_away(self, adresse, bob):
        with pytest.raises(CommandError, match=adresse):
            call_command("reinitialiser_second_facteur", adresse)
        assert not Journal.objects.exists()


class TestAddresses:
    """The base keeps one address verified by account, whatever writes the account."""

    def lues(self, compte):
        return [*EmailAddress.objects.filter(user=compte).values_list("email", "verified", "primary")]

    def test_each_account_has_its_own(self, db):
        compte = UtilisateurFabrique(courriel="Nora@exemple.test")
        assert self.lues(compte) == [("nora@exemple.test", True, True)]
        Utilisateur.objects.bulk_create([Utilisateur(courriel="lot@exemple.test", password="x")])
        assert self.lues(Utilisateur.objects.get(courriel="lot@exemple.test")) == [("lot@exemple.test", True, True)]

    def test_it_follows_the_account(self, db):
        compte = UtilisateurFabrique(courriel="nora@exemple.test")
        compte.courriel = "Nora.Vell@exemple.test"
        compte.save()
        assert self.lues(compte) == [("nora.vell@exemple.test", True, True)]
        compte.delete()
        assert not EmailAddress.objects.exists()

    def test_nobody_registers(self, visiteur, db):
        for chemin in ("/comptes/signup/", "/comptes/email/", "/comptes/password/reset/", "/accounts/signup/"):
            assert visiteur.get(chemin).status_code == 404
