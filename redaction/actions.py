"""Writes with an effect: the steps of the publication workflow, and the addresses of pages."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Model

from redaction.avis import prevenir
from redaction.models import AncienneAdresse, Contenu
from redaction.publication import Statut
from redaction.transitions import Transition
from socle.journal import journaliser, nommer

nommer({"deplacer": "changer d’adresse"})

# What a step reads of the row again, once it is locked.
RELUS = ["statut", "publie_le", "depublie_le", "auteur"]


@transaction.atomic
def deplacer(*, objet: Model, avant: str, par: AbstractBaseUser) -> None:
    """Remember that the page of `objet`, once at `avant`, has another address: that one, and those before it, lead there at once.

    An address is forgotten when the page comes back to it, or stands below it: what is below would lead to itself for ever.
    """
    apres = objet.get_absolute_url()
    AncienneAdresse.objects.filter(chemin__in=AncienneAdresse.debuts(apres)).delete()
    AncienneAdresse.objects.filter(actuelle=avant).update(actuelle=apres)
    if not apres.startswith(avant):
        AncienneAdresse.objects.update_or_create(chemin=avant, defaults={"actuelle": apres})
    journaliser(par=par, action="deplacer", objet=objet, detail={"avant": avant, "apres": apres})


@transaction.atomic
def passer(*, contenu: Contenu, transition: Transition, par: AbstractBaseUser, mot: str = "") -> Contenu:
    """Take a step of the workflow: state, effect, journal and mail together, or nothing.

    Args:
        contenu: the content as `par` saw it; it stands afterwards as it is in the database.
        transition: a row of `redaction.transitions`.
        par: the actor.
        mot: the text that goes with the step; kept where the step takes one.

    Raises:
        PermissionDenied: the step is not open to `par`.
        ValidationError: the content has left the state in which `par` saw it, the step does not leave from there, or its
            effect refuses it.
    """
    if not transition.droit(par, contenu):
        raise PermissionDenied
    vu, mot = contenu.statut, mot if transition.mot else ""
    # The row is locked and read again: two editors at once must not undo each other's step.
    try:
        contenu.refresh_from_db(fields=RELUS, from_queryset=type(contenu)._base_manager.select_for_update(of=("self",)))
    except type(contenu).DoesNotExist:
        raise ValidationError("Ce contenu vient d’être supprimé.", code="statut") from None
    if contenu.statut != vu or vu not in transition.depuis:
        etat = Statut(contenu.statut).label
        raise ValidationError(f"Ce contenu est maintenant « {etat} » : rechargez la page avant de continuer.", code="statut")
    if transition.effet:
        transition.effet(contenu, par, mot)
    contenu.statut = transition.vers
    contenu.save(update_fields=["statut", "publie_le", "modifie_le"])
    journaliser(par=par, action=transition.nom, objet=contenu, detail={"commentaire": mot} if mot else None)
    if transition.avis:
        prevenir(transition.avis, contenu=contenu, par=par, mot=mot)
    return contenu
