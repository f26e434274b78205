"""The screen of the day after an election: its mandates, those who chair groups first, each with what to say of it."""

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse

from annuaire.admin.doubles import FormulairePersonne
from annuaire.models import Mandat, Personne
from gestion.recherche import chercher
from gestion.widgets import ChampRelation, ChoixAvecRecherche
from groupes_pays import actions
from groupes_pays.elections import par_importance, presidences_tenues
from groupes_pays.models import Presidence
from socle.envois import recevoir
from socle.erreurs import par_champ
from socle.perms import a_le_droit

PAR_PAGE = 25
CHERCHES = ("personne__nom", "personne__prenom", "personne__variantes", "fonction", "collectivite__nom")
ATTENTE, CONFIRMES, TERMINES = "attente", "confirmes", "termines"
FAITS = {"confirmer": "Toujours en fonction", "terminer": "Mandats terminés"}


class Filtre(forms.Form):
    """What the screen lists."""

    etat = forms.ChoiceField(
        label="État",
        required=False,
        choices=[("", "à confirmer"), (CONFIRMES, "confirmés"), (TERMINES, "terminés"), ("tous", "tous")],
    )
    presidences = forms.BooleanField(label="Présidences de groupe seulement", label_suffix="", required=False)
    q = forms.CharField(label="Personne, fonction ou collectivité", required=False, max_length=100)

    def lignes(self, election):
        """Return the mandates that `election` questions, filtered: who chairs a group first, then by collectivité."""
        choix = self.cleaned_data
        tous = Mandat.objects.touches_par(election)
        lignes = {
            "": Mandat.objects.a_confirmer_apres(election),
            CONFIRMES: tous.en_cours().filter(constate_le__gt=election.dernier_tour),
            TERMINES: tous.filter(fin__lte=election.dernier_tour),
            "tous": tous,
        }[choix.get("etat", "")]
        lignes = par_importance(lignes)
        if choix.get("presidences"):
            lignes = lignes.filter(preside=True)
        return chercher(lignes, CHERCHES, choix.get("q", ""))


class FormulaireRemplacement(forms.Form):
    """Who follows, chosen or typed, and the new mandate."""

    personne = ChampRelation(
        queryset=Personne.objects.all(),
        required=False,
        label="Personne",
        help_text="Déjà connue du portail ; la même, si elle a changé de fonction. Sinon, écrivez son nom ci-dessous.",
    )
    prenom = forms.CharField(label="Nouvelle personne : prénom", required=False, max_length=100)
    nom = forms.CharField(label="Nouvelle personne : nom", required=False, max_length=100)
    homonyme = forms.BooleanField(label="C’est un homonyme : créer une autre personne", label_suffix="", required=False)
    fonction = forms.CharField(label="Fonction", max_length=250, widget=forms.TextInput({"size": 60}))
    debut = forms.DateField(label="Début du mandat", widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"))
    preside = forms.BooleanField(required=False, label_suffix="")

    def __init__(self, *args, site, presidences, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["personne"].widget = ChoixAvecRecherche(Mandat._meta.get_field("personne"), site)
        self.fields["personne"].widget.choices = self.fields["personne"].choices
        if presidences:
            groupes = ", ".join(str(une.groupe) for une in presidences)
            self.fields["preside"].label = f"Préside aussi : {groupes}"
        else:
            del self.fields["preside"]

    def clean(self):
        donnees = super().clean()
        prenom, nom = donnees.get("prenom"), donnees.get("nom")
        if donnees.get("personne") and (prenom or nom):
            self.add_error("personne", "Choisissez une personne, ou écrivez-en une nouvelle : pas les deux.")
        elif not donnees.get("personne") and not (prenom and nom) and "personne" not in self.errors:
            self.add_error("personne", "Choisissez une personne, ou écrivez le prénom et le nom d’une nouvelle.")
        elif prenom and nom:
            memes = [str(une) for une in FormulairePersonne().doubles({"prenom": prenom, "nom": nom})[:3]]
            if memes and not donnees.get("homonyme"):
                self.add_error(
                    "prenom", f"Cette personne existe déjà, semble-t-il : {', '.join(memes)}. Choisissez-la plus haut."
                )
            donnees["personne"] = Personne(prenom=prenom, nom=nom)
        return donnees


class AConfirmer:
    """For the admin of elections: the screen that lists the mandates of one, and the form that replaces one of them."""

    def get_urls(self):
        vue = self.admin_site.admin_view
        return [
            path("<int:cle>/confirmer/", vue(self.confirmer), name="annuaire_election_confirmer"),
            path("<int:cle>/confirmer/<int:mandat>/", vue(self.remplacer), name="annuaire_election_remplacer"),
            *super().get_urls(),
        ]

    def confirmer(self, request, cle):
        """List the mandates of an election; a POST confirms or ends those ticked, or the one whose button is pressed."""
        election = self._election(request, cle)
        if request.method == "POST":
            self._exiger_le_droit(request)
            return recevoir(request, lambda: self._repondre(request, election))
        return self._lister(request, election)

    def _repondre(self, request, election):
        geste = next((nom for nom in FAITS if nom in request.POST or f"{nom}_un" in request.POST), None)
        if geste is None:
            return self._lister(request, election, "Dites ce que deviennent ces mandats, avec l’un des boutons.")
        un = request.POST.get(f"{geste}_un")
        cles = [int(une) for une in ([un] if un else request.POST.getlist("mandats")) if _est_une_cle(une)]
        if not cles:
            return self._lister(request, election, "Cochez au moins un mandat.")
        agir = {"confirmer": actions.confirmer_mandats, "terminer": actions.terminer_mandats}[geste]
        nombre = agir(election=election, cles=cles, par=request.user)
        deja = len(set(cles)) - nombre
        self.message_user(request, f"{FAITS[geste]} : {nombre}." + (f" Quelqu’un avait déjà répondu : {deja}." if deja else ""))
        return redirect(request.get_full_path())

    def _lister(self, request, election, erreur=""):
        filtre = Filtre(request.GET)
        valide = filtre.is_valid()
        lignes = filtre.lignes(election) if valide else Mandat.objects.none()
        page = Paginator(lignes, PAR_PAGE).get_page(request.GET.get("page"))
        tenues = presidences_tenues(page.object_list)
        attendus = set(Mandat.objects.a_confirmer_apres(election).filter(pk__in=tenues).values_list("pk", flat=True))
        total = Mandat.objects.touches_par(election).count()
        reste = Mandat.objects.a_confirmer_apres(election).count()
        suite = request.GET.copy()
        suite.pop("page", None)
        contexte = {
            "title": f"Après les {election}",
            "filtre": filtre,
            "page": page,
            "lignes": [(mandat, tenues[mandat.pk], mandat.pk in attendus) for mandat in page.object_list],
            "total": total,
            "reste": reste,
            "faits": total - reste,
            "suite": suite.urlencode(),
            "erreur": erreur or (not valide and "Ce filtre n’existe pas : choisissez dans la liste."),
            "peut_repondre": self._a_le_droit(request) and bool(attendus),
        }
        return self._montrer(request, election, "admin/elections/confirmer.html", contexte, 400 if erreur or not valide else 200)

    def remplacer(self, request, cle, mandat):
        """Show the form of who follows a mandate; a POST writes it."""
        election = self._election(request, cle)
        self._exiger_le_droit(request)
        return recevoir(request, lambda: self._remplacer(request, election, mandat))

    def _remplacer(self, request, election, cle):
        mandat = Mandat.objects.a_confirmer_apres(election).select_related("personne", "collectivite").filter(pk=cle).first()
        retour = reverse("admin:annuaire_election_confirmer", args=[election.pk])
        if mandat is None:
            self.message_user(request, "Ce mandat n’est plus à confirmer : quelqu’un a déjà répondu.", "warning")
            return redirect(retour)
        presidences = presidences_tenues([mandat])[mandat.pk]
        formulaire = FormulaireRemplacement(
            request.POST or None,
            site=self.admin_site,
            presidences=presidences,
            initial={"fonction": mandat.fonction, "debut": election.lendemain},
        )
        if formulaire.is_valid():
            donnees = formulaire.cleaned_data
            voulu = {nom: donnees[nom] for nom in ("personne", "fonction", "debut")}
            preside = donnees.get("preside", False)
            try:
                nouveau = actions.remplacer_mandat(election=election, mandat=mandat, preside=preside, par=request.user, **voulu)
            except ValidationError as erreur:
                for champ, messages in par_champ(erreur, formulaire.fields).items():
                    formulaire.add_error(champ, messages)
            else:
                self.message_user(request, f"{nouveau.personne} suit {mandat.personne} : {nouveau}.")
                return redirect(retour)
        contexte = {
            "title": f"Remplacer {mandat.personne}",
            "mandat": mandat,
            "presidences": presidences,
            "formulaire": formulaire,
            "media": self.media + formulaire.media,
        }
        gabarit = "admin/elections/remplacer.html"
        return self._montrer(request, election, gabarit, contexte, 400 if formulaire.errors else 200)

    def _election(self, request, cle):
        election = self.model.objects.filter(pk=cle).first()
        if election is None:
            raise Http404("Cette élection n’existe pas, ou plus.")
        if not (self.has_view_permission(request, election) and a_le_droit(request.user, "view", Mandat)):
            raise PermissionDenied
        return election

    def _a_le_droit(self, request):
        return all(a_le_droit(request.user, droit, modele) for droit in ("add", "change") for modele in (Mandat, Presidence))

    def _exiger_le_droit(self, request):
        if not self._a_le_droit(request):
            raise PermissionDenied

    def _montrer(self, request, election, gabarit, contexte, status):
        commun = {**self.admin_site.each_context(request), "opts": self.opts, "election": election}
        return TemplateResponse(request, gabarit, {**commun, **contexte}, status=status)


def _est_une_cle(texte):
    return texte.isascii() and texte.isdigit() and len(texte) < 19
