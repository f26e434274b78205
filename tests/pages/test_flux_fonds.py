"""The feed of a fund: what is written about it, and how far its projects are."""

from datetime import timedelta
from xml.etree.ElementTree import fromstring

import pytest
from django.conf import settings
from django.utils import timezone

from fonds_solidarite.models import PointEtape
from tests.fabriques import ActualiteFabrique, FondsFabrique

TEXTE = "{http://purl.org/rss/1.0/modules/content/}encoded"


@pytest.fixture
def fonds(db):
    fonds = FondsFabrique(titre="Fonds Maroc", slug="maroc")
    hier = timezone.localdate() - timedelta(days=1)
    PointEtape.objects.create(fonds=fonds, date=hier, titre="L’école rouvre", texte='<p><a href="/agenda/">Suite</a></p>')
    PointEtape.objects.create(fonds=fonds, date=hier + timedelta(days=30), titre="Plus tard")
    ActualiteFabrique(titre="Ancienne", fonds=[fonds], publie_le=timezone.now() - timedelta(days=9))
    ActualiteFabrique(titre="Nouvelle", fonds=[fonds])
    return fonds


def items(client):
    return list(fromstring(client.get("/fonds-de-solidarite/maroc/flux.rss").content).iter("item"))


def test_progress_points_stand_among_contents_by_date(visiteur, fonds):
    nouvelle, point, ancienne = items(visiteur)
    assert (nouvelle.findtext("title"), ancienne.findtext("title")) == ("Nouvelle", "Ancienne")
    assert point.findtext("title") == "Fonds Maroc\u00a0: L’école rouvre"
    assert point.findtext("link") == f"{settings.CUF_URL}/fonds-de-solidarite/maroc/#avancement"
    assert f'href="{settings.CUF_URL}/agenda/"' in point.findtext(TEXTE)
    assert point.findtext("category") == "Point d’étape" and point.findtext("guid") != nouvelle.findtext("guid")


def test_those_of_a_fund_kept_from_the_public_are_not_told(visiteur, fonds):
    fonds.acces = "adherents"
    fonds.save()
    assert [un.findtext("title") for un in items(visiteur)] == ["Nouvelle", "Ancienne"]
