"""Deleting in the back office: said beforehand, refused where something hangs on the row, and never without a trace."""

from types import SimpleNamespace

import pytest
from django.contrib import admin
from django.contrib.admin.actions import delete_selected
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.urls import reverse

from actualites.models import Actualite
from annuaire.models import DemandeModification, Mandat
from groupes_pays.models import Groupe
from mediatheque.models import Document, Image
from mediatheque.televersement import enregistrer_image
from redaction.models import Contact
from redaction.publication import Statut
from socle.models import Journal
from tests.fabriques import (
    ActualiteFabrique,
    CollectiviteFabrique,
    ContactFabrique,
    ContributionFabrique,
    DocumentFabrique,
    EvenementFabrique,
    GroupeFabrique,
    MandatFabrique,
    PageFabrique,
    PresidenceFabrique,
)
from tests.jeu_de_donnees import dessin


def adresse(objet, page="delete"):
    """Return the address of a page of the back office about `objet`."""
    return reverse(f"admin:{objet._meta.app_label}_{objet._meta.model_name}_{page}", args=[objet.pk])


def supprimer(client, objet):
    """Answer « yes » to the confirmation."""
    return client.post(adresse(objet), {"post": "yes"})


def test_a_deletion_is_written_in_the_journal(client_editrice, editrice):
    contact = ContactFabrique(nom="Pôle Asie")
    assert supprimer(client_editrice, contact).status_code == 302
    trace = Journal.objects.get(action="supprimer")
    assert (trace.par, trace.intitule, trace.id_objet) == (editrice, "Pôle Asie", str(contact.pk))


def test_a_row_taken_away_in_the_form_of_another_is_written_too(client_editrice):
    mandat = MandatFabrique()
    ou = adresse(mandat.personne, "change")
    formulaire = client_editrice.get(ou).context
    lignes = next(une.formset for une in formulaire["inline_admin_formsets"])
    saisie = {champ.html_name: champ.value() or "" for champ in formulaire["adminform"].form}
    for une in (lignes.management_form, *lignes.initial_forms):
        saisie |= {champ.html_name: getattr(champ.value(), "value", champ.value()) or "" for champ in une}
    reponse = client_editrice.post(ou, saisie | {f"{lignes.initial_forms[0].prefix}-DELETE": "on"})
    assert reponse.status_code == 302, reponse.context["errors"]
    assert not Mandat.objects.exists()
    assert Journal.objects.get(action="supprimer").detail == {"de": str(mandat.personne)}


def test_several_at_once_are_confirmed_and_written_one_by_one(rf, administratrice):
    contacts = [ContactFabrique(nom=nom) for nom in ("Pôle Asie", "Pôle Europe")]
    options = admin.site.get_model_admin(Contact)
    options.message_user = lambda *args: None
    requete = rf.post("/admin/redaction/contact/", {ACTION_CHECKBOX_NAME: [un.pk for un in contacts]})
    requete.user = administratrice
    page = delete_selected(options, requete, Contact.objects.all()).render().content.decode()
    assert "Pôle Asie" in page and "Pôle Europe" in page and 'value="delete_selected"' in page
    requete = rf.post("/admin/redaction/contact/", {"post": "yes"})
    requete.user = administratrice
    delete_selected(options, requete, Contact.objects.all())
    assert not Contact.objects.exists()
    assert Journal.objects.filter(action="supprimer").count() == 2


def test_the_confirmation_says_what_goes_and_offers_to_archive(client_editrice):
    contenu = ActualiteFabrique(titre="Un appel", documents=[DocumentFabrique()], themes=[])
    page = client_editrice.get(adresse(contenu)).text
    assert "Supprimer : Un appel" in page
    assert f"{contenu.get_absolute_url()}</a>, cessera de répondre" in page
    assert "Archiver plutôt" in page
    assert "object (" not in page and "Relation" not in page
    assert client_editrice.post(adresse(contenu), {"_archiver": "1"}).status_code == 302
    assert Actualite.objects.get().statut == Statut.ARCHIVE
    assert "Archiver plutôt" not in client_editrice.get(adresse(contenu)).text


def test_who_may_not_publish_cannot_archive_by_the_address_of_deletion(client_redactrice, client_editrice):
    contenu = ActualiteFabrique()
    assert client_redactrice.post(adresse(contenu), {"_archiver": "1"}).status_code == 403
    assert Actualite.objects.get().statut == Statut.PUBLIE
    brouillon = ActualiteFabrique(brouillon=True)
    assert "cessera de répondre" not in client_editrice.get(adresse(brouillon)).text


def test_minutes_in_use_are_not_deleted(client_editrice):
    piece = DocumentFabrique()
    evenement = EvenementFabrique(titre="Réunion du groupe", compte_rendu=piece)
    page = supprimer(client_editrice, piece).text
    assert "Ce document sert encore" in page and "Réunion du groupe" in page and "Événements : 1" in page
    assert "Supprimer définitivement" not in page and ">Revenir</a>" in page
    assert Document.objects.exists()
    evenement.compte_rendu = None
    evenement.save()
    evenement.documents.add(piece)
    assert "Réunion du groupe" in supprimer(client_editrice, piece).text
    evenement.documents.clear()
    assert supprimer(client_editrice, piece).status_code == 302
    assert not Document.objects.exists()


def test_a_contact_says_who_loses_it(client_editrice):
    contact = ContactFabrique()
    ActualiteFabrique(titre="Un appel", contacts=[contact])
    page = client_editrice.get(adresse(contact)).text
    assert "Utilisé par" in page and "Un appel" in page and "Supprimer définitivement" in page


def test_an_image_shown_in_a_text_stays_and_its_files_go_with_it(client_editrice, django_capture_on_commit_callbacks):
    image = enregistrer_image(fichier=ContentFile(dessin(), "a.png"), par=None)
    contenu = ActualiteFabrique(titre="Illustrée", corps=f'<figure class="image"><img src="{image.fichier.url}" alt=""></figure>')
    assert "Illustrée" in supprimer(client_editrice, image).text
    assert Image.objects.exists()
    contenu.delete()
    with django_capture_on_commit_callbacks(execute=True):
        supprimer(client_editrice, image)
    assert not Image.objects.exists() and not default_storage.exists(image.fichier.name)


@pytest.mark.parametrize("tenant", ["membre", "presidence", "contenu", "cercle"])
def test_a_group_that_serves_is_closed_and_an_empty_one_is_deleted(client_editrice, tenant):
    groupe = GroupeFabrique()
    match tenant:
        case "membre":
            groupe.membres.add(CollectiviteFabrique())
        case "presidence":
            PresidenceFabrique(groupe=groupe)
        case "contenu":
            ActualiteFabrique(groupes=[groupe])
        case "cercle":
            DocumentFabrique(acces="groupe", cercles=[groupe])
    assert "fermez-le plutôt" in supprimer(client_editrice, groupe).text
    vide = GroupeFabrique()
    assert supprimer(client_editrice, vide).status_code == 302
    assert list(Groupe.objects.all()) == [groupe]


def test_a_fund_with_entries_and_a_page_with_children_say_what_to_do(client_editrice):
    ecriture = ContributionFabrique()
    page = supprimer(client_editrice, ecriture.fonds).text
    assert "Ce fonds porte des écritures" in page and "Archiver plutôt" in page and ">Revenir</a>" in page
    mere = PageFabrique()
    PageFabrique(parent=mere, titre="Une sous-page")
    page = supprimer(client_editrice, mere).text
    assert "Cette page a des sous-pages" in page and "Une sous-page" in page


def test_requests_of_members_keep_their_collectivite(client_editrice):
    profil = CollectiviteFabrique()
    DemandeModification.objects.create(collectivite=profil)
    assert "masquez-la plutôt" in supprimer(client_editrice, profil).text
    assert DemandeModification.objects.exists()


def test_who_may_not_delete_what_goes_too_is_told_so(rf, administratrice):
    """Nothing of the sort today: the rule is held for the models to come."""
    options = admin.site.get_model_admin(Groupe)
    requete = SimpleNamespace(user=administratrice)
    presidences = [PresidenceFabrique()]
    assert options._droits_manquants(requete, [presidences]) == set()
    assert options._droits_manquants(requete, [[ContributionFabrique()]]) == {"contributions"}
