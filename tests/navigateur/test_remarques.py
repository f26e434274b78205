"""A passage is selected in the real editor, remarked upon, answered, changed, resolved; under the real headers of the site."""

import pytest
from playwright.sync_api import expect

from actualites.models import Actualite
from redaction import actions
from redaction.models import Remarque, Reponse
from redaction.publication import Statut
from tests.fabriques import ActualiteFabrique
from tests.formulaires import fiche, finir_les_sessions
from tests.navigateur.conftest import ETROIT

ZONE = ".field-corps .ck-editor__editable"
AXE = """axe.run("#remarques", {preload: false}).then(
  (fait) => fait.violations.map((une) => `${une.id} ${une.nodes[0].html}`))"""
MARQUE = f"{ZONE} .passage-remarque"


@pytest.fixture
def texte(redactrice):
    corps = "<p>Le lundi 5, rien. Le mardi 6 octobre, à <strong>Nantes</strong>.</p><p>Le mardi 6 octobre, encore.</p>"
    return ActualiteFabrique(
        corps=corps, chapo="Trois jours à Nantes.", statut=Statut.A_RELIRE, publie_le=None, auteur=redactrice
    )


@pytest.fixture
def lire(ouvrir, connecter, texte):
    """Return a function that opens the form of the text as someone, its editor ready."""

    def lire(qui, **options):
        page = ouvrir(**options)
        connecter(page, qui)
        page.goto(fiche(texte))
        expect(page.locator(ZONE)).to_be_visible()
        return page

    return lire


def selectionner(page, mots, rang):
    """Select words in the editor, the `rang`-th time they come, as a mouse does."""
    page.locator(ZONE).click()
    page.evaluate(
        """([zone, mots, rang]) => {
          const textes = document.createTreeWalker(document.querySelector(zone), NodeFilter.SHOW_TEXT);
          let vus = 0;
          while (textes.nextNode()) {
            const ou = textes.currentNode.data.indexOf(mots);
            if (ou < 0 || vus++ < rang) continue;
            document.getSelection().setBaseAndExtent(textes.currentNode, ou, textes.currentNode, ou + mots.length);
            return;
          }
        }""",
        [ZONE, mots, rang],
    )


def test_a_passage_is_remarked_upon_answered_changed_and_resolved(lire, texte, editrice, redactrice):
    page = lire(editrice)
    selectionner(page, "mardi 6 octobre", 1)
    page.get_by_role("button", name="Remarquer ce passage").click()
    expect(page.locator("#remarque-citation")).to_have_value("mardi 6 octobre")
    page.keyboard.type("Était-ce un mardi ?")
    page.get_by_role("button", name="Remarquer", exact=True).click()
    expect(page.locator("[data-remarque] .remarque__texte")).to_have_text("Était-ce un mardi ?")
    expect(page.locator("#remarque-texte")).to_have_value("")
    expect(page.locator(MARQUE)).to_have_text("mardi 6 octobre")
    une = Remarque.objects.get()
    assert (une.champ, une.par) == ("corps", editrice)
    # The second of the two places, known by its neighbours.
    assert page.locator(f"{ZONE} p").nth(1).locator(".passage-remarque").count() == 1
    assert "passage-remarque" not in page.locator("#id_corps").input_value()

    page = lire(redactrice)
    page.get_by_role("button", name="Remarques (1)").click()
    expect(page.get_by_role("button", name="Fermer les remarques")).to_be_visible()
    page.get_by_role("button", name="Montrer dans le texte").click()
    expect(page.locator(f"{ZONE} .passage-remarque--ici")).to_have_text("mardi 6 octobre")
    changee = page.locator("[data-changee]")
    expect(changee).to_be_hidden()
    selectionner(page, "mardi 6 octobre", 0)
    page.keyboard.type("jeudi")
    selectionner(page, "mardi 6 octobre", 0)
    page.keyboard.type("lundi 6 octobre")
    expect(changee).to_be_visible()
    page.get_by_text("Répondre").click()
    page.locator(f"#reponse-{une.pk}").fill("Un lundi, en effet.")
    page.get_by_role("button", name="Envoyer la réponse").click()
    expect(page.locator(".remarque__reponse")).to_contain_text("Un lundi, en effet.")
    # What is typed in the form is still there, not saved.
    expect(page.locator(ZONE)).to_contain_text("Le lundi 6 octobre, encore.")
    assert Actualite.objects.get().corps == texte.corps
    page.get_by_role("button", name="Résoudre").click()
    expect(page.get_by_text("Montrer les résolues (1)")).to_be_visible()
    une.refresh_from_db()
    assert une.resolue_par == redactrice and Reponse.objects.get().par == redactrice


def test_words_of_a_plain_field_are_remarked_upon_with_the_keyboard(lire, texte, editrice):
    page = lire(editrice)
    page.locator("#id_chapo").evaluate("zone => { zone.focus(); zone.setSelectionRange(6, 11); }")
    page.keyboard.press("Control+Alt+KeyM")
    expect(page.locator("#remarque-texte")).to_be_focused()
    page.keyboard.type("Deux.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("[data-remarque] blockquote")).to_have_text("jours")
    assert Remarque.objects.get().champ == "chapo"
    page.get_by_role("button", name="Montrer dans le texte").click()
    assert page.evaluate("document.getSelection().toString()") == "jours"


def test_a_session_that_ended_loses_no_remark(lire, texte, editrice, connecter):
    page = lire(editrice)
    page.get_by_role("button", name="Remarques").click()
    page.locator("#remarque-texte").fill("À ne pas perdre.")
    finir_les_sessions()
    page.get_by_role("button", name="Remarquer", exact=True).click()
    expect(page.locator(".remarques__refus")).to_contain_text("Votre session a expiré")
    expect(page.locator("#remarque-texte")).to_have_value("À ne pas perdre.")
    connecter(page, editrice)
    page.get_by_role("button", name="Remarquer", exact=True).click()
    expect(page.locator("[data-remarque]")).to_contain_text("À ne pas perdre.")


def test_the_panel_is_clean_and_stays_within_a_narrow_screen(lire, texte, editrice, source_axe):
    actions.remarquer(contenu=texte, texte="Une.", par=editrice, champ="corps", citation="mardi 6 octobre")
    for options in ({}, {"viewport": ETROIT}):
        page = lire(editrice, **options)
        page.get_by_role("button", name="Remarques (1)").click()
        expect(page.locator("#remarques")).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        # Through the debugging protocol, which no content policy concerns.
        session = page.context.new_cdp_session(page)
        session.send("Runtime.evaluate", {"expression": source_axe})
        reponse = session.send("Runtime.evaluate", {"expression": AXE, "awaitPromise": True, "returnByValue": True})
        assert reponse["result"]["value"] == []
        page.get_by_role("button", name="Montrer dans le texte").click()
        expect(page.locator("#remarques")).to_be_visible(visible=not options)
