"""Texts of the site in the language of the page, and days and numbers in English (`socle.langues`)."""

from django import template
from django.utils.html import format_html

from socle import langues
from socle.dates import en_jour

register = template.Library()


@register.simple_tag(takes_context=True)
def mot(context, cle):
    """Write the text `cle` in the language of the page: `{% mot "accueil" %}`."""
    return langues.mot(cle, context.get("langue_page", langues.FRANCAIS))


@register.simple_tag
def le_en_anglais(jour):
    """Write « 19 November 2025 » in a `<time>`."""
    return format_html('<time datetime="{}">{}</time>', en_jour(jour).isoformat(), langues.date_anglaise(jour))


register.filter("mois_anglais", langues.mois_anglais)
register.filter("nombre_anglais", langues.nombre_anglais)
register.filter("montant_anglais", langues.montant_anglais)
