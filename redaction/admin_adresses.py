"""The back office of addresses: one that changes leads on to the new one, and staff redirect others by hand."""

from urllib.parse import urlsplit

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.urls import Resolver404, resolve

from gestion.base import AdminBase
from redaction import actions, actions_lots
from redaction.models import AncienneAdresse

# The fields that make the address of a page.
D_ADRESSE = frozenset({"slug", "nature", "parent"})


class AvecAdresse:
    """For the admin of a model whose rows have a page (`get_absolute_url`)."""

    def save_model(self, request, obj, form, change):
        """Save; when a page that visitors could read changes its address, the old one leads to the new one."""
        avant = type(obj)._base_manager.get(pk=obj.pk) if change and D_ADRESSE.intersection(form.changed_data) else None
        super().save_model(request, obj, form, change)
        if avant is None or not self.est_publique(avant) or avant.get_absolute_url() == obj.get_absolute_url():
            return
        if not self.reste_publique(request, obj):
            return  # The new address, which no visitor is to learn, would be told by the old one.
        actions.deplacer(objet=obj, avant=avant.get_absolute_url(), par=request.user)
        self.message_user(request, f"L’ancienne adresse de la page, {avant.get_absolute_url()}, conduit désormais à la nouvelle.")

    def reste_publique(self, request, objet):
        """Return whether visitors still find the page of `objet`, saved, once the request is done."""
        return self.est_publique(objet)


class FormulaireRedirection(forms.ModelForm):
    """An address without a page, and the page it leads to; both are pasted as a browser shows them."""

    class Meta:
        model = AncienneAdresse
        fields = ["chemin", "actuelle"]
        labels = {"chemin": "Adresse sans page", "actuelle": "Conduit à"}
        help_texts = {
            "chemin": "« /ancienne-rubrique/ » ; ce qui est au-dessous suit. Un changement d’adresse s’y inscrit de lui-même.",
            "actuelle": "L’adresse d’une page du portail.",
        }
        error_messages = {"chemin": {"unique": "Cette adresse conduit déjà ailleurs : supprimez d’abord cette ligne."}}

    def clean_chemin(self):
        """Refuse an address that the site answers: it would never lead anywhere."""
        chemin = _chemin(self.cleaned_data["chemin"])
        if chemin == "/" or _premiere(chemin) in RESERVEES:
            raise ValidationError("Cette adresse est celle d’une partie du portail.")
        return chemin

    def clean_actuelle(self):
        """Take an address of the portal alone."""
        actuelle = _chemin(self.cleaned_data["actuelle"])
        try:
            resolve(actuelle)
        except Resolver404:
            raise ValidationError("Aucune page du portail n’a cette adresse.") from None
        return actuelle

    def clean(self):
        """Refuse a loop, whatever it goes through."""
        donnees = super().clean()
        chemin, actuelle = donnees.get("chemin"), donnees.get("actuelle")
        if chemin and actuelle:
            suite = AncienneAdresse.objects.filter(chemin=actuelle).first()
            if (suite.actuelle if suite else actuelle).startswith(chemin):
                self.add_error("actuelle", "Cette adresse se conduirait à elle-même : corrigez l’une des deux.")
        return donnees


RESERVEES = frozenset({"admin", "api", "comptes", "espace", "static", "media", "sante", "saisie"})


def _premiere(chemin):
    return chemin.split("/")[1]


def _chemin(texte):
    """Return the address of the site that was typed or pasted, ended by a bar.

    Raises:
        ValidationError: it is one of another site.
    """
    texte = texte.strip().removeprefix(settings.CUF_URL)
    parties = urlsplit(texte)
    if parties.scheme or parties.netloc or not parties.path.startswith("/") or "\\" in texte:
        raise ValidationError("Écrivez une adresse du portail, qui commence par « / ».")
    return parties.path if parties.path.endswith("/") else f"{parties.path}/"


class AncienneAdresseAdmin(AdminBase):
    """Addresses that lead to others: added and taken away, never changed."""

    form = FormulaireRedirection
    list_display = ["chemin", "actuelle", "depuis"]
    search_fields = ["chemin", "actuelle"]
    date_hierarchy = "depuis"
    fields = ["chemin", "actuelle"]
    si_tenu = "Cette adresse est tenue par d’autres lignes."

    def has_change_permission(self, request, obj=None):
        return False

    def save_model(self, request, obj, form, change):
        """Write by the action, which leads there at once what led here."""
        obj.pk = actions_lots.rediriger(chemin=obj.chemin, vers=obj.actuelle, par=request.user).pk
