"""What stands before every address of the open data: methods, frequency, one reader, problems told in JSON."""

from functools import wraps
from http import HTTPStatus

from django.http import Http404, HttpResponse
from django.views.decorators.csrf import csrf_exempt

from api import frequence
from api.problemes import METHODES, Refus, ouvrir, reponse
from socle import generation
from socle.acces import VISITEUR


def ouverte(vue):
    """Return a view of open data: it reads, for a visitor whoever asks, and any site may show what it says."""

    @csrf_exempt  # writes nothing: what would is refused below, in words
    @wraps(vue)
    def vue_ouverte(request, *args, **kwargs):
        try:
            if request.method == "OPTIONS":
                return _options()
            if request.method not in {"GET", "HEAD"}:
                raise Refus(HTTPStatus.METHOD_NOT_ALLOWED, f"Méthodes admises : {METHODES}.", entetes={"Allow": METHODES})
            if secondes := frequence.attente(request):
                raise Refus(
                    HTTPStatus.TOO_MANY_REQUESTS,
                    f"Pas plus de {frequence.PAR_MINUTE} demandes par minute : revenez dans {secondes} s.",
                    entetes={"Retry-After": str(secondes)},
                )
            return _lire(vue, request, args, kwargs)
        except Refus as refus:
            return reponse(refus)
        except Http404:
            return reponse(Refus(HTTPStatus.NOT_FOUND, "Vérifiez l’adresse, ou relisez la liste d’où vient ce numéro."))

    return vue_ouverte


def _lire(vue, request, args, kwargs):
    request.lecteur, request.marque = VISITEUR, generation.lire()
    methode, request.method = request.method, "GET"  # the body of an answer to HEAD is left out on its way
    try:
        lue = ouvrir(vue(request, *args, **kwargs))
    finally:
        request.method = methode
    # Kept by whoever likes, and asked again each time: a change shows at once.
    lue["Cache-Control"] = "public, no-cache"
    return lue


def _options():
    """Tell a browser that another site may ask (CORS)."""
    permis = HttpResponse(
        status=HTTPStatus.NO_CONTENT,
        headers={
            "Allow": METHODES,
            "Access-Control-Allow-Methods": METHODES,
            "Access-Control-Allow-Headers": "Accept, If-None-Match",
            "Access-Control-Max-Age": "86400",
        },
    )
    return ouvrir(permis)
