from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponseNotAllowed, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse

from annuaire import actions, fiche, perms
from annuaire.differences import differences
from annuaire.models import DemandeModification
from gestion.base import AdminLecture
from gestion.listes import RelationPresente
from socle.envois import recevoir

GABARIT = "admin/annuaire/demandemodification/change_form.html"
TOUT, SELECTION, REFUS = "tout", "selection", "refus"


class DecisionForm(forms.Form):
    """What staff answer to a request."""

    decision = forms.ChoiceField(choices=[(TOUT, ""), (SELECTION, ""), (REFUS, "")])
    version = forms.IntegerField()
    champs = forms.MultipleChoiceField(required=False)
    ecraser = forms.MultipleChoiceField(required=False)
    commentaire = forms.CharField(required=False, max_length=1000)

    def __init__(self, *args, demande, **kwargs):
        super().__init__(*args, **kwargs)
        self.demande = demande
        for nom in ("champs", "ecraser"):
            self.fields[nom].choices = [(cle, cle) for cle in demande.changements]
        self.fields["commentaire"].error_messages["max_length"] = "La réponse compte 1 000 caractères au plus."

    def clean(self):
        donnees = super().clean()
        if donnees.get("decision") == SELECTION and not donnees.get("champs"):
            raise ValidationError("Cochez au moins un changement à accepter, ou refusez la demande.")
        if donnees.get("decision") == REFUS and not self.demande.changements:
            raise ValidationError("Cette demande ne change rien dans la fiche : prenez son message en compte, ou répondez-y.")
        return donnees

    @property
    def acceptes(self):
        """The keys that staff accept."""
        decision = self.cleaned_data["decision"]
        return {TOUT: list(self.demande.changements), SELECTION: self.cleaned_data["champs"], REFUS: []}[decision]


@admin.register(DemandeModification)
class DemandeModificationAdmin(AdminLecture):
    """The requests of the members: read field by field, then accepted, in part or not, with a word of answer."""

    list_display = ["collectivite", "etat", "auteur", "cree_le", "modifie_le", "decidee_par", "decidee_le"]
    list_filter = ["etat", ("collectivite__region", RelationPresente)]
    list_select_related = ["collectivite", "auteur", "decidee_par"]
    search_fields = ["collectivite__nom", "auteur__courriel"]
    date_hierarchy = "cree_le"
    ordering = ["-cree_le", "-pk"]

    def get_urls(self):
        decider = path(
            "<path:object_id>/decider/",
            self.admin_site.admin_view(self.decider),
            name="annuaire_demandemodification_decider",
        )
        return [decider, *super().get_urls()]

    def _demande(self, request, object_id):
        demande = self.get_object(request, unquote(object_id))
        if demande is None:
            raise Http404("Cette demande n’existe pas.")
        if not self.has_view_permission(request, demande):
            raise PermissionDenied
        return demande

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """Show the request; nothing is written here."""
        if request.method not in {"GET", "HEAD"}:
            return HttpResponseNotAllowed(["GET", "HEAD"])
        return self._montrer(request, self._demande(request, object_id))

    def decider(self, request, object_id):
        """Record the decision of staff, then go back to the list; a refused one shows its message and what was ticked."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        return recevoir(request, lambda: self._decider(request, object_id))

    def _decider(self, request, object_id):
        demande = self._demande(request, object_id)
        formulaire = DecisionForm(request.POST, demande=demande)
        if not formulaire.is_valid():
            erreurs = [message for liste in formulaire.errors.values() for message in liste]
            return self._montrer(request, demande, erreurs=erreurs, status=400)
        donnees = formulaire.cleaned_data
        try:
            demande = actions.decider(
                demande=demande,
                par=request.user,
                champs=formulaire.acceptes,
                commentaire=donnees["commentaire"],
                version_vue=donnees["version"],
                ecraser=donnees["ecraser"],
            )
        except ValidationError as erreur:
            # Another version or a conflict: the page is made again from what is there now.
            return self._montrer(request, self._demande(request, object_id), erreurs=erreur.messages, status=409)
        fait = (
            f"Demande de {demande.collectivite} : {demande.get_etat_display()}."
            if demande.changements
            else f"Message de {demande.collectivite} : pris en compte."
        )
        self.message_user(request, f"{fait} Ses référents en sont avertis par courriel.", messages.SUCCESS)
        return HttpResponseRedirect(reverse("admin:annuaire_demandemodification_changelist"))

    def _montrer(self, request, demande, *, erreurs=(), status=200):
        actuelle = fiche.lire_fiche(demande.collectivite) if demande.est_en_attente else {}
        conflits = actions.conflits_de(demande, actuelle) if demande.est_en_attente else []
        envoye = request.method == "POST"
        contexte = {
            **self.admin_site.each_context(request),
            "title": f"Fiche de {demande.collectivite}",
            "opts": self.opts,
            "original": demande,
            "demande": demande,
            "lignes": differences(demande, actuelle, conflits),
            "peut_decider": demande.est_en_attente and perms.peut_decider(request.user),
            "erreurs": erreurs,
            # Someone decided first: the answer typed here is shown beside theirs, to be used again elsewhere.
            "non_enregistree": request.POST.get("commentaire", "").strip() if envoye and not demande.est_en_attente else "",
            # What was ticked and typed is kept; at first sight, everything but the conflicts is ticked.
            "coches": request.POST.getlist("champs") if envoye else [cle for cle in demande.changements if cle not in conflits],
            "a_ecraser": request.POST.getlist("ecraser"),
            "commentaire": request.POST.get("commentaire", ""),
        }
        return TemplateResponse(request, GABARIT, contexte, status=status)
