"""The command run again: it is idempotent, and respects what staff changed."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from actualites.models import Actualite
from agenda.models import Evenement
from appels.models import Appel
from comptes.models import Utilisateur
from demo import chargement, contenus
from demo.contenus import PREFIXE_FICTIF
from demo.erreurs import ErreurDemo
from fonds_solidarite.models import Contribution
from mediatheque.models import Document
from redaction.models import Contenu
from socle.models import Journal

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]


def charger(*options):
    sortie = StringIO()
    call_command("charger_demo", *options, stdout=sortie)
    return sortie.getvalue()


def test_a_second_run_changes_nothing():
    def instantane():
        dates = {
            (modele, pk, le) for modele in Contenu.__subclasses__() for pk, le in modele.objects.values_list("pk", "modifie_le")
        }
        return dates, Journal.objects.count(), Document.objects.count(), Contribution.objects.count()

    avant = instantane()
    assert "0 objets créés" in charger()
    assert instantane() == avant


def test_what_staff_changed_is_kept():
    Actualite.objects.filter(slug="appel-de-dunkerque").update(titre="Titre corrigé")
    Utilisateur.objects.filter(courriel="dana@exemple.test").update(is_active=False)
    charger()
    assert Actualite.objects.get(slug="appel-de-dunkerque").titre == "Titre corrigé"
    assert not Utilisateur.objects.get(courriel="dana@exemple.test").is_active


def test_what_is_missing_comes_back():
    Actualite.objects.filter(slug="appel-de-dunkerque").delete()
    assert "1 objets créés" in charger()
    assert Actualite.objects.filter(slug="appel-de-dunkerque").exists()


def test_if_needed_returns_at_once():
    assert charger("--si-necessaire") == "Démonstration : déjà chargée.\n"


def test_if_needed_loads_a_new_version(monkeypatch):
    monkeypatch.setattr(chargement, "empreinte", lambda: "autre version")
    assert "0 objets créés" in charger("--si-necessaire")
    assert charger("--si-necessaire") == "Démonstration : déjà chargée.\n"


def test_meetings_to_come_are_renewed_when_all_are_over():
    fictifs = Evenement.objects.filter(slug__startswith=PREFIXE_FICTIF)
    hier = timezone.localdate() - timedelta(days=1)
    for evenement in fictifs:
        evenement.slug = evenement.slug[:-10] + f"{hier}"
        evenement.debut = evenement.fin = hier
        evenement.inscription_du = evenement.inscription_au = None
        evenement.save()
    assert "5 objets créés" in charger("--si-necessaire")
    assert (fictifs.all().count(), contenus.rendez_vous_a_venir().count()) == (10, 5)


def test_offers_are_renewed_when_all_are_closed():
    fictifs = Appel.objects.filter(slug__startswith=PREFIXE_FICTIF, cloture__isnull=False)
    hier = timezone.localdate() - timedelta(days=1)
    for appel in fictifs:
        appel.slug = appel.slug[:-10] + f"{hier}"
        appel.cloture = hier
        appel.save()
    assert not chargement.deja_chargee()
    # Four offers and the six signatures of one; that without a closing day is still there.
    assert "10 objets créés" in charger("--si-necessaire")
    assert (fictifs.all().count(), contenus.offres_ouvertes().count()) == (8, 4)


def test_a_failure_leaves_neither_row_nor_file(monkeypatch):
    document = Document.objects.get(titre="Programme du colloque franco-argentin (démonstration)")
    document.fichier.delete(save=False)
    document.delete()
    ecrits = []

    def echouer(ecrivain, auteur):
        ecrits.append(Document.objects.get(titre=document.titre).fichier)
        raise ErreurDemo("Panne.")

    monkeypatch.setattr(contenus, "charger_pages", echouer)
    with pytest.raises(CommandError, match=r"Panne\. Rien n’a été écrit\."):
        charger()
    assert not Document.objects.filter(titre=document.titre).exists()
    assert not ecrits[0].storage.exists(ecrits[0].name)
