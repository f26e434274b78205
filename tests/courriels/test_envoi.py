"""Mail: written with what causes it, sent after commit, never lost."""

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import connection, transaction

from socle.actions import ecrire_courriel, envoyer_courriel
from socle.models import Courriel

pytestmark = pytest.mark.django_db(transaction=True)

MESSAGE = {"destinataire": "bob@exemple.test", "sujet": "Votre fiche – réponse", "corps": "Acceptée : été, œuvre."}


def test_a_message_leaves_after_the_commit_only():
    with transaction.atomic():
        ecrire_courriel(**MESSAGE)
        assert mail.outbox == []
    assert [message.to for message in mail.outbox] == [["bob@exemple.test"]]
    assert Courriel.objects.get().envoye_le is not None


def test_a_message_of_a_cancelled_write_never_leaves():
    with pytest.raises(RuntimeError), transaction.atomic():
        ecrire_courriel(**MESSAGE)
        raise RuntimeError
    assert mail.outbox == []
    assert not Courriel.objects.exists()


def test_a_message_is_kept_while_the_server_is_down_then_leaves_once(settings, capsys, boite_smtp):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_USE_TLS = "127.0.0.1", 1, False
    ecrire_courriel(**MESSAGE)
    courriel = Courriel.objects.get()
    assert courriel.envoye_le is None
    assert "refused" in courriel.erreur

    settings.EMAIL_PORT = boite_smtp.port
    call_command("envoyer_courriels")
    call_command("envoyer_courriels")
    assert [destinataires for destinataires, _ in boite_smtp.recus] == [["bob@exemple.test"]]
    assert b"From: =?utf-8?" in boite_smtp.recus[0][1]
    assert "Courriels partis : 1 ; en attente : 0." in capsys.readouterr().out
    courriel.refresh_from_db()
    assert (courriel.envoye_le is not None, courriel.erreur) == (True, "")


def test_a_message_that_is_leaving_is_not_sent_twice():
    courriel = Courriel.objects.create(**MESSAGE)
    autre = connection.copy()
    try:
        autre.set_autocommit(False)
        with autre.cursor() as curseur:
            curseur.execute("SELECT * FROM socle_courriel FOR UPDATE")
        # To wait for the other process would send the message after it: an error here.
        with connection.cursor() as curseur:
            curseur.execute("SET lock_timeout = '1s'")
        call_command("envoyer_courriels")
        assert mail.outbox == []
    finally:
        autre.close()
        with connection.cursor() as curseur:
            curseur.execute("RESET lock_timeout")
    assert envoyer_courriel(courriel.pk) is True
    assert envoyer_courriel(courriel.pk) is None
    assert len(mail.outbox) == 1


def test_a_name_on_two_lines_does_not_write_headers():
    ecrire_courriel(**{**MESSAGE, "sujet": "Fiche de Ville\r\nBcc: tous@exemple.test : demande"})
    assert mail.outbox[0].subject == "Fiche de Ville Bcc: tous@exemple.test : demande"
    assert mail.outbox[0].recipients() == ["bob@exemple.test"]


def test_a_message_that_cannot_be_written_stops_neither_the_page_nor_the_others(capsys):
    with transaction.atomic():
        ecrire_courriel(**{**MESSAGE, "destinataire": "bob@exemple.test\nBcc: tous@exemple.test"})
        ecrire_courriel(**MESSAGE)
    assert [message.to for message in mail.outbox] == [["bob@exemple.test"]]
    assert Courriel.objects.get(envoye_le=None).erreur
    call_command("envoyer_courriels")
    assert "Courriels partis : 0 ; en attente : 1." in capsys.readouterr().out
