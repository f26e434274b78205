"""What a person typed, understood: words, phrases « … », words left out by a hyphen, and their synonyms."""

import re
from dataclasses import dataclass
from functools import cached_property

from django.db import connection
from django.db.models import TextField, Value

from recherche.anglais import bouts_de, en_francais, noms_propres
from recherche.models import Synonyme
from redaction.recherche import MOTS_MAX, mots_de
from socle.filtres import sans_accent
from socle.mots import ECRITURES, VIDES
from socle.saisie import espacer

LONGUEUR_MAX = 200
"""Letters that are read: a longer text is a paste, of which the first words say enough."""

_MORCEAU = re.compile(
    r"""(?P<moins>(?<!\S)[-\u2212])?(?:["“”](?P<droite>[^"“”]*)["“”]|«(?P<francaise>[^»]*)»|(?P<mot>[^\s"“”«»]+))"""
)


SEPARE = "[ '(/.,:&+-]"
"""Signs between the words of a name as `tri` writes it. Named, in ASCII: of others the index of three letters makes nothing."""

_HORS_DES_MOTS = re.compile(r"[^a-z0-9]+")


TSQUERYS = """
SELECT CASE
    WHEN phrase <> '' THEN phraseto_tsquery('public.fr', phrase)
    ELSE to_tsquery('public.fr', racine) || to_tsquery('public.mots', debut)
END::text
FROM unnest(%s::text[], %s::text[], %s::text[]) WITH ORDINALITY AS dits(racine, debut, phrase, rang)
ORDER BY rang
"""


@dataclass(frozen=True)
class Terme:
    """A word, or several in a row, with the other ways to say it.

    Attributes:
        suites: each way, a tuple of words without accents.
        tsquery: what finds it in a vector, however it is said, as PostgreSQL writes it.
    """

    suites: tuple[tuple[str, ...], ...]
    tsquery: str

    @cached_property
    def motif(self):
        """The regular expression of a name, as `tri` writes it, of which a word begins so."""
        return motif_de(self.suites)


@dataclass(frozen=True)
class Requete:
    """A search.

    Attributes:
        texte: what was typed, on one line.
        termes: what must be found, all of it.
        exclus: what must not.
        coupee: whether only the beginning of what was typed is looked for.
    """

    texte: str
    termes: tuple[Terme, ...] = ()
    exclus: tuple[Terme, ...] = ()
    coupee: bool = False
    mots: tuple[str, ...] = ()

    @cached_property
    def cle(self):
        """Its words as a title is compared with them: without accents nor signs."""
        return " ".join(_HORS_DES_MOTS.sub(" ", sans_accent(self.texte.replace("œ", "oe").replace("Œ", "OE"))).split())

    def __bool__(self):
        return bool(self.termes)

    @cached_property
    def positive(self):
        """What finds every term in a vector."""
        return " & ".join(f"({terme.tsquery})" for terme in self.termes)

    @cached_property
    def negative(self):
        """What finds one of the terms left out; empty without any."""
        return " | ".join(f"({terme.tsquery})" for terme in self.exclus)

    def sans_les_exclus(self, tsquery):
        """Return what finds the same without the terms left out: both are read in the index."""
        return f"({tsquery}) & !({self.negative})" if self.exclus else tsquery


def comprendre(saisie, joints=frozenset()):
    """Return the `Requete` of what a person typed, whatever it is; one without terms when it names nothing.

    « de », « la »… count within a phrase only, or when there is nothing else; so do the `joints` of another language.
    English names and words are French ones too (`recherche.anglais`).
    """
    entier = espacer(saisie)
    texte = entier[:LONGUEUR_MAX]
    suites, exclues = _morceaux(texte)
    tous = [mot for suite in (*suites, *exclues) for mot in suite]
    vides = _mots_vides(tous) | joints
    pleines = [suite for suite in suites if not vides.issuperset(suite)]
    seules = pleines or suites
    retenues, gardees = _premiers(seules), _premiers([suite for suite in exclues if not vides.issuperset(suite)])
    if not retenues:
        return Requete(texte, coupee=len(entier) > LONGUEUR_MAX)
    equivalents = _equivalents([mot for suite in suites for mot in suite], [mot for suite in exclues for mot in suite])
    voulus, refuses = [*_dits(retenues, equivalents)], [*_dits(gardees, equivalents)]
    termes = _termes(voulus + refuses)
    return Requete(
        texte,
        termes=tuple(terme for terme in termes[: len(voulus)] if terme.tsquery),
        exclus=tuple(terme for terme in termes[len(voulus) :] if terme.tsquery),
        coupee=len(entier) > LONGUEUR_MAX or retenues != seules,
        mots=tuple(mot for suite in retenues for mot in suite),
    )


def _morceaux(texte):
    """Return what must be found and what must not, as lists of tuples of words: a phrase has several."""
    trouves, exclus = [], []
    for morceau in _MORCEAU.finditer(texte):
        ou = exclus if morceau["moins"] else trouves
        phrase = morceau["droite"] or morceau["francaise"]
        mots = [sans_accent(mot) for mot in _tous_les_mots(phrase or morceau["mot"] or "")]
        ou += [tuple(mots)] if phrase and mots else [(mot,) for mot in mots]
    return [*dict.fromkeys(trouves)], [*dict.fromkeys(exclus)]


def _tous_les_mots(texte):
    # « œ » has no accent to lose, and is two letters where it is searched.
    return mots_de(texte.replace("œ", "oe").replace("Œ", "oe").replace("æ", "ae").replace("Æ", "ae"))


def _premiers(suites):
    gardees, nombre = [], 0
    for suite in suites:
        if nombre + len(suite) > MOTS_MAX and gardees:
            break
        gardees.append(suite)
        nombre += len(suite)
    return gardees


def _mots_vides(mots):
    """Return those of `mots` that join the others and that the French search drops."""
    if not mots:
        return set()
    with connection.cursor() as curseur:
        curseur.execute("SELECT mot FROM unnest(%s::text[]) AS mot WHERE length(to_tsvector('public.fr', mot)) = 0", [mots])
        return {mot for (mot,) in curseur.fetchall()} | (VIDES & {*mots})


def _equivalents(mots, exclus):
    """Return, for each expression that staff know and each English one of two rows of words, all those that mean the same."""
    bouts = bouts_de(mots) | bouts_de(exclus)
    # One query for both: every search makes it.
    synonymes = Synonyme.objects.order_by().values_list(Value("", TextField()), "expressions")
    lignes = list(synonymes.union(*noms_propres(bouts), all=True))
    groupes = en_francais(bouts, [(anglais, nom) for anglais, nom in lignes if anglais])
    for synonyme in (Synonyme(expressions=expressions) for anglais, expressions in lignes if not anglais):
        for suite in synonyme.suites:
            dite = _pleins(suite)
            groupes[dite] = (*groupes.get(dite, (suite,)), *(autre for autre in synonyme.suites if autre != suite))
    return groupes


def _dits(suites, equivalents):
    """Give the ways to say each word or phrase; words typed in a row that make an expression of staff are one."""
    rang = 0
    while rang < len(suites):
        for longueur in range(min(MOTS_MAX, len(suites) - rang), 0, -1):
            dite = _pleins(mot for suite in suites[rang : rang + longueur] for mot in suite)
            if dite in equivalents or longueur == 1:
                yield equivalents.get(dite, (suites[rang],))
                rang += longueur
                break


def _pleins(mots):
    """Return the words by which an expression is known: those that join them are typed or not."""
    return tuple(mot for mot in mots if mot not in VIDES)


def _termes(dits):
    """Return the terms said by the `dits`, in one query.

    A word is found by its stem, or by its beginning where words are kept whole; « St » is « Saint », and whole: so many begin so.
    """
    suites = [*dict.fromkeys(suite for un in dits for suite in un)]
    racines = ["" if suite[0] in ECRITURES else f"'{suite[0]}'" for suite in suites]
    debuts = [f"'{suite[0]}' | '{ECRITURES[suite[0]]}'" if suite[0] in ECRITURES else f"'{suite[0]}':*" for suite in suites]
    phrases = [" ".join(suite) if len(suite) > 1 else "" for suite in suites]
    with connection.cursor() as curseur:
        curseur.execute(TSQUERYS, [racines, debuts, phrases])
        tsquerys = dict(zip(suites, (une for (une,) in curseur.fetchall()), strict=True))
    return [Terme(un, " | ".join(f"({tsquerys[suite]})" for suite in un if tsquerys[suite])) for un in dits]


def motif_de(suites):
    """Return the regular expression of the names of which words begin so, one after the other: it is made of letters alone."""
    dits = {f"{SEPARE}+".join((*suite[:-1], _racine(suite[-1]))) for suite in suites}
    dits |= {f"{ECRITURES[suite[0]]}({SEPARE}|$)" for suite in suites if len(suite) == 1 and suite[0] in ECRITURES}
    return f"(^|{SEPARE})({'|'.join(sorted(dits))})"


def mots_saisis(texte):
    """Return the words of a beginning, without accents, at most `MOTS_MAX`; those that join the others are left out."""
    mots = [sans_accent(mot) for mot in _tous_les_mots(espacer(texte)[:LONGUEUR_MAX])]
    return [mot for mot in mots if mot not in VIDES] or mots


def _racine(mot):
    """Return a word without the mark of its plural: names are found by their beginning."""
    return mot[:-1] if len(mot) > 4 and mot[-1] in "sx" else mot
