"""The page « Programmés » of the back office: a month at a time, and the list of all that is to come."""

import re
from datetime import date

from django.http import Http404, HttpRequest
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone

from redaction.calendrier import MONTREES, echeances, par_jour, semaines
from socle.dates import JOURS, date_longue, mois_et_annee


def entree() -> dict:
    """Return the entry of the menu, as `AdminSite.get_app_list` has them."""
    adresse = reverse("admin:calendrier")
    modele = {"name": "Programmés", "object_name": "Calendrier", "admin_url": adresse, "add_url": None, "perms": {}}
    return {
        "name": "Programmés",
        "icone": "calendrier",
        "app_label": "calendrier",
        "app_url": adresse,
        "has_module_perms": True,
        "models": [modele],
        "ouverte": False,
    }


def page(request: HttpRequest, site) -> TemplateResponse:
    """Show what is to come in a month (`mois=2026-12`, else that of today), then all of it."""
    aujourd_hui = timezone.localdate()
    mois = _mois(request.GET.get("mois") or f"{aujourd_hui:%Y-%m}")
    suivant, a_venir = _plus_un(mois), echeances(request.user)
    contexte = {
        **site.each_context(request),
        "title": "Programmés",
        "mois": mois_et_annee(mois),
        "debut": mois,
        "precedent": _adresse(_moins_un(mois)) if mois > aujourd_hui.replace(day=1) else "",
        "suivant": _adresse(suivant),
        "ce_mois": "" if mois == aujourd_hui.replace(day=1) else reverse("admin:calendrier"),
        "jours": JOURS,
        "semaines": semaines(mois, echeances(request.user, debut=mois, fin=suivant)),
        "aujourd_hui": aujourd_hui,
        "liste": [(date_longue(jour), lignes) for jour, lignes in par_jour(a_venir[:MONTREES])],
        "reste": max(0, len(a_venir) - MONTREES),
    }
    return TemplateResponse(request, "admin/calendrier.html", contexte)


def _mois(texte):
    """Return the first day of a month. Raises Http404 for what is none, or is out of this century."""
    trouve = re.fullmatch(r"(20[0-9]{2})-(0[1-9]|1[0-2])", texte)
    if trouve is None:
        raise Http404("Ce mois n’existe pas : écrivez-le comme 2026-12.")
    return date(int(trouve[1]), int(trouve[2]), 1)


def _plus_un(mois):
    return date(mois.year + mois.month // 12, mois.month % 12 + 1, 1)


def _moins_un(mois):
    return date(mois.year - (mois.month == 1), (mois.month - 2) % 12 + 1, 1)


def _adresse(mois):
    return reverse("admin:calendrier", query={"mois": f"{mois:%Y-%m}"})
