from django.shortcuts import render
from django.utils.cache import add_never_cache_headers, patch_cache_control


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


class PagesPersonnellesMiddleware:
    """Let nothing between keep the page of who signed in, and no browser what the team reads, for who uses it after them.

    The lists and previews of the team hold titles of its own.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        reponse = self.get_response(request)
        # A page that did not ask who reads it (a picture) is the same for all; one that failed asks no more of the database.
        if "Cache-Control" not in reponse and request.session.accessed and request.user.is_authenticated:
            if request.user.is_staff:
                add_never_cache_headers(reponse)
            else:
                patch_cache_control(reponse, private=True)
        return reponse
