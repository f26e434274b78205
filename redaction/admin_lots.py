"""Several contents at once in their list: published, archived, filed; confirmed first, undone after."""

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core.exceptions import FieldDoesNotExist, PermissionDenied
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.formats import date_format
from django.utils.text import capfirst

from redaction import lots, perms
from redaction.transitions import ARCHIVER, PUBLIER
from socle.envois import recevoir

CONFIRMER = "confirmer"
SUJETS = ("themes", "pays")
REFUS_DITS = 10


class AvecLots:
    """For the admin of a content."""

    actions = ["publier_la_selection", "archiver_la_selection", "ajouter_un_sujet", "retirer_un_sujet"]

    @admin.action(description="Publier la sélection", permissions=["publier"])
    def publier_la_selection(self, request, queryset):
        """Put each content online, at its own date where it has one to come."""
        avis = "Leurs auteurs en sont prévenus par courriel : annuler ensuite ne reprend pas ces courriels."
        return self._passer(request, queryset, PUBLIER, "Publiés", avis)

    @admin.action(description="Archiver la sélection", permissions=["publier"])
    def archiver_la_selection(self, request, queryset):
        """Take each content off the site; those already archived are left as they are."""
        return self._passer(request, queryset, ARCHIVER, "Archivés", "Ils restent ici, mais ne sont plus sur le site.")

    @admin.action(description="Ajouter un thème ou un pays…", permissions=["change"])
    def ajouter_un_sujet(self, request, queryset):
        """Add a subject to each content."""
        return self._classer(request, queryset, present=True)

    @admin.action(description="Retirer un thème ou un pays…", permissions=["change"])
    def retirer_un_sujet(self, request, queryset):
        """Remove a subject from each content."""
        return self._classer(request, queryset, present=False)

    def get_actions(self, request):
        """Offer to file what has subjects alone."""
        offertes = super().get_actions(request)
        if not self._sujets():
            for nom in ("ajouter_un_sujet", "retirer_un_sujet"):
                offertes.pop(nom, None)
        return offertes

    def _sujets(self):
        """Return the names of the relations by which this kind is filed."""
        noms = []
        for nom in SUJETS:
            try:
                noms.append(self.opts.get_field(nom).name)
            except FieldDoesNotExist:
                continue
        return noms

    def _passer(self, request, queryset, transition, dit, avis):
        contenus = self._choisis(request, queryset)
        if contenus is None:
            return None
        if CONFIRMER in request.POST:
            lot = lots.faire(contenus, lambda contenu: lots.passer(contenu, transition, request.user))
            return self._dire(request, lot, dit)
        prets = [un for un in contenus if un.statut in transition.depuis and transition.droit(request.user, un)]
        contexte = {"prets": prets, "laisses": [un for un in contenus if un not in prets], "avis": avis}
        return self._confirmer(request, contenus, f"{transition.nom.capitalize()} la sélection", contexte)

    def _classer(self, request, queryset, *, present):
        contenus = self._choisis(request, queryset)
        if contenus is None:
            return None
        formulaire = _formulaire(self, request)
        if CONFIRMER in request.POST and formulaire.is_valid():
            champ, sujet = formulaire.choisi
            lot = lots.faire(contenus, lambda contenu: lots.classer(contenu, champ, sujet, present, request.user))
            return self._dire(request, lot, f"« {sujet} » {'ajouté à' if present else 'retiré de'}")
        prets = [un for un in contenus if perms.peut_modifier(request.user, un)]
        contexte = {"prets": prets, "laisses": [un for un in contenus if un not in prets], "formulaire": formulaire}
        return self._confirmer(request, contenus, f"{'Ajouter' if present else 'Retirer'} un thème ou un pays", contexte)

    def _choisis(self, request, queryset):
        contenus = list(queryset[: lots.LOT_MAX + 1])
        if len(contenus) > lots.LOT_MAX:
            self.message_user(request, f"Choisissez {lots.LOT_MAX} lignes au plus à la fois.", messages.ERROR)
            return None
        return contenus

    def _confirmer(self, request, contenus, titre, contexte):
        """Show what would be done, and what would be left as it is."""
        commun = {
            **self.admin_site.each_context(request),
            "title": titre,
            "opts": self.opts,
            "action": request.POST["action"],
            "cles": [contenu.pk for contenu in contenus],
            "case": ACTION_CHECKBOX_NAME,
            "confirmer": CONFIRMER,
            "formulaire": None,
            "avis": "",
            "liste": request.get_full_path(),
        }
        return TemplateResponse(request, "admin/lots/confirmer.html", {**commun, **contexte})

    def _dire(self, request, lot, dit):
        """Say what was done and what was refused; keep what undoes it."""
        nombre = f"{dit} : {len(lot.faits)}."
        laisses = f" Déjà ainsi : {lot.inchanges}." if lot.inchanges else ""
        self.message_user(request, nombre + laisses, messages.SUCCESS if lot.faits else messages.INFO)
        self._dire_les_refus(request, lot)
        lots.retenir(request.session, self.model, lot, nombre)

    def _dire_les_refus(self, request, lot):
        if lot.refus:
            dits = " ; ".join(f"« {titre} » : {pourquoi}" for titre, pourquoi in lot.refus[:REFUS_DITS])
            self.message_user(request, f"Refusés : {len(lot.refus)}. {dits}", messages.WARNING)

    def changelist_view(self, request, extra_context=None):
        """Offer to undo the last lot, for some minutes."""
        contexte = {"a_defaire": self._a_defaire(request), **(extra_context or {})}
        return super().changelist_view(request, contexte)

    def _a_defaire(self, request):
        lot = lots.a_defaire(request.session, self.model)
        if lot is None or request.method == "POST":
            return None
        quand = timezone.localtime(parse_datetime(lot["le"]))
        return {"dit": lot["dit"], "quand": date_format(quand, "TIME_FORMAT"), "adresse": self._adresse_du_lot()}

    def _adresse_du_lot(self):
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_defaire")

    def get_urls(self):
        """Add the address that undoes the last lot."""
        nom = f"{self.opts.app_label}_{self.opts.model_name}_defaire"
        return [path("defaire/", self.admin_site.admin_view(self.defaire), name=nom), *super().get_urls()]

    def defaire(self, request):
        """Undo the last lot of this list, once; lead back to the list."""
        if request.method != "POST" or not self.has_change_permission(request):
            raise PermissionDenied
        return recevoir(request, lambda: self._defaire(request))

    def _defaire(self, request):
        lot = lots.defaire(request.session, self.model, request.user)
        if lot is None:
            self.message_user(request, "Il n’y a plus rien à annuler : le délai est passé, ou c’est fait.", messages.WARNING)
        else:
            self.message_user(request, f"Annulé : {len(lot.faits)} de nouveau comme avant.", messages.SUCCESS)
            self._dire_les_refus(request, lot)
        return HttpResponseRedirect(reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist"))


def _formulaire(modele_admin, request):
    """Return the form that chooses one theme or one country, with the widgets of the list's own form."""
    champs = {}
    for nom in modele_admin._sujets():
        champ = modele_admin.opts.get_field(nom)
        lignes = champ.related_model._default_manager.all()
        champs[nom] = forms.ModelChoiceField(lignes, required=False, label=capfirst(champ.related_model._meta.verbose_name))
    envoi = request.POST if CONFIRMER in request.POST else None
    return type("FormulaireDeSujet", (ChoixDUnSujet,), champs)(envoi)


class ChoixDUnSujet(forms.Form):
    """One subject, of whatever kind; `choisi` is the name of its relation and its row."""

    choisi = None

    def clean(self):
        """Ask for one subject, and one alone."""
        donnees = super().clean()
        choisis = [(nom, ligne) for nom, ligne in donnees.items() if ligne is not None]
        if len(choisis) != 1:
            raise forms.ValidationError("Choisissez un thème ou un pays, un seul à la fois.")
        [self.choisi] = choisis
        return donnees
