"""The links by which people from outside read a text, opened and closed from its form."""

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils import timezone
from django.utils.formats import date_format

from gestion.registres import Registre
from redaction import actions_liens_de_relecture as actions
from redaction import perms
from redaction.formulaires_liens import FormulaireLien
from redaction.models import LienDeRelecture

FERMER = "_fermer"


class AvecLiens:
    """For the admin of a content: someone without an account reads it by a link, and leaves remarks."""

    def get_urls(self):
        """Add the page of the links."""
        nom = f"{self.opts.app_label}_{self.opts.model_name}_liens"
        return [path("<path:object_id>/liens/", self.admin_site.admin_view(self.liens), name=nom), *super().get_urls()]

    def _adresse_des_liens(self, objet):
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_liens", args=[objet.pk])

    def liens(self, request, object_id):
        """List the links of a content; open one, whose address is shown once; close one."""
        objet = self.get_object(request, unquote(object_id))
        if objet is None:
            raise Http404("Ce contenu n’existe pas, ou plus.")
        if not (perms.peut_modifier(request.user, objet) or perms.peut_retoucher(request.user, objet)):
            raise PermissionDenied
        formulaire, adresse = FormulaireLien(), None
        if FERMER in request.POST:
            cle = request.POST[FERMER]
            lien = get_object_or_404(LienDeRelecture.objects.sur(objet), pk=cle if cle.isdecimal() and len(cle) < 19 else None)
            actions.fermer_lien(lien=lien, par=request.user)
            self.message_user(request, f"Le lien pour {lien.pour} est fermé : il n’ouvre plus rien.", messages.SUCCESS)
            return HttpResponseRedirect(request.path)
        if request.method == "POST":
            formulaire = FormulaireLien(request.POST)
            if formulaire.is_valid():
                adresse = self._ouvrir(request, objet, formulaire)
        liens = LienDeRelecture.objects.sur(objet).select_related("cree_par")
        contexte = {
            "title": f"Relecture par l’extérieur : {objet}",
            "formulaire": formulaire,
            "adresse": adresse,
            "liens": list(liens),
            "fermer": FERMER,
        }
        return self._repondre(request, objet, "admin/contenu/liens.html", contexte)

    def _ouvrir(self, request, objet, formulaire):
        dit = formulaire.cleaned_data
        try:
            _, jeton = actions.ouvrir_lien(contenu=objet, pour=dit["pour"], jours=dit["jours"], par=request.user)
        except ValidationError as erreur:
            formulaire.add_error(None, erreur)
            return None
        return request.build_absolute_uri(reverse("redaction:relecture", args=[jeton]))

    def registres(self, request, objet):
        """Add who reads the content from outside, and where a link is opened; their remarks stand with the others."""
        liens = LienDeRelecture.objects.sur(objet).select_related("cree_par")
        lignes = [(un.pour, un.cree_par or "compte supprimé", _etat(un)) for un in liens]
        permis = perms.peut_modifier(request.user, objet) or perms.peut_retoucher(request.user, objet)
        ajout = (self._adresse_des_liens(objet), "Faire relire par quelqu’un d’extérieur") if permis else None
        vide = "Ce texte n’est confié à personne d’extérieur."
        colonnes = ("Pour", "Ouvert par", "État")
        registre = Registre("exterieur", "Relecture par l’extérieur", ajout, colonnes, lignes, vide=vide)
        return [*super().registres(request, objet), registre]


def _etat(lien):
    if lien.revoque_le:
        return f"fermé le {_moment(lien.revoque_le)}"
    return f"{'ouvert jusqu’au' if lien.est_ouvert else 'terminé le'} {_moment(lien.expire_le)}"


def _moment(moment):
    return date_format(timezone.localtime(moment), "DATETIME_FORMAT")
