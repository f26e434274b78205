"""The same pages measured at several sizes, in turn: what the machine does meanwhile falls on each size alike."""

import statistics
import time
from contextlib import contextmanager
from dataclasses import dataclass, field

from django.core.cache import cache
from django.db import connections
from django.db.utils import load_backend

from comptes.models import Session
from demo import mesures
from demo.banc import sortes

REQUETES_MAX = 20
DUREE_MAX = 100.0  # milliseconds of server time, at the largest size
RAPPORT_MAX = 1.25
BRUIT = 2.0
"""Milliseconds: two medians that differ by less are said equal, a page of 8 ms not being slow at 10."""
FOIS = 7
FOIS_MIN, BUDGET = 3, 3.0
"""Visits of a page that takes long: once they have lasted so many seconds, no more than needed for a median."""


@dataclass
class Ligne:
    """What one kind of page costs: for each size, queries and durations in milliseconds; `statuts` seen."""

    sorte: sortes.Sorte
    requetes: dict = field(default_factory=dict)
    durees: dict = field(default_factory=dict)
    statuts: set = field(default_factory=set)
    adresse: str = ""

    def mediane(self, taille):
        """The median duration at this size."""
        return statistics.median(self.durees[taille])

    @property
    def rapport(self):
        """The duration at the largest size over that at the smallest; 1 when they differ by no more than noise."""
        petite, grande = self.mediane(min(self.durees)), self.mediane(max(self.durees))
        return 1.0 if grande - petite < BRUIT else grande / petite

    @property
    def douteuse(self):
        """Whether what is passed is so by little: a neighbour's work may be the cause."""
        return self.rapport < 2 * RAPPORT_MAX and self.mediane(max(self.durees)) < 2 * DUREE_MAX

    @property
    def fautes(self):
        """The bars passed, in French words; empty when the page holds them all."""
        public = not self.sorte.nom.startswith(("gestion", "tableau de bord"))
        trouvees = [f"statut {statut}" for statut in sorted(self.statuts) if statut not in (200, 403)]
        if public and max(self.requetes.values()) > REQUETES_MAX:
            trouvees.append(f"plus de {REQUETES_MAX} requêtes")
        if self.mediane(max(self.durees)) > DUREE_MAX:
            trouvees.append(f"plus de {DUREE_MAX:.0f} ms")
        if self.rapport > RAPPORT_MAX and not self.sorte.compte:
            trouvees.append(f"rapport {self.rapport:.2f}".replace(".", ","))
        return trouvees


class Bases:
    """The databases of the corpora, by size: `sur` makes one of them the database of this process."""

    def __init__(self, noms):
        self.noms = noms
        self._origine = connections["default"]
        self._connexions = {taille: self._ouvrir(nom) for taille, nom in noms.items()}

    def _ouvrir(self, nom):
        reglages = {**self._origine.settings_dict, "NAME": nom}
        # A pool is kept by alias, so for one database only.
        reglages["OPTIONS"] = {cle: valeur for cle, valeur in reglages["OPTIONS"].items() if cle != "pool"}
        return load_backend(reglages["ENGINE"]).DatabaseWrapper(reglages, "default")

    @contextmanager
    def sur(self, taille):
        """Read and write in the database of this size during a `with`."""
        avant = connections["default"]
        connections["default"] = self._connexions[taille]
        try:
            yield
        finally:
            connections["default"] = avant

    def reglages(self, taille):
        """Return the settings of the database of this size, as in DATABASES."""
        return self._connexions[taille].settings_dict

    def fermer(self):
        """Close what was opened."""
        for connexion in self._connexions.values():
            connexion.close()


class Comparaison:
    """Measures kinds of pages in each of the `bases`."""

    def __init__(self, bases, *, fois=FOIS):
        self.bases, self.fois = bases, fois
        self._clients = {}

    def mesurer(self, choisies):
        """Give a `Ligne` for each `Sorte`; one that passes a bar is measured again, twice as long, before it is blamed."""
        for sorte in choisies:
            ligne = self._mesurer(sorte, self.fois)
            yield self._mesurer(sorte, 2 * self.fois) if ligne.fautes and ligne.douteuse else ligne

    def terminer(self):
        """Forget the sessions opened to measure."""
        for taille in self.bases.noms:
            with self.bases.sur(taille):
                Session.objects.all().delete()

    def _mesurer(self, sorte, fois):
        ligne, adresses = Ligne(sorte), {}
        for taille in self.bases.noms:
            with self.bases.sur(taille):
                adresses[taille] = sorte.adresse()
                mesures.ouvrir(self._client(taille, sorte.lecteur), adresses[taille])
            ligne.durees[taille] = []
        ligne.adresse = adresses[taille]
        fin = time.monotonic() + BUDGET
        for rang in range(fois):
            if rang >= FOIS_MIN and time.monotonic() > fin:
                break
            for taille in self.bases.noms:
                cache.clear()  # the page is made, not taken from what was kept
                with self.bases.sur(taille), mesures.compter() as requetes:
                    debut = time.perf_counter()
                    statut, _ = mesures.ouvrir(self._client(taille, sorte.lecteur), adresses[taille])
                    ligne.durees[taille].append((time.perf_counter() - debut) * 1000)
                ligne.requetes[taille] = len(requetes)
                ligne.statuts.add(statut)
        return ligne

    def _client(self, taille, lecteur):
        """Return the client of this reader in the database at hand, signed in once."""
        if (taille, lecteur) not in self._clients:
            self._clients[taille, lecteur] = mesures.client_de(sortes.lecteur(lecteur))
        return self._clients[taille, lecteur]
