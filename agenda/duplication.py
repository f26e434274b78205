"""An event copied to its next date, or to all those of a series, from its form in the back office."""

from django import forms
from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse

from agenda import actions
from agenda.series import DATES_MAX, RYTHMES, jours_suivants, jours_tapes
from socle.dates import annee_plausible, date_longue
from socle.envois import recevoir
from socle.perms import dans_le_perimetre


class FormulaireDeDates(forms.Form):
    """When an event comes again: by a rhythm, or on days typed one by one."""

    rythme = forms.ChoiceField(label="Rythme", choices=[("", "des dates que j’écris"), *RYTHMES], required=False)
    nombre = forms.IntegerField(label="Nombre de dates", min_value=1, max_value=DATES_MAX, required=False, initial=1)
    dates = forms.CharField(
        label="Dates",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Une par ligne : 15/01/2027. Laissez vide si vous choisissez un rythme.",
    )

    def __init__(self, *args, evenement, **kwargs):
        super().__init__(*args, **kwargs)
        self.evenement = evenement

    def clean_dates(self):
        """Read the days."""
        return jours_tapes(self.cleaned_data["dates"], forms.DateField(validators=[annee_plausible]).clean)

    def clean(self):
        """Give the days, `jours`: typed, or by the rhythm."""
        donnees = super().clean()
        rythme, tapees = donnees.get("rythme"), donnees.get("dates")
        if self.errors:
            return donnees
        if bool(rythme) == bool(tapees):
            raise forms.ValidationError("Choisissez un rythme, ou écrivez des dates : l’un des deux.")
        donnees["jours"] = tapees or jours_suivants(self.evenement.debut, rythme, donnees.get("nombre") or 1)
        return donnees


class AvecDuplication:
    """For the admin of events."""

    def get_urls(self):
        """Add the page that copies an event."""
        vue = self.admin_site.admin_view(self.dupliquer)
        return [path("<path:object_id>/dupliquer/", vue, name="agenda_evenement_dupliquer"), *super().get_urls()]

    def dupliquer(self, request, object_id):
        """Ask for the days, then make a draft on each."""
        evenement = self.get_object(request, unquote(object_id))
        if evenement is None:
            raise Http404("Cet événement n’existe pas, ou plus.")
        if not (self.has_add_permission(request) and dans_le_perimetre(request.user, "add", evenement)):
            raise PermissionDenied
        return recevoir(request, lambda: self._dupliquer(request, evenement))

    def _dupliquer(self, request, evenement):
        formulaire = FormulaireDeDates(request.POST or None, evenement=evenement)
        if request.method == "POST" and formulaire.is_valid():
            copies = actions.dupliquer(evenement=evenement, jours=formulaire.cleaned_data["jours"], par=request.user)
            dits = ", ".join(date_longue(copie.debut) for copie in copies)
            self.message_user(request, f"Brouillons créés : {len(copies)} ({dits}).", messages.SUCCESS)
            liste, seule = reverse("admin:agenda_evenement_changelist"), copies[0]
            une = reverse("admin:agenda_evenement_change", args=[seule.pk])
            return HttpResponseRedirect(une if len(copies) == 1 else f"{liste}?mien=1&statut__exact=brouillon")
        contexte = {
            **self.admin_site.each_context(request),
            "title": f"Dupliquer : {evenement}",
            "opts": self.opts,
            "evenement": evenement,
            "formulaire": formulaire,
            "fiche": reverse("admin:agenda_evenement_change", args=[evenement.pk]),
        }
        return TemplateResponse(request, "admin/agenda/evenement/dupliquer.html", contexte)
