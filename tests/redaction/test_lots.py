"""Several contents at once: asked about first, each by itself, and undone exactly."""

from datetime import timedelta

import pytest
from django.utils import timezone
from reversion.models import Version

from actualites.models import Actualite
from groupes_pays.models import Perimetre
from redaction import lots
from redaction.models import Relecture
from redaction.publication import Statut
from socle.models import Journal
from tests.fabriques import ActualiteFabrique, PageFabrique, PaysFabrique, ThemeFabrique
from tests.formulaires import LISTE


def envoyer(client, action, contenus, **suite):
    envoi = {"action": action, "_selected_action": [contenu.pk for contenu in contenus], **suite}
    return client.post(LISTE, envoi, follow=True)


def confirmer(client, action, contenus, **suite):
    return envoyer(client, action, contenus, confirmer="1", **suite)


def annuler(client):
    return client.post(f"{LISTE}defaire/", follow=True)


def etats(*contenus):
    par_cle = {un.pk: (un.statut, un.publie_le) for un in Actualite.objects.filter(pk__in=[un.pk for un in contenus])}
    return [par_cle[contenu.pk] for contenu in contenus]


def test_publishing_is_asked_about_told_and_undone_exactly(client_editrice, editrice, redactrice):
    brouillon = ActualiteFabrique(titre="Prêt", statut=Statut.A_RELIRE, publie_le=None, auteur=redactrice)
    Relecture.objects.create(objet=brouillon, nature=Relecture.Nature.RENVOI, par=editrice, commentaire="À revoir")
    retire = ActualiteFabrique(titre="Passé", brouillon=True, depublie_le=timezone.now() - timedelta(days=1))
    en_ligne = ActualiteFabrique(titre="Déjà là")
    avant = etats(brouillon, retire, en_ligne)
    page = envoyer(client_editrice, "publier_la_selection", [brouillon, retire, en_ligne])
    assert etats(brouillon, retire, en_ligne) == avant
    assert "Laissées telles quelles" in page.text
    page = confirmer(client_editrice, "publier_la_selection", [brouillon, retire, en_ligne])
    assert "Publiés\u00a0: 1. Déjà ainsi\u00a0: 1." in page.text
    assert "Refusés\u00a0: 1. « Passé »\u00a0: La date de retrait est passée" in page.text
    assert etats(brouillon)[0][0] == Statut.PUBLIE
    assert not Relecture.objects.en_attente().exists()
    page = annuler(client_editrice)
    assert "Annulé\u00a0: 1" in page.text
    assert etats(brouillon, retire, en_ligne) == avant
    assert Relecture.objects.en_attente().count() == Relecture.objects.count() == 1
    assert Journal.objects.filter(action="defaire_etape").count() == 1
    assert "plus rien à annuler" in annuler(client_editrice).text


def test_what_moved_since_is_left_by_the_undoing(client_editrice):
    une, autre = ActualiteFabrique.create_batch(2)
    confirmer(client_editrice, "archiver_la_selection", [une, autre])
    Actualite.objects.filter(pk=une.pk).update(statut=Statut.BROUILLON)
    page = annuler(client_editrice)
    assert "Annulé\u00a0: 1" in page.text
    assert "Il a changé depuis" in page.text
    assert [etat for etat, _ in etats(une, autre)] == [Statut.BROUILLON, Statut.PUBLIE]


def test_a_subject_is_added_and_taken_away_where_it_is_not(client_editrice):
    theme, pays = ThemeFabrique(nom="Eau"), PaysFabrique()
    sans, avec = ActualiteFabrique(), ActualiteFabrique(themes=[theme])
    page = confirmer(client_editrice, "ajouter_un_sujet", [sans, avec])
    assert "un seul à la fois" in page.text
    page = confirmer(client_editrice, "ajouter_un_sujet", [sans, avec], themes=theme.pk, pays=pays.pk)
    assert "un seul à la fois" in page.text
    page = confirmer(client_editrice, "ajouter_un_sujet", [sans, avec], themes=theme.pk)
    assert "« Eau » ajouté à\u00a0: 1. Déjà ainsi\u00a0: 1." in page.text
    assert [*sans.themes.all()] == [theme]
    assert Version.objects.get_for_object(sans).first().revision.comment == "« Eau » ajouté"
    annuler(client_editrice)
    assert not sans.themes.exists()
    assert avec.themes.exists()
    confirmer(client_editrice, "retirer_un_sujet", [sans, avec], themes=theme.pk)
    assert not avec.themes.exists()


def test_who_may_not_is_refused_row_by_row(client_redactrice, client_editrice, editrice, japon):
    theme = ThemeFabrique()
    en_ligne, brouillon = ActualiteFabrique(), ActualiteFabrique(brouillon=True)
    page = confirmer(client_redactrice, "ajouter_un_sujet", [en_ligne, brouillon], themes=theme.pk)
    assert lots.HORS_DROIT in page.text
    assert not en_ligne.themes.exists()
    assert brouillon.themes.exists()
    # Taking Japan away from the only country one writes of would leave one without it.
    Perimetre.objects.create(utilisateur=editrice).pays.add(japon)
    sien = ActualiteFabrique(pays=[japon])
    confirmer(client_editrice, "retirer_un_sujet", [sien], pays=japon.pk)
    assert sien.pays.exists()


def test_a_lot_can_be_undone_for_some_minutes_by_who_did_it(client_editrice, client_administratrice, monkeypatch):
    une = ActualiteFabrique()
    confirmer(client_editrice, "archiver_la_selection", [une])
    assert "lot__defaire" in client_editrice.get(LISTE).text
    assert "lot__defaire" not in client_administratrice.get(LISTE).text
    assert "plus rien à annuler" in annuler(client_administratrice).text
    monkeypatch.setattr(lots, "DELAI", timedelta(0))
    assert "lot__defaire" not in client_editrice.get(LISTE).text
    assert "plus rien à annuler" in annuler(client_editrice).text
    assert etats(une)[0][0] == Statut.ARCHIVE
    assert client_editrice.get(f"{LISTE}defaire/").status_code == 403


@pytest.mark.parametrize("action", ["archiver_la_selection", "ajouter_un_sujet"])
def test_a_lot_has_an_end(client_editrice, monkeypatch, action):
    monkeypatch.setattr(lots, "LOT_MAX", 1)
    assert "1 lignes au plus" in envoyer(client_editrice, action, ActualiteFabrique.create_batch(2)).text


def test_what_has_no_subject_is_filed_under_none(client_editrice):
    PageFabrique()
    page = client_editrice.get("/admin/pages/page/").text
    assert "archiver_la_selection" in page
    assert "ajouter_un_sujet" not in page
