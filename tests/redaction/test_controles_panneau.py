"""The panel of the checks: who may ask, what it learns of the database, what it costs, and what it keeps."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from actualites.models import Actualite
from agenda.models import Evenement
from annuaire.models import Election
from mediatheque.models import Image
from redaction.controles.contexte import saisie_de
from redaction.models import AncienneAdresse, LienExterne
from redaction.registre import sorte_de
from tests.fabriques import (
    ActualiteFabrique,
    CollectiviteFabrique,
    DocumentFabrique,
    EvenementFabrique,
    MandatFabrique,
    PageFabrique,
)
from tests.lecture_html import sur_une_ligne

ADRESSE = "/admin/actualites/actualite/controles/"


def image_de(nom, **autres):
    return Image.objects.create(fichier=f"images/{nom}.webp", largeur=10, hauteur=10, alt="", **autres)


def demander(client, corps="", adresse=ADRESSE, **autres):
    reponse = client.post(adresse, {"titre": "Un titre", "corps": corps, **autres})
    assert reponse.status_code == 200
    return sur_une_ligne(reponse.text)


def lien(adresse, objet=""):
    return f'<p><a{f" data-objet={chr(34)}{objet}{chr(34)}" if objet else ""} href="{adresse}">la page</a></p>'


def test_who_may_write_asks_and_nobody_else(client_redactrice, visiteur, bob, client_de):
    assert "ce jour-là est un lundi" in demander(client_redactrice, "<p>mardi 6 octobre 2025</p>")
    assert client_redactrice.get(ADRESSE).status_code == 405
    assert visiteur.post(ADRESSE).status_code == 302
    assert client_de(bob).post(ADRESSE).status_code == 302
    assert client_redactrice.post(ADRESSE, {}).status_code == 200


def test_the_form_has_the_panel_where_it_may_be_saved(client_redactrice, client_editrice):
    en_ligne = ActualiteFabrique()
    fiche = f"/admin/actualites/actualite/{en_ligne.pk}/change/"
    assert f'data-controles="{ADRESSE}"' in client_editrice.get(fiche).text
    Actualite.objects.update(statut="archive")
    assert "data-controles" not in client_redactrice.get(fiche).text
    assert f'data-controles="{ADRESSE}"' in client_redactrice.get("/admin/actualites/actualite/add/").text


def test_nothing_typed_is_run_as_html(client_redactrice):
    page = demander(client_redactrice, titre="<SCRIPT>ALERT(1)</SCRIPT> ET LA SUITE")
    assert "<SCRIPT>" not in page and "&lt;SCRIPT&gt;" in page


@pytest.mark.parametrize(
    ("adresse", "dit"),
    [
        ("/actualites/brouillon/", "une page qui n’est pas en ligne"),
        ("/actualites/nulle-part/", "une page qui n’est pas en ligne"),
        ("/nulle/part/du/tout/", "une page qui n’existe pas"),
        ("/annuaire/cachee/", "une page qui n’est pas en ligne"),
        ("/documents/00000000-0000-4000-8000-000000000000/", "une page qui n’est pas en ligne"),
        ("http://127.0.0.1:8000/actualites/brouillon/", "une page qui n’est pas en ligne"),
        ("/actualites/en-ligne/", ""),
        ("/actualites/en-ligne/?a=1#b", ""),
        ("/actualites/", ""),
        ("/actualites/avant/", ""),
        ("/annuaire/vue/", ""),
        ("/une-page/", ""),
        ("/static/img/marque.svg", ""),
        ("//autre.test/actualites/brouillon/", ""),
    ],
)
def test_addresses_of_ours_are_followed_at_once(db, settings, adresse, dit):
    settings.CUF_URL = "http://127.0.0.1:8000"
    ActualiteFabrique(slug="brouillon", brouillon=True)
    ActualiteFabrique(slug="en-ligne")
    CollectiviteFabrique(slug="cachee", visible=False)
    CollectiviteFabrique(slug="vue")
    PageFabrique(slug="une-page")
    AncienneAdresse.objects.create(chemin="/actualites/avant/", actuelle="/actualites/en-ligne/")
    saisie = saisie_de(Actualite, {"corps": lien(adresse)})
    assert saisie.absents == ({adresse: dit} if dit else {})


def test_references_are_followed_too(db):
    brouillon, en_ligne = ActualiteFabrique(titre="Une note", brouillon=True), ActualiteFabrique()
    document = DocumentFabrique()
    corps = lien("/a/", f"actualites:{brouillon.pk}") + lien("/b/", f"actualites:{en_ligne.pk}") + lien("/c/", "actualites:99")
    assert saisie_de(Actualite, {"corps": corps + lien("/d/", f"documents:{document.pk}")}).absents == {
        f"actualites:{brouillon.pk}": "« Une note », qui n’est pas en ligne",
        "actualites:99": "un contenu qui n’existe plus",
    }


def test_dates_of_the_form_and_of_the_events_it_leads_to(db):
    evenement = EvenementFabrique(titre="Assises", debut=date(2026, 3, 4), fin=date(2026, 3, 5))
    reference = f"{sorte_de(Evenement).cle}:{evenement.pk}"
    saisie = saisie_de(Evenement, {"debut": "04/03/2026", "fin": "x", "corps": lien("/e/", reference)})
    assert (saisie.debut, saisie.fin) == (date(2026, 3, 4), None)
    assert saisie.dates_liees == {reference: ("Assises", date(2026, 3, 4), date(2026, 3, 5))}


def test_the_library_says_what_is_decorative(db):
    image, autre = image_de("a", decorative=True), image_de("b")
    corps = "".join(
        f'<figure class="image"><img src="/media/a.webp" alt="" data-image="{une.pk}"></figure>' for une in (image, autre)
    )
    assert saisie_de(Actualite, {"corps": corps}).decoratives == {image.pk}


def test_the_directory_says_whose_mandates_ended(db):
    hier = timezone.localdate() - timedelta(days=1)
    for nom, fins in {"Dupont": [hier], "Durand": [hier, None], "de La Tour": [hier], "Le Bihan": [hier]}.items():
        personne = MandatFabrique(
            personne__prenom="Jeanne", personne__nom=nom, fonction="maire", debut=date(2020, 3, 1), fin=fins[0]
        ).personne
        for fin in fins[1:]:
            MandatFabrique(personne=personne, fonction="élue", debut=date(2020, 3, 1), fin=fin)
    textes = "<p>Jeanne Dupont et Jeanne Durand, Jeanne Le Bihan.</p><p>Paul Dupont</p>"
    saisie = saisie_de(Actualite, {"corps": textes, "titre": "Rencontre"})
    assert set(saisie.partis) == {"Jeanne Dupont", "Jeanne Le Bihan"}
    assert "« maire, " in saisie.partis["Jeanne Dupont"]


def test_staff_set_the_electoral_period(client_redactrice):
    jour = timezone.localdate()
    dates = {"premier_tour": jour + timedelta(days=20), "dernier_tour": jour + timedelta(days=27)}
    election = Election.objects.create(
        genre="municipales", types=["commune"], periode_du=jour, periode_au=jour + timedelta(days=27), **dates
    )
    assert "période électorale des municipales" in demander(client_redactrice, "<p>Le bilan du mandat</p>")
    Election.objects.filter(pk=election.pk).update(periode_du=jour + timedelta(days=1))
    assert "électorale" not in demander(client_redactrice, "<p>Le bilan du mandat</p>")


def test_a_page_in_english_is_not_foreign(db):
    corps = "<p>The mayor of the city will be in Paris for the meeting of the network</p>"
    assert saisie_de(Actualite, {"corps": corps}).francais
    assert not saisie_de(Actualite, {"corps": corps, "langue": "en"}).francais


def test_it_costs_the_same_with_two_links_and_twenty(client_redactrice):
    def cout(nombre):
        actualites = ActualiteFabrique.create_batch(nombre)
        corps = "".join(lien(f"/actualites/{une.slug}/") + lien("/a/", f"actualites:{une.pk}") for une in actualites)
        corps += "".join(lien(f"https://exemple.test/{rang}") for rang in range(nombre))
        with CaptureQueriesContext(connection) as requetes:
            demander(client_redactrice, corps)
        return len(requetes)

    assert cout(2) == cout(20)


def test_other_sites_are_noted_and_only_they(client_redactrice):
    demander(client_redactrice, lien("https://exemple.test/a?utm_source=x") + lien("/actualites/") + lien("mailto:a@b.test"))
    demander(client_redactrice, lien("https://exemple.test/a?utm_source=x") + lien("https://exemple.test/" + "é" * 1200))
    assert [une.adresse for une in LienExterne.objects.all()] == ["https://exemple.test/a?utm_source=x"]


def test_a_dead_address_is_told(client_redactrice):
    LienExterne.objects.create(adresse="https://exemple.test/", etat="mort", raison="la page n’existe plus")
    assert "la page n’existe plus" in demander(client_redactrice, lien("https://exemple.test/"))


def test_a_text_that_saving_refuses_fails_nothing(client_redactrice):
    demander(client_redactrice, "<b>" * 60 + "a")
    demander(client_redactrice, "x" * 300_000)
