import django_filters
from django import forms

from fonds_solidarite.models import FondsSolidarite
from socle.acces import VISITEUR
from socle.filtres import MESSAGE_INCONNU, FiltreAnnee, FiltreDeListe, FiltreValeur
from territoires.filtres import FiltrePays


def _fonds_nommables():
    return FondsSolidarite.objects.en_ligne_pour(VISITEUR).values_list("slug", "titre")


def filtre_du_fonds():
    """Return a filter of contents on a fund, which its page leads to: no list offers it."""
    return django_filters.ChoiceFilter(
        field_name="fonds__slug",
        choices=_fonds_nommables,
        label="Fonds",
        widget=forms.HiddenInput,
        error_messages={"invalid_choice": MESSAGE_INCONNU},
    )


class FiltreFonds(FiltreDeListe):
    """Filters of the solidarity funds; the year is that of their opening."""

    etat = FiltreValeur("etat", libelles=FondsSolidarite.Etat.choices, label="État", empty_label="Tous les états")
    pays = FiltrePays()
    annee = FiltreAnnee("ouvert_le", label="Année d’ouverture")
