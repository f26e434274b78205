"""The data sets of groups and of countries."""

from typing import Literal

from django.db.models import F, Prefetch
from django.urls import reverse
from pydantic import BaseModel, Field

from annuaire.models import Collectivite
from api.jeux import Jeu, absolue, coordonnees
from api.modeles import Collectivites, Html, Numero, Page, PaysCites, Situation, Themes, cles, situation
from groupes_pays.filtres import FiltreDynamiques, FiltreGroupesPays
from groupes_pays.models import Groupe, Nature
from groupes_pays.views import ListeDynamiques, ListeGroupesPays
from socle.texte_riche import assainir
from territoires.models import Pays

TEXTES = ("creation", "missions", "faits_marquants")


class GroupeEnListe(BaseModel):
    id: Numero
    url: Page
    nom: str
    nature: Literal[tuple(nature.value for nature in Nature if nature != Nature.COMITE)]
    etat: Literal[tuple(Groupe.Etat.values)]
    cree_en: str | None = Field(description="date de création, telle qu’on la sait")
    chapo: str | None
    pays: PaysCites
    themes: Themes
    membres: Collectivites


class GroupeSeul(GroupeEnListe):
    creation: Html
    missions: Html
    faits_marquants: Html


def _groupes(vue):
    def lignes(request):
        # The list of the portal brings the presidencies with their persons: open data names nobody.
        groupes = vue(request=request).get_queryset().select_related(None).prefetch_related(None).defer(*TEXTES)
        return groupes.prefetch_related("pays", "themes", Prefetch("membres", Collectivite.objects.visibles().only("pk")))

    return lignes


def _groupe(groupe):
    return {
        "id": groupe.pk,
        "url": absolue(groupe.get_absolute_url()),
        "nom": groupe.nom,
        "nature": groupe.nature,
        "etat": groupe.etat,
        "cree_en": groupe.cree_en or None,
        "chapo": groupe.chapo or None,
        "pays": cles(groupe.pays),
        "themes": cles(groupe.themes, "slug"),
        "membres": cles(groupe.membres),
    }


def _textes(groupe):
    return {champ: assainir(getattr(groupe, champ)) or None for champ in TEXTES}


class PaysEnListe(Situation):
    id: str = Field(description="code ISO 3166-1 à deux lettres")
    url: Page
    alpha3: str = Field(description="code ISO 3166-1 à trois lettres")
    nom: str
    region_monde: Literal[tuple(Pays.RegionMonde.values)] = Field(description="région du monde")
    eligible_apd: bool = Field(description="éligible à l’aide publique au développement")


def _pays(pays):
    return {
        "id": pays.pk,
        "url": absolue(reverse("pays", kwargs={"slug": pays.slug})),
        "alpha3": pays.alpha3,
        "nom": pays.nom,
        "region_monde": pays.region_monde,
        "eligible_apd": pays.eligible_apd,
        **situation(pays),
    }


RESEAU = (
    *(
        Jeu(
            cle=cle,
            titre=titre,
            description=description,
            lignes=_groupes(vue),
            filtre=filtre,
            ligne=GroupeEnListe,
            fiche=GroupeSeul,
            lire=_groupe,
            lire_fiche=_textes,
        )
        for cle, titre, description, vue, filtre in (
            (
                "groupes-pays",
                "Groupes-pays",
                "Les groupes de collectivités actives dans un même pays.",
                ListeGroupesPays,
                FiltreGroupesPays,
            ),
            (
                "dynamiques",
                "Dynamiques",
                "Les groupes de collectivités réunies par une région du monde ou par un thème.",
                ListeDynamiques,
                FiltreDynamiques,
            ),
        )
    ),
    Jeu(
        cle="pays",
        titre="Pays",
        description="Les pays du référentiel, avec leurs codes ISO et leur nom d’usage.",
        lignes=lambda request: Pays.objects.actuels().annotate(point_latitude=F("latitude"), point_longitude=F("longitude")),
        ligne=PaysEnListe,
        fiche=PaysEnListe,
        lire=_pays,
        points=coordonnees,
    ),
)
