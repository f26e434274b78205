from redaction.models.adresse import AncienneAdresse
from redaction.models.contact import Contact
from redaction.models.contenu import Contenu, ContenuQuerySet

__all__ = ["AncienneAdresse", "Contact", "Contenu", "ContenuQuerySet"]
