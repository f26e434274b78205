"""The RSS feed of the panorama of projects, with its filters: `/annuaire/projets/flux.rss?pays=MA`."""

from django.core.exceptions import BadRequest
from django.views.decorators.http import require_safe

from annuaire.filtres_projets import FiltreProjets
from annuaire.models import Projet
from redaction.flux import FluxDeContenus
from socle.imprimable import imprimable, sur_une_ligne
from socle.memoire import gardee


class FluxDeProjets(FluxDeContenus):
    """The projects that entered the directory last. Nobody notes the day of their entry, so items have none."""

    sujets = ("pays", "secteurs")

    def get_object(self, request):
        """Return the valid filter of the request; anything else is a bad request (400)."""
        lignes = Projet.objects.publics().pour_liste().order_by("-pk")
        filtre = FiltreProjets(request.GET, queryset=lignes, request=request)
        if not filtre.is_valid():
            raise BadRequest("Ce filtre du flux n’existe pas.")
        return filtre

    def title(self, filtre):
        return sur_une_ligne(" – ".join(["Cités Unies France – Projets", *self._choisis(filtre).values()]))

    def description(self):
        return "Les projets que mènent les collectivités françaises avec leurs partenaires."

    def link(self, filtre):
        return self._adresse("annuaire:projets", filtre)

    def feed_url(self, filtre):
        return self._adresse("annuaire:projets_flux", filtre)

    def item_description(self, projet):
        qui = ", ".join(une.nom for une in projet.collectivites.all())
        faits = " – ".join(filter(None, [qui, projet.annees, projet.get_etat_display()]))
        return imprimable(f"{faits}. {projet.description}".strip())

    def item_extra_kwargs(self, projet):
        return {"texte": "", "illustration": None}

    item_pubdate = item_updateddate = None


flux_des_projets = require_safe(gardee(*FiltreProjets.base_filters, a_tous=True)(FluxDeProjets(Projet)))
