"""The page of a collectivité: its profile, and what the portal knows of it."""

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Max, OuterRef, Subquery, prefetch_related_objects
from django.http import Http404
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.views.generic import DetailView

from annuaire import perms
from annuaire.donnees_liees import de_collectivite
from annuaire.models import Adhesion, Collectivite, Rattachement
from annuaire.reperes import donnees_officielles, population_des_communes
from redaction.consultation import adresse_de_gestion
from redaction.registre import blocs_de_sujet, lignes_de_sujet
from socle.fonctions import tri
from socle.memoire import VueGardee
from territoires.models import ImportReferentiel, Pays

MONTRES = 5
"""Contents of each kind, and projects, that the page shows; it leads to the others."""
PARTENARIATS_MONTRES = 15


class PageCollectivite(VueGardee, DetailView):
    """A profile. A collectivité hidden from the directory is previewed by staff and by its own people."""

    template_name = "annuaire/collectivite.html"
    context_object_name = "collectivite"

    def get_queryset(self):
        adhesions = Adhesion.objects.filter(collectivite=OuterRef("pk"))
        rattachements = Rattachement.objects.filter(collectivite=OuterRef("pk"), utilisateur=self.request.user.pk)
        fiches = Collectivite.objects.select_related(
            "commune__departement", "commune__epci", "epci", "departement", "region", "image"
        )
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
        collectivite = self.object
        return super().get_context_data(
            niveaux=[("Annuaire", reverse("annuaire:liste"))],
            apercu=self.apercu,
            donnees_liees=None if self.apercu else de_collectivite(collectivite),
            # A preview is kept for nobody.
            cle_de_fiche=None if self.apercu else self.request.path,
            adresse_de_gestion=adresse_de_gestion(self.request.user, collectivite),
            # Only the button: the form asks `perms` again.
            peut_proposer=collectivite.role_du_compte == Rattachement.Role.REFERENT,
            corps=self.corps,
            **kwargs,
        )

    def corps(self):
        """Return what stands under the title: called when it is made, and kept for all who may read the same."""
        collectivite, lecteur = self.object, self.request.lecteur
        prefetch_related_objects([collectivite], "pays", "secteurs", "odds")
        mandats = collectivite.mandats.en_cours().select_related("personne")
        des_projets = Pays.objects.filter(projets=OuterRef("pk")).order_by("nom_tri").values("nom")
        lignes, choix = lignes_de_sujet(lecteur, champ="collectivites", sujet=collectivite), {"collectivite": collectivite.slug}
        blocs = blocs_de_sujet(lignes, MONTRES, sujet=collectivite, choix=choix, nombres={})
        partenariats = list(collectivite.partenariats.pour_liste().par_pays())
        projets = list(collectivite.projets.recents_d_abord().annotate(noms_pays=ArraySubquery(des_projets)))
        return {
            "officiel": donnees_officielles(collectivite),
            "mandats": list(mandats.order_by(tri("personne__nom"), tri("personne__prenom"), "pk")),
            "partenariats": partenariats,
            "par_pays": sous_leur_pays(partenariats[:PARTENARIATS_MONTRES]),
            "partenariats_tus": len(partenariats) > PARTENARIATS_MONTRES,
            "projets": projets[:MONTRES],
            "nombre_de_projets": len(projets),
            "groupes": list(collectivite.groupes.publics().actifs()),
            "contributions": list(collectivite.contributions.en_vigueur().montrees_a(lecteur)),
            "blocs": [bloc for bloc in blocs if bloc],
        }


def sous_leur_pays(partenariats):
    """Return (country, partnerships) pairs, in the order in which the countries come."""
    groupes = {}
    for lien in partenariats:
        groupes.setdefault(lien.pays_principal, []).append(lien)
    return list(groupes.items())
