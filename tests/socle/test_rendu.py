"""The fields written by functions are those that the templates of Django write."""

import pytest
from django import forms
from django.contrib.admin.widgets import AdminDateWidget
from django.forms.renderers import DjangoTemplates, get_default_renderer
from django.forms.widgets import Input
from django.test import SimpleTestCase
from django.utils.safestring import mark_safe

from socle.rendu import EN_PYTHON, Rendu

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
    forms.DateInput(),
    forms.DateTimeInput(),
    forms.EmailInput(),
    Input(),
    forms.NumberInput(),
    forms.PasswordInput(),
    forms.SearchInput(),
    forms.TelInput(),
    forms.TimeInput(),
    forms.URLInput(),
    # Its template includes « input.html », which stands on our function too.
    AdminDateWidget(ATTRIBUTS),
]


def meme_html(notre, celui_de_django):
    SimpleTestCase().assertHTMLEqual(notre, celui_de_django)


VALEURS = [None, "", 0, ["CV"], ["1917", "CV"], ['"'], "<un> & l'autre", mark_safe("d&eacute;j&agrave;")]


@pytest.mark.parametrize("widget", WIDGETS, ids=lambda widget: type(widget).__name__)
@pytest.mark.parametrize("valeur", VALEURS)
def test_our_fields_say_what_those_of_django_say(widget, valeur):
    notre = widget.render("pays", valeur, {"id": "x"}, renderer=get_default_renderer())
    meme_html(notre, widget.render("pays", valeur, {"id": "x"}, renderer=DjangoTemplates()))
    assert "<un>" not in notre
    assert "<b>" not in notre


def test_every_template_written_by_a_function_is_compared():
    de_widgets = {nom for nom in EN_PYTHON if nom.startswith("django/forms/widgets/")}
    assert de_widgets <= {widget.template_name for widget in WIDGETS}


class Formulaire(forms.Form):
    """Labels with and without tag, an error to escape."""

    nom = forms.CharField(label="Nom <entier> & prénom", max_length=3, widget=forms.TextInput({"id": "a<b"}))
    sans = forms.CharField(required=False, widget=forms.HiddenInput())
    required_css_class = "obligatoire"


@pytest.mark.parametrize("auto_id", ["id_%s", False])
@pytest.mark.parametrize("nom", ["nom", "sans"])
def test_our_labels_and_errors_say_what_those_of_django_say(nom, auto_id):
    saisie = {"nom": "<trop> long", "sans": ""}
    notre, celui_de_django = (Formulaire(saisie, auto_id=auto_id, renderer=rendu()) for rendu in (Rendu, DjangoTemplates))
    for attrs in (None, {"class": "grand"}):
        meme_html(notre[nom].label_tag(attrs=attrs), celui_de_django[nom].label_tag(attrs=attrs))
        meme_html(notre[nom].legend_tag(attrs=attrs), celui_de_django[nom].legend_tag(attrs=attrs))
    meme_html(str(notre[nom].errors), str(celui_de_django[nom].errors))
    meme_html(notre[nom].errors.as_ul(), celui_de_django[nom].errors.as_ul())


def test_an_error_is_escaped():
    formulaire = Formulaire({})
    formulaire.add_error("nom", "<b>gras</b>")
    assert "&lt;b&gt;gras" in str(formulaire["nom"].errors)
    assert "&lt;b&gt;gras" in formulaire["nom"].errors.as_ul()
