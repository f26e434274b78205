"""The preview: the real page of what is typed, for each kind of reader, written nowhere."""

import pytest

from actualites.models import Actualite
from redaction.models import Retouche
from tests.fabriques import ActualiteFabrique, EvenementFabrique, GroupeFabrique, PaysFabrique
from tests.formulaires import LISTE, fiche, valeurs

pytestmark = pytest.mark.django_db


def apercu(client, contenu, *, vue="visiteur", **changements):
    envoi = {**valeurs(client, fiche(contenu)), **changements, "_apercu_vue": vue}
    return client.post(fiche(contenu).replace("change/", "apercu/"), envoi)


def test_what_is_typed_is_shown_with_its_relations_and_written_nowhere(client_editrice):
    contenu = ActualiteFabrique(titre="Avant", brouillon=True)
    japon = PaysFabrique(nom="Japon")
    page = apercu(client_editrice, contenu, titre="Après", corps="<p>Un <strong>texte</strong>.</p>", pays=[japon.pk])
    assert "Après" in page.text
    assert "<strong>texte</strong>" in page.text
    assert "Japon" in page.text
    contenu.refresh_from_db()
    assert (contenu.titre, contenu.statut, [*contenu.pays.all()]) == ("Avant", "brouillon", [])
    assert not Retouche.objects.exists()


def test_it_is_neither_kept_nor_indexed_and_framed_by_us_alone(client_editrice):
    page = apercu(client_editrice, ActualiteFabrique())
    assert "no-store" in page["Cache-Control"]
    assert "noindex" in page["X-Robots-Tag"]
    assert page["X-Frame-Options"] == "SAMEORIGIN"
    assert "frame-ancestors 'self'" in page["Content-Security-Policy"]


def test_each_kind_of_reader_sees_its_own_page(client_editrice):
    groupe = GroupeFabrique()
    contenu = ActualiteFabrique(corps="<p>Le corps réservé.</p>")
    reserve = {"acces": "groupe", "cercles": [groupe.pk]}
    vus = {vue: apercu(client_editrice, contenu, vue=vue, **reserve).text for vue in ("visiteur", "adherent", "groupe")}
    assert [vue for vue, page in vus.items() if "Le corps réservé" in page] == ["groupe"]
    vus = {vue: apercu(client_editrice, contenu, vue=vue, acces="adherents").text for vue in ("visiteur", "adherent", "groupe")}
    assert [vue for vue, page in vus.items() if "Le corps réservé" in page] == ["adherent", "groupe"]


def test_what_is_wrong_is_said_and_the_rest_is_shown(client_editrice):
    contenu = ActualiteFabrique(titre="Avant")
    page = apercu(client_editrice, contenu, titre="", chapo="Un chapo tout neuf.")
    assert "L’aperçu laisse de côté" in page.text
    assert "Titre" in page.text
    assert "Un chapo tout neuf." in page.text


def test_a_content_not_saved_yet_is_seen_too(client_redactrice):
    page = client_redactrice.post(f"{LISTE}ajout/apercu/", {"titre": "Tout neuf", "corps": "<p>Texte.</p>", "acces": "public"})
    assert "Tout neuf" in page.text
    assert not Actualite.objects.exists()
    vide = client_redactrice.post("/admin/agenda/evenement/ajout/apercu/", {"titre": "Sans date"})
    assert "Pas encore d’aperçu" in vide.text
    assert "obligatoire" in vide.text


def test_who_may_not_write_sees_nothing(client_redactrice, visiteur):
    contenu = ActualiteFabrique()
    adresse = fiche(contenu).replace("change/", "apercu/")
    assert visiteur.post(adresse, {"titre": "X"}).status_code == 302
    archive = ActualiteFabrique(statut="archive")
    assert client_redactrice.post(fiche(archive).replace("change/", "apercu/"), {"titre": "X"}).status_code == 403


def test_opened_by_its_address_it_leads_back_to_the_form(client_editrice):
    contenu = ActualiteFabrique()
    assert client_editrice.get(fiche(contenu).replace("change/", "apercu/"))["Location"] == fiche(contenu)


def test_the_rows_of_the_form_are_shown(client_editrice):
    evenement = EvenementFabrique(titre="Avant")
    adresse = f"/admin/agenda/evenement/{evenement.pk}/"
    envoi = {**valeurs(client_editrice, f"{adresse}change/"), "titre": "Rencontre de lundi", "_apercu_vue": "adherent"}
    page = client_editrice.post(f"{adresse}apercu/", envoi)
    assert "Rencontre de lundi" in page.text
    assert "laisse de côté" not in page.text
