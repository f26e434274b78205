"""The session ends over a form, and its writer has a second factor: both steps in the frame, and all that was typed is saved."""

import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from playwright.sync_api import expect

from actualites.models import Actualite
from tests.formulaires import finir_les_sessions
from tests.navigateur.conftest import ETROIT, LARGE, MOT_DE_PASSE
from tests.navigateur.test_second_facteur import avec_authentificateur, se_montrer, sur_localhost

AJOUT = "/admin/actualites/actualite/add/"


def ecrire_puis_perdre_la_session(page, adresse):
    """Type a news item, the session ending meanwhile, then save; return the frame of the sign-in."""
    page.goto(adresse)
    page.locator("#id_titre").fill("Un titre tapé")
    page.locator(".ck-editor__editable").first.click()
    page.keyboard.type("Un texte tapé.")
    finir_les_sessions()
    page.locator("[name=_continue]").first.click()
    expect(page.locator("dialog h2")).to_have_text("Votre session a expiré")
    return page.frame_locator("dialog iframe")


def donner_le_mot_de_passe(cadre, utilisateur):
    """Take the first step, in the frame; the second one is shown there."""
    cadre.locator("[name=username]").fill(utilisateur.courriel)
    cadre.locator("[name=password]").fill(MOT_DE_PASSE)
    cadre.locator("main form [type=submit]").click()
    expect(cadre.locator("h1")).to_have_text("Montrez votre second facteur")


def est_enregistre(page):
    """Check that what was typed before the session ended is saved, and that nothing remains of the sign-in."""
    expect(page.locator(".messagelist")).to_contain_text("Un titre tapé")
    expect(page.locator("dialog.saisie-connexion")).to_have_count(0)
    # The checks of the text ask the site by themselves: during the sign-in it sends them there, which they take for a refusal.
    assert all("/controles/" in faute for faute in page.garde.relever())
    assert "Un texte tapé." in Actualite.objects.get(titre="Un titre tapé").corps


@pytest.mark.parametrize("taille", [LARGE, ETROIT], ids=["large", "etroit"])
def test_a_code_is_given_in_the_frame(ouvrir, connecter, editrice, taille):
    secret = generate_totp_secret()
    TOTP.activate(editrice, secret)
    page = ouvrir(viewport=taille)
    connecter(page, editrice)
    cadre = ecrire_puis_perdre_la_session(page, AJOUT)
    donner_le_mot_de_passe(cadre, editrice)
    expect(cadre.locator("[name=code]")).to_be_focused()
    # A wrong one stays there.
    page.garde.attendre("réponse 400")
    cadre.locator("[name=code]").fill("000000")
    cadre.get_by_role("button", name="Se connecter", exact=True).click()
    expect(cadre.locator(".erreurs, [role=alert]").first).to_be_visible()
    assert not cadre.locator("html").evaluate("page => page.scrollWidth > page.clientWidth"), "the frame scrolls sideways"
    cadre.locator("[name=code]").fill(format_hotp_value(hotp_value(secret, int(time.time()) // 30)))
    cadre.get_by_role("button", name="Se connecter", exact=True).click()
    est_enregistre(page)


def test_a_passkey_is_shown_in_the_frame(ouvrir, live_server, editrice, settings):
    settings.CUF_SECOND_FACTEUR = "exige"
    page = ouvrir()
    page.garde.origine = sur_localhost(live_server, "")
    avec_authentificateur(page)
    se_montrer(page, sur_localhost(live_server, "/comptes/connexion/"), editrice)
    page.get_by_role("link", name="Ajouter une clé d’accès").click()
    page.get_by_label("Nom de cette clé").fill("Ordinateur")
    page.get_by_role("button", name="Ajouter la clé").click()
    expect(page.locator("h1")).to_have_text("Codes de secours")
    cadre = ecrire_puis_perdre_la_session(page, sur_localhost(live_server, AJOUT))
    donner_le_mot_de_passe(cadre, editrice)
    cadre.get_by_role("button", name="Se servir de ma clé d’accès").click()
    est_enregistre(page)
    assert Authenticator.objects.get(type="webauthn").last_used_at
