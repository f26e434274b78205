"""The public directory: collectivités, their profiles, their partnerships."""

from itertools import groupby

from django.db.models import Max, OuterRef, Subquery
from django.http import Http404
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.functional import SimpleLazyObject
from django.views.generic import DetailView

from annuaire import perms
from annuaire.filtres import FiltreCollectivites, FiltrePartenariats
from annuaire.models import Adhesion, Collectivite, Partenariat, Rattachement
from annuaire.reperes import donnees_officielles, population_des_communes
from redaction.consultation import adresse_de_gestion
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
        """Return the partnerships by country, or all together in the order asked for."""
        if self.compris.form.cleaned_data.get("tri"):
            return [(None, list(lignes))]
        return [(pays, list(les_siens)) for pays, les_siens in groupby(lignes, lambda un: un.pays_principal)]


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
