"""Which braces go together: `{{{heading}}}`, `{{bold}}`, `{italic}`, one within the other."""

from collections.abc import Iterable

TAILLES = {1: (1,), 2: (2,), 3: (3,), 4: (3, 1), 5: (3, 2), 6: (3, 2, 1)}
"""What a run of opening braces opens, outermost first."""
_VUES = 6
"""How many opening braces are looked back to find the one that a run closes."""


def apparier(suites: Iterable[tuple[int, str]]) -> dict[int, tuple[int, bool]]:
    """Return {position: (number of braces, whether they open)} of the braces that have their match; the others are words.

    `suites` are the runs of a text, each with its position.

    One pass: a brace is looked for among the last few that are open, so that the time is that of the length.
    """
    ouvertes, paires = [], {}
    for place, suite in suites:
        nombre = len(suite)
        if suite[0] == "{":
            for taille in TAILLES.get(nombre, ()):
                ouvertes.append((place, taille))
                place += taille
            continue
        for taille in _fermees(ouvertes, nombre):
            while ouvertes[-1][1] != taille:
                ouvertes.pop()
            paires[ouvertes.pop()[0]] = (taille, True)
            paires[place] = (taille, False)
            place += taille
    return paires


def _fermees(ouvertes, nombre):
    """Return the sizes that a run of `nombre` closing braces closes, innermost first."""
    tailles, reste = [], nombre
    for _, taille in reversed(ouvertes[-_VUES:]):
        if taille > reste:
            break
        tailles.append(taille)
        reste -= taille
    if not reste:
        return tailles
    # Crossed: those between stay words.
    dernieres = {taille for _, taille in ouvertes[-_VUES:]}
    return [nombre] if nombre in dernieres else tailles
