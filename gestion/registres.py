"""Rows shown in the form of what they hang on, as a plain table: to read, with links to where they are written."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Registre:
    """A table below a form (`AdminBase.registres`, written by `templates/admin/includes/registres.html`), or above it.

    `ajout` is where a line is added, (address, words), or None; `avis` a warning above the table; `vide` what it says when empty;
    `suite` where all the lines are when only the first ones are shown, (address, words).
    """

    identifiant: str
    titre: str
    ajout: tuple | None
    colonnes: tuple
    lignes: list
    avis: str = ""
    vide: str = "Aucune écriture pour le moment."
    suite: tuple | None = None
