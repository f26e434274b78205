"""What a text may lead to by a reference: « actualites:12 » is a row, whatever its address is today.

Contents come from their register; each other app enters its own in its `cibles.py`.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import CharField, Model, QuerySet
from django.utils.text import capfirst

from gestion.recherche import chercher as chercher_partout
from mediatheque.lecteurs import adresse_de, lecteur_de, mention_de
from mediatheque.models import Document
from redaction.recherche import chercher
from redaction.registre import Sorte, sortes
from socle.acces import VISITEUR
from socle.dates import date_simple, en_jour
from socle.perms import a_le_droit

PAR_CIBLE = 6
"""Rows of a kind that a search offers."""
CLES_MAX = 500
"""References of a text that are looked up; those beyond lead nowhere."""


@dataclass(frozen=True, kw_only=True)
class Cible:
    """A kind of rows that a text may lead to.

    Attributes:
        cle: its name in references.
        modele: its model.
        en_ligne: function that gives the rows whose address answers everyone, be it to say who may read.
        recherche: function of (rows, words) that gives those found.
        ordre: the fields by which what is found is ordered.
        mention: function of a row that says what it is, « Événement, 3 mars 2026 ».
        adresse: function of a row that gives its address.
        dessin: function of a row that gives the HTML shown where a text has its card; nothing for an ordinary card.
    """

    cle: str
    modele: type[Model]
    en_ligne: Callable[[], QuerySet]
    recherche: Callable[[QuerySet, str], QuerySet]
    ordre: tuple[str, ...]
    mention: Callable[[Model], str]
    adresse: Callable[[Model], str] = lambda ligne: ligne.get_absolute_url()
    dessin: Callable[[Model], str] = lambda ligne: ""


_CIBLES: dict[str, Cible] = {}


def inscrire(modele: type[Model], cle: str, *, en_ligne: Callable, noms: Iterable[str], **autres: Callable) -> None:
    """Enter a kind that is no content, called by the `cibles.py` of its app.

    Args:
        modele: its model.
        cle: its name in references.
        en_ligne: function that gives the rows whose address answers everyone.
        noms: the fields by which it is looked for, the first of which orders what is found.
        autres: `mention`, `adresse` and `dessin` of a `Cible`, where not the noun of the model, the row's own, a card.
    """
    champs = [*noms]
    mention = autres.pop("mention", lambda ligne: capfirst(modele._meta.verbose_name))
    _CIBLES[cle] = Cible(
        cle=cle,
        modele=modele,
        en_ligne=en_ligne,
        recherche=lambda lignes, texte: chercher_partout(lignes, champs, texte),
        ordre=(champs[0], "pk"),
        mention=mention,
        **autres,
    )


def cibles() -> Mapping[str, Cible]:
    """Return the kinds by their name: contents first, in the order of their register."""
    return {**{sorte.cle: _de_contenu(sorte) for sorte in sortes()}, **_CIBLES}


def _de_contenu(sorte: Sorte) -> Cible:
    def mention(contenu):
        jour = getattr(contenu, sorte.jour)
        genre = capfirst(contenu._meta.verbose_name)
        # An editorial page has no date that readers care for.
        return f"{genre}, {date_simple(en_jour(jour))}" if jour and sorte.liste else genre

    return Cible(
        cle=sorte.cle,
        modele=sorte.modele,
        en_ligne=lambda: _pour_adresse(sorte.modele.objects.en_ligne_pour(VISITEUR)),
        recherche=chercher,
        ordre=("-modifie_le", "-pk"),
        mention=mention,
    )


def _pour_adresse(lignes: QuerySet) -> QuerySet:
    """Bring with each row the one above it, where its address names it."""
    champs = {champ.name for champ in lignes.model._meta.fields}
    return lignes.select_related("parent") if "parent" in champs else lignes


def lire(reference: str) -> tuple[str, str] | None:
    """Return the kind and the key that a reference names; None for what is none."""
    nom, _, cle = reference.partition(":")
    cible = cibles().get(nom)
    if cible is None or not (cle.isascii() and len(cle) < 19):
        return None
    # A country is known by its code.
    bonne = cle.isalpha() if isinstance(cible.modele._meta.pk, CharField) else cle.isdecimal()
    return (nom, cle) if bonne else None


def en_ligne(references: Iterable[str]) -> dict[str, tuple[Cible, Model]]:
    """Return, of `references`, those whose row is online, with its kind and the row; one query for each kind that is named."""
    connues = cibles()
    par_nom: dict[str, set[str]] = {}
    for reference in [*dict.fromkeys(references)][:CLES_MAX]:
        if lue := lire(reference):
            par_nom.setdefault(lue[0], set()).add(lue[1])
    return {
        f"{nom}:{ligne.pk}": (connues[nom], ligne)
        for nom, cles in par_nom.items()
        for ligne in connues[nom].en_ligne().filter(pk__in=cles)
    }


def trouver(texte: str, utilisateur: AbstractBaseUser) -> list[tuple[Cible, Model]]:
    """Return rows that hold the words of `texte`, of the kinds that `utilisateur` may read; not online ones are there too."""
    trouvees = []
    for cible in cibles().values():
        if not a_le_droit(utilisateur, "view", cible.modele):
            continue
        lignes = cible.modele._default_manager.all()
        if hasattr(lignes, "hors_corbeille"):
            lignes = _pour_adresse(lignes.hors_corbeille().sans_textes())
        trouvees += [(cible, ligne) for ligne in cible.recherche(lignes, texte).order_by(*cible.ordre)[:PAR_CIBLE]]
    return trouvees


inscrire(
    Document,
    "documents",
    en_ligne=lambda: Document.objects.annonces_pour(VISITEUR).pour_lecteur(),
    noms=("titre",),
    mention=mention_de,
    adresse=adresse_de,
    dessin=lecteur_de,
)
