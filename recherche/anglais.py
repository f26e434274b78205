"""What is typed in English, said in French: names of countries and of towns abroad, and the words of the field."""

from django.db.models import Q, TextField
from django.db.models.functions import Cast

from annuaire.models import AutoriteLocale
from redaction.recherche import MOTS_MAX, CleDuTitre, mots_de
from socle.filtres import sans_accent
from socle.fonctions import tri
from territoires.models import Pays

JOINTS = frozenset(("and", "between", "for", "from", "in", "of", "on", "the", "to", "with"))
"""Words that join those of an English phrase."""

FRANCAIS = {
    "authorities": "collectivités",
    "authority": "collectivité",
    "burma": "Birmanie",
    "cape verde islands": "Cap-Vert",
    "cities": "villes",
    "city": "ville",
    "climate": "climat",
    "congo kinshasa": "République démocratique du Congo",
    "council": "collectivité",
    "czech republic": "Tchéquie",
    "decentralised cooperation": "coopération décentralisée",
    "decentralized cooperation": "coopération décentralisée",
    "development": "développement",
    "directory": "répertoire",
    "earthquake": "séisme",
    "england": "Royaume-Uni",
    "friendship": "amitié",
    "fund": "fonds",
    "funds": "fonds",
    "great britain": "Royaume-Uni",
    "health": "santé",
    "heritage": "patrimoine",
    "holland": "Pays-Bas",
    "local authorities": "collectivités",
    "local authority": "collectivité",
    "local government": "collectivité",
    "meeting": "réunion",
    "news": "actualité",
    "partner": "partenaire",
    "partnership": "partenariat",
    "partnerships": "partenariat",
    "scotland": "Royaume-Uni",
    "sister cities": "jumelage",
    "sister city": "jumelage",
    "solidarity fund": "fonds de solidarité",
    "solidarity funds": "fonds de solidarité",
    "swaziland": "Eswatini",
    "town": "ville",
    "towns": "villes",
    "turkiye": "Turquie",
    "twin town": "jumelage",
    "twin towns": "jumelage",
    "twinned": "jumelage",
    "twinning": "jumelage",
    "twinnings": "jumelage",
    "uk": "Royaume-Uni",
    "united states of america": "États-Unis",
    "usa": "États-Unis",
    "wales": "Royaume-Uni",
    "water": "eau",
    "women": "femmes",
    "youth": "jeunesse",
}
"""The words of the field, and the names of countries other than the usual one, which `Pays.nom_anglais` holds."""


def bouts_de(mots):
    """Return the phrases that hold in a row of `mots`, without accents: « ivory », « coast », « ivory coast »."""
    return {" ".join(mots[debut:fin]) for debut in range(len(mots)) for fin in range(debut + 1, debut + MOTS_MAX + 1)}


def noms_propres(bouts):
    """Return a queryset a model of the (English name, French name) pairs of the countries and towns that `bouts` name."""
    return [
        modele.objects.order_by()
        .annotate(dit=CleDuTitre(tri("nom_anglais")), francais=Cast("nom", TextField()))
        .filter(~Q(nom_anglais=""), dit__in=sorted(bouts))
        .values_list("dit", "francais")
        for modele in (Pays, AutoriteLocale)
    ]


def en_francais(bouts, nommes):
    """Return `{English words: ways to say it}`, tuples of words, what was typed first.

    Args:
        bouts: the phrases typed (`bouts_de`).
        nommes: the (English name, French name) pairs of `noms_propres`.
    """
    dits = {}
    for anglais, nom in [*((bout, FRANCAIS[bout]) for bout in sorted(bouts & FRANCAIS.keys())), *nommes]:
        suite = tuple(anglais.split())
        # Under both forms: the words that join the others may have been left out of what is looked for.
        for cle in {suite, tuple(mot for mot in suite if mot not in JOINTS)}:
            dits.setdefault(cle, [suite]).append(tuple(sans_accent(mot) for mot in mots_de(nom)))
    return {cle: tuple(dict.fromkeys(suites)) for cle, suites in dits.items()}
