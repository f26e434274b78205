"""The page of one content: who sees it, and where the team finds it in the back office."""

from functools import partial

from django.http import Http404
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.views.generic import DetailView

from redaction.fils import fils_de
from redaction.publication import Statut
from redaction.registre import sorte_de
from socle.acces import Acces
from socle.acces.refus import acces_reserve
from socle.memoire import VueGardee
from socle.perms import a_le_droit


class PageContenu(VueGardee, DetailView):
    """The page of a `Contenu`.

    A content online is announced to everyone, but for the team's own (404): a reader who may not read the whole gets the
    title, the chapo and how to get access (403). Staff who may view the model preview what is not online yet.
    """

    gabarit_reserve = "socle/acces_reserve.html"

    def get(self, request, *args, **kwargs):
        self.object = self.get_object()
        if not request.lecteur.peut_lire(self.object):
            niveaux = (self.extra_context or {}).get("niveaux", ())
            return acces_reserve(request, self.object, niveaux=niveaux, gabarit=self.gabarit_reserve, **self.contexte_reserve())
        return self.render_to_response(self.get_context_data(object=self.object))

    def contexte_reserve(self):
        """Return what `gabarit_reserve` tells a reader without access beside the title and the chapo."""
        return {}

    def get_object(self, queryset=None):
        objet = super().get_object((self.get_queryset() if queryset is None else queryset).avec_fils())
        self.apercu = not objet.est_en_ligne
        if self.apercu and (objet.statut == Statut.CORBEILLE or not self._peut_previsualiser(objet)):
            raise Http404("Ce contenu n’est pas en ligne.")
        return objet

    def _peut_previsualiser(self, objet):
        return self.request.user.is_staff and a_le_droit(self.request.user, "view", objet)

    def get_context_data(self, **kwargs):
        """Add whether this is a preview, where the team finds it; `corps` and `fils`, called when the body is made."""
        return super().get_context_data(
            apercu=self.apercu,
            adresse_de_gestion=adresse_de_gestion(self.request.user, self.object),
            corps=self.corps,
            donnees_liees=self.donnees_liees(),
            fils=partial(fils_de, self.object, self.request.lecteur),
            **kwargs,
        )

    def donnees_liees(self):
        """Return what the content says of itself to machines: nothing of a text that is restricted, or not online."""
        if self.apercu or self.object.acces != Acces.PUBLIC:
            return None
        return sorte_de(self.object).donnees_liees(self.object)

    def corps(self):
        """Return what the body of the page shows beside the content: the same for all who may read it, but for the team."""
        return {"documents": self.object.documents.annonces_pour(self.request.lecteur)}

    def render_to_response(self, context, **kwargs):
        reponse = super().render_to_response(context, **kwargs)
        if self.apercu or self.object.acces != Acces.PUBLIC:
            # Nor kept by a browser that someone else may use after signing out.
            add_never_cache_headers(reponse)
        return reponse


def adresse_de_gestion(utilisateur, objet):
    """Return where `utilisateur` finds `objet` in the back office, None for who may not read it there."""
    if not (utilisateur.is_staff and a_le_droit(utilisateur, "view", objet)):
        return None
    options = objet._meta
    return reverse(f"admin:{options.app_label}_{options.model_name}_change", args=[objet.pk])
