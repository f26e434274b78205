from django.contrib import admin, messages

from agenda import actions
from agenda.models import Evenement
from gestion.doubles import DoublesDemandes
from gestion.listes import RelationPresente
from mediatheque.models import Document
from redaction.admin_contenu import AdminContenu
from redaction.formulaires import FormulaireContenu
from redaction.publication import Statut


class FormulaireEvenement(DoublesDemandes, FormulaireContenu):
    """An event; the database refuses the minutes and the report of a confidential one, this form those among its documents."""

    champs_du_double = ("debut", "fin", "groupes")

    def doubles(self, donnees):
        """The meetings of one of the same groups on one of the same days; a cancelled one leaves its place."""
        if not donnees.get("groupes") or donnees.get("etat") == Evenement.Etat.ANNULE:
            return None
        memes = Evenement.objects.filter(groupes__in=donnees["groupes"]).exclude(etat=Evenement.Etat.ANNULE)
        return memes.filter(debut__lte=donnees["fin"], fin__gte=donnees["debut"]).exclude(statut=Statut.ARCHIVE)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "fin" in self.fields:
            self.fields["fin"].required = False

    def clean(self):
        donnees = super().clean()
        # An event of one day has its last day when it has its first; a date that could not be read has its own message.
        if not donnees.get("fin") and "fin" not in self.errors:
            donnees["fin"] = donnees.get("debut")
        if donnees.get("confidentiel"):
            pieces = donnees.get("documents") or ()
            releves = [piece.titre for piece in pieces if piece.nature == Document.Nature.COMPTE_RENDU]
            if releves:
                titres = ", ".join(f"« {titre} »" for titre in releves)
                self.add_error(
                    "documents", f"Un événement confidentiel n’a pas de compte rendu : retirez {titres} des documents."
                )
        return donnees


class Periode(admin.SimpleListFilter):
    """Events to come, past, or past without a follow-up."""

    title = "période"
    parameter_name = "periode"

    def lookups(self, request, model_admin):
        return [("a-venir", "à venir"), ("passes", "passés")]

    def queryset(self, request, queryset):
        if self.value() == "a-venir":
            return queryset.a_venir()
        return queryset.passes() if self.value() == "passes" else queryset


class Suite(admin.SimpleListFilter):
    """Events that took place and still lack a report and minutes."""

    title = "suites"
    parameter_name = "suite"

    def lookups(self, request, model_admin):
        return [("manque", "ni bilan ni compte rendu")]

    def queryset(self, request, queryset):
        return queryset.publies().sans_suite() if self.value() == "manque" else queryset


@admin.register(Evenement)
class EvenementAdmin(AdminContenu):
    form = FormulaireEvenement
    list_display = ["titre", "debut", "fin", "mode", "etat", "etat_publication", "acces"]
    list_filter = [Periode, Suite, *AdminContenu.list_filter, "etat", "genre", "mode", ("pays", RelationPresente)]
    date_hierarchy = "debut"
    autocomplete_fields = [
        *AdminContenu.autocomplete_fields, "compte_rendu", "pays", "themes", "groupes", "fonds",
    ]  # fmt: skip
    champs_propres = [
        "genre",
        ("debut", "heure_debut"),
        ("fin", "heure_fin"),
        "mode",
        ("lieu", "ville"),
        "lien_visio",
        "etat",
        ("annonce_au", "precision_etat"),
        ("confidentiel", "sur_invitation"),
        ("inscription_du", "inscription_au", "places"),
    ]
    aides = {"sous_titre": "Lieu ou modalité : « à Nantes », « en visioconférence »."}
    champs_texte = ["bilan"]
    champs_pieces = ["compte_rendu"]
    champs_sujets = ["pays", "themes", "groupes", "fonds"]

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        actions.classer_compte_rendu(evenement=obj, par=request.user)
        if obj.etat == Evenement.Etat.ANNULE and not obj.precision_etat:
            self.message_user(
                request,
                "L’événement est annulé sans que sa page dise pourquoi : écrivez-le dans « précision sur l’état ».",
                messages.WARNING,
            )
