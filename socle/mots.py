"""Words as people type them in a search: a label as it is shown, a phrase, « St-Étienne » for « Saint-Étienne »."""

import re

from django.db.models import Case, F, Q, SmallIntegerField, TextField, Value, When
from django.db.models.functions import Replace
from django.db.models.lookups import Contains, Exact, Regex, StartsWith

from socle.filtres import sans_accent
from socle.fonctions import normaliser, tri

MOTS_MAX = 8
"""Words that are looked for, the first ones: each costs a condition."""

# Blanks, hyphens and dashes of any length, and the signs that labels are written with: « Fès (Maroc) », « Nancy – Kanazawa ».
_ENTRE_LES_MOTS = re.compile(r"[\s\0()\[\]{}«»\"“”„,;:!?→·•|/\-\u2010-\u2015\u2212]+")
_CHIFFRES_ESPACES = re.compile(r"\s*\d[\d\s]*")
_ELISION = re.compile(r"^(?:d|l|qu)['’](?=\w)", re.IGNORECASE)
ABREGES = {"st": "saint", "ste": "sainte", "sts": "saints", "stes": "saintes"}
ECRITURES = ABREGES | {entier: abrege for abrege, entier in ABREGES.items()}
"""The other way to write a word, whole or short."""
VIDES = frozenset((
    "a", "à", "au", "aux", "avec", "chez", "dans", "de", "des", "du", "en", "entre", "et", "la", "le", "les", "ou", "par", "pour",
    "sur", "un", "une", "vers",
))  # fmt: skip
"""Words that join those of a phrase, and that no name is found by."""


def mots_de(texte):
    """Return the words of a label or of a name, once each and in its order, without the signs between them.

    Digits typed in groups (« 211 300 017 ») are one number.
    """
    if _CHIFFRES_ESPACES.fullmatch(texte):
        texte = "".join(texte.split())
    mots = (mot.strip(".'’") for mot in _ENTRE_LES_MOTS.split(texte))
    return [*dict.fromkeys(mot for mot in mots if any(lettre.isalnum() for lettre in mot))][:MOTS_MAX]


def mots_utiles(texte, modele=None):
    """Return the words of a phrase that names are found by: « jumelage de Rennes avec Fès » gives three of them.

    Args:
        texte: what a person typed, whatever it is.
        modele: the model of the rows; among partnerships, « partenariat » says nothing.
    """
    mots = [_ELISION.sub("", mot) for mot in mots_de(texte)]
    vides = VIDES | ({modele._meta.verbose_name, str(modele._meta.verbose_name_plural)} if modele else set())
    return [mot for mot in mots if mot.casefold() not in vides] or mots


def tient(nom, mot):
    """Return the condition under which the expression `nom`, as `tri` writes it, holds a word, however « saint » is written."""
    condition = Q(Contains(nom, normaliser(mot)))
    if autre := ECRITURES.get(sans_accent(mot)):
        condition |= Q(Regex(nom, Value(rf"\m{autre}\M")))
    return condition


def valeurs_nommees(choix, mot):
    """Return those of the values of a field whose label holds a word, in the plural too: « jumelages »."""
    cle = sans_accent(mot)
    cles = {cle, cle.removesuffix("s")} if len(cle) > 3 else {cle}
    return [valeur for valeur, libelle in choix if any(une in sans_accent(str(libelle)) for une in cles)]


def cle_des_mots(mots):
    """Return the SQL expression of words as names are compared with it, without hyphens: « saint etienne »."""
    return normaliser(" ".join(ABREGES.get(sans_accent(mot), mot) for mot in mots))


def rang_du_nom(champ, mots):
    """Return the ordering that puts first the name `champ` made of `mots`, then what begins so, what holds them, the others."""
    nom, cle = Replace(tri(F(champ)), Value("-"), Value(" "), output_field=TextField()), cle_des_mots(mots)
    tous = Q()
    for mot in mots:
        tous &= tient(tri(F(champ)), mot)
    return Case(
        When(Exact(nom, cle), then=0), When(StartsWith(nom, cle), then=1), When(tous, then=2), default=3,
        output_field=SmallIntegerField(),
    )  # fmt: skip
