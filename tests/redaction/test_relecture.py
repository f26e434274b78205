"""From the writer to the editor and back: who is told what, and what each one finds."""

from datetime import timedelta

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from actualites.models import Actualite
from courriels.models import Courriel
from pages.attentes import attentes
from redaction import actions
from redaction.publication import Statut
from redaction.transitions import RENVOYER, REPRENDRE
from socle.models import Journal
from tests.fabriques import ActualiteFabrique, CollectiviteFabrique, GroupeFabrique, MandatFabrique
from tests.file_attente import relever_le_courrier
from tests.formulaires import LISTE, fiche, saisie


@pytest.fixture
def a_relire(redactrice):
    return ActualiteFabrique(titre="Un texte", statut=Statut.A_RELIRE, publie_le=None, auteur=redactrice)


def titres(utilisateur):
    return {attente.titre: attente.nombre for attente in attentes(utilisateur)}


def test_a_text_given_back_comes_with_a_word_shown_and_mailed(client_editrice, client_redactrice, a_relire, redactrice):
    client_editrice.post(fiche(a_relire), saisie(client_editrice, a_relire, _renvoyer="1", mot_renvoyer="Citez <la> source."))
    page = client_redactrice.get(fiche(a_relire)).text
    assert "Texte à reprendre" in page and "Citez &lt;la&gt; source." in page
    courriel = relever_le_courrier()[0]
    assert courriel.to == [redactrice.courriel]
    assert "Citez <la> source." in courriel.body
    assert f"{fiche(a_relire)}" in courriel.body
    client_redactrice.post(fiche(a_relire), saisie(client_redactrice, a_relire, _soumettre="1"))
    actions.passer(transition=REPRENDRE, contenu=Actualite.objects.get(), par=redactrice)
    assert "Texte à reprendre" not in client_redactrice.get(fiche(a_relire)).text


def test_no_mail_to_oneself_nor_to_a_closed_account(editrice, redactrice):
    actions.passer(transition=RENVOYER, contenu=ActualiteFabrique(auteur=editrice), par=editrice)
    redactrice.is_active = False
    redactrice.save()
    actions.passer(transition=RENVOYER, contenu=ActualiteFabrique(auteur=redactrice), par=editrice)
    actions.passer(transition=RENVOYER, contenu=ActualiteFabrique(auteur=None), par=editrice)
    assert not Courriel.objects.exists()


def test_a_writer_sees_what_is_in_review_and_takes_it_back(client_redactrice, a_relire, redactrice, editrice):
    assert titres(redactrice) == {"Mes textes en relecture\u00a0: actualités": 1}
    assert titres(editrice) == {"Actualités à relire": 1}
    assert "Enregistrer et retirer de la relecture" in client_redactrice.get(fiche(a_relire)).text
    client_redactrice.post(fiche(a_relire), saisie(client_redactrice, a_relire, _reprendre="1"))
    a_relire.refresh_from_db()
    assert a_relire.statut == Statut.BROUILLON
    assert Journal.objects.get().action == "reprendre"


def test_others_texts_are_not_in_the_box_of_a_writer(redactrice):
    ActualiteFabrique(statut=Statut.A_RELIRE, publie_le=None)
    assert not titres(redactrice)


def test_what_is_not_in_review_is_not_taken_back(redactrice, bob, a_relire):
    with pytest.raises(PermissionDenied):
        actions.passer(transition=REPRENDRE, contenu=a_relire, par=bob)
    with pytest.raises(PermissionDenied):
        actions.passer(transition=REPRENDRE, contenu=ActualiteFabrique(auteur=redactrice), par=redactrice)
    with pytest.raises(ValidationError):
        actions.passer(transition=REPRENDRE, contenu=ActualiteFabrique(brouillon=True, auteur=redactrice), par=redactrice)


def test_a_writer_is_told_why_a_text_is_closed(client_redactrice):
    assert "Ce texte est en ligne" in client_redactrice.get(fiche(ActualiteFabrique())).text
    archive = ActualiteFabrique(statut=Statut.ARCHIVE)
    assert "Ce texte est archivé" in client_redactrice.get(fiche(archive)).text


def test_the_state_is_that_of_the_day(client_editrice):
    demain = timezone.now() + timedelta(days=1)
    programme, en_ligne = ActualiteFabrique(publie_le=demain), ActualiteFabrique()
    html = client_editrice.get(fiche(programme)).text
    assert "<strong>Statut\u00a0:</strong> programmé" in html
    # Not online, it is seen by the preview of the form alone.
    assert "viewsitelink" not in html
    assert "Voir sur le site<span" in client_editrice.get(fiche(en_ligne)).text


def test_an_empty_text_is_published_with_a_warning(client_editrice):
    vide = ActualiteFabrique(brouillon=True, chapo="", corps="")
    reponse = client_editrice.post(fiche(vide), saisie(client_editrice, vide, _publier="1"), follow=True)
    assert "Il n’a ni chapo ni texte" in reponse.text
    plein = ActualiteFabrique(brouillon=True, chapo="Un chapo", corps="")
    reponse = client_editrice.post(fiche(plein), saisie(client_editrice, plein, _publier="1"), follow=True)
    assert "Il n’a ni chapo ni texte" not in reponse.text


def test_several_are_archived_at_once_by_who_publishes(client_editrice, client_redactrice):
    contenus = [ActualiteFabrique(), ActualiteFabrique(statut=Statut.ARCHIVE)]
    envoi = {"action": "archiver_la_selection", "confirmer": "1", "_selected_action": [contenu.pk for contenu in contenus]}
    assert "archiver_la_selection" not in client_redactrice.get(LISTE).text
    client_redactrice.post(LISTE, envoi)
    assert Actualite.objects.filter(statut=Statut.ARCHIVE).count() == 1
    assert "Archivés\u00a0: 1" in client_editrice.post(LISTE, envoi, follow=True).text
    assert Actualite.objects.filter(statut=Statut.ARCHIVE).count() == 2
    assert list(Journal.objects.values_list("action", flat=True)) == ["archiver"]


def test_what_someone_moves_meanwhile_is_left_by_the_archiving_of_several(client_editrice, monkeypatch):
    bouge, autre = ActualiteFabrique(), ActualiteFabrique()
    vraiment = actions.passer

    def passer(*, contenu, **suite):
        Actualite.objects.filter(pk=bouge.pk).update(statut=Statut.BROUILLON)
        return vraiment(contenu=contenu, **suite)

    monkeypatch.setattr(actions, "passer", passer)
    envoi = {"action": "archiver_la_selection", "confirmer": "1", "_selected_action": [bouge.pk, autre.pk]}
    assert "Archivés\u00a0: 1" in client_editrice.post(LISTE, envoi, follow=True).text
    bouge.refresh_from_db()
    assert bouge.statut == Statut.BROUILLON


def test_several_mandates_are_checked_at_once(client_editrice, client_redactrice):
    mandats = [MandatFabrique(constate_le="2024-01-01") for _ in range(2)]
    adresse = "/admin/annuaire/mandat/"
    envoi = {"action": "verifier_aujourd_hui", "_selected_action": [mandat.pk for mandat in mandats]}
    client_redactrice.post(adresse, envoi)
    mandats[0].refresh_from_db()
    assert mandats[0].constate_le.year == 2024
    assert "Mandats vérifiés\u00a0: 2" in client_editrice.post(adresse, envoi, follow=True).text
    for mandat in mandats:
        mandat.refresh_from_db()
        assert mandat.constate_le == timezone.localdate()
    type_mandat = ContentType.objects.get_for_model(mandats[0])
    assert Journal.objects.filter(action="verifier", type_objet=type_mandat).count() == 2


@pytest.mark.parametrize("fabrique", [ActualiteFabrique, GroupeFabrique, CollectiviteFabrique])
def test_a_page_of_the_site_leads_staff_to_its_form(client_redactrice, membre, visiteur, fabrique):
    objet = fabrique()
    options = objet._meta
    lien = f'<a href="{reverse(f"admin:{options.app_label}_{options.model_name}_change", args=[objet.pk])}">Modifier cette page'
    assert lien in client_redactrice.get(objet.get_absolute_url()).text
    for client in (membre, visiteur):
        assert "Modifier cette page" not in client.get(objet.get_absolute_url()).text
