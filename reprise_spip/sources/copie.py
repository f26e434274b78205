"""A copy, in a temporary SQLite file, of what is read once from beginning to end: the disk holds it, not the memory."""

import sqlite3
from collections.abc import Iterable

from reprise_spip.sources.base import TABLES, Decodeur
from reprise_spip.sources.dump import Ligne, Table

LOT = 200  # rows written at once


def retenue(nom: str) -> bool:
    """Say whether a table, whatever the prefix of the site, is one of those that are read."""
    return any(nom == table or nom.endswith(f"_{table}") for table in TABLES)


def copier(morceaux: Iterable[Table | Ligne], connexion: sqlite3.Connection) -> list[str]:
    """Write tables and rows in an SQLite file, and return what is wrong with some, sentences in French."""
    colonnes, alertes, attente = {}, [], []
    decodeur = Decodeur()
    for morceau in morceaux:
        if isinstance(morceau, Table):
            if retenue(morceau.nom) and morceau.colonnes:
                colonnes[morceau.nom] = morceau.colonnes
                noms = ", ".join(f'"{colonne}"' for colonne in morceau.colonnes)
                connexion.execute(f'DROP TABLE IF EXISTS "{morceau.nom}"')
                connexion.execute(f'CREATE TABLE "{morceau.nom}" ({noms})')
            continue
        if attente and (attente[0].table != morceau.table or attente[0].colonnes != morceau.colonnes or len(attente) >= LOT):
            _ecrire(connexion, attente)
            attente = []
        attendues = morceau.colonnes or colonnes.get(morceau.table, ())
        if len(morceau.valeurs) != len(attendues):
            alertes.append(
                f"Table « {morceau.table} », ligne « {_reconnaissable(morceau)} » : {len(morceau.valeurs)} valeurs "
                f"pour {len(attendues)} colonnes. Cette ligne est laissée."
            )
            continue
        attente.append(_en_texte(morceau, attendues, decodeur))
    if attente:
        _ecrire(connexion, attente)
    connexion.commit()
    alertes += [
        f"Table « {table} » : {nombre} valeur(s) d’un autre encodage que celui que le fichier annonce, lues en Windows-1252."
        for table, nombre in sorted(decodeur.hors_utf8.items())
    ]
    return alertes


def _en_texte(ligne, colonnes, decodeur):
    """Return a row whose texts are texts; what was compressed by SPIP stays as it is."""
    if not any(isinstance(valeur, bytes) for valeur in ligne.valeurs):
        return ligne
    decodeur.table = ligne.table
    return ligne._replace(
        valeurs=tuple(
            decodeur(valeur) if isinstance(valeur, bytes) and colonne != "fragment" else valeur
            for colonne, valeur in zip(colonnes, ligne.valeurs, strict=True)
        )
    )


def _ecrire(connexion, lignes):
    table, colonnes, valeurs = lignes[0]
    noms = "(" + ", ".join(f'"{colonne}"' for colonne in colonnes) + ")" if colonnes else ""
    places = ", ".join("?" * len(valeurs))
    connexion.executemany(f'INSERT INTO "{table}" {noms} VALUES ({places})', [ligne.valeurs for ligne in lignes])


def _reconnaissable(ligne):
    return str(ligne.valeurs[0])[:40] if ligne.valeurs else ""
