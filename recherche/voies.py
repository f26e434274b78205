"""The ways in which a content answers several words: some said by its text, the others by the names of its subjects."""

from itertools import combinations, permutations

from redaction.registre import sortes

SUJETS_MAX = 12
"""Subjects that a word may name: one that names more, as « groupe » or « fonds » do, is a common noun, to be said by the text."""
CLASSES_MAX = 3
"""Words whose subjects are looked at: those that name the fewest."""


def voies(requete, nommes):
    """Return the ways in which subjects may say what a text does not, and the values of their marks.

    A class is the subjects that a word names; one whose subjects other words name too says them all.

    Args:
        requete: what was typed, understood.
        nommes: `{rank of a word: {relation: [keys of the subjects it names]}}`.

    Returns:
        The ways, `(((rank of a class, its relations), …), whether words remain)`: rows tied to a subject of each class, whose
        text holds the words that remain (mark `reste` and the rank of the way). Keys of a class: mark of its
        relation and of its rank.
    """
    nommes = {rang: noms for rang, noms in nommes.items() if len(_sujets(noms)) <= SUJETS_MAX}
    classes = {_sujets(noms): noms for noms in nommes.values()}
    retenues = sorted(classes, key=len)[:CLASSES_MAX]
    valeurs = {f"{nom}{rang}": _cles(nom, cles) for rang, une in enumerate(retenues) for nom, cles in classes[une].items()}
    dites = [{rang for rang, noms in nommes.items() if une <= _sujets(noms)} for une in retenues]
    trouvees = []
    for combien in range(1, len(retenues) + 1):
        for ensemble in combinations(range(len(retenues)), combien):
            if any(retenues[un] < retenues[autre] for un, autre in permutations(ensemble, 2)):
                continue  # tied to the narrower one, a row is tied to both
            dits = set().union(*(dites[rang] for rang in ensemble))
            reste = [terme.tsquery for rang, terme in enumerate(requete.termes) if rang not in dits]
            if reste:
                valeurs[f"reste{len(trouvees)}"] = requete.sans_les_exclus(" & ".join(f"({un})" for un in reste))
            parts = tuple((rang, tuple(sorted(classes[retenues[rang]]))) for rang in ensemble)
            trouvees.append((parts, bool(reste)))
    if requete.exclus:
        valeurs["exclus"] = requete.negative
    return tuple(trouvees), valeurs


def _sujets(noms):
    return frozenset((nom, cle) for nom, cles in noms.items() for cle in cles)


def cible(champ):
    """Return the field of the keys of the subjects of a relation."""
    cle = champ.related_model._meta.pk
    return getattr(cle, "target_field", cle)


def _cles(relation, cles):
    """Return keys as the database has them, whatever kind of content names the relation."""
    champ = next(sorte.modele._meta.get_field(relation) for sorte in sortes() if sorte.a(relation))
    return [cible(champ).to_python(cle) for cle in cles]
