"""The back office of everything edited and published: its lists and its form; its steps are in `redaction.admin_etapes`."""

from django.contrib import admin, messages
from django.contrib.admin.utils import flatten, unquote
from django.core.exceptions import PermissionDenied
from django.db import models
from django.db.models import Prefetch
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone

from gestion.base import AdminBase
from mediatheque.apercus import AvecImage
from redaction import actions, perms
from redaction.admin_adresses import AvecAdresse
from redaction.admin_apercus import AvecApercu
from redaction.admin_controles import AvecControles
from redaction.admin_etapes import AvecEtapes
from redaction.admin_fils import AvecFils
from redaction.admin_liens import AvecLiens
from redaction.admin_lots import AvecLots
from redaction.admin_remarques import AvecRemarques, RemarquesOuvertes
from redaction.admin_retouches import AvecRetouche
from redaction.admin_taches import AvecTaches
from redaction.admin_versions import AvecVersions
from redaction.formulaires import MISE_EN_LIGNE, FormulaireContenu
from redaction.models import Relecteur
from redaction.publication import GARDE, Statut
from redaction.recherche import chercher
from redaction.suites import avec_suites, en_a
from redaction.transitions import ARCHIVER, JETER, TRANSITIONS, ouvertes
from socle.acces import Acces
from socle.perms import a_le_droit, dans_le_perimetre


class MesContenus(admin.SimpleListFilter):
    """Only what I wrote, or what of it someone else published lately: the dashboard counts these."""

    title = "auteur"
    parameter_name = "mien"

    def lookups(self, request, model_admin):
        return [("1", "mes contenus"), ("parus", "mes contenus publiés récemment par quelqu’un d’autre")]

    def queryset(self, request, queryset):
        if self.value() == "parus":
            return queryset.parus_pour(request.user)
        return queryset.filter(auteur=request.user) if self.value() == "1" else queryset


class ARelire(admin.SimpleListFilter):
    """The reviews that await someone."""

    title = "relecture"
    parameter_name = "relecture"

    def lookups(self, request, model_admin):
        return [("moi", "à relire par moi")]

    def queryset(self, request, queryset):
        return queryset.a_relire_par(request.user) if self.value() == "moi" else queryset


PROGRAMME = "programme"


class EtatsHorsCorbeille(admin.ChoicesFieldListFilter):
    """The states of the workflow, and what is published for later; the bin is a page of its own."""

    def queryset(self, request, queryset):
        """Keep what is published for later; « publié » holds it too, as the workflow has it."""
        return _programmes(queryset) if PROGRAMME in (self.lookup_val or ()) else super().queryset(request, queryset)

    def get_facet_counts(self, pk_attname, filtered_qs):
        """Count what is published for later besides."""
        compte = models.Count(pk_attname, filter=models.Q(pk__in=_programmes(filtered_qs).order_by().values("pk")))
        return super().get_facet_counts(pk_attname, filtered_qs) | {PROGRAMME: compte}

    def choices(self, changelist):
        """Leave out the state that no row of the list has; add what is published for later."""
        for un in super().choices(changelist):
            if not un["display"].startswith(Statut.CORBEILLE.label):
                yield un
        nombre = f" ({self.get_facet_queryset(changelist)[PROGRAMME]})" if changelist.add_facets else ""
        yield {
            "selected": PROGRAMME in (self.lookup_val or ()),
            "query_string": changelist.get_query_string({self.lookup_kwarg: PROGRAMME}, [self.lookup_kwarg_isnull]),
            "display": f"programmé{nombre}",
        }


def _programmes(lignes):
    return lignes.filter(statut=Statut.PUBLIE, publie_le__gt=timezone.now())


class AdminContenu(
    AvecApercu,
    AvecRetouche,
    AvecVersions,
    AvecEtapes,
    AvecControles,
    AvecLots,
    AvecLiens,
    AvecRemarques,
    AvecTaches,
    AvecFils,
    AvecImage,
    AvecAdresse,
    AdminBase,
):
    """The admin of everything edited and published."""

    form = FormulaireContenu
    # The steps and « Enregistrer » stay in view at the foot of the window.
    save_on_top = False
    list_display = ["titre", "etat_publication", "en_ligne_le", "acces", "auteur", "modifie_le"]
    list_filter = [("statut", EtatsHorsCorbeille), ARelire, MesContenus, RemarquesOuvertes, "acces"]
    list_select_related = ["auteur"]
    search_fields = ["titre"]  # Django asks for one; `get_search_results` says what is searched
    search_help_text = "Mots du titre, du chapo, du texte ou des sujets, même sans accent"
    date_hierarchy = "publie_le"
    prepopulated_fields = {"slug": ["titre"]}
    autocomplete_fields = ["image", "contacts", "documents", "cercles"]
    readonly_fields = ["etat_publication", "apercu_image"]
    # What each content adds to the form, block by block.
    champs_titre = ["titre", "slug", "surtitre", "sous_titre"]
    champs_propres = []
    champs_texte = []
    champs_pieces = []
    champs_sujets = []
    # Of these, what no table writes: what is announced of the thing today, and who reads of it.
    hors_du_tableau = frozenset()

    @property
    def colonnes_du_tableau(self):
        """Return the fields of a table: those of the form but the pieces, the access and the publication."""
        noms = [*self.champs_titre, *self.champs_propres, "chapo", "corps", *self.champs_texte, *self.champs_sujets, "contacts"]
        return [nom for nom in flatten(noms) if nom not in self.hors_du_tableau]

    def get_queryset(self, request):
        """Leave out what is in the bin: neither listed, nor found by a search, nor changed."""
        relecteurs = Prefetch("relecteurs", Relecteur.objects.select_related("utilisateur"))
        return super().get_queryset(request).hors_corbeille().prefetch_related(relecteurs)

    def pour_la_fiche(self, lignes):
        """Say what hangs on the content, in place of reading it."""
        return avec_suites(lignes.prefetch_related(None))

    def get_deleted_objects(self, objs, request):
        """Say that it goes to the bin; what would forbid a deletion forbids that too."""
        consequences, *suite = super().get_deleted_objects(objs, request)
        consequences.corbeille = GARDE.days
        return consequences, *suite

    def delete_model(self, request, obj):
        """Put in the bin, which deletes for good later."""
        actions.passer(contenu=obj, transition=JETER, par=request.user)

    def response_delete(self, request, obj_display, obj_id):
        """Say where it went, once, and how to take it back."""
        self.message_user(request, JETER.succes(obj_display), messages.SUCCESS)
        options = self.opts
        return HttpResponseRedirect(reverse(f"admin:{options.app_label}_{options.model_name}_changelist"))

    def has_publier_permission(self, request):
        return a_le_droit(request.user, "publier", self.model)

    @admin.display(description="statut", ordering="statut")
    def etat_publication(self, contenu):
        if contenu.pk is None:
            return "nouveau"
        if contenu.est_programme:
            return "programmé"
        if contenu.statut == Statut.PUBLIE and not contenu.est_en_ligne:
            return "retiré"
        if contenu.statut == Statut.A_RELIRE and en_a(contenu, Relecteur) and (relecteurs := contenu.relecteurs.all()):
            return f"à relire par {', '.join(str(un) for un in relecteurs)}"
        return contenu.get_statut_display()

    @admin.display(description=MISE_EN_LIGNE, ordering="publie_le")
    def en_ligne_le(self, contenu):
        return contenu.publie_le

    def get_search_results(self, request, queryset, search_term):
        return chercher(queryset, search_term), False

    def get_fieldsets(self, request, obj=None):
        pieces = [("image", "apercu_image"), "documents", *self.champs_pieces, "contacts"]
        cote = {"classes": ["cote"]}
        blocs = [(None, {"fields": self.champs_titre})]
        if self.champs_propres:
            blocs.append((self.opts.verbose_name.capitalize(), {"fields": self.champs_propres}))
        blocs.append(("Texte", {"fields": ["chapo", "corps", *self.champs_texte]}))
        blocs.append(("Image, documents et contacts", {"fields": pieces}))
        # Beside the text, always in view.
        blocs.append(("Mise en ligne", {"fields": ["publie_le", "depublie_le"], **cote}))
        blocs.append(("Qui lit", {"fields": ["acces", "cercles"], **cote}))
        if self.champs_sujets:
            blocs.append(("Sujets", {"fields": self.champs_sujets, **cote}))
        return self.completer(request, obj, blocs)

    def get_readonly_fields(self, request, obj=None):
        champs = super().get_readonly_fields(request, obj)
        if a_le_droit(request.user, "publier", self.model):
            return champs
        return [*champs, "publie_le", "depublie_le"]

    def get_form(self, request, obj=None, change=False, **kwargs):
        formulaire = super().get_form(request, obj, change=change, **kwargs)
        formulaire.par = request.user
        return formulaire

    def has_change_permission(self, request, obj=None):
        if obj is None:
            return super().has_change_permission(request)
        return perms.peut_modifier(request.user, obj) or perms.peut_retoucher(request.user, obj)

    def formulaire(self, request, object_id, form_url, contexte):
        """Give back what was typed to someone who, meanwhile, may no longer change the content (403)."""
        if request.method == "POST" and object_id is not None:
            contenu = self.get_object(request, unquote(object_id))
            if (
                contenu is not None
                and self.has_view_permission(request, contenu)
                and not perms.peut_modifier(request.user, contenu)
                and not self.ecrit_a_part(request, contenu)
            ):
                return self._rendre_la_saisie(request, contenu)
        return super().formulaire(request, object_id, form_url, contexte)

    def _rendre_la_saisie(self, request, contenu):
        textes = (champ for champ in self.opts.fields if isinstance(champ, (models.CharField, models.TextField)))
        saisie = [(champ.verbose_name, request.POST.get(champ.name, "")) for champ in textes if not champ.choices]
        saisie += [(une.mot.libelle, request.POST.get(une.champ_du_mot, "")) for une in TRANSITIONS if une.mot]
        contexte = {
            **self.admin_site.each_context(request),
            "title": "Saisie non enregistrée",
            "opts": self.opts,
            "objet": contenu,
            "saisie": [(libelle, texte) for libelle, texte in saisie if texte],
            "adresse": request.path,
            "hors_perimetre": not dans_le_perimetre(request.user, "change", contenu),
        }
        return TemplateResponse(request, "admin/saisie_refusee.html", contexte, status=403)

    def peut_archiver(self, request, objet):
        return ARCHIVER in ouvertes(request.user, objet)

    def delete_view(self, request, object_id, extra_context=None):
        """Archive where the confirmation was answered so; else ask, or delete."""
        if request.method == "POST" and ARCHIVER.champ in request.POST:
            return self._archiver_plutot(request, object_id)
        return super().delete_view(request, object_id, extra_context)

    def _archiver_plutot(self, request, object_id):
        objet = self.get_object(request, unquote(object_id))
        if objet is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        if not ARCHIVER.droit(request.user, objet):
            raise PermissionDenied
        self.passer(request, objet, ARCHIVER, succes=f"« {objet} » : archivé, et non supprimé.")
        return HttpResponseRedirect(self._adresse_ici(objet))

    def est_publique(self, objet):
        return objet.est_en_ligne and objet.acces != Acces.EQUIPE

    def reste_publique(self, request, objet):
        return super().reste_publique(request, objet) and not any(une.retire and une.champ in request.POST for une in TRANSITIONS)

    def save_model(self, request, obj, form, change):
        if not change:
            obj.auteur = request.user
        super().save_model(request, obj, form, change)
