"""Filters and facets of the public directory."""

import django_filters
from django import forms
from django.contrib.postgres.search import TrigramWordSimilarity
from django.db.models import Case, F, Q, TextField, Value, When
from django.utils.functional import cached_property

from annuaire.filtres import FiltreOdd, FiltreSecteur, FiltreTexte, cle_de_recherche
from annuaire.models import Collectivite
from annuaire.rangees import ORDRES
from socle.facettes import FiltreAFacettes
from socle.filtres import MESSAGE_INCONNU, FiltreValeur
from socle.fonctions import normaliser
from socle.mots import mots_utiles, tient
from territoires.filtres import FiltreDepartement, FiltrePays, FiltreRegion
from territoires.models import Odd, Pays

RESSEMBLANCE = 0.4
"""Trigram word similarity (0 to 1) from which a name is offered when none holds the words typed."""

OUI, NON = "oui", "non"

VUES = {"liste": "Liste", "table": "Tableau", "carte": "Carte"}


class FiltrePaysDeTravail(FiltrePays):
    """The countries that a collectivité works with: those of its partners, and those where it says it acts."""

    partenaires = "partenariats__autorites__pays"

    def filter(self, qs, value):
        """Keep the collectivités at work with the country `value`."""
        if not value:
            return qs
        toutes = Collectivite.objects.order_by()
        liees = toutes.filter(**{self.partenaires: value}).values("pk")
        return qs.filter(Q(pk__in=liees) | Q(pk__in=toutes.filter(pays=value).values("pk")))

    def tenues(self, lignes):
        """Return the countries declared, and those of the partners: a collectivité may stand in both."""
        return [*super().tenues(lignes), *FiltrePays(self.partenaires).tenues(lignes)]


class FiltreAdhesion(FiltreValeur):
    """Members of Cités Unies France today, or the others; of rows loaded `avec_adhesion`."""

    def filter(self, qs, value):
        """Keep the members, or the others."""
        return qs.filter(adherente=value == OUI) if value else qs

    def tenues(self, lignes):
        """Say of each row whether it is a member."""
        dite = Case(When(adherente=True, then=Value(OUI)), default=Value(NON), output_field=TextField())
        return [lignes.annotate(valeur=dite, libelle=dite)]


class FiltreCollectivites(FiltreAFacettes):
    """Filters of the public directory. `approchant` tells, once applied, that no name held the words: near ones are shown."""

    reglages = ("tri", "vue")
    approchant = False

    # First: the others keep rows among those that bear the name.
    q = FiltreTexte(label="Nom", method="par_nom")
    pays = FiltrePaysDeTravail(label="Pays partenaire", help_text="Pays de ses partenaires, ou pays où elle dit intervenir.")
    region = FiltreRegion()
    departement = FiltreDepartement()
    type = FiltreValeur("type", libelles=Collectivite.Type.choices, label="Type", empty_label="Tous les types")
    adherent = FiltreAdhesion(
        "adherente",
        libelles=[(OUI, "Adhérente"), (NON, "Non adhérente")],
        label="Cités Unies France",
        empty_label="Adhérente ou non",
    )
    secteur = FiltreSecteur()
    odd = FiltreOdd(
        "odds__numero",
        nom="odds__nom",
        parmi=Odd.objects.all(),
        label="Objectif de développement durable",
        empty_label="Tous les objectifs",
    )
    tri = django_filters.ChoiceFilter(
        label="Ranger par",
        choices=[(cle, mot) for cle, (mot, _) in ORDRES.items()],
        empty_label="Nom",
        method="ranger_par",
        error_messages={"invalid_choice": MESSAGE_INCONNU},
    )
    vue = django_filters.ChoiceFilter(
        label="Présentation",
        choices=list(VUES.items()),
        method="telles_quelles",
        widget=forms.HiddenInput,
        error_messages={"invalid_choice": MESSAGE_INCONNU},
    )

    @cached_property
    def pays_choisi(self):
        """The country asked for, of a valid set; None without one."""
        return Pays.objects.filter(pk=self.choisis["pays"]).first() if "pays" in self.choisis else None

    def par_nom(self, lignes, nom, texte):
        """Keep the names that hold every word, whatever accents, case and hyphens; failing that, those that look like it."""
        lignes = lignes.annotate(cle_nom=cle_de_recherche("nom"))
        exactes = lignes
        for mot in mots_utiles(texte):
            exactes = exactes.filter(tient(F("cle_nom"), mot))
        if exactes.exists():
            return exactes
        self.approchant = True
        proches = lignes.annotate(ressemblance=TrigramWordSimilarity(normaliser(texte), "cle_nom"))
        return proches.filter(ressemblance__gte=RESSEMBLANCE).order_by("-ressemblance", "pk")

    def ranger_par(self, lignes, nom, valeur):
        """Sort otherwise than by name."""
        return ORDRES[valeur][1](lignes)

    def telles_quelles(self, lignes, nom, valeur):
        """Keep all: the view is chosen by the page."""
        return lignes


def ajouter_une_facette(nom, filtre):
    """Let an app above enter a facet of the directory: the relation by which it knows the collectivités is its own."""
    FiltreCollectivites.base_filters[nom] = filtre
