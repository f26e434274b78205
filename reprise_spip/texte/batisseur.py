"""Build well-formed HTML from tags and words in whatever order they come, in one pass.

Paragraphs open by themselves; bold, italics and links that cross blocks are opened again in each; nothing is nested deeper than
`PROFONDEUR_MAX`, so that the cleaner, whose time grows with the depth, stays linear.
"""

from html import escape
from typing import NamedTuple

PROFONDEUR_MAX = 16
"""Blocks open one inside the other; deeper ones only separate paragraphs."""

LISTES = {"ul", "ol"}
TABLEAU = {"table", "thead", "tbody", "tfoot"}
CELLULES = {"td", "th"}
TITRES = {"h1", "h2", "h3", "h4", "h5", "h6"}
# Within them words stand without a paragraph of their own.
SANS_PARAGRAPHE = {"li", "figcaption", *CELLULES, *TITRES}
PARENTS = {"li": LISTES, "tr": TABLEAU, "td": {"tr"}, "th": {"tr"}, **dict.fromkeys(("thead", "tbody", "tfoot"), {"table"})}


class _Ouvert(NamedTuple):
    nom: str
    rang: int
    """How many pieces were written before it."""


class Batisseur:
    """The HTML being written, and what is open in it."""

    def __init__(self, racine: str = ""):
        """Begin HTML that stands in a `racine`: a cell, or nothing."""
        self.racine = racine
        self.morceaux = []
        self.pile = []  # blocks, outermost first
        self.voulus = []  # inline marks that apply here: (name, opening tag)
        self.ecrits = []  # those of them that are written
        self.muets = {}  # name: for each mark open, whether it is one of `voulus`
        self.suite = ""  # what the next word asks for: a space, a line break
        self.ecrit_ici = False  # whether the block has words
        self.rompu = False  # whether the line break asked for was written as a tag

    def ouvert(self, nom: str) -> str:
        """Return the tag of the mark of that name that applies here; empty when none does."""
        return next((balise for voulu, balise in self.voulus if voulu == nom), "")

    def texte(self, mots: str) -> None:
        """Write plain text."""
        if not mots:
            return
        if mots[0] in " \t\r\n" and self.ecrit_ici and not self.suite:
            self.suite = " "
        if plein := mots.strip(" \t\r\n"):
            self.en_ligne(escape(plein, quote=False))
            if mots[-1] in " \t\r\n":
                self.suite = " "

    def en_ligne(self, html: str) -> None:
        """Write HTML that stands among words."""
        self._assurer_flux()
        if self.suite:
            self.morceaux.append(self.suite)
            self.suite = ""
        for mark in self.voulus[len(self.ecrits) :]:
            self.morceaux.append(mark[1])
            self.ecrits.append(mark)
        self.morceaux.append(html)
        self.ecrit_ici = True

    def a_la_ligne(self) -> None:
        """Ask for a line break before the next words of this block, if it has some already."""
        if self.ecrit_ici:
            self.suite = " " if self._haut() in TITRES else "<br>"

    def paragraphe(self) -> None:
        """End the paragraph; in an item or a cell, whose words have none, a line."""
        if self._haut() == "p":
            self._fermer_haut()
        else:
            self.a_la_ligne()

    def marquer(self, nom: str, balise: str) -> None:
        """Open a mark (strong, i, a…) whose tag is `balise`; one within itself changes nothing."""
        neuf = bool(balise) and all(nom != voulu[0] for voulu in self.voulus)
        self.muets.setdefault(nom, []).append(neuf)
        if neuf:
            self.voulus.append((nom, balise))

    def demarquer(self, nom: str) -> None:
        """Close the last mark of that name; nothing if none is open."""
        if self.muets.get(nom) and self.muets[nom].pop():
            rang = next(rang for rang, voulu in enumerate(self.voulus) if voulu[0] == nom)
            self._ecrire_fins(rang)
            del self.voulus[rang]

    def ouvrir(self, nom: str, balise: str = "") -> bool:
        """Open a block; return whether it is one, or only ends the paragraph because it stands where it cannot."""
        if nom in PARENTS and not self._remonter(nom) or len(self.pile) >= PROFONDEUR_MAX:
            self.paragraphe()
            return False
        if nom not in PARENTS:
            if self.pile and (self._haut() in TITRES or self._haut() == "p"):
                self._fermer_haut()
            self._assurer_flux(paragraphe=False)
        self._ecrire_fins(0)
        self.suite = ""
        self._empiler(nom, balise)
        return True

    def fermer(self, nom: str) -> None:
        """Close the block of that name, and those left open in it; what closes nothing only ends the paragraph."""
        bornes = CELLULES if nom not in PARENTS and nom != "table" else ()
        for rang in range(len(self.pile) - 1, -1, -1):
            if self.pile[rang].nom == nom:
                while len(self.pile) > rang:
                    self._fermer_haut()
                return
            if self.pile[rang].nom in bornes:
                break
        self.paragraphe()

    def bloc(self, html: str) -> None:
        """Write a whole block: a figure, a rule, a table."""
        if self._haut() in TITRES or self._haut() == "p":
            self._fermer_haut()
        self._assurer_flux(paragraphe=False)
        self._ecrire_fins(0)
        self.suite = ""
        self.morceaux.append(html)
        self.ecrit_ici = False

    def finir(self) -> str:
        """Close everything and return the HTML."""
        while self.pile:
            self._fermer_haut()
        self._ecrire_fins(0)
        return "".join(self.morceaux)

    def _haut(self):
        return self.pile[-1].nom if self.pile else self.racine

    def _empiler(self, nom, balise=""):
        self.pile.append(_Ouvert(nom, len(self.morceaux)))
        self.morceaux.append(balise or f"<{nom}>")
        self.ecrit_ici = False

    def _fermer_haut(self):
        self._ecrire_fins(0)
        nom, rang = self.pile.pop()
        if rang == len(self.morceaux) - 1 and nom not in CELLULES:
            # A block without words is none.
            self.morceaux.pop()
        else:
            self.morceaux.append(f"</{nom}>")
        self.suite = ""
        self.ecrit_ici = False

    def _ecrire_fins(self, rang):
        """Write the ends of the marks from that rank on; they are opened again by the next words if they still apply."""
        while len(self.ecrits) > rang:
            self.morceaux.append(f"</{self.ecrits.pop()[0]}>")

    def _assurer_flux(self, *, paragraphe=True):
        """Open what words, or a block, need around them here."""
        haut = self._haut()
        if haut in LISTES:
            self._empiler("li")
        elif haut in TABLEAU:
            self._empiler("tr")
            self._empiler("td")
        elif haut == "tr":
            self._empiler("td")
        elif paragraphe and haut != "p" and haut not in SANS_PARAGRAPHE:
            self._empiler("p")

    def _remonter(self, nom):
        """Close what stands between here and the parent that `nom` asks for; say whether there is one."""
        for rang in range(len(self.pile) - 1, -1, -1):
            haut = self.pile[rang].nom
            if haut in PARENTS[nom]:
                while len(self.pile) > rang + 1:
                    self._fermer_haut()
                return True
            if haut in CELLULES and nom not in CELLULES and nom not in ("tr", *TABLEAU) or haut == "blockquote":
                break
        if nom == "li":
            return self.ouvrir("ul")
        return False
