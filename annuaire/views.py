"""The public directory: collectivités, their profiles, their partnerships."""

from itertools import groupby

from django.db.models import Max, OuterRef, Subquery
from django.http import Http404
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.functional import SimpleLazyObject
from django.views.generic import DetailView

from annuaire import carte, perms
from annuaire.donnees_liees import d_autorite, de_collectivite
from annuaire.filtres import FiltreCollectivites, FiltrePartenariats
from annuaire.models import Adhesion, AutoriteLocale, Collectivite, Partenariat, Projet, Rattachement
from annuaire.reperes import donnees_officielles, population_des_communes
from redaction.consultation import adresse_de_gestion
from socle.filtres import sans_accent
from socle.fonctions import tri
from socle.listes import ListeFiltree
from socle.memoire import VueGardee
from territoires.models import ImportReferentiel

ACTUALITES_MONTREES = 5


class ListeCollectivites(ListeFiltree):
    """The collectivités of the directory, by name."""

    filterset_class = FiltreCollectivites
    template_name = "annuaire/liste.html"

    def get_queryset(self):
        return Collectivite.objects.visibles().avec_adhesion().pour_carte().alphabetique()


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


class PageCollectivite(VueGardee, DetailView):
    """A profile. A collectivité hidden from the directory is previewed by staff and by its own people."""

    template_name = "annuaire/collectivite.html"
    context_object_name = "collectivite"

    def get_queryset(self):
        adhesions = Adhesion.objects.filter(collectivite=OuterRef("pk"))
        rattachements = Rattachement.objects.filter(collectivite=OuterRef("pk"), utilisateur=self.request.user.pk)
        fiches = Collectivite.objects.select_related(
            "commune__departement", "commune__epci", "epci", "departement", "region", "image"
        ).prefetch_related("pays", "secteurs", "odds")
        return fiches.annotate(
            population_des_communes=population_des_communes(),
            role_du_compte=Subquery(rattachements.values("role")),
            adhesion_en_cours=Subquery(adhesions.en_cours().values_list("pk")[:1]),
            adherente_depuis=Subquery(adhesions.en_cours().values_list("debut")[:1]),
            millesime=Subquery(ImportReferentiel.objects.order_by().values_list(Max("millesime"))[:1]),
        )

    def get_object(self, queryset=None):
        collectivite = super().get_object(queryset)
        self.apercu = not collectivite.visible
        chez_soi = collectivite.role_du_compte is not None
        if self.apercu and not chez_soi and not perms.peut_previsualiser(self.request.user, collectivite):
            raise Http404("Cette collectivité n’est pas dans l’annuaire public.")
        return collectivite

    def render_to_response(self, context, **kwargs):
        reponse = super().render_to_response(context, **kwargs)
        if self.apercu:
            add_never_cache_headers(reponse)
        return reponse

    def get_context_data(self, **kwargs):
        collectivite, lecteur = self.object, self.request.lecteur
        mandats = collectivite.mandats.en_cours().select_related("personne")
        contributions = collectivite.contributions.en_vigueur().montrees_a(lecteur)
        return super().get_context_data(
            niveaux=[("Annuaire", reverse("annuaire:liste"))],
            apercu=self.apercu,
            donnees_liees=None if self.apercu else de_collectivite(collectivite),
            adresse_de_gestion=adresse_de_gestion(self.request.user, collectivite),
            officiel=donnees_officielles(collectivite),
            mandats=list(mandats.order_by(tri("personne__nom"), tri("personne__prenom"), "pk")),
            partenariats=list(collectivite.partenariats.pour_liste().par_pays()),
            projets=list(collectivite.projets.prefetch_related("pays")),
            groupes=list(collectivite.groupes.publics().actifs()),
            contributions=list(contributions),
            actualites=list(collectivite.actualites.en_ligne_pour(lecteur)[:ACTUALITES_MONTREES]),
            # Only the button: the form asks `perms` again.
            peut_proposer=collectivite.role_du_compte == Rattachement.Role.REFERENT,
            **kwargs,
        )
