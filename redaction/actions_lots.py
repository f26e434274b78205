"""Writes of what is done to several contents at once, and by hand to addresses; each is one row, in one transaction."""

from collections.abc import Mapping

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Model
from django.utils.dateparse import parse_datetime

from redaction import versions
from redaction.actions import RELUS
from redaction.etats import etat_publie
from redaction.models import AncienneAdresse, Contenu
from redaction.perms import peut_modifier, peut_publier
from socle.journal import journaliser, nommer
from socle.perms import hors_du_perimetre

nommer(
    {
        "rediriger": "rediriger une adresse",
        "defaire_etape": "annuler une étape faite en lot",
        "ajouter_sujet": "ajouter un sujet",
        "retirer_sujet": "retirer un sujet",
    }
)


@transaction.atomic
def rediriger(*, chemin: str, vers: str, par: AbstractBaseUser) -> AncienneAdresse:
    """Have an address of the site lead to another, at once: those that led to it lead there too.

    Args:
        chemin: the address that has no page, « /ancienne-rubrique/ ».
        vers: the one that has.

    Raises:
        ValidationError: one would lead to itself.
    """
    finale = AncienneAdresse.objects.select_for_update().filter(chemin=vers).first()
    vers = finale.actuelle if finale else vers
    if vers.startswith(chemin):
        raise ValidationError("Cette adresse se conduirait à elle-même : corrigez l’une des deux.", code="boucle")
    AncienneAdresse.objects.filter(actuelle=chemin).update(actuelle=vers)
    ligne = AncienneAdresse.objects.create(chemin=chemin, actuelle=vers)
    journaliser(par=par, action="rediriger", objet=ligne, detail={"avant": chemin, "apres": vers})
    return ligne


@transaction.atomic
def defaire_etape(*, contenu: Contenu, avant: Mapping, apres: Mapping, par: AbstractBaseUser) -> None:
    """Put a content back as it was before a step, its reviews included; no mail goes.

    Args:
        contenu: the content.
        avant: its `etat_publie` before the step.
        apres: the one after it: what is no longer so is left.
        par: the actor.

    Raises:
        PermissionDenied: `par` does not publish it.
        ValidationError: something moved since.
    """
    contenu.refresh_from_db(fields=RELUS, from_queryset=type(contenu)._base_manager.select_for_update(of=("self",)))
    if not peut_publier(par, contenu):
        raise PermissionDenied
    if etat_publie(contenu) != apres:
        raise ValidationError("Il a changé depuis : il reste tel qu’il est.", code="statut")
    contenu.statut, contenu.publie_le = avant["statut"], avant["publie_le"] and parse_datetime(avant["publie_le"])
    contenu.save(update_fields=["statut", "publie_le", "modifie_le"])
    for une in contenu.relectures.all():
        dite = avant["relectures"].get(str(une.pk))
        if dite is None:
            une.delete()
        else:
            une.reponse, une.repondu_par_id = dite["reponse"], dite["repondu_par_id"]
            une.repondu_le = dite["repondu_le"] and parse_datetime(dite["repondu_le"])
            une.save(update_fields=["reponse", "repondu_par", "repondu_le"])
    journaliser(par=par, action="defaire_etape", objet=contenu, detail={"de": apres["statut"], "a": avant["statut"]})


@transaction.atomic
def classer(*, contenu: Contenu, champ: str, sujet: Model, present: bool, par: AbstractBaseUser) -> bool:
    """Have `sujet` among the subjects `champ` of a content, or no longer; return whether that changed, as a version of it.

    Raises:
        PermissionDenied: `par` may not change the content.
        ValidationError: it would leave what `par` may write of.
    """
    if not peut_modifier(par, contenu):
        raise PermissionDenied
    liens = getattr(contenu, champ)
    if liens.filter(pk=sujet.pk).exists() == present:
        return False
    versions.garder_l_etat_trouve(contenu)
    (liens.add if present else liens.remove)(sujet)
    valeurs = {lien.name: list(getattr(contenu, lien.name).all()) for lien in contenu._meta.many_to_many}
    if refus := hors_du_perimetre(par, type(contenu), valeurs):
        raise ValidationError(refus)
    contenu.save(update_fields=["modifie_le"])
    versions.garder(objet=contenu, par=par, note=f"« {sujet} » {'ajouté' if present else 'retiré'}"[: versions.NOTE_MAX])
    journaliser(par=par, action="ajouter_sujet" if present else "retirer_sujet", objet=contenu, detail={"sujet": str(sujet)})
    return True
