"""A real Chromium on a real server: each page is watched, and what its browser complains of fails the test."""

import os
import shutil
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import sync_playwright

ICI = Path(__file__).parent
AXE = ICI.parent / "vendor" / "axe.min.js"
LARGE = {"width": 1280, "height": 900}
ETROIT = {"width": 360, "height": 780}
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
# Said in the console by the page that broke the policy, whatever Chromium itself logs.
TEMOIN_CSP = """
window.addEventListener("securitypolicyviolation", (e) => {
  console.error(`CSP : ${e.violatedDirective} ${e.blockedURI} ${e.sourceFile}:${e.lineNumber}`);
}, true);
"""


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


class Garde:
    """What the browser complained of since the last look: `fautes`, one line each."""

    def __init__(self, contexte, origine):
        self.fautes = []
        self.origine = origine
        contexte.add_init_script(TEMOIN_CSP)
        contexte.on("console", self._console)
        contexte.on("weberror", lambda erreur: self.fautes.append(f"script : {erreur.error}"))
        contexte.on("request", self._requete)
        contexte.on("response", self._reponse)

    def _console(self, message):
        # A page answered 403, 404 or 409 on purpose is no fault; a missing picture or script is, and _reponse says so.
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            self.fautes.append(f"console : {message.text} ({message.page.url if message.page else '?'})")

    def _requete(self, requete):
        if not requete.url.startswith((f"{self.origine}/", "data:", "blob:")):
            self.fautes.append(f"autre hôte : {requete.url}")

    def _reponse(self, reponse):
        page = reponse.request.is_navigation_request()
        if reponse.status >= 500 or (reponse.status >= 400 and not page):
            self.fautes.append(f"réponse {reponse.status} : {reponse.url}")
        elif page and reponse.status < 300 and "text/html" in reponse.headers.get("content-type", ""):
            if "script-src 'self'" not in reponse.headers.get("content-security-policy", ""):
                self.fautes.append(f"sans CSP : {reponse.url}")

    def relever(self):
        """Return the faults seen, and forget them."""
        fautes, self.fautes = self.fautes, []
        return fautes


@pytest.fixture
def ouvrir(chromium, live_server):
    """Return a function opening a page of a new browser profile, watched until the end of the test.

    Options are Playwright's (`viewport`, `java_script_enabled`); the page's `garde` is in `page.garde`.
    """
    ouverts = []

    def ouvrir(**options):
        contexte = chromium.new_context(base_url=live_server.url, locale="fr-FR", **{"viewport": LARGE, **options})
        contexte.set_default_timeout(15_000)  # milliseconds; two cores may be busy
        garde = Garde(contexte, live_server.url)
        page = contexte.new_page()
        page.garde = garde
        ouverts.append((contexte, garde))
        return page

    yield ouvrir
    fautes = [faute for _, garde in ouverts for faute in garde.fautes]
    for contexte, _ in ouverts:
        contexte.close()
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
