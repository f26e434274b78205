"""The RSS feed of the agenda, read by an XML parser as a reader would."""

from datetime import date, time, timedelta
from xml.etree import ElementTree

import pytest
import time_machine
from django.utils import timezone

from socle.acces import Acces
from tests.fabriques import DocumentFabrique, EvenementFabrique

pytestmark = pytest.mark.django_db

FLUX = "/agenda/flux.rss"
ENTIER = "{http://purl.org/rss/1.0/modules/content/}encoded"
HIER = timezone.localdate() - timedelta(days=1)


def articles(client, adresse=FLUX):
    reponse = client.get(adresse)
    assert reponse.status_code == 200
    return list(ElementTree.fromstring(reponse.content).iter("item"))


def titres(client, adresse=FLUX):
    return [article.findtext("title") for article in articles(client, adresse)]


@pytest.fixture
def hiver_2026():
    with time_machine.travel("2026-02-01 12:00+01:00", tick=False):
        yield


def dit(client, adresse=FLUX):
    return articles(client, adresse)[0].findtext("description")


def test_an_item_says_when_and_where(visiteur, hiver_2026):
    EvenementFabrique(debut=date(2026, 2, 18), heure_debut=time(15, 30), ville="Aix <en>", chapo="Chapo.")
    assert dit(visiteur) == "Mercredi 18\u00a0février 2026, 15\u00a0h\u00a030, Aix &lt;en&gt;.<br>Chapo."


def test_an_item_of_several_days(visiteur, hiver_2026):
    EvenementFabrique(debut=date(2026, 9, 18), fin=date(2026, 9, 19), heure_debut=time(9), mode="visio", chapo="")
    assert dit(visiteur) == "Du 18 au 19\u00a0septembre 2026, en visioconférence."


def test_what_is_cancelled_or_postponed_says_so(visiteur, hiver_2026):
    lieu = {"mode": "visio", "chapo": "", "debut": date(2026, 2, 18)}
    EvenementFabrique(titre="Annulé", etat="annule", precision_etat="Grève.", **lieu)
    EvenementFabrique(titre="Reporté", etat="reporte", annonce_au=date(2026, 2, 18), **lieu)
    textes = {article.findtext("title"): article.findtext("description") for article in articles(visiteur)}
    assert textes["Annulé"].startswith("Cet événement est annulé. Grève.<br>Mercredi 18\u00a0février 2026, en visioconférence.")
    assert textes["Reporté"].startswith("Cet événement, annoncé d’abord au mercredi 18\u00a0février 2026, est reporté")
    assert "<br>" not in textes["Reporté"]


def test_the_announcement_and_the_report_go_whole(visiteur):
    EvenementFabrique(corps="<p>Le programme.</p>", bilan="<p>Ce qui fut dit.</p>")
    assert articles(visiteur)[0].findtext(ENTIER) == "<p>Le programme.</p><h2>Bilan</h2><p>Ce qui fut dit.</p>"


def test_the_last_announced_come_first_and_what_is_over_goes(visiteur, japon):
    maintenant = timezone.now()
    for titre, annonce, jours in (("Ancien", 9, 1), ("Récent", 1, 30), ("Passé", 2, -1)):
        jour = timezone.localdate() + timedelta(days=jours)
        EvenementFabrique(titre=titre, publie_le=maintenant - timedelta(days=annonce), debut=jour, pays=[japon])
    EvenementFabrique(titre="Ailleurs", publie_le=maintenant - timedelta(days=3))
    assert titres(visiteur) == ["Récent", "Ailleurs", "Ancien"]
    assert titres(visiteur, f"{FLUX}?periode=passes") == ["Passé"]
    assert titres(visiteur, f"{FLUX}?pays=JP&periode=tous") == ["Récent", "Passé", "Ancien"]


@pytest.mark.parametrize("filtre", ["periode=hier", "pays=ZZ", "annee=%00"])
def test_an_unknown_filter_is_refused(visiteur, filtre):
    assert visiteur.get(f"{FLUX}?{filtre}").status_code == 400


@pytest.mark.parametrize("qui", ["visiteur", "membre", "etranger", "client_redactrice"])
def test_the_same_for_everyone_and_no_team_note(request, qui):
    EvenementFabrique(titre="Réservé", acces=Acces.ADHERENTS, corps="<p>Le code.</p>")
    EvenementFabrique(titre="Interne", acces=Acces.EQUIPE)
    client = request.getfixturevalue(qui)
    assert titres(client) == ["Réservé"]
    assert articles(client)[0].find(ENTIER) is None


@pytest.mark.parametrize("adresse", [FLUX, "/agenda/calendrier.ics"])
@pytest.mark.parametrize("qui", ["visiteur", "client_redactrice"])
def test_minutes_of_the_team_tell_nothing_whoever_asks(request, qui, adresse):
    for titre, acces in (("Ouverte", Acces.PUBLIC), ("Interne", Acces.EQUIPE)):
        EvenementFabrique(titre=titre, debut=HIER, compte_rendu=DocumentFabrique(acces=acces))
    texte = request.getfixturevalue(qui).get(f"{adresse}?suites=compte-rendu").text
    assert ("Ouverte" in texte, "Interne" in texte) == (True, False)


@pytest.mark.parametrize("nombre", [0, 1, 40])
def test_constant_queries(visiteur, django_assert_num_queries, japon, nombre):
    for _ in range(nombre):
        EvenementFabrique(pays=[japon], corps="<p>Texte</p>")
    with django_assert_num_queries(4 if nombre else 2):
        assert len(titres(visiteur)) == min(nombre, 30)


@pytest.mark.parametrize("qui", ["visiteur", "membre"])
def test_the_list_leads_to_its_feed_with_its_filters(request, qui, japon):
    EvenementFabrique(pays=[japon])
    client = request.getfixturevalue(qui)
    assert 'href="/agenda/flux.rss"' in client.get("/agenda/").text
    assert 'href="/agenda/flux.rss?pays=JP"' in client.get("/agenda/?pays=JP&page=1").text
    assert 'type="application/rss+xml" title="Agenda de Cités Unies France" href="/agenda/flux.rss"' in client.get("/").text
