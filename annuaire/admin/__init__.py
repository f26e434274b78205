"""The back office of the directory, one module by idea; importing them registers their classes."""

from annuaire.admin.adhesions import DemandeAdhesionAdmin
from annuaire.admin.collectivites import CollectiviteAdmin, RattachementAdmin
from annuaire.admin.comptes import CompteAdmin
from annuaire.admin.demandes import DemandeModificationAdmin
from annuaire.admin.partenariats import AutoriteLocaleAdmin, PartenariatAdmin, ProjetAdmin
from annuaire.admin.personnes import MandatAdmin, PersonneAdmin

__all__ = [
    "AutoriteLocaleAdmin",
    "CollectiviteAdmin",
    "CompteAdmin",
    "DemandeAdhesionAdmin",
    "DemandeModificationAdmin",
    "MandatAdmin",
    "PartenariatAdmin",
    "PersonneAdmin",
    "ProjetAdmin",
    "RattachementAdmin",
]
