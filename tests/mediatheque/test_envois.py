"""Images and documents: who changes what is perhaps already read."""

from io import BytesIO

import PIL.Image
import pytest
from django.contrib import admin
from django.core.files.base import ContentFile
from django.urls import reverse

from mediatheque.models import Document, Image
from mediatheque.televersement import enregistrer_image
from tests.fabriques import DocumentFabrique
from tests.formulaires import empreinte


def fiche(piece):
    return f"/admin/mediatheque/{piece._meta.model_name}/{piece.pk}/change/"


def test_a_writer_does_not_open_a_restricted_document_to_everyone(client_redactrice, client_editrice):
    piece = DocumentFabrique(titre="Relevé de décisions", acces="groupe")
    ouvert = {"titre": piece.titre, "nature": piece.nature, "acces": "public"}
    assert client_redactrice.get(fiche(piece)).status_code == 200
    assert client_redactrice.post(fiche(piece), ouvert).status_code == 403
    piece.refresh_from_db()
    assert piece.acces == "groupe"
    ouvert |= empreinte(client_editrice, fiche(piece))
    assert client_editrice.post(fiche(piece), ouvert).status_code == 302


def test_a_writer_changes_what_she_sent(client_redactrice, redactrice, client_administratrice):
    piece = DocumentFabrique(depose_par=redactrice)
    saisie = {"titre": "Mieux", "nature": "autre", "acces": "public"} | empreinte(client_redactrice, fiche(piece))
    assert client_redactrice.post(fiche(piece), saisie).status_code == 302
    assert Document.objects.get().titre == "Mieux"


@pytest.mark.parametrize(
    ("qui", "sienne", "statut"), [("redactrice", False, 403), ("redactrice", True, 302), ("editrice", False, 302)]
)
def test_an_image_of_a_page_online_is_not_replaced_by_a_writer(qui, sienne, statut, request, client_de):
    personne = request.getfixturevalue(qui)
    octets = BytesIO()
    PIL.Image.new("RGB", (30, 20), "navy").save(octets, "PNG")
    fichier = ContentFile(octets.getvalue(), name="x.png")
    image = enregistrer_image(fichier=fichier, alt="Avant", par=personne if sienne else None)
    client = client_de(personne)
    vue = empreinte(client, fiche(image)) if statut == 302 else {}
    reponse = client.post(fiche(image), {"alt": "Après", "focal_x": 50, "focal_y": 50} | vue)
    assert reponse.status_code == statut
    assert Image.objects.get().alt == ("Après" if statut == 302 else "Avant")


@pytest.mark.parametrize("qui", ["redactrice", "editrice", "administratrice"])
def test_every_list_to_search_in_a_form_answers_to_those_who_fill_it_in(qui, request, client_de, rf):
    personne = request.getfixturevalue(qui)
    client, requete = client_de(personne), rf.get("/admin/")
    requete.user = personne
    cherches = 0
    for modele, administration in admin.site._registry.items():
        dedans = [
            en_ligne(modele, admin.site) for en_ligne in administration.inlines if administration.has_change_permission(requete)
        ]
        ecrits = [un for un in (administration, *dedans) if un.has_add_permission(requete, *([None] if un in dedans else []))]
        for un in ecrits:
            options = un.model._meta
            for champ in un.autocomplete_fields:
                question = {"app_label": options.app_label, "model_name": options.model_name, "field_name": champ, "term": "a"}
                assert client.get(reverse("admin:autocomplete"), question).status_code == 200, (options, champ)
                cherches += 1
    assert cherches > 20
