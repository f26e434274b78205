"""People spelled two ways: pairs that look alike, both rows side by side, and what was made one."""

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.contrib.postgres.search import TrigramSimilarity
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import CharField, F, Value
from django.db.models.functions import Concat
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse

from annuaire.fusions import ABSORBEE, CHOISIS, GARDEE, ce_qui_a_change, defaire_fusion, fusionner, identiques
from annuaire.models import FusionDePersonnes, Mandat, Personne
from gestion.base import AdminLecture
from gestion.usages import liens_vers
from redaction.choix_contenu import intitule, trouver
from socle.envois import recevoir
from socle.fonctions import tri
from socle.perms import a_le_droit

RESSEMBLANCE = 0.45
"""Of two names, from which they may be one person's in the same collectivité: 1 is the same letters by three."""
PAIRES = 50


def paires_proches():
    """Return pairs of persons of one collectivité whose names look alike, those that do most first."""

    def nom(chemin=""):
        return tri(Concat(f"{chemin}prenom", Value(" "), f"{chemin}nom", output_field=CharField()))

    autre = "mandats__collectivite__mandats__personne"
    proches = (
        Personne.objects.annotate(autre=F(autre), proche=TrigramSimilarity(nom(), nom(f"{autre}__")))
        .filter(autre__gt=F("pk"), proche__gte=RESSEMBLANCE)
        .order_by("-proche", "pk", "autre")
        .values_list("pk", "autre")
        .distinct()[:PAIRES]
    )
    cles = [(une, autre) for une, autre in proches]
    lues = Personne.objects.prefetch_related("mandats__collectivite").in_bulk({cle for paire in cles for cle in paire})
    return [(lues[une], lues[autre]) for une, autre in cles]


class FormulaireFusion(forms.Form):
    """Which row stays, and the spelling of its name."""

    gardee = forms.ChoiceField()
    prenom = forms.ChoiceField()
    nom = forms.ChoiceField()

    def __init__(self, *args, deux, **kwargs):
        super().__init__(*args, **kwargs)
        for champ in self.fields.values():
            champ.choices = [(str(une.pk), str(une)) for une in deux]

    def choix(self):
        """Return what `fusionner` asks: {field: side}."""
        gardee = self.cleaned_data["gardee"]
        return {champ: GARDEE if self.cleaned_data[champ] == gardee else ABSORBEE for champ in CHOISIS}


class AvecFusion:
    """For the admin of persons: the pairs that look alike, the screen that makes one of two, and former addresses."""

    def get_urls(self):
        vue = self.admin_site.admin_view
        return [
            path("doubles/", vue(self.doubles), name="annuaire_personne_doubles"),
            path("fusionner/", vue(self.fusionner), name="annuaire_personne_fusionner"),
            *super().get_urls(),
        ]

    @admin.action(description="Réunir deux personnes (cochez-en deux)", permissions=["change"])
    def reunir(self, request, queryset):
        """Lead to the screen that makes one of the two persons ticked."""
        cles = list(queryset.order_by("pk").values_list("pk", flat=True)[:3])
        if len(cles) != 2:
            self.message_user(request, "Cochez exactement deux personnes.", messages.WARNING)
            return None
        return redirect(reverse("admin:annuaire_personne_fusionner", query={"une": cles[0], "autre": cles[1]}))

    def doubles(self, request):
        """List the pairs that look alike."""
        self._exiger_le_droit(request)
        contexte = {"title": "Personnes écrites deux fois ?", "paires": paires_proches()}
        return self._montrer(request, "admin/personnes/doubles.html", contexte)

    def fusionner(self, request):
        """Show two persons side by side; a POST makes one of them."""
        self._exiger_le_droit(request)
        deux = self._deux(request)
        return recevoir(request, lambda: self._fusionner(request, deux))

    def _fusionner(self, request, deux):
        formulaire = FormulaireFusion(request.POST or None, deux=deux)
        if formulaire.is_valid():
            gardee, absorbee = sorted(deux, key=lambda une: str(une.pk) != formulaire.cleaned_data["gardee"])
            try:
                fusion = fusionner(gardee=gardee, absorbee=absorbee, choix=formulaire.choix(), par=request.user)
            except ValidationError as erreur:
                formulaire.add_error(None, erreur.messages)
            else:
                self.message_user(request, f"{fusion.absorbee_nom} et {fusion.gardee} ne font plus qu’une fiche.")
                return redirect(reverse("admin:annuaire_fusiondepersonnes_change", args=[fusion.pk]))
        cotes = [self._cote(request, une) for une in deux]
        memes = [mandat for mandat in cotes[0]["mandats"] if any(identiques(mandat, autre) for autre in cotes[1]["mandats"])]
        contexte = {
            "title": "Réunir deux personnes",
            "cotes": cotes,
            "memes": memes,
            "formulaire": formulaire,
            # Who has most stays, unless it is said otherwise.
            "choisie": request.POST.get("gardee") or str(max(cotes, key=lambda cote: cote["poids"])["personne"].pk),
        }
        return self._montrer(request, "admin/personnes/fusionner.html", contexte, 400 if formulaire.errors else 200)

    def _cote(self, request, personne):
        mandats = list(personne.mandats.select_related("collectivite"))
        liens = []
        for lien in liens_vers(Personne):
            modele = lien.related_model
            lignes = [] if modele is Mandat else list(modele._base_manager.filter(**{lien.field.name: personne}))
            if lignes:
                liens.append((modele._meta.verbose_name_plural, lignes))
        textes = [(intitule(contenu), self._adresse_ici(contenu)) for contenu in trouver(str(personne), request.user)]
        poids = len(mandats) + sum(len(lignes) for _, lignes in liens)
        return {"personne": personne, "mandats": mandats, "liens": liens, "textes": textes, "poids": poids}

    def _deux(self, request):
        cles = [request.GET.get(nom, "") for nom in ("une", "autre")]
        if not all(cle.isascii() and cle.isdigit() and len(cle) < 19 for cle in cles):
            raise Http404("Choisissez deux personnes dans la liste.")
        trouvees = Personne.objects.in_bulk([int(cle) for cle in cles])
        if len(trouvees) != 2:
            raise Http404("L’une de ces personnes n’existe plus, ou est déjà réunie avec l’autre.")
        return [trouvees[int(cle)] for cle in cles]

    def _exiger_le_droit(self, request):
        if not all(a_le_droit(request.user, droit, Personne) for droit in ("change", "delete")):
            raise PermissionDenied

    def _get_obj_does_not_exist_redirect(self, request, opts, object_id):
        """Lead from the form of a person made one with another to the one that stays."""
        cle = unquote(object_id)
        fusion = FusionDePersonnes.objects.filter(absorbee_cle=cle, defaite_le=None).first() if cle.isdigit() else None
        if fusion is None:
            return super()._get_obj_does_not_exist_redirect(request, opts, object_id)
        self.message_user(request, f"{fusion.absorbee_nom} est maintenant dans cette fiche.", messages.WARNING)
        return redirect(reverse("admin:annuaire_personne_change", args=[fusion.gardee_id]))

    def _montrer(self, request, gabarit, contexte, status=200):
        commun = {**self.admin_site.each_context(request), "opts": self.opts}
        return TemplateResponse(request, gabarit, {**commun, **contexte}, status=status)


class FusionAdmin(AdminLecture):
    """What was made one, and the button that undoes it."""

    list_display = ["absorbee_nom", "gardee", "faite_le", "faite_par", "defaite_le"]
    list_select_related = ["gardee", "faite_par"]
    search_fields = ["absorbee_nom", "gardee__nom", "gardee__prenom"]
    change_form_template = "admin/personnes/fusion.html"
    fields = ["absorbee_nom", "gardee", "faite_le", "faite_par", "defaite_le", "defaite_par"]

    def get_urls(self):
        vue = self.admin_site.admin_view(self.defaire)
        return [path("<int:cle>/defaire/", vue, name="annuaire_fusiondepersonnes_defaire"), *super().get_urls()]

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        """Say what changed since, before it is undone."""
        context["title"] = f"Réunion : {obj}"
        context["a_defaire"] = obj.defaite_le is None and _peut_defaire(request)
        context["changes"] = ce_qui_a_change(obj) if context["a_defaire"] else []
        return super().render_change_form(request, context, add, change, form_url, obj)

    def defaire(self, request, cle):
        """Undo a fusion, then lead to the person who is back; what changed since is told first."""
        fusion = self.model.objects.filter(pk=cle).first()
        if fusion is None:
            raise Http404("Cette réunion n’existe pas.")
        if request.method != "POST" or not _peut_defaire(request):
            raise PermissionDenied
        return recevoir(request, lambda: self._defaire(request, fusion))

    def _defaire(self, request, fusion):
        try:
            revenue = defaire_fusion(fusion=fusion, par=request.user, malgre="malgre" in request.POST)
        except ValidationError as erreur:
            self.message_user(request, " ".join(erreur.messages), messages.ERROR)
            return redirect(reverse("admin:annuaire_fusiondepersonnes_change", args=[fusion.pk]))
        self.message_user(request, f"{revenue} a de nouveau sa fiche, comme avant.")
        return redirect(reverse("admin:annuaire_personne_change", args=[revenue.pk]))


def _peut_defaire(request):
    return all(a_le_droit(request.user, droit, Personne) for droit in ("add", "change"))
