"""A real Chromium on a real server: each page is watched, and what its browser complains of fails the test."""

import json
import os
import shutil
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import sync_playwright

from tests.navigateur.garde import Garde

ICI = Path(__file__).parent
AXE = ICI.parent / "vendor" / "axe.min.js"
LARGE = {"width": 1280, "height": 900}
ETROIT = {"width": 360, "height": 780}
REGLES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# Widgets of others, whose markup is not ours: select2 of the Django admin, the language button of CKEditor (named « Langue »,
# showing « Choisir la langue »), the column of the names of rows in the tables of Django's forms, whose head says nothing.
AILLEURS = [".select2-container", ".ck-text-fragment-language-dropdown", "th.original"]
MOT_DE_PASSE = "mot-de-passe-de-test"
# What Chromium does by itself, updates and telemetry, is turned off: any request to another host is the page's.
OPTIONS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_collection_modifyitems(items):
    """Mark every test of this folder as needing a Chromium."""
    for item in items:
        if item.path.is_relative_to(ICI):
            item.add_marker(pytest.mark.navigateur)


@pytest.fixture(scope="session")
def chromium():
    """The browser, started once by worker; no Chromium skips the test (which CI turns into a failure)."""
    executable = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if executable is None:
        pytest.skip("no Chromium on this machine")
    # Playwright's loop runs in this thread: Django would refuse the queries of the test itself.
    avant = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        navigateur = playwright.chromium.launch(executable_path=executable, args=OPTIONS)
        yield navigateur
        navigateur.close()
    if avant is None:
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]
    else:
        os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = avant


@pytest.fixture
def ouvrir(chromium, live_server):
    """Return a function opening a page of a new browser profile, watched until the end of the test.

    Options are Playwright's (`viewport`, `java_script_enabled`); the page's `garde` is in `page.garde`.
    """
    gardes = []

    def ouvrir(**options):
        contexte = chromium.new_context(base_url=live_server.url, locale="fr-FR", **{"viewport": LARGE, **options})
        contexte.set_default_timeout(15_000)  # milliseconds; two cores may be busy
        gardes.append(Garde(contexte, live_server.url))
        page = contexte.new_page()
        page.garde = gardes[-1]
        return page

    yield ouvrir
    fautes = [faute for garde in gardes for faute in garde.finir()]
    assert not fautes, "\n" + "\n".join(fautes)


@pytest.fixture
def connecter(client_de, live_server):
    """Return a function that signs a page's browser in, without the form (which has a test of its own)."""

    def connecter(page, utilisateur):
        cookie = client_de(utilisateur).cookies["sessionid"].value
        hote = urlsplit(live_server.url).hostname
        page.context.add_cookies([{"name": "sessionid", "value": cookie, "domain": hote, "path": "/"}])

    return connecter


@pytest.fixture
def se_connecter():
    """Return a function that signs in by the form of the site, or of the back office, wherever it was sent to."""

    def se_connecter(page, utilisateur, adresse="/comptes/connexion/"):
        page.goto(adresse)
        page.locator("[name=username]").fill(utilisateur.courriel)
        page.locator("[name=password]").fill(MOT_DE_PASSE)
        page.locator("main form [type=submit], #login-form [type=submit]").first.click()
        page.wait_for_load_state()

    return se_connecter


@pytest.fixture(scope="session")
def source_axe():
    """The source of axe-core."""
    return AXE.read_text()


@pytest.fixture
def analyser(source_axe):
    """Return a function running axe on a page through the debugging protocol, which no content policy concerns."""
    pretes = {}

    def analyser(page, sans=(), seule=None):
        if page not in pretes:
            pretes[page] = page.context.new_cdp_session(page)
        session = pretes[page]
        session.send("Runtime.evaluate", {"expression": source_axe})
        options = {
            "runOnly": [seule] if seule else REGLES,
            "rules": {nom: {"enabled": False} for nom in sans},
            "resultTypes": ["violations"],
            # Reading style sheets through a <style> of its own would break our policy; no rule used here needs it.
            "preload": False,
        }
        portee = json.dumps({"exclude": AILLEURS})
        resultat = session.send(
            "Runtime.evaluate",
            {
                "expression": f"axe.run({portee}, {json.dumps(options)}).then((r) => JSON.stringify(r.violations))",
                "awaitPromise": True,
                "returnByValue": True,
            },
        )
        assert "exceptionDetails" not in resultat, resultat
        return [
            f"{une['id']} : {une['help']} – {noeud['html'][:160]} ({noeud['target'][0]})"
            for une in json.loads(resultat["result"]["value"])
            for noeud in une["nodes"][:3]
        ]

    return analyser
