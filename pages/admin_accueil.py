"""The back office of the home page: one screen, no list."""

from django.shortcuts import redirect
from django.urls import reverse

from gestion.base import AdminBase
from gestion.formulaires import FormulaireDeLigne
from gestion.lignes import LignesCompatibles
from gestion.relations import EnLigne
from pages.accueil import NOUVELLES
from pages.models import Accueil, MiseEnAvant
from redaction.choix_contenu import ChampContenu, ChoixDeContenu, cle_de, contenu_de, intitule
from redaction.models import Maillon


class FormulaireMiseEnAvant(FormulaireDeLigne):
    """A content put forward, its place and its last day."""

    contenu = ChampContenu()

    class Meta:
        model = MiseEnAvant
        fields = ("rang", "jusqu_au")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["contenu"] = contenu_de(self.instance.cle)

    def clean(self):
        donnees = super().clean()
        if donnees.get("contenu"):
            self.instance.cle = cle_de(donnees["contenu"])
        return donnees


class MisesEnAvantUneFois(LignesCompatibles):
    """The same content is put forward once."""

    contradiction = "Le même contenu est mis en avant deux fois : supprimez une des deux lignes."
    ajoutee_entre_temps = "Quelqu’un vient de mettre en avant « {ligne} » : supprimez votre ligne."
    en_deux_fois = "Deux lignes échangent leurs contenus : changez plutôt leurs places."

    def incompatibles(self, une, autre):
        return une.cle == autre.cle

    def dire(self, ligne):
        contenu = contenu_de(ligne.cle)
        return intitule(contenu) if contenu else "un contenu supprimé"


class MisesEnAvant(EnLigne):
    model = MiseEnAvant
    form = FormulaireMiseEnAvant
    formset = MisesEnAvantUneFois
    fields = ["rang", "contenu", "jusqu_au"]
    max_num = NOUVELLES

    def get_formset(self, request, obj=None, **kwargs):
        formset = super().get_formset(request, obj, **kwargs)
        champ = formset.form.base_fields.get("contenu")
        if champ is not None:
            champ.widget = ChoixDeContenu(Maillon._meta.get_field("id_objet"), self.admin_site)
        return formset


class AccueilAdmin(AdminBase):
    """The only row, made the first time someone opens it; nobody adds or deletes one."""

    sans_liste = True
    inlines = [MisesEnAvant]

    class Media:
        js = ["admin-cuf/ordre.js"]
        css = {"all": ["admin-cuf/listes.css"]}

    fieldsets = [
        ("Premiers mots", {"fields": ["titre", "chapo"]}),
        (
            "Bandeau d’alerte",
            {
                "description": "Pour une crise, un démenti ou une information urgente : en haut de toutes les pages, aussitôt.",
                "fields": ["alerte", ("alerte_genre", "alerte_jusqu_au"), "alerte_lien"],
            },
        ),
    ]

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def changelist_view(self, request, extra_context=None):
        """Lead to the only row."""
        if self.has_view_permission(request):
            Accueil.objects.get_or_create(pk=1)
            return redirect(reverse("admin:pages_accueil_change", args=[1]))
        return super().changelist_view(request, extra_context)
