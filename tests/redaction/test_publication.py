"""The workflow: what is online, who takes which step, and what two people at once cannot do."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from actualites.models import Actualite
from redaction import actions
from redaction.publication import Statut
from redaction.registre import sortes
from redaction.transitions import ARCHIVER, PUBLIER, RENVOYER, SOUMETTRE
from socle.models import Journal
from tests.fabriques import CONTENUS, ActualiteFabrique
from tests.formulaires import lignes, valeurs

MIDI = datetime(2026, 3, 28, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("statut", "publie", "depublie", "en_ligne"),
    [
        (Statut.PUBLIE, -1, None, True),
        (Statut.PUBLIE, 0, None, True),
        (Statut.PUBLIE, 1, None, False),
        (Statut.PUBLIE, -2, -1, False),
        (Statut.PUBLIE, -2, 0, False),
        (Statut.PUBLIE, -2, 1, True),
        (Statut.BROUILLON, -1, None, False),
        (Statut.A_RELIRE, -1, None, False),
        (Statut.ARCHIVE, -1, None, False),
    ],
)
@time_machine.travel(MIDI, tick=False)
def test_online_means_published_begun_and_not_withdrawn(statut, publie, depublie, en_ligne, db):
    contenu = ActualiteFabrique(
        statut=statut,
        publie_le=MIDI + timedelta(seconds=publie),
        depublie_le=None if depublie is None else MIDI + timedelta(seconds=depublie),
    )
    assert contenu.est_en_ligne is en_ligne
    assert Actualite.objects.publies().exists() is en_ligne


def test_a_scheduled_content_appears_by_itself_across_the_change_of_clock(db):
    # In Paris the clock jumps from 2 h to 3 h on 29 March 2026, at 1 h UTC.
    ActualiteFabrique(publie_le=datetime(2026, 3, 29, 1, 30, tzinfo=UTC))
    with time_machine.travel(datetime(2026, 3, 29, 1, 29, 59, tzinfo=UTC), tick=False):
        assert not Actualite.objects.publies().exists()
    with time_machine.travel(datetime(2026, 3, 29, 1, 30, tzinfo=UTC), tick=False):
        assert Actualite.objects.publies().exists()


def test_the_database_refuses_published_without_a_date(db):
    with pytest.raises(IntegrityError, match="publie_date"), transaction.atomic():
        ActualiteFabrique(statut=Statut.PUBLIE, publie_le=None)


def test_the_database_refuses_a_withdrawal_before_the_publication(db):
    maintenant = timezone.now()
    with pytest.raises(IntegrityError, match="retrait_apres"), transaction.atomic():
        ActualiteFabrique(publie_le=maintenant, depublie_le=maintenant)


def test_a_writer_submits_and_an_editor_publishes(redactrice, editrice):
    contenu = ActualiteFabrique(brouillon=True)
    actions.passer(transition=SOUMETTRE, contenu=contenu, par=redactrice)
    assert Actualite.objects.a_relire_par(editrice).get() == contenu
    actions.passer(transition=PUBLIER, contenu=contenu, par=editrice)
    assert Actualite.objects.publies().get() == contenu
    assert list(Journal.objects.order_by("pk").values_list("action", "par__prenom")) == [
        ("soumettre", "Redactrice"),
        ("publier", "Editrice"),
    ]


@pytest.mark.parametrize("transition", [PUBLIER, ARCHIVER, RENVOYER], ids=lambda une: une.nom)
def test_a_writer_cannot_publish_archive_or_give_back(transition, redactrice):
    contenu = ActualiteFabrique(statut=Statut.A_RELIRE, publie_le=None)
    with pytest.raises(PermissionDenied):
        actions.passer(transition=transition, contenu=contenu, par=redactrice)
    contenu.refresh_from_db()
    assert contenu.statut == Statut.A_RELIRE
    assert not Journal.objects.exists()


def test_a_member_cannot_submit(bob):
    with pytest.raises(PermissionDenied):
        actions.passer(transition=SOUMETTRE, contenu=ActualiteFabrique(brouillon=True), par=bob)


def test_publishing_keeps_the_date_chosen_for_later(editrice):
    plus_tard = timezone.now() + timedelta(days=3)
    contenu = ActualiteFabrique(statut=Statut.A_RELIRE, publie_le=plus_tard)
    actions.passer(transition=PUBLIER, contenu=contenu, par=editrice)
    assert contenu.publie_le == plus_tard
    assert contenu.est_programme


def test_a_step_already_taken_by_someone_else_is_refused_clearly(editrice):
    contenu = ActualiteFabrique(statut=Statut.A_RELIRE, publie_le=None)
    vu_par_l_autre = Actualite.objects.get()
    actions.passer(transition=PUBLIER, contenu=contenu, par=editrice)
    with pytest.raises(ValidationError, match="rechargez la page"):
        actions.passer(transition=PUBLIER, contenu=vu_par_l_autre, par=editrice)
    assert Journal.objects.count() == 1


def test_a_step_that_cannot_be_journalled_does_not_happen(editrice, monkeypatch):
    contenu = ActualiteFabrique(statut=Statut.A_RELIRE, publie_le=None)

    def echouer(**entree):
        raise RuntimeError

    monkeypatch.setattr(Journal.objects, "create", echouer)
    with pytest.raises(RuntimeError):
        actions.passer(transition=PUBLIER, contenu=contenu, par=editrice)
    contenu.refresh_from_db()
    assert contenu.statut == Statut.A_RELIRE


def test_giving_back_takes_off_the_site_and_keeps_the_comment(editrice):
    contenu = ActualiteFabrique()
    actions.passer(transition=RENVOYER, contenu=contenu, par=editrice, mot="Citez la source.")
    assert not Actualite.objects.publies().exists()
    assert Journal.objects.get().detail == {"commentaire": "Citez la source."}


@pytest.mark.parametrize("sorte", sortes(), ids=lambda sorte: sorte.cle)
@pytest.mark.parametrize("statut", [Statut.ARCHIVE, Statut.BROUILLON, Statut.A_RELIRE])
def test_what_was_withdrawn_is_not_published_before_its_date_is_changed(sorte, statut, client_editrice):
    """Published three days ago, withdrawn yesterday: its dates are in order, and it would not be seen."""
    maintenant = timezone.now()
    contenu = CONTENUS[sorte.modele](
        statut=statut, publie_le=maintenant - timedelta(days=3), depublie_le=maintenant - timedelta(days=1), chapo="Le chapo."
    )
    adresse = f"{sorte.adresse_de_gestion()}{contenu.pk}/change/"
    saisie = valeurs(client_editrice, adresse) | lignes(client_editrice, adresse)
    reponse = client_editrice.post(adresse, saisie | {"_publier": "1"}, follow=True)
    assert "La date de retrait est passée : changez-la ou videz-la, puis publiez." in reponse.text.replace("\xa0", " ")
    contenu.refresh_from_db()
    assert contenu.statut == statut
    assert not Journal.objects.filter(action="publier").exists()
    saisie = valeurs(client_editrice, adresse) | lignes(client_editrice, adresse)
    client_editrice.post(adresse, saisie | {"_publier": "1", "depublie_le_0": "", "depublie_le_1": ""})
    assert sorte.modele.objects.publies().get() == contenu


@pytest.mark.parametrize(("reste", "publie"), [(timedelta(0), False), (timedelta(seconds=1), True)])
def test_a_withdrawal_at_this_very_moment_is_past(editrice, reste, publie):
    with time_machine.travel(datetime(2026, 7, 1, 10, tzinfo=UTC), tick=False):
        contenu = ActualiteFabrique(statut=Statut.ARCHIVE, depublie_le=timezone.now() + reste)
        if publie:
            actions.passer(transition=PUBLIER, contenu=contenu, par=editrice)
        else:
            with pytest.raises(ValidationError, match="date de retrait"):
                actions.passer(transition=PUBLIER, contenu=contenu, par=editrice)


@time_machine.travel(MIDI, tick=False)
@pytest.mark.parametrize(
    ("statut", "secondes", "programme"),
    [(Statut.PUBLIE, 1, True), (Statut.PUBLIE, 0, False), (Statut.PUBLIE, -1, False), (Statut.BROUILLON, 1, False)],
)
def test_what_is_published_later_is_scheduled(statut, secondes, programme):
    assert Actualite(statut=statut, publie_le=MIDI + timedelta(seconds=secondes)).est_programme is programme
    assert not Actualite(statut=Statut.PUBLIE).est_programme
