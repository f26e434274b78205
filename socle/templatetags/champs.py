"""The HTML of the fields of a form, written in one go.

Django's own templates include one another: two for each option of a list, one for the attributes of each field. That was most
of the time of a page that offers 250 countries, and of the forms of the back office.
"""

from django import template
from django.utils.html import conditional_escape
from django.utils.safestring import mark_safe

register = template.Library()


@register.simple_tag
def attributs(attrs):
    """Return the attributes of a widget, each after a space: True is a bare name, False is left out."""
    return mark_safe(_attributs(attrs))


@register.simple_tag
def options(groupes):
    """Return the `<option>` of a list, in their `<optgroup>` where they have one.

    Args:
        groupes: `optgroups` of the context of a Select: `[(name or None, [option], index)]`.
    """
    return mark_safe("\n".join(_groupe(nom, les_options) for nom, les_options, _ in groupes))


def _attributs(attrs):
    return "".join(
        f" {nom}" if valeur is True else f' {nom}="{conditional_escape(str(valeur))}"'
        for nom, valeur in attrs.items()
        if valeur is not False
    )


def _groupe(nom, les_options):
    lignes = "\n".join(_option(**option) for option in les_options)
    return f'<optgroup label="{conditional_escape(nom)}">\n{lignes}\n</optgroup>' if nom else lignes


def _option(value, label, attrs, **autres):
    return f'<option value="{conditional_escape(str(value))}"{_attributs(attrs)}>{conditional_escape(label)}</option>'
