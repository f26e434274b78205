from annuaire.models.adhesion import DemandeAdhesion
from annuaire.models.autorite import AutoriteLocale
from annuaire.models.collectivite import PRESENTATION, Adhesion, Collectivite, Rattachement, rang_alphabetique
from annuaire.models.demande import DemandeModification
from annuaire.models.election import Election
from annuaire.models.fusion import FusionDePersonnes
from annuaire.models.partenariat import Partenariat
from annuaire.models.personne import Mandat, Personne
from annuaire.models.projet import Projet

__all__ = [
    "PRESENTATION",
    "Adhesion",
    "AutoriteLocale",
    "Collectivite",
    "DemandeAdhesion",
    "DemandeModification",
    "Election",
    "FusionDePersonnes",
    "Mandat",
    "Partenariat",
    "Personne",
    "Projet",
    "Rattachement",
    "rang_alphabetique",
]
