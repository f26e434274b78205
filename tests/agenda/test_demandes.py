"""After a meeting its referent is asked for the minutes, once, and reminded once; the minutes close the request."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from agenda import comptes_rendus
from agenda.models import Evenement
from courriels.models import Courriel
from redaction.models import Tache
from socle.journal import Journal
from tests.fabriques import ContactFabrique, DocumentFabrique, EvenementFabrique, GroupeFabrique, UtilisateurFabrique
from tests.formulaires import lignes, valeurs

pytestmark = pytest.mark.django_db
LE_JOUR = date(2026, 3, 10)
ANNONCE = datetime(2026, 2, 1, tzinfo=UTC)


@pytest.fixture
def compte():
    return UtilisateurFabrique(courriel="asie@exemple.test", is_staff=True)


@pytest.fixture
def groupe(compte):
    groupe = GroupeFabrique(nom="Groupe-pays Japon")
    groupe.referents.add(ContactFabrique(courriel="accueil@exemple.test"), ContactFabrique(courriel="Asie@exemple.test"))
    return groupe


@pytest.fixture
def reunion(groupe):
    return EvenementFabrique(titre="Réunion du groupe-pays Japon", groupes=[groupe], debut=LE_JOUR, publie_le=ANNONCE)


def suivre(apres):
    """Do what the queue does some days after the meeting."""
    with time_machine.travel(datetime(2026, 3, 10, 8, tzinfo=UTC) + timedelta(days=apres), tick=False):
        comptes_rendus.suivre(LE_JOUR + timedelta(days=apres))


def sujets():
    return sorted((un.destinataire, un.sujet) for un in Courriel.objects.all())


def test_the_day_after_the_referents_are_asked(reunion, compte):
    suivre(0)
    assert not Tache.objects.exists()
    suivre(1)
    suivre(1)
    suivre(2)
    tache = Tache.objects.get()
    assert (tache.objet, tache.pour, tache.echeance) == (reunion, compte, LE_JOUR + timedelta(days=15))
    sujet = "Compte rendu attendu : Réunion du groupe-pays Japon"
    assert [(un, dit.replace("\u00a0", " ")) for un, dit in sujets()] == [
        ("Asie@exemple.test", sujet),
        ("accueil@exemple.test", sujet),
    ]
    texte = Courriel.objects.first().texte
    assert "25 mars 2026" in texte.replace("\u00a0", " ") and f"/admin/agenda/evenement/{reunion.pk}/change/" in texte
    assert Journal.objects.get(action="ouvrir_tache").id_objet == str(reunion.pk)


def test_they_are_reminded_once_when_it_is_due(reunion):
    suivre(1)
    suivre(14)
    assert Courriel.objects.count() == 2
    suivre(15)
    suivre(16)
    assert [sujet.startswith("Rappel") for _, sujet in sujets()].count(True) == 2


@pytest.mark.parametrize(
    "suite",
    [
        {"bilan": "<p>Tout va bien.</p>"},
        {"etat": Evenement.Etat.ANNULE},
        {"confidentiel": True},
        "document",
    ],
)
def test_what_makes_it_needless_closes_it_and_nobody_is_reminded(reunion, suite):
    suivre(1)
    if suite == "document":
        suite = {"compte_rendu": DocumentFabrique()}
    Evenement.objects.filter(pk=reunion.pk).update(**suite)
    suivre(15)
    assert Tache.objects.get().faite_le is not None
    assert Courriel.objects.count() == 2


@pytest.mark.parametrize(
    "champs",
    [{"groupes": []}, {"statut": "a_relire"}, {"bilan": "<p>Fait.</p>"}, {"etat": "annule"}, {"confidentiel": True}],
)
def test_what_owes_no_minutes_is_asked_nothing(groupe, champs):
    EvenementFabrique(**{"groupes": [groupe], "debut": LE_JOUR, "publie_le": ANNONCE, **champs})
    suivre(1)
    assert not Tache.objects.exists() and not Courriel.objects.exists()


def test_old_meetings_are_not_asked_for_all_at_once(reunion):
    suivre(31)
    assert not Tache.objects.exists()


def test_without_an_account_the_task_is_the_team_s(reunion, compte):
    compte.is_active = False
    compte.save()
    suivre(1)
    assert Tache.objects.get().pour is None


def test_saving_the_minutes_closes_the_task_at_once(client_editrice, editrice, reunion):
    suivre(1)
    adresse = f"/admin/agenda/evenement/{reunion.pk}/change/"
    assert "Joindre le compte rendu" in client_editrice.get(adresse).text
    envoi = valeurs(client_editrice, adresse) | lignes(client_editrice, adresse)
    assert client_editrice.post(adresse, envoi | {"bilan": "<p>Vingt participants.</p>"}).status_code == 302
    assert Tache.objects.get().faite_par == editrice
    assert "Rien n’est demandé sur ce contenu." in client_editrice.get(adresse).text


def test_a_meeting_that_is_gone_stops_nothing(reunion):
    suivre(1)
    Evenement.objects.filter(pk=reunion.pk).delete()
    suivre(15)
    assert Courriel.objects.count() == 2
