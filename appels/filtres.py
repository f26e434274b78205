import django_filters

from annuaire.filtres import FiltreDUneCollectivite
from appels.models import Appel
from groupes_pays.filtres import FiltreGroupe
from socle.filtres import FiltreDeListe, FiltreValeur
from territoires.filtres import FiltrePays, FiltreTheme


class FiltreAppels(FiltreDeListe):
    """Filters of the appeals and offers, of their page and of their feed. Without a state, what is open."""

    etat = django_filters.ChoiceFilter(
        choices=[("clos", "Clos"), ("tous", "Ouverts et clos")],
        method="filtrer_etat",
        label="État",
        empty_label="Ouverts",
        error_messages={"invalid_choice": "Cet état n’existe pas : choisissez-en un dans la liste."},
    )
    type = FiltreValeur("genre", libelles=Appel.Genre.choices, label="Type", empty_label="Tous les types")
    pays = FiltrePays()
    theme = FiltreTheme()
    groupe = FiltreGroupe()
    collectivite = FiltreDUneCollectivite()

    def filtrer_etat(self, appels, nom, etat):
        return appels.clos() if etat == "clos" else appels.ouverts_puis_clos()

    def filter_queryset(self, appels):
        appels = super().filter_queryset(appels)
        return appels if self.form.cleaned_data["etat"] else appels.ouverts()
