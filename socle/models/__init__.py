from socle.models.adresse import AncienneAdresse
from socle.models.cercle import Cercle
from socle.models.contact import Contact, contacts_de
from socle.models.contenu import Contenu, ContenuQuerySet, Illustre
from socle.models.document import Document
from socle.models.image import Image
from socle.models.journal import Journal

__all__ = [
    "AncienneAdresse",
    "Cercle",
    "Contact",
    "Contenu",
    "ContenuQuerySet",
    "Document",
    "Illustre",
    "Image",
    "Journal",
    "contacts_de",
]
