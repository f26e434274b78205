"""Two texts compared, for any page (`socle.differences`)."""

from django import template

from socle.differences import lisible, marques

register = template.Library()


@register.simple_tag
def differences(avant, apres, riche=False):
    """Show a text with the words that went in `<del>` and those that came in `<ins>`; `riche` tells that both are HTML."""
    if riche:
        avant, apres = lisible(avant), lisible(apres)
    return marques(avant, apres)
