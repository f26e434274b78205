"""Writes of the links by which people from outside read a text, and of what they remark."""

import hashlib
import secrets
from datetime import timedelta

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from redaction import perms
from redaction.actions import remarquer
from redaction.models import Contenu, LienDeRelecture, Remarque
from socle.acces import Acces
from socle.journal import journaliser, nommer

PAR_HEURE, EN_TOUT = 10, 100
"""How many remarks from outside a text takes in an hour, and in all since a link is open."""

nommer(
    {
        "ouvrir_lien": "ouvrir un lien de relecture",
        "fermer_lien": "fermer un lien de relecture",
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
def remarquer_par_un_lien(*, lien: LienDeRelecture, nom: str, texte: str) -> Remarque:
    """Leave with its content what someone from outside remarks; the same words sent twice are one remark.

    Raises:
        ValidationError: too many remarks came by this link.
    """
    # Two remarks at once are counted one after the other.
    lien = LienDeRelecture.objects.select_for_update(of=("self",)).get(pk=lien.pk)
    contenu = lien.objet
    deja = contenu.remarques.filter(par=None, nom_exterieur=nom, texte=texte).first()
    if deja is not None:
        return deja
    dehors = contenu.remarques.filter(par=None, le__gte=lien.cree_le).exclude(nom_exterieur="")
    recentes = dehors.filter(le__gt=timezone.now() - timedelta(hours=1)).count()
    if recentes >= PAR_HEURE or dehors.count() >= EN_TOUT:
        raise ValidationError("Trop de remarques sont arrivées sur ce texte : réessayez dans une heure.", code="trop")
    return remarquer(contenu=contenu, texte=texte, nom_exterieur=nom)
