"""The map of the groups: the countries that a group gathers around, as a picture that pages show beside their list."""

from csp.decorators import csp_update
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from annuaire.carte_dessin import ouvrir_fenetre
from groupes_pays.models import Groupe
from socle.memoire import gardee
from socle.palette import JETONS, StyleSombre
from territoires.contours import contours
from territoires.models import Pays

STYLE = StyleSombre(terre=("fill", "carte_terre"), pays=("fill", "lagune"), trait=("stroke", "brume"))


@csp_update({"style-src": [STYLE.source_csp]})
@require_safe
@gardee(a_tous=True)
def carte(request):
    """Draw the world, the countries of the groups at work apart."""
    actifs = Groupe.objects.groupes_pays().actifs()
    codes = set(Pays.objects.filter(groupes__in=actifs).values_list("pk", flat=True))
    dessins = contours()["monde"]
    contexte = {
        "cadre": ouvrir_fenetre([]).cadre,
        "terre": "".join(dessin for code, dessin in dessins.items() if code not in codes),
        "pays": "".join(dessins[code] for code in sorted(codes & dessins.keys())),
        "couleurs": JETONS,
        "style": mark_safe(STYLE.balise),  # noqa: S308 - our own colours
    }
    return render(request, "groupes_pays/carte.svg", contexte, content_type="image/svg+xml")
