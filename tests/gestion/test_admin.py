"""The back office: who does what with which button, and nothing is overwritten in silence."""

import re

import pytest
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import models
from django.urls import reverse

from actualites.models import Actualite
from mediatheque.models import Document
from redaction.models import Contenu
from socle.models import Journal
from tests.fabriques import (
    ActualiteFabrique,
    DocumentFabrique,
    EvenementFabrique,
    MandatFabrique,
    PageFabrique,
    PublicationFabrique,
)
from tests.file_attente import relever_le_courrier
from tests.formulaires import AJOUT, CHAMPS, LISTE, empreinte, fiche


@pytest.mark.parametrize(
    ("fabrique", "slug", "libre"),
    [(PageFabrique, "agenda", False), (PageFabrique, "espace", False), (PageFabrique, "equipe", True)]
    + [(PublicationFabrique, "mediatheque", False), (PublicationFabrique, "agenda", True)],
)
def test_an_address_that_another_page_answers_is_refused(client_editrice, fabrique, slug, libre):
    contenu = fabrique(brouillon=True)
    contenu.slug = slug
    if libre:
        contenu.clean()
    else:
        with pytest.raises(ValidationError, match="celle d’une autre page du site"):
            contenu.clean()


def test_the_form_says_that_an_address_is_taken(client_editrice):
    reponse = client_editrice.post("/admin/pages/page/add/", {"titre": "Agenda", "slug": "agenda", "ordre": 0})
    assert "Cette adresse est celle d’une autre page du site" in str(reponse.context["errors"])


def test_opening_a_document_to_others_is_in_the_journal(client_editrice):
    piece = DocumentFabrique(acces="groupe")
    adresse = f"/admin/mediatheque/document/{piece.pk}/change/"
    saisie = {"titre": piece.titre, "nature": piece.nature, "acces": "public"}
    client_editrice.post(adresse, saisie | empreinte(client_editrice, adresse))
    assert (Journal.objects.get().action, Journal.objects.get().detail) == ("modifier", {"acces": "public"})


def test_rich_text_typed_in_the_form_is_cleaned(client_editrice):
    client_editrice.post(AJOUT, {**CHAMPS, "corps": '<p onclick="x()">Bon<script>alert(1)</script></p>'})
    assert Actualite.objects.get().corps == "<p>Bon</p>"


def test_a_refused_form_keeps_what_was_typed(client_editrice):
    page = client_editrice.post(AJOUT, {**CHAMPS, "titre": "", "chapo": "Un chapo déjà écrit."}).content.decode()
    assert "Un chapo déjà écrit." in page
    assert "Ce champ est obligatoire" in page


@pytest.mark.parametrize("client", ["visiteur", "membre", "agent"])
def test_the_back_office_is_closed_to_others(client, request):
    reponse = request.getfixturevalue(client).get(LISTE)
    assert (reponse.status_code, reponse["Location"].split("?")[0]) == (302, "/admin/login/")


def test_every_list_and_form_of_the_back_office_opens(client_administratrice, admin_client):
    pages = {}
    for modele, options in admin.site._registry.items():
        nom = f"admin:{modele._meta.app_label}_{modele._meta.model_name}"
        liste = admin_client.get(reverse(f"{nom}_changelist"), {"q": "œ'été \x00"}, follow=options.sans_liste)
        pages[f"{nom}_changelist"] = liste.status_code
        if options.has_add_permission(admin_client.get("/admin/").wsgi_request):
            pages[f"{nom}_add"] = admin_client.get(reverse(f"{nom}_add")).status_code
    assert {nom: statut for nom, statut in pages.items() if statut != 200} == {}


def test_the_links_of_a_form_are_searched_never_listed_whole(db):
    """A select of 35,000 communes or 2,700 news items would hang the page."""
    listes = [
        f"{modele._meta.label}.{champ.name}"
        for modele, options in admin.site._registry.items()
        if issubclass(modele, Contenu)
        for champ in [*modele._meta.fields, *modele._meta.many_to_many]
        if isinstance(champ, (models.ForeignKey, models.ManyToManyField))
        and champ.editable
        and champ.name not in options.autocomplete_fields
        and champ.name not in {"comite"}
    ]
    assert listes == []


def test_a_list_costs_the_same_with_two_rows_and_twenty(client_editrice, django_assert_max_num_queries):
    def compter():
        with django_assert_max_num_queries(100) as requetes:
            client_editrice.get(LISTE)
        return len(requetes)

    ActualiteFabrique.create_batch(2)
    compter()  # content types are cached from the first page on
    avec_deux = compter()
    ActualiteFabrique.create_batch(18)
    assert compter() == avec_deux


def test_a_new_account_is_invited(client_administratrice):
    client_administratrice.post("/admin/comptes/utilisateur/add/", {"courriel": "ines@exemple.test", "prenom": "Inès"})
    assert [message.to for message in relever_le_courrier()] == [["ines@exemple.test"]]


def test_administration_cannot_take_over_a_superuser(client_administratrice, admin_user):
    adresse = f"/admin/comptes/utilisateur/{admin_user.pk}/"
    assert client_administratrice.post(f"{adresse}change/", {"courriel": "a@exemple.test"}).status_code == 403
    assert client_administratrice.post(f"{adresse}password/", {"password1": "x" * 14, "password2": "x" * 14}).status_code == 403
    admin_user.refresh_from_db()
    assert admin_user.courriel != "a@exemple.test"


def test_a_document_of_an_odd_format_is_refused(client_editrice):
    fichier = SimpleUploadedFile("virus.exe", b"MZ")
    donnees = {"titre": "X", "nature": "autre", "acces": "public", "fichier": fichier}
    page = client_editrice.post("/admin/mediatheque/document/add/", donnees).content.decode()
    assert "Ce format n’est pas accepté" in page
    assert not Document.objects.exists()


def test_the_journal_and_the_mail_are_read_only(client_administratrice):
    assert client_administratrice.get("/admin/socle/journal/add/").status_code == 403
    assert client_administratrice.get("/admin/courriels/courriel/add/").status_code == 403


def test_a_document_opens_in_the_back_office_and_links_to_the_page_that_checks_the_reader(client_editrice, client_redactrice):
    document = DocumentFabrique(acces="groupe")
    for client in (client_editrice, client_redactrice):
        page = client.get(f"/admin/mediatheque/document/{document.pk}/change/").content.decode()
        assert document.get_absolute_url() in page
        assert document.fichier.name not in page


def test_the_form_is_sound_html(client_editrice):
    """What the checker of the W3C refuses in the stock admin: the label of a hidden field, an option without words."""
    texte = client_editrice.get(fiche(ActualiteFabrique())).text
    caches = set(re.findall(r'<input type="hidden"[^>]* id="([^"]+)"', texte))
    assert "id_empreinte" in caches
    assert not caches & set(re.findall(r'<label[^>]* for="([^"]+)"', texte))
    assert '<option value="">—</option>' in texte
    assert "></option>" not in texte


def test_no_cross_beside_a_chosen_row_deletes_it(client_administratrice):
    """It reads « remove from here », and would delete the person, the page or the document."""
    contenu, mandat = EvenementFabrique(compte_rendu=DocumentFabrique()), MandatFabrique()
    for adresse in (f"agenda/evenement/{contenu.pk}", f"annuaire/collectivite/{mandat.collectivite.pk}", "pages/page/add"):
        page = client_administratrice.get(f"/admin/{adresse}/", follow=True).text
        assert "related-widget-wrapper" in page
        assert "related-widget-wrapper-link delete-related" not in page
