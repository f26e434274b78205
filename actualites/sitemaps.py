from django.contrib.sitemaps import Sitemap

from actualites.models import Actualite
from socle.acces import VISITEUR


class PlanActualites(Sitemap):
    """The news everyone may read in full."""

    def items(self):
        # A list: the paginator of the sitemap then counts it without a second query.
        return list(Actualite.objects.publies().visibles_par(VISITEUR).only("slug", "modifie_le"))

    def lastmod(self, actualite):
        return actualite.modifie_le
