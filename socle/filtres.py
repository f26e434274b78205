"""Filters of lists, offering the values the list holds: one query gives the choices of all of them.

Values in the address are codes and slugs (`?pays=JP&theme=climat`), so that it can be read, shared and kept.
"""

import unicodedata

import django_filters
from django.db.models import TextField, Value
from django.db.models.functions import Cast

MESSAGE_INCONNU = "Cette valeur n’existe pas dans la liste : choisissez-en une autre."


class FiltreValeur(django_filters.ChoiceFilter):
    """A filter on the values present in the list.

    Args:
        cle: path of the value put in the address, and filtered on: `"pays__alpha2"`, `"publie_le__year"`.
        nom: path of its label; the value itself when None.
        libelles: labels of a field with choices, `Model.Genre.choices`; they also give the order.
        parmi: the rows that anyone may name, at the end of the path: a queryset. An address that asks for one that the list does
            not hold (no more, or not yet) finds nothing, where an unknown value is a mistake.
        decroissant: greatest label first, for years.
    """

    def __init__(self, cle, *, nom=None, libelles=(), parmi=None, decroissant=False, **kwargs):
        self.cle, self.nom = cle, nom or cle
        self.libelles, self.parmi, self.decroissant = dict(libelles), parmi, decroissant
        kwargs.setdefault("error_messages", {"invalid_choice": MESSAGE_INCONNU})
        super().__init__(field_name=cle, choices=(), **kwargs)

    def ranger(self, valeurs):
        """Return the choices of the form from (value, label) pairs found in the database."""
        if self.libelles:
            presentes = {valeur for valeur, _ in valeurs}
            return [(cle, mot[:1].upper() + mot[1:]) for cle, mot in self.libelles.items() if cle in presentes]
        return sorted(valeurs, key=lambda couple: sans_accent(couple[1]), reverse=self.decroissant)

    def absente(self, valeur):
        """Return the choice of a value that exists although the list does not hold it, as a list; empty for an unknown one."""
        if self.libelles:
            return self.ranger([(valeur, "")])
        if self.parmi is None or "\0" in valeur:
            return []
        cle, nom = (chemin.rsplit("__", 1)[-1] for chemin in (self.cle, self.nom))
        try:
            return self.ranger([(str(une), mot) for une, mot in self.parmi.filter(**{cle: valeur}).values_list(cle, nom)])
        except ValueError:  # letters where the key is a number
            return []


class FiltreDeListe(django_filters.FilterSet):
    """A filter set whose `FiltreValeur` fields offer what `queryset` holds."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        a_remplir = {nom: filtre for nom, filtre in self.filters.items() if isinstance(filtre, FiltreValeur)}
        presentes = valeurs_presentes(self.queryset, {nom: (f.cle, f.nom) for nom, f in a_remplir.items()})
        for nom, filtre in a_remplir.items():
            choix, voulue = filtre.ranger(presentes[nom]), self.data.get(nom)
            if voulue and voulue not in dict(choix):
                choix += filtre.absente(voulue)
            filtre.extra["choices"] = choix


def valeurs_presentes(lignes, chemins):
    """Return the distinct values found in `lignes` along several paths, in one query.

    Args:
        lignes: a queryset.
        chemins: for each name, the paths of a value and of its label.

    Returns:
        For each name, a list of (value, label) pairs of strings, in no order.
    """
    requetes = [
        lignes.order_by()
        .prefetch_related(None)
        .values_list(Value(nom, TextField()), Cast(cle, TextField()), Cast(libelle, TextField()))
        for nom, (cle, libelle) in chemins.items()
    ]
    trouvees = {nom: [] for nom in chemins}
    for nom, cle, libelle in requetes[0].union(*requetes[1:]):
        if cle:
            trouvees[nom].append((cle, libelle))
    return trouvees


def sans_accent(texte):
    """Return the sorting key of a text: lower case, without accents."""
    return "".join(lettre for lettre in unicodedata.normalize("NFD", texte.casefold()) if not unicodedata.combining(lettre))
