"""Mail: written with what causes it, sent by the queue after the commit, never lost, never twice by itself."""

from contextlib import suppress
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from courriels import envoi, serveur, taches
from courriels.actions import ecrire_courriel, renvoyer
from courriels.models import GARDE, PATIENCE, Courriel
from socle.models import Journal
from socle.taches import AReprendre
from tests.file_attente import relever_le_courrier, vider_la_file
from tests.refus import refuse_par_la_base, verifier_le_refus

Etat = Courriel.Etat


@pytest.fixture(autouse=True)
def _adresse(settings):
    settings.CUF_URL = "https://portail.exemple.test"


@pytest.fixture
def ecrire(db, bob):
    """Return a function that writes a message to Bob, with what it is given instead."""

    def rediger(**champs):
        defauts = {
            "destinataire": bob.courriel,
            "sujet": "Votre accès",
            "gabarit": "emails/comptes/mot_de_passe.html",
            "contexte": {"utilisateur": bob, "lien": "https://portail.exemple.test/lien/"},
        }
        return ecrire_courriel(**{**defauts, **champs})

    return rediger


@pytest.fixture
def smtp(settings, boite_smtp):
    """Send to a real mail server."""
    settings.EMAIL_BACKEND = "courriels.serveur.Messagerie"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_USE_TLS = "127.0.0.1", boite_smtp.port, False
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
    settings.EMAIL_TIMEOUT = 1
    return boite_smtp


def apres(courriel):
    """Let the queue work, and return the message as it is then."""
    vider_la_file()
    courriel.refresh_from_db()
    return courriel


def reessayer(courriel):
    """Run the job of a message again, as the queue does once the delay is over."""
    with suppress(AReprendre):
        envoi.envoyer(courriel.pk, travail=courriel.travail)
    courriel.refresh_from_db()
    return courriel


@pytest.mark.django_db(transaction=True)
class TestFile:
    def test_a_message_and_its_job_are_committed_with_their_cause(self, ecrire):
        with transaction.atomic():
            ecrire()
        assert mail.outbox == []
        (message,) = relever_le_courrier()
        assert message.to == ["bob@exemple.test"]
        assert relever_le_courrier() == [message], "it left twice"

    def test_neither_remains_of_a_write_that_is_cancelled(self, ecrire):
        with pytest.raises(RuntimeError), transaction.atomic():
            ecrire()
            raise RuntimeError
        assert vider_la_file() == 0
        assert not Courriel.objects.exists()

    def test_no_message_stays_without_its_job(self, ecrire, administratrice, monkeypatch):
        """Even where nothing else is written with it: it would wait for ever."""
        courriel = apres(ecrire())
        Courriel.objects.update(etat=Etat.ABANDONNE, erreur="panne", envoye_le=None)

        def echouer(**travail):
            raise RuntimeError("la file")

        monkeypatch.setattr(taches.envoyer, "defer", echouer)
        for geste in (ecrire, lambda: renvoyer(courriel=courriel, par=administratrice)):
            with pytest.raises(RuntimeError, match="la file"):
                geste()
        assert Courriel.objects.get().etat == Etat.ABANDONNE
        assert not Journal.objects.exists()


class TestMessage:
    def test_it_is_said_gone_with_its_date(self, ecrire):
        courriel = apres(ecrire())
        assert (courriel.etat, courriel.tentatives, courriel.erreur) == (Etat.PARTI, 1, "")
        assert courriel.envoye_le >= courriel.essaye_le

    def test_its_two_forms_and_its_identity_reach_the_server(self, ecrire, smtp):
        courriel = apres(ecrire())
        (destinataires, contenu) = smtp.recus[0]
        assert destinataires == ["bob@exemple.test"]
        assert f"Message-ID: {courriel.identifiant}".encode() in contenu
        for signe in (b"multipart/alternative", b"text/plain", b"text/html", b"Auto-Submitted: auto-generated", b"=?utf-8?"):
            assert signe in contenu

    def test_its_identity_is_of_our_site_and_stays_when_it_is_sent_again(self, ecrire, smtp, administratrice):
        courriel = apres(ecrire())
        assert courriel.identifiant.endswith("@portail.exemple.test>")
        renvoyer(courriel=courriel, par=administratrice)
        apres(courriel)
        assert [f"Message-ID: {courriel.identifiant}".encode() in contenu for _, contenu in smtp.recus] == [True, True]

    def test_a_name_on_two_lines_writes_no_header(self, ecrire):
        ecrire(sujet="Fiche de Ville\r\nBcc: tous@exemple.test : demande")
        (message,) = relever_le_courrier()
        assert message.subject == "Fiche de Ville Bcc: tous@exemple.test : demande"
        assert message.recipients() == ["bob@exemple.test"]

    def test_the_spaces_of_a_subject_are_plain(self, ecrire):
        assert ecrire(sujet="Refusée\u00a0: «\u202fÀ\u2009relire\u202f»").sujet == "Refusée : « À relire »"

    def test_a_long_subject_is_cut(self, ecrire):
        assert len(ecrire(sujet="é" * 300).sujet) == 200

    @pytest.mark.parametrize("adresse", ["bob@exemple.test\nBcc: tous@exemple.test", "a@exemple.test, b@exemple.test", "bob"])
    def test_what_is_no_address_is_refused_and_the_others_leave(self, ecrire, adresse):
        mauvais, bon = ecrire(destinataire=adresse), ecrire()
        assert (apres(mauvais).etat, apres(bon).etat) == (Etat.REFUSE, Etat.PARTI)
        assert mauvais.erreur == "L’adresse du destinataire n’en est pas une."
        assert [message.to for message in mail.outbox] == [["bob@exemple.test"]]


class TestServeur:
    """What a mail server may answer, each by a real one."""

    def test_a_final_refusal_is_final_and_said(self, ecrire, smtp):
        smtp.reponses["RCPT"] = "550 No such user here"
        courriel = apres(ecrire())
        assert courriel.etat == Etat.REFUSE
        assert courriel.erreur == "Refusé par le serveur de messagerie\xa0: 550 No such user here"
        assert apres(courriel).tentatives == 1

    @pytest.mark.parametrize("commande", ["MAIL", "DATA"])
    def test_so_is_that_of_the_sender_or_of_the_content(self, ecrire, smtp, commande):
        smtp.reponses[commande] = "554 Spam"
        assert apres(ecrire()).etat == Etat.REFUSE

    @pytest.mark.parametrize("commande", ["MAIL", "RCPT", "DATA"])
    def test_a_refusal_for_now_is_tried_again(self, ecrire, smtp, commande):
        smtp.reponses[commande] = "451 Try later"
        courriel = apres(ecrire())
        assert (courriel.etat, courriel.tentatives) == (Etat.EN_ATTENTE, 1)
        assert courriel.erreur == "Remis à plus tard par le serveur de messagerie\xa0: 451 Try later"
        assert courriel.prochain_le - courriel.essaye_le >= timedelta(seconds=60)
        smtp.reponses.clear()
        assert reessayer(courriel).etat == Etat.PARTI
        assert (courriel.erreur, courriel.prochain_le, len(smtp.recus)) == ("", None, 1)

    def test_a_server_that_is_down_is_tried_again(self, ecrire, smtp, settings):
        settings.EMAIL_PORT = 1
        courriel = apres(ecrire())
        assert courriel.etat == Etat.EN_ATTENTE
        assert courriel.erreur.startswith("Le serveur de messagerie ne répond pas\xa0: ")

    def test_a_refused_password_says_nothing_of_the_message(self, ecrire, smtp, settings):
        settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD = "portail", "faux"
        courriel = apres(ecrire())
        assert courriel.etat == Etat.EN_ATTENTE
        assert courriel.erreur.startswith("Le serveur de messagerie refuse la connexion\xa0: 535 ")

    @pytest.mark.parametrize("commande", ["EHLO", "MAIL", "RCPT"])
    def test_a_server_that_hangs_before_the_message_is_tried_again(self, ecrire, smtp, commande):
        smtp.muet = commande
        courriel = apres(ecrire())
        assert courriel.etat == Etat.EN_ATTENTE
        assert "timed out" in courriel.erreur

    @pytest.mark.parametrize("facon", ["muet", "coupe"])
    def test_one_silent_once_it_has_the_message_leaves_a_doubt(self, ecrire, smtp, facon):
        """It may have taken it: another try could be a second copy."""
        setattr(smtp, facon, "DATA")
        courriel = apres(ecrire())
        assert courriel.etat == Etat.INCERTAIN
        assert courriel.erreur.startswith("Le serveur de messagerie s’est tu après avoir reçu le message\xa0: ")
        smtp.muet = smtp.coupe = None
        assert reessayer(courriel).etat == Etat.INCERTAIN
        assert len(smtp.recus) == 1

    def test_after_the_last_try_it_is_given_up_with_its_reason(self, ecrire, smtp):
        smtp.reponses["RCPT"] = "451 Try later"
        courriel = apres(ecrire())
        delais = [courriel.prochain_le - courriel.essaye_le]
        while reessayer(courriel).prochain_le:
            delais.append(courriel.prochain_le - courriel.essaye_le)
        assert delais == sorted(delais)
        assert timedelta(hours=24) < sum(delais, timedelta()) < timedelta(hours=48)
        assert courriel.etat == Etat.ABANDONNE
        assert courriel.erreur.startswith("Abandonné après 8 essais. Remis à plus tard")


class TestInterruption:
    def test_a_message_whose_worker_died_is_in_doubt_and_not_sent(self, ecrire):
        courriel = ecrire()
        Courriel.objects.update(etat=Etat.EN_COURS, tentatives=1, essaye_le=timezone.now())
        assert apres(courriel).etat == Etat.INCERTAIN
        assert courriel.erreur == "L’envoi a été coupé\xa0: le message est peut-être parti."
        assert (mail.outbox, vider_la_file()) == ([], 0)

    def test_it_is_said_leaving_before_the_server_is_called(self, ecrire, monkeypatch):
        vus = []
        monkeypatch.setattr(serveur, "remettre", lambda **message: vus.append(Courriel.objects.get().etat))
        apres(ecrire())
        assert vus == [Etat.EN_COURS]

    def test_a_worker_thought_dead_says_what_it_did(self, ecrire, monkeypatch):
        """A machine that slept: its job was taken up elsewhere, then it wakes and hears the server's answer."""
        courriel = ecrire()
        monkeypatch.setattr(serveur, "remettre", lambda **message: envoi.envoyer(courriel.pk, travail=courriel.travail))
        assert apres(courriel).etat == Etat.PARTI

    def test_but_nothing_of_a_message_sent_again_since(self, ecrire, monkeypatch, administratrice):
        courriel = ecrire()

        def renvoyer_pendant(**message):
            Courriel.objects.update(etat=Etat.INCERTAIN, erreur="coupé")
            renvoyer(courriel=courriel, par=administratrice)
            raise serveur.Refus("550")

        monkeypatch.setattr(serveur, "remettre", renvoyer_pendant)
        envoi.envoyer(courriel.pk, travail=courriel.travail)
        courriel.refresh_from_db()
        assert courriel.etat == Etat.EN_ATTENTE


class TestListe:
    """Outside production, a copy of the data writes to nobody it should not."""

    @pytest.mark.parametrize(
        ("permis", "adresse", "attendu"),
        [
            (None, "maire@ville.fr", True),
            (["@exemple.test"], "Bob@Exemple.TEST", True),
            (["essai@ville.fr"], "essai@ville.fr", True),
            (["@exemple.test"], "maire@ville.fr", False),
            (["@exemple.test"], "maire@faux-exemple.test", False),
            (["essai@ville.fr"], "un-essai@ville.fr", False),
            ([], "bob@exemple.test", False),
        ],
    )
    def test_who_is_written_to(self, settings, permis, adresse, attendu):
        settings.CUF_COURRIELS_PERMIS = permis
        assert serveur.est_permise(adresse) is attendu

    def test_the_others_are_kept_and_say_why(self, ecrire, smtp, settings):
        settings.CUF_COURRIELS_PERMIS = ["@exemple.test"]
        permis, retenu = apres(ecrire()), apres(ecrire(destinataire="maire@ville.fr"))
        assert (permis.etat, retenu.etat) == (Etat.PARTI, Etat.RETENU)
        assert retenu.erreur.startswith("Hors production")
        assert [destinataires for destinataires, _ in smtp.recus] == [["bob@exemple.test"]]


class TestRenvoyer:
    @pytest.mark.parametrize("etat", [Etat.REFUSE, Etat.ABANDONNE, Etat.INCERTAIN, Etat.RETENU])
    def test_a_stopped_message_leaves_once_more_and_the_journal_says_who(self, ecrire, administratrice, etat):
        courriel = ecrire()
        vider_la_file()
        mail.outbox.clear()
        Courriel.objects.update(etat=etat, erreur="…", envoye_le=None, tentatives=8)
        assert renvoyer(courriel=courriel, par=administratrice)
        courriel = apres(courriel)
        assert (courriel.etat, courriel.tentatives, len(mail.outbox)) == (Etat.PARTI, 1, 1)
        entree = Journal.objects.get(action="envoyer de nouveau")
        assert (entree.par, entree.id_objet, entree.detail) == (administratrice, str(courriel.pk), {"etat": etat})

    def test_one_that_waits_leaves_at_once_and_its_former_job_does_nothing(self, ecrire, administratrice):
        courriel = ecrire()
        assert renvoyer(courriel=courriel, par=administratrice)
        assert vider_la_file() == 2
        assert len(mail.outbox) == 1

    def test_a_former_job_sees_no_interruption_in_the_new_one(self, ecrire, administratrice):
        courriel = ecrire()
        ancien = courriel.travail
        renvoyer(courriel=courriel, par=administratrice)
        Courriel.objects.update(etat=Etat.EN_COURS, essaye_le=timezone.now())
        envoi.envoyer(courriel.pk, travail=ancien)
        assert Courriel.objects.get().etat == Etat.EN_COURS

    def test_one_that_is_leaving_is_left_alone(self, ecrire, administratrice):
        courriel = ecrire()
        Courriel.objects.update(etat=Etat.EN_COURS, essaye_le=timezone.now())
        assert not renvoyer(courriel=courriel, par=administratrice)
        assert vider_la_file() == 1

    def test_one_left_so_for_good_is_no_dead_end(self, ecrire, administratrice):
        courriel = ecrire()
        Courriel.objects.update(etat=Etat.EN_COURS, essaye_le=timezone.now() - timedelta(hours=1))
        courriel.refresh_from_db()
        assert courriel.peut_arriver_deux_fois
        assert renvoyer(courriel=courriel, par=administratrice)

    def test_a_second_click_does_nothing(self, ecrire, administratrice):
        courriel = apres(ecrire())
        vu = Courriel.objects.get(pk=courriel.pk)
        assert renvoyer(courriel=courriel, par=administratrice)
        apres(courriel)
        assert not renvoyer(courriel=vu, par=administratrice)

    def test_it_takes_the_right_to(self, ecrire, editrice):
        with pytest.raises(PermissionDenied):
            renvoyer(courriel=ecrire(), par=editrice)


@pytest.mark.parametrize(
    ("champs", "attendu"),
    [
        ({"etat": "refuse", "erreur": "550"}, True),
        ({"etat": "abandonne", "erreur": "451"}, True),
        ({"etat": "incertain", "erreur": "coupé"}, True),
        ({"erreur": "451"}, True),
        ({"cree_le": timezone.now() - timedelta(hours=1)}, True),
        ({"etat": "en_cours", "essaye_le": timezone.now() - timedelta(hours=1)}, True),
        ({"etat": "en_cours", "essaye_le": timezone.now()}, False),
        ({}, False),
        ({"etat": "retenu", "erreur": "…"}, False),
        ({"etat": "parti", "envoye_le": timezone.now(), "cree_le": timezone.now() - timedelta(hours=1)}, False),
    ],
)
def test_staff_look_at_what_stopped_and_at_what_nobody_sends(db, champs, attendu):
    courriel = Courriel.objects.create(destinataire="bob@exemple.test", sujet="Essai")
    Courriel.objects.filter(pk=courriel.pk).update(**champs)
    assert Courriel.objects.non_partis().exists() is attendu


class TestContraintes:
    def test_what_left_has_a_date_and_nothing_else_has_one(self, db):
        for champs in ({"etat": Etat.PARTI}, {"etat": Etat.EN_ATTENTE, "envoye_le": timezone.now()}):
            courriel = Courriel(destinataire="bob@exemple.test", sujet="Essai", texte="…", html="…", **champs)
            verifier_le_refus(courriel, "courriels_courriel_parti_date", "la date de son départ")

    @pytest.mark.parametrize("etat", [Etat.REFUSE, Etat.ABANDONNE, Etat.INCERTAIN, Etat.RETENU])
    def test_what_stopped_says_why(self, db, etat):
        courriel = Courriel(destinataire="bob@exemple.test", sujet="Essai", texte="…", html="…", etat=etat)
        verifier_le_refus(courriel, "courriels_courriel_motif", "dit pourquoi")

    def test_a_state_is_one_of_ours(self, db):
        with refuse_par_la_base("courriels_courriel_etat_connu"):
            Courriel.objects.create(destinataire="bob@exemple.test", sujet="Essai", etat="perdu")


@pytest.mark.parametrize(
    ("champs", "reste"),
    [
        ({"etat": "parti", "envoye_le": 0}, False),
        ({"etat": "refuse", "erreur": "550"}, False),
        ({"etat": "incertain", "erreur": "coupé"}, False),
        ({"etat": "parti", "envoye_le": 3}, True),
        ({"etat": "parti", "envoye_le": 0}, False),
        ({"etat": "en_attente"}, True),
        ({"etat": "en_cours"}, True),
    ],
)
def test_a_message_is_forgotten_a_year_after_it_was_written_and_sent(db, champs, reste):
    """`envoye_le`: days after it was written."""
    ecrit = timezone.now() - GARDE - timedelta(hours=1)
    if "envoye_le" in champs:
        champs = {**champs, "envoye_le": ecrit + timedelta(days=champs["envoye_le"])}
    vieux, jeune = (
        Courriel.objects.create(destinataire="bob@exemple.test", sujet="Essai", texte="…", html="…", **champs) for _ in range(2)
    )
    Courriel.objects.filter(pk=vieux.pk).update(cree_le=ecrit)
    taches.oublier(timestamp=0)
    assert set(Courriel.objects.all()) == ({vieux, jeune} if reste else {jeune})


@time_machine.travel(datetime(2026, 3, 1, 12, tzinfo=UTC), tick=False)
@pytest.mark.parametrize(("secondes", "arrete"), [(0, False), (1, True)])
def test_one_that_leaves_is_stopped_after_a_quarter_of_an_hour(db, secondes, arrete):
    """From then on it can be sent again, and is shown among those to look at."""
    essaye_le = timezone.now() - PATIENCE - timedelta(seconds=secondes)
    courriel = Courriel.objects.create(
        destinataire="bob@exemple.test", sujet="Essai", texte="…", html="…", etat="en_cours", essaye_le=essaye_le
    )
    assert courriel.est_renvoyable is arrete
    assert Courriel.objects.non_partis().exists() is arrete


@time_machine.travel(datetime(2026, 3, 1, 12, tzinfo=UTC), tick=False)
@pytest.mark.parametrize(("secondes", "oublie"), [(0, False), (1, True)])
def test_a_year_is_kept_to_the_last_second(db, secondes, oublie):
    quand = timezone.now() - GARDE - timedelta(seconds=secondes)
    Courriel.objects.create(destinataire="bob@exemple.test", sujet="Essai", texte="…", html="…", etat="parti", envoye_le=quand)
    Courriel.objects.update(cree_le=timezone.now() - 2 * GARDE)
    assert Courriel.objects.a_oublier().exists() is oublie
