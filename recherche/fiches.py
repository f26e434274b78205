"""What is found by its name: countries, groups, collectivités, authorities abroad, people. A phrase of several words is found
when one of them names the row and the others what it is tied to: « jumelage Fès », « Aix Japon ».
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import BooleanField, CharField, ExpressionWrapper, F, Q, TextField, Value
from django.db.models.functions import Cast, Concat
from django.db.models.lookups import Regex

from annuaire.models import AutoriteLocale, Collectivite, Mandat, Partenariat, Personne, rang_alphabetique
from groupes_pays.models import Groupe, Presidence
from recherche.textes import CleDuTitre
from socle.fonctions import tri
from socle.listes import COMPTE_MAX
from socle.mots import valeurs_nommees
from territoires.models import Pays


@dataclass(frozen=True, kw_only=True)
class Repertoire:
    """A kind of row that has a name.

    Attributes:
        cle, titre, singulier: its short name in addresses, the words of its facet, those of a result.
        modele: its model.
        lignes: the rows shown to everyone.
        noms: the expressions of its names, as `tri` writes them.
        nom_propre: the one that what was typed may be, word for word.
        liens: given a term, the queryset of the keys of the rows tied to what it names, one for each relation.
        valeur: how much a row found counts among contents, from 2.
    """

    cle: str
    titre: str
    singulier: str
    modele: type
    lignes: Callable
    noms: tuple
    nom_propre: object
    liens: Callable = lambda terme: []
    valeur: float


def _partenariats(terme, champ):
    """Return the keys of one end of the public partnerships of a kind that the term names, or whose other end it names."""
    publics = Partenariat.objects.publics().order_by()
    natures = [nature for suite in terme.suites for nature in valeurs_nommees(Partenariat.Nature.choices, " ".join(suite))]
    trouvees = [publics.filter(nature__in=natures).values(champ)] if natures else []
    if champ == "autorites":
        autre = {"collectivites__in": Collectivite.objects.visibles().filter(_nomme(terme, tri("nom"))).order_by()}
    else:
        autre = {"autorites__in": AutoriteLocale.objects.filter(_nomme(terme, tri("nom"))).order_by()}
    return [*trouvees, publics.filter(**autre).values(champ)]


def _pays(terme):
    return Pays.objects.filter(_nomme(terme, F("nom_tri"))).order_by()


def _liens_d_une_collectivite(terme):
    lignes = Collectivite.objects.order_by()
    return [
        lignes.filter(_nomme(terme, tri("ville"))).values("pk"),
        lignes.filter(_nomme(terme, F("departement__nom_tri"))).values("pk"),
        lignes.filter(_nomme(terme, F("region__nom_tri"))).values("pk"),
        lignes.filter(pays__in=_pays(terme)).values("pk"),
        *_partenariats(terme, "collectivites"),
    ]


def _liens_d_une_autorite(terme):
    return [
        AutoriteLocale.objects.order_by().filter(pays__in=_pays(terme)).values("pk"),
        *_partenariats(terme, "autorites"),
    ]


def _liens_d_une_personne(terme):
    mandats = Mandat.objects.en_cours().filter(collectivite__visible=True).order_by()
    return [
        mandats.filter(_nomme(terme, tri("fonction"))).values("personne"),
        mandats.filter(_nomme(terme, tri("collectivite__nom"))).values("personne"),
    ]


def _personnes_montrees():
    """Keep who the site names today: in a profile of the directory, or at the head of a group."""
    mandats = Mandat.objects.en_cours().filter(collectivite__visible=True)
    presidences = Presidence.objects.en_cours().filter(groupe__in=Groupe.objects.publics().order_by())
    return Personne.objects.filter(Q(pk__in=mandats.order_by().values("personne")) | Q(pk__in=presidences.values("personne")))


_NOM_ENTIER = tri(Concat("prenom", Value(" "), "nom", output_field=CharField()))

REPERTOIRES = (
    Repertoire(
        cle="pays",
        modele=Pays,
        titre="Pays",
        singulier="Pays",
        lignes=lambda: Pays.objects.actuels().etrangers(),
        noms=(F("nom_tri"),),
        nom_propre=F("nom_tri"),
        valeur=2.6,
    ),
    Repertoire(
        cle="groupes",
        modele=Groupe,
        titre="Groupes et dynamiques",
        singulier="Groupe",
        lignes=lambda: Groupe.objects.publics(),
        noms=(tri("nom"),),
        nom_propre=tri("nom"),
        liens=lambda terme: [Groupe.objects.order_by().filter(pays__in=_pays(terme)).values("pk")],
        valeur=2.5,
    ),
    Repertoire(
        cle="collectivites",
        modele=Collectivite,
        titre="Collectivités",
        singulier="Collectivité",
        lignes=lambda: Collectivite.objects.visibles(),
        noms=(tri("nom"),),
        nom_propre=rang_alphabetique("nom"),
        liens=_liens_d_une_collectivite,
        valeur=2.3,
    ),
    Repertoire(
        cle="autorites",
        modele=AutoriteLocale,
        titre="Partenaires étrangers",
        singulier="Partenaire étranger",
        lignes=lambda: AutoriteLocale.objects.filter(pk__in=Partenariat.objects.publics().order_by().values("autorites")),
        noms=(tri("nom"),),
        nom_propre=tri("nom"),
        liens=_liens_d_une_autorite,
        valeur=2.3,
    ),
    Repertoire(
        cle="personnes",
        modele=Personne,
        titre="Personnes",
        singulier="Personne",
        lignes=_personnes_montrees,
        noms=(_NOM_ENTIER, tri("variantes")),
        nom_propre=_NOM_ENTIER,
        liens=_liens_d_une_personne,
        valeur=2.1,
    ),
)


def _nomme(terme, nom):
    """Return the condition that the term begins a word of the expression `nom`."""
    return Q(Regex(nom, Value(terme.motif)))


def _nommee(repertoire, terme):
    condition = Q()
    for nom in repertoire.noms:
        condition |= _nomme(terme, nom)
    return condition


def trouvees(repertoire, requete):
    """Return the queryset of the rows found: kind, key, words of their name, whether it holds every term."""
    par_son_nom, entier, toutes = Q(), Q(), Q()
    for terme in requete.termes:
        nommee = _nommee(repertoire, terme)
        par_son_nom |= nommee
        entier &= nommee
        if len(requete.termes) > 1:
            for lies in repertoire.liens(terme):
                nommee |= Q(pk__in=lies)
            toutes &= nommee
    lignes = repertoire.lignes().order_by().filter(par_son_nom).filter(toutes)
    for terme in requete.exclus:
        lignes = lignes.exclude(_nommee(repertoire, terme))
    tous = ExpressionWrapper(entier, BooleanField())
    genre = Value(repertoire.cle, TextField())
    return lignes.values_list(genre, Cast("pk", TextField()), CleDuTitre(repertoire.nom_propre), tous)[: COMPTE_MAX + 1]
