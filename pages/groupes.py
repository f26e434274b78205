"""The page of a group: the group itself, and what the apps above it know about it."""

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Prefetch, prefetch_related_objects
from django.db.models.functions import JSONObject
from django.urls import reverse
from django.utils import timezone
from django.views.generic import DetailView

from annuaire.comptes import partenariats_confirmes, repere_des_partenariats
from annuaire.models import AutoriteLocale, Collectivite, Partenariat, Projet
from fonds_solidarite.models import FondsSolidarite
from groupes_pays.donnees_liees import de_groupe
from groupes_pays.models import Groupe, Nature, Presidence
from pages.sujets import composer
from redaction.consultation import adresse_de_gestion
from redaction.registre import lignes_de_sujet
from socle.memoire import VueGardee
from socle.reperes import Repere

MONTRES = 5


class PageGroupePays(VueGardee, DetailView):
    """The page of a country group: its work, its people, and all the contents that point at it."""

    template_name = "pages/groupe.html"
    context_object_name = "groupe"
    liste = ("Groupes-pays", "groupes_pays:liste")
    mots = {"le": "le groupe", "du": "du groupe", "ce": "Ce groupe"}
    queryset = Groupe.objects.groupes_pays()

    def get_queryset(self):
        return super().get_queryset().select_related("image")

    def get_context_data(self, **kwargs):
        titre, liste = self.liste
        return super().get_context_data(
            niveaux=[(titre, reverse(liste))],
            mots=self.mots,
            donnees_liees=de_groupe(self.object),
            adresse_de_gestion=adresse_de_gestion(self.request.user, self.object),
            flux_du_groupe=(f"Tout ce qui paraît sur {self.object.nom}", adresse_du_flux(self.object)),
            corps=self.corps,
            **kwargs,
        )

    def corps(self):
        """Return what the body of the page shows beside the group: the same for all, but for the team."""
        groupe, lecteur = self.object, self.request.lecteur
        presidees = Prefetch("presidences", Presidence.objects.avec_mandat())
        prefetch_related_objects([groupe], "pays", "referents", presidees)
        pays = list(groupe.pays.all())
        projets = Projet.objects.publics().filter(pays__in=pays).distinct() if pays else Projet.objects.none()
        liens = Partenariat.objects.publics().filter(pk__in=Partenariat.objects.filter(autorites__pays__in=pays).values("pk"))
        sujet = composer(
            lignes_de_sujet(lecteur, champ="groupes", sujet=groupe),
            lecteur,
            montres=MONTRES,
            sujet=groupe,
            choix={"groupe": groupe.slug},
            autres={
                "projets": projets,
                "liens": liens,
                "membres": groupe.membres.visibles(),
                **partenariats_confirmes(pays),
            },
        )
        membres = Repere(
            compte=sujet.nombres["membres"],
            nom="collectivité membre",
            noms="collectivités membres",
            feminin=True,
            note="dans l’annuaire",
            adresse="#membres",
        )
        reperes = [membres, *([repere_des_partenariats(pays, sujet.nombres)] if pays else [])]
        return {
            "bandeau": sujet.bandeau(
                reperes=reperes,
                contacts=list(groupe.referents.all()),
                flux=adresse_du_flux(groupe),
                titre_du_flux=f"Tout ce qui paraît sur {self.mots['le']}",
            ),
            "comptes_rendus": sujet.comptes_rendus,
            "membres": groupe.membres.visibles().alphabetique().only("nom", "slug"),
            "documents": groupe.documents.annonces_pour(lecteur),
            "blocs": [bloc for bloc in sujet.blocs if bloc or (bloc.sorte.dit_son_vide and groupe.etat != Groupe.Etat.CLOS)],
            "fonds": fonds_des_pays(pays, lecteur),
            "projets": projets.recents_d_abord()[:MONTRES],
            "partenariats": _partenariats(liens.recents_d_abord()[:MONTRES], pays),
            "nb_projets": sujet.nombres["projets"],
            "nb_partenariats": sujet.nombres["liens"],
            "un_pays": pays[0] if len(pays) == 1 else None,
            **presidences(groupe),
        }


class PageDynamique(PageGroupePays):
    """The page of a dynamique."""

    liste = ("Dynamiques", "groupes_pays:dynamiques")
    mots = {"le": "la dynamique", "du": "de la dynamique", "ce": "Cette dynamique"}
    queryset = Groupe.objects.dynamiques()


def adresse_du_flux(groupe):
    """Return the address of the feed of a group."""
    nom = "flux_groupe" if groupe.nature == Nature.GROUPE_PAYS else "flux_dynamique"
    return reverse(f"pages:{nom}", kwargs={"slug": groupe.slug})


def _partenariats(liens, pays):
    """Bring with partnerships the names of who they tie: those of the directory, and the authorities of the countries `pays`."""
    francaises = Collectivite.objects.visibles().filter(partenariats=OuterRef("pk")).alphabetique().values("nom")
    autorites = AutoriteLocale.objects.filter(partenariats=OuterRef("pk"), pays__in=pays).order_by("nom")
    la_bas = autorites.values(ligne=JSONObject(nom="nom", pays="pays__nom", slug="slug"))
    # Their keys first: the names of all the others would be read to be thrown away.
    montres = Partenariat.objects.filter(pk__in=liens.values("pk")).recents_d_abord()
    return montres.annotate(francaises=ArraySubquery(francaises), la_bas=ArraySubquery(la_bas))


def presidences(groupe):
    """Split the presidencies of a group, already loaded: in force today, and over (latest first)."""
    aujourd_hui = timezone.localdate()
    toutes = list(groupe.presidences.all())
    passees = [presidence for presidence in toutes if presidence.fin is not None and presidence.fin < aujourd_hui]
    return {
        "presidences": [presidence for presidence in toutes if presidence.est_en_cours],
        "anciennes_presidences": sorted(passees, key=lambda presidence: presidence.fin, reverse=True),
    }


def fonds_des_pays(pays, lecteur):
    """Return the solidarity funds online for countries already loaded; an empty list costs nothing."""
    return FondsSolidarite.objects.en_ligne_pour(lecteur).filter(pays__in=pays).distinct() if pays else []
