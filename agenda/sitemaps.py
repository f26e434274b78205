from django.contrib.sitemaps import Sitemap

from agenda.models import Evenement
from socle.acces import VISITEUR


class PlanEvenements(Sitemap):
    """The events everyone may read in full."""

    def items(self):
        # A list: the paginator of the sitemap then counts it without a second query.
        return list(Evenement.objects.publies().visibles_par(VISITEUR).only("slug", "modifie_le"))

    def lastmod(self, evenement):
        return evenement.modifie_le
