"""The data sets of the directory: collectivités, partnerships, projects. No person, e-mail nor telephone."""

from datetime import date
from typing import Literal

from pydantic import BaseModel, Field

from annuaire.filtres import FiltrePartenariats
from annuaire.filtres_annuaire import FiltreCollectivites
from annuaire.filtres_projets import FiltreProjets
from annuaire.liste import ListeCollectivites
from annuaire.models import Collectivite, Partenariat, Projet
from annuaire.projets import ListeProjets
from annuaire.reperes import donnees_officielles, population_des_communes
from api.jeux import Jeu, absolue, coordonnees
from api.modeles import Collectivites, Html, Numero, Odds, Page, PaysCites, Secteurs, Situation, cles, situation
from socle.texte_riche import assainir


class CollectiviteEnListe(Situation):
    id: Numero
    url: Page
    nom: str
    type: Literal[tuple(Collectivite.Type.values)]
    siren: str | None = Field(description="numéro SIREN, à neuf chiffres")
    insee: str | None = Field(description="code officiel géographique d’une commune, d’un département ou d’une région")
    population: int | None = Field(description="nombre d’habitants")
    departement: str | None = Field(description="code du département")
    region: str | None = Field(description="nom court de la région, tel que les filtres le prennent")
    adherente: bool = Field(description="adhérente de Cités Unies France aujourd’hui")
    pays: PaysCites
    secteurs: Secteurs
    odds: Odds
    site: str | None = Field(description="site internet")
    verifiee_le: date | None = Field(description="jour où la fiche a été vérifiée")


class CollectiviteSeule(CollectiviteEnListe):
    presentation: Html


def _collectivites(request):
    lignes = ListeCollectivites(request=request).get_queryset().avec_point()
    return (
        lignes.annotate(population_des_communes=population_des_communes())
        .select_related("commune__departement", "commune__epci", "epci", "departement", "region")
        .prefetch_related("pays", "secteurs", "odds")
        .defer("presentation")
    )


def _collectivite(ligne):
    officiel = donnees_officielles(ligne)
    return {
        "id": ligne.pk,
        "url": absolue(ligne.get_absolute_url()),
        "nom": ligne.nom,
        "type": ligne.type,
        "siren": officiel.get("siren"),
        "insee": officiel.get("insee") or officiel.get("code"),
        "population": officiel.get("population"),
        "departement": ligne.departement and ligne.departement.code,
        "region": ligne.region and ligne.region.slug,
        "adherente": ligne.adherente,
        "pays": cles(ligne.pays),
        "secteurs": cles(ligne.secteurs, "slug"),
        "odds": cles(ligne.odds),
        "site": ligne.site or None,
        "verifiee_le": ligne.verifiee_le,
        **situation(ligne),
    }


class Autorite(Situation):
    id: Numero
    nom: str
    pays: str = Field(description="pays, par son code ISO à deux lettres")


class PartenariatEnListe(BaseModel):
    id: Numero
    nature: Literal[tuple(Partenariat.Nature.values)]
    annee: int | None = Field(description="année de signature")
    situation: Literal[tuple(Partenariat.Situation.values)] = Field(
        description="« actif » : confirmé depuis moins de 24 mois ; « a_confirmer » ; « en_sommeil »"
    )
    confirme_le: date | None = Field(description="dernière confirmation par l’une des collectivités")
    collectivites: Collectivites
    autorites: list[Autorite] = Field(description="autorités locales étrangères")
    secteurs: Secteurs
    description: str | None
    source: str | None = Field(description="d’où vient l’information")


def _partenariats(request):
    return Partenariat.objects.publics().avec_visibles().avec_points().prefetch_related("secteurs").par_pays()


def _partenariat(lien):
    return {
        "id": lien.pk,
        "nature": lien.nature,
        "annee": lien.annee,
        "situation": lien.situation,
        "confirme_le": lien.confirme_le,
        "collectivites": cles(lien.collectivites),
        "autorites": [{"id": une.pk, "nom": une.nom, "pays": une.pays_id, **situation(une)} for une in lien.autorites.all()],
        "secteurs": cles(lien.secteurs, "slug"),
        "description": lien.description or None,
        "source": lien.source or None,
    }


class ProjetEnListe(BaseModel):
    id: Numero
    url: Page
    titre: str
    etat: Literal[tuple(Projet.Etat.values)]
    annee_debut: int | None = Field(description="première année")
    annee_fin: int | None = Field(description="dernière année")
    budget: float | None = Field(description="montant total en euros, toutes sources réunies")
    collectivites: Collectivites
    pays: PaysCites
    secteurs: Secteurs
    odds: Odds
    description: str | None


def _projet(projet):
    return {
        "id": projet.pk,
        "url": absolue(projet.get_absolute_url()),
        "titre": projet.titre,
        "etat": projet.etat,
        "annee_debut": projet.annee_debut,
        "annee_fin": projet.annee_fin,
        "budget": projet.budget,
        "collectivites": cles(projet.collectivites),
        "pays": cles(projet.pays),
        "secteurs": cles(projet.secteurs, "slug"),
        "odds": cles(projet.odds),
        "description": projet.description or None,
    }


ANNUAIRE = (
    Jeu(
        cle="collectivites",
        titre="Collectivités",
        description="Les collectivités de l’annuaire et leur action internationale.",
        lignes=_collectivites,
        filtre=FiltreCollectivites,
        ligne=CollectiviteEnListe,
        fiche=CollectiviteSeule,
        lire=_collectivite,
        lire_fiche=lambda ligne: {"presentation": assainir(ligne.presentation) or None},
        points=coordonnees,
    ),
    Jeu(
        cle="partenariats",
        titre="Partenariats et jumelages",
        description="Les liens des collectivités de l’annuaire avec des autorités locales étrangères.",
        lignes=_partenariats,
        filtre=FiltrePartenariats,
        ligne=PartenariatEnListe,
        fiche=PartenariatEnListe,
        lire=_partenariat,
        points=lambda lien: coordonnees(*lien.collectivites.all(), *lien.autorites.all()),
    ),
    Jeu(
        cle="projets",
        titre="Projets",
        description="Les projets que mènent les collectivités de l’annuaire.",
        lignes=lambda request: ListeProjets(request=request).get_queryset(),
        filtre=FiltreProjets,
        ligne=ProjetEnListe,
        fiche=ProjetEnListe,
        lire=_projet,
    ),
)
