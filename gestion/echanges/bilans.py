"""What a table would do, or did: how many rows are new, changed, left, refused, and each fault by its line and column."""

from django.core.exceptions import NON_FIELD_ERRORS
from import_export.results import RowResult
from openpyxl.utils import get_column_letter
from tablib import Dataset

from gestion.echanges.colonnes import A_CORRIGER, PROPRES, entete
from socle.filtres import sans_accent

MONTREES = 20
"""Rows named of each kind."""
INATTENDUE = "Cette ligne a fait échouer l’import d’une façon inattendue : retirez-la, et signalez-la à l’administration."


def associer(entetes, champs, connus):
    """Return the names of the columns, None for those left aside, and what to say of them.

    Args:
        entetes: the first row of the file.
        champs: the fields that a table may have.
        connus: other fields of the model, that no table writes.
    """
    par_entete = {_tete(mots): nom for nom, mots in PROPRES.items()}
    for champ in champs:
        par_entete |= {_tete(entete(champ)): champ.name, _tete(champ.name): champ.name}
    fermes = {_tete(nom) for champ in connus for nom in (entete(champ), champ.name)}
    noms, remarques = [], []
    for rang, dite in enumerate(entetes):
        nom = par_entete.get(_tete(dite))
        lettre = get_column_letter(rang + 1)
        if nom in noms:
            remarques.append(f"La colonne {lettre}, « {dite} », vient deux fois : seule la première compte.")
            nom = None
        elif nom is None and dite:
            suite = (
                "ne s’importe pas (l’état, l’accès, les dates de parution et les pièces se règlent dans la fiche)"
                if _tete(dite) in fermes
                else "n’est pas une colonne de cette liste"
            )
            remarques.append(f"La colonne {lettre}, « {dite} », {suite} : elle est laissée de côté.")
        noms.append(None if nom == A_CORRIGER else nom)
    return noms, remarques


def _tete(mots):
    """Return the head of a column as it is compared: whatever accents, capitals, apostrophes and spaces."""
    return " ".join(sans_accent(str(mots)).replace("’", "'").replace("_", " ").split())


def vide():
    """Return what is said of no row yet."""
    return {"nouvelles": 0, "modifiees": 0, "inchangees": 0, "refusees": 0, "lignes": [], "fautes": [], "annule": False}


def ajouter(bilan, autre):
    """Return what is said of the rows of two lots of one table."""
    somme = {nom: bilan[nom] + autre[nom] for nom in ("nouvelles", "modifiees", "inchangees", "refusees", "lignes", "fautes")}
    montrees = []
    for ligne in somme["lignes"]:
        if sum(ligne[1] == une[1] for une in montrees) < MONTREES:
            montrees.append(ligne)
    return {**somme, "lignes": montrees, "annule": False}


def importer(ressource, echange, noms, *, essai, lignes=None):
    """Write the rows of a table that can be, or only try; return what became of them, as JSON keeps it.

    The rows are written together: where something unexpected happens, none is (`annule`), because of some (`inattendues`).
    `lignes` is a lot of those of `echange`, which it has all by default.
    """
    lot = echange.lignes if lignes is None else lignes
    numeros = {numero for numero, _ in lot}
    gardes = [(rang, nom) for rang, nom in enumerate(noms) if nom]
    en_faute = {}
    for numero, rang, message in echange.fautes:
        if lignes is None or numero in numeros:
            en_faute.setdefault(numero, []).append((rang, message))
    bonnes = [(numero, textes) for numero, textes in lot if numero not in en_faute]
    donnees = Dataset(headers=[nom for _, nom in gardes])
    for _, textes in bonnes:
        donnees.append([textes[rang] for rang, _ in gardes])
    resultat = ressource.import_data(donnees, dry_run=essai)
    bilan = vide()
    genres = {
        RowResult.IMPORT_TYPE_NEW: "nouvelles",
        RowResult.IMPORT_TYPE_UPDATE: "modifiees",
        RowResult.IMPORT_TYPE_SKIP: "inchangees",
    }
    rangs = {nom: rang for rang, nom in gardes}
    for (numero, _), une in zip(bonnes, resultat.rows, strict=True):
        if une.errors or une.validation_error is not None:
            for nom, message in _messages(une):
                en_faute.setdefault(numero, []).append((rangs.get(nom), _situer(message, nom, rangs, ressource)))
            continue
        genre = genres[une.import_type]
        bilan[genre] += 1
        if bilan[genre] <= MONTREES:
            bilan["lignes"].append([numero, genre, une.object_repr])
    bilan["annule"] = not essai and resultat.has_errors()
    bilan["inattendues"] = [numero for (numero, _), une in zip(bonnes, resultat.rows, strict=True) if une.errors]
    bilan["refusees"] = len(en_faute)
    par_numero = dict(echange.lignes)
    for numero in sorted(en_faute):
        for rang, message in en_faute[numero]:
            bilan["fautes"].append(_faute(numero, rang, message, echange.entetes, par_numero.get(numero, [])))
    return bilan


def _messages(une):
    if une.errors:
        yield NON_FIELD_ERRORS, INATTENDUE
    elif hasattr(une.validation_error, "error_dict"):
        for nom, messages in une.validation_error.message_dict.items():
            for message in messages:
                yield nom, message
    else:
        for message in une.validation_error.messages:
            yield NON_FIELD_ERRORS, message


def _situer(message, nom, rangs, ressource):
    """Name the field of a message that no column of the file bears."""
    champ = next((champ for champ in ressource.champs if champ.name == nom), None)
    return f"{entete(champ)} : {message} (colonne absente du fichier)" if champ and nom not in rangs else message


def _faute(numero, rang, message, entetes, textes):
    if rang is None:
        return {"ligne": numero, "colonne": "", "entete": "", "valeur": "", "message": message}
    return {
        "ligne": numero,
        "colonne": get_column_letter(rang + 1),
        "entete": entetes[rang] if rang < len(entetes) else "",
        "valeur": textes[rang][:120] if rang < len(textes) else "",
        "message": message,
    }
