"""What a SPIP site holds, as objects: texts, numbers and dates, whatever the version of SPIP and its plugins."""

from reprise_spip.lecture.dates import DateSpip
from reprise_spip.lecture.objets import (
    Article,
    Auteur,
    Breve,
    Document,
    Evenement,
    GroupeMots,
    Lien,
    Mot,
    Rubrique,
    SiteReference,
    Url,
)
from reprise_spip.lecture.site import Site

__all__ = [
    "Article",
    "Auteur",
    "Breve",
    "DateSpip",
    "Document",
    "Evenement",
    "GroupeMots",
    "Lien",
    "Mot",
    "Rubrique",
    "Site",
    "SiteReference",
    "Url",
]
