"""Everything the portal knows about a country, gathered from the apps below; and which countries it knows something about."""

from dataclasses import dataclass, field

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, Prefetch, Q
from django.urls import reverse

from annuaire.comptes import partenariats_confirmes, repere_des_partenariats
from annuaire.models import AutoriteLocale, Collectivite, Partenariat, Projet, rang_alphabetique
from groupes_pays.models import Groupe, Presidence
from pages.sujets import composer
from redaction.bandeaux import Bandeau
from redaction.registre import BlocDeSujet, lignes_de_sujet, sortes
from socle.lies import tient_une
from socle.reperes import Repere
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
    bandeau: Bandeau | None = None
    comptes_rendus: Repere | None = None
    listes: dict = field(default_factory=dict)

    @property
    def vide(self):
        """Whether the portal has nothing yet on this country."""
        return not any((self.groupes, self.en_tete, self.collectivites, self.projets, self.en_suite))

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
    choix = {"pays": pays.pk}
    sujet = composer(
        lignes_de_sujet(lecteur, champ="pays", sujet=pays),
        lecteur,
        montres=MONTRES,
        sujet=pays,
        choix=choix,
        autres={
            "collectivites": Collectivite.objects.visibles().filter(pays=pays),
            "projets": Projet.objects.publics().filter(pays=pays),
            "liens": Partenariat.objects.publics().filter(autorites__pays=pays).distinct(),
            **partenariats_confirmes([pays]),
        },
    )
    groupes, blocs = list(_groupes(pays)), [bloc for bloc in sujet.blocs if bloc]
    reperes = [
        Repere(
            compte=sujet.nombres["collectivites"],
            nom="collectivité",
            noms="collectivités",
            feminin=True,
            note="avec une action déclarée dans l’annuaire",
            adresse=reverse("annuaire:liste", query=choix),
        ),
        repere_des_partenariats([pays], sujet.nombres),
    ]
    actifs = [groupe for groupe in groupes if groupe.etat == Groupe.Etat.ACTIF]
    contacts = {contact.pk: contact for groupe in actifs for contact in groupe.referents.all()}
    return FichePays(
        groupes=groupes,
        en_tete=[bloc for bloc in blocs if bloc.sorte.rang < RANG_DES_COLLECTIVITES],
        collectivites=list(collectivites_de(pays)[:COLLECTIVITES_MONTREES]),
        projets=list(_projets(pays)[:MONTRES]),
        en_suite=[bloc for bloc in blocs if bloc.sorte.rang >= RANG_DES_COLLECTIVITES],
        bandeau=sujet.bandeau(
            reperes=reperes,
            contacts=[*contacts.values()],
            flux=reverse("pages:flux_pays", kwargs={"slug": pays.slug}),
            titre_du_flux=f"Tout ce qui paraît sur {pays.avec_article}",
        ),
        comptes_rendus=sujet.comptes_rendus,
        listes={
            "projets": Repere(
                compte=sujet.nombres["projets"],
                nom="projet",
                noms="projets",
                note="",
                adresse=reverse("annuaire:projets", query=choix),
            ),
            "partenariats": Repere(
                compte=sujet.nombres["liens"],
                nom="partenariat",
                noms="partenariats",
                note="",
                adresse=reverse("annuaire:partenariats", query=choix),
            ),
        },
    )


def _groupes(pays):
    presidences = Presidence.objects.en_cours().avec_mandat()
    return (
        Groupe.objects.publics()
        .filter(pays=pays)
        .prefetch_related(Prefetch("presidences", presidences, to_attr="presidences_en_cours"), "referents")
    )


def _projets(pays):
    """The projects in a country that a collectivité of the directory leads, each with the names of those (`visibles`)."""
    visibles = Collectivite.objects.visibles().filter(projets=OuterRef("pk")).alphabetique()
    noms = ArraySubquery(visibles.values("nom"))
    return Projet.objects.publics().filter(pays=pays).recents_d_abord().annotate(visibles=noms)


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
