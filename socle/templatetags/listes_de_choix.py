"""The options of a drop-down list, written in one go."""

from django import template
from django.forms.utils import flatatt
from django.utils.html import conditional_escape
from django.utils.safestring import mark_safe

register = template.Library()


@register.simple_tag
def options(groupes):
    """Return the `<option>` of a list, in their `<optgroup>` where they have one.

    Django's own template includes two templates for each option: most of the time of a page that offers 250 countries.

    Args:
        groupes: `optgroups` of the context of a Select: `[(name or None, [option], index)]`.
    """
    return mark_safe("\n".join(_groupe(nom, les_options) for nom, les_options, _ in groupes))


def _groupe(nom, les_options):
    lignes = "\n".join(_option(**option) for option in les_options)
    return f'<optgroup label="{conditional_escape(nom)}">\n{lignes}\n</optgroup>' if nom else lignes


def _option(value, label, attrs, **autres):
    attributs = flatatt(attrs) if attrs else ""
    return f'<option value="{conditional_escape(str(value))}"{attributs}>{conditional_escape(label)}</option>'
