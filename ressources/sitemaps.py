from django.contrib.sitemaps import Sitemap

from ressources.models import Media, Publication
from socle.acces import VISITEUR


class PlanPublications(Sitemap):
    """The publications everyone may read in full."""

    def items(self):
        # A list: the paginator of the sitemap then counts it without a second query.
        return list(Publication.objects.publies().visibles_par(VISITEUR).only("slug", "modifie_le"))

    def lastmod(self, publication):
        return publication.modifie_le


class PlanMedias(PlanPublications):
    """The media everyone may read in full."""

    def items(self):
        return list(Media.objects.publies().visibles_par(VISITEUR).only("slug", "modifie_le"))
