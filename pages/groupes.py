"""The page of a group: the group itself, and what the apps above it know about it."""

from django.db.models import Prefetch
from django.urls import reverse
from django.utils import timezone
from django.views.generic import DetailView

from fonds_solidarite.models import FondsSolidarite
from groupes_pays.donnees_liees import de_groupe
from groupes_pays.models import Groupe, Presidence
from redaction.consultation import adresse_de_gestion
from redaction.registre import blocs_de_sujet
from socle.memoire import VueGardee

MONTRES = 5


class PageGroupePays(VueGardee, DetailView):
    """The page of a country group: its work, its people, and all the contents that point at it."""

    template_name = "pages/groupe.html"
    context_object_name = "groupe"
    liste = ("Groupes-pays", "groupes_pays:liste")
    mots = {"le": "le groupe", "du": "du groupe", "ce": "Ce groupe"}
    queryset = Groupe.objects.groupes_pays()

    def get_queryset(self):
        presidences = Prefetch("presidences", Presidence.objects.avec_mandat())
        return super().get_queryset().select_related("image").prefetch_related("pays", "themes", "referents", presidences)

    def get_context_data(self, **kwargs):
        groupe, lecteur = self.object, self.request.lecteur
        titre, liste = self.liste
        blocs = blocs_de_sujet(lecteur, MONTRES, champ="groupes", sujet=groupe, choix={"groupe": groupe.slug})
        return super().get_context_data(
            niveaux=[(titre, reverse(liste))],
            mots=self.mots,
            donnees_liees=de_groupe(groupe),
            adresse_de_gestion=adresse_de_gestion(self.request.user, groupe),
            nb_partenariats=groupe.nombre_de_partenariats,
            membres=groupe.membres.visibles().alphabetique().only("nom", "slug"),
            documents=groupe.documents.annonces_pour(lecteur),
            blocs=[bloc for bloc in blocs if bloc or (bloc.sorte.dit_son_vide and groupe.etat != Groupe.Etat.CLOS)],
            fonds=fonds_des_pays(groupe.pays.all(), lecteur),
            **presidences(groupe),
            **kwargs,
        )


class PageDynamique(PageGroupePays):
    """The page of a dynamique."""

    liste = ("Dynamiques", "groupes_pays:dynamiques")
    mots = {"le": "la dynamique", "du": "de la dynamique", "ce": "Cette dynamique"}
    queryset = Groupe.objects.dynamiques()


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
