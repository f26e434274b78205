"""What is made once for all who read it: whole pages for visitors, parts of pages for the others too.

Everything is kept under the mark of what the site shows (`socle.generation`): a change shows at the next request, in every
process. It is kept until the next hour that changes what is shown, midnight in Paris at the latest.
"""

import gzip
import hashlib
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import wraps

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.core.cache import cache
from django.db.models import QuerySet
from django.http import HttpResponse, QueryDict
from django.utils import timezone

from socle import generation
from socle.acces import VISITEUR

HEURES: list[Callable[[datetime], list[QuerySet]]] = []
"""Each returns the first hours after a given one at which, with no write, some page is no longer the same: one a queryset."""

PERSONNELS = {settings.SESSION_COOKIE_NAME, CookieStorage.cookie_name}
"""Cookies whose bearer gets a page of their own: a session, a message to show once."""

UN_AN = "public, max-age=31536000, immutable"
"""The `Cache-Control` of a file whose address changes with its bytes."""

NON_GARDES = ("Content-Length", "Vary", "Set-Cookie")


def a_cette_heure(fonction):
    """Enter a function in `HEURES`; a decorator."""
    HEURES.append(fonction)
    return fonction


def secondes(marque: str) -> float:
    """Return how many seconds what is made now may be kept."""
    maintenant, cle = timezone.now(), f"heure:{marque}"
    heure = cache.get(cle)
    if heure is None or heure <= maintenant:
        demain = timezone.localdate() + timedelta(days=1)
        minuit = timezone.make_aware(datetime(demain.year, demain.month, demain.day))
        premiere, *autres = (une for fonction in HEURES for une in fonction(maintenant))
        heure = min([minuit, *premiere.union(*autres, all=True)])
        cache.set(cle, heure, (heure - maintenant).total_seconds())
    return (heure - maintenant).total_seconds()


def garder(marque: str | None, cle: str, faire: Callable):
    """Return what `faire` makes, kept under `marque`, which was read before what `faire` reads; made each time if None."""
    if marque is None:
        return faire()
    entiere = f"{cle}:{marque}"
    fait = cache.get(entiere)
    if fait is None:
        fait = faire()
        cache.set(entiere, fait, secondes(marque))
    return fait


def gardee(*parametres: str, a_tous: bool = False):
    """Return a decorator: the page of a view is kept for visitors; `request.marque` lets its parts be kept for all (`garder`).

    Whoever bears a session gets a page of their own. An answer that writes a cookie, says how long it may be kept, or is anything
    but a success is not kept.

    Args:
        parametres: the names that the view reads in its address. Any other is taken out of the request: kept pages are few.
        a_tous: the view answers everyone as it does a visitor: a feed, a map of the site.
    """
    varie = "Accept-Encoding" if a_tous else "Accept-Encoding, Cookie"

    def decorer(vue):
        @wraps(vue)
        def vue_gardee(request, *args, **kwargs):
            if request.method not in {"GET", "HEAD"}:
                return vue(request, *args, **kwargs)
            _retirer_les_autres(request, parametres)
            if a_tous:
                request.lecteur = VISITEUR
            request.marque = generation.lire()
            personnelle = not (a_tous or request.COOKIES.keys().isdisjoint(PERSONNELS))
            if request.marque is None or personnelle:
                return vue(request, *args, **kwargs)
            cle = _cle(request)
            page = cache.get(cle)
            if page is None:
                reponse = vue(request, *args, **kwargs)
                if not (_a_garder(reponse) and (a_tous or _sans_jeton(request))):
                    return reponse
                page = _page(reponse, varie)
                cache.set(cle, page, secondes(request.marque))
            return _reponse(page, request)

        return vue_gardee

    return decorer


class VueGardee:
    """A class-based view whose pages are kept (`gardee`)."""

    @classmethod
    def parametres_lus(cls):
        """Return the names that the view reads in its address."""
        return ()

    @classmethod
    def as_view(cls, **initkwargs):
        return gardee(*cls.parametres_lus())(super().as_view(**initkwargs))


def _retirer_les_autres(request, parametres):
    """Keep in `request` the parameters that have a name and a value, in one order."""
    if not request.GET:
        return
    lus = QueryDict(mutable=True)
    for nom in sorted(set(parametres) & request.GET.keys()):
        if valeurs := [valeur for valeur in request.GET.getlist(nom) if valeur]:
            lus.setlist(nom, valeurs)
    request.GET = lus


def _cle(request):
    # The host was checked on the way here (CommonMiddleware).
    adresse = f"{request.scheme}://{request.META.get('HTTP_HOST')}{request.path}?{request.GET.urlencode()}"
    return f"page:{request.marque}:{hashlib.md5(adresse.encode(), usedforsecurity=False).hexdigest()}"


def _a_garder(reponse):
    """Whether an answer is the same for everyone."""
    return reponse.status_code == 200 and not (reponse.streaming or reponse.cookies or "Cache-Control" in reponse)


def _sans_jeton(request):
    """Whether the page holds no token of a form: one was made for this visitor, or may have been."""
    return settings.CSRF_COOKIE_NAME not in request.COOKIES and not request.META.get("CSRF_COOKIE_NEEDS_UPDATE")


def _page(reponse, varie):
    """Return (body, compressed; headers) of an answer, rendered now if it was not."""
    if hasattr(reponse, "render"):
        reponse.render()
    tag = hashlib.md5(reponse.content, usedforsecurity=False).hexdigest()
    entetes = {nom: valeur for nom, valeur in reponse.items() if nom not in NON_GARDES}
    # Kept by whoever likes, and asked again each time: a change shows at once.
    entetes |= {"Cache-Control": "public, no-cache", "ETag": f'W/"{tag}"', "Vary": varie}
    return gzip.compress(reponse.content, 6, mtime=0), entetes


def _reponse(page, request):
    corps, entetes = page
    if "gzip" in request.META.get("HTTP_ACCEPT_ENCODING", ""):
        return HttpResponse(corps, headers={**entetes, "Content-Encoding": "gzip"})
    return HttpResponse(gzip.decompress(corps), headers=entetes)
