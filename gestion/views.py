"""What the forms ask while someone types."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.core.signing import BadSignature
from django.http import JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.views.csrf import csrf_failure
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from gestion import actions
from gestion.presences import autres, enregistree, lire_objet
from gestion.saisies import compte_de, est_a_garder, rendre, vient_d_ici
from socle.envois import recus

JETONS_MAX = 50


@never_cache
@require_safe
def etat(request):
    """Say who is signed in, with the token of their next form, and which of the forms asked about (`jeton`) are written.

    A visitor is told nothing, and is given no cookie.
    """
    compte = compte_de(request.user)
    if not compte:
        return JsonResponse({"compte": "", "recus": []})
    jetons = request.GET.getlist("jeton")[:JETONS_MAX]
    return JsonResponse({"compte": compte, "csrf": get_token(request), "recus": recus(jetons) if jetons else []})


@never_cache
@require_POST
def presence(request):
    """Note that a form of the back office is open (`objet`, signed by its page) or closed (`quitte`), and say who else is there.

    Who saved it since (`depuis`, ISO) is said too. Whose session ended is told nothing: their save will say it. 403 for who is
    not of the team, 400 for a row that no page named.
    """
    if not request.user.is_authenticated:
        return JsonResponse({"autres": [], "enregistree": None})
    if not request.user.is_active or not request.user.is_staff:
        raise PermissionDenied
    try:
        genre, cle = lire_objet(request.POST.get("objet", ""))
    except BadSignature as erreur:
        raise SuspiciousOperation("No page names this row.") from erreur
    suite = {"type_objet": genre, "id_objet": cle, "par": request.user}
    if "quitte" in request.POST:
        actions.quitter(**suite)
        return JsonResponse({})
    actions.signaler_presence(**suite)
    return JsonResponse({"autres": autres(**suite), "enregistree": enregistree(**suite, depuis=request.POST.get("depuis", ""))})


@never_cache
@login_required
@require_safe
def reconnecte(request):
    """End a sign-in that was asked for over a form: the form sees this page, and goes on."""
    return render(request, "gestion/reconnecte.html")


def jeton_perime(request, reason=""):
    """Answer to a form whose token is no longer good: all that was typed, to be sent again by a press of its writer.

    After a sign-in, the token of a page opened before is another one's. What another site sends is given back to nobody.
    """
    return rendre(request) if est_a_garder(request) and vient_d_ici(request) else csrf_failure(request, reason)
