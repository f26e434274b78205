"""« Accessibilité »: the declaration that the law asks for, and the form by which people say what they cannot read or use.

The declaration is kept, and given to all. The form stands on a page of its own, which needs a cookie
(docs/decisions/020-jetons-d-envoi.md).
"""

from urllib.parse import urlsplit

from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from comptes.verrou import adresse, compter_lien
from pages.actions import signaler_defaut
from pages.conformite import REVUE
from pages.forms import DefautForm
from socle.envois import une_seule_fois
from socle.memoire import gardee


@require_safe
@gardee()
def declaration(request):
    """The declaration of accessibility (décret n° 2019-768 du 24 juillet 2019, article 4), drawn from the review."""
    return render(request, "pages/accessibilite.html", {"niveaux": [], "revue": REVUE})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@une_seule_fois
def signaler(request):
    """Take what somebody says is wrong; what makes no sense answers 400, with what was typed."""
    if request.method != "POST":
        return _formulaire(request, DefautForm(initial={"page": _page_quittee(request)}))
    form = DefautForm(request.POST)
    if form.est_d_un_programme:  # which learns nothing
        return redirect("pages:defaut_recu")
    if not form.is_valid():
        return _formulaire(request, form, status=400)
    saisie = {nom: form.cleaned_data[nom] for nom in ("page", "description", "courriel")}
    # Who leaves no address is counted by where they come from.
    if not compter_lien(request, saisie["courriel"] or adresse(request) or ""):
        return _formulaire(request, form, status=429, trop=True)
    signaler_defaut(**saisie)
    return redirect("pages:defaut_recu")


@require_safe
@gardee()
def recu(request):
    """Say that what is wrong was told."""
    return render(request, "pages/defaut_recu.html", {"niveaux": _niveaux()})


def _page_quittee(request):
    """Return the address, in this site, that a link names (`?page=`) or that the reader comes from; nothing for these pages."""
    if demandee := request.GET.get("page", ""):
        return demandee[:500]
    venue = request.META.get("HTTP_REFERER", "")
    if not url_has_allowed_host_and_scheme(venue, {request.get_host()}):
        return ""
    _, _, chemin, requete, _ = urlsplit(venue)
    return "" if chemin.startswith(reverse("pages:accessibilite")) else (f"{chemin}?{requete}" if requete else chemin)[:500]


def _formulaire(request, form, status=200, **contexte):
    contexte |= {"niveaux": _niveaux(), "form": form, "refus": status == 400}
    return render(request, "pages/defaut.html", contexte, status=status)


def _niveaux():
    return [("Accessibilité", reverse("pages:accessibilite"))]
