"""Two texts compared word by word: what is added and what is removed, never a character in the middle of a word."""

import re
from collections import Counter
from difflib import SequenceMatcher

from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe

from socle.texte_riche import assainir, texte_brut

VIDE = mark_safe('<span class="difference__vide">(vide)</span>')
LIGNE = "\n"
EGAL, AJOUT, RETRAIT = "egal", "ajout", "retrait"
COUT_MAX = 10_000_000
"""Comparisons of words that a difference may cost, at worst: about half a second."""
_MOTS = re.compile(r"\S+")
_FIN_DE_BLOC = re.compile(r"</(?:p|h[2-4]|li|blockquote|tr|figcaption)>|<br>")


def mots_changes(avant: str, apres: str) -> list[tuple[str, str]]:
    """Return the words of two plain texts in reading order, as (`EGAL`, `AJOUT` or `RETRAIT`, words joined by spaces).

    A text of HTML is given by `lisible` first.
    """
    morceaux = []
    for egaux, une, autre in comparer(mots(avant), mots(apres)):
        if egaux:
            morceaux.append((EGAL, _phrase(une)))
        else:
            morceaux += [(genre, _phrase(suite)) for genre, suite in ((RETRAIT, une), (AJOUT, autre)) if suite]
    return morceaux


def mots(texte: str) -> list[str]:
    """Return the words of a plain text, with `LIGNE` between its lines that say something."""
    lignes = [trouves for ligne in texte.splitlines() if (trouves := _MOTS.findall(ligne))]
    return [mot for ligne in lignes for mot in (*ligne, LIGNE)][:-1]


def mots_de_texte_riche(html: str) -> list[str]:
    """Return the words of a rich text, with `LIGNE` between its blocks."""
    return mots(lisible(html))


def lisible(html: str) -> str:
    """Return a rich text as it reads, a line for each block, without its layout."""
    return LIGNE.join(filter(None, (texte_brut(bloc) for bloc in _FIN_DE_BLOC.split(assainir(html)))))


def marquer(avant, apres, *, en_liste=False):
    """Return two lists of words as HTML: what goes in `<del>` on one side, what comes in `<ins>` on the other.

    The marks are also said in hidden words: assistive technologies often keep quiet about `<ins>` and `<del>`.

    Args:
        avant, apres: words, or lines when `en_liste` is true.
    """
    morceaux_avant, morceaux_apres = [], []
    for egaux, une, autre in comparer(avant, apres):
        if egaux:
            morceaux_avant += [("", mot) for mot in une]
            morceaux_apres += [("", mot) for mot in autre]
        else:
            morceaux_avant += _morceaux("del", une, en_liste)
            morceaux_apres += _morceaux("ins", autre, en_liste)
    return _html(morceaux_avant, en_liste), _html(morceaux_apres, en_liste)


def marques(avant: str, apres: str):
    """Return one text as HTML, in reading order, with the words that go in `<del>` and those that come in `<ins>`."""
    balises = {EGAL: "", AJOUT: "ins", RETRAIT: "del"}
    return _html([(balises[genre], texte) for genre, texte in mots_changes(avant, apres)], False)


def comparer(avant, apres):
    """Yield `(equal, words before, words after)`, for at most `COUT_MAX`.

    Two texts of a few words repeated a thousand times would take minutes: where words cost too much, blocks are compared, then
    the words of the blocks that changed; what still costs too much is told to have changed as a whole.
    """
    if _cout(avant, apres) <= COUT_MAX:
        yield from _tranches(avant, apres)
        return
    blocs_avant, blocs_apres = _blocs(avant), _blocs(apres)
    reste = COUT_MAX - _cout(blocs_avant, blocs_apres)
    if reste < 0:
        yield False, avant, apres
        return
    for egaux, une, autre in _tranches(blocs_avant, blocs_apres):
        mots_avant, mots_apres = [mot for bloc in une for mot in bloc], [mot for bloc in autre for mot in bloc]
        cout = 0 if egaux else _cout(mots_avant, mots_apres)
        if egaux or cout > reste:
            yield egaux, mots_avant, mots_apres
        else:
            reste -= cout
            yield from _tranches(mots_avant, mots_apres)


def _phrase(suite):
    return re.sub(f" ?{LIGNE} ?", LIGNE, " ".join(suite))


def _tranches(avant, apres):
    for nature, a, b, c, d in SequenceMatcher(None, avant, apres, autojunk=False).get_opcodes():
        yield nature == "equal", avant[a:b], apres[c:d]


def _cout(avant, apres):
    """Return how many comparisons `SequenceMatcher` makes at worst: all pairs of equal words, once for each word."""
    dans_apres = Counter(apres)
    paires = sum(nombre * dans_apres[mot] for mot, nombre in Counter(avant).items())
    return paires * min(len(avant), len(apres))


def _blocs(mots):
    """Return words as the blocks they make, each with the `LIGNE` that ends it."""
    blocs = [[]]
    for mot in mots:
        blocs[-1].append(mot)
        if mot == LIGNE:
            blocs.append([])
    return [tuple(bloc) for bloc in blocs]


def _morceaux(balise, mots, en_liste):
    if not mots:
        return []
    return [(balise, mot) for mot in mots] if en_liste else [(balise, " ".join(mots))]


def _html(morceaux, en_liste):
    if not morceaux:
        return VIDE
    rendus = [(_marque(balise, _lignes(texte)),) for balise, texte in morceaux]
    if en_liste:
        return format_html("<ul>{}</ul>", format_html_join("", "<li>{}</li>", rendus))
    return format_html_join(" ", "{}", rendus)


def _lignes(texte):
    return format_html_join(mark_safe("<br>"), "{}", ((ligne.strip(),) for ligne in texte.split(LIGNE)))


def _marque(balise, texte):
    if balise == "ins":
        return format_html('<ins><span class="sr visually-hidden">ajouté : </span>{}</ins>', texte)
    if balise == "del":
        return format_html('<del><span class="sr visually-hidden">supprimé : </span>{}</del>', texte)
    return texte
