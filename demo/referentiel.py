"""The rows that the demo's files name by a code or an address: countries, communes, groups, funds, documents…"""

from actualites.models import Actualite
from agenda.models import Cycle, Evenement
from annuaire.models import Collectivite, Personne
from comptes.models import Utilisateur
from demo.erreurs import ErreurDemo
from fonds_solidarite.models import FondsSolidarite
from groupes_pays.models import Groupe
from mediatheque.models import Document, Image
from pages.models import Page
from redaction.models import Contact
from ressources.models import Publication
from socle.models import Cercle
from territoires.models import Commune, Departement, Epci, Odd, Pays, Region, Secteur, Theme

CLES = {
    Actualite: "slug",
    Collectivite: "slug",
    Commune: "insee",
    Contact: "courriel",
    Cycle: "slug",
    Departement: "code",
    Document: "titre",
    Epci: "siren",
    Evenement: "slug",
    FondsSolidarite: "slug",
    Groupe: "slug",
    Image: "alt",
    Odd: "numero",
    Page: "slug",
    Pays: "alpha2",
    Publication: "slug",
    Region: "code",
    Secteur: "code",
    Theme: "slug",
    Utilisateur: "courriel",
}


class Repertoire:
    """Finds a row by its natural key, asking the database once for each."""

    def __init__(self):
        self._trouves = {}

    def trouver(self, modele, cle):
        """Return the row of `modele` whose natural key is `cle`. Raise ErreurDemo when there is none."""
        # A circle of readers is named by the address of its group.
        modele = Groupe if modele is Cercle else modele
        if (modele, cle) not in self._trouves:
            self._trouves[modele, cle] = self._lire(modele, {CLES[modele]: cle}, cle)
        return self._trouves[modele, cle]

    def personne(self, prenom, nom):
        """Return the person of that name. Raise ErreurDemo when there is none."""
        cle = (prenom, nom)
        if (Personne, cle) not in self._trouves:
            self._trouves[Personne, cle] = self._lire(Personne, {"prenom": prenom, "nom": nom}, f"{prenom} {nom}")
        return self._trouves[Personne, cle]

    @staticmethod
    def _lire(modele, criteres, cle):
        # Staff may have given the same name twice: the first one made is the demo's.
        objet = modele._default_manager.filter(**criteres).order_by("pk").first()
        if objet is None:
            raise ErreurDemo(f"« {cle} » manque parmi les objets « {modele._meta.verbose_name} ».")
        return objet
