"""What makes the site an application of a phone's or a computer's desk: its name, its colours, its icons."""

from django.http import JsonResponse
from django.templatetags.static import static
from django.views.decorators.http import require_safe

from socle.donnees_liees import NOM
from socle.memoire import gardee
from socle.palette import JETONS

ICONES = (("icone-192", 192, "any"), ("icone-512", 512, "any"), ("icone-masque-512", 512, "maskable"))


@require_safe
@gardee(a_tous=True)
def manifeste(request):
    """Serve the manifest of the application (W3C Web Application Manifest)."""
    icones = [
        {"src": static(f"img/{nom}.png"), "sizes": f"{cote}x{cote}", "type": "image/png", "purpose": usage}
        for nom, cote, usage in ICONES
    ]
    donnees = {
        "name": NOM,
        "short_name": "Cités Unies",
        "description": "Le portail de la coopération décentralisée",
        "lang": "fr",
        "dir": "ltr",
        "id": "/",
        "start_url": "/",
        "scope": "/",
        "display": "browser",
        "theme_color": JETONS["encre"],
        "background_color": JETONS["papier"],
        "icons": icones,
    }
    return JsonResponse(donnees, content_type="application/manifest+json")
