"""The RSS feed of a subject: the latest of all that points at it, whatever its kind."""

from django.conf import settings
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_safe

from groupes_pays.models import Groupe
from redaction.flux import DERNIERES, FluxDeContenus
from redaction.registre import sorte_de, sortes
from socle.acces import VISITEUR
from socle.imprimable import sur_une_ligne
from socle.memoire import gardee
from territoires.models import Pays, Theme


class FluxDeSujet(FluxDeContenus):
    """What a visitor may see of the latest contents on a subject, whole, each with its kind."""

    def __init__(self, champ, lignes, adresse):
        """Make the feed of a subject.

        Args:
            champ: the relation by which contents point at it.
            lignes: makes the queryset of the subjects that have one.
            adresse: returns the address of the page of one.
        """
        self.champ, self.lignes, self.adresse = champ, lignes, adresse

    def get_object(self, request, slug):
        """Return the subject at this address (404 for none)."""
        return get_object_or_404(self.lignes(), slug=slug)

    def title(self, sujet):
        return sur_une_ligne(f"Cités Unies France – {sujet}")

    def description(self, sujet):
        return sur_une_ligne(f"Actualités, rencontres, appels, fonds et publications : {sujet}.")

    def link(self, sujet):
        return settings.CUF_URL + self.adresse(sujet)

    def feed_url(self, sujet):
        return f"{settings.CUF_URL}{self.adresse(sujet)}flux.rss"

    def items(self, sujet):
        """Return the last published, all kinds together; as many queries whatever their number."""
        trouves = []
        for sorte in sortes():
            if sorte.a(self.champ):
                lignes = sorte.modele.objects.en_ligne_pour(VISITEUR).pour_flux().filter(**{self.champ: sujet})
                trouves += lignes.order_by("-publie_le", "-pk")[:DERNIERES]
        return sorted(trouves, key=lambda contenu: contenu.publie_le, reverse=True)[:DERNIERES]

    def item_categories(self, contenu):
        return [sorte_de(contenu).modele._meta.verbose_name.capitalize()]


def flux_de_sujet(champ, lignes, adresse):
    """Return the view of the feed of a subject."""
    return require_safe(gardee(a_tous=True)(FluxDeSujet(champ, lignes, adresse)))


def _a_son_adresse(nom):
    return lambda sujet: reverse(nom, kwargs={"slug": sujet.slug})


flux_pays = flux_de_sujet("pays", Pays.objects.all, _a_son_adresse("pays"))
flux_theme = flux_de_sujet("themes", Theme.objects.all, _a_son_adresse("theme"))
flux_groupe = flux_de_sujet("groupes", Groupe.objects.groupes_pays, Groupe.get_absolute_url)
flux_dynamique = flux_de_sujet("groupes", Groupe.objects.dynamiques, Groupe.get_absolute_url)
