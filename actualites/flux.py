"""The RSS feed of the news, with the filters of the list: `/actualites/flux.rss?pays=JP`."""

import re

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.core.exceptions import BadRequest
from django.urls import reverse
from django.utils.feedgenerator import Rss201rev2Feed

from actualites.filtres import FiltreActualites
from actualites.models import Actualite
from socle.acces import VISITEUR, Acces

DERNIERES = 30
_REFUSES = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def _imprimable(texte):
    """Drop the characters that XML refuses, such as those that word processors leave in pasted texts."""
    return _REFUSES.sub(" ", texte)


class FluxActualites(Feed):
    """What a visitor may see of the latest news: title, chapo, date, subjects. The text itself is read on the site."""

    feed_type = Rss201rev2Feed
    description = "Les actualités de la coopération décentralisée, par Cités Unies France."
    language = "fr"
    item_guid_is_permalink = False
    item_author_name = "Cités Unies France"

    def get_object(self, request):
        """Return the valid filter of the request; anything else is a bad request (400)."""
        lignes = Actualite.objects.en_ligne_pour(VISITEUR).prefetch_related("pays", "themes")
        filtre = FiltreActualites(request.GET, queryset=lignes, request=request)
        if not filtre.is_valid():
            raise BadRequest("Ce filtre du flux n’existe pas.")
        return filtre

    def _choisis(self, filtre):
        champs = filtre.form.fields
        return {nom: dict(champs[nom].choices)[valeur] for nom, valeur in filtre.form.cleaned_data.items() if valeur}

    def title(self, filtre):
        return _imprimable(" – ".join(["Actualités de Cités Unies France", *self._choisis(filtre).values()]))

    def link(self, filtre):
        return self._adresse("actualites:liste", filtre)

    def feed_url(self, filtre):
        return self._adresse("actualites:flux", filtre)

    def _adresse(self, nom, filtre):
        valeurs = {cle: valeur for cle, valeur in filtre.form.cleaned_data.items() if valeur}
        return settings.CUF_URL + reverse(nom, query=valeurs)

    def items(self, filtre):
        return filtre.qs[:DERNIERES]

    def item_title(self, actualite):
        return _imprimable(actualite.titre)

    def item_description(self, actualite):
        chapo = _imprimable(actualite.chapo)
        if actualite.acces == Acces.PUBLIC:
            return chapo
        return f"{chapo} (Texte réservé : {actualite.get_acces_display()}.)".strip()

    def item_link(self, actualite):
        return settings.CUF_URL + actualite.get_absolute_url()

    def item_guid(self, actualite):
        # The address may change with the slug; readers must not see the item twice.
        return f"tag:cites-unies-france.org,2026:actualite/{actualite.pk}"

    def item_pubdate(self, actualite):
        return actualite.publie_le

    def item_updateddate(self, actualite):
        return max(actualite.modifie_le, actualite.publie_le)

    def item_categories(self, actualite):
        return [_imprimable(str(sujet)) for sujet in [*actualite.pays.all(), *actualite.themes.all()]]
