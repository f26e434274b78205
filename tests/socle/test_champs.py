"""The fields written in one go are those of Django."""

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates, get_default_renderer
from django.test import SimpleTestCase
from django.utils.safestring import mark_safe

ATTRIBUTS = {"class": "large", "disabled": True, "required": False, "data-mot": "l’« autre » \" d'ici <b>", "maxlength": 12}
CHOIX = [
    ("", "Choisir <un> pays"),
    ("Afrique & îles", [("CV", "Cap-Vert"), ('"', "L’« autre » \" d'ici")]),
    (1917, mark_safe("<em>sûr</em>")),
]
WIDGETS = [
    forms.Select(ATTRIBUTS, choices=CHOIX),
    forms.SelectMultiple(choices=CHOIX),
    forms.TextInput(ATTRIBUTS),
    forms.HiddenInput(),
    forms.CheckboxInput(ATTRIBUTS),
    forms.Textarea(ATTRIBUTS),
    forms.CheckboxSelectMultiple(choices=[("CV", "Cap-Vert"), ("1917", "<un>")]),
]


@pytest.mark.parametrize("widget", WIDGETS, ids=lambda widget: type(widget).__name__)
@pytest.mark.parametrize("valeur", [None, ["CV"], ["1917", "CV"], ['"']])
def test_our_fields_say_what_those_of_django_say(widget, valeur):
    notre = widget.render("pays", valeur, {"id": "x"}, renderer=get_default_renderer())
    SimpleTestCase().assertHTMLEqual(notre, widget.render("pays", valeur, {"id": "x"}, renderer=DjangoTemplates()))
    assert "<un>" not in notre
    assert "<b>" not in notre
