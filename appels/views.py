from django.db.models import Prefetch, prefetch_related_objects
from django.urls import reverse_lazy

from annuaire.models import Collectivite
from appels.filtres import FiltreAppels
from appels.models import Appel
from groupes_pays.models import Groupe
from redaction.consultation import PageContenu
from redaction.sujets import dire_en_commun, par_paires
from socle.listes import ListeFiltree

VOISINS = 4


class ListeAppels(ListeFiltree):
    """The appeals and offers that still take answers, soonest closed first, unless the closed ones are asked for."""

    filterset_class = FiltreAppels
    template_name = "appels/liste.html"
    extra_context = {"niveaux": []}

    def get_queryset(self):
        return Appel.objects.en_ligne_pour(self.request.lecteur).pour_carte()

    def get_context_data(self, **kwargs):
        return super().get_context_data(etat=self.compris.form.cleaned_data.get("etat"), **kwargs)


class PageAppel(PageContenu):
    """An appeal or an offer: how to answer while it is open, what came of it afterwards, who signed it."""

    template_name = "appels/appel.html"
    context_object_name = "appel"
    extra_context = {"niveaux": [("Appels et offres", reverse_lazy("appels:liste"))]}

    def get_queryset(self):
        return Appel.objects.annonces_pour(self.request.lecteur).select_related("image").avec_cles_de_sujets()

    def corps(self):
        appel = self.object
        ouverts = Appel.objects.en_ligne_pour(self.request.lecteur).ouverts()
        voisins = par_paires(list(ouverts.du_meme_sujet(appel, VOISINS)[:VOISINS]))
        # The page and its related cards show the same relation: fetched together.
        prefetch_related_objects([appel, *voisins], "pays")
        prefetch_related_objects(
            [appel],
            "themes",
            "contacts",
            Prefetch("groupes", Groupe.objects.publics()),
            Prefetch("collectivites", Collectivite.objects.visibles()),
        )
        dire_en_commun(appel, voisins, appel.groupes.all())
        signatures = list(appel.signatures.select_related("collectivite"))
        return {**super().corps(), "voisins": voisins, "signatures": signatures}
