"""Everything the portal knows about a country, gathered from the apps below; and which countries it knows something about."""

from dataclasses import dataclass

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, Prefetch, Q
from django.db.models.functions import JSONObject

from actualites.models import Actualite
from agenda.models import Evenement
from annuaire.models import AutoriteLocale, Collectivite, Partenariat, Projet, rang_alphabetique
from fonds_solidarite.models import FondsSolidarite
from groupes_pays.models import Groupe, Presidence
from ressources.models import Media, Publication
from socle.lies import tient_une
from territoires.models import Pays

MONTRES = 6
COLLECTIVITES_MONTREES = 12


@dataclass(frozen=True)
class FichePays:
    """The blocks of a country's page; each is a list, the first rows only where the whole list has a page of its own."""

    groupes: list
    actualites: list
    a_venir: list
    passes: list
    fonds: list
    collectivites: list
    projets: list
    publications: list
    medias: list

    @property
    def vide(self):
        """Whether the portal has nothing yet on this country."""
        return not any(vars(self).values())

    def sommaire(self):
        """Return the (title, id) pairs of the blocks that hold something, when there are enough to need a summary."""
        blocs = [
            ("Groupes", "groupes", self.groupes),
            ("Agenda", "agenda", self.a_venir or self.passes),
            ("Actualités", "actualites", self.actualites),
            ("Collectivités et partenariats", "collectivites", self.collectivites),
            ("Projets", "projets", self.projets),
            ("Fonds de solidarité", "fonds", self.fonds),
            ("Publications", "publications", self.publications),
            ("Médiathèque", "medias", self.medias),
        ]
        remplis = [(titre, identifiant) for titre, identifiant, contenu in blocs if contenu]
        return remplis if len(remplis) > 2 else []


def listes_de(lecteur):
    """Return the lists that come with a country and cost no query, of dictionaries: `liste_projets`, `liste_medias`."""
    francaises = Collectivite.objects.visibles().filter(projets=OuterRef("pk"))
    projets = Projet.objects.filter(Exists(francaises), pays=OuterRef("pk"))
    projet = JSONObject(titre="titre", debut="annee_debut", fin="annee_fin", noms=ArraySubquery(francaises.values_list("nom")))
    medias = Media.objects.en_ligne_pour(lecteur).filter(pays=OuterRef("pk"))
    media = JSONObject(titre="titre", slug="slug", genre="genre", acces="acces")
    return {
        "liste_projets": ArraySubquery(projets.values_list(projet)[:MONTRES]),
        "liste_medias": ArraySubquery(medias.values_list(media)[:MONTRES]),
    }


def fiche_de(pays, lecteur):
    """Return what `lecteur` may see about `pays`, which came with `listes_de`; eight queries, whatever the number of rows."""
    evenements = Evenement.objects.en_ligne_pour(lecteur).filter(pays=pays)
    a_venir, passes = evenements.prochains_et_derniers(MONTRES, MONTRES)
    return FichePays(
        groupes=list(_groupes(pays)),
        actualites=list(Actualite.objects.en_ligne_pour(lecteur).filter(pays=pays).select_related("image")[:MONTRES]),
        a_venir=a_venir,
        passes=passes,
        fonds=list(FondsSolidarite.objects.en_ligne_pour(lecteur).filter(pays=pays).avec_totaux()),
        collectivites=list(_collectivites(pays)[:COLLECTIVITES_MONTREES]),
        projets=pays.liste_projets,
        medias=[{**media, "genre": Media.Genre(media["genre"]).label} for media in pays.liste_medias],
        publications=list(Publication.objects.en_ligne_pour(lecteur).filter(pays=pays).select_related("image")[:MONTRES]),
    )


def _groupes(pays):
    presidences = Presidence.objects.en_cours().avec_mandat()
    return (
        Groupe.objects.publics()
        .filter(pays=pays)
        .prefetch_related(Prefetch("presidences", presidences, to_attr="presidences_en_cours"))
    )


def _collectivites(pays):
    """The collectivités at work in a country, or tied to an authority there; those with a partnership first."""
    du_pays = AutoriteLocale.objects.filter(pays=pays)
    liens = Partenariat.objects.filter(autorites__in=du_pays)
    noms = du_pays.filter(partenariats=OuterRef("pk")).values_list("nom")
    partenariats = liens.distinct().annotate(noms_autorites=ArraySubquery(noms))
    return (
        Collectivite.objects.visibles()
        .annotate(avec_partenariat=Exists(liens.filter(collectivites=OuterRef("pk"))))
        .filter(Q(avec_partenariat=True) | Q(pk__in=pays.collectivites.order_by().values("pk")))
        .order_by("-avec_partenariat", rang_alphabetique("nom"), "pk")
        .prefetch_related(Prefetch("partenariats", partenariats, to_attr="partenariats_du_pays"))
    )


def pays_presents(lecteur):
    """Return the countries the portal has something to say about to `lecteur`, by name."""
    contenus = (Actualite, Evenement, FondsSolidarite, Publication, Media)
    porteurs = (
        Groupe.objects.publics(),
        Projet.objects.filter(collectivites__in=Collectivite.objects.visibles()),
        Collectivite.objects.visibles(),
        AutoriteLocale.objects.filter(partenariats__in=Partenariat.objects.publics()),
    )
    presents = Q()
    for lignes in porteurs:
        presents |= Q(Exists(lignes.order_by().filter(pays=OuterRef("pk"))))
    for modele in contenus:
        presents |= Q(tient_une(modele.objects.en_ligne_pour(lecteur).filter(pays=OuterRef("pk"))))
    groupe = Groupe.objects.groupes_pays().actifs().filter(pays=OuterRef("pk"))
    return Pays.objects.filter(presents).annotate(a_un_groupe=Exists(groupe)).order_by("nom_tri")
