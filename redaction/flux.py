"""The RSS feed of a kind of content, with the filters of its list: `/actualites/flux.rss?pays=JP`."""

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.core.exceptions import BadRequest
from django.template.defaultfilters import linebreaksbr
from django.urls import reverse
from django.views.decorators.http import require_safe

from redaction.registre import sorte_de
from redaction.textes_du_flux import Rss, illustration, texte_entier
from socle.acces import VISITEUR, Acces
from socle.imprimable import imprimable, sur_une_ligne
from socle.memoire import gardee

DERNIERES = 30


class FluxDeContenus(Feed):
    """What a visitor may see of the latest rows of a kind, whole; of a restricted one, what its page tells everyone."""

    feed_type = Rss
    language = "fr"
    item_guid_is_permalink = False
    item_author_name = "Cités Unies France"

    def __init__(self, modele):
        self.modele = modele

    @property
    def sorte(self):
        return sorte_de(self.modele)

    @property
    def sujets(self):
        return [champ for champ in ("pays", "themes") if self.sorte.a(champ)]

    def get_object(self, request):
        """Return the valid filter of the request; anything else is a bad request (400)."""
        lignes = self.modele.objects.en_ligne_pour(VISITEUR).pour_flux().prefetch_related(*self.sujets)
        filtre = self.sorte.filtre(request.GET, queryset=lignes, request=request)
        if not filtre.is_valid():
            raise BadRequest("Ce filtre du flux n’existe pas.")
        return filtre

    def _choisis(self, filtre):
        # What no list of choices offers, a collectivité, says its own name.
        champs = filtre.form.fields
        return {
            nom: str(dict(getattr(champs[nom], "choices", ())).get(valeur, valeur))
            for nom, valeur in filtre.form.cleaned_data.items()
            if valeur
        }

    def title(self, filtre):
        return sur_une_ligne(" – ".join([self.sorte.titre_du_flux, *self._choisis(filtre).values()]))

    def description(self):
        return self.sorte.description

    def link(self, filtre):
        return self._adresse(self.sorte.liste, filtre)

    def feed_url(self, filtre):
        return self._adresse(self.sorte.flux, filtre)

    def _adresse(self, nom, filtre):
        valeurs = {cle: filtre.data[cle] for cle, valeur in filtre.form.cleaned_data.items() if valeur}
        return settings.CUF_URL + reverse(nom, query=valeurs)

    def items(self, filtre):
        return filtre.qs[:DERNIERES]

    def item_title(self, contenu):
        return sur_une_ligne(contenu.titre)

    def item_description(self, contenu):
        # Readers take a description for HTML: what was typed as a text is told as one.
        chapo = imprimable(contenu.chapo)
        if contenu.acces != Acces.PUBLIC:
            chapo = f"{chapo} (Texte réservé : {contenu.get_acces_display()}.)".strip()
        return str(linebreaksbr(chapo, autoescape=True))

    def item_link(self, contenu):
        return settings.CUF_URL + contenu.get_absolute_url()

    def item_guid(self, contenu):
        # The address may change with the slug; readers must not see the item twice.
        return f"tag:cites-unies-france.org,2026:{contenu._meta.model_name}/{contenu.pk}"

    def item_extra_kwargs(self, contenu):
        return {"texte": texte_entier(contenu), "illustration": illustration(contenu)}

    def item_pubdate(self, contenu):
        return contenu.publie_le

    def item_updateddate(self, contenu):
        return max(contenu.modifie_le, contenu.publie_le)

    def item_categories(self, contenu):
        return [sur_une_ligne(str(sujet)) for champ in self.sujets for sujet in getattr(contenu, champ).all()]


def flux(modele, fil=FluxDeContenus):
    """Return the view of the feed of `modele`, whose kind has a list and a feed; `fil` is its class."""
    return require_safe(gardee(*sorte_de(modele).filtre.base_filters, a_tous=True)(fil(modele)))
