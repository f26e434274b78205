"""An amount that is not published is not computed from what the pages show."""

from itertools import combinations

import pytest
from django.contrib.messages import get_messages

from fonds_solidarite import actions
from fonds_solidarite.bilans import bilan_general
from fonds_solidarite.confidentialite import avis
from fonds_solidarite.models import FondsSolidarite
from tests.fabriques import AffectationFabrique, CollectiviteFabrique, ContributionFabrique, FondsFabrique
from tests.lecture_html import sur_une_ligne

GUICHET = "/admin/fonds_solidarite/fondssolidarite/guichet"
MONTANTS = [5001, 7003, 11007]
PUBLIE = 10_000


@pytest.fixture
def fonds(db):
    return FondsFabrique(titre="Fonds Maroc", slug="maroc")


def cacher(fonds, combien, **champs):
    """Write the lines of `combien` contributors who hide their amount, beside one who publishes it."""
    ContributionFabrique(fonds=fonds, montant=PUBLIE, collectivite__nom="Ville de Nantes")
    return [ContributionFabrique(fonds=fonds, montant=montant, montant_public=False, **champs) for montant in MONTANTS[:combien]]


def bilan(fonds):
    return FondsSolidarite.objects.avec_totaux().get(pk=fonds.pk).bilan


def euros(somme):
    return f"{somme:,}".replace(",", "\u00a0")


def pages(client, fonds):
    """Return what a visitor reads of the figures of a fund: its page, the list, home."""
    return [sur_une_ligne(client.get(adresse).text) for adresse in (fonds.get_absolute_url(), "/fonds-de-solidarite/", "/")]


@pytest.mark.parametrize("etat", ["versee", "deliberee", "promise"])
@pytest.mark.parametrize("nombre", [1, 2])
def test_one_or_two_hidden_amounts_enter_no_figure_of_any_page(fonds, visiteur, nombre, etat):
    """Neither they, nor their sum, nor a total that holds them, nor what remains of one."""
    cacher(fonds, nombre, etat=etat)
    AffectationFabrique(fonds=fonds, montant=1009)
    secrets = {sum(part) for taille in range(1, nombre + 1) for part in combinations(MONTANTS[:nombre], taille)}
    secrets |= {secret + PUBLIE for secret in secrets}
    secrets |= {secret - 1009 for secret in secrets}
    for html in pages(visiteur, fonds):
        assert euros(PUBLIE) in html
        for secret in secrets:
            assert euros(secret) not in html, secret


def test_what_remains_and_the_share_allocated_leave_with_the_receipts_they_would_give_away(fonds, visiteur):
    ContributionFabrique(fonds=fonds, montant=PUBLIE)
    AffectationFabrique(fonds=fonds, montant=4000)
    assert "40\u00a0%" in visiteur.get(fonds.get_absolute_url()).text
    ContributionFabrique(fonds=fonds, montant=5001, montant_public=False)
    for html in pages(visiteur, fonds):
        assert "restent à affecter" not in html
        assert "jauge" not in html
        assert "%</span>" not in html


def test_three_hidden_amounts_hide_each_other_and_the_total_is_whole(fonds, visiteur):
    cacher(fonds, 3)
    assert bilan(fonds).recu_publie == bilan(fonds).recu == PUBLIE + sum(MONTANTS)
    assert euros(PUBLIE + sum(MONTANTS)) in visiteur.get(fonds.get_absolute_url()).text
    assert avis(fonds) == ""


def test_contributors_are_counted_and_not_lines_and_each_figure_for_itself(fonds):
    """Nor does the promise of another hide a payment: they enter two figures."""
    lyon = CollectiviteFabrique()
    cacher(fonds, 3, collectivite=lyon)
    ContributionFabrique.create_batch(2, fonds=fonds, montant=3, montant_public=False, etat="promise")
    ContributionFabrique(montant=7, montant_public=False)  # of another fund
    assert (bilan(fonds).nb_verse_cache, bilan(fonds).nb_annonce_cache) == (1, 2)
    assert (bilan(fonds).recu_publie, bilan(fonds).annonce_publie) == (PUBLIE, 0)


def test_a_hidden_taking_over_counts_for_its_contributors(fonds):
    cacher(fonds, 1, collectivite=None, nombre=2)
    assert bilan(fonds).recu_publie == PUBLIE
    ContributionFabrique(fonds=fonds, collectivite=None, nombre=60, montant=9, montant_public=False)
    assert bilan(fonds).recu_publie == bilan(fonds).recu


def test_a_line_that_no_longer_stands_hides_nobody(fonds, editrice):
    lignes = cacher(fonds, 3)
    actions.contre_passer(ecriture=lignes[0], motif="erreur", par=editrice)
    assert bilan(fonds).nb_verse_cache == 2
    for ligne in lignes[1:]:
        actions.contre_passer(ecriture=ligne, motif="erreur", par=editrice)
    assert not bilan(fonds).retient_le_verse
    assert avis(fonds) == ""


def test_the_total_of_all_the_funds_gives_none_away(fonds):
    cacher(fonds, 2)
    ContributionFabrique(montant=300)
    general = bilan_general(FondsSolidarite.objects.all())
    assert (general.recu, general.incomplet) == (PUBLIE + 300, True)
    ContributionFabrique(fonds=fonds, montant=1, montant_public=False)
    general = bilan_general(FondsSolidarite.objects.all())
    assert (general.recu, general.incomplet) == (PUBLIE + sum(MONTANTS[:2]) + 301, False)


def test_a_fund_whose_every_amount_is_hidden_says_so(fonds, visiteur):
    ContributionFabrique(fonds=fonds, montant=5001, montant_public=False)
    page, liste, _ = pages(visiteur, fonds)
    assert "Montant versé non publié" in page
    assert "Le montant versé n’est pas publié." in liste
    assert "5\u00a0001" not in page + liste


def test_staff_are_told_what_is_left_out_of_whom_and_why(fonds):
    ContributionFabrique(fonds=fonds, montant=PUBLIE)
    for nom, etat in [("Ville de Lyon", "versee"), ("Ville de Brest", "versee"), ("Ville de Metz", "promise")]:
        ContributionFabrique(fonds=fonds, collectivite__nom=nom, montant=50, etat=etat, montant_public=False)
    assert avis(fonds).split(". ") == [
        (
            "La page du fonds montre 10\u00a0000\u00a0€ versés, sans le montant de Ville de Brest et Ville de Lyon, "
            "ni ce qui reste à affecter"
        ),
        "La page du fonds montre 0\u00a0€ annoncés, sans le montant de Ville de Metz",
        "Moins de 3 contributeurs y cachent leur montant\u00a0: le total complet permettrait de calculer le leur.",
    ]
    AffectationFabrique(fonds=fonds, montant=10_050)
    assert "Ce qui est affecté dépasse ce total publié" in avis(fonds)


def test_staff_are_told_when_they_record_and_in_the_form(client_editrice, visiteur, fonds):
    cacher(fonds, 2)
    fiche = f"/admin/fonds_solidarite/fondssolidarite/{fonds.pk}/change/"
    saisie = {"nombre": 1, "montant": "10", "etat": "versee", "date": "20/02/2026", "collectivite": CollectiviteFabrique().pk}
    reponse = client_editrice.post(f"{GUICHET}/contribuer/{fonds.pk}/", saisie | {"montant_public": "on"})
    assert [str(message) for message in get_messages(reponse.wsgi_request)] == ["La contribution est enregistrée.", avis(fonds)]
    assert client_editrice.get(fiche).text.count("y cachent leur montant") == 2  # the message, and the notice above the table
    assert client_editrice.get(fiche).text.count("y cachent leur montant") == 1
    assert "y cachent" not in visiteur.get(fonds.get_absolute_url()).text
    autre = client_editrice.post(f"{GUICHET}/contribuer/{fonds.pk}/", saisie | {"montant": "20"})
    assert [str(message) for message in get_messages(autre.wsgi_request)] == ["La contribution est enregistrée."]
    client_editrice.get(fiche)
    assert "y cachent leur montant" not in client_editrice.get(fiche).text
