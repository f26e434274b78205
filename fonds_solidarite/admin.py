"""The back office of the funds: the fund is edited as any content, its ledger is read here and written at the counter."""

from django.contrib import admin
from django.utils.html import format_html

from fonds_solidarite import guichet
from fonds_solidarite.forms import FormulaireFonds, FormulaireGroupe
from fonds_solidarite.models import Affectation, Contribution, FondsSolidarite, PointEtape
from fonds_solidarite.registres import registres, situation
from gestion.base import AdminLecture
from gestion.listes import RelationPresente
from gestion.relations import EnBloc
from groupes_pays.admin import GroupeAdmin
from groupes_pays.models import Groupe
from redaction.admin_contenu import AdminContenu
from socle.nombres import montant


class PointsEtape(EnBloc):
    model = PointEtape
    fields = ["date", "titre", "texte"]


@admin.register(FondsSolidarite)
class FondsAdmin(AdminContenu):
    form = FormulaireFonds
    si_tenu = "Ce fonds porte des écritures, et le grand livre se garde : archivez-le."
    list_display = ["titre", "vie", "recu", "affecte", "disponible", "contributeurs", "etat_publication", "ouvert_le"]
    list_filter = [*AdminContenu.list_filter, "etat", ("pays", RelationPresente)]
    date_hierarchy = "ouvert_le"
    autocomplete_fields = [*AdminContenu.autocomplete_fields, "pays", "comite"]
    readonly_fields = [*AdminContenu.readonly_fields, "chiffres"]
    # A fund and its ledger are kept in its page alone.
    colonnes_du_tableau = ()
    champs_propres = [
        *("crise", "date_crise", "ouvert_le", "etat", "clos_le", "objectif", "comite", "chiffres"),
        *("titre_anglais", "chapo_anglais"),
    ]
    champs_sujets = ["pays"]
    inlines = [PointsEtape]
    registres_en_tete = True
    gardes_a_la_reprise = frozenset({"ouvert_le", "clos_le", "comite"})

    def get_urls(self):
        return [*guichet.adresses(), *super().get_urls()]

    def get_queryset(self, request):
        return super().get_queryset(request).avec_totaux()

    def get_inlines(self, request, obj):
        return self.inlines if obj else []

    def registres(self, request, objet):
        return [*registres(objet, request.user), *super().registres(request, objet)]

    @admin.display(description="vie du fonds", ordering="etat")
    def vie(self, fonds):
        return fonds.get_etat_display()

    @admin.display(description="reçu", ordering="total_verse")
    def recu(self, fonds):
        return montant(fonds.bilan.recu)

    @admin.display(description="affecté", ordering="total_affecte")
    def affecte(self, fonds):
        return montant(fonds.bilan.affecte)

    @admin.display(description="reste")
    def disponible(self, fonds):
        return montant(fonds.bilan.disponible)

    @admin.display(description="contributeurs", ordering="nb_contributeurs")
    def contributeurs(self, fonds):
        return fonds.bilan.contributeurs

    @admin.display(description="chiffres, calculés d’après le grand livre")
    def chiffres(self, fonds):
        if fonds.pk is None:
            return "Ils se calculeront d’après les écritures, une fois le fonds créé."
        bilan = fonds.bilan
        return format_html(
            "Promis : {} · délibéré : {} · <strong>reçu : {}</strong> · affecté : {} ({} %) · reste : {} · "
            "{} contributeurs, dont {} ont versé",
            *map(montant, (bilan.promis, bilan.delibere, bilan.recu, bilan.affecte)),
            bilan.part_affectee,
            montant(bilan.disponible),
            bilan.contributeurs,
            bilan.donateurs,
        )


admin.site.unregister(Groupe)


@admin.register(Groupe)
class GroupeDeFondsAdmin(GroupeAdmin):
    """The groups, as their app shows them; here one knows which are the committee of a fund."""

    form = FormulaireGroupe


class EnVigueur(admin.SimpleListFilter):
    """Lines by what became of them."""

    title = "situation"
    parameter_name = "situation"

    def lookups(self, request, model_admin):
        return [("vigueur", "en vigueur"), ("annulees", "annulées"), ("contre", "contre-écritures")]

    def queryset(self, request, queryset):
        match self.value():
            case "vigueur":
                return queryset.en_vigueur()
            case "annulees":
                return queryset.filter(contre_ecriture__isnull=False)
            case "contre":
                return queryset.filter(corrige__isnull=False)
        return queryset


class EcritureAdmin(AdminLecture):
    """The lines of all the funds, to search and to read; they are written from their fund."""

    date_hierarchy = "date"
    list_select_related = ["fonds", "contre_ecriture", "saisie_par"]
    champs_communs = ["motif", "corrige", "saisie_par", "saisie_le"]

    @admin.display(description="montant", ordering="montant")
    def somme(self, ligne):
        return montant(ligne.montant)

    @admin.display(description="situation")
    def situation(self, ligne):
        return situation(ligne)


@admin.register(Contribution)
class ContributionAdmin(EcritureAdmin):
    list_display = ["date", "fonds", "collectivite", "nombre", "somme", "etat", "montant_public", "situation", "saisie_par"]
    list_filter = ["fonds", "etat", EnVigueur, "montant_public"]
    list_select_related = [*EcritureAdmin.list_select_related, "collectivite"]
    search_fields = ["fonds__titre", "collectivite__nom", "motif"]
    fields = ["fonds", "collectivite", "nombre", "montant", "etat", "montant_public", "date", *EcritureAdmin.champs_communs]


@admin.register(Affectation)
class AffectationAdmin(EcritureAdmin):
    list_display = ["date", "fonds", "partenaire", "objet", "lieu", "somme", "etat", "situation", "saisie_par"]
    list_filter = ["fonds", "etat", EnVigueur, ("secteur", RelationPresente)]
    search_fields = ["fonds__titre", "partenaire", "objet", "lieu", "motif"]
    fields = ["fonds", "partenaire", "objet", "lieu", "secteur", "montant", "etat", "date", *EcritureAdmin.champs_communs]
