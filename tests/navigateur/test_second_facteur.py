"""The second factor in a real browser, under the real content policy: a passkey of its virtual authenticator, and a code."""

import time

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from playwright.sync_api import expect

from tests.navigateur.conftest import ETROIT, MOT_DE_PASSE
from tests.navigateur.test_visiteur import LARGEURS, debordements


def avec_authentificateur(page):
    """Give the browser a key that answers by itself, as a fingerprint would."""
    cdp = page.context.new_cdp_session(page)
    cdp.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    options |= {"isUserVerified": True, "automaticPresenceSimulation": True}
    cdp.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def sur_localhost(live_server, chemin):
    """Return an address where browsers take passkeys without HTTPS."""
    return live_server.url.replace("127.0.0.1", "localhost") + chemin


def se_montrer(page, adresse, utilisateur):
    """Give an address and a password."""
    page.goto(adresse)
    page.locator("[name=username]").fill(utilisateur.courriel)
    page.locator("[name=password]").fill(MOT_DE_PASSE)
    page.locator("main form [type=submit]").click()
    page.wait_for_load_state()


def test_a_passkey_is_added_then_opens_the_back_office(ouvrir, live_server, editrice, settings):
    settings.CUF_SECOND_FACTEUR = "exige"
    page = ouvrir(viewport=ETROIT)
    page.garde.origine = sur_localhost(live_server, "")
    avec_authentificateur(page)
    se_montrer(page, sur_localhost(live_server, "/comptes/connexion/"), editrice)
    expect(page.locator("h1")).to_have_text("Choisissez un second facteur")
    page.get_by_role("link", name="Ajouter une clé d’accès").click()
    page.get_by_label("Nom de cette clé").fill("Ordinateur")
    page.get_by_role("button", name="Ajouter la clé").click()
    expect(page.locator("h1")).to_have_text("Codes de secours")
    page.get_by_role("link", name="C’est noté, continuer").click()
    expect(page.locator("h1")).to_have_text("Tableau de bord")
    page.locator("#logout-form button").click()
    se_montrer(page, sur_localhost(live_server, "/admin/"), editrice)
    expect(page.locator("h1")).to_have_text("Montrez votre second facteur")
    page.get_by_role("button", name="Se servir de ma clé d’accès").click()
    expect(page.locator("h1")).to_have_text("Tableau de bord")
    assert Authenticator.objects.get(type="webauthn").last_used_at


def test_a_browser_without_a_key_says_so(ouvrir, live_server, editrice):
    page = ouvrir()
    page.garde.origine = sur_localhost(live_server, "")
    se_montrer(page, sur_localhost(live_server, "/comptes/connexion/"), editrice)
    page.goto(sur_localhost(live_server, "/comptes/second-facteur/cles/ajouter/"))
    page.evaluate("() => { navigator.credentials.create = () => Promise.reject(new DOMException('x', 'NotAllowedError')) }")
    page.get_by_role("button", name="Ajouter la clé").click()
    expect(page.get_by_text("La clé n’a pas répondu.")).to_be_visible()
    expect(page.get_by_role("button", name="Ajouter la clé")).to_be_enabled()


def test_an_application_is_linked_on_a_telephone(ouvrir, bob):
    page = ouvrir(viewport=ETROIT)
    se_montrer(page, "/comptes/connexion/", bob)
    page.goto("/comptes/")
    page.get_by_role("link", name="Choisir un second facteur").click()
    page.get_by_role("link", name="Relier une application").click()
    dessin = page.get_by_alt_text("Code à viser avec l’application")
    assert dessin.evaluate("image => image.complete && image.naturalWidth > 0")
    page.get_by_text("Je ne peux pas le viser").click()
    secret = page.locator(".facteur__cle").inner_text()
    page.get_by_label("Code à six chiffres que montre l’application").fill(
        format_hotp_value(hotp_value(secret, int(time.time()) // 30))
    )
    page.get_by_role("button", name="Relier l’application").click()
    expect(page.locator("h1")).to_have_text("Codes de secours")
    expect(page.locator(".secours li")).to_have_count(10)
    with page.expect_download() as fichier:
        page.get_by_role("link", name="Télécharger ces codes").click()
    assert fichier.value.suggested_filename == "codes-de-secours-cuf.txt"
    page.goto("/comptes/")
    expect(page.get_by_text("Votre compte est protégé par une application de codes.")).to_be_visible()


def test_the_pages_of_accounts_fit_every_screen(ouvrir, connecter, bob):
    """What is one's own: account, choice of a second factor, confirmation."""
    page = ouvrir()
    connecter(page, bob)
    larges = {}
    for chemin in ("/comptes/", "/comptes/second-facteur/", "/comptes/confirmer/"):
        page.goto(chemin)
        for largeur in LARGEURS:
            page.set_viewport_size({"width": largeur, "height": 800})
            if trop := debordements(page):
                larges[f"{chemin} à {largeur}"] = trop
    assert larges == {}
