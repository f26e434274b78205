from redaction.models.adresse import AncienneAdresse
from redaction.models.contact import Contact
from redaction.models.contenu import Contenu, ContenuQuerySet
from redaction.models.fil import Fil, Maillon
from redaction.models.jetee import LigneJetee
from redaction.models.lien import LienDeRelecture
from redaction.models.lien_externe import LienExterne
from redaction.models.relecteur import Relecteur
from redaction.models.relecture import Relecture
from redaction.models.remarque import Remarque, Reponse
from redaction.models.retouche import Retouche
from redaction.models.tache import Tache

__all__ = [
    "AncienneAdresse",
    "Contact",
    "Contenu",
    "ContenuQuerySet",
    "Fil",
    "LienExterne",
    "LigneJetee",
    "LienDeRelecture",
    "Maillon",
    "Relecteur",
    "Relecture",
    "Remarque",
    "Reponse",
    "Retouche",
    "Tache",
]
