"""How much of everything a corpus holds."""

from dataclasses import dataclass

# Among contents: what is left is news.
PART_EVENEMENTS, PART_APPELS, PART_PUBLICATIONS, PART_MEDIAS = 0.15, 0.03, 0.03, 0.035


@dataclass(frozen=True)
class Echelle:
    """The numbers of a corpus. Contents alone grow with the measure; the network of collectivités stays what it is.

    So does the tree of editorial pages, which people keep by hand.
    """

    contenus: int
    collectivites: int = 2_000
    partenariats: int = 5_000
    autorites: int = 3_000
    personnes: int = 3_000
    comptes: int = 800
    groupes: int = 44
    fonds: int = 24
    pages: int = 60

    @property
    def evenements(self):
        """Meetings, over twenty years and the year to come."""
        return int(self.contenus * PART_EVENEMENTS)

    @property
    def appels(self):
        """Offers, calls, surveys."""
        return int(self.contenus * PART_APPELS)

    @property
    def publications(self):
        """Directories, country files…"""
        return int(self.contenus * PART_PUBLICATIONS)

    @property
    def medias(self):
        """Texts, photographs, sounds, videos."""
        return int(self.contenus * PART_MEDIAS)

    @property
    def actualites(self):
        """The news: all the other contents."""
        return self.contenus - self.evenements - self.appels - self.publications - self.medias - self.pages

    @property
    def images(self):
        """Pictures of the media library."""
        return self.contenus // 5 + 20

    @property
    def documents(self):
        """Files to download."""
        return self.contenus // 8 + 20
