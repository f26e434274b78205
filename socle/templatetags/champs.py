"""The tags of the fields that the admin's own templates include; other fields come straight from `socle.rendu`."""

from django import template

from socle import rendu

register = template.Library()
register.simple_tag(rendu.attributs)
register.simple_tag(rendu.entree)
