"""What is typed in a form and not saved yet: whose it is, and what is made of it when the session has ended (decision 031)."""

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render, resolve_url
from django.utils.cache import add_never_cache_headers
from django.utils.crypto import salted_hmac
from django.utils.http import urlencode

from socle.envois import CHAMP

MARQUE = "saisie_gardee"
"""What a request carries once its page holds a form whose typing is kept."""


def compte_de(utilisateur: AbstractBaseUser) -> str:
    """Return what names an account in its browser: nobody can make another's from a key; nothing for a visitor."""
    if not utilisateur.is_authenticated:
        return ""
    return salted_hmac("gestion.saisies", str(utilisateur.pk), algorithm="sha256").hexdigest()[:32]


def est_a_garder(request: HttpRequest) -> bool:
    """Return whether a request sends a form that its writer would miss: one that bears a token."""
    return request.method == "POST" and CHAMP in request.POST


def vient_d_ici(request: HttpRequest) -> bool:
    """Return whether the browser says that a page of this site sends the request; no other site can make it say so."""
    return request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}"


def rendre(request: HttpRequest) -> HttpResponse:
    """Return a page (403) that holds all that was sent, to be sent again to the same address once signed in.

    Nothing is written, nor kept on the site; a chosen file is not given back by browsers: its name is told.
    """
    saisie = [(nom, texte) for nom, textes in request.POST.lists() for texte in textes if nom != "csrfmiddlewaretoken"]
    contexte = {
        "saisie": saisie,
        "fichiers": [fichier.name for fichier in request.FILES.values()],
        "connexion": adresse_de_connexion(),
    }
    reponse = render(request, "gestion/saisie_en_attente.html", contexte, status=403)
    add_never_cache_headers(reponse)
    return reponse


def adresse_de_connexion() -> str:
    """Return the address of a sign-in that ends on a page of ours, which says to go back to the form."""
    return f"{resolve_url(settings.LOGIN_URL)}?{urlencode({'next': resolve_url('gestion:reconnecte')})}"
