"""Writes with an effect: mail. It leaves by the queue, once what causes it is committed."""

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.template.loader import render_to_string

from courriels import mise_en_page, perms, taches
from courriels.models import Courriel
from socle.journal import journaliser
from socle.palette import JETONS


@transaction.atomic
def ecrire_courriel(*, destinataire: str, sujet: str, gabarit: str, contexte: dict) -> Courriel:
    """Keep a message and put it in the queue, with what causes it: both are committed together, or neither is.

    Args:
        destinataire: one address.
        sujet: one line, whatever the names it holds; cut when it is too long. Its no-break spaces are made plain: a list of
            messages shows some as boxes, and breaks no line between two words.
        gabarit: a template that extends `emails/base.html`; the text is drawn from the same page.
        contexte: the variables of the template.
    """
    sujet = " ".join(sujet.split())[: Courriel._meta.get_field("sujet").max_length]
    page = render_to_string(gabarit, {**contexte, "sujet": sujet, "portail": settings.CUF_URL, "couleurs": JETONS})
    courriel = Courriel.objects.create(
        destinataire=destinataire, sujet=sujet, texte=mise_en_page.en_texte(page), html=mise_en_page.habiller(page)
    )
    _mettre_en_file(courriel)
    return courriel


@transaction.atomic
def renvoyer(*, courriel: Courriel, par: AbstractBaseUser) -> bool:
    """Put a message, as `par` saw it, in the queue again; return whether it was.

    One that is leaving is left alone, and so is one that was put back since.
    """
    if not perms.peut_renvoyer(par):
        raise PermissionDenied
    courriel = Courriel.objects.select_for_update().filter(pk=courriel.pk, travail=courriel.travail).first()
    if courriel is None or not courriel.est_renvoyable:
        return False
    journaliser(par=par, action="envoyer de nouveau", objet=courriel, detail={"etat": courriel.etat})
    courriel.etat, courriel.erreur, courriel.tentatives = Courriel.Etat.EN_ATTENTE, "", 0
    courriel.essaye_le = courriel.prochain_le = courriel.envoye_le = None
    courriel.save()
    _mettre_en_file(courriel)
    return True


def _mettre_en_file(courriel):
    courriel.travail = taches.envoyer.defer(courriel=courriel.pk)
    courriel.save(update_fields=["travail"])
