"""Filters of lists, offering the values the list holds: one query gives the choices of all of them.

None of them reads the whole list: the rows that anyone may name are asked, one by one, whether the list holds one, and the first
answer is enough. The choices cost the same with a hundred contents and a hundred thousand.

Values in the address are codes and slugs (`?pays=JP&theme=climat`), so that it can be read, shared and kept.
"""

import unicodedata

import django_filters
from django import forms
from django.db.models import OuterRef, TextField, Value
from django.db.models.functions import Cast
from django.forms.utils import flatatt
from django.utils.html import escape, format_html
from django.utils.safestring import mark_safe

from socle import dates
from socle.lies import tient_une
from socle.memoire import garder

MESSAGE_INCONNU = "Cette valeur n’existe pas dans la liste : choisissez-en une autre."


class ListeDOptions(forms.Select):
    """A drop-down list written at once: with 250 countries, a template takes a fifth of the time of a page."""

    def render(self, name, value, attrs=None, renderer=None):
        voulues = set(self.format_value(value))
        options = [
            f'<option value="{escape(cle)}"{" selected" * (str(cle) in voulues)}>{escape(mot)}</option>\n'
            for cle, mot in self.choices
        ]
        attributs = flatatt(self.build_attrs(self.attrs, attrs))
        return format_html('<select name="{}"{}>\n{}</select>', name, attributs, mark_safe("".join(options)))  # noqa: S308 - escaped


class FiltreValeur(django_filters.ChoiceFilter):
    """A filter on the values present in the list.

    Args:
        cle: path of the value put in the address, and filtered on: `"pays__alpha2"`, `"publie_le__year"`.
        nom: path of its label; the value itself when None.
        libelles: labels of a field with choices, `Model.Genre.choices`: all are offered, in their order.
        parmi: the rows that anyone may name, at the end of the path: a queryset. An address that asks for one that the list does
            not hold (no more, or not yet) finds nothing, where an unknown value is a mistake.
    """

    def __init__(self, cle, *, nom=None, libelles=(), parmi=None, **kwargs):
        self.cle, self.nom = cle, nom or cle
        self.libelles, self.parmi = dict(libelles), parmi
        kwargs.setdefault("error_messages", {"invalid_choice": MESSAGE_INCONNU})
        kwargs.setdefault("widget", ListeDOptions)
        super().__init__(field_name=cle, choices=(), **kwargs)

    def ranger(self, valeurs):
        """Return the choices of the form from (value, label) pairs found in the database."""
        if self.libelles:
            return [(cle, mot[:1].upper() + mot[1:]) for cle, mot in self.libelles.items()]
        return sorted(valeurs, key=lambda couple: sans_accent(couple[1]))

    def presentes(self, lignes):
        """Return querysets of the (value, label) pairs, as texts, that `lignes` holds, each stopping at what it needs to know."""
        if self.parmi is not None:
            relation = self.cle.rpartition("__")[0]
            tenues = self.parmi.order_by().filter(tient_une(lignes.filter(**{relation: OuterRef("pk")})))
            return [_couples(tenues, *(chemin.rpartition("__")[2] for chemin in (self.cle, self.nom)))]
        if self.libelles:
            return []  # offered all, few and fixed: to ask for each costs more than it spares
        # Nothing says what to ask for: for a list of a few thousand rows at most.
        return [_couples(lignes.exclude(**{self.cle: None}), self.cle, self.nom).distinct()]

    def tenues(self, lignes):
        """Return querysets of the (row, `valeur`, `libelle`) that `lignes` hold, for `socle.facettes`."""
        if self.parmi is not None:
            # Of the relation that is joined here, not of another like it: the annotations read this join.
            lignes = lignes.filter(**{f"{self.cle.rpartition('__')[0]}__in": self.parmi.order_by()})
        return [_couples(lignes.exclude(**{self.cle: None}) if self.parmi is None else lignes, self.cle, self.nom)]

    def absente(self, valeur):
        """Return the choice of a value that exists although the list does not hold it, as a list; empty for an unknown one."""
        if self.parmi is None:
            return []
        cle, nom = (chemin.rsplit("__", 1)[-1] for chemin in (self.cle, self.nom))
        try:
            return self.ranger([(str(une), mot) for une, mot in self.parmi.filter(**{cle: valeur}).values_list(cle, nom)])
        except ValueError:  # letters where the key is a number
            return []


class FiltreAnnee(FiltreValeur):
    """A filter on the year of the date `champ`: from the first to the last that the list holds, latest first."""

    def __init__(self, champ, **kwargs):
        kwargs = {"label": "Année", "empty_label": "Toutes les années", **kwargs}
        super().__init__(f"{champ}__year", **kwargs)
        self.champ = champ

    def presentes(self, lignes):
        """Return the year of the first row and that of the last."""
        datees = lignes.exclude(**{self.champ: None})
        return [_couples(datees.order_by(ordre), self.cle, self.cle)[:1] for ordre in (self.champ, f"-{self.champ}")]

    def ranger(self, valeurs):
        """Return the choices of the form: every year between the two."""
        annees = [int(annee) for annee, _ in valeurs]
        return [(str(annee), str(annee)) for annee in range(max(annees), min(annees) - 1, -1)] if annees else []


class FiltreDeListe(django_filters.FilterSet):
    """A filter set whose `FiltreValeur` fields offer what `queryset` holds."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        a_remplir = {nom: filtre for nom, filtre in self.filters.items() if isinstance(filtre, FiltreValeur)}
        offerts = garder(self._marque(), f"choix:{type(self).__name__}", lambda: self._offerts(a_remplir))
        for nom, filtre in a_remplir.items():
            choix, voulue = offerts[nom], self.data.get(nom)
            if voulue and voulue not in dict(choix):
                choix = choix + filtre.absente(voulue)
            filtre.extra["choices"] = choix

    def _offerts(self, filtres):
        presentes = valeurs_presentes(self.queryset, filtres)
        return {nom: filtre.ranger(presentes[nom]) for nom, filtre in filtres.items()}

    def _marque(self):
        """Return the mark under which choices are kept: the rows of a filter set are those of any reader, but for the team."""
        marque = getattr(self.request, "marque", None)
        return marque if marque and self.request.lecteur.vue else None


def valeurs_presentes(lignes, filtres):
    """Return what `lignes` holds of the values of several filters, in one query.

    Args:
        lignes: a queryset.
        filtres: a `FiltreValeur` for each name.

    Returns:
        For each name, a list of (value, label) pairs of strings, in no order.
    """
    lignes = lignes.order_by().prefetch_related(None)
    requetes = [
        couples.annotate(filtre=Value(nom, TextField())).values_list("filtre", "valeur", "libelle")
        for nom, filtre in filtres.items()
        for couples in filtre.presentes(lignes)
    ]
    trouvees = {nom: [] for nom in filtres}
    for nom, valeur, libelle in requetes[0].union(*requetes[1:], all=True) if requetes else ():
        trouvees[nom].append((valeur, libelle))
    return trouvees


def _couples(lignes, cle, nom):
    return lignes.annotate(valeur=Cast(cle, TextField()), libelle=Cast(nom, TextField()))


def sans_accent(texte):
    """Return the sorting key of a text: lower case, without accents."""
    return "".join(lettre for lettre in unicodedata.normalize("NFD", texte.casefold()) if not unicodedata.combining(lettre))


def filtres_en_vigueur(parametres, formulaire):
    """List the filters in force of a valid bound GET form: `libelle` and `adresse` of the same list without it.

    Nothing is listed for an invalid form: its messages speak instead; nor what only arranges the list (`reglages` of the form).
    """
    reglages = getattr(formulaire, "reglages", ())
    if not formulaire.is_bound or not formulaire.is_valid():
        return []
    actifs = []
    for nom, valeur in formulaire.cleaned_data.items():
        if valeur in (None, "", False) or nom not in parametres or nom in reglages:
            continue
        champ = formulaire[nom]
        valeurs = valeur if hasattr(valeur, "__iter__") and not isinstance(valeur, str) else [valeur]
        bruts = [brut for brut in parametres.getlist(nom) if brut]
        for brut, une in zip(bruts, _dans_l_ordre(champ, bruts, valeurs), strict=False):
            reste = parametres.copy()
            reste.pop("page", None)
            reste.setlist(nom, [autre for autre in parametres.getlist(nom) if autre != brut])
            actifs.append({"champ": champ.label, "libelle": une, "adresse": f"?{reste.urlencode()}"})
    return actifs


def _dans_l_ordre(champ, bruts, valeurs):
    """Return the words of each raw value: the choice's label, else the cleaned value."""
    choix = {str(cle): str(mot) for cle, mot in getattr(champ.field, "choices", ()) if not isinstance(mot, list | tuple)}
    if choix:
        return [choix.get(brut, brut) for brut in bruts]
    return [dates.date_simple(valeur) if hasattr(valeur, "isoformat") else str(valeur) for valeur in valeurs]
