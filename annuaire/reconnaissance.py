"""The collectivité that someone means by a name: one of the directory, else one of the official référentiel."""

import re
from typing import NamedTuple

from annuaire.models import Collectivite
from gestion.recherche import chercher, par_nom
from socle.nombres import nombre
from territoires.models import Commune, Departement, Epci, Region

PROPOSEES = 8
"""Collectivités offered for a name, the best first."""
PAR_LISTE = 4
"""Rows of each list of the référentiel among them."""

TYPES = Collectivite.Type
FICHE = "fiche"
LISTES = {TYPES.COMMUNE: Commune, TYPES.EPCI: Epci, TYPES.DEPARTEMENT: Departement, TYPES.REGION: Region}

_DEVANT = re.compile(
    r"^(?:(?:la|le)\s+)?(?:ville|mairie|commune|d[ée]partement|r[ée]gion|conseil\s+(?:d[ée]partemental|r[ée]gional))"
    r"\s+(?:de\s+la\s+|de\s+l['’]|d['’]|du\s+|des\s+|de\s+)?",
    re.IGNORECASE,
)


class Proposition(NamedTuple):
    """A collectivité recognised: `cle` names it in an address; `fiche` is its profile, None outside the directory."""

    cle: str
    nom: str
    type: str
    code: str
    precision: str
    fiche: Collectivite | None = None

    @property
    def adherente(self):
        """Whether it is a member today."""
        return self.fiche is not None and self.fiche.adherente


def proposer(texte: str) -> list[Proposition]:
    """Return the collectivités that `texte` may name, those of the directory first; five queries.

    What people write before a proper name (« Mairie de ») is left out: the référentiel does not have it.
    """
    nom = _DEVANT.sub("", texte.strip()) or texte.strip()
    fiches = par_nom(chercher(_fiches(), ["nom"], nom), "nom", nom)[:PROPOSEES]
    trouvees = [_de_la_fiche(fiche) for fiche in fiches]
    for genre, modele in LISTES.items():
        lignes = _hors_annuaire(genre, modele.objects.actuels()).recherche(nom)[:PAR_LISTE]
        trouvees += [_de_la_liste(genre, ligne) for ligne in lignes]
    return trouvees[:PROPOSEES]


def retrouver(cle: str) -> Proposition | None:
    """Return the collectivité that `cle` names, as the directory knows it when it does; None when there is none."""
    genre, _, identifiant = cle.partition(":")
    if genre == FICHE:
        fiche = _fiches().filter(slug=identifiant).first()
        return _de_la_fiche(fiche) if fiche else None
    modele = LISTES.get(genre)
    ligne = modele.objects.actuels().filter(pk=identifiant).first() if modele else None
    if ligne is None:
        return None
    fiche = _fiches().filter(type=genre, **{genre: ligne}).first()
    return _de_la_fiche(fiche) if fiche else _de_la_liste(genre, ligne)


def _fiches():
    lignes = Collectivite.objects.visibles().avec_adhesion()
    return lignes.select_related("commune", "epci", "departement", "region")


def _hors_annuaire(genre, lignes):
    # A département has other profiles than its own: those of its communes.
    dans_l_annuaire = Collectivite.objects.visibles().filter(type=genre, **{f"{genre}__isnull": False})
    lignes = lignes.exclude(pk__in=dans_l_annuaire.values(genre))
    return lignes.select_related("departement") if genre == TYPES.COMMUNE else lignes


def _de_la_fiche(fiche):
    territoire = getattr(fiche, fiche.type) if fiche.type in LISTES else None
    code = territoire.pk if territoire else fiche.siren or ""
    return Proposition(f"{FICHE}:{fiche.slug}", fiche.nom, fiche.type, code, _precision(fiche.get_type_display(), fiche), fiche)


def _de_la_liste(genre, ligne):
    libelle = ligne.get_nature_display() if genre == TYPES.EPCI else TYPES(genre).label
    return Proposition(f"{genre}:{ligne.pk}", ligne.nom, genre, ligne.pk, _precision(libelle, ligne))


def _precision(libelle, ligne):
    """Return what tells homonyms apart: « commune, Bouches-du-Rhône », « communauté de communes, 32 000 habitants »."""
    departement, population = getattr(ligne, "departement", None), getattr(ligne, "population", None)
    if departement and departement.nom != ligne.nom:
        return f"{libelle}, {departement.nom}"
    return f"{libelle}, {nombre(population)} habitants" if population else libelle
