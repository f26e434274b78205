from datetime import timedelta

import django_filters
from django.utils import timezone

from agenda.models import Evenement
from socle.filtres import FiltreDeListe, FiltreValeur

PERIODES = [("passes", "Passés"), ("tous", "Passés et à venir")]
TROIS_MOIS = timedelta(days=92)


class FiltreEvenements(FiltreDeListe):
    """Filters of the agenda. Without a period, what is to come; a year alone asks for the whole of that year."""

    periode = django_filters.ChoiceFilter(
        choices=PERIODES,
        method="filtrer_periode",
        label="Période",
        empty_label="À venir",
        error_messages={"invalid_choice": "Cette période n’existe pas : choisissez-en une dans la liste."},
    )
    pays = FiltreValeur("pays__alpha2", nom="pays__nom", label="Pays", empty_label="Tous les pays")
    theme = FiltreValeur("themes__slug", nom="themes__nom", label="Thème", empty_label="Tous les thèmes")
    groupe = FiltreValeur("groupes__slug", nom="groupes__nom", label="Groupe ou dynamique", empty_label="Tous les groupes")
    type = FiltreValeur("genre", libelles=Evenement.Genre.choices, label="Type", empty_label="Tous les types")
    mode = FiltreValeur("mode", libelles=Evenement.Mode.choices, label="Modalité", empty_label="Toutes les modalités")
    etat = FiltreValeur("etat", libelles=Evenement.Etat.choices, label="État", empty_label="Tous les états")
    annee = FiltreValeur("debut__year", decroissant=True, label="Année", empty_label="Toutes les années")

    def filtrer_periode(self, evenements, nom, periode):
        return evenements.passes() if periode == "passes" else evenements

    def filter_queryset(self, evenements):
        choix = self.form.cleaned_data
        if not choix["periode"] and not choix["annee"]:
            evenements = self.sans_periode(evenements)
        return super().filter_queryset(evenements)

    def sans_periode(self, evenements):
        """Return what is shown when neither a period nor a year is asked for."""
        return evenements.a_venir()


class FiltreCalendrier(FiltreEvenements):
    """The same for the calendar feed, which keeps the last three months: an agenda does not forget at midnight."""

    def sans_periode(self, evenements):
        return evenements.termines_depuis(timezone.localdate() - TROIS_MOIS)
