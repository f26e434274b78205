from calendar import monthrange
from datetime import timedelta

import django_filters
from django.db.models import Q
from django.utils import timezone

from agenda.models import Cycle, Evenement
from annuaire.filtres import FiltreDUneCollectivite
from fonds_solidarite.filtres import filtre_du_fonds
from groupes_pays.filtres import FiltreGroupe
from groupes_pays.models import Groupe
from mediatheque.models import Document
from socle.filtres import FiltreAnnee, FiltreDeListe, FiltreValeur
from territoires.filtres import FiltrePays, FiltreTheme

PROCHES = [("aujourd-hui", "Aujourd’hui"), ("semaine", "Cette semaine"), ("mois", "Ce mois-ci")]
PERIODES = [*PROCHES, ("passes", "Passés"), ("tous", "Passés et à venir")]
TROIS_MOIS = timedelta(days=92)


def reunions_de(collectivite):
    """Return the condition of the meetings that concern a collectivité: those of its groups but donors' committees."""
    siens = Groupe.objects.publics().filter(membres=collectivite).order_by()
    # By their keys: a meeting of two of its groups comes once.
    return Q(pk__in=Evenement.groupes.through.objects.filter(groupe__in=siens.values("pk")).values("evenement"))


class FiltreEvenements(FiltreDeListe):
    """Filters of the agenda. Without a period, what is to come; a year alone asks for the whole of it."""

    periode = django_filters.ChoiceFilter(
        choices=PERIODES,
        method="filtrer_periode",
        label="Période",
        empty_label="À venir",
        error_messages={"invalid_choice": "Cette période n’existe pas : choisissez-en une dans la liste."},
    )
    pays = FiltrePays()
    theme = FiltreTheme()
    groupe = FiltreGroupe()
    collectivite = FiltreDUneCollectivite(reunions_de)
    type = FiltreValeur("genre", libelles=Evenement.Genre.choices, label="Type", empty_label="Tous les types")
    mode = FiltreValeur("mode", libelles=Evenement.Mode.choices, label="Modalité", empty_label="Toutes les modalités")
    etat = FiltreValeur("etat", libelles=Evenement.Etat.choices, label="État", empty_label="Tous les états")
    annee = FiltreAnnee("debut")
    cycle = FiltreValeur(
        "cycle__slug", nom="cycle__titre", parmi=Cycle.objects.all(), label="Cycle", empty_label="Tous les cycles"
    )
    fonds = filtre_du_fonds()
    suites = django_filters.ChoiceFilter(
        choices=[("compte-rendu", "Avec un compte rendu")],
        method="filtrer_suites",
        label="Suites",
        empty_label="Avec ou sans compte rendu",
        error_messages={"invalid_choice": "Ce choix n’existe pas : choisissez-en un dans la liste."},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.data.get("annee") or self.data.get("suites"):
            periode = self.form.fields["periode"]
            # The choices were made with the first words: made again with those.
            periode.empty_label, periode.choices = "Toutes", PERIODES

    def filtrer_periode(self, evenements, nom, periode):
        if periode in dict(PROCHES):
            return evenements.jusqu_au(fin_de_periode(periode, timezone.localdate()))
        return evenements.passes() if periode == "passes" else evenements

    def filtrer_suites(self, evenements, nom, suites):
        return evenements.avec_compte_rendu(self.request.lecteur)

    def filter_queryset(self, evenements):
        if self.sans_moment:
            evenements = self.sans_periode(evenements)
        return super().filter_queryset(evenements)

    @property
    def sans_moment(self):
        """Whether nothing asked for says when: neither a period, nor a year, nor minutes, which only the past has."""
        return not any(self.form.cleaned_data.get(nom) for nom in ("periode", "annee", "suites"))

    def sans_periode(self, evenements):
        """Return what is shown when neither a period nor a year is asked for."""
        return evenements.a_venir()


def fin_de_periode(periode, jour):
    """Return the last day of « aujourd-hui », « semaine » (it ends on Sunday) or « mois » around `jour`."""
    if periode == "semaine":
        return jour + timedelta(days=6 - jour.weekday())
    return jour.replace(day=monthrange(jour.year, jour.month)[1]) if periode == "mois" else jour


class FiltreComptesRendus(FiltreDeListe):
    """Filters of the minutes."""

    pays = FiltrePays()
    groupe = FiltreGroupe()
    annee = FiltreAnnee("debut")
    lecture = django_filters.ChoiceFilter(
        choices=[("ouverts", "Ouverts à ma lecture")],
        method="filtrer_lecture",
        label="Lecture",
        empty_label="Ouverts et réservés",
        error_messages={"invalid_choice": "Ce choix n’existe pas : choisissez-en un dans la liste."},
    )

    def filtrer_lecture(self, evenements, nom, lecture):
        return evenements.filter(compte_rendu__in=Document.objects.visibles_par(self.request.lecteur))


class FiltreCalendrier(FiltreEvenements):
    """The same for the calendar file: what ended in the last three months (92 days) and all that is to come.

    An agenda does not forget at midnight, and a file read every few hours does not carry ten years. `tout=1` gives the whole;
    a period, a year or minutes say when by themselves.
    """

    tout = django_filters.ChoiceFilter(choices=[("1", "Passés et à venir")], method="filtrer_tout")

    def filtrer_tout(self, evenements, nom, tout):
        return evenements

    def sans_periode(self, evenements):
        if self.form.cleaned_data.get("tout"):
            return evenements.chronologique()
        return evenements.termines_depuis(timezone.localdate() - TROIS_MOIS)
