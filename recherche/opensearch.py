"""The search of the site in the bar of a browser (OpenSearch 1.1)."""

from django.conf import settings
from django.http import JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from recherche.suggestions import suggerer
from socle.memoire import gardee

MOTS = "{searchTerms}"


@require_safe
@gardee(a_tous=True)
def description(request):
    """Say where to search, and where to ask for suggestions."""
    contexte = {
        "recherche": f"{settings.CUF_URL}{reverse('recherche:recherche')}?q={MOTS}",
        "suggestions": f"{settings.CUF_URL}{reverse('recherche:suggestions_navigateur')}?q={MOTS}",
        "soi": f"{settings.CUF_URL}{reverse('recherche:opensearch')}",
        "icone": f"{settings.CUF_URL}{static('img/favicon.ico')}",
    }
    return render(request, "recherche/opensearch.xml", contexte, content_type="application/opensearchdescription+xml")


@require_safe
@cache_control(public=True, max_age=60)
def suggestions(request):
    """What is offered while a person types, as browsers read it: the words, what they may be, and where each leads."""
    mots = request.GET.get("q", "")
    trouvees = suggerer(mots)
    adresses = [f"{settings.CUF_URL}{une['adresse']}" for une in trouvees]
    reponse = [mots, [une["texte"] for une in trouvees], [une["genre"] for une in trouvees], adresses]
    return JsonResponse(reponse, safe=False, content_type="application/x-suggestions+json")
