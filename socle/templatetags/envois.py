"""The token of a form that writes once, however often it is sent (`socle.envois`)."""

import uuid

from django import template
from django.utils.html import format_html

from socle.envois import CHAMP

register = template.Library()


@register.simple_tag
def jeton_envoi():
    """Write the hidden field of a new token; for forms of signed-in people, on pages that are theirs alone."""
    return format_html('<input type="hidden" name="{}" value="{}">', CHAMP, uuid.uuid4().hex)
