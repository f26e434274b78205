"""Contents: news, events, calls, publications, media, pages, each drawn from what the others of its kind are drawn from."""

from dataclasses import dataclass
from datetime import time, timedelta
from random import Random

from actualites.models import Actualite
from agenda.models import Evenement
from appels.models import Appel
from demo.corpus import vocabulaire as mots
from demo.corpus.matiere import CONTACTS
from demo.corpus.textes import Plume, Urne
from groupes_pays.models import Groupe
from pages.models import Page
from ressources.models import Media, Publication
from territoires.models import Theme

VINGT_ANS = 20 * 365
AUTOUR = 120
"""Events of the last three months and of the year to come, at every size: a page of the agenda shows as many."""


@dataclass(frozen=True)
class Fonds:
    """What contents are written from: see `Ecrivain`."""

    villes: list
    pays: list
    maintenant: object


class Ecrivain:
    """Writes the contents of one kind after another; `actes` then tells (model, key, title, address) of each.

    Each kind has its own draws, so that the first thousand rows are the same whatever follows them.
    """

    def __init__(self, copie, echelle, graine, fonds):
        self.copie, self.echelle, self.graine, self.fonds = copie, echelle, graine, fonds
        self.themes = list(Theme.objects.order_by("ordre", "pk").values_list("pk", flat=True))
        self.groupes = list(Groupe.objects.publics().order_by("pk").values_list("pk", flat=True))
        self.actes = []

    def tout_ecrire(self):
        """Write every kind."""
        self._ecrire(Actualite, self.echelle.actualites, self._actualite, "pays themes groupes fonds collectivites")
        self._ecrire(Evenement, self.echelle.evenements, self._evenement, "pays themes groupes fonds")
        self._ecrire(Appel, self.echelle.appels, self._appel, "pays themes groupes collectivites")
        self._ecrire(Publication, self.echelle.publications, self._publication, "pays themes groupes")
        self._ecrire(Media, self.echelle.medias, self._media, "pays themes")
        self._ecrire(Page, self.echelle.pages, self._page, "")

    def _ecrire(self, modele, nombre, propre, sujets):
        hasard = Random(f"{self.graine} {modele._meta.label}")
        plume = Plume(hasard, self.fonds.villes, self.fonds.pays)
        liens = Liens(self, hasard, sujets.split())

        def lignes():
            for cle in range(1, nombre + 1):
                ligne = {"id": cle, **self._commun(hasard, plume, cle, modele), **propre(hasard, plume, cle)}
                liens.tirer(cle, ligne["acces"])
                self.actes.append((modele, cle, ligne["titre"], modele(**_adresse(ligne)).get_absolute_url()))
                yield ligne

        self.copie.copier(modele, lignes())
        for champ, couples in liens.couples.items():
            self.copie.lier(modele, champ, couples)

    def _commun(self, hasard, plume, cle, modele):
        maintenant = self.fonds.maintenant
        titre = plume.titre(mots.EVENEMENTS if modele is Evenement else mots.TITRES)
        publie_le = maintenant - timedelta(days=hasard.random() * VINGT_ANS, minutes=1)
        statut, depublie_le = "publie", None
        # The first rows are online and public: pages of every size are measured on them.
        if cle > AUTOUR:
            statut = hasard.choices(("publie", "brouillon", "a_relire", "archive"), (95, 2, 1, 2))[0]
            if hasard.random() < 0.01:
                publie_le = maintenant + timedelta(days=hasard.random() * 60, minutes=1)
            elif hasard.random() < 0.02:
                depublie_le = publie_le + (maintenant - publie_le) / 2
        niveaux = ("public", "collectivites", "adherents", "groupe", "equipe")
        return {
            "titre": titre,
            "slug": plume.adresse(titre, cle),
            "chapo": plume.chapo(),
            "corps": plume.corps(),
            "statut": statut,
            "publie_le": publie_le,
            "depublie_le": depublie_le,
            "acces": hasard.choices(niveaux, (80, 6, 7, 5, 2))[0] if cle > AUTOUR else "public",
            "auteur_id": hasard.randint(1, 20),
            "image_id": 1 + int(hasard.random() * self.echelle.images) if hasard.random() < 0.6 else None,
        }

    def _actualite(self, hasard, plume, cle):
        return {"genre": hasard.choices(Actualite.Genre.values, (70, 10, 5, 10, 3, 2))[0]}

    def _evenement(self, hasard, plume, cle):
        aujourd_hui = self.fonds.maintenant.date()
        if cle <= AUTOUR:
            debut = aujourd_hui + timedelta(days=hasard.randint(-92, 365))
        else:
            debut = aujourd_hui - timedelta(days=hasard.randint(93, VINGT_ANS))
        heure = time(hasard.randint(8, 17)) if hasard.random() < 0.8 else None
        mode = hasard.choices(Evenement.Mode.values, (50, 30, 15, 5))[0]
        etat = hasard.choices(Evenement.Etat.values, (90, 3, 4, 3))[0]
        return {
            "genre": hasard.choice(Evenement.Genre.values),
            "debut": debut,
            "fin": debut + timedelta(days=hasard.choices((0, 1, 3), (80, 15, 5))[0]),
            "heure_debut": heure,
            "heure_fin": time(heure.hour + 2) if heure else None,
            "mode": mode,
            "ville": hasard.choice(self.fonds.villes) if mode in ("presentiel", "hybride") else "",
            "etat": etat,
            # Of those around today, one or two await a new date; the old ones have had theirs.
            "annonce_au": debut - timedelta(days=30 if cle > AUTOUR or cle % 2 else 0) if etat == "reporte" else None,
            "bilan": plume.corps() if debut < aujourd_hui and hasard.random() < 0.3 else "",
        }

    def _appel(self, hasard, plume, cle):
        aujourd_hui = self.fonds.maintenant.date()
        jours = hasard.randint(-60, 365) if cle <= AUTOUR else -hasard.randint(61, VINGT_ANS)
        genre = hasard.choice(Appel.Genre.values)
        return {
            "genre": genre,
            "organisme": f"Ville de {hasard.choice(self.fonds.villes)}",
            "contrat": "CDD d’un an" if genre in ("emploi", "stage") else "",
            "cloture": aujourd_hui + timedelta(days=jours),
            "heure_cloture": time(12) if hasard.random() < 0.3 else None,
        }

    def _publication(self, hasard, plume, cle):
        return {
            "genre": hasard.choice(Publication.Genre.values),
            "parue_le": (self.fonds.maintenant - timedelta(days=hasard.random() * VINGT_ANS)).date(),
            "pages": hasard.randint(4, 300),
            "edition": f"{hasard.randint(1, 9)}ᵉ édition",
        }

    def _media(self, hasard, plume, cle):
        genre = hasard.choice(Media.Genre.values)
        parole = f"{hasard.choice(mots.PRENOMS)} {hasard.choice(mots.NOMS)} : {plume.paragraphe(6)}"
        return {"genre": genre, "transcription": parole if genre in ("son", "video") else ""}

    def _page(self, hasard, plume, cle):
        menu = {2: "principal", 3: "principal", 4: "principal", 5: "pied", 6: "pied", 7: "pied"}.get(cle, "aucun")
        return {
            "slug": f"banc-{cle}",
            "titre_menu": f"Rubrique {cle}",
            "menu": menu,
            "parent_id": None if cle <= PAGES_DU_PREMIER_NIVEAU else 1 + cle % PAGES_DU_PREMIER_NIVEAU,
        }


PAGES_DU_PREMIER_NIVEAU = 10


def _adresse(ligne):
    """Return what the address of a content is made of; that of a page below another is not needed: it bears no old address."""
    return {"slug": ligne["slug"]}


class Liens:
    """Draws what each content is linked to, and keeps the (key, key) pairs by field."""

    def __init__(self, ecrivain, hasard, sujets):
        self.hasard, self.echelle, self.groupes = hasard, ecrivain.echelle, ecrivain.groupes
        self.couples = {champ: [] for champ in (*sujets, "contacts", "documents", "cercles")}
        self._urnes = {
            "pays": (Urne(hasard, [un.pk for un in ecrivain.fonds.pays]), (1, 5, 3, 1)),
            "themes": (Urne(hasard, ecrivain.themes), (1, 5, 4)),
            "groupes": (Urne(hasard, ecrivain.groupes), (7, 3)),
            "fonds": (Urne(hasard, range(1, ecrivain.echelle.fonds + 1)), (96, 4)),
            "collectivites": (Urne(hasard, range(1, ecrivain.echelle.collectivites + 1)), (6, 3, 1)),
            "contacts": (Urne(hasard, range(1, CONTACTS + 1)), (3, 6, 1)),
        }

    def tirer(self, cle, acces):
        """Draw the links of one content."""
        hasard = self.hasard
        for champ, (urne, poids) in self._urnes.items():
            nombre = hasard.choices(range(len(poids)), poids)[0]
            tires = urne.plusieurs(nombre)
            if champ in self.couples:
                self.couples[champ] += [(cle, un) for un in tires]
        if hasard.random() < 0.15:
            self.couples["documents"].append((cle, 1 + int(hasard.random() * self.echelle.documents)))
        if acces == "groupe":
            self.couples["cercles"].append((cle, hasard.choice(self.groupes)))
