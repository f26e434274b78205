"""The guard of the browser tests sees each kind of fault, and passes over none that the test did not ask for."""

import pytest

from tests.navigateur.conftest import LARGE
from tests.navigateur.garde import Garde

AJOUTER = "document.body.append"
IMAGE = f"{AJOUTER}(Object.assign(new Image(), {{src: '%s'}}))"
FAUTES = [
    (
        "const s = document.createElement('script'); s.textContent = '1'; document.body.append(s)",
        "console : CSP : script-src-elem",
    ),
    ("document.body.setAttribute('style', 'color: red')", "console : CSP : style-src-attr"),
    (IMAGE % "https://ailleurs.exemple.test/a.png", "console : CSP : img-src"),
    ("fetch('/nulle-part-du-tout/')", "réponse 404"),
    (IMAGE % "/static/nulle-part.png", "réponse 404"),
    ("location = '/nulle-part-du-tout/'", "réponse 404"),
    ("fetch('/coupee/').catch(() => 0)", "échec net::ERR_CONNECTION_RESET"),
    ("setTimeout(() => { throw new Error('panne') })", "script : panne"),
    ("Promise.reject(new Error('promesse'))", "script : promesse"),
    ("console.error('quelque chose')", "console : quelque chose"),
    ("console.assert(false, 'intenable')", "console : intenable"),
    ("setTimeout(() => alert('Bonjour'))", "dialogue alert : Bonjour"),
    ("setTimeout(() => confirm('Vraiment ?'))", "dialogue confirm : Vraiment ?"),
    ("setTimeout(() => prompt('Combien ?'))", "dialogue prompt : Combien ?"),
]


@pytest.fixture
def page(ouvrir, db):
    """A page of ours, without a fault, beside an address whose connection is cut."""
    page = ouvrir()
    page.route("**/coupee/", lambda route: route.abort("connectionreset"))
    page.goto("/sante/")
    page.goto("/comptes/connexion/")
    assert page.garde.relever() == []
    return page


@pytest.mark.parametrize(("acte", "faute"), FAUTES)
def test_each_fault_is_seen(page, acte, faute):
    """Injected as a page's own script would: the policy holds, and the test knows."""
    page.evaluate(f"() => {{ {acte} }}")
    page.wait_for_timeout(400)
    fautes = page.garde.relever()
    assert any(une.startswith(faute) for une in fautes), fautes


def test_a_page_without_a_policy_and_a_request_to_another_host_are_seen(page):
    nue = "<!doctype html><title>Nue</title><img alt='' src='https://ailleurs.exemple.test/a.png'>"
    page.route("**/nue/", lambda route: route.fulfill(status=200, content_type="text/html; charset=utf-8", body=nue))
    page.route("https://ailleurs.exemple.test/**", lambda route: route.fulfill(status=200, body=""))
    page.goto("/nue/")
    fautes = page.garde.relever()
    assert any(une.startswith("sans CSP") for une in fautes), fautes
    assert any(une.startswith("autre hôte") for une in fautes), fautes


def test_what_a_window_opened_by_the_page_says_is_seen(page):
    with page.context.expect_page() as ouverte:
        page.evaluate("() => { window.open('/comptes/connexion/') }")
    ouverte.value.wait_for_load_state()
    ouverte.value.evaluate("() => { console.error('de la fenêtre') }")
    assert [une.split(" (")[0] for une in page.garde.relever()] == ["console : de la fenêtre"]


def finir(chromium, live_server, acte, *attendus):
    """Return what the guard of a profile of its own says at the end of a test that did `acte` as its last gesture."""
    contexte = chromium.new_context(base_url=live_server.url, viewport=LARGE)
    garde = Garde(contexte, live_server.url)
    page = contexte.new_page()
    page.goto("/comptes/connexion/")
    garde.attendre(*attendus)
    page.evaluate(f"() => {{ {acte} }}")
    return [faute.split(" (")[0] for faute in garde.finir()]


def test_the_last_word_of_a_page_is_heard(chromium, live_server, db):
    assert finir(chromium, live_server, "console.error('trop tard')") == ["console : trop tard"]


def test_what_is_expected_must_come_and_nothing_else(chromium, live_server, db):
    assert finir(chromium, live_server, "console.error('prévu')", "console : prévu") == []
    deux = "console.error('prévu'); console.error('imprévu')"
    assert finir(chromium, live_server, deux, "console : prévu") == ["console : imprévu"]
    assert finir(chromium, live_server, "1", "console : prévu") == ["attendu, jamais venu : console : prévu"]
