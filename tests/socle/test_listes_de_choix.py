"""The drop-down lists written in one go are those of Django."""

from django import forms
from django.forms.renderers import DjangoTemplates, get_default_renderer
from django.test import SimpleTestCase
from django.utils.safestring import mark_safe

LISTE = forms.Select(
    {"class": "large", "disabled": True},
    choices=[
        ("", "Choisir <un> pays"),
        ("Afrique & îles", [("CV", "Cap-Vert"), ('"', "L’« autre » \" d'ici")]),
        (1917, mark_safe("<em>sûr</em>")),
    ],
)


class ListesDeChoix(SimpleTestCase):
    def test_our_lists_say_what_those_of_django_say(self):
        for widget in (LISTE, forms.SelectMultiple(choices=LISTE.choices)):
            for valeur in (None, ["CV"], ["1917", "CV"], ['"']):
                notre = widget.render("pays", valeur, renderer=get_default_renderer())
                self.assertHTMLEqual(notre, widget.render("pays", valeur, renderer=DjangoTemplates()))
                self.assertNotIn("<un>", notre)
