"""The series of numbered meetings on the site: all of them, the page of one, its calendar file and its RSS feed."""

from itertools import groupby

from django.conf import settings
from django.db.models import Count, F, Min, OuterRef, Q, Subquery
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from agenda.calendriers import calendrier_de, reponse_ics
from agenda.flux import FluxDEvenements
from agenda.models import Cycle, Evenement
from redaction.consultation import adresse_de_gestion
from redaction.flux import DERNIERES
from socle.acces import VISITEUR
from socle.imprimable import nom_de_fichier, sur_une_ligne
from socle.memoire import gardee


@require_safe
@gardee()
def cycles(request):
    """The series, with how many sessions each has and the day of the next one."""
    sessions = Evenement.objects.en_ligne_pour(request.lecteur).filter(cycle=OuterRef("pk")).order_by()
    a_venir = Q(fin__gte=timezone.localdate()) & ~Q(etat=Evenement.Etat.ANNULE) & ~Q(etat="reporte", annonce_au=F("debut"))
    comptees = sessions.values("cycle")
    lignes = (
        Cycle.objects.annonces_pour(request.lecteur)
        .defer("presentation")
        .annotate(
            nombre=Subquery(comptees.annotate(nombre=Count("pk")).values("nombre")),
            prochaine=Subquery(comptees.filter(a_venir).annotate(prochaine=Min("debut")).values("prochaine")),
        )
    )
    niveaux = [("Agenda", reverse("agenda:liste"))]
    return render(request, "agenda/cycles.html", {"niveaux": niveaux, "cycles": lignes})


@require_safe
@gardee()
def cycle(request, slug):
    """A series: what it is, its sessions by season, the latest season first, how to follow it."""
    le_cycle = get_object_or_404(Cycle, slug=slug)
    sessions = list(le_cycle.evenements.en_ligne_pour(request.lecteur).pour_carte().par_session())
    adresse = adresse_de_gestion(request.user, le_cycle)
    if not sessions and adresse is None:
        raise Http404("Ce cycle n’a pas encore de session en ligne.")
    saisons = [(saison, list(lignes)) for saison, lignes in groupby(sessions, key=lambda une: une.saison)]
    a_venir = [une for une in sessions if une.pour_un_agenda]
    contexte = {
        "niveaux": [("Agenda", reverse("agenda:liste")), ("Cycles", reverse("agenda:cycles"))],
        "cycle": le_cycle,
        "nombre": len(sessions),
        "prochaine": min(a_venir, key=lambda une: une.rang, default=None),
        "saisons": saisons[::-1],
        "calendrier": reverse("agenda:cycle_ics", args=[slug]),
        "adresse_de_gestion": adresse,
    }
    return render(request, "agenda/cycle.html", contexte)


@require_safe
@gardee(a_tous=True)
def cycle_ics(request, slug):
    """The sessions of a series as an iCalendar file, past ones included; what a visitor sees, whoever asks."""
    le_cycle = get_object_or_404(Cycle.objects.annonces_pour(VISITEUR), slug=slug)
    sessions = le_cycle.evenements.en_ligne_pour(VISITEUR).chronologique()
    return reponse_ics(calendrier_de(sessions, titre=le_cycle.titre), nom_de_fichier(le_cycle.titre, "ics"))


class FluxDeCycle(FluxDEvenements):
    """The sessions of a series, the last announced first."""

    def get_object(self, request, slug):
        """Return the series; 404 where visitors hear of none of its sessions."""
        return get_object_or_404(Cycle.objects.annonces_pour(VISITEUR), slug=slug)

    def title(self, cycle):
        return sur_une_ligne(cycle.titre)

    def description(self, cycle):
        return sur_une_ligne(cycle.chapo) or "Les sessions de ce cycle."

    def link(self, cycle):
        return settings.CUF_URL + cycle.get_absolute_url()

    def feed_url(self, cycle):
        return settings.CUF_URL + reverse("agenda:cycle_flux", args=[cycle.slug])

    def items(self, cycle):
        sessions = cycle.evenements.en_ligne_pour(VISITEUR).pour_flux().prefetch_related(*self.sujets)
        return sessions.order_by("-publie_le", "-pk")[:DERNIERES]


cycle_flux = require_safe(gardee(a_tous=True)(FluxDeCycle(Evenement)))
