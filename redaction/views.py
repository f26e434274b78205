"""What the editor of texts asks while someone writes."""

from django.core.exceptions import PermissionDenied
from django.http import JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from redaction.cibles import en_ligne, trouver

LETTRES_MAX = 200


@never_cache
@require_safe
def liens(request):
    """Answer the search of a row to lead to (`q`): its reference, its title, what it is, its address, whether readers find it.

    403 for who is not of the team.
    """
    if not request.user.is_active or not request.user.is_staff:
        raise PermissionDenied
    mots = request.GET.get("q", "")[:LETTRES_MAX].strip()
    trouvees = [(f"{cible.cle}:{ligne.pk}", cible, ligne) for cible, ligne in trouver(mots, request.user)] if mots else []
    lues = en_ligne(reference for reference, *_ in trouvees)
    lignes = [
        {
            "objet": reference,
            "titre": str(ligne),
            "mention": cible.mention(ligne),
            "adresse": cible.adresse(ligne),
            "en_ligne": reference in lues,
        }
        for reference, cible, ligne in trouvees
    ]
    return JsonResponse({"lignes": lignes})
