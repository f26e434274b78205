from django.urls import path, register_converter

from agenda import cycles, grilles, views
from agenda.flux import FluxDEvenements
from agenda.models import Evenement
from redaction.flux import flux

app_name = "agenda"


class Annee:
    """A year of four digits, far from the ends of the calendar."""

    regex = "[12][0-9]{3}"

    def to_python(self, texte):
        return int(texte)

    def to_url(self, annee):
        return f"{annee:04d}"


class Mois:
    """A month in two digits; any other number is no address of ours (404)."""

    regex = "0[1-9]|1[0-2]"

    def to_python(self, texte):
        return int(texte)

    def to_url(self, mois):
        return f"{mois:02d}"


register_converter(Annee, "annee")
register_converter(Mois, "mois")

urlpatterns = [
    path("", views.ListeEvenements.as_view(), name="liste"),
    path("calendrier.ics", views.calendrier, name="calendrier"),
    path("flux.rss", flux(Evenement, FluxDEvenements), name="flux"),
    path("comptes-rendus/", views.ListeComptesRendus.as_view(), name="comptes_rendus"),
    path("cycles/", cycles.cycles, name="cycles"),
    path("cycles/<slug:slug>/", cycles.cycle, name="cycle"),
    path("cycles/<slug:slug>/calendrier.ics", cycles.cycle_ics, name="cycle_ics"),
    path("cycles/<slug:slug>/flux.rss", cycles.cycle_flux, name="cycle_flux"),
    path("<annee:annee>/", grilles.annee, name="annee"),
    path("<annee:annee>/<mois:mois>/", grilles.mois, name="mois"),
    path("<slug:slug>/", views.PageEvenement.as_view(), name="evenement"),
    path("<slug:slug>/calendrier.ics", views.evenement_ics, name="evenement_ics"),
]
