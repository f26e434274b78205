"""Everything the portal knows about a country, gathered from the apps below; and which countries it knows something about."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Prefetch, Q

from annuaire.models import AutoriteLocale, Collectivite, Partenariat, Projet, rang_alphabetique
from groupes_pays.models import Groupe, Presidence
from redaction.registre import BlocDeSujet, blocs_de_sujet, sortes
from socle.lies import tient_une
from territoires.models import Pays

MONTRES = 6
COLLECTIVITES_MONTREES = 12
# The kinds of the register before this rank stand above the collectivités, the others below.
RANG_DES_COLLECTIVITES = 40


@dataclass(frozen=True)
class FichePays:
    """The blocks of a country's page: the first rows only where the whole list has a page of its own."""

    groupes: list
    en_tete: list[BlocDeSujet]
    collectivites: list
    projets: list
    en_suite: list[BlocDeSujet]

    @property
    def vide(self):
        """Whether the portal has nothing yet on this country."""
        return not any(vars(self).values())

    def sommaire(self):
        """Return the (title, id) pairs of the blocks that hold something, when there are enough to need a summary."""
        blocs = [
            ("Groupes", "groupes", self.groupes),
            *((bloc.sorte.titre, bloc.sorte.cle, bloc) for bloc in self.en_tete),
            ("Collectivités et partenariats", "collectivites", self.collectivites),
            ("Projets", "projets", self.projets),
            *((bloc.sorte.titre, bloc.sorte.cle, bloc) for bloc in self.en_suite),
        ]
        remplis = [(titre, identifiant) for titre, identifiant, contenu in blocs if contenu]
        return remplis if len(remplis) > 2 else []


def fiche_de(pays, lecteur):
    """Return what `lecteur` may see about `pays`; as many queries whatever the number of rows."""
    tous = blocs_de_sujet(lecteur, MONTRES, champ="pays", sujet=pays, choix={"pays": pays.pk})
    blocs = [bloc for bloc in tous if bloc]
    return FichePays(
        groupes=list(_groupes(pays)),
        en_tete=[bloc for bloc in blocs if bloc.sorte.rang < RANG_DES_COLLECTIVITES],
        collectivites=list(collectivites_de(pays)[:COLLECTIVITES_MONTREES]),
        projets=list(_projets(pays)[:MONTRES]),
        en_suite=[bloc for bloc in blocs if bloc.sorte.rang >= RANG_DES_COLLECTIVITES],
    )


def _groupes(pays):
    presidences = Presidence.objects.en_cours().avec_mandat()
    return (
        Groupe.objects.publics()
        .filter(pays=pays)
        .prefetch_related(Prefetch("presidences", presidences, to_attr="presidences_en_cours"))
    )


def _projets(pays):
    """The projects in a country that a collectivité of the directory leads, each with those (`visibles`)."""
    visibles = Collectivite.objects.visibles()
    menes = Projet.objects.filter(Exists(visibles.filter(projets=OuterRef("pk"))), pays=pays)
    return menes.prefetch_related(Prefetch("collectivites", visibles, to_attr="visibles"))


def collectivites_de(pays):
    """The collectivités at work in a country, or tied to an authority there; those with a partnership first."""
    du_pays = AutoriteLocale.objects.filter(pays=pays)
    liens = Partenariat.objects.filter(autorites__in=du_pays)
    partenariats = liens.distinct().prefetch_related(Prefetch("autorites", du_pays, to_attr="autorites_du_pays"))
    return (
        Collectivite.objects.visibles()
        .annotate(avec_partenariat=Exists(liens.filter(collectivites=OuterRef("pk"))))
        .filter(Q(avec_partenariat=True) | Q(pk__in=pays.collectivites.order_by().values("pk")))
        .order_by("-avec_partenariat", rang_alphabetique("nom"), "pk")
        .prefetch_related(Prefetch("partenariats", partenariats, to_attr="partenariats_du_pays"))
    )


def pays_presents(lecteur):
    """Return the countries the portal has something to say about to `lecteur`, by name."""
    porteurs = (
        Groupe.objects.publics(),
        Projet.objects.filter(collectivites__in=Collectivite.objects.visibles()),
        Collectivite.objects.visibles(),
        AutoriteLocale.objects.filter(partenariats__in=Partenariat.objects.publics()),
    )
    presents = Q()
    for lignes in porteurs:
        presents |= Q(Exists(lignes.order_by().filter(pays=OuterRef("pk"))))
    for sorte in (sorte for sorte in sortes() if sorte.a("pays")):
        presents |= Q(tient_une(sorte.modele.objects.en_ligne_pour(lecteur).filter(pays=OuterRef("pk"))))
    groupe = Groupe.objects.groupes_pays().actifs().filter(pays=OuterRef("pk"))
    return Pays.objects.filter(presents).annotate(a_un_groupe=Exists(groupe)).order_by("nom_tri")
