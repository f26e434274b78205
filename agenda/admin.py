from django.contrib import admin, messages
from django.db.models import Count, Q

from agenda import actions, comptes_rendus
from agenda.duplication import AvecDuplication
from agenda.forms import ANNULER, REPORTER, FormulaireEvenement
from agenda.models import Cycle, Evenement
from gestion.base import AdminBase
from gestion.listes import RelationPresente
from redaction.admin_adresses import AvecAdresse
from redaction.admin_contenu import AdminContenu
from redaction.admin_versions import AvecVersions
from redaction.publication import Statut
from socle import dates
from socle.fonctions import tri


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


APRES_LA_DATE = ("fin", "heure_fin")
"""Before these fields stands the question about a change of the first day."""


@admin.register(Evenement)
class EvenementAdmin(AvecDuplication, AdminContenu):
    form = FormulaireEvenement
    list_display = ["titre", "debut", "fin", "mode", "etat", "etat_publication", "acces"]
    list_filter = [
        Periode,
        Suite,
        *AdminContenu.list_filter,
        "etat",
        "genre",
        "mode",
        ("cycle", RelationPresente),
        ("pays", RelationPresente),
    ]
    date_hierarchy = "debut"
    autocomplete_fields = [
        *AdminContenu.autocomplete_fields, "compte_rendu", "cycle", "pays", "themes", "groupes", "fonds",
    ]  # fmt: skip
    champs_propres = [
        "genre",
        ("debut", "heure_debut"),
        APRES_LA_DATE,
        "mode",
        ("lieu", "ville"),
        "lien_visio",
        "etat",
        ("annonce_au", "precision_etat"),
        ("confidentiel", "sur_invitation"),
        ("inscription_du", "inscription_au", "places"),
        ("cycle", "saison", "session"),
    ]
    aides = {"sous_titre": "Lieu ou modalité : « à Nantes », « en visioconférence »."}
    champs_texte = ["bilan"]
    hors_du_tableau = frozenset({"etat", "annonce_au", "precision_etat", "confidentiel"})
    # With the state: what is announced of it today holds, whatever text is taken up.
    gardes_a_la_reprise = frozenset({"annonce_au", "precision_etat"})
    champs_pieces = ["compte_rendu"]
    champs_sujets = ["pays", "themes", "groupes", "fonds"]

    def get_fieldsets(self, request, obj=None):
        """Give the question about a change of date its place, under the date, where the event is announced."""
        blocs = super().get_fieldsets(request, obj)
        if obj is None or not obj.est_en_ligne or not self.has_change_permission(request, obj):
            return blocs
        rang = self.champs_propres.index(APRES_LA_DATE)
        propres = [*self.champs_propres[:rang], "changement", *self.champs_propres[rang:]]
        return [(titre, {**bloc, "fields": propres} if bloc["fields"] == self.champs_propres else bloc) for titre, bloc in blocs]

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        actions.classer_compte_rendu(evenement=obj, par=request.user)
        comptes_rendus.clore_si_fait(obj, request.user)
        self._dire_le_changement(request, obj, form.cleaned_data.get("changement"))
        if obj.etat == Evenement.Etat.ANNULE and not obj.precision_etat:
            self.message_user(
                request,
                "L’événement est annulé sans que sa page dise pourquoi : écrivez-le dans « précision sur l’état ».",
                messages.WARNING,
            )

    def _dire_le_changement(self, request, obj, reponse):
        if reponse == REPORTER and obj.annonce_au:
            self.message_user(request, f"Reporté : l’ancienne date, le {dates.date_simple(obj.annonce_au)}, reste sur la page.")
        elif reponse == REPORTER:
            self.message_user(request, "L’événement retrouve la date annoncée la première fois : il n’est plus dit reporté.")
        elif reponse == ANNULER:
            self.message_user(request, f"Annulé : l’événement garde sa date, le {dates.date_simple(obj.debut)}.")


@admin.register(Cycle)
class CycleAdmin(AvecVersions, AvecAdresse, AdminBase):
    """The series of numbered meetings; their sessions are events, which say which one they are."""

    garde_par = ["evenements"]
    si_tenu = "Ce cycle a encore des sessions : retirez-le d’abord de ces événements."
    list_display = ["titre", "nombre_de_sessions"]
    search_fields = ["titre"]
    nom_cherche = "titre"
    # Counting the sessions drops the order of the model, which the autocompletion needs to page.
    ordering = [tri("titre"), "pk"]
    prepopulated_fields = {"slug": ["titre"]}
    fields = ["titre", "slug", "chapo", "presentation"]

    def get_queryset(self, request):
        return (
            super()
            .get_queryset(request)
            .annotate(nb_sessions=Count("evenements", filter=~Q(evenements__statut=Statut.CORBEILLE)))
        )

    def est_publique(self, objet):
        return objet.est_annonce

    @admin.display(description="sessions", ordering="nb_sessions")
    def nombre_de_sessions(self, cycle):
        return cycle.nb_sessions
