"""Read and check the frozen copy of the référentiel (made by bin/construire-referentiel), before anything is written."""

import gzip
import hashlib
import json
import zlib
from dataclasses import dataclass
from pathlib import Path

from socle.saisie import ILLISIBLE, espacer, serrer
from territoires.noms import adresse

FICHIER = Path(__file__).resolve().parent / "donnees" / "referentiel-2026.json.gz"
FORMAT = 1
# Raise it when the rows written change for the same file (a new derived column, say): `--si-necessaire` then imports again.
REGLES = 2


class ErreurReferentiel(Exception):
    """The file cannot be imported; the message is one line in French that says why."""


@dataclass(frozen=True)
class Referentiel:
    """A checked file: its year, the digest of its bytes, and the rows of each table as dictionaries."""

    millesime: int
    empreinte: str
    source: str
    tables: dict[str, list[dict]]


POINT = ("latitude", "longitude")

# For each table: its key, the columns it must have, the values that occur once, and the columns that name a row of another table.
STRUCTURE = {
    "pays": (
        "alpha2",
        ("alpha3", "nom", "nom_anglais", "article", "preposition", "region_monde", "eligible_apd", *POINT),
        ("alpha3", "nom"),
        {},
    ),
    "regions": ("code", ("nom", "siren", *POINT), ("siren", "nom"), {}),
    "departements": ("code", ("nom", "siren", "region_id", *POINT), ("siren", "nom"), {"region_id": "regions"}),
    "epci": ("siren", ("nom", "nature", "population"), (), {}),
    "communes": (
        "insee",
        ("siren", "nom", "population", "codes_postaux", "departement_id", "epci_id", *POINT),
        ("siren",),
        {"departement_id": "departements", "epci_id": "epci"},
    ),
    "odd": ("numero", ("nom",), (), {}),
    "secteurs": ("code", ("nom", "nom_anglais", "ordre"), ("nom",), {}),
    "themes": ("slug", ("nom", "ordre"), ("nom",), {}),
}

# Columns of codes, in which a space means nothing.
CODES = {"siren", "insee", "code", "codes_postaux"}


def empreinte_de(chemin):
    """Return the digest that tells whether `chemin` was already imported by this version of the rules.

    Raises ErreurReferentiel when the file cannot be read.
    """
    return _empreinte(_octets(chemin))


def lire(chemin):
    """Return the checked content of the file at `chemin`, a Referentiel.

    Raises ErreurReferentiel for a missing, truncated or ill-formed file, a missing table or column, a repeated or empty key, a
    reference to a row that is not in the file.
    """
    octets = _octets(chemin)
    try:
        contenu = json.loads(gzip.decompress(octets))
    except (OSError, EOFError, zlib.error) as erreur:
        raise ErreurReferentiel(f"{chemin} : archive tronquée ou abîmée.") from erreur
    except ValueError as erreur:
        raise ErreurReferentiel(f"{chemin} : ce n’est pas du JSON.") from erreur
    if not isinstance(contenu, dict) or contenu.get("format") != FORMAT or not isinstance(contenu.get("millesime"), int):
        raise ErreurReferentiel(f"{chemin} : ce n’est pas un référentiel de format {FORMAT}.")
    tables = contenu.get("tables")
    if not isinstance(tables, dict):
        raise ErreurReferentiel(f"{chemin} : les tables manquent.")
    lignes = {nom: _lignes(nom, tables.get(nom)) for nom in STRUCTURE}
    for nom in STRUCTURE:
        _verifier(nom, lignes)
    return Referentiel(contenu["millesime"], _empreinte(octets), str(contenu.get("source", "")), lignes)


def _octets(chemin):
    try:
        return Path(chemin).read_bytes()
    except OSError as erreur:
        raise ErreurReferentiel(f"{chemin} : fichier introuvable ou illisible.") from erreur


def _empreinte(octets):
    return hashlib.sha256(octets + f"|regles={REGLES}".encode()).hexdigest()


def _lignes(nom, table):
    """Return the rows of `table` as dictionaries, once its columns are known to be there."""
    if not isinstance(table, dict) or not isinstance(table.get("colonnes"), list) or not isinstance(table.get("lignes"), list):
        raise ErreurReferentiel(f"Référentiel : la table « {nom} » manque ou est mal formée.")
    cle, colonnes, _uniques, _renvois = STRUCTURE[nom]
    manquantes = [colonne for colonne in (cle, *colonnes) if colonne not in table["colonnes"]]
    if manquantes:
        raise ErreurReferentiel(f"Référentiel : il manque à la table « {nom} » la colonne « {manquantes[0]} ».")
    try:
        return [
            {colonne: _nette(colonne, valeur) for colonne, valeur in zip(table["colonnes"], ligne, strict=True)}
            for ligne in table["lignes"]
        ]
    except (TypeError, ValueError) as erreur:
        raise ErreurReferentiel(f"Référentiel : une ligne de la table « {nom} » n’a pas le bon nombre de valeurs.") from erreur


def _nette(colonne, valeur):
    """Return a value as `socle.saisie` makes it plain; what is no text is judged as it is."""
    if isinstance(valeur, list):
        return [_nette(colonne, une) for une in valeur]
    if not isinstance(valeur, str):
        return valeur
    return serrer(valeur) if colonne in CODES else espacer(valeur)


def _verifier(nom, tables):
    """Check the keys, the unique columns and the references of the table `nom`."""
    cle, _colonnes, uniques, renvois = STRUCTURE[nom]
    if not tables[nom]:
        # An empty table would mark every row obsolete: surely a broken file.
        raise ErreurReferentiel(f"Référentiel : la table « {nom} » est vide.")
    for ligne in tables[nom]:
        if ligne[cle] in (None, "") or not isinstance(ligne[cle], str | int):
            raise ErreurReferentiel(f"Référentiel : une ligne de « {nom} » n’a pas de « {cle} » valable.")
        if not isinstance(ligne["nom"], str) or not ligne["nom"].strip():
            raise ErreurReferentiel(f"Référentiel : « {ligne[cle]} » ({nom}) n’a pas de nom.")
        if ILLISIBLE in ligne["nom"]:
            raise ErreurReferentiel(f"Référentiel : le nom de « {ligne[cle]} » ({nom}) porte un signe illisible.")
        if not adresse(ligne["nom"]):
            raise ErreurReferentiel(f"Référentiel : le nom de « {ligne[cle]} » ({nom}) ne donne pas d’adresse de page.")
        if not _codes_postaux_valables(ligne.get("codes_postaux", [])):
            raise ErreurReferentiel(f"Référentiel : « {ligne[cle]} » ({nom}) a un code postal mal formé.")
    for colonne in (cle, *uniques):
        vues = set()
        for ligne in tables[nom]:
            valeur = ligne[colonne]
            if valeur is None:
                continue
            if not isinstance(valeur, str | int):
                raise ErreurReferentiel(f"Référentiel : « {ligne[cle]} » ({nom}) a une valeur de « {colonne} » mal formée.")
            if valeur in vues:
                raise ErreurReferentiel(f"Référentiel : « {valeur} » figure deux fois dans « {nom} » ({colonne}).")
            vues.add(valeur)
    for colonne, cible in renvois.items():
        connues = {ligne[STRUCTURE[cible][0]] for ligne in tables[cible]}
        for ligne in tables[nom]:
            if ligne[colonne] is not None and not (isinstance(ligne[colonne], str) and ligne[colonne] in connues):
                raise ErreurReferentiel(
                    f"Référentiel : « {ligne[cle]} » ({nom}) renvoie à « {ligne[colonne]} », absent de « {cible} »."
                )


def _codes_postaux_valables(codes):
    # Too long a code would be cut to five characters by the database, without a word.
    return isinstance(codes, list) and all(isinstance(code, str) and len(code) == 5 and code.isdecimal() for code in codes)
