"""Filters of the panorama of projects."""

import django_filters
from django.db.models import Q
from django.utils import timezone

from annuaire.filtres import FiltreDUneCollectivite, FiltreOdd, FiltreSecteur
from annuaire.models import Projet
from socle.filtres import MESSAGE_INCONNU, FiltreDeListe, FiltreValeur
from territoires.filtres import FiltrePays
from territoires.models import Odd

BUDGETS = {
    "moins-50000": ("Moins de 50 000 €", Q(budget__lt=50_000)),
    "50000-250000": ("De 50 000 à 250 000 €", Q(budget__gte=50_000, budget__lt=250_000)),
    "plus-250000": ("250 000 € et plus", Q(budget__gte=250_000)),
    "inconnu": ("Non communiqué", Q(budget=None)),
}


class FiltreAnneeDeProjet(FiltreValeur):
    """Years in which projects run: those without an end run on."""

    def ranger(self, valeurs):
        """Return every year from the first found to this one, latest first."""
        annees = [int(annee) for annee, _ in valeurs]
        derniere = max(annees, default=0) and max(*annees, timezone.localdate().year)
        return [(str(annee), str(annee)) for annee in range(derniere, min(annees) - 1, -1)] if annees else []

    def filter(self, qs, value):
        """Keep the projects that run in the year `value`."""
        if not value:
            return qs
        return qs.filter(Q(annee_fin=None) | Q(annee_fin__gte=int(value)), annee_debut__lte=int(value))


class FiltreProjets(FiltreDeListe):
    """Filters of the public list of projects."""

    pays = FiltrePays(distinct=True)
    secteur = FiltreSecteur()
    collectivite = FiltreDUneCollectivite(lambda une: Q(pk__in=une.projets.order_by().values("pk")))
    odd = FiltreOdd(
        "odds__numero",
        nom="odds__nom",
        parmi=Odd.objects.all(),
        label="Objectif de développement durable",
        empty_label="Tous les objectifs",
        distinct=True,
    )
    etat = FiltreValeur("etat", libelles=Projet.Etat.choices, label="État", empty_label="Tous les états")
    budget = django_filters.ChoiceFilter(
        label="Budget",
        choices=[(cle, mot) for cle, (mot, _) in BUDGETS.items()],
        empty_label="Tous les budgets",
        method="par_budget",
        error_messages={"invalid_choice": MESSAGE_INCONNU},
    )
    annee = FiltreAnneeDeProjet("annee_debut", label="Année", empty_label="Toutes les années")

    def par_budget(self, lignes, nom, valeur):
        """Keep the projects whose budget is in a band."""
        return lignes.filter(BUDGETS[valeur][1])
