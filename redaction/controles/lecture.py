"""A rich text read once for all the checks: its blocks of words, its headings, its links, its pictures. Linear in its length."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

_TITRES = {"h2": 2, "h3": 3, "h4": 4}
_BLOCS = {"p", "li", "td", "th", "figcaption", "blockquote", "caption", *_TITRES}


@dataclass
class Bloc:
    """A paragraph, an item, a cell, a heading: its words on one line, those that no `lang` covers, its references."""

    nom: str
    mots: str = ""
    sans_langue: str = ""
    objets: list[str] = field(default_factory=list)

    @property
    def niveau(self) -> int:
        """The level of a heading; 0 for any other block."""
        return _TITRES.get(self.nom, 0)


@dataclass
class Lien:
    """A link: its address, the reference it bears, its words."""

    adresse: str
    objet: str
    mots: str = ""
    image: bool = False


@dataclass
class Image:
    """A picture: its words, the key of its row if any, the end of its address."""

    alt: str
    cle: int | None
    nom: str


@dataclass
class Texte:
    """What the checks read of a rich text."""

    blocs: list[Bloc] = field(default_factory=list)
    liens: list[Lien] = field(default_factory=list)
    images: list[Image] = field(default_factory=list)

    @property
    def titres(self) -> list[Bloc]:
        """The headings, in order."""
        return [bloc for bloc in self.blocs if bloc.niveau]

    @property
    def mots(self) -> int:
        """How many words it has."""
        return sum(len(bloc.mots.split()) for bloc in self.blocs)


class _Lecteur(HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.texte = Texte()
        self.bloc, self.lien = None, None
        self.langues = []  # of each element that is open, whether it says its language

    def handle_starttag(self, balise, attributs):
        valeurs = {nom: valeur or "" for nom, valeur in attributs}
        if balise in _BLOCS:
            self._finir()
            self.bloc = Bloc(balise)
        elif balise == "br":
            self.handle_data(" ")
        elif balise == "a":
            self.lien = Lien(valeurs.get("href", ""), valeurs.get("data-objet", ""))
            if self.lien.objet and self.bloc:
                self.bloc.objets.append(self.lien.objet)
            self.texte.liens.append(self.lien)
        elif balise == "img":
            cle = valeurs.get("data-image", "")
            nom = valeurs.get("src", "").rpartition("/")[2]
            self.texte.images.append(Image(valeurs.get("alt", "").strip(), int(cle) if cle.isdecimal() else None, nom))
            if self.lien:
                self.lien.image = True
        if balise in _BLOCS or balise == "span":
            self.langues.append((balise, "lang" in valeurs))

    def handle_endtag(self, balise):
        if balise == "a":
            self.lien = None
        if self.langues and self.langues[-1][0] == balise:
            self.langues.pop()
        if balise in _BLOCS:
            self._finir()

    def handle_data(self, mots):
        if self.bloc is None:
            if not mots.strip():
                return
            self.bloc = Bloc("p")
        self.bloc.mots += mots
        if not any(dite for _, dite in self.langues[-8:]):
            self.bloc.sans_langue += mots
        if self.lien:
            self.lien.mots += mots

    def _finir(self):
        if self.bloc is not None:
            self.bloc.mots = " ".join(self.bloc.mots.split())
            self.bloc.sans_langue = " ".join(self.bloc.sans_langue.split())
            self.texte.blocs.append(self.bloc)
            self.bloc = None


def lire(html: str) -> Texte:
    """Return what the checks read of a cleaned text."""
    lecteur = _Lecteur()
    lecteur.feed(html)
    lecteur.close()
    lecteur._finir()
    for lien in lecteur.texte.liens:
        lien.mots = " ".join(lien.mots.split())
    return lecteur.texte
