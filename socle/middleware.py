from django.http import HttpResponsePermanentRedirect
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers

from socle.models import AncienneAdresse

DUREE = 3600  # seconds that a browser keeps a redirection: an address may come back to what it was


class AnciennesAdressesMiddleware:
    """Lead the addresses that a page once had to the one it has now; only what is not found asks the database."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        reponse = self.get_response(request)
        if reponse.status_code != 404 or request.method not in {"GET", "HEAD"} or "\0" in request.path:
            return reponse
        ancienne = AncienneAdresse.objects.de(request.path)
        if ancienne is None:
            return reponse
        suite = ancienne.suite(request.path)
        if request.META["QUERY_STRING"]:
            suite += f"?{request.META['QUERY_STRING']}"
        redirection = HttpResponsePermanentRedirect(suite)
        redirection["Cache-Control"] = f"public, max-age={DUREE}"
        return redirection


class MethodeRefuseeMiddleware:
    """Show our page where Django answers nothing: a method that the address does not take (405)."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        reponse = self.get_response(request)
        if reponse.status_code != 405 or reponse.content:
            return reponse
        page = render(request, "405.html", status=405)
        page["Allow"] = reponse["Allow"]
        return page


class PagesDeLEquipeMiddleware:
    """Let no browser keep what the team reads, for who uses it after them: lists and previews hold titles of its own."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        reponse = self.get_response(request)
        # A page that did not ask who reads it (a picture) is the same for all.
        if request.session.accessed and request.user.is_staff and "Cache-Control" not in reponse:
            add_never_cache_headers(reponse)
        return reponse
