from csp.decorators import csp_update
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from socle.memoire import UN_AN
from territoires import reperes
from territoires.models import Pays


@csp_update({"style-src": [reperes.STYLE.source_csp]})
@require_safe
def repere(request, version, code):
    """Serve the locator map of a country. Its address holds the version of the drawing, so browsers may keep it for a year.

    A page that was kept somewhere may ask for an older version: it gets today's, not to be kept.
    """
    pays = get_object_or_404(Pays, pk=code.upper())
    if not reperes.existe(pays.pk, pays.longitude):
        raise Http404("Nul ne sait où est ce pays.")
    reponse = HttpResponse(reperes.dessiner(pays.pk, pays.longitude, pays.latitude), content_type="image/svg+xml")
    reponse["Cache-Control"] = UN_AN if version == reperes.VERSION else "no-cache"
    return reponse
