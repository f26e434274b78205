"""A list of the back office handed to a spreadsheet, as its filters keep it, and rows read back from one (decision 035)."""

from itertools import count

from django.contrib import messages
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import BadRequest, PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.text import capfirst, slugify

from gestion import actions
from gestion.echanges import bilans
from gestion.echanges.colonnes import A_CORRIGER, EMPREINTE, NUMERO, PROPRES, en_texte, entete, mode_d_emploi
from gestion.echanges.formulaires import FormulaireFichier
from gestion.echanges.grands import est_grand
from gestion.echanges.lecture import lire
from gestion.echanges.ressource import Ressource, cellules_de
from gestion.models import Echange
from gestion.taches import poursuivre_un_tableau
from socle.envois import recevoir
from socle.perms import a_le_droit
from socle.tableur import XLSX, en_csv, en_xlsx

FORMES = ("xlsx", "csv")
XLSX_MAX = 10_000
"""Rows of a workbook, which is made whole in memory; a CSV is sent row by row."""
PAR_LOT = 500
FAUTES_MONTREES = 300
ATTENTE = 4
"""Seconds after which the page of a table that is at work asks again."""
LARGEUR = 28
"""Letters of a column."""


class AvecEchanges:
    """For an admin: its list goes out in xlsx and csv, and comes in; nothing of it where no column is named."""

    # The names of the fields that a table has. Neither state nor access: they are changed where their effects are seen.
    colonnes_du_tableau = ()
    # What a row that comes in has that no column says.
    a_l_import = {}

    def champs_du_tableau(self):
        """Return the fields that a table of this list has, in order."""
        return [self.opts.get_field(nom) for nom in self.colonnes_du_tableau]

    def get_urls(self):
        """Add the addresses of the tables."""
        if not self.champs_du_tableau():
            return super().get_urls()
        nom, vue = f"{self.opts.app_label}_{self.opts.model_name}", self.admin_site.admin_view
        return [
            path("exporter/<str:forme>/", vue(self.exporter), name=f"{nom}_exporter"),
            path("importer/", vue(self.importer), name=f"{nom}_importer"),
            path("importer/modele/", vue(self.modele), name=f"{nom}_modele"),
            path("importer/<int:cle>/", vue(self.bilan), name=f"{nom}_bilan"),
            path("importer/<int:cle>/a-corriger/", vue(self.a_corriger), name=f"{nom}_a_corriger"),
            *super().get_urls(),
        ]

    def changelist_view(self, request, extra_context=None):
        """Offer the tables above the list."""
        contexte = {"echanges": self._outils(request), **(extra_context or {})}
        return super().changelist_view(request, contexte)

    def _outils(self, request):
        """Return the (words, address) of the tools of a list."""
        if not self.champs_du_tableau():
            return []
        outils = []
        if self.peut_exporter(request):
            choix = f"?{suite}" if (suite := request.GET.urlencode()) else ""
            outils += [(f"Exporter en {forme}", self._adresse("exporter", forme) + choix) for forme in FORMES]
        if self.peut_importer(request):
            outils.append(("Importer", self._adresse("importer")))
        return outils

    def peut_exporter(self, request):
        """Who reads the list, and has the right to take tables out."""
        return self.has_view_permission(request) and a_le_droit(request.user, "exporter", Echange)

    def peut_importer(self, request):
        """Who adds to the list or changes it, and has the right to bring tables in; each row is asked about besides."""
        ecrit = self.has_add_permission(request) or self.has_change_permission(request)
        return ecrit and a_le_droit(request.user, "importer", Echange)

    def exporter(self, request, forme):
        """Hand over the rows that the filters and the search of the list keep, in its order; 400 where they mean nothing."""
        if not self.peut_exporter(request):
            raise PermissionDenied
        if forme not in FORMES:
            raise Http404("Cette forme n’existe pas.")
        try:
            lignes = self.get_changelist_instance(request).queryset
        except IncorrectLookupParameters as erreur:
            raise BadRequest("A filter that cannot be, in an export.") from erreur
        if forme == "xlsx" and lignes[XLSX_MAX : XLSX_MAX + 1]:
            trop = f"Plus de {XLSX_MAX} lignes : filtrez la liste, ou exportez-la en CSV."
            self.message_user(request, trop, messages.ERROR)
            return HttpResponseRedirect(f"{self._adresse('changelist')}?{request.GET.urlencode()}")
        return self._fichier(self._rangees(lignes), forme, str(self.opts.verbose_name_plural))

    def _rangees(self, lignes):
        champs = self.champs_du_tableau()
        calcules = [champ.name for champ in self.opts.concrete_fields if champ.generated]
        lignes = lignes.defer(None).defer(*calcules)
        lignes = lignes.select_related(*(champ.name for champ in champs if champ.is_relation and not champ.many_to_many))
        lignes = lignes.prefetch_related(*(champ.name for champ in champs if champ.many_to_many))
        for une in lignes.iterator(chunk_size=PAR_LOT):
            yield [*cellules_de(champs, une).values()]

    def _tetes(self):
        return [PROPRES[NUMERO], *map(entete, self.champs_du_tableau()), PROPRES[EMPREINTE]]

    def _fichier(self, rangees, forme, nom, tetes=None):
        tetes = tetes or self._tetes()
        nom = f"{slugify(nom)}-{timezone.localdate().isoformat()}.{forme}"
        suite = {"Content-Disposition": f'attachment; filename="{nom}"', "X-Robots-Tag": "noindex", "Cache-Control": "no-store"}
        if forme == "csv":
            textes = ([en_texte(dite) for dite in rangee] for rangee in rangees)
            return StreamingHttpResponse(en_csv(_avec(tetes, textes)), content_type="text/csv; charset=utf-8", headers=suite)
        feuille = capfirst(self.opts.verbose_name_plural)[:31]
        contenu = en_xlsx(dict.fromkeys(tetes, LARGEUR), rangees, feuille=feuille)
        return HttpResponse(contenu, content_type=XLSX, headers=suite)

    def modele(self, request):
        """Hand over an empty table, with the heads that an import knows."""
        self._demander_l_import(request)
        return self._fichier([], "xlsx", f"modele {self.opts.verbose_name_plural}")

    def importer(self, request):
        """Ask for a file; read it, try it, then show what it would do: nothing is written yet."""
        self._demander_l_import(request)
        return recevoir(request, lambda: self._deposer(request))

    def _deposer(self, request):
        formulaire = FormulaireFichier(request.POST or None, request.FILES or None)
        if request.method == "POST" and formulaire.is_valid():
            try:
                echange = self._essayer(request, formulaire.cleaned_data["fichier"])
            except ValidationError as erreur:
                formulaire.add_error("fichier", erreur)
            else:
                return HttpResponseRedirect(self._adresse("bilan", echange.pk))
        contexte = {"title": f"{capfirst(self.opts.verbose_name_plural)} : importer", "formulaire": formulaire}
        contexte["colonnes"] = [(entete(champ), mode_d_emploi(champ)) for champ in self.champs_du_tableau()]
        contexte["modele"] = self._adresse("modele")
        return self._page(request, "admin/echanges/importer.html", contexte)

    def _essayer(self, request, fichier):
        lu = lire(fichier)
        echange = Echange(
            par=request.user,
            type_objet=ContentType.objects.get_for_model(self.model),
            fichier=fichier.name[:150],
            entetes=lu.entetes,
            lignes=lu.lignes,
            fautes=lu.fautes,
        )
        noms, remarques = self._associer(echange)
        if not set(noms) - {None, NUMERO, EMPREINTE}:
            raise ValidationError("Aucune colonne de cette liste dans la première ligne du tableau : téléchargez le modèle.")
        echange.remarques = [*lu.remarques, *remarques]
        if est_grand(echange):
            actions.deposer(echange=echange)
            self._confier(echange, Echange.Travail.ESSAI)
            return echange
        echange.bilan = bilans.importer(self._ressource(request, echange), echange, noms, essai=True)
        actions.deposer(echange=echange)
        return echange

    def _confier(self, echange, travail):
        """Hand a large table over to the queue, to be tried or imported."""
        actions.confier(echange=echange, travail=travail, bilan=bilans.vide(), defer=poursuivre_un_tableau.defer)

    def _associer(self, echange):
        return bilans.associer(echange.entetes, self.champs_du_tableau(), [*self.opts.concrete_fields, *self.opts.many_to_many])

    def _ressource(self, request, echange):
        return Ressource(self, request, self.champs_du_tableau(), self.note_du_tableau(echange))

    def note_du_tableau(self, echange):
        """Return the note of the versions that a table makes."""
        return f"Tableau importé : {echange.fichier}"[:200]

    def bilan(self, request, cle):
        """Show what a table would do, or did; import it once its sender says so."""
        self._demander_l_import(request)
        if request.method == "POST":
            return recevoir(request, lambda: self._importer(request, cle))
        echange = self._echange(request, cle)
        if echange.travail:
            return self._attendre(request, echange)
        contexte = {
            "title": f"{capfirst(self.opts.verbose_name_plural)} : {'import' if echange.importe_le else 'avant d’importer'}",
            "echange": echange,
            "bilan": echange.bilan,
            "bonnes": echange.bilan["nouvelles"] + echange.bilan["modifiees"],
            "fautes": echange.bilan["fautes"][:FAUTES_MONTREES],
            "nouveau": self._adresse("importer"),
            "fautives": self._adresse("a_corriger", echange.pk),
        }
        return self._page(request, "admin/echanges/bilan.html", contexte)

    def _attendre(self, request, echange):
        """Say how far the queue is with a large table; the page asks again by itself."""
        titre = f"{capfirst(self.opts.verbose_name_plural)}\u00a0: {echange.get_travail_display()} en cours"
        contexte = {"title": titre, "echange": echange, "total": len(echange.lignes), "nouveau": self._adresse("importer")}
        reponse = self._page(request, "admin/echanges/en_cours.html", contexte)
        reponse["Refresh"] = str(ATTENTE)
        return reponse

    def _importer(self, request, cle):
        with transaction.atomic():
            echange = self._echange(request, cle, lignes=Echange.objects.select_for_update(of=("self",)))
            if echange.importe_le is None and not echange.travail and est_grand(echange):
                self._confier(echange, Echange.Travail.IMPORT)
            elif echange.importe_le is None and not echange.travail:
                noms, _ = self._associer(echange)
                request.sans_message = True
                self.avant_import(request)
                bilan = bilans.importer(self._ressource(request, echange), echange, noms, essai=False)
                request.sans_message = False
                if bilan["annule"]:
                    echange.bilan = bilan
                    actions.deposer(echange=echange)
                    self.message_user(request, "Rien n’est importé : voyez ci-dessous la ligne en cause.", messages.ERROR)
                else:
                    self.apres_import(request)
                    actions.dire_importe(echange=echange, bilan=bilan, par=request.user)
        return HttpResponseRedirect(self._adresse("bilan", cle))

    def avant_import(self, request):
        """Prepare to write the rows of a table; `apres_import` ends it, in the same transaction, unless nothing was written."""

    def apres_import(self, request):
        """Do once for a table what is not to be done for each of its rows."""

    def message_user(self, request, *args, **kwargs):
        """Say nothing of each row of a table: its page tells them all."""
        if not getattr(request, "sans_message", False):
            super().message_user(request, *args, **kwargs)

    def ecrire_le_formulaire(self, request, formulaire, *, change):
        """Write what a valid form says as its page would, with all that goes with it."""
        objet = self.save_form(request, formulaire, change)
        self.save_model(request, objet, formulaire, change)
        self.save_related(request, formulaire, [], change)
        dit = self.construct_change_message(request, formulaire, [], add=not change)
        (self.log_change if change else self.log_addition)(request, objet, dit)

    def adresse_proposee(self, donnees):
        """Return the address that a new row gets where its table says none; nothing for what has no page."""
        base = slugify("-".join(str(donnees.get(nom) or "") for nom in self.prepopulated_fields.get("slug", ())))[:110]
        if not base:
            return ""
        prises = set(self.model._base_manager.filter(slug__startswith=base).values_list("slug", flat=True))
        return next(slug for rang in count(1) if (slug := base if rang == 1 else f"{base}-{rang}") not in prises)

    def a_corriger(self, request, cle):
        """Hand over the rows that were refused, each with why, to be corrected and sent again."""
        self._demander_l_import(request)
        echange = self._echange(request, cle)
        pourquoi = {}
        for faute in echange.bilan["fautes"]:
            lieu = f"{faute['entete']} : " if faute["entete"] else ""
            pourquoi.setdefault(faute["ligne"], []).append(lieu + faute["message"])
        rangees = [[*textes, " ; ".join(pourquoi[numero])] for numero, textes in echange.lignes if numero in pourquoi]
        return self._fichier(rangees, "xlsx", f"a corriger {echange.fichier}", [*echange.entetes, PROPRES[A_CORRIGER]])

    def _echange(self, request, cle, lignes=Echange.objects):
        """Return a table of this list that the user of `request` sent."""
        genre = ContentType.objects.get_for_model(self.model)
        echange = lignes.filter(pk=cle, par=request.user, type_objet=genre).first()
        if echange is None:
            raise Http404("Ce tableau n’est plus gardé : envoyez-le de nouveau.")
        return echange

    def _demander_l_import(self, request):
        if not self.peut_importer(request):
            raise PermissionDenied

    def _adresse(self, page, *args):
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_{page}", args=args)

    def _page(self, request, gabarit, contexte):
        commun = {**self.admin_site.each_context(request), "opts": self.opts, "liste": self._adresse("changelist")}
        return TemplateResponse(request, gabarit, {**commun, **contexte})


def _avec(tetes, rangees):
    yield tetes
    yield from rangees
