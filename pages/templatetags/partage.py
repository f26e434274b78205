"""The picture of a page, for what shares it."""

from django import template
from django.conf import settings
from django.db.models import Model
from django.utils.html import format_html

from pages import partage

register = template.Library()


@register.simple_tag(takes_context=True)
def image_de_partage(context, titre, surtitre=""):
    """Write the picture of a page and its words, in the head.

    What a page is about is the `object` of the context, or its `pays`. Who is signed in shares the address, not what they see:
    that of the site is enough, and a text kept for some is not drawn.
    """
    visiteur = not getattr(context.get("user"), "is_authenticated", False)
    adresse, mots, sorte = partage.de_page(titre, _sujet(context), surtitre) if visiteur else partage.generale()
    return format_html(
        '<meta property="og:image" content="{}{}">\n<meta property="og:image:type" content="{}">\n'
        '<meta property="og:image:width" content="1200">\n<meta property="og:image:height" content="630">\n'
        '<meta property="og:image:alt" content="{}">',
        settings.CUF_URL,
        adresse,
        sorte,
        mots,
    )


def _sujet(context):
    for nom in ("object", "pays"):
        if isinstance(sujet := context.get(nom), Model):
            return sujet
    return None
