import json

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from ninja.responses import NinjaJSONEncoder

from api import parametres
from api.contrat import contrat
from api.documentation import sections
from api.frequence import PAR_MINUTE
from api.ouverture import ouverte
from api.problemes import LICENCE
from api.subventions import INCONNUES
from socle.memoire import gardee


@require_safe
@gardee()
def documentation(request):
    """The contract, for people."""
    contexte = {
        "niveaux": [],
        "titres_filtres": ("Filtre", "Valeurs", "Sens"),
        "titres_colonnes": ("Colonne", "Contenu", "Sens"),
        "sections": sections(contrat(request.marque)),
        "par_page": parametres.PAR_PAGE,
        "par_page_max": parametres.PAR_PAGE_MAX,
        "par_minute": PAR_MINUTE,
        "licence": LICENCE,
        "inconnues": INCONNUES,
    }
    return render(request, "api/documentation.html", contexte)


@ouverte
def openapi(request):
    """The contract, for programs."""
    parametres.refuser(dict.fromkeys(request.GET, "Ce paramètre n’existe pas ici."))
    corps = json.dumps(contrat(request.marque), cls=NinjaJSONEncoder, ensure_ascii=False)
    return HttpResponse(corps, content_type="application/json")


@ouverte
def introuvable(request, reste):
    """Whatever else begins as an address of data."""
    raise Http404
