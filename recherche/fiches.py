"""What is found by its name: countries, groups, collectivités, authorities abroad, people. A phrase of several words is found
when one of them names the row and the others what it is tied to: « jumelage Fès », « Aix Japon ».
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BooleanField, Case, CharField, ExpressionWrapper, F, Q, TextField, Value, When
from django.db.models.functions import Cast, Concat
from django.db.models.lookups import Regex

from annuaire.models import AutoriteLocale, Collectivite, Mandat, Partenariat, Personne, rang_alphabetique
from groupes_pays.models import Groupe, Presidence
from recherche import prepare
from recherche.textes import DansTableau
from redaction.recherche import CleDuTitre
from socle.filtres import sans_accent
from socle.fonctions import tri
from socle.listes import COMPTE_MAX
from territoires.models import Pays

LIEES_MAX = 300
"""Rows named by some of the words only, of which the others are looked for among what they are tied to."""


@dataclass(frozen=True, kw_only=True)
class Repertoire:
    """A kind of row that has a name.

    Attributes:
        cle, titre, singulier: its short name in addresses, the words of its facet, those of a result.
        modele: its model.
        lignes: the rows shown to everyone.
        noms: the expressions of its names, as `tri` writes them.
        par_son_pays: whether the name of its country names it too.
        ecrits: the columns of its names, as they are written.
        nom_propre: the one that what was typed may be, word for word.
        liens: gives what the rows are tied to: rows, the path of the key of ours, the expression of a name.
        valeur: how much a row found counts among contents, from 2.
    """

    cle: str
    titre: str
    singulier: str
    modele: type
    lignes: Callable
    noms: tuple
    ecrits: tuple = ("nom",)
    nom_propre: object
    liens: Callable
    valeur: float
    par_son_pays: bool = False


def _nature_en_mots():
    natures = (When(nature=nature, then=Value(sans_accent(mot))) for nature, mot in Partenariat.Nature.choices)
    return Case(*natures, default=Value(""), output_field=TextField())


def _liens_d_une_collectivite():
    publics = Partenariat.objects.publics().order_by()
    lignes = Collectivite.objects.order_by()
    yield lignes, "pk", tri("ville")
    for champ in ("departement", "region", "pays"):
        yield lignes, "pk", F(f"{champ}__nom_tri")
    yield publics, "collectivites", _nature_en_mots()
    yield publics, "collectivites", tri("autorites__nom")


def _liens_d_une_autorite():
    publics = Partenariat.objects.publics().order_by()
    yield AutoriteLocale.objects.order_by(), "pk", F("pays__nom_tri")
    yield publics, "autorites", _nature_en_mots()
    yield publics.filter(collectivites__visible=True), "autorites", tri("collectivites__nom")


def _mandats():
    return Mandat.objects.en_cours().filter(collectivite__visible=True).order_by()


def _liens_d_une_personne():
    yield _mandats(), "personne", tri("fonction")
    yield _mandats(), "personne", tri("collectivite__nom")


def _personnes_montrees():
    """Keep who the site names today: in a profile of the directory, or at the head of a group."""
    presidences = Presidence.objects.designees().filter(groupe__in=Groupe.objects.publics().order_by()).order_by()
    return Personne.objects.filter(Q(pk__in=_mandats().values("personne")) | Q(pk__in=presidences.values("personne")))


def _autorites_montrees():
    return AutoriteLocale.objects.filter(pk__in=Partenariat.objects.publics().order_by().values("autorites"))


_NOM_ENTIER = tri(Concat("prenom", Value(" "), "nom", output_field=CharField()))

REPERTOIRES = (
    Repertoire(
        cle="pays",
        titre="Pays",
        singulier="Pays",
        modele=Pays,
        lignes=lambda: Pays.objects.actuels().etrangers(),
        noms=(F("nom_tri"),),
        nom_propre=F("nom_tri"),
        liens=list,
        valeur=2.6,
    ),
    Repertoire(
        cle="groupes",
        titre="Groupes et dynamiques",
        singulier="Groupe",
        modele=Groupe,
        lignes=lambda: Groupe.objects.publics(),
        noms=(tri("nom"),),
        nom_propre=tri("nom"),
        liens=lambda: [(Groupe.objects.order_by(), "pk", F("pays__nom_tri"))],
        valeur=2.5,
    ),
    Repertoire(
        cle="collectivites",
        titre="Collectivités",
        singulier="Collectivité",
        modele=Collectivite,
        lignes=lambda: Collectivite.objects.visibles(),
        noms=(tri("nom"),),
        nom_propre=rang_alphabetique("nom"),
        liens=_liens_d_une_collectivite,
        valeur=2.3,
    ),
    Repertoire(
        cle="autorites",
        titre="Partenaires étrangers",
        singulier="Partenaire étranger",
        modele=AutoriteLocale,
        lignes=_autorites_montrees,
        noms=(tri("nom"),),
        # « jumelage Maroc » finds the towns of Morocco.
        par_son_pays=True,
        nom_propre=tri("nom"),
        liens=_liens_d_une_autorite,
        valeur=2.3,
    ),
    Repertoire(
        cle="personnes",
        titre="Personnes",
        singulier="Personne",
        modele=Personne,
        lignes=_personnes_montrees,
        noms=(tri("nom"), tri("prenom"), tri("variantes")),
        ecrits=("prenom", "nom"),
        nom_propre=_NOM_ENTIER,
        liens=_liens_d_une_personne,
        valeur=2.1,
    ),
)


def trouvees(requete):
    """Return the rows found of every kind: kind, key, words of the name, whether it holds every term."""
    motifs = {f"motif{rang}": terme.motif for rang, terme in enumerate(requete.termes)}
    motifs |= {f"exclu{rang}": terme.motif for rang, terme in enumerate(requete.exclus)}
    nommees = prepare.lire(_nommees, len(requete.termes), len(requete.exclus), **motifs)
    entieres = [(genre, cle, nom, True) for genre, cle, nom, *tenus in nommees if all(tenus)]
    partielles = [ligne for ligne in nommees if not all(ligne[3:])][:LIEES_MAX]
    if not partielles:
        return entieres
    lies, expressions = _noms_lies(partielles), [re.compile(terme.motif) for terme in requete.termes]
    return entieres + [
        (genre, cle, nom, False)
        for genre, cle, nom, *tenus in partielles
        if all(
            tenu or any(expression.search(lie) for lie in lies.get((genre, cle), ()))
            for tenu, expression in zip(tenus, expressions, strict=True)
        )
    ]


def _nommees(termes, exclus):
    for repertoire in REPERTOIRES:
        nommees = [nomme(repertoire, prepare.texte(f"motif{rang}")) for rang in range(termes)]
        un_mot = Q()
        for nommee in nommees:
            un_mot |= nommee
        lignes = repertoire.lignes().order_by().filter(un_mot)
        for rang in range(exclus):
            lignes = lignes.exclude(nomme(repertoire, prepare.texte(f"exclu{rang}")))
        tenus = [ExpressionWrapper(nommee, BooleanField()) for nommee in nommees]
        genre = Value(repertoire.cle, TextField())
        yield lignes.values_list(genre, Cast("pk", TextField()), CleDuTitre(repertoire.nom_propre), *tenus)[: COMPTE_MAX + 1]


def nomme(repertoire, motif):
    """Return the condition that one of the names of a row answers a regular expression."""
    condition = Q()
    for nom in repertoire.noms:
        condition |= Q(Regex(nom, motif))
    if repertoire.par_son_pays:
        nommes = Pays.objects.order_by().filter(Regex(F("nom_tri"), motif))
        condition |= Q(DansTableau(F("pays"), ArraySubquery(nommes.values("pk"))))
    return condition


def _noms_lies(lignes):
    """Return the names that rows are tied to: `{(kind, key): [names]}`, in one query."""
    cles = {}
    for genre, cle, *_ in lignes:
        cles.setdefault(genre, []).append(cle)
    modeles = {repertoire.cle: repertoire.modele for repertoire in REPERTOIRES}
    valeurs = {genre: [modeles[genre]._meta.pk.to_python(cle) for cle in siennes] for genre, siennes in cles.items()}
    lies = {}
    for genre, cle, nom in prepare.lire(_liens, tuple(sorted(cles)), **valeurs):
        lies.setdefault((genre, cle), []).append(nom or "")
    return lies


def _liens(genres):
    for repertoire in (un for un in REPERTOIRES if un.cle in genres):
        cle = repertoire.modele._meta.pk
        cles = prepare.tableau(repertoire.cle, getattr(cle, "target_field", cle).__class__())
        for lignes, chemin, nom in repertoire.liens():
            yield lignes.filter(DansTableau(F(chemin), cles)).values_list(
                Value(repertoire.cle, TextField()), Cast(chemin, TextField()), Cast(nom, TextField())
            )
