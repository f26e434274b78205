"""The rows of a SPIP site. A field has the name of its column; a column that this SPIP has not leaves the default."""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import ClassVar, Self

from reprise_spip.lecture.dates import DateSpip
from reprise_spip.sources import Base


def _texte(valeur):
    if isinstance(valeur, bytes):
        return valeur.decode("utf-8", "replace")
    return "" if valeur is None else str(valeur)


def _entier(valeur):
    try:
        return int(valeur or 0)
    except ValueError:
        return 0


_LUS = {str: _texte, int: _entier, DateSpip | None: DateSpip.lire}


@dataclass(frozen=True, slots=True, kw_only=True)
class Ligne:
    """A row of a table of SPIP."""

    TABLE: ClassVar[str] = ""
    CLE: ClassVar[str] = ""

    id: int = 0

    @classmethod
    def lire(cls, base: Base) -> Iterator[Self]:
        """Give the rows of the table, in the order of their identifiers."""
        champs = [(un.name, cls.CLE if un.name == "id" else un.name, _LUS[un.type]) for un in fields(cls)]
        for ligne in base.lire(cls.TABLE):
            yield cls(**{nom: lu(ligne[colonne]) for nom, colonne, lu in champs if colonne in ligne})


@dataclass(frozen=True, slots=True, kw_only=True)
class Article(Ligne):
    TABLE: ClassVar[str] = "articles"
    CLE: ClassVar[str] = "id_article"

    surtitre: str = ""
    titre: str = ""
    soustitre: str = ""
    id_rubrique: int = 0
    descriptif: str = ""
    chapo: str = ""
    texte: str = ""
    ps: str = ""
    date: DateSpip | None = None
    date_redac: DateSpip | None = None
    date_modif: DateSpip | None = None
    statut: str = ""
    lang: str = ""
    id_trad: int = 0
    visites: int = 0
    nom_site: str = ""
    url_site: str = ""
    virtuel: str = ""

    @property
    def redirection(self) -> str:
        """Where an article that is only a redirection leads: « 12 », « rub3 », an address; older SPIP wrote it in the chapo."""
        if self.virtuel.strip():
            return self.virtuel.strip()
        return self.chapo[1:].strip() if self.chapo.startswith("=") and "\n" not in self.chapo.strip() else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rubrique(Ligne):
    TABLE: ClassVar[str] = "rubriques"
    CLE: ClassVar[str] = "id_rubrique"

    id_parent: int = 0
    titre: str = ""
    descriptif: str = ""
    texte: str = ""
    statut: str = ""
    lang: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupeMots(Ligne):
    TABLE: ClassVar[str] = "groupes_mots"
    CLE: ClassVar[str] = "id_groupe"

    titre: str = ""
    unseul: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mot(Ligne):
    TABLE: ClassVar[str] = "mots"
    CLE: ClassVar[str] = "id_mot"

    titre: str = ""
    descriptif: str = ""
    texte: str = ""
    id_groupe: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Document(Ligne):
    TABLE: ClassVar[str] = "documents"
    CLE: ClassVar[str] = "id_document"

    extension: str = ""
    titre: str = ""
    descriptif: str = ""
    fichier: str = ""
    media: str = ""
    mode: str = ""
    distant: str = ""
    statut: str = ""
    credits: str = ""
    alt: str = ""
    date: DateSpip | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Auteur(Ligne):
    """An author: neither their password nor anything of their account is read."""

    TABLE: ClassVar[str] = "auteurs"
    CLE: ClassVar[str] = "id_auteur"

    nom: str = ""
    bio: str = ""
    email: str = ""
    statut: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evenement(Ligne):
    TABLE: ClassVar[str] = "evenements"
    CLE: ClassVar[str] = "id_evenement"

    id_article: int = 0
    date_debut: DateSpip | None = None
    date_fin: DateSpip | None = None
    titre: str = ""
    descriptif: str = ""
    lieu: str = ""
    adresse: str = ""
    inscription: int = 0
    places: int = 0
    horaire: str = "oui"
    id_evenement_source: int = 0
    statut: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Breve(Ligne):
    TABLE: ClassVar[str] = "breves"
    CLE: ClassVar[str] = "id_breve"

    date_heure: DateSpip | None = None
    titre: str = ""
    texte: str = ""
    lien_titre: str = ""
    lien_url: str = ""
    statut: str = ""
    id_rubrique: int = 0
    lang: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteReference(Ligne):
    """A site of others that SPIP lists, with or without its news."""

    TABLE: ClassVar[str] = "syndic"
    CLE: ClassVar[str] = "id_syndic"

    id_rubrique: int = 0
    nom_site: str = ""
    url_site: str = ""
    descriptif: str = ""
    statut: str = ""
    date: DateSpip | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Url(Ligne):
    """An address: one segment under that of `id_parent`, which names a rubrique; `id` is that of what it leads to."""

    TABLE: ClassVar[str] = "urls"
    CLE: ClassVar[str] = "id_objet"

    id_parent: int = 0
    url: str = ""
    type: str = ""
    date: DateSpip | None = None
    perma: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Lien(Ligne):
    """What ties a row (`id`: a mot, a document, an author) to another, `objet` and `id_objet`."""

    id_objet: int = 0
    objet: str = ""
    vu: str = ""
    rang_lien: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class LienMot(Lien):
    TABLE: ClassVar[str] = "mots_liens"
    CLE: ClassVar[str] = "id_mot"


@dataclass(frozen=True, slots=True, kw_only=True)
class LienDocument(Lien):
    TABLE: ClassVar[str] = "documents_liens"
    CLE: ClassVar[str] = "id_document"


@dataclass(frozen=True, slots=True, kw_only=True)
class LienAuteur(Lien):
    TABLE: ClassVar[str] = "auteurs_liens"
    CLE: ClassVar[str] = "id_auteur"
