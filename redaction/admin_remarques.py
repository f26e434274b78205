"""The remarks about a content in the back office: the panel of its form, and what answers to it.

Each is written at once, by itself, and never with the form: a text that someone else has open is remarked upon too.
"""

from dataclasses import dataclass

from django import forms
from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse

from redaction import actions, perms
from redaction.ancres import champs_cites, passage_change
from redaction.models import Remarque
from redaction.models.remarque import CITATION_MAX, ENTOUR_MAX, TEXTE_MAX
from redaction.suites import en_a
from socle.envois import recevoir
from socle.saisie import nettoyer

PANNEAU = "XMLHttpRequest"
"""The header `X-Requested-With` of the script, which asks for the panel alone."""


class FormulaireRemarque(forms.Form):
    """A remark, or an answer to the one that `remarque` names; the anchor is what the script read around the words."""

    texte = forms.CharField(
        max_length=TEXTE_MAX,
        error_messages={
            "required": "Écrivez votre remarque.",
            "max_length": f"Ce texte dépasse {TEXTE_MAX} signes : raccourcissez-le.",
        },
    )
    citation = forms.CharField(
        required=False,
        max_length=CITATION_MAX,
        error_messages={"max_length": f"Citez {CITATION_MAX} signes au plus : le début du passage suffit."},
    )
    champ = forms.CharField(required=False)
    avant = forms.CharField(required=False, strip=False)
    apres = forms.CharField(required=False, strip=False)

    def __init__(self, *args, modele, **kwargs):
        super().__init__(*args, **kwargs)
        self.modele = modele

    def clean_texte(self):
        return nettoyer(self.cleaned_data["texte"])

    def clean_citation(self):
        return nettoyer(self.cleaned_data["citation"])

    def clean_champ(self):
        """Forget a field that the content has not: the words are looked for in all its texts."""
        champ = self.cleaned_data["champ"]
        return champ if champ in champs_cites(self.modele) else ""

    def clean_avant(self):
        return self.cleaned_data["avant"][-ENTOUR_MAX:]

    def clean_apres(self):
        return self.cleaned_data["apres"][:ENTOUR_MAX]


@dataclass(frozen=True)
class RemarqueLue:
    """A remark as the panel shows it: whether its words are gone from the text, where they were, and what this reader may do."""

    remarque: Remarque
    change: bool
    champ: str
    resoluble: bool


def lire(contenu, utilisateur):
    """Return the remarks about a content, open and resolved, as `utilisateur` sees them; two queries."""
    champs = champs_cites(type(contenu))
    lues = []
    for une in contenu.remarques.avec_reponses() if en_a(contenu, Remarque) else ():
        une.objet = contenu
        nom = champs[une.champ].verbose_name if une.champ in champs else ""
        lues.append(RemarqueLue(une, passage_change(une, contenu), nom, perms.peut_resoudre(utilisateur, une)))
    return [une for une in lues if une.remarque.resolue_le is None], [une for une in lues if une.remarque.resolue_le]


class RemarquesOuvertes(admin.SimpleListFilter):
    """Only what someone remarked upon, and that awaits an answer or a change."""

    title = "remarques"
    parameter_name = "remarques"

    def lookups(self, request, model_admin):
        return [("ouvertes", "avec des remarques ouvertes")]

    def queryset(self, request, queryset):
        return queryset.a_remarques() if self.value() == "ouvertes" else queryset


class AvecRemarques:
    """For the admin of a content: who reads it says what they think of it, in its form."""

    def get_urls(self):
        """Add what answers to the panel."""
        nom = f"{self.opts.app_label}_{self.opts.model_name}_remarques"
        vue = self.admin_site.admin_view(self.remarques_view)
        return [path("<path:object_id>/remarques/", vue, name=nom), *super().get_urls()]

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj is not None and not context.get("is_popup"):
            context["remarques"] = self._panneau(request, obj)
        return super().render_change_form(request, context, add, change, form_url, obj)

    def remarques_view(self, request, object_id):
        """Show the remarks about a content, or write what the panel says of them."""
        contenu = self.get_object(request, unquote(object_id))
        if contenu is None:
            raise Http404("Ce contenu n’existe pas, ou plus.")
        if not self.has_view_permission(request, contenu):
            raise PermissionDenied
        if request.method == "POST":
            return recevoir(request, lambda: self._ecrire_la_remarque(request, contenu))
        return self._montrer_les_remarques(request, contenu)

    def _ecrire_la_remarque(self, request, contenu):
        geste = request.POST.get("geste", "")
        if geste == "remarquer":
            formulaire = FormulaireRemarque(request.POST, modele=self.model)
            if not formulaire.is_valid():
                return self._montrer_les_remarques(request, contenu, nouvelle=formulaire)
            actions.remarquer(contenu=contenu, par=request.user, **formulaire.cleaned_data)
            return self._apres_la_remarque(request, contenu)
        remarque = self._remarque(request, contenu)
        if geste == "repondre":
            formulaire = FormulaireRemarque(request.POST, modele=self.model)
            if not formulaire.is_valid():
                return self._montrer_les_remarques(request, contenu, reponse=formulaire, a=remarque.pk)
            actions.repondre_a_une_remarque(remarque=remarque, texte=formulaire.cleaned_data["texte"], par=request.user)
        elif geste == "resoudre":
            actions.resoudre(remarque=remarque, par=request.user)
        elif geste == "rouvrir":
            actions.rouvrir_remarque(remarque=remarque, par=request.user)
        else:
            raise Http404("Ce geste n’existe pas.")
        return self._apres_la_remarque(request, contenu)

    def _remarque(self, request, contenu):
        cle = request.POST.get("remarque", "")
        connue = cle.isascii() and cle.isdecimal() and len(cle) < 19
        remarque = contenu.remarques.filter(pk=cle).first() if connue else None
        if remarque is None:
            raise Http404("Cette remarque n’existe pas, ou plus.")
        return remarque

    def _apres_la_remarque(self, request, contenu):
        """Lead to the panel alone, which the script puts in the form as it stands; to the form, without it."""
        seul = request.headers.get("X-Requested-With") == PANNEAU
        return HttpResponseRedirect(
            self._adresse_des_remarques(contenu) if seul else f"{self._fiche_remarquee(contenu)}#remarques"
        )

    def _montrer_les_remarques(self, request, contenu, **refuse):
        seul = request.headers.get("X-Requested-With") == PANNEAU
        contexte = {"remarques": {**self._panneau(request, contenu), **refuse}, "original": contenu}
        if not seul:
            titre = f"Remarques sur « {contenu} »"
            contexte |= {
                **self.admin_site.each_context(request),
                "title": titre,
                "opts": self.opts,
                "fiche": self._fiche_remarquee(contenu),
            }
        gabarit = "admin/contenu/remarques.html" if seul else "admin/contenu/remarques_page.html"
        return TemplateResponse(request, gabarit, contexte, status=422 if refuse else 200)

    def _panneau(self, request, contenu):
        ouvertes, resolues = lire(contenu, request.user)
        return {
            "adresse": self._adresse_des_remarques(contenu),
            "ouvertes": ouvertes,
            "resolues": resolues,
            "nouvelle": FormulaireRemarque(modele=self.model),
            "reponse": FormulaireRemarque(modele=self.model),
            "a": None,
        }

    def _adresse_des_remarques(self, contenu):
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_remarques", args=[contenu.pk])

    def _fiche_remarquee(self, contenu):
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_change", args=[contenu.pk])
