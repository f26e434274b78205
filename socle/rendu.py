"""The HTML of the fields of a form, written by functions.

Django writes it with templates that include one another: one for each field, each label and each list of errors, one for the
attributes of each, two for each option of a list. That was most of the time of a page that offers 250 countries, and of the
forms of the back office, which have fifty fields. `tests/socle/test_rendu.py` compares the two.
"""

from html import escape

from django.forms.renderers import TemplatesSetting
from django.utils.html import conditional_escape
from django.utils.safestring import SafeData, mark_safe


def _sur(valeur):
    """Return a value as it is written between quotes. What is safe stays; Django's own escape asks first what is lazy."""
    texte = str(valeur)
    return texte if isinstance(texte, SafeData) else escape(texte)


def attributs(attrs):
    """Return the attributes of a tag, each after a space: True is a bare name, False is left out."""
    return mark_safe(
        "".join(
            f" {nom}" if valeur is True else f' {nom}="{_sur(valeur)}"' for nom, valeur in attrs.items() if valeur is not False
        )
    )


def entree(widget):
    """Return the `<input>` of a widget, given as in the context of its template."""
    nom, valeur = _sur(widget["name"]), widget["value"]
    valeur = "" if valeur is None else f' value="{_sur(valeur)}"'
    return mark_safe(f'<input type="{widget["type"]}" name="{nom}"{valeur}{attributs(widget["attrs"])}>')


def liste(widget):
    """Return the `<select>` of a widget, given as in the context of its template; groups of options in their `<optgroup>`."""
    groupes = "\n".join(_groupe(nom, options) for nom, options, _ in widget["optgroups"])
    return mark_safe(f'<select name="{conditional_escape(widget["name"])}"{attributs(widget["attrs"])}>{groupes}</select>')


def _groupe(nom, options):
    lignes = "\n".join(_option(**option) for option in options)
    return f'<optgroup label="{conditional_escape(nom)}">\n{lignes}\n</optgroup>' if nom else lignes


def _option(value, label, attrs, **autres):
    return f'<option value="{_sur(value)}"{attributs(attrs)}>{conditional_escape(label)}</option>'


def etiquette(*, label, tag, attrs, use_tag, **autres):
    """Return the label of a field: its words, in their tag when it points at a field."""
    mots = conditional_escape(label)
    return mark_safe(f"<{tag}{attributs(attrs or {})}>{mots}</{tag}>") if use_tag else mots


def erreurs(errors, error_class):
    """Return the messages of a field as a list, nothing when there is none."""
    if not errors:
        return ""
    identifiant = f' id="{errors.field_id}_error"' if errors.field_id else ""
    lignes = "".join(f"<li>{conditional_escape(message)}</li>" for message in errors)
    return mark_safe(f'<ul class="{error_class}"{identifiant}>{lignes}</ul>')


ENTREES = [
    "checkbox",
    "date",
    "datetime",
    "email",
    "hidden",
    "input",
    "number",
    "password",
    "search",
    "tel",
    "text",
    "time",
    "url",
]
# The templates of Django that the functions above stand for.
EN_PYTHON = {
    **{f"django/forms/widgets/{sorte}.html": lambda contexte: entree(contexte["widget"]) for sorte in ENTREES},
    "django/forms/widgets/select.html": lambda contexte: liste(contexte["widget"]),
    "django/forms/label.html": lambda contexte: etiquette(**contexte),
    "django/forms/errors/list/default.html": lambda contexte: erreurs(**contexte),
    "django/forms/errors/list/ul.html": lambda contexte: erreurs(**contexte),
}


class Rendu(TemplatesSetting):
    """Write the common fields with the functions above, and the others with templates, ours before Django's."""

    def render(self, template_name, context, request=None):
        ecrire = EN_PYTHON.get(template_name)
        return ecrire(context) if ecrire else super().render(template_name, context, request)
