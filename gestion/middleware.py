"""What is made of a form whose session has ended: with scripts, the sign-in in place; without, all that was typed given back."""

from urllib.parse import urlsplit

from csp.constants import SELF
from django.conf import settings
from django.shortcuts import resolve_url
from django.urls import reverse

from gestion.saisies import MARQUE, est_a_garder, rendre


class ConnexionEnPlaceMiddleware:
    """Let the pages of a marked form frame this site, and those of the sign-in be framed by it, and by no other.

    Whatever steps a sign-in takes, they stand in the folder of its address. A browser says that it asks for a frame of its own
    site (Sec-Fetch, which no page can forge): any other request keeps the refusal of frames.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        reponse = self.get_response(request)
        if getattr(request, MARQUE, False):
            reponse._csp_replace = {"frame-src": [SELF]}
        if self._en_place(request):
            reponse._csp_replace = {"frame-ancestors": [SELF]}
            reponse["X-Frame-Options"] = "SAMEORIGIN"
        return reponse

    def _en_place(self, request):
        if (request.headers.get("Sec-Fetch-Dest"), request.headers.get("Sec-Fetch-Site")) != ("iframe", "same-origin"):
            return False
        dossier = resolve_url(settings.LOGIN_URL).rstrip("/").rpartition("/")[0]
        return request.path.startswith((f"{dossier}/", resolve_url("gestion:reconnecte")))


class SaisieRendueMiddleware:
    """Give back all that was typed to who sends a form after their session ended, where they would be led to sign in."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        reponse = self.get_response(request)
        if reponse.status_code == 302 and est_a_garder(request):
            if urlsplit(reponse["Location"]).path in (resolve_url(settings.LOGIN_URL), reverse("admin:login")):
                return rendre(request)
        return reponse
