"""What an address of the back office cannot mean is refused or left out; the stock admin would ask the database and fail."""

from datetime import datetime

from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core.exceptions import BadRequest, FieldDoesNotExist, ObjectDoesNotExist, ValidationError
from django.db import DataError
from django.db.models import ManyToManyField
from django.forms.utils import to_current_timezone


class AdressesLues:
    """For an admin: filters, keys and first values of the address, read before they are used."""

    def changelist_view(self, request, extra_context=None):
        """Refuse (400) what the stock filters let through to the database and it cannot compare."""
        try:
            return super().changelist_view(request, extra_context)
        except (OverflowError, DataError) as erreur:
            raise BadRequest("A value that the database cannot read in a filter of the back office.") from erreur

    def response_action(self, request, queryset):
        """Refuse (400) an action on what cannot be the key of a row."""
        for cle in request.POST.getlist(ACTION_CHECKBOX_NAME):
            if _lue(self.opts.pk, cle) is None:
                raise BadRequest("A key that cannot be, in an action of the back office.")
        return super().response_action(request, queryset)

    def get_changelist_instance(self, request):
        """Refuse (400) the last year of the calendar in the address: the dates of Python have no day after it."""
        try:
            return super().get_changelist_instance(request)
        except ValueError as erreur:
            raise BadRequest("A date out of the calendar in a filter of the back office.") from erreur

    def to_field_allowed(self, request, to_field):
        """Say whether the rows may be known by a field: a hidden relation, which Django calls « + », is none."""
        try:
            champ = self.opts.get_field(to_field)
        except FieldDoesNotExist:
            return False
        return champ.concrete and super().to_field_allowed(request, to_field)

    def get_object(self, request, object_id, from_field=None):
        """Return the row at a key, its relations read with it."""
        champ = self.opts.get_field(from_field) if from_field else self.opts.pk
        lignes, relations = self.pour_la_fiche(self.get_queryset(request)), self.relations_cherchees(request)
        if relations:
            lignes = lignes.select_related(*relations)
        try:
            return lignes.get(**{champ.name: champ.to_python(object_id)})
        except (ObjectDoesNotExist, ValidationError, ValueError):
            return None

    def pour_la_fiche(self, lignes):
        """Return `lignes` with what only the form of one of them shows."""
        return lignes

    def get_changeform_initial_data(self, request):
        """Fill the form with what the address says and its fields can hold; the rest is left out."""
        valeurs = {}
        for nom, recu in super().get_changeform_initial_data(request).items():
            try:
                champ = self.opts.get_field(nom)
            except FieldDoesNotExist:
                continue
            if isinstance(champ, ManyToManyField):
                valeurs[nom] = [cle for cle in recu if _lue(champ.related_model._meta.pk, cle) is not None]
            elif champ.concrete:
                valeurs[nom] = _lue(champ, recu)
        return {nom: valeur for nom, valeur in valeurs.items() if valeur is not None}


def _lue(champ, texte):
    """Return `texte` as a value of `champ`, a moment in our time; None where it cannot be one."""
    try:
        valeur = champ.to_python(texte)
        return to_current_timezone(valeur) if isinstance(valeur, datetime) else valeur
    except (ValidationError, ValueError, OverflowError):
        return None
