"""Fields of models and forms whose values are made plain (`socle.saisie`) before they are judged, kept or looked for."""

from django import forms
from django.core.validators import RegexValidator
from django.db import models
from django.utils import timezone

from socle import saisie
from socle.siren import valider_siren

INVALIDE = {"invalid": "Écrivez l’adresse complète d’une page : https://www.ville.fr"}
# What a form says when another page has the address.
ADRESSE_PRISE = {"unique": "Cette adresse est déjà prise : choisissez-en une autre."}

valider_telephone = RegexValidator(r"^\+?[0-9][0-9 .()/-]{3,}$", "Écrivez un numéro en chiffres : « 04 65 71 00 00 ».")
valider_code_postal = RegexValidator(r"^[0-9]{5}\Z", "Un code postal compte cinq chiffres.")


class SaisieNette:
    """For a form field: `nette` makes plain what was typed. No browser cuts it before: its spaces do not count."""

    nette = staticmethod(saisie.espacer)

    def to_python(self, value):
        return super().to_python(self.nette(value) if isinstance(value, str) else value)

    def widget_attrs(self, widget):
        return {nom: valeur for nom, valeur in super().widget_attrs(widget).items() if nom not in {"maxlength", "minlength"}}


class ChampTelephone(SaisieNette, forms.CharField):
    """A telephone number, copied from wherever it stands."""

    nette = staticmethod(saisie.telephone)
    default_validators = [valider_telephone]

    def __init__(self, **kwargs):
        super().__init__(**{"widget": forms.TextInput({"type": "tel"}), **kwargs})


class ChampSerre(SaisieNette, forms.CharField):
    """A code that people write in groups: « 211 300 017 », « 13 100 »."""

    nette = staticmethod(saisie.serrer)


class ChampCourriel(SaisieNette, forms.EmailField):
    """An e-mail address."""

    nette = staticmethod(saisie.courriel)
    default_error_messages = {"invalid": "Écrivez une adresse complète : « nom@exemple.fr »."}


class ChampAdresseWeb(SaisieNette, forms.URLField):
    """A form's web address; « www.exemple.test » typed without its scheme becomes https, as Django 6 will do by itself."""

    nette = staticmethod(saisie.adresse_web)
    default_error_messages = INVALIDE

    def __init__(self, **kwargs):
        super().__init__(**{"assume_scheme": "https", **kwargs})


class ChampEntier(SaisieNette, forms.IntegerField):
    """A whole number, its thousands apart or not."""

    nette = staticmethod(saisie.serrer)


class ChampDecimal(SaisieNette, forms.DecimalField):
    """A number with decimals, after a comma or a point, its thousands apart or not."""

    nette = staticmethod(saisie.nombre)


class FormulaireOuvert(forms.Form):
    """A form that anyone may send. `site` is a field that people do not see: who fills it is a program."""

    site = forms.CharField(label="Laissez ce champ vide", required=False, widget=forms.TextInput({"autocomplete": "off"}))

    @property
    def est_d_un_programme(self):
        """Whether the field that nobody sees was filled."""
        return bool(self["site"].value())


class Nette:
    """For a text field of a model: plain in `to_python`, by which pass forms, saves, bulk writes, updates and queries.

    The column is the one of the stock field, and so are the migrations.
    """

    nette = staticmethod(saisie.espacer)
    champ = SaisieNette

    def to_python(self, value):
        value = super().to_python(value)
        return self.nette(value) if isinstance(value, str) else value

    def pre_save(self, model_instance, add):
        """Return the value to write, and put it back on the row, so that both agree."""
        valeur = self.to_python(super().pre_save(model_instance, add))
        setattr(model_instance, self.attname, valeur)
        return valeur

    def formfield(self, **kwargs):
        return super().formfield(**{"form_class": self.champ, **kwargs})

    def deconstruct(self):
        nom, _chemin, positions, options = super().deconstruct()
        stock = next(classe for classe in type(self).__mro__ if classe.__module__.startswith("django.db.models.fields"))
        return nom, f"django.db.models.{stock.__name__}", positions, options


class Courriel(Nette, models.EmailField):
    """An e-mail address."""

    nette = staticmethod(saisie.courriel)
    champ = ChampCourriel


class Telephone(Nette, models.CharField):
    """A telephone number."""

    nette = staticmethod(saisie.telephone)
    champ = ChampTelephone
    default_validators = [valider_telephone]


class Siren(Nette, models.CharField):
    """A SIREN number."""

    nette = staticmethod(saisie.serrer)
    champ = ChampSerre
    default_validators = [valider_siren]


class CodePostal(Nette, models.CharField):
    """A French postcode."""

    nette = staticmethod(saisie.serrer)
    champ = ChampSerre
    default_validators = [valider_code_postal]


class AdresseWeb(models.URLField):
    """A web address, typed in a `ChampAdresseWeb`."""

    default_error_messages = INVALIDE

    def to_python(self, value):
        value = super().to_python(value)
        return saisie.adresse_web(value) if isinstance(value, str) else value

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
