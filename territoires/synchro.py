"""Bring the tables of this app in line with a file of the référentiel.

Rules: an import may add rows, change them and mark them obsolete; it never deletes one. A row that comes back is unmarked. It is
idempotent. The lists that staff may edit (sectors, themes) only receive the rows they lack. All or nothing: one transaction.
"""

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum

from django.db import connection, transaction
from django.db.models import Model

from territoires.lecture import STRUCTURE
from territoires.models import Commune, Departement, Epci, ImportReferentiel, Odd, Pays, Region, Secteur, Theme
from territoires.noms import adresse

LOT = 5000  # rows a query


class Genre(StrEnum):
    AJOUT = "ajout"
    MODIFICATION = "modification"
    OBSOLETE = "obsolète"


@dataclass(frozen=True)
class Difference:
    """One row to write: `objet` holds the new values, `champs` says which ones change, as {field: (before, after)}."""

    genre: Genre
    objet: Model
    champs: dict

    def __str__(self):
        if self.genre is not Genre.MODIFICATION:
            return f"{self.objet.nom} ({self.objet.pk or 'nouveau'})"
        changements = ", ".join(f"{champ} : {avant!r} → {apres!r}" for champ, (avant, apres) in self.champs.items())
        return f"{self.objet.nom} ({self.objet.pk}) : {changements}"


@dataclass(frozen=True)
class Table:
    """How a table of the file is kept in a model; `complete` tells whether the file holds the whole list."""

    nom: str
    modele: type[Model]
    avec_slug: bool = True
    complete: bool = True

    @property
    def cle(self):
        return STRUCTURE[self.nom][0]


# A table after those it refers to.
TABLES = (
    Table("pays", Pays),
    Table("regions", Region),
    Table("departements", Departement),
    Table("epci", Epci, avec_slug=False),
    Table("communes", Commune),
    Table("odd", Odd, avec_slug=False),
    Table("secteurs", Secteur, complete=False),
    Table("themes", Theme, avec_slug=False, complete=False),
)


def differences(lignes, queryset, cle, *, complete=True):
    """Compare rows with a queryset; yield a Difference for each row to add, to change or to mark obsolete.

    `lignes` are dictionaries whose keys are attributes of the model, `cle` being the one that identifies a row. Without
    `complete`, only additions are yielded. Nothing is written; the objects of the differences carry the new values.
    """
    existants = {getattr(objet, cle): objet for objet in queryset}
    vus = set()
    for ligne in lignes:
        valeurs = {**ligne, "obsolete": False}
        vus.add(ligne[cle])
        objet = existants.get(ligne[cle])
        if objet is None:
            yield Difference(Genre.AJOUT, queryset.model(**valeurs), {})
        elif complete:
            champs = {c: (getattr(objet, c), v) for c, v in valeurs.items() if getattr(objet, c) != v}
            if champs:
                for champ, (_avant, apres) in champs.items():
                    setattr(objet, champ, apres)
                yield Difference(Genre.MODIFICATION, objet, champs)
    if complete:
        for valeur, objet in existants.items():
            if valeur not in vus and not objet.obsolete:
                objet.obsolete = True
                yield Difference(Genre.OBSOLETE, objet, {"obsolete": (False, True)})


def comparer(referentiel):
    """Yield (table, differences) for each table of `referentiel`, in the order in which they must be written."""
    for table in TABLES:
        lignes = referentiel.tables[table.nom]
        if table.avec_slug:
            lignes = [{**ligne, "slug": adresse(ligne["nom"])} for ligne in lignes]
        ecarts = differences(lignes, table.modele.objects.all(), table.cle, complete=table.complete)
        yield table, list(ecarts)


def importer(referentiel, *, ecrire, suivre=lambda table, ecarts: None, avancer=lambda table, faits, total: None):
    """Compare the database with `referentiel` and, with `ecrire`, write the differences in one transaction.

    `suivre(table, differences)` is called for each table once compared, `avancer(table, done, total)` after each batch written.
    Returns the number of differences of each kind (a Counter). On any database error nothing is written.
    """
    bilan = Counter()
    with transaction.atomic():
        if ecrire:
            # Two imports at once would both add the same rows: the second waits, then finds nothing to do.
            with connection.cursor() as curseur:
                curseur.execute(f"LOCK TABLE {connection.ops.quote_name(ImportReferentiel._meta.db_table)} IN EXCLUSIVE MODE")
        for table, ecarts in comparer(referentiel):
            suivre(table, ecarts)
            bilan.update(ecart.genre for ecart in ecarts)
            if ecrire:
                _ecrire(table, ecarts, avancer)
        if ecrire and (bilan or not deja_importe(referentiel.empreinte)):
            ImportReferentiel.objects.create(millesime=referentiel.millesime, empreinte=referentiel.empreinte)
    return bilan


def deja_importe(empreinte):
    """Say whether the last import written is that of the file whose digest is `empreinte`."""
    dernier = ImportReferentiel.objects.first()
    return dernier is not None and dernier.empreinte == empreinte


def _ecrire(table, ecarts, avancer):
    """Write the differences of one table, obsolete rows first: they free the SIREN that others take over."""
    objets = table.modele.objects
    objets.filter(pk__in=[e.objet.pk for e in ecarts if e.genre is Genre.OBSOLETE]).update(obsolete=True)
    # Two communes may exchange their SIREN: both leave theirs before either takes the other's.
    echanges = [e.objet.pk for e in ecarts if e.genre is Genre.MODIFICATION and "siren" in e.champs]
    if echanges:
        objets.filter(pk__in=echanges).update(siren=None)
    ecrits = [e.objet for e in ecarts if e.genre is not Genre.OBSOLETE]
    champs = [c.name for c in table.modele._meta.concrete_fields if not c.primary_key and not c.generated]
    # A change is written as an addition that meets its own key: one query a batch for both. The lists that staff edit have no
    # changes, and their key is not the primary key.
    conflits = {"update_conflicts": True, "unique_fields": [table.cle], "update_fields": champs} if table.complete else {}
    for debut in range(0, len(ecrits), LOT):
        objets.bulk_create(ecrits[debut : debut + LOT], **conflits)
        avancer(table, min(debut + LOT, len(ecrits)), len(ecrits))
