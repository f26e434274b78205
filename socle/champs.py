from django import forms
from django.core.validators import RegexValidator
from django.db import models
from django.utils import timezone

INVALIDE = {"invalid": "Écrivez l’adresse complète d’une page : https://www.ville.fr"}
# What a form says when another page has the address.
ADRESSE_PRISE = {"unique": "Cette adresse est déjà prise : choisissez-en une autre."}

valider_telephone = RegexValidator(r"^\+?[0-9][0-9 .()/\u00a0-]{3,}$", "Écrivez un numéro en chiffres : « 04 65 71 00 00 ».")


class ChampAdresseWeb(forms.URLField):
    """A form's web address; « www.exemple.test » typed without its scheme becomes https, as Django 6 will do by itself."""

    default_error_messages = INVALIDE

    def __init__(self, **kwargs):
        super().__init__(**{"assume_scheme": "https", **kwargs})


class AdresseWeb(models.URLField):
    """A web address, typed in a `ChampAdresseWeb`."""

    default_error_messages = INVALIDE

    def formfield(self, **kwargs):
        """Use our field, which takes https where Django 5.2 would still put http, and says how to write an address."""
        return super().formfield(**{"form_class": ChampAdresseWeb, **kwargs})


class DateDeModification(models.DateTimeField):
    """The moment of the last change, moved at each save; a date given to a new row stays (a take-over keeps true dates)."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **{**kwargs, "editable": False, "blank": True})

    def pre_save(self, model_instance, add):
        """Return the date to write, and put it on the row."""
        donnee = getattr(model_instance, self.attname)
        moment = donnee if add and donnee is not None else timezone.now()
        setattr(model_instance, self.attname, moment)
        return moment
