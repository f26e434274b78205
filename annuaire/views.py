"""The public directory: profiles, partnerships, authorities abroad."""

from itertools import groupby

from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.views.generic import DetailView

from annuaire import carte
from annuaire.donnees_liees import d_autorite
from annuaire.filtres import FiltrePartenariats
from annuaire.models import AutoriteLocale, Partenariat, Projet
from redaction.consultation import adresse_de_gestion
from socle.filtres import sans_accent
from socle.listes import ListeFiltree
from socle.memoire import VueGardee

ACTUALITES_MONTREES = 5


def _premiere(relation):
    """Return the function that gives the first by name of the rows that a list loaded."""
    return lambda lien: min(getattr(lien, relation).all(), key=lambda une: sans_accent(une.nom), default=None)


# What the partnerships stand under, by the order asked for.
GROUPEMENTS = {
    "pays": lambda lien: lien.pays_principal,
    "ville": _premiere("autorites"),
    "collectivite": _premiere("collectivites"),
    "annee": lambda lien: None,
}


class ListePartenariats(ListeFiltree):
    """The partnerships, by country unless another order is asked for."""

    filterset_class = FiltrePartenariats
    template_name = "annuaire/partenariats.html"

    def get_queryset(self):
        return Partenariat.objects.publics().avec_visibles().pour_liste().par_pays()

    def get_context_data(self, **kwargs):
        contexte = super().get_context_data(niveaux=[("Annuaire", reverse("annuaire:liste"))], **kwargs)
        contexte["sections"] = SimpleLazyObject(lambda: self.sections(contexte["page_obj"].object_list))
        return contexte

    def sections(self, lignes):
        """Return the partnerships under the heading of each group: by country, unless another order is asked for."""
        sous = GROUPEMENTS.get(self.compris.form.cleaned_data.get("tri") or "pays")
        return [(titre, list(ensemble)) for titre, ensemble in groupby(lignes, sous)]


class PageAutorite(VueGardee, DetailView):
    """An authority abroad that a collectivité of the public directory works with: its ties, its projects, its place."""

    template_name = "annuaire/autorite.html"
    context_object_name = "autorite"

    def get_queryset(self):
        return AutoriteLocale.objects.publiques().select_related("pays").avec_point()

    def get_context_data(self, **kwargs):
        autorite = self.object
        partenariats = list(autorite.partenariats.publics().pour_liste().par_collectivite())
        confirmations = [lien.confirme_le for lien in partenariats if lien.confirme_le]
        return super().get_context_data(
            niveaux=[
                ("Annuaire", reverse("annuaire:liste")),
                ("Partenariats et jumelages", reverse("annuaire:partenariats")),
            ],
            adresse_de_gestion=adresse_de_gestion(self.request.user, autorite),
            partenariats=partenariats,
            confirme_le=max(confirmations, default=None),
            depuis=min((lien.annee for lien in partenariats if lien.annee), default=None),
            projets=list(Projet.objects.publics().filter(partenariat__in=partenariats).pour_liste()),
            situation=carte.situer(autorite),
            donnees_liees=d_autorite(autorite),
            **kwargs,
        )
