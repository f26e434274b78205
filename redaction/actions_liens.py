"""Writes of the links by which people from outside read a text, and of what they remark."""

import hashlib
import secrets
from datetime import timedelta

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from courriels.actions import ecrire_courriel
from redaction import perms
from redaction.models import Contenu, LienDeRelecture, RemarqueExterieure
from socle.acces import Acces
from socle.journal import journaliser, nommer

PAR_HEURE, EN_TOUT = 10, 100
"""How many remarks a link takes in an hour, and in all."""

nommer(
    {
        "ouvrir_lien": "ouvrir un lien de relecture",
        "fermer_lien": "fermer un lien de relecture",
        "remarquer_dehors": "remarque de l’extérieur",
    }
)


@transaction.atomic
def ouvrir_lien(*, contenu: Contenu, pour: str, jours: int, par: AbstractBaseUser) -> tuple[LienDeRelecture, str]:
    """Let someone without an account read `contenu`, with its new version where there is one; return the link and its secret.

    Args:
        pour: who it is for, in words.
        jours: how many days it opens.

    Raises:
        PermissionDenied: `par` does not write this content.
        ValidationError: it is the team's own.
    """
    if not (perms.peut_modifier(par, contenu) or perms.peut_retoucher(par, contenu)):
        raise PermissionDenied
    if contenu.acces == Acces.EQUIPE:
        raise ValidationError("Ce texte est réservé à l’équipe : il ne s’ouvre à personne d’extérieur.", code="equipe")
    jeton = secrets.token_urlsafe(24)
    lien = LienDeRelecture.objects.create(
        objet=contenu,
        condense=hashlib.sha256(jeton.encode()).hexdigest(),
        pour=pour,
        cree_par=par,
        expire_le=timezone.now() + timedelta(days=jours),
    )
    journaliser(par=par, action="ouvrir_lien", objet=contenu, detail={"pour": pour, "jours": jours})
    return lien, jeton


@transaction.atomic
def fermer_lien(*, lien: LienDeRelecture, par: AbstractBaseUser) -> bool:
    """Let a link open nothing any more; return whether it did until now."""
    lien = LienDeRelecture.objects.select_for_update(of=("self",)).get(pk=lien.pk)
    if lien.revoque_le is not None:
        return False
    lien.revoque_le = timezone.now()
    lien.save(update_fields=["revoque_le"])
    journaliser(par=par, action="fermer_lien", objet=lien.objet, detail={"pour": lien.pour})
    return True


@transaction.atomic
def remarquer(*, lien: LienDeRelecture, nom: str, texte: str) -> RemarqueExterieure:
    """Keep what someone from outside remarks, and tell who opened the link; the same words sent twice are one remark.

    Raises:
        ValidationError: too many remarks came by this link.
    """
    LienDeRelecture.objects.select_for_update(of=("self",)).get(pk=lien.pk)
    deja = lien.remarques.filter(nom=nom, texte=texte).first()
    if deja is not None:
        return deja
    recentes = lien.remarques.filter(le__gt=timezone.now() - timedelta(hours=1)).count()
    if recentes >= PAR_HEURE or lien.remarques.count() >= EN_TOUT:
        raise ValidationError("Trop de remarques sont arrivées par ce lien : réessayez dans une heure.", code="trop")
    remarque = lien.remarques.create(nom=nom, texte=texte)
    contenu = lien.objet
    journaliser(par=None, action="remarquer_dehors", objet=contenu, detail={"nom": nom})
    options = contenu._meta
    adresse = reverse(f"admin:{options.app_label}_{options.model_name}_liens", args=[contenu.pk])
    contexte = {"contenu": contenu, "a": lien.cree_par, "remarque": remarque, "adresse": settings.CUF_URL + adresse}
    ecrire_courriel(
        destinataire=lien.cree_par.courriel,
        sujet=f"Remarque de {nom} : {contenu}",
        gabarit="emails/redaction/remarque_exterieure.html",
        contexte=contexte,
    )
    return remarque
