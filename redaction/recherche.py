"""Words looked for in contents: the columns that hold them, and the condition that finds them.

The back office searches the whole of a content; who may not read all of it searches its title and chapo only.
"""

import re
import unicodedata
from functools import reduce
from operator import and_, or_

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchQuery, SearchVector, SearchVectorField
from django.db import connection
from django.db.models import BooleanField, ExpressionWrapper, Func, GeneratedField, Index, Q, TextField, Value
from django.db.models.functions import Cast

from socle.fonctions import BoutABout, EnClair, VecteurRecherche, tri
from socle.mots import ECRITURES

ENTIER, TITRE = "recherche", "recherche_titre"
"""The vector of all that a content says, and that of what everyone reads of it."""
VECTEURS = (ENTIER, TITRE)

MOTS_MAX = 8
"""Words that are looked for, the first ones: each costs a reading of the index."""
LETTRES_MAX = 60
"""Letters of a word that are looked for: its beginning finds it, and PostgreSQL refuses a word of 2 KB."""

# By relation of a content, the field that names the row at its end: a content is found by its subjects too.
SUJETS = {"pays": "nom", "themes": "nom", "groupes": "nom", "fonds": "titre"}

_MOT = re.compile(r"[^\W_]+")


class CleDuTitre(Func):
    """The words of a title or of a name, without what people do not type."""

    template = "btrim(regexp_replace(%(expressions)s, '[^a-z0-9]+', ' ', 'g'))"
    output_field = TextField()


TITRE_NU = CleDuTitre(tri("titre"))
"""The title as `CleDuTitre` writes it, by which it is found word for word."""


class ColonneCalculee(GeneratedField):
    """A generated column that the row just written does not bring back."""

    db_returning = False


def colonne_de_recherche(*textes):
    """Return the generated column of what is searched: the title, which weighs most, what goes with it, then the `textes`.

    Args:
        textes: names of the fields that only who may read the whole content searches; none for the vector of the title.
    """
    corps = BoutABout(*textes) if textes else Value("", TextField())
    return ColonneCalculee(
        expression=VecteurRecherche("titre", BoutABout("surtitre", "sous_titre", "chapo"), corps),
        output_field=SearchVectorField(),
        db_persist=True,
    )


def index_de_recherche():
    """Return the indexes of the two columns and of the exact title, for the `Meta` of an abstract model."""
    noms = {ENTIER: "entier", TITRE: "titre"}  # the name of an index has thirty letters at most
    titre_nu = Index(TITRE_NU, name="%(class)s_titre_nu")
    return [*(GinIndex(fields=[vecteur], name=f"%(class)s_{nom}") for vecteur, nom in noms.items()), titre_nu]


def mots_de(texte):
    """Return the words of what was typed, once each and in its order, without punctuation: at most `MOTS_MAX`."""
    trouves = _MOT.findall(unicodedata.normalize("NFC", texte).casefold())
    return [*dict.fromkeys(mot[:LETTRES_MAX] for mot in trouves)][:MOTS_MAX]


def chercher(lignes, texte, *, vecteur=ENTIER):
    """Keep the contents that hold every word of `texte`, whole or by its beginning, whatever accents and capitals.

    A word is also found in the names of the subjects. « de », « la »… count only when nothing else is asked for. Signs alone find
    nothing; an empty text asks for nothing.

    Args:
        lignes: a queryset of a content.
        texte: what a person typed, whatever it is.
        vecteur: `TITRE` for who may not read the whole of the rows.
    """
    mots = mots_de(texte)
    if not mots:
        return lignes.none() if texte.replace("\0", " ").strip() else lignes
    vides = _mots_vides(mots)
    cherches = {mot: _requete(mot) for mot in mots if mot not in vides} or {mot: _debut(mot) for mot in mots}
    sujets = _sujets_nommes(lignes.model, [*cherches])
    if seules := [requete for mot, requete in cherches.items() if mot not in sujets]:
        lignes = lignes.filter(**{vecteur: reduce(and_, seules)})
    for mot, liens in sujets.items():
        # Sets of keys, each read in its index: no index answers « in the text or tied to such a row ».
        tenues = lignes.model._base_manager.order_by().filter(**{vecteur: cherches[mot]}).values("pk")
        lignes = lignes.filter(pk__in=tenues.union(*liens))
    return lignes


def _debut(mot):
    return SearchQuery(f"'{mot}':*", config="public.mots", search_type="raw")


def _requete(mot):
    """Return the query of a word: its stem, which finds « communes » by « commune », or words that begin with it.

    « St » also finds « Saint », and the other way round.
    """
    if autre := ECRITURES.get(mot):  # whole words: so many begin with « st »
        return SearchQuery(f"'{mot}' | '{autre}'", config="public.mots", search_type="raw")
    return SearchQuery(f"'{mot}'", config="public.fr", search_type="raw") | _debut(mot)


def _mots_vides(mots):
    """Return those of `mots` that the French search drops (« de », « la »…)."""
    with connection.cursor() as curseur:
        curseur.execute("SELECT mot FROM unnest(%s::text[]) AS mot WHERE length(to_tsvector('public.fr', mot)) = 0", [mots])
        return {mot for (mot,) in curseur.fetchall()}


def _sujets_nommes(modele, mots):
    """Return, for each of `mots` that names subjects of `modele`, the querysets of the keys of the rows tied to them."""
    relations = {champ.name: champ for champ in modele._meta.many_to_many if champ.name in SUJETS}
    requetes = [
        relation.related_model.objects.order_by()
        .annotate(noms=SearchVector(EnClair(SUJETS[nom]), config="public.mots"))
        .filter(noms=reduce(or_, map(_debut, mots)))
        .values_list(Value(nom), Cast("pk", TextField()), *(_tient(mot) for mot in mots))
        for nom, relation in relations.items()
    ]
    trouves = {}
    for nom, cle, *tenus in requetes[0].union(*requetes[1:], all=True) if requetes else ():
        for mot in (mot for mot, tenu in zip(mots, tenus, strict=True) if tenu):
            trouves.setdefault(mot, {}).setdefault(nom, []).append(cle)
    return {mot: [_tenues(relations[nom], cles) for nom, cles in noms.items()] for mot, noms in trouves.items()}


def _tient(mot):
    return ExpressionWrapper(Q(noms=_debut(mot)), BooleanField())


def _tenues(relation, cles):
    """Return the keys of the contents tied by `relation` to one of the rows `cles`."""
    liens = relation.remote_field.through.objects.filter(**{f"{relation.m2m_reverse_field_name()}__in": cles})
    return liens.values(relation.m2m_field_name())
