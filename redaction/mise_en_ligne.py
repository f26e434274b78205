"""New versions that go online by themselves at their hour, through the form of their content, as their writer would save it."""

import logging

from django.conf import settings
from django.contrib import admin
from django.contrib.messages.storage.cookie import CookieStorage
from django.db import transaction
from django.http import HttpRequest
from django.urls import reverse

from courriels.actions import ecrire_courriel
from redaction import actions_retouches as actions
from redaction import perms
from redaction.models import Retouche
from redaction.publication import Statut
from redaction.retouches import METTRE_EN_LIGNE

logger = logging.getLogger(__name__)


def mettre_en_ligne_les_echues():
    """Put online each new version whose hour has come; one that no longer can stays, and who scheduled it is told."""
    for cle in Retouche.objects.echues().values_list("pk", flat=True):
        with transaction.atomic():
            retouche = Retouche.objects.echues().select_for_update(of=("self",), skip_locked=True).filter(pk=cle).first()
            if retouche is not None:
                _mettre_en_ligne(retouche)


def _mettre_en_ligne(retouche):
    contenu, par = retouche.objet, retouche.programmee_par
    empeche = _empechement(contenu, par)
    if not empeche:
        sien = admin.site.get_model_admin(type(contenu))
        pose = sien.retouche_posee(_demande(par), contenu, retouche)
        if pose.est_valide():
            pose.demande.POST[METTRE_EN_LIGNE.champ] = "1"
            sien.enregistrer_la_pose(pose)
            return
        empeche = " ; ".join(f"{libelle} : {erreur}" for libelle, erreur in pose.refus())
    logger.warning("Nouvelle version %s laissée à part à son heure : %s", retouche.pk, empeche)
    actions.deprogrammer(retouche=retouche, echec=empeche)
    if par is not None and contenu is not None:
        options = contenu._meta
        adresse = reverse(f"admin:{options.app_label}_{options.model_name}_change", args=[contenu.pk])
        contexte = {"contenu": contenu, "a": par, "empeche": empeche, "adresse": settings.CUF_URL + adresse}
        ecrire_courriel(
            destinataire=par.courriel,
            sujet=f"Pas mise en ligne : {contenu}",
            gabarit="emails/redaction/retouche_empechee.html",
            contexte=contexte,
        )


def _empechement(contenu, par):
    """Return why a new version cannot go online, whatever it says; nothing where it can."""
    if contenu is None or contenu.statut != Statut.PUBLIE:
        return "Le contenu n’est plus publié."
    if par is None or not par.is_active or not perms.peut_publier(par, contenu):
        return "La personne qui l’a programmée ne peut plus publier ce contenu."
    return ""


def _demande(par):
    """Return a request by `par` that no browser sends: what it says to its reader goes nowhere."""
    demande = HttpRequest()
    demande.method, demande.user = "POST", par
    demande._messages = CookieStorage(demande)
    return demande
