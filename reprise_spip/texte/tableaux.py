"""Tables: lines of cells between bars, a caption between double bars, `{{headers}}`, `<` and `^` for cells that extend."""

import re

from reprise_spip.texte.atelier import Atelier, Bloc

LIGNES_MAX = 50
"""Lines that one row may hold."""
_CELLULE_DE_TITRE = re.compile(r"\s*(?::?\{\{[^{}]+\}\}\s*)?")
_LEGENDE = re.compile(r"\|\|([^|]*)(?:\|(.*))?", re.DOTALL)
_COURT = 40
"""Columns beyond which cells are no longer looked for: a line of bars is no table."""


def dresser(texte: str, atelier: Atelier, convertir) -> str:
    """Return `texte` with its tables set aside.

    Args:
        texte: a text of which links, figures and notes are set aside: their bars are not those of cells.
        atelier: the bench.
        convertir: function that converts what a cell holds.
    """
    if "\n|" not in texte and not texte.startswith("|"):
        return texte
    lignes, sorties, rang = texte.split("\n"), [], 0
    while rang < len(lignes):
        rangees, apres = _lire(lignes, rang)
        if rangees:
            sorties += ["", atelier.ranger(Bloc(_ecrire(rangees, convertir))), ""]
        else:
            sorties.append(lignes[rang])
        rang = apres
    return "\n".join(sorties)


def _lire(lignes, rang):
    """Return the rows of the table that begins at a line, and where it ends; none and the next line where there is none."""
    rangees, debut = [], rang
    while rang < len(lignes) and lignes[rang].startswith("|"):
        fin = next((n for n in range(rang, min(rang + LIGNES_MAX, len(lignes))) if _finit(lignes[n], n == rang)), None)
        if fin is None:
            break
        rangees.append("\n".join(lignes[rang : fin + 1]).rstrip())
        rang = fin + 1
    if not rangees or any(rangee.count("|") > _COURT for rangee in rangees[:1]):
        return [], debut + 1
    return rangees, rang


def _finit(ligne, premiere):
    ligne = ligne.rstrip()
    return ligne.endswith("|") and not (premiere and len(ligne.rstrip("|")) == 0 and len(ligne) < 2)


def _ecrire(rangees, convertir):
    legende = ""
    if rangees[0].startswith("||") and (trouve := _LEGENDE.fullmatch(rangees[0].rstrip("|"))):
        legende = "<br>".join(convertir(mots.strip()) for mots in trouve.groups("") if mots.strip())
        rangees = rangees[1:]
    grille = [rangee[1:-1].split("|") for rangee in rangees]
    tete = ""
    if grille and _est_tete(grille[0]):
        tete = f"<thead>{_rangee(grille.pop(0), {}, {*range(_COURT)}, convertir)}</thead>"
    cote = bool(grille) and all(_CELLULE_DE_TITRE.fullmatch(ligne[0]) for ligne in grille)
    cote = cote and any("{{" in ligne[0] for ligne in grille)
    hauteurs = _hauteurs(grille)
    corps = "".join(
        _rangee(ligne, hauteurs[rang], {0} if cote and "{{" in ligne[0] else (), convertir) for rang, ligne in enumerate(grille)
    )
    table = f"<table>{tete}{f'<tbody>{corps}</tbody>' if corps else ''}</table>" if tete or corps else ""
    dite = f"<figcaption>{legende}</figcaption>" if legende else ""
    return f'<figure class="table">{table}{dite}</figure>' if table else f"<p>{legende}</p>"


def _est_tete(cellules):
    titres = [cellule.strip() != "<" and _CELLULE_DE_TITRE.fullmatch(cellule) for cellule in cellules]
    return any("{{" in cellule for cellule in cellules) and all(
        titre or cellule.strip() == "<" for titre, cellule in zip(titres, cellules, strict=True)
    )


def _hauteurs(grille):
    """Return, for each row, {column: rows that its cell takes}; 0 for one that the cell above takes."""
    hauteurs = [{} for _ in grille]
    for rang in range(len(grille) - 1, 0, -1):
        for colonne, cellule in enumerate(grille[rang]):
            # Nothing above to extend: an empty cell.
            if cellule.strip() == "^" and colonne < len(grille[rang - 1]):
                hauteurs[rang - 1][colonne] = 1 + hauteurs[rang].get(colonne, 1)
                hauteurs[rang][colonne] = 0
    return hauteurs


def _rangee(cellules, hauteurs, titres, convertir):
    sorties, largeur = [], 1
    for colonne in range(len(cellules) - 1, -1, -1):
        cellule = cellules[colonne].strip()
        if cellule == "<" and colonne:
            largeur += 1
            continue
        if hauteurs.get(colonne) != 0:
            attributs = f' colspan="{largeur}"' if largeur > 1 else ""
            if hauteurs.get(colonne, 1) > 1:
                attributs += f' rowspan="{hauteurs[colonne]}"'
            nom = "th" if colonne in titres else "td"
            if nom == "th":
                cellule = cellule.replace("{{", "").replace("}}", "").removeprefix(":")
            mots = "" if cellule in ("<", "^") else convertir(cellule)
            sorties.append(f"<{nom}{attributs}>{mots}</{nom}>")
        largeur = 1
    return f"<tr>{''.join(reversed(sorties))}</tr>"
