"""The facets of a search, as a page shows them: values, numbers, and the address of the search with each of them."""

from dataclasses import dataclass

from django.db.models import F, TextField, Value
from django.db.models.functions import Cast
from django.utils.http import urlencode

from recherche.forms import FormulaireRecherche, genres
from socle.acces import Acces
from socle.listes import COMPTE_MAX
from territoires.models import Pays, Theme

EN_VUE = 7
"""Values of a facet that are in view; the others are folded."""


@dataclass(frozen=True)
class Valeur:
    """A value of a facet: its words, how many results it keeps (None when not counted), the address that asks for it."""

    libelle: str
    nombre: int | None
    plancher: int | None
    adresse: str


@dataclass(frozen=True)
class Facette:
    """A facet: its title, the values in view, those that are folded."""

    nom: str
    titre: str
    valeurs: list
    autres: list


def facettes(comptes, choisis, parametres):
    """Return the facets that leave something to choose, in the order of the form.

    Args:
        comptes: `Resultats.facettes`.
        choisis: the filters in force, which are shown above the results.
        parametres: the query string, a QueryDict.
    """
    libelles = {**_noms(comptes), "type": dict(genres()), "acces": dict(Acces.choices)}
    trouvees = []
    for nom, champ in FormulaireRecherche.base_fields.items():
        nombres = comptes.get(nom, {})
        if nom in choisis or len(nombres) < 2:
            continue
        debut = adresse(parametres, **{nom: None})
        valeurs = [
            Valeur(_majuscule(libelles.get(nom, {}).get(valeur, valeur)), *_compte(nombre), f"{debut}&{urlencode({nom: valeur})}")
            for valeur, nombre in sorted(nombres.items(), key=lambda couple: _rang(nom, *couple, libelles))
        ]
        trouvees.append(Facette(nom, champ.label, valeurs[:EN_VUE], valeurs[EN_VUE:]))
    return trouvees


def adresse(parametres, **changements):
    """Return the query string with changes, back to the first page; None takes a parameter away."""
    reste = parametres.copy()
    reste.pop("page", None)
    for nom, valeur in changements.items():
        reste.pop(nom, None) if valeur is None else reste.__setitem__(nom, valeur)
    return f"?{reste.urlencode()}"


def _noms(comptes):
    """Return the names of the countries and themes of the results, in one query."""
    lots = [
        lignes.filter(**{f"{cle}__in": [*comptes[nom]]}).order_by().values_list(
            Value(nom, TextField()), Cast(cle, TextField()), Cast(F("nom"), TextField())
        )
        for nom, lignes, cle in (("pays", Pays.objects.all(), "pk"), ("theme", Theme.objects.all(), "slug"))
        if comptes.get(nom)
    ]  # fmt: skip
    noms = {"pays": {}, "theme": {}}
    for nom, cle, mot in lots[0].union(*lots[1:]) if lots else ():
        noms[nom][cle] = mot
    return noms


def _compte(nombre):
    return (COMPTE_MAX, COMPTE_MAX) if nombre is not None and nombre > COMPTE_MAX else (nombre, None)


def _rang(nom, valeur, nombre, libelles):
    if nom == "annee":
        return (-int(valeur), "")
    # Those that are not counted are too many to be.
    return (-COMPTE_MAX - 1 if nombre is None else -nombre, str(libelles.get(nom, {}).get(valeur, valeur)))


def _majuscule(mot):
    return mot[:1].upper() + mot[1:]
