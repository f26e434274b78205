"""Give every request its reader."""

from django.utils.functional import SimpleLazyObject

from groupes_pays.lecteurs import lecteur_pour


class LecteurMiddleware:
    """Set `request.lecteur`, computed at its first use; visitors without a session cost no query."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.lecteur = SimpleLazyObject(lambda: lecteur_pour(request.user))
        return self.get_response(request)
