"""The columns of a list handed to a spreadsheet and read back: what a cell says of a field, and what a field reads in a cell."""

import hashlib
import json
import re
from datetime import date, time
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db.models import AutoField, BooleanField, CharField, F, Q, Value
from django.db.models.functions import Concat
from django.utils.html import escape
from django.utils.text import capfirst

from socle.filtres import sans_accent
from socle.fonctions import normaliser, tri
from socle.tableur import FORMULES
from socle.texte_riche import ChampRiche

NUMERO, EMPREINTE, A_CORRIGER = "numero", "empreinte", "a_corriger"
PROPRES = {NUMERO: "Numéro", EMPREINTE: "Empreinte (ne pas changer)", A_CORRIGER: "À corriger"}
"""The columns that are no field: which row it is, a digest of what it was, and what was refused of it."""

ENTRE = " | "
"""Between the rows that a cell names."""

OUI = frozenset({"oui", "vrai", "true", "1", "x", "o"})
NON = frozenset({"", "non", "faux", "false", "0", "n"})
ENTRE_CROCHETS = re.compile(r"^(?P<nom>.*)\[(?P<cle>[^\[\]]+)\]$", re.S)


def entete(champ):
    """Return the head of the column of a field."""
    return capfirst(champ.verbose_name)


def valeur(champ, ligne):
    """Return what a cell says of a field: a date and a number as such, words for the rest."""
    if champ.many_to_many:
        return ENTRE.join(sorted(map(designer, getattr(ligne, champ.name).all())))
    brute = getattr(ligne, champ.name)
    if champ.is_relation:
        return designer(brute) if brute else ""
    if brute in (None, ""):
        return ""
    if isinstance(champ, BooleanField):
        return "oui" if brute else "non"
    return str(dict(champ.flatchoices).get(brute, brute)) if champ.choices else brute


def en_texte(dite):
    """Return a value of a cell as French spreadsheets write it: « 31/12/2026 », « 14:30 », « 12,5 »."""
    if dite is None:
        return ""
    if isinstance(dite, bool):
        return "oui" if dite else "non"
    if isinstance(dite, date):
        return f"{dite:%d/%m/%Y}"
    if isinstance(dite, time):
        return f"{dite:%H:%M}"
    if isinstance(dite, float) and dite.is_integer():
        return str(int(dite))
    return str(dite).replace(".", ",") if isinstance(dite, (float, Decimal)) else str(dite)


def empreinte(champs, ligne):
    """Return a short digest of all the cells of a row: an import says by it what it saw."""
    dites = [en_texte(valeur(champ, ligne)) for champ in champs]
    return hashlib.sha256(json.dumps(dites).encode()).hexdigest()[:12]


def meme_cellule(lue, avant):
    """Return whether a cell that was read says what the row said, spaces at its ends and ends of lines apart."""
    return _nette(_sans_garde(lue)) == _nette(avant)


def _nette(texte):
    return texte.replace("\r\n", "\n").strip()


def designer(ligne):
    """Return the words that name a row and no other: its name, and its key in brackets where two rows may share that name."""
    nom = _champ_du_nom(type(ligne))
    if nom is not None and nom.unique:
        return getattr(ligne, nom.name)
    return f"{ligne} [{getattr(ligne, _champ_de_la_cle(type(ligne)).name)}]"


def _champ_du_nom(modele):
    par_nom = {champ.name: champ for champ in modele._meta.fields}
    return par_nom.get("nom") or par_nom.get("titre")


def _champ_de_la_cle(modele):
    """Return the field by which people know a row: a code (« JP »), else the address of its page, else its number."""
    adresse = next((champ for champ in modele._meta.fields if champ.name == "slug" and champ.unique), None)
    return modele._meta.pk if adresse is None or isinstance(modele._meta.pk, CharField) else adresse


class LectureDesCellules:
    """Reads the cells of an import as the fields of a form take them; each row that cells name is looked for once."""

    def __init__(self):
        self._connues = {}

    def lire(self, champ, texte):
        """Return what the field of a form is given for a cell.

        Raises:
            ValidationError: the cell means nothing for this field.
        """
        texte = _nette(_sans_garde(texte))
        if champ.many_to_many:
            return [self._cle(champ.related_model, un) for un in map(str.strip, texte.split("|")) if un]
        if champ.is_relation:
            return self._cle(champ.related_model, texte) if texte else ""
        if isinstance(champ, BooleanField):
            return _oui_ou_non(texte)
        if champ.choices:
            return _choix(champ, texte)
        if isinstance(champ, ChampRiche) and texte and "<" not in texte:
            return "".join(f"<p>{escape(un.strip())}</p>" for un in re.split(r"\n\s*\n", texte) if un.strip())
        return texte

    def _cle(self, modele, texte):
        if (modele, texte) not in self._connues:
            self._connues[modele, texte] = _chercher(modele, texte)
        trouvees = self._connues[modele, texte]
        noms = modele._meta.verbose_name_plural
        if not trouvees:
            raise ValidationError(f"« {texte} » est introuvable parmi les {noms}.")
        if len(trouvees) > 1:
            plusieurs = ", ".join(f"« {designer(une)} »" for une in trouvees)
            raise ValidationError(f"« {texte} » désigne plusieurs {noms} : écrivez par exemple {plusieurs}.")
        return trouvees[0].pk


def _sans_garde(texte):
    """Take away the apostrophe by which an export keeps a text from being computed."""
    return texte[1:] if texte[:1] == "'" and texte[1:].lstrip(" \n\u00a0").startswith(FORMULES) else texte


def _oui_ou_non(texte):
    if texte.lower() not in OUI | NON:
        raise ValidationError(f"« {texte} » : écrivez « oui » ou « non ».")
    return texte.lower() in OUI


def _choix(champ, texte):
    if not texte:
        return champ.get_default() or ""
    par_mot = {}
    for code, mot in champ.flatchoices:
        par_mot |= {sans_accent(str(mot)): code, sans_accent(str(code)): code}
    if sans_accent(texte) not in par_mot:
        admis = ", ".join(f"« {mot} »" for _, mot in champ.flatchoices)
        raise ValidationError(f"« {texte} » n’est pas admis ici. Écrivez {admis}.")
    return par_mot[sans_accent(texte)]


def _chercher(modele, texte):
    """Return at most three rows that a text names: by its key, its address, or its name whatever accents and capitals."""
    lignes, trouve = modele._base_manager.all(), ENTRE_CROCHETS.match(texte)
    if trouve:
        return list(lignes.filter(_par_cle(modele, trouve["cle"].strip()))[:3])
    nom = _champ_du_nom(modele)
    condition = Q() if isinstance(_champ_de_la_cle(modele), AutoField) else _par_cle(modele, texte)
    if nom is not None:
        complet = Concat("prenom", Value(" "), "nom") if hasattr(modele, "prenom") else F(nom.name)
        lignes = lignes.alias(cle_du_nom=tri(complet))
        condition |= Q(cle_du_nom=normaliser(texte))
    return list(lignes.filter(condition)[:3]) if condition else []


def _par_cle(modele, cle):
    """Return the condition on the row of a key: see `_champ_de_la_cle`."""
    champ = _champ_de_la_cle(modele)
    try:
        lue = champ.to_python(cle)
    except ValidationError:
        return Q(pk=None)
    return Q(**{champ.name if isinstance(champ, AutoField) else f"{champ.name}__iexact": lue})


def mode_d_emploi(champ):
    """Return what to write in a column, in a few words."""
    if champ.name == "slug":
        return "Laissez vide : tirée du titre ou du nom."
    if champ.many_to_many:
        return f"{capfirst(champ.related_model._meta.verbose_name_plural)} par leur nom, séparés par « | »."
    if champ.is_relation:
        return "Par son nom."
    if champ.choices:
        return ", ".join(f"« {mot} »" for _, mot in champ.flatchoices) + "."
    return MODES.get(champ.get_internal_type(), "")


MODES = {
    "BooleanField": "« oui » ou « non ».",
    "DateField": "Un jour : 31/12/2026.",
    "TimeField": "Une heure : 14:30.",
    "IntegerField": "Un nombre.",
    "PositiveIntegerField": "Un nombre.",
    "PositiveSmallIntegerField": "Un nombre.",
    "DecimalField": "Un nombre.",
}
