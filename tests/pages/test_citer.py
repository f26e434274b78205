"""To share a page and to cite it: plain links and a text to copy, with no third party and without a script."""

import re
from datetime import UTC, date, datetime
from html import unescape

import pytest
from django.conf import settings as reglages

from tests.fabriques import (
    ActualiteFabrique,
    AppelFabrique,
    EvenementFabrique,
    FondsFabrique,
    MediaFabrique,
    PageFabrique,
    PublicationFabrique,
)

pytestmark = pytest.mark.django_db

LE_19 = datetime(2025, 11, 19, 10, tzinfo=UTC)
SCRIPTS = reglages.BASE_DIR / "static/js"
SCRIPTS_MAX = 30_000
"""Bytes of all our scripts of public pages."""


def reference(client, contenu):
    texte = client.get(contenu.get_absolute_url()).text
    return unescape(re.search('<textarea id="citation" rows="4" readonly>(.*?)</textarea>', texte, re.S)[1])


@pytest.mark.parametrize(
    ("fabrique", "champs", "quand"),
    [
        (ActualiteFabrique, {"publie_le": LE_19}, "19\u00a0novembre 2025"),
        (AppelFabrique, {"publie_le": LE_19}, "19\u00a0novembre 2025"),
        (EvenementFabrique, {"publie_le": LE_19}, "19\u00a0novembre 2025"),
        (MediaFabrique, {"publie_le": LE_19}, "19\u00a0novembre 2025"),
        (PublicationFabrique, {"parue_le": date(2025, 11, 1)}, "novembre 2025"),
    ],
)
@pytest.mark.parametrize("qui", ["visiteur", "membre", "etranger"])
def test_a_reference_says_who_what_when_and_where(request, settings, qui, fabrique, champs, quand):
    settings.CUF_URL = "https://portail.exemple.test"
    contenu = fabrique(slug="ici", titre="L’eau & <la> ville : bilan", **champs)
    attendu = (
        f"Cités Unies France, «\u00a0L’eau & <la> ville\u00a0: bilan\u00a0», {quand}, "
        f"https://portail.exemple.test{contenu.get_absolute_url()}"
    )
    assert reference(request.getfixturevalue(qui), contenu) == attendu


@pytest.mark.parametrize("fabrique", [PageFabrique, FondsFabrique])
def test_a_page_that_is_kept_up_says_when_it_was(visiteur, fabrique):
    assert re.search(r"», mis à jour le \d", reference(visiteur, fabrique()))


def test_what_has_no_date_is_not_cited(client_redactrice):
    brouillon = ActualiteFabrique(brouillon=True, publie_le=None)
    assert "citation" not in client_redactrice.get(brouillon.get_absolute_url()).text


def test_the_links_go_nowhere_by_themselves(visiteur):
    partage = visiteur.get(ActualiteFabrique(slug="ici").get_absolute_url()).text.split('<section class="partage')[1]
    partage = partage.split("</section>")[0]
    liens = re.findall('<a\\s+href="((?:https|mailto)[^"]+)"([^>]*)>', partage)
    assert [adresse.split("?")[0] for adresse, _ in liens] == [
        "mailto:",
        "https://www.linkedin.com/sharing/share-offsite/",
        "https://www.facebook.com/sharer/sharer.php",
        "https://bsky.app/intent/compose",
    ]
    assert all("noopener" in reste for adresse, reste in liens if adresse.startswith("https"))
    assert all("%2Factualites%2Fici%2F" in adresse for adresse, _ in liens)
    boutons = re.findall("<button[^>]*>", partage)
    assert len(boutons) == 4
    assert all(" hidden" in bouton for bouton in boutons)


def test_scripts_stay_light():
    assert 0 < sum(script.stat().st_size for script in SCRIPTS.glob("*.js")) < SCRIPTS_MAX


def test_a_printed_page_says_where_it_comes_from(visiteur, settings):
    settings.CUF_URL = "https://portail.exemple.test"
    texte = visiteur.get("/actualites/?utm_source=ailleurs").text
    assert '<p class="cadre impression">Cités Unies France, https://portail.exemple.test/actualites/</p>' in texte
