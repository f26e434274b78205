from django.contrib import admin
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.html import format_html

from annuaire.admin.doubles import LigneMandat, MandatsDifferents
from annuaire.models import Adhesion, Collectivite, Mandat, Partenariat, Rattachement
from gestion.base import AdminBase
from gestion.formulaires import FormulaireAvecEmpreinte
from gestion.lignes import PeriodesCompatibles, SansDoublon
from gestion.listes import RelationPresente
from gestion.registres import Registre
from gestion.relations import EnLigne
from mediatheque.apercus import AvecImage
from redaction.admin_adresses import AvecAdresse
from redaction.admin_versions import AvecVersions
from socle.perms import a_le_droit

# Addresses the directory keeps for pages of its own.
ADRESSES_PRISES = {"partenariats", "carte", "projets", "autorites"}


class FormulaireCollectivite(FormulaireAvecEmpreinte):
    """A collectivité; what the référentiel knows of its commune or grouping need not be typed."""

    class Meta:
        model = Collectivite
        exclude = []

    def clean_slug(self):
        slug = self.cleaned_data["slug"]
        if slug in ADRESSES_PRISES:
            raise ValidationError("Cette adresse est celle d’une page de l’annuaire : choisissez-en une autre.")
        return slug

    def clean(self):
        donnees = super().clean()
        commune, epci = donnees.get("commune"), donnees.get("epci")
        if commune and donnees.get("type") == Collectivite.Type.COMMUNE:
            donnees["departement"] = donnees.get("departement") or commune.departement
            donnees["siren"] = donnees.get("siren") or commune.siren
        elif epci and donnees.get("type") == Collectivite.Type.EPCI:
            donnees["siren"] = donnees.get("siren") or epci.siren
        if donnees.get("departement") and not donnees.get("region"):
            donnees["region"] = donnees["departement"].region
        return donnees


class Adherente(admin.SimpleListFilter):
    """Members of Cités Unies France today, or not."""

    title = "adhésion"
    parameter_name = "adherente"

    def lookups(self, request, model_admin):
        return [("oui", "adhérente"), ("non", "non adhérente")]

    def queryset(self, request, queryset):
        return queryset if self.value() is None else queryset.filter(adherente=self.value() == "oui")


class AdhesionsEnLigne(EnLigne):
    model = Adhesion
    formset = PeriodesCompatibles
    fields = ["debut", "fin"]


class MandatsEnLigne(EnLigne):
    model = Mandat
    form = LigneMandat
    formset = MandatsDifferents
    fields = ["personne", "fonction", "debut", "fin", "constate_le"]
    autocomplete_fields = ["personne"]
    ajouts_gardes = True


class ComptesRattaches(SansDoublon):
    """The accounts of a collectivité, each tied to it once."""

    champ = "utilisateur"


class RattachementsEnLigne(EnLigne):
    model = Rattachement
    formset = ComptesRattaches
    fields = ["utilisateur", "role"]
    autocomplete_fields = ["utilisateur"]
    verbose_name_plural = "comptes rattachés (un référent propose les modifications de la fiche)"


def registre_des_partenariats(collectivite, utilisateur):
    """Return the partnerships of a collectivité, to read: each has its own form, for it may gather several collectivités."""
    ajout = None
    if a_le_droit(utilisateur, "add", Partenariat):
        depuis = reverse("admin:annuaire_partenariat_add", query={"collectivites": collectivite.pk})
        ajout = (depuis, "Ajouter un partenariat")
    lignes = [
        (
            format_html('<a href="{}">{}</a>', reverse("admin:annuaire_partenariat_change", args=[lien.pk]), lien),
            lien.get_nature_display(),
            lien.annee or "—",
            lien.situation.label,
        )
        for lien in collectivite.partenariats.prefetch_related("collectivites", "autorites")
    ]
    colonnes = ("Partenariat", "Nature", "Année", "Situation")
    return Registre("partenariats", "Partenariats", ajout, colonnes, lignes, vide="Aucun partenariat pour le moment.")


@admin.register(Collectivite)
class CollectiviteAdmin(AvecVersions, AvecImage, AvecAdresse, AdminBase):
    form = FormulaireCollectivite
    si_tenu = "Cette collectivité a une histoire, qui se garde : masquez-la plutôt, en décochant « visible dans l’annuaire »."
    list_display = ["nom", "type", "departement", "region", "est_adherente", "visible", "verifiee_le"]
    list_filter = ["type", Adherente, "visible", ("region", RelationPresente)]
    list_select_related = ["departement", "region"]
    search_fields = ["nom", "type", "departement__nom", "departement__code", "code_postal", "commune__insee", "siren"]
    nom_cherche = "nom"
    search_help_text = "Nom, même sans accent, type, département, code postal, code INSEE ou SIREN"
    prepopulated_fields = {"slug": ["nom"]}
    autocomplete_fields = ["image", "commune", "epci", "departement", "region", "pays", "secteurs", "odds"]
    readonly_fields = ["apercu_image"]
    inlines = [AdhesionsEnLigne, MandatsEnLigne, RattachementsEnLigne]
    # What they open to readers is no text.
    blocs_sans_version = [AdhesionsEnLigne, RattachementsEnLigne]
    gardes_a_la_reprise = frozenset({"visible", "verifiee_le"})
    colonnes_du_tableau = [
        "nom", "slug", "type", "commune", "epci", "departement", "region", "siren", "presentation", "pays", "secteurs", "odds",
        "latitude", "longitude", "adresse", "code_postal", "ville", "site", "courriel", "telephone", "verifiee_le",
    ]  # fmt: skip
    # As a draft is: it is shown once someone has read it.
    a_l_import = {"visible": False}
    fieldsets = [
        (None, {"fields": ["nom", "slug", "type", "visible", "verifiee_le", ("image", "apercu_image")]}),
        (
            "Code officiel géographique",
            {
                "fields": ["commune", "epci", "departement", "region", "siren"],
                "description": "Pour une commune, le département, la région et le SIREN se déduisent de la commune choisie.",
            },
        ),
        ("Action internationale", {"fields": ["presentation", "pays", "secteurs", "odds"]}),
        (
            "Sur la carte",
            {
                "fields": [("latitude", "longitude")],
                "description": "À remplir seulement pour corriger le point, qui vient de la commune, de l’intercommunalité, du "
                "département ou de la région.",
            },
        ),
        ("Coordonnées", {"fields": ["adresse", "code_postal", "ville", "site", "courriel", "telephone"]}),
    ]

    def est_publique(self, objet):
        return objet.visible

    def registres(self, request, objet):
        return [registre_des_partenariats(objet, request.user)] if a_le_droit(request.user, "view", Partenariat) else []

    @admin.display(description="adhérente", boolean=True, ordering="adherente")
    def est_adherente(self, collectivite):
        return collectivite.adherente

    def get_queryset(self, request):
        return super().get_queryset(request).avec_adhesion()


@admin.register(Rattachement)
class RattachementAdmin(AdminBase):
    """The same ties as in the form of a collectivité, to start from an account: its page links here, `?utilisateur=` filled."""

    list_display = ["utilisateur", "collectivite", "role"]
    list_filter = ["role"]
    list_select_related = ["utilisateur", "collectivite"]
    search_fields = ["utilisateur__nom", "utilisateur__prenom", "utilisateur__courriel", "collectivite__nom"]
    autocomplete_fields = ["utilisateur", "collectivite"]
    fields = ["utilisateur", "collectivite", "role"]
