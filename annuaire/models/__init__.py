from annuaire.models.collectivite import Adhesion, Collectivite, Rattachement, rang_alphabetique
from annuaire.models.demande import DemandeModification
from annuaire.models.partenariat import AutoriteLocale, Partenariat, Projet
from annuaire.models.personne import Mandat, Personne

__all__ = [
    "Adhesion",
    "AutoriteLocale",
    "Collectivite",
    "DemandeModification",
    "Mandat",
    "Partenariat",
    "Personne",
    "Projet",
    "Rattachement",
    "rang_alphabetique",
]
