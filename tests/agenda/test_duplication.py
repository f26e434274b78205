"""An event copied to its next date or to a series: drafts, with its texts and links, and nothing of what became of it."""

from datetime import date

import pytest

from agenda.models import Evenement
from agenda.series import MOIS, QUINZAINE, SEMAINE, jours_suivants
from redaction.publication import Statut
from tests.fabriques import DocumentFabrique, EvenementFabrique, ThemeFabrique


def page(evenement):
    return f"/admin/agenda/evenement/{evenement.pk}/dupliquer/"


@pytest.mark.parametrize(
    ("rythme", "jours"),
    [
        (SEMAINE, [date(2026, 10, 6), date(2026, 10, 13)]),
        (QUINZAINE, [date(2026, 10, 13), date(2026, 10, 27)]),
        # The fifth Tuesday of September: the last one of a month that has four.
        (MOIS, [date(2026, 10, 27), date(2026, 11, 24)]),
    ],
)
def test_the_days_of_a_rhythm(rythme, jours):
    assert jours_suivants(date(2026, 9, 29), rythme, 2) == jours


def test_a_month_keeps_the_weekday_and_its_rank_over_the_new_year():
    assert jours_suivants(date(2026, 11, 10), MOIS, 3) == [date(2026, 12, 8), date(2027, 1, 12), date(2027, 2, 9)]


def test_copies_are_drafts_with_texts_and_links_alone(client_editrice, editrice, groupe_japon):
    theme = ThemeFabrique()
    evenement = EvenementFabrique(
        titre="Réunion", debut=date(2026, 9, 29), fin=date(2026, 9, 30), etat="annule", precision_etat="Grève",
        corps="<p>Texte</p>", bilan="<p>Bilan</p>", compte_rendu=DocumentFabrique(), groupes=[groupe_japon], themes=[theme],
    )  # fmt: skip
    assert f"{evenement.pk}/dupliquer/" in client_editrice.get(f"/admin/agenda/evenement/{evenement.pk}/change/").text
    reponse = client_editrice.post(page(evenement), {"rythme": "", "dates": "05/01/2027\n2027-02-02", "nombre": "3"}, follow=True)
    assert "Brouillons créés" in reponse.text
    copies = Evenement.objects.exclude(pk=evenement.pk).order_by("debut")
    assert [(une.debut, une.fin) for une in copies] == [
        (date(2027, 1, 5), date(2027, 1, 6)),
        (date(2027, 2, 2), date(2027, 2, 3)),
    ]
    une = copies[0]
    assert (une.statut, une.publie_le, une.etat, une.precision_etat) == (Statut.BROUILLON, None, "confirme", "")
    assert (une.compte_rendu, une.bilan, une.corps, une.auteur) == (None, "", "<p>Texte</p>", editrice)
    assert [*une.groupes.all(), *une.themes.all()] == [groupe_japon, theme]
    assert une.slug == "reunion-2027-01-05"
    client_editrice.post(page(evenement), {"rythme": "", "dates": "05/01/2027"})
    assert Evenement.objects.filter(slug="reunion-2027-01-05-2").exists()
    reponse = client_editrice.post(page(evenement), {"rythme": "mois", "nombre": "1", "dates": ""}, follow=True)
    assert reponse.redirect_chain[-1][0].endswith("/change/")


@pytest.mark.parametrize(
    ("saisie", "message"),
    [
        ({"rythme": "", "dates": ""}, "l’un des deux"),
        ({"rythme": "mois", "dates": "05/01/2027"}, "l’un des deux"),
        ({"rythme": "", "dates": "demain"}, "date"),
        ({"rythme": "", "dates": "05/01/2027, 05/01/2027"}, "deux fois"),
        ({"rythme": "", "dates": "05/01/20270"}, "date"),
        ({"rythme": "semaine", "nombre": "999"}, "24"),
        ({"rythme": "jour"}, "jour"),
    ],
)
def test_what_makes_no_day_is_said(client_editrice, saisie, message):
    evenement = EvenementFabrique()
    reponse = client_editrice.post(page(evenement), saisie)
    assert reponse.status_code == 200
    assert message in reponse.text
    assert Evenement.objects.count() == 1


def test_who_may_not_add_copies_nothing(membre, client_editrice):
    evenement = EvenementFabrique()
    assert membre.post(page(evenement), {"rythme": "mois"}).status_code == 302
    assert client_editrice.get("/admin/agenda/evenement/999999/dupliquer/").status_code == 404
    assert Evenement.objects.count() == 1
