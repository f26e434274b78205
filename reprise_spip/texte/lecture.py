"""Read, sign by sign, a text whose links, figures, notes and tables are set aside, and tell the builder what each means."""

import re
from html import unescape

from reprise_spip.texte.accolades import apparier
from reprise_spip.texte.atelier import DEBUT, FIN, Appel, Atelier, Bloc, Code, FinDeLien, Html, Lien, Mots
from reprise_spip.texte.balises import CITATIONS, entourer, lire_balise
from reprise_spip.texte.batisseur import Batisseur
from reprise_spip.texte.liens import adresse_nue, cibler
from reprise_spip.texte.modeles import LIEN

_SIGNES = re.compile(
    rf"""
    (?P<marque>{DEBUT}[0-9]+{FIN})
    |(?P<vides>(?<!\{{)(?:\{{\}}|\{{\{{\}}\}})(?!\}}))
    |(?P<accolades>\{{+|\}}+)
    |(?P<balise></?[a-zA-Z][^<>]*>)
    |(?P<vide>\n[ \t]*(?=\n))
    |(?P<filet>\n(?:-{{4,}}|_{{4,}}))
    |(?P<liste>\n-(?:\*+|\#+)(?![*\#])[ ]*)
    |(?P<alinea>\n--(?!-)[ ]*)
    |(?P<tiret>\n-(?!-)[ ]*)
    |(?P<retour>\n_[ ]+)
    |(?P<ligne>\n)
    |(?P<adresse>(?:https?://|(?<![\w/.@-])www\.)[^\s\[\])}}<>"'{DEBUT}]+)
    """,
    re.VERBOSE | re.IGNORECASE,
)
_BALISE = re.compile(r"</?[a-zA-Z][^<>]*>")
_TIRETS = re.compile(r"(?<!-)--(?!-)")
_COUPENT = {"vide", "filet", "liste"}
"""What ends a run of dash lines."""
GRAISSES = {2: "strong", 1: "i"}


def typographier(texte: str) -> str:
    """Return words with SPIP's own signs as typography has them: « ~ » is a no-break space, « -- » a dash."""
    return _TIRETS.sub("—", texte).replace("~", "\u00a0")


class Lecture:
    """One reading of a text."""

    def __init__(self, texte: str, atelier: Atelier, convertir, racine: str = ""):
        """Read `texte`, within a `racine` (a cell, or nothing); `convertir` converts the captions of pictures."""
        self.atelier, self.convertir = atelier, convertir
        self.batisseur = Batisseur(racine)
        # Whatever begins a line has a line before it.
        self.texte = f"\n{texte}\n"
        self.listes = []  # those of SPIP that are open: ul or ol
        self.en_tirets = False

    def html(self) -> str:
        """Return the HTML of the text."""
        signes = list(_SIGNES.finditer(self.texte))
        self.paires = apparier((signe.start(), signe[0]) for signe in signes if signe.lastgroup == "accolades")
        self.enumeres = _enumerations(signes)
        place = 0
        for signe in signes:
            self.mots(self.texte[place : signe.start()])
            getattr(self, f"_{signe.lastgroup}")(signe)
            place = signe.end()
        self.mots(self.texte[place:])
        return self.batisseur.finir()

    def mots(self, texte):
        """Write words, their entities read."""
        if texte:
            self.batisseur.texte(unescape(typographier(texte)))

    def _marque(self, signe):
        element = self.atelier.rendu(signe[0])
        if isinstance(element, Mots):
            self.batisseur.texte(element.texte)
        elif isinstance(element, Code):
            self._code(element)
        elif isinstance(element, Html):
            self._brut(element.source)
        elif isinstance(element, Lien):
            self.batisseur.marquer("a", element.balise)
        elif isinstance(element, FinDeLien):
            self.batisseur.demarquer("a")
        elif isinstance(element, Bloc):
            html = entourer(element.html, self.batisseur)
            if element.html.startswith('<figure class="table"'):
                self._finir_listes()
            if LIEN not in element.html and self.batisseur.ouvert("a"):
                self.atelier.dire("adresse", self.batisseur.ouvert("a"))
            self.batisseur.bloc(html)
        elif isinstance(element, Appel):
            self.batisseur.demarquer("a")
            rang = f"{DEBUT}{element.rang}{FIN}"
            self.batisseur.en_ligne(f'<sup><a href="#note-{rang}">{rang}</a></sup>')

    def _code(self, code):
        batisseur = self.batisseur
        self._finir_listes()
        if code.cadre:
            batisseur.ouvrir("figure", '<figure class="encadre">')
        batisseur.paragraphe()
        for ligne in code.texte.split("\n"):
            batisseur.texte(ligne)
            batisseur.a_la_ligne()
        batisseur.paragraphe()
        if code.cadre:
            batisseur.fermer("figure")

    def _brut(self, source):
        place = 0
        for balise in _BALISE.finditer(source):
            self.batisseur.texte(unescape(source[place : balise.start()]))
            self._balise(balise)
            place = balise.end()
        self.batisseur.texte(unescape(source[place:]))

    def _vides(self, signe):
        """Braces around nothing are words, as in SPIP."""
        self.batisseur.texte(signe[0])

    def _accolades(self, signe):
        place, fin = signe.span()
        seules = place
        while place < fin:
            if place not in self.paires:
                place += 1
                continue
            self._accolades_seules(seules, place)
            taille, ouvre = self.paires[place]
            if taille == 3:
                self._titre(ouvre)
            elif ouvre:
                self.batisseur.marquer(GRAISSES[taille], f"<{GRAISSES[taille]}>")
            else:
                self.batisseur.demarquer(GRAISSES[taille])
            place = seules = place + taille
        self._accolades_seules(seules, fin)

    def _accolades_seules(self, debut, fin):
        if debut < fin:
            self.batisseur.texte(self.texte[debut:fin])
            self.atelier.dire("accolade", self.texte[debut : min(fin, debut + 3) + 80])

    def _titre(self, ouvre):
        self._finir_listes()
        if ouvre:
            self.batisseur.ouvrir("h2")
        else:
            self.batisseur.fermer("h2")

    def _balise(self, signe):
        balise = self.atelier.source(signe[0])
        nom = balise.strip("</>").partition(" ")[0].lower()
        if nom in CITATIONS:
            self._finir_listes()
        if not lire_balise(balise, self.batisseur, self.atelier, self.convertir):
            self.atelier.dire("modele", balise)
            self.mots(balise)

    def _vide(self, signe):
        self._finir_listes()
        self.batisseur.paragraphe()

    def _filet(self, signe):
        self._finir_listes()
        self.batisseur.bloc("<hr>")

    def _liste(self, signe):
        puces = signe[0][2:].rstrip(" ")
        nom = "ul" if puces[0] == "*" else "ol"
        self._finir_tirets()
        profondeur = min(len(puces), len(self.listes) + 1)
        while len(self.listes) > profondeur or self.listes[profondeur - 1 :] not in ([], [nom]):
            self.batisseur.fermer(self.listes.pop())
        if len(self.listes) < profondeur and self.batisseur.ouvrir(nom):
            self.listes.append(nom)
        self.batisseur.ouvrir("li")

    def _alinea(self, signe):
        self.batisseur.a_la_ligne()
        self.batisseur.texte("—\u00a0")

    def _tiret(self, signe):
        if signe.start() in self.enumeres and not self.listes:
            if not self.en_tirets:
                self.batisseur.paragraphe()
                self.en_tirets = self.batisseur.ouvrir("ul")
            self.batisseur.ouvrir("li")
        else:
            self.batisseur.a_la_ligne()
            self.batisseur.texte("–\u00a0")

    def _retour(self, signe):
        self.batisseur.a_la_ligne()

    def _ligne(self, signe):
        self.batisseur.rompu = False
        self.batisseur.a_la_ligne()

    def _adresse(self, signe):
        adresse, suite = adresse_nue(signe[0])
        if self.batisseur.ouvert("a") or len(adresse) < 8:
            self.batisseur.texte(unescape(signe[0]))
            return
        lien, mots = cibler(adresse, adresse, self.atelier)
        self.batisseur.marquer("a", lien.balise)
        self.batisseur.texte(mots)
        self.batisseur.demarquer("a")
        self.batisseur.texte(suite)

    def _finir_tirets(self):
        if self.en_tirets:
            self.batisseur.fermer("ul")
            self.en_tirets = False

    def _finir_listes(self):
        self._finir_tirets()
        while self.listes:
            self.batisseur.fermer(self.listes.pop())


def _enumerations(signes):
    """Return where the lines begin that are, with those beside them, the items of a list: two dashes in a row at least."""
    suites, suite = set(), []
    for signe in signes:
        if signe.lastgroup == "tiret":
            suite.append(signe.start())
        elif signe.lastgroup in _COUPENT:
            suite = []
        if len(suite) > 1:
            suites.update(suite[-2:])
    return suites
