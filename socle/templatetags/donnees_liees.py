"""Write the JSON-LD of a page (`socle.donnees_liees`)."""

from django import template

from socle import donnees_liees

register = template.Library()


@register.simple_tag(takes_context=True)
def json_ld(context):
    """Write what the subject of the page says of itself, the `donnees_liees` of the context, if any."""
    noeud = context.get("donnees_liees")
    return donnees_liees.bloc(noeud) if noeud else ""


@register.simple_tag(takes_context=True)
def json_ld_du_fil(context, courant):
    """Write the breadcrumb of the page `courant`; the (name, address) pairs above it are the `niveaux` of the context, if any."""
    return donnees_liees.bloc(donnees_liees.le_fil(context.get("niveaux") or (), str(courant), context.get("langue_page")))


@register.simple_tag
def json_ld_du_site(recherche):
    """Write the association, the site, and its search, whose address is `recherche`."""
    return donnees_liees.bloc(donnees_liees.l_association(), donnees_liees.le_site(recherche))
