"""What a person does to reach an end: clicks, and the screens that come; counted by the browser itself, typing apart."""

from base64 import b64encode
from contextlib import contextmanager

from playwright.sync_api import expect

# A press of the mouse that a person made, and a box opened over the page; keys and scripts are not counted.
TEMOIN = """
addEventListener("mousedown", (e) => { if (e.isTrusted) window.cufGeste("clics"); }, true);
const ouvrir = HTMLDialogElement.prototype.showModal;
HTMLDialogElement.prototype.showModal = function () { window.cufGeste("boites"); return ouvrir.call(this); };
"""
# Chromium draws them outside of the page: opened, then picked; a folder opened, a file picked, « Ouvrir ».
CLICS_D_UNE_LISTE = 2
CLICS_D_UN_FICHIER = 2
PATIENCE = 15_000  # milliseconds, for what a save answers: two cores may be busy


class Gestes:
    """A person at a page. `clics`, `ecrans` (pages loaded and windows opened, the first one included), `boites` (over a page).

    What is typed goes where the cursor is: a field that has it already is not clicked.
    """

    def __init__(self, page):
        self.page = page
        self.clics = self.ecrans = self.boites = 0
        contexte = page.context
        contexte.expose_binding("cufGeste", lambda source, quoi: setattr(self, quoi, getattr(self, quoi) + 1))
        contexte.add_init_script(TEMOIN)
        contexte.on("page", self._suivre)
        self._suivre(page)

    def _suivre(self, page):
        page.on("framenavigated", lambda cadre: self._arriver(page, cadre))

    def _arriver(self, page, cadre):
        # An anchor, or an address that a script rewrites, loads nothing: the document is the one already counted.
        if cadre == page.main_frame and cadre.url != "about:blank":
            self.ecrans += 1

    def ecrire(self, champ, texte):
        """Type in a field, which is clicked first when the cursor is elsewhere."""
        if not champ.evaluate("champ => champ.contains(document.activeElement)"):
            champ.click()
        self.page.keyboard.press("Control+a")
        self.page.keyboard.type(texte)

    def chercher(self, champ, texte):
        """Pick a row in the search of a relation: clicked unless the cursor is there, some letters, the row."""
        choix = self.page.locator(f".field-{champ} .select2-selection, #id_{champ} + .select2 .select2-selection").first
        if not choix.evaluate("choix => choix.contains(document.activeElement)"):
            choix.click()
        self.page.keyboard.type(texte)
        self.page.locator(".select2-results__option", has_text=texte).first.click()
        expect(choix).to_contain_text(texte)

    def choisir(self, liste, libelle):
        """Pick in a list that the browser draws."""
        liste.select_option(label=libelle)
        self.clics += CLICS_D_UNE_LISTE

    def envoyer(self, bouton, *fichiers):
        """Press a button that asks for files, and find them in the window of the machine."""
        with self.page.expect_file_chooser() as fenetre:
            bouton.click()
        fenetre.value.set_files(list(fichiers))
        self.clics += CLICS_D_UN_FICHIER


@contextmanager
def au_plus(gestes, *, clics, ecrans=None):
    """Fail when what is done inside takes more clicks, or more screens and boxes, than it may; say what it took."""
    avant = gestes.clics, gestes.ecrans, gestes.boites
    yield
    pris = gestes.clics - avant[0], gestes.ecrans - avant[1], gestes.boites - avant[2]
    dit = "{} clics, {} écrans, {} boîtes".format(*pris)
    print(dit)
    assert pris[0] <= clics, dit
    assert ecrans is None or pris[1] + pris[2] <= ecrans, dit


def attendre_le_message(page, texte=""):
    """Wait until the site says what became of a save."""
    expect(page.locator(".messagelist")).to_contain_text(texte, timeout=PATIENCE)


def deposer(page, ou, nom, octets, genre="image/png"):
    """Drop a file of the machine on the element `ou`."""
    page.evaluate(
        """([ou, nom, genre, texte]) => {
            const donnees = new DataTransfer();
            donnees.items.add(new File([Uint8Array.from(atob(texte), (lettre) => lettre.charCodeAt(0))], nom, { type: genre }));
            document.querySelector(ou)
              .dispatchEvent(new DragEvent("drop", { dataTransfer: donnees, bubbles: true, cancelable: true }));
        }""",
        [ou, nom, genre, b64encode(octets).decode()],
    )
