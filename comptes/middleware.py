"""Staff without a second factor, where it is required, choose one before anything else."""

from django.conf import settings
from django.shortcuts import redirect
from django.urls import reverse

from comptes.second_facteur import a_enroler


class SecondFacteurMiddleware:
    """Lead to the page where a second factor is chosen who must have one; visitors are not looked at, nor are pictures."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, vue, arguments, nommes):
        """Answer in place of a view to who must first choose a second factor."""
        if settings.CUF_SECOND_FACTEUR != "exige" or settings.SESSION_COOKIE_NAME not in request.COOKIES:
            return None
        if request.path.startswith((settings.MEDIA_URL, reverse("comptes:compte"))) or not a_enroler(request):
            return None
        return redirect(reverse("mfa_index", query={"next": request.get_full_path()}))
