"""Answers that say no, in French, as problem details (RFC 9457), and what every answer of the open data bears."""

from http import HTTPStatus

from django.apps import apps
from django.http import JsonResponse
from django.utils.cache import patch_vary_headers

from socle.typographie import typo

LICENCE = "https://www.etalab.gouv.fr/licence-ouverte-open-licence/"
METHODES = "GET, HEAD, OPTIONS"
TYPE = "application/problem+json"

TITRES = {
    HTTPStatus.BAD_REQUEST: "La demande n’a pas de sens",
    HTTPStatus.NOT_FOUND: "Rien à cette adresse",
    HTTPStatus.METHOD_NOT_ALLOWED: "Les données se lisent, elles ne s’écrivent pas ici",
    HTTPStatus.NOT_ACCEPTABLE: "Ces données n’existent pas dans ce format",
    HTTPStatus.TOO_MANY_REQUESTS: "Trop de demandes",
    HTTPStatus.INTERNAL_SERVER_ERROR: "Le portail a échoué",
    HTTPStatus.SERVICE_UNAVAILABLE: "Le portail se repose un instant",
}


class Refus(Exception):
    """Raised to answer with a problem.

    Args:
        statut: the HTTP status.
        detail: what is wrong, in a French sentence.
        erreurs: what is wrong of each parameter, by its name.
        entetes: headers of the answer.
    """

    def __init__(self, statut, detail="", *, erreurs=None, entetes=None):
        super().__init__(detail)
        self.statut, self.detail = HTTPStatus(statut), detail
        self.erreurs, self.entetes = erreurs or {}, entetes or {}


def concerne(request):
    """Whether a request is for data, or for an address that might be some: its caller reads JSON."""
    racine = f"/{apps.get_app_config('api').racine}"
    return request.path.startswith(racine) and request.path != racine


def reponse(refus):
    """Return the answer that tells a `Refus`."""
    corps = {"type": "about:blank", "title": TITRES[refus.statut], "status": refus.statut.value}
    if refus.detail:
        corps["detail"] = typo(refus.detail)
    if refus.erreurs:
        corps["erreurs"] = [{"parametre": nom, "message": typo(mots)} for nom, mots in refus.erreurs.items()]
    dite = JsonResponse(corps, status=refus.statut.value, content_type=TYPE, headers=refus.entetes)
    dite["Cache-Control"] = "no-store"
    return ouvrir(dite)


def ouvrir(reponse):
    """Let any site read an answer, and say its licence and that search engines have better to show: the page it tells of."""
    reponse["Access-Control-Allow-Origin"] = "*"
    reponse["Access-Control-Expose-Headers"] = "ETag, Link, Retry-After"
    lien = f'<{LICENCE}>; rel="license"'
    reponse["Link"] = f"{reponse['Link']}, {lien}" if "Link" in reponse else lien
    reponse["X-Robots-Tag"] = "noindex"
    patch_vary_headers(reponse, ["Accept"])
    return reponse
