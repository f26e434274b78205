"""A search, from what was typed to results in order: rows found, of which a bounded number is weighed, and their facets."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from itertools import chain

from django.utils import timezone

from recherche import fiches, pieces, prepare, presentations, textes
from recherche.rattachements import rattacher
from redaction.registre import sortes
from socle.acces import Acces
from socle.listes import COMPTE_MAX

PESES_MAX = 200
"""Contents of which the words are weighed: those whose title or chapo says it all first, then the latest."""
MONTRES_MAX = 500
"""Results that can be read, page after page; beyond, one more word finds better than one more page."""
DEMI_VIE = 730
"""Days after which freshness counts half."""
EXACT, DANS_LE_TITRE, FRAICHEUR, EN_PARTIE = 10.0, 1.5, 0.4, 0.6


@dataclass(slots=True)
class Trouve:
    """A row found: a content of a `Sorte`, or a row of a `Repertoire`, `par_son_texte` where its name does not say it."""

    genre: object
    cle: str
    jour: date | None = None
    acces: str = Acces.PUBLIC.value
    lisible: bool = True
    valeur: float = 0.0
    par_son_texte: bool = False
    pays: list = field(default_factory=list)
    themes: list = field(default_factory=list)

    @property
    def annee(self):
        """Its year, as filters write it; empty for what has no date."""
        return str(self.jour.year) if self.jour and self.jour != textes.SANS_DATE else ""

    @property
    def est_contenu(self):
        """Whether it is a content of the register."""
        return not isinstance(self.genre, fiches.Repertoire)


@dataclass(frozen=True)
class Resultats:
    """What a search found.

    Attributes:
        lignes: the rows that can be read, best first, at most `MONTRES_MAX`.
        nombre: how many were found, filters applied.
        plancher: how many they exceed, where they were not all counted; None elsewhere.
        facettes: for each filter, `{value: number}` among what the other filters keep. Where rows were not all counted, the
            numbers are None, but those of the kinds that were.
    """

    lignes: list
    nombre: int
    plancher: int | None
    facettes: dict


FACETTES = {
    "type": lambda un: [un.genre.cle],
    "pays": lambda un: un.pays,
    "theme": lambda un: un.themes,
    "annee": lambda un: [un.annee] if un.annee else [],
    "acces": lambda un: [un.acces],
}
"""By filter, the values of a row found."""


@prepare.par_les_index()
def chercher(requete, lecteur, filtres):
    """Return the `Resultats` of a search for a reader.

    Args:
        requete: what was typed, understood; it has terms.
        lecteur: who reads: a text kept from them is found by its title and chapo only.
        filtres: `{facet: value}`, values that exist.
    """
    nommes, connues = textes.liens(requete), {sorte.cle: sorte for sorte in sortes()}
    lignes, partiels = textes.contenus(requete, lecteur, nommes, {}, connues.values())
    trouves, en_partie = _contenus(connues, lignes), partiels
    if partiels:
        # Not all of them were read: the filters choose among all, and not among the latest.
        relus = {genre: connues[genre] for genre in partiels if filtres and filtres.get("type", genre) == genre}
        if relus:
            choix = {nom: valeur for nom, valeur in filtres.items() if nom != "type"}
            lignes, encore = textes.contenus(requete, lecteur, nommes, choix, relus.values())
            trouves |= _contenus(relus, lignes)
            en_partie = partiels - relus.keys() | encore
        for genre, siens in _contenus(connues, textes.titres(requete, lecteur, {}, [connues[un] for un in partiels])).items():
            trouves[genre] = siens | trouves[genre]
    trouves |= _repertoires(requete)
    documents, collectivites = pieces.trouves(requete, lecteur)
    trouves[pieces.DOCUMENTS.cle] = _documents(documents)
    trouves[presentations.GENRE] = _presentees(collectivites) | trouves[presentations.GENRE]
    tous = [un for siens in trouves.values() for un in siens.values()]
    # Where subjects are not counted, those of the results that can be read are offered.
    tard = bool(partiels) and not filtres.keys() & {"pays", "theme"}
    if not tard:
        rattacher(tous)
    gardes = [un for un in tous if _passe(un, filtres)] if filtres else tous[:]
    _peser(requete, gardes)
    gardes.sort(key=_ordre)
    if tard:
        rattacher(gardes[:PESES_MAX])
    nombre = len(gardes)
    facettes = _facettes(tous, filtres, en_partie, comptees=not partiels)
    return Resultats(gardes[:MONTRES_MAX], nombre, COMPTE_MAX if nombre > COMPTE_MAX else None, facettes)


def _contenus(connues, lignes):
    """Return the contents read, `{kind: {key: Trouve}}`."""
    trouves = {genre: {} for genre in connues}
    for genre, cle, jour, acces, lisible, dit, exact in lignes:
        trouves[genre][cle] = Trouve(connues[genre], cle, jour, acces, lisible, DANS_LE_TITRE * dit + EXACT * exact)
    return trouves


def _repertoires(requete):
    """Return the rows found by their name, `{kind: {key: Trouve}}`."""
    par_cle = {repertoire.cle: repertoire for repertoire in fiches.REPERTOIRES}
    trouves = {cle: {} for cle in par_cle}
    for genre, cle, nom, entier in fiches.trouvees(requete):
        repertoire = par_cle[genre]
        valeur = repertoire.valeur * (1 if entier else EN_PARTIE) + EXACT * (nom == requete.cle)
        trouves[genre][cle] = Trouve(repertoire, repertoire.modele._meta.pk.to_python(cle), valeur=valeur)
    return trouves


def _documents(lignes):
    """Return the documents found, `{key: Trouve}`."""
    return {
        cle: Trouve(pieces.DOCUMENTS, cle, jour, acces, lisible, pieces.DOCUMENTS.valeur + rang)
        for cle, jour, acces, lisible, rang in lignes
    }


def _presentees(cles):
    """Return the collectivités found by their presentation, `{key: Trouve}`."""
    genre = next(repertoire for repertoire in fiches.REPERTOIRES if repertoire.cle == presentations.GENRE)
    return {str(cle): Trouve(genre, cle, valeur=presentations.VALEUR, par_son_texte=True) for cle in cles}


def _peser(requete, trouves):
    """Add to the value of contents what their age and, of the best of them, what their words weigh."""
    aujourd_hui = timezone.localdate()
    contenus = [un for un in trouves if un.est_contenu]
    ages = {jour: max(0, (aujourd_hui - jour).days) for jour in {un.jour for un in contenus} - {textes.SANS_DATE}}
    frais = {jour: FRAICHEUR * DEMI_VIE / (DEMI_VIE + age) for jour, age in ages.items()}
    for un in contenus:
        un.valeur += frais.get(un.jour, 0)
    contenus.sort(key=lambda un: -un.valeur)
    peses = {(un.genre.cle, un.cle): un for un in contenus[:PESES_MAX]}
    lues, annoncees = {}, {}
    for un in peses.values():
        (lues if un.lisible else annoncees).setdefault(un.genre.cle, []).append(un.cle)
    for genre, cle, rang in textes.rangs(requete, lues, annoncees):
        peses[genre, cle].valeur += rang


def _ordre(trouve):
    return -trouve.valeur, -(trouve.jour or textes.SANS_DATE).toordinal(), str(trouve.cle)


def _passe(un, filtres):
    return all(valeur in FACETTES[nom](un) for nom, valeur in filtres.items())


def _facettes(tous, filtres, en_partie, *, comptees):
    comptes = {}
    for nom, valeurs in FACETTES.items():
        autres = {autre: valeur for autre, valeur in filtres.items() if autre != nom}
        parmi = [un for un in tous if _passe(un, autres)] if autres else tous
        if nom == "type":
            nombres = Counter([un.genre.cle for un in parmi])
            comptes[nom] = {genre: None if genre in en_partie and n <= COMPTE_MAX else n for genre, n in nombres.items()}
        elif comptees:
            comptes[nom] = Counter(chain.from_iterable(map(valeurs, parmi)))
        else:
            comptes[nom] = dict.fromkeys({*chain.from_iterable(map(valeurs, parmi))})
    return comptes
