from django.http import HttpResponsePermanentRedirect

from redaction.models import AncienneAdresse

DUREE = 3600  # seconds that a browser keeps a redirection: an address may come back to what it was


class AnciennesAdressesMiddleware:
    """Lead the addresses that a page once had to the one it has now; only what is not found asks the database."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        reponse = self.get_response(request)
        if reponse.status_code != 404 or request.method not in {"GET", "HEAD"}:
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
