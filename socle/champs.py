from django.core.validators import RegexValidator
from django.db import models

# What a form says when another page has the address.
ADRESSE_PRISE = {"unique": "Cette adresse est déjà prise : choisissez-en une autre."}

valider_telephone = RegexValidator(r"^\+?[0-9][0-9 .()/\u00a0-]{3,}$", "Écrivez un numéro en chiffres : « 04 00 00 00 00 ».")


class AdresseWeb(models.URLField):
    """A web address; « www.exemple.test » typed without its scheme becomes https, as Django 6 will do by itself."""

    def formfield(self, **kwargs):
        """Use https where Django 5.2 would still put http, with a warning."""
        return super().formfield(**{"assume_scheme": "https", **kwargs})
