"""The register of contents: what each kind of content is, said once by its own app, in its `contenus.py`.

What gathers contents (dashboard, roles, sitemaps, pages of a country and of a group, member's space, feeds) reads `sortes()` and
never lists the apps again. A new kind is an app of its own, with a `contenus.py`, and its line in `INSTALLED_APPS`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db.models import Q
from django.urls import reverse

from redaction.models import Contenu
from socle.droits import ECRIRE, PUBLIER, droits
from socle.reperes import en_nombre

# Who writes submits; who publishes does all.
DROITS = droits(ECRIRE, PUBLIER, PUBLIER)


@dataclass(frozen=True)
class Volet:
    """Some rows of a kind, under a heading of their own when a page shows several: « À venir », « Récemment »."""

    titre: str
    lignes: list


@dataclass(frozen=True)
class AFaire:
    """Rows that await who may change them: a title for the dashboard, the rows, the filters of the list of them all."""

    titre: str
    lignes: Callable
    filtres: Mapping


@dataclass(frozen=True)
class Lecture:
    """What a member finds in their space: a title, the rows for a `Lecteur`, the template of `lignes`, even of none."""

    cle: str
    titre: str
    lignes: Callable
    gabarit: str = "redaction/lectures.html"


@dataclass(frozen=True)
class Donnee:
    """A fact that open data gives of a row, when it is no field of the model.

    Attributes:
        nom: its name.
        mots: what it is, in French.
        nature: `str`, `int`, `float`, `bool`, `date` or `datetime`.
        valeur: the function that reads it in a row; None where it is not known.
    """

    nom: str
    mots: str
    nature: type
    valeur: Callable


def les_premieres(lignes, nombre):
    """Return the first `nombre` rows with their images, in the order of their model, as one `Volet`."""
    return [Volet("", list(lignes.select_related("image")[:nombre]))]


@dataclass(frozen=True, kw_only=True)
class Sorte:
    """A kind of content.

    Attributes:
        modele: its model, a `Contenu`. Its manager's `en_ligne_pour(lecteur)` gives the rows that a `Lecteur` may hear of.
        cle: its short name in addresses, `/sitemap-<cle>.xml`, and in pages, `<h2 id="<cle>">`.
        titre, tous: the heading of its rows, and the words of the link to all of them.
        rang: where it stands among the blocks of a page that gathers several, lowest first.
        liste, filtre: the name of the address of its list, empty when it has none, and the `FiltreDeListe` of that list.
        toutes: the filters by which that list shows every row.
        jour: the field of the date that counts, as `ordering` has it.
        carte, variable: the template of a card, and the name by which it takes the row.
        bloc, rubrique: the templates of some rows on a wide page and in a column; both take a `bloc` (see `BlocDeSujet`).
        sujets: for a relation that it has not, the function that gives the `Q` of its rows about a subject all the same.
        volets: makes the `Volet`s of such a block, out of rows and of the greatest number of them to show.
        dit_son_vide: whether its `rubrique` has something to say without rows, on the page of a group at work.
        flux, titre_du_flux, description: the name of the address of its RSS feed, and the words of its head.
        donnees_liees: what a row, public and online, says of itself to machines (`socle.donnees_liees`); None for nothing.
        droits: what each role of the team may do, as Django's permissions name it.
        ecrire: the words of the button by which the dashboard offers to write one; empty for none.
        a_faire: what the dashboard shows of it beside reviews and drafts.
        lectures: what a member finds of it in their space.
        donnees: the fields, by name, and `Donnee`s that open data gives of every row announced, beside what all contents have.
        donnees_lues: the same, of the rows that everyone may read in full.
    """

    modele: type[Contenu]
    cle: str
    titre: str
    tous: str = ""
    rang: int
    liste: str = ""
    filtre: type | None = None
    toutes: Mapping = field(default_factory=dict)
    jour: str = "publie_le"
    carte: str = "redaction/carte.html"
    variable: str = "contenu"
    bloc: str = "redaction/bloc.html"
    rubrique: str = "redaction/rubrique.html"
    sujets: Mapping = field(default_factory=dict)
    volets: Callable = les_premieres
    dit_son_vide: bool = False
    flux: str = ""
    titre_du_flux: str = ""
    description: str = ""
    donnees_liees: Callable = lambda objet: None
    droits: Mapping = field(default_factory=lambda: DROITS)
    ecrire: str = ""
    a_faire: tuple[AFaire, ...] = ()
    lectures: tuple[Lecture, ...] = ()
    donnees: tuple[str | Donnee, ...] = ()
    donnees_lues: tuple[str | Donnee, ...] = ()

    @property
    def nom(self):
        """« actualites.actualite », the model as Django names it."""
        return self.modele._meta.label_lower

    def a(self, champ):
        """Whether the kind points at such a subject: `pays`, `groupes`, `themes`, `fonds`."""
        try:
            self.modele._meta.get_field(champ)
        except FieldDoesNotExist:
            return False
        return True

    def au_sujet(self, champ, sujet):
        """Return the condition on its rows about a subject, None where it points at none of that kind."""
        if champ in self.sujets:
            return self.sujets[champ](sujet)
        return Q(**{champ: sujet}) if self.a(champ) else None

    def adresse_de_gestion(self, page="changelist"):
        """Return the address of its list, or of another page without argument, in the back office."""
        options = self.modele._meta
        return reverse(f"admin:{options.app_label}_{options.model_name}_{page}")

    def adresse_filtree(self, **choix):
        """Return the address of all its rows, with those of the filters `choix` that its list has; empty when it has no list."""
        if not self.liste:
            return ""
        connus = self.filtre.base_filters if self.filtre else ()
        return reverse(self.liste, query={nom: valeur for nom, valeur in choix.items() if nom in connus} | self.toutes)


@dataclass(frozen=True)
class BlocDeSujet:
    """What the page of a subject (a country, a group) shows of one kind: some rows, the address of them all, and their number."""

    sorte: Sorte
    sujet: object
    volets: list
    lien: str
    nombre: int = 0

    def __bool__(self):
        return any(volet.lignes for volet in self.volets)

    @property
    def tous(self):
        """The words of the link to the list of them all: with their number, where it holds more than is shown here."""
        if self.nombre <= sum(len(volet.lignes) for volet in self.volets):
            return self.sorte.tous
        return f"Voir les {en_nombre(self.nombre)} {self.sorte.modele._meta.verbose_name_plural}"


_SORTES = {}


def inscrire(sorte):
    """Enter a kind in the register; called by the `contenus.py` of its app."""
    _SORTES[sorte.modele] = sorte


def sortes():
    """Return the kinds of the installed apps, in the order of their `rang`."""
    presentes = (sorte for sorte in _SORTES.values() if apps.is_installed(sorte.modele._meta.app_config.name))
    return sorted(presentes, key=lambda sorte: (sorte.rang, sorte.cle))


def sorte_de(modele):
    """Return the kind of a model, or of a row."""
    return _SORTES[modele if isinstance(modele, type) else type(modele)]


def lignes_de_sujet(lecteur, *, champ, sujet):
    """Return the rows that point at a subject, `{key of the kind: queryset}`, in the order of the register.

    Args:
        lecteur: who reads.
        champ: the relation that points at the subject: `pays`, `themes`, `groupes`, `fonds` or `collectivites`.
        sujet: the row pointed at.
    """
    return {
        sorte.cle: sorte.modele.objects.en_ligne_pour(lecteur).filter(condition)
        for sorte in sortes()
        if (condition := sorte.au_sujet(champ, sujet)) is not None
    }


def blocs_de_sujet(lignes, montres, *, sujet, choix, nombres):
    """Return the blocks of the kinds that point at a subject, those without rows included.

    Args:
        lignes: what `lignes_de_sujet` gives.
        montres: how many rows to show of each.
        sujet: the row pointed at.
        choix: the subject as the lists filter it: `{"pays": "JP"}`.
        nombres: how many rows there are of each, `{key of the kind: number}` (`socle.listes.compter`).
    """
    return [
        BlocDeSujet(
            sorte, sujet, sorte.volets(lignes[sorte.cle], montres), sorte.adresse_filtree(**choix), nombres.get(sorte.cle, 0)
        )
        for sorte in sortes()
        if sorte.cle in lignes
    ]
