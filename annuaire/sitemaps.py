from django.contrib.sitemaps import Sitemap

from annuaire.models import Collectivite


class PlanCollectivites(Sitemap):
    """The profiles of the public directory."""

    def items(self):
        # A list: the paginator of the sitemap then counts it without a second query.
        return list(Collectivite.objects.visibles().only("slug", "modifie_le"))

    def lastmod(self, collectivite):
        return collectivite.modifie_le
