"""The back office of the tasks: their list, and where a content says what is still to do about it."""

from django import forms
from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html

from gestion.base import AdminBase
from gestion.formulaires import FormulaireAvecEmpreinte
from gestion.registres import Registre
from redaction import actions
from redaction.choix_contenu import ChampContenu, ChoixDeContenu, cle_de, contenu_de, intitule
from redaction.fils import sortes_de_fil
from redaction.models import Maillon, Tache
from redaction.suites import en_a
from socle.dates import date_simple
from socle.perms import a_le_droit


class Lesquelles(admin.SimpleListFilter):
    """Whose tasks, and those that are late; those still to do unless others are asked for."""

    title = "lesquelles"
    parameter_name = "lesquelles"

    def lookups(self, request, model_admin):
        return [
            ("miennes", "les miennes"),
            ("groupes", "celles de mes groupes"),
            ("retard", "en retard"),
            ("faites", "faites"),
        ]

    def queryset(self, request, queryset):
        match self.value():
            case "miennes":
                return queryset.a_faire().de(request.user)
            case "groupes":
                return queryset.a_faire().de_ses_groupes(request.user)
            case "retard":
                return queryset.en_retard()
            case "faites":
                return queryset.filter(faite_le__isnull=False)
        return queryset.a_faire()

    def choices(self, changelist):
        """Name the choice that is made when none is."""
        tous, *autres = super().choices(changelist)
        return [{**tous, "display": "à faire"}, *autres]


class FormulaireTache(FormulaireAvecEmpreinte):
    """A task, about a content of any kind."""

    contenu = ChampContenu()

    class Meta:
        model = Tache
        fields = ("nature", "titre", "echeance", "pour")
        widgets = {"titre": forms.TextInput({"size": 60})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["contenu"] = self.instance.objet

    def clean(self):
        donnees = super().clean()
        if donnees.get("contenu"):
            self.instance.objet = donnees["contenu"]
            deja = Tache.objects.filter(
                nature=Tache.Nature.COMPTE_RENDU, type_objet=self.instance.type_objet, id_objet=self.instance.id_objet
            )
            if donnees.get("nature") == Tache.Nature.COMPTE_RENDU and deja.exclude(pk=self.instance.pk).exists():
                self.add_error("nature", "Le compte rendu de cet événement est déjà demandé : rouvrez ou complétez cette tâche.")
        return donnees


class TacheAdmin(AdminBase):
    form = FormulaireTache
    list_display = ["titre", "sur", "pour", "echeance", "etat"]
    list_filter = [Lesquelles, "nature"]
    list_select_related = ["pour"]
    search_fields = ["titre"]
    fields = ["contenu", "nature", "titre", ("echeance", "pour")]
    actions = ["marquer_faites", "rouvrir"]

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("objet")

    def get_form(self, request, obj=None, change=False, **kwargs):
        formulaire = super().get_form(request, obj, change=change, **kwargs)
        champ = formulaire.base_fields.get("contenu")
        if champ is not None:
            champ.widget = ChoixDeContenu(Maillon._meta.get_field("id_objet"), self.admin_site)
        return formulaire

    def get_changeform_initial_data(self, request):
        """Take the content from whose page one comes."""
        return {**super().get_changeform_initial_data(request), "contenu": contenu_de(request.GET.get("contenu", ""))}

    @admin.display(description="sur")
    def sur(self, tache):
        return intitule(tache.objet) if tache.objet else "contenu supprimé"

    @admin.display(description="état", ordering="faite_le")
    def etat(self, tache):
        if tache.faite_le:
            return f"faite le {date_simple(tache.faite_le.date())}" + (f" par {tache.faite_par}" if tache.faite_par else "")
        return "en retard" if tache.est_en_retard else "à faire"

    @admin.action(description="Marquer comme faites", permissions=["change"])
    def marquer_faites(self, request, queryset):
        """Note that the tasks ticked are done."""
        faites = sum(actions.faire_tache(tache=tache, par=request.user) for tache in queryset)
        self.message_user(request, f"Tâches faites : {faites}.")

    @admin.action(description="Rouvrir", permissions=["change"])
    def rouvrir(self, request, queryset):
        """Take back that the tasks ticked are done."""
        rouvertes = sum(actions.rouvrir_tache(tache=tache, par=request.user) for tache in queryset)
        self.message_user(request, f"Tâches rouvertes : {rouvertes}.")


class AvecTaches:
    """For the admin of a content: its form says what is still to do about it."""

    def registres(self, request, objet):
        """Add the tasks about `objet` to what is read below its form."""
        taches = Tache.objects.a_faire().filter(type_objet=objet.maillons.content_type, id_objet=objet.pk).select_related("pour")
        lignes = [
            (
                format_html('<a href="{}">{}</a>', reverse("admin:redaction_tache_change", args=[une.pk]), une),
                une.pour or "toute l’équipe",
                date_simple(une.echeance),
                "en retard" if une.est_en_retard else "à faire",
            )
            for une in (taches if en_a(objet, Tache) else ())
        ]
        # An editorial page is of no kind that a field of contents offers.
        permis = a_le_droit(request.user, "add", Tache) and isinstance(objet, tuple(sorte.modele for sorte in sortes_de_fil()))
        ajout = (_adresse_d_ajout(objet), "Ajouter une tâche") if permis else None
        colonnes = ("À faire", "Qui", "Pour le", "État")
        vide = "Rien n’est demandé sur ce contenu."
        return [*super().registres(request, objet), Registre("taches", "Tâches", ajout, colonnes, lignes, vide=vide)]


def _adresse_d_ajout(objet):
    return reverse("admin:redaction_tache_add", query={"contenu": cle_de(objet)})
