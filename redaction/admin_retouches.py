"""A new version kept beside what is online, in the form of its content: kept, reviewed, compared, put online (decision 033)."""

import copy
from datetime import datetime

from django.contrib import messages
from django.contrib.admin import helpers
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404, HttpResponseRedirect
from django.urls import path
from django.utils import timezone

from gestion.conflits import rassembler
from redaction import actions_retouches as actions
from redaction import perms, retouches, versions
from redaction.admin_etapes import Etape
from redaction.admin_versions import REPRENDRE
from redaction.comparaison import comparer
from redaction.models import Retouche
from redaction.poses import comme_envoye, condense, etat_pose, poser, rebaser
from redaction.publication import Statut
from redaction.suites import en_a


class AvecRetouche:
    """For the admin of a content: changes to what is published can be kept apart; comes first among the bases."""

    def get_urls(self):
        """Add what differs between what is online and the new version."""
        nom = f"{self.opts.app_label}_{self.opts.model_name}_retouche"
        vue = self.admin_site.admin_view(self.comparer_la_retouche)
        return [path("<path:object_id>/nouvelle-version/", vue, name=nom), *super().get_urls()]

    def ecrit_a_part(self, request, contenu):
        """Return whether a form sent is kept beside what is online, or ends what was."""
        etape = retouches.demandee(request.POST)
        return etape is not None and etape is not retouches.METTRE_EN_LIGNE and perms.peut_retoucher(request.user, contenu)

    def formulaire(self, request, object_id, form_url, contexte):
        """Take the step of the new version that a button asks for; to put it online is to save the form."""
        etape = retouches.demandee(request.POST) if request.method == "POST" and object_id is not None else None
        if etape is None or etape is retouches.METTRE_EN_LIGNE:
            return super().formulaire(request, object_id, form_url, contexte)
        contenu = self.get_object(request, unquote(object_id))
        if contenu is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        if not etape.droit(request.user, contenu):
            raise PermissionDenied
        donnees = retouches.a_garder(request.POST)
        try:
            with transaction.atomic():
                self._ecrire_a_part(request, contenu, etape, donnees)
        except ValidationError as erreur:
            for mot in erreur.messages:
                self.message_user(request, mot, messages.ERROR)
            montrer = copy.copy(request)
            montrer.method, montrer.saisie_montree = "GET", donnees
            return super().formulaire(montrer, object_id, form_url, contexte)
        return HttpResponseRedirect(self._adresse_ici(contenu))

    def _ecrire_a_part(self, request, contenu, etape, donnees):
        if etape is retouches.ABANDONNER:
            actions.abandonner(contenu=contenu, par=request.user)
            self.message_user(request, etape.succes, messages.SUCCESS)
            return
        pose = poser(self, request, self.get_object(request, contenu.pk), Retouche(donnees=donnees).envoi)
        valide = pose.est_valide()
        mot = request.POST.get(etape.champ_du_mot, "") if etape.mot else ""
        if etape is not retouches.GARDER and not valide:
            raise ValidationError("Rien n’est perdu : corrigez ce qui est signalé ci-dessous, puis recommencez.")
        fondee = rebaser(pose, donnees, self._vierge(request, contenu))
        actions.garder(
            contenu=contenu,
            donnees=donnees,
            base=condense(contenu) if fondee else None,
            modeles=[self.model, *(formset.model for formset in pose.formsets)],
            par=request.user,
            vue=request.POST.get(retouches.CHAMP_VUE, ""),
        )
        if etape is not retouches.GARDER:
            le = _moment(request.POST.get(retouches.CHAMP_DATE, ""))
            actions.passer(contenu=contenu, etape=etape, par=request.user, mot=mot, le=le)
        self.message_user(request, etape.succes, messages.SUCCESS)
        if not valide:
            dits = " ; ".join(f"{libelle} : {erreur}" for libelle, erreur in pose.refus())
            self.message_user(request, f"Avant de la mettre en ligne, il restera à corriger : {dits}", messages.WARNING)

    def _vierge(self, request, contenu):
        return self.get_form(request, contenu, change=True)(instance=self.get_object(request, contenu.pk))

    def retouche_posee(self, request, contenu, retouche):
        """Return the form of `contenu` bound to a new version of it, and checked; it starts from the row of now where it did."""
        objet = self.get_object(request, contenu.pk)
        envoi = retouche.envoi
        if retouche.base and retouche.base == condense(objet):
            # Two roles have not the same fields: the digest of one is none for the other.
            envoi.setlist("empreinte", comme_envoye(self._vierge(request, contenu)["empreinte"])["empreinte"])
        with transaction.atomic():
            pose = poser(self, request, objet, envoi)
            pose.est_valide()
        return pose

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        """Show the new version in the form, unless what is online, or one of its versions, is asked for."""
        if obj is None or not perms.peut_retoucher(request.user, obj):
            return super().render_change_form(request, context, add, change, form_url, obj)
        retouches_de = Retouche.objects.sur(obj).select_related("auteur", "modifie_par", "programmee_par")
        retouche = retouches_de.first() if en_a(obj, Retouche) else None
        saisie = getattr(request, "saisie_montree", None)
        ailleurs = REPRENDRE in request.GET or retouches.EN_LIGNE in request.GET
        envoyee = request.method == "POST"
        context["retouche"] = retouche
        context["retouche_montree"] = retouche is not None and (
            retouches.METTRE_EN_LIGNE.champ in request.POST if envoyee else saisie is not None or not ailleurs
        )
        if saisie is not None:
            base = retouche.base if retouche else ""
            self._montrer(request, context, obj, Retouche(donnees=saisie, base=base))
        elif context["retouche_montree"] and not envoyee:
            self._montrer(request, context, obj, retouche)
        context["retouche_fermee"] = retouche is not None and not retouches.ouvertes(request.user, obj, retouche)
        context["propose"] = not perms.peut_modifier(request.user, obj)
        if context["retouche_montree"] or context["propose"]:
            context |= {"show_save": False, "show_save_and_continue": False, "show_save_and_add_another": False}
        if context["retouche_montree"]:
            context["show_delete"] = False
        reponse = super().render_change_form(request, context, add, change, form_url, obj)
        self._offrir(request, reponse.context_data, obj, retouche)
        return reponse

    def _offrir(self, request, contexte, obj, retouche):
        """Offer the steps of the new version: all of them where it is shown, where to keep one beside what is saved at once."""
        voulues = retouches.ouvertes(request.user, obj, retouche)
        if contexte["retouche_montree"]:
            contexte["etapes"] = []
        elif retouche is not None or obj.statut != Statut.PUBLIE:
            voulues = []
        formulaire = contexte["adminform"].form
        contexte["etapes_de_retouche"] = [
            Etape(une, formulaire[une.champ_du_mot] if une.mot else None, une.mot.libelle if une.mot else "", rang == 0)
            for rang, une in enumerate(voulues)
        ]
        contexte["noms_de_retouche"] = {"vue": retouches.CHAMP_VUE, "date": retouches.CHAMP_DATE, "en_ligne": retouches.EN_LIGNE}

    def _montrer(self, request, context, obj, retouche):
        """Put in the page the form bound to what is kept, in place of the one of what is online."""
        pose = self.retouche_posee(request, obj, retouche)
        blocs = list(self.get_fieldsets(pose.demande, obj))
        propositions = self.get_prepopulated_fields(request, obj)
        lus = self.get_readonly_fields(request, obj)
        context["adminform"] = helpers.AdminForm(pose.form, blocs, propositions, lus, model_admin=self)
        context["inline_admin_formsets"] = self.get_inline_formsets(request, pose.formsets, pose.blocs, obj)
        context["errors"] = helpers.AdminErrorList(pose.form, pose.formsets)
        with transaction.atomic():
            context["entre_temps"] = rassembler(pose.form, pose.formsets)

    def save_related(self, request, form, formsets, change):
        """Once all is saved, note that what was kept beside is now what readers see."""
        super().save_related(request, form, formsets, change)
        if change and retouches.METTRE_EN_LIGNE.champ in request.POST:
            actions.clore(contenu=form.instance, par=request.user)

    def enregistrer_la_pose(self, pose):
        """Save a form bound to a new version, and checked, as the view of the form does: history and version included."""
        objet = self.save_form(pose.demande, pose.form, change=True)
        self.save_model(pose.demande, objet, pose.form, True)
        self.save_related(pose.demande, pose.form, pose.formsets, True)
        self.log_change(pose.demande, objet, self.construct_change_message(pose.demande, pose.form, pose.formsets, False))

    def response_change(self, request, obj):
        if retouches.METTRE_EN_LIGNE.champ in request.POST:
            self.message_user(request, retouches.METTRE_EN_LIGNE.succes, messages.SUCCESS)
            return HttpResponseRedirect(self._adresse_ici(obj))
        return super().response_change(request, obj)

    def comparer_la_retouche(self, request, object_id):
        """Show what differs between what is saved and the new version."""
        objet = self._lu(request, object_id)
        retouche = Retouche.objects.sur(objet).select_related("modifie_par").first()
        if retouche is None:
            raise Http404("Aucune nouvelle version n’est en préparation.")
        pose = self.retouche_posee(request, objet, retouche)
        etats = versions.etat_actuel(objet), etat_pose(pose, objet)
        contexte = {
            "title": f"Comparer : {objet}",
            "retouche": retouche,
            "comparaison": comparer(type(objet), objet.pk, *etats, self._modeles_des_blocs()),
        }
        return self._repondre(request, objet, "admin/contenu/retouche_comparer.html", contexte)


def _moment(texte):
    """Return the moment, in Paris, that a date and an hour typed name; None for what names none."""
    try:
        return timezone.make_aware(datetime.fromisoformat(texte))
    except ValueError:
        return None
