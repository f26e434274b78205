"""The bin: what is deleted in the back office is hidden everywhere, keeps its links, comes back for sixty days, then goes."""

from datetime import timedelta

import pytest
import time_machine
from django.contrib.admin import site
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from actualites.models import Actualite
from appels.models import Signature
from redaction import actions, corbeille
from redaction.corbeille import jetes, modeles, vider
from redaction.publication import GARDE, Statut
from redaction.taches import vider_la_corbeille
from redaction.transitions import JETER, PUBLIER, RESTAURER
from redaction.versions import garder, versions_de
from socle.models import Journal
from tests.fabriques import (
    ActualiteFabrique,
    AppelFabrique,
    CycleFabrique,
    EvenementFabrique,
    FondsFabrique,
    PageFabrique,
    PublicationFabrique,
    SignatureFabrique,
    UtilisateurFabrique,
    fil_de,
)
from tests.formulaires import AJOUT, CHAMPS, LISTE, fiche, saisie, valeurs

pytestmark = pytest.mark.django_db
CORBEILLE = "/admin/corbeille/"


def supprimer(client, contenu):
    options = contenu._meta
    adresse = reverse(f"admin:{options.app_label}_{options.model_name}_delete", args=[contenu.pk])
    return client.post(adresse, {"post": "yes"}, follow=True)


def restaurer(client, contenu, **suite):
    return client.post(f"{CORBEILLE}restaurer/", {"contenu": f"{contenu._meta.label_lower}:{contenu.pk}"}, **suite)


def jeter(contenu, par):
    return actions.passer(contenu=contenu, transition=JETER, par=par)


def test_what_is_deleted_goes_to_the_bin_with_all_that_is_tied_to_it(client_editrice, editrice):
    appel = AppelFabrique(genre="signatures", titre="Appel à signer")
    SignatureFabrique(appel=appel)
    page = client_editrice.get(f"/admin/appels/appel/{appel.pk}/delete/").text
    assert "Mettre à la corbeille" in page and "60 jours" in page and "C’est définitif" not in page
    page = supprimer(client_editrice, appel).text
    assert "est à la corbeille" in page and page.count('class="success"') == 1
    appel.refresh_from_db()
    assert appel.statut == Statut.CORBEILLE
    assert Signature.objects.filter(appel=appel).exists()
    [jete] = jetes()
    assert (jete.contenu, jete.par) == (appel, editrice)
    assert Journal.objects.get(action="jeter").libelle == "mettre à la corbeille"


@pytest.mark.parametrize("fabrique", [ActualiteFabrique, EvenementFabrique, AppelFabrique, PublicationFabrique, FondsFabrique])
def test_it_is_hidden_from_every_list_and_page(fabrique, client_editrice, editrice, visiteur):
    contenu = fabrique(titre="Zanzibar inattendu")
    adresse = contenu.get_absolute_url()
    assert visiteur.get(adresse).status_code == 200
    jeter(contenu, editrice)
    for client in (visiteur, client_editrice):
        assert client.get(adresse).status_code == 404
    options = contenu._meta
    liste = reverse(f"admin:{options.app_label}_{options.model_name}_changelist")
    assert "inattendu" not in client_editrice.get(liste).text
    assert "inattendu" not in client_editrice.get(liste, {"q": "Zanzibar"}).text
    formulaire = reverse(f"admin:{options.app_label}_{options.model_name}_change", args=[contenu.pk])
    assert client_editrice.get(formulaire).status_code == 302
    assert client_editrice.get(formulaire.replace("/change/", "/versions/")).status_code == 404
    for page in (
        "/",
        "/recherche/?q=Zanzibar",
        "/actualites/",
        "/agenda/",
        "/actualites/flux/",
        "/admin/",
    ):
        assert "inattendu" not in client_editrice.get(page).text, page


def test_it_is_found_by_no_picker_of_the_back_office(client_editrice, editrice):
    jeter(PublicationFabrique(titre="Zanzibar"), editrice)
    jeter(ActualiteFabrique(titre="Zanzibar"), editrice)
    choix = {"app_label": "ressources", "model_name": "publication", "field_name": "remplace", "term": "Zanzibar"}
    assert client_editrice.get("/admin/autocomplete/", choix).json()["results"] == []
    assert client_editrice.get("/admin/redaction/fil/contenus/", {"term": "Zanzibar"}).json()["results"] == []


def test_no_filter_of_a_list_offers_its_state(client_editrice):
    page = client_editrice.get(LISTE).text
    assert "statut__exact=archive" in page and "statut__exact=corbeille" not in page


def test_a_session_in_the_bin_is_not_counted(client_editrice, editrice):
    cycle = CycleFabrique()
    for rang in (1, 2):
        jete = EvenementFabrique(cycle=cycle, session=rang)
    jeter(jete, editrice)
    lignes = client_editrice.get("/admin/agenda/cycle/").context["cl"].queryset
    assert [un.nb_sessions for un in lignes] == [1]


def test_links_to_it_stay_and_the_form_that_has_one_is_saved(client_editrice, editrice):
    ancienne, nouvelle = PublicationFabrique(titre="Ancienne"), PublicationFabrique(titre="Nouvelle")
    nouvelle.remplace = ancienne
    nouvelle.save()
    fil = fil_de("Un fil", ancienne, nouvelle)
    jeter(ancienne, editrice)
    adresse = f"/admin/ressources/publication/{nouvelle.pk}/change/"
    client_editrice.post(adresse, {**valeurs(client_editrice, adresse), "titre": "Changée"})
    nouvelle.refresh_from_db()
    assert (nouvelle.titre, nouvelle.remplace) == ("Changée", ancienne)
    assert fil.maillons.count() == 2


def test_it_comes_back_as_a_draft_with_its_address(client_editrice, editrice, visiteur):
    contenu = ActualiteFabrique(titre="De retour")
    adresse, publie_le = contenu.get_absolute_url(), contenu.publie_le
    jeter(contenu, editrice)
    assert "De retour" in client_editrice.get(CORBEILLE).text
    page = restaurer(client_editrice, contenu, follow=True)
    assert "c’est un brouillon" in page.text and page.request["PATH_INFO"] == fiche(contenu)
    contenu.refresh_from_db()
    assert (contenu.statut, contenu.publie_le) == (Statut.BROUILLON, publie_le)
    assert visiteur.get(adresse).status_code == 404
    assert "De retour" not in client_editrice.get(CORBEILLE).text
    actions.passer(contenu=contenu, transition=PUBLIER, par=editrice)
    assert visiteur.get(adresse).status_code == 200


def test_its_address_waits_for_it_and_who_wants_it_is_told(client_editrice, editrice):
    jeter(ActualiteFabrique(slug=CHAMPS["slug"]), editrice)
    page = client_editrice.post(AJOUT, CHAMPS).text
    assert "Un contenu de la corbeille a cette adresse" in page


@pytest.mark.parametrize(
    ("qui", "liste", "geste"),
    [("visiteur", 302, 302), ("membre", 302, 302), ("client_redactrice", 200, 403), ("client_editrice", 200, 302)],
)
def test_who_deletes_takes_out_and_nobody_else(qui, liste, geste, request, administratrice):
    contenu = ActualiteFabrique(titre="Jeté")
    jeter(contenu, administratrice)
    client = request.getfixturevalue(qui)
    reponse = client.get(CORBEILLE)
    assert reponse.status_code == liste
    assert ("Sortir de la corbeille" in reponse.text) is (geste == 302 and liste == 200)
    assert restaurer(client, contenu).status_code == geste
    contenu.refresh_from_db()
    assert (contenu.statut == Statut.BROUILLON) is (qui == "client_editrice")


def test_staff_who_may_read_no_content_see_none(client_de, editrice):
    jeter(ActualiteFabrique(titre="Secret"), editrice)
    assert "Secret" not in client_de(UtilisateurFabrique(is_staff=True)).get(CORBEILLE).text


def test_a_writer_throws_nothing_away(client_redactrice):
    contenu = ActualiteFabrique(statut=Statut.BROUILLON)
    assert supprimer(client_redactrice, contenu).status_code == 403
    assert Actualite.objects.get().statut == Statut.BROUILLON


def test_a_forged_button_of_the_form_throws_nothing_away(client_editrice):
    contenu = ActualiteFabrique()
    client_editrice.post(fiche(contenu), saisie(client_editrice, contenu, _jeter="1"))
    assert Actualite.objects.get().statut == Statut.PUBLIE


@pytest.mark.parametrize("cle", ["", "x", "actualites.actualite:", "actualites.actualite:999", "comptes.utilisateur:1", "a:²"])
def test_what_is_not_in_the_bin_is_not_found(cle, client_editrice):
    assert client_editrice.post(f"{CORBEILLE}restaurer/", {"contenu": cle}).status_code == 404
    assert client_editrice.get(f"{CORBEILLE}restaurer/").status_code == 405


def test_what_holds_a_deletion_holds_it_out_of_the_bin(client_editrice):
    mere = PageFabrique(titre="Mère")
    PageFabrique(titre="Fille", parent=mere)
    page = supprimer(client_editrice, mere)
    assert "sous-pages" in page.text
    mere.refresh_from_db()
    assert mere.statut != Statut.CORBEILLE


def test_after_sixty_days_it_is_gone_with_its_versions(editrice):
    vieux, recent, reste = (ActualiteFabrique(titre=titre) for titre in ("Vieux", "Récent", "Reste"))
    for contenu in (vieux, recent, reste):
        garder(objet=contenu, par=editrice)
    with time_machine.travel(timezone.now() - GARDE - timedelta(minutes=1)):
        jeter(vieux, editrice)
    with time_machine.travel(timezone.now() - GARDE + timedelta(hours=1)):
        jeter(recent, editrice)
    vider_la_corbeille(0)
    assert {*Actualite.objects.all()} == {recent, reste}
    assert not versions_de(vieux).exists() and versions_de(recent).count() == 1
    assert Journal.objects.get(action="supprimer").intitule == "Vieux"


def test_what_was_taken_out_and_put_back_waits_again(editrice):
    contenu = ActualiteFabrique()
    with time_machine.travel(timezone.now() - timedelta(days=90)):
        jeter(contenu, editrice)
        actions.passer(contenu=contenu, transition=RESTAURER, par=editrice)
    jeter(contenu, editrice)
    vider()
    assert Actualite.objects.exists()
    assert [un.reste for un in jetes()] == [60]


def test_what_something_holds_stays_and_the_others_go(editrice, caplog):
    mere, autre = PageFabrique(titre="Mère"), ActualiteFabrique()
    with time_machine.travel(timezone.now() - timedelta(days=61)):
        jeter(mere, editrice)
        jeter(autre, editrice)
    PageFabrique(parent=mere)
    vider()
    assert [un.contenu for un in jetes()] == [mere]
    assert "Mère" in caplog.text


def test_the_page_costs_the_same_with_two_and_with_twenty(client_editrice, editrice):
    cout = []
    for nombre in (2, 18):
        for _ in range(nombre):
            jeter(ActualiteFabrique(), editrice)
        client_editrice.get(CORBEILLE)
        with CaptureQueriesContext(connection) as requetes:
            client_editrice.get(CORBEILLE)
        cout.append(len(requetes))
    assert cout[0] == cout[1] <= 20


def test_every_content_has_the_bin_and_the_menu_leads_to_it(client_editrice):
    assert len(modeles()) == 7
    assert all(modele in site._registry for modele in corbeille.modeles())
    assert f'href="{CORBEILLE}"' in client_editrice.get("/admin/").text
