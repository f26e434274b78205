"""The RSS feed of a fund: the latest contents that point at it, and how far its projects are."""

from datetime import datetime, time

from django.conf import settings
from django.utils import timezone
from django.utils.text import capfirst
from django.views.decorators.http import require_safe

from fonds_solidarite.models import FondsSolidarite, PointEtape
from mediatheque.templatetags.texte_riche import riche_ailleurs
from pages.flux_sujets import FluxDeSujet
from redaction.flux import DERNIERES
from redaction.textes_du_flux import loin_du_site
from socle.acces import VISITEUR, Acces
from socle.imprimable import sur_une_ligne
from socle.memoire import gardee


class FluxDeFonds(FluxDeSujet):
    """What points at a fund, and its progress points, read by who reads the fund: a visitor, for a public one."""

    def items(self, fonds):
        """Return the last, points and contents together."""
        trouves = super().items(fonds)
        if fonds.acces == Acces.PUBLIC:
            trouves += fonds.points_etape.filter(date__lte=timezone.localdate()).select_related("fonds")[:DERNIERES]
        return sorted(trouves, key=self.item_pubdate, reverse=True)[:DERNIERES]

    def item_title(self, objet):
        if isinstance(objet, PointEtape):
            return sur_une_ligne(f"{objet.fonds}\u00a0: {objet.titre}")
        return super().item_title(objet)

    def item_description(self, objet):
        return "" if isinstance(objet, PointEtape) else super().item_description(objet)

    def item_link(self, objet):
        if isinstance(objet, PointEtape):
            return f"{settings.CUF_URL}{objet.fonds.get_absolute_url()}#avancement"
        return super().item_link(objet)

    def item_extra_kwargs(self, objet):
        if isinstance(objet, PointEtape):
            return {"texte": loin_du_site(riche_ailleurs(objet.texte), self.item_link(objet)), "illustration": None}
        return super().item_extra_kwargs(objet)

    def item_pubdate(self, objet):
        if isinstance(objet, PointEtape):
            return timezone.make_aware(datetime.combine(objet.date, time()))
        return super().item_pubdate(objet)

    def item_updateddate(self, objet):
        return self.item_pubdate(objet) if isinstance(objet, PointEtape) else super().item_updateddate(objet)

    def item_categories(self, objet):
        if isinstance(objet, PointEtape):
            return [capfirst(PointEtape._meta.verbose_name)]
        return super().item_categories(objet)


flux_fonds = require_safe(
    gardee(a_tous=True)(
        FluxDeFonds("fonds", lambda: FondsSolidarite.objects.en_ligne_pour(VISITEUR), FondsSolidarite.get_absolute_url)
    )
)
