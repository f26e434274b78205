"""Read the demo's texts: TOML files of `demo/donnees/`, written with ordinary spaces and put in French typography here."""

import hashlib
import re
import tomllib
from pathlib import Path

from socle.langues import ANGLAIS
from socle.typographie import typo, typo_html

DOSSIER = Path(__file__).resolve().parent / "donnees"
# Raise it when the rows made from the same files change: `--si-necessaire` then loads again.
REGLES = 2
RICHES = {"corps", "bilan", "presentation", "creation", "missions", "faits_marquants", "suites"}
# Codes, addresses and keys: kept to the letter.
A_LA_LETTRE = {"slug", "courriel", "site", "lien", "variantes"}

_LIEN = re.compile(r"\[([^\]]+)\]\(([^)\s]+)\)")


def lire(nom):
    """Return the tables of `demo/donnees/<nom>.toml`, `{table: [rows]}`, texts ready to be stored."""
    with (DOSSIER / f"{nom}.toml").open("rb") as fichier:
        return {table: [_preparer(ligne) for ligne in lignes] for table, lignes in tomllib.load(fichier).items()}


def empreinte():
    """Return the digest of the demo's files: another one means that there is something new to load."""
    somme = hashlib.sha256(str(REGLES).encode())
    for fichier in sorted(DOSSIER.glob("*.toml")):
        somme.update(fichier.name.encode() + fichier.read_bytes())
    return somme.hexdigest()


def en_html(texte, langue="fr"):
    """Return the HTML of a text written plainly.

    A blank line separates blocks; « ## » opens a heading, « - » an item, `[words](address)` is a link; a block that starts with
    « < » is HTML already. A text in another `langue` keeps its own typography.
    """
    return "\n".join(_bloc(bloc, langue) for bloc in re.split(r"\n\s*\n", texte.strip()) if bloc)


def _bloc(bloc, langue):
    if bloc.startswith("<"):
        return typo_html(bloc, langue)
    if bloc.startswith("## "):
        html = f"<h2>{bloc[3:]}</h2>"
    elif bloc.startswith("- "):
        html = "<ul>" + "".join(f"<li>{point[2:]}</li>" for point in bloc.splitlines()) + "</ul>"
    else:
        html = f"<p>{bloc}</p>"
    return typo_html(_LIEN.sub(r'<a href="\2">\1</a>', html), langue)


def _preparer(ligne):
    langue = ligne.get("langue", "fr")
    return {champ: _valeur(champ, valeur, ANGLAIS if champ.endswith("_anglais") else langue) for champ, valeur in ligne.items()}


def _valeur(champ, valeur, langue):
    if isinstance(valeur, list) and valeur and isinstance(valeur[0], dict):
        return [_preparer(sous_ligne) for sous_ligne in valeur]
    if champ == "documents":  # named by their titles, which are put in typography too
        return [typo(titre) for titre in valeur]
    if not isinstance(valeur, str) or champ in A_LA_LETTRE:
        return valeur
    return en_html(valeur, langue) if champ in RICHES else typo(valeur.strip(), langue)
