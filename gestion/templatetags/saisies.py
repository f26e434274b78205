"""The tag of the forms whose typing is kept (decision 031)."""

from django import template
from django.utils import timezone

from gestion.presences import signer_objet
from gestion.saisies import MARQUE, adresse_de_connexion, compte_de
from socle.envois import CHAMP

register = template.Library()


@register.inclusion_tag("gestion/saisie.html", takes_context=True)
def garder_saisie(context, version="", objet=None):
    """Mark the form that holds this tag: what is typed in it is kept in the browser, and offered again by a bar here.

    Args:
        version: what changes with what is saved, where the form has no field `empreinte`.
        objet: the row of a form of the back office: who else has it open is said here.
    """
    request = context["request"]
    setattr(request, MARQUE, True)
    return {
        "compte": compte_de(request.user),
        "version": version,
        "objet": signer_objet(objet) if objet is not None and objet.pk is not None else "",
        "maintenant": timezone.now().isoformat(),
        "connexion": adresse_de_connexion(),
        # The same form, shown again: it goes on with what was kept of it.
        "precedent": request.POST.get(CHAMP, "") if request.method == "POST" else "",
    }


@register.inclusion_tag("gestion/saisies.html", takes_context=True)
def saisies_gardees(context, liste=False):
    """Forget, on a page without a form, what is saved since; `liste` shows what is not."""
    return {"compte": compte_de(context["request"].user), "liste": liste}
