"""The workflow in the back office: who writes, who publishes, what is given back."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from actualites.models import Actualite
from redaction import actions
from redaction.publication import Statut
from redaction.transitions import PUBLIER
from socle.models import Journal
from tests.fabriques import (
    ActualiteFabrique,
    EvenementFabrique,
    GroupeFabrique,
)
from tests.formulaires import AJOUT, CHAMPS, fiche, saisie


def test_a_writer_writes_and_submits_but_is_offered_no_publication(client_redactrice, redactrice):
    page = client_redactrice.get(AJOUT).content.decode()
    assert "_soumettre" in page
    assert "_publier" not in page
    client_redactrice.post(AJOUT, {**CHAMPS, "_soumettre": "1"})
    contenu = Actualite.objects.get()
    assert (contenu.statut, contenu.auteur) == (Statut.A_RELIRE, redactrice)


def test_a_writer_who_forges_the_button_or_the_date_publishes_nothing(client_redactrice):
    hier = {"publie_le_0": "01/01/2026", "publie_le_1": "08:00"}
    reponse = client_redactrice.post(AJOUT, {**CHAMPS, **hier, "statut": "publie", "_publier": "1"}, follow=True)
    contenu = Actualite.objects.get()
    assert (contenu.statut, contenu.publie_le) == (Statut.BROUILLON, None)
    assert "Votre rôle ne permet pas cette étape" in reponse.content.decode()


def test_a_writer_reads_what_is_online_without_changing_it(client_redactrice):
    contenu = ActualiteFabrique(titre="En ligne")
    assert client_redactrice.get(fiche(contenu)).status_code == 200
    assert client_redactrice.post(fiche(contenu), {**CHAMPS, "titre": "Changé"}).status_code == 403
    contenu.refresh_from_db()
    assert contenu.titre == "En ligne"


def test_what_a_writer_typed_while_it_was_published_is_given_back(client_redactrice, editrice):
    contenu = ActualiteFabrique(titre="Brouillon", brouillon=True)
    tape = saisie(client_redactrice, contenu, titre="Un meilleur titre", corps="<p>Deux heures <b>de travail</b>.</p>")
    actions.passer(transition=PUBLIER, contenu=contenu, par=editrice)
    reponse = client_redactrice.post(fiche(contenu), tape)
    assert reponse.status_code == 403
    assert "Rien n’est enregistré" in reponse.text
    for texte in ("Un meilleur titre", "&lt;p&gt;Deux heures &lt;b&gt;de travail&lt;/b&gt;.&lt;/p&gt;"):
        assert f">{texte}</textarea>" in reponse.text
    contenu.refresh_from_db()
    assert contenu.titre == "Brouillon"


def test_a_content_already_withdrawn_is_not_published(client_editrice):
    contenu = ActualiteFabrique(brouillon=True)
    hier = timezone.localtime() - timedelta(days=1)
    retrait = {"depublie_le_0": hier.strftime("%d/%m/%Y"), "depublie_le_1": "08:00:00"}
    reponse = client_editrice.post(
        fiche(contenu), saisie(client_editrice, contenu, titre="Gardé", _publier="1", **retrait), follow=True
    )
    assert "La date de retrait est passée" in reponse.text
    contenu.refresh_from_db()
    assert (contenu.titre, contenu.statut) == ("Gardé", Statut.BROUILLON)


def test_who_may_not_change_a_rich_text_reads_it_and_not_its_code(client_redactrice, client_editrice):
    contenu = EvenementFabrique(
        titre="Archivé", statut="archive", corps="<p>Un <strong>mot</strong>.</p>", bilan="<h2>Après</h2>"
    )
    adresse = f"/admin/agenda/evenement/{contenu.pk}/change/"
    lue = client_redactrice.get(adresse).content.decode()
    assert '<div class="texte-lu"><p>Un <strong>mot</strong>.</p></div>' in lue
    assert '<div class="texte-lu"><h2>Après</h2></div>' in lue
    assert "texte-lu" not in client_editrice.get(adresse).content.decode()


def test_an_editor_publishes_now_later_gives_back_and_archives(client_editrice):
    client_editrice.post(AJOUT, {**CHAMPS, "_publier": "1"})
    contenu = Actualite.objects.publies().get()
    client_editrice.post(fiche(contenu), saisie(client_editrice, contenu, _renvoyer="1"))
    assert Actualite.objects.get().statut == Statut.BROUILLON
    demain = timezone.localtime() + timedelta(days=1)
    dates = {"publie_le_0": demain.strftime("%d/%m/%Y"), "publie_le_1": "09:30"}
    reponse = client_editrice.post(fiche(contenu), saisie(client_editrice, contenu, _publier="1", **dates), follow=True)
    assert Actualite.objects.get().est_programme
    assert "Le contenu paraîtra le" in reponse.content.decode()
    client_editrice.post(fiche(contenu), saisie(client_editrice, contenu, _archiver="1"))
    assert Actualite.objects.get().statut == Statut.ARCHIVE
    assert list(Journal.objects.order_by("pk").values_list("action", flat=True)) == [
        "publier", "renvoyer", "publier", "archiver",
    ]  # fmt: skip


def test_emptying_the_date_of_a_published_content_is_refused_in_french(client_editrice):
    contenu = ActualiteFabrique()
    reponse = client_editrice.post(fiche(contenu), saisie(client_editrice, contenu, publie_le_0="", publie_le_1=""))
    assert reponse.status_code == 200
    assert "Un contenu publié porte une date de publication." in reponse.content.decode()


@pytest.mark.parametrize("ou", ["actualites/actualite", "mediatheque/document"])
def test_what_is_kept_for_groups_names_one(client_editrice, ou):
    saisie = CHAMPS | {"acces": "groupe", "nature": "autre", "fichier": SimpleUploadedFile("a.pdf", b"%PDF-1.4 x")}
    reponse = client_editrice.post(f"/admin/{ou}/add/", saisie)
    assert "Choisissez au moins un groupe" in str(reponse.context["errors"])
    groupe = GroupeFabrique()
    saisie["fichier"].seek(0)
    assert client_editrice.post(f"/admin/{ou}/add/", saisie | {"cercles": [groupe.pk]}).status_code == 302
