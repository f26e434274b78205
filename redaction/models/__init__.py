from redaction.models.adresse import AncienneAdresse
from redaction.models.contact import Contact
from redaction.models.contenu import Contenu, ContenuQuerySet
from redaction.models.fil import Fil, Maillon
from redaction.models.lien import LienDeRelecture, RemarqueExterieure
from redaction.models.relecture import Relecture
from redaction.models.retouche import Retouche
from redaction.models.tache import Tache

__all__ = [
    "AncienneAdresse",
    "Contact",
    "Contenu",
    "ContenuQuerySet",
    "Fil",
    "LienDeRelecture",
    "Maillon",
    "Relecture",
    "RemarqueExterieure",
    "Retouche",
    "Tache",
]
