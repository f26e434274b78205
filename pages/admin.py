from django.contrib import admin
from django.db.models import Case, IntegerField, Q, Value, When
from django.db.models.functions import Coalesce

from gestion.base import AdminBase
from mediatheque.templatetags.images import vignette
from pages.admin_accueil import AccueilAdmin
from pages.models import Accueil, Page, Partenaire
from pages.rangement import AvecRangement
from redaction.admin_contenu import AdminContenu
from socle.fonctions import tri

# The menus in the order of the screen, then what is in none.
MENUS = (Page.Menu.PRINCIPAL, Page.Menu.PIED)
# As a tree: menu by menu, each page of the first level, then those filed under it.
EN_ARBRE = (
    Case(
        *(When(Q(parent=None, menu=menu) | Q(parent__menu=menu), then=Value(rang)) for rang, menu in enumerate(MENUS)),
        default=Value(len(MENUS)),
    ),
    Coalesce("parent__ordre", "ordre"),
    Coalesce("parent__titre", "titre"),
    Coalesce("parent_id", "pk"),
    Case(When(parent=None, then=Value(-1)), default="ordre", output_field=IntegerField()),
    tri("titre"),
    "pk",
)


@admin.register(Page)
class PageAdmin(AvecRangement, AdminContenu):
    si_tenu = "Cette page a des sous-pages : rangez-les d’abord sous une autre page, ou archivez celle-ci."
    list_display = ["titre_dans_l_arbre", "parent", "menu", "ordre", "etat_publication", "modifie_le"]
    list_filter = [*AdminContenu.list_filter, "menu"]
    list_select_related = ["parent"]
    ordering = EN_ARBRE
    autocomplete_fields = [*AdminContenu.autocomplete_fields, "original", "parent"]
    # A page and its place in the menus are kept in its form alone.
    colonnes_du_tableau = ()
    champs_propres = ["parent", ("menu", "titre_menu", "ordre"), ("langue", "original"), "relue_le"]

    @admin.display(description="titre", ordering="titre")
    def titre_dans_l_arbre(self, page):
        return f"—\u00a0{page.titre}" if page.parent_id else page.titre


@admin.register(Partenaire)
class PartenaireAdmin(AdminBase):
    list_display = ["nom", "apercu_image", "ordre", "affiche"]
    list_filter = ["affiche"]
    list_select_related = ["image"]
    search_fields = ["nom"]
    nom_cherche = "nom"
    autocomplete_fields = ["image"]
    readonly_fields = ["apercu_image"]
    fields = ["nom", ("image", "apercu_image"), "lien", "ordre", "affiche"]

    @admin.display(description="logo")
    def apercu_image(self, partenaire):
        return vignette(partenaire.image)


admin.site.register(Accueil, AccueilAdmin)
