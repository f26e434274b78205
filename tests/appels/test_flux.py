"""The RSS feed of the appeals and offers, read by an XML parser as a reader would."""

from datetime import date, datetime, time, timedelta
from xml.etree import ElementTree
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.utils import timezone

from socle.acces import Acces
from tests.fabriques import AppelFabrique

pytestmark = pytest.mark.django_db

FLUX = "/appels-et-offres/flux.rss"


def articles(client, adresse=FLUX):
    reponse = client.get(adresse)
    assert reponse.status_code == 200
    return list(ElementTree.fromstring(reponse.content).iter("item"))


def titres(client, adresse=FLUX):
    return [article.findtext("title") for article in articles(client, adresse)]


def test_an_item_says_kind_organisation_and_a_closing_that_stays_true(visiteur):
    with time_machine.travel(datetime(2026, 6, 1, 10, tzinfo=ZoneInfo("Europe/Paris")), tick=False):
        AppelFabrique(
            genre="emploi", organisme="Ville <de> Grenoble", chapo="Le <chapo>.", cloture=date(2026, 6, 4), heure_cloture=time(12)
        )
        texte = articles(visiteur)[0].findtext("description")
    assert texte == (
        "Offre d’emploi, Ville &lt;de&gt; Grenoble, clôture le jeudi 4\u00a0juin 2026 à\u00a012\u00a0h.<br>Le &lt;chapo&gt;."
    )


def test_without_chapo_nor_day(visiteur):
    AppelFabrique(genre="stage", organisme="Une ville", chapo="", cloture=None)
    assert articles(visiteur)[0].findtext("description") == "Stage, Une ville, sans date limite."


def test_the_last_published_come_first_and_what_is_closed_goes(visiteur):
    maintenant = timezone.now()
    jour = timezone.localdate()
    for titre, publie, cloture in (("Ancien", 9, 1), ("Récent", 1, 30), ("Clos", 2, -1)):
        AppelFabrique(titre=titre, publie_le=maintenant - timedelta(days=publie), cloture=jour + timedelta(days=cloture))
    assert titres(visiteur) == ["Récent", "Ancien"]
    assert titres(visiteur, f"{FLUX}?etat=tous") == ["Récent", "Clos", "Ancien"]


def test_filters_of_the_list(visiteur, japon):
    AppelFabrique(titre="Choisi", pays=[japon], genre="stage")
    AppelFabrique(titre="Autre")
    assert titres(visiteur, f"{FLUX}?pays=JP") == titres(visiteur, f"{FLUX}?type=stage") == ["Choisi"]


@pytest.mark.parametrize("qui", ["visiteur", "membre", "etranger", "client_redactrice"])
def test_the_same_for_everyone_and_no_team_note(request, qui):
    AppelFabrique(titre="Réservé", acces=Acces.ADHERENTS)
    AppelFabrique(titre="Interne", acces=Acces.EQUIPE)
    assert titres(request.getfixturevalue(qui)) == ["Réservé"]
