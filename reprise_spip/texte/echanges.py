"""What the converter is given, and what it gives back."""

from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

MESSAGES = {
    "accolade": "Une mise en forme n’est pas fermée : ses accolades restent dans le texte.",
    "adresse": "Cette adresse ne mène à rien de connu : seuls les mots du lien restent.",
    "adresse-interdite": "Cette adresse n’est pas permise : seuls les mots du lien restent.",
    "ancre": "Ce renvoi mène à un endroit de la page qui n’est pas un titre : seuls ses mots restent.",
    "attribut": "Une infobulle ou une abréviation développée n’est pas reprise.",
    "cadre": "Le cadre d’un autre site devient un lien.",
    "document": "Ce document n’existe pas : rien n’est montré à sa place.",
    "image": "Cette image n’est pas dans la médiathèque : elle n’est pas montrée.",
    "langue": "Ce passage n’est pas en français : il garde sa langue.",
    "lien": "Ce lien mène à une page qui n’existe pas : seuls ses mots restent.",
    "lien-du-chapo": "Un chapô n’a pas de lien : seuls ses mots restent.",
    "modele": "Ce raccourci n’est pas connu : il reste écrit dans le texte.",
    "note": "Cette note n’est pas fermée, ou n’a pas de texte : elle reste écrite dans le texte.",
    "retire": "Ce code est retiré : il pourrait nuire aux lecteurs.",
}
"""What each report says, by its code."""

EXTRAIT_MAX = 300
"""Characters of the source that a report quotes."""


class Rapport(NamedTuple):
    """Something that could not be written as it was: what, and the source concerned."""

    code: str
    extrait: str

    @property
    def message(self) -> str:
        """The French sentence that says it."""
        return MESSAGES[self.code]


class Cible(NamedTuple):
    """Where a link leads: a row of the portal by its reference (« actualites:12 »), or an address alone."""

    adresse: str
    objet: str = ""
    titre: str = ""
    """Plain text, the words of a link that has none."""


@dataclass(frozen=True, kw_only=True)
class Figure:
    """A document of SPIP as the portal holds it.

    Attributes:
        adresse: its address; of a picture, under MEDIA_URL, or the cleaner drops it.
        est_image: whether it is shown, or led to by a card.
        objet: reference of a document, « documents:… ».
        image: key of the row of a picture in the library.
        alt: plain text.
        titre, descriptif, credits: in SPIP's markup.
    """

    adresse: str
    est_image: bool
    objet: str = ""
    image: int | None = None
    largeur: int = 0
    hauteur: int = 0
    alt: str = ""
    titre: str = ""
    descriptif: str = ""
    credits: str = ""


class Resolveur(Protocol):
    """What knows the rows: given by the caller. Each function returns None for what it does not know."""

    def lien(self, genre: str, cle: int) -> Cible | None:
        """Return where « [->rub3] » leads: `genre` is article, rubrique, mot, auteur, breve, site, syndic, document…"""

    def adresse(self, adresse: str) -> Cible | None:
        """Return the row of the portal that an address of the old site names, absolute or relative."""

    def document(self, cle: int) -> Figure | None:
        """Return what « <doc5> » draws."""

    def fichier(self, adresse: str) -> Figure | None:
        """Return the picture that an `<img src>` of the old site shows."""


@dataclass
class Article:
    """The texts of an article, converted.

    Attributes:
        chapo, texte, ps: clean HTML, whose calls of notes agree with `notes`.
        notes: the items of the list of notes, in the order of their calls; those with a name of their own last.
        autres_langues: {language: clean HTML} of what `<multi>` held besides.
        rapports: what could not be written as it was.
    """

    chapo: str = ""
    texte: str = ""
    ps: str = ""
    notes: list[str] = field(default_factory=list)
    autres_langues: dict[str, str] = field(default_factory=dict)
    rapports: list[Rapport] = field(default_factory=list)

    @property
    def corps(self) -> str:
        """The text of the portal's item: text, postscript after a rule, then the list of notes that ends it."""
        liste = f"<ol>{''.join(f'<li>{note}</li>' for note in self.notes)}</ol>" if self.notes else ""
        return ("<hr>".join(filter(None, (self.texte, self.ps)))) + liste
