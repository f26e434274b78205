"""Writes with an effect: the steps of the publication workflow, and the addresses of pages."""

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from courriels.actions import ecrire_courriel
from redaction import perms
from redaction.models import AncienneAdresse
from redaction.publication import Statut
from socle.journal import Journal, journaliser


@transaction.atomic
def deplacer(*, objet, avant, par):
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
def soumettre(*, contenu, par):
    """Send a draft to review. Raise PermissionDenied or ValidationError when that step is not open."""
    if not perms.peut_modifier(par, contenu):
        raise PermissionDenied
    return _passer(contenu, Statut.A_RELIRE, depuis={Statut.BROUILLON}, par=par, action="soumettre")


@transaction.atomic
def publier(*, contenu, par):
    """Put a content online, now or at its `publie_le` when that date is set; ValidationError when it is already withdrawn."""
    _exiger_publication(par, contenu)
    maintenant = timezone.now()
    contenu.publie_le = contenu.publie_le or maintenant
    if contenu.depublie_le and contenu.depublie_le <= max(contenu.publie_le, maintenant):
        raise ValidationError("La date de retrait est passée : changez-la ou videz-la, puis publiez.", code="retrait")
    return _passer(contenu, Statut.PUBLIE, depuis={Statut.BROUILLON, Statut.A_RELIRE, Statut.ARCHIVE}, par=par, action="publier")


@transaction.atomic
def reprendre(*, contenu, par):
    """Take a content back from review, as a draft: the one who writes has something to add."""
    if not perms.peut_modifier(par, contenu):
        raise PermissionDenied
    return _passer(contenu, Statut.BROUILLON, depuis={Statut.A_RELIRE}, par=par, action="reprendre")


@transaction.atomic
def renvoyer(*, contenu, par, commentaire=""):
    """Give a content back to its author as a draft, off the site if it was online, with an optional comment; tell the author."""
    _exiger_publication(par, contenu)
    detail = {"commentaire": commentaire} if commentaire else {}
    _passer(contenu, Statut.BROUILLON, depuis={Statut.A_RELIRE, Statut.PUBLIE}, par=par, action="renvoyer", detail=detail)
    if contenu.auteur is not None and contenu.auteur.is_active and contenu.auteur != par:
        options = contenu._meta
        contexte = {
            "contenu": contenu,
            "par": par,
            "commentaire": commentaire,
            "adresse": settings.CUF_URL + reverse(f"admin:{options.app_label}_{options.model_name}_change", args=[contenu.pk]),
        }
        ecrire_courriel(
            destinataire=contenu.auteur.courriel,
            sujet=f"À reprendre : {contenu}",
            gabarit="emails/redaction/renvoi.html",
            contexte=contexte,
        )
    return contenu


def dernier_renvoi(contenu):
    """Return the journal entry by which a draft was last given back, None when it was not, or was submitted again since."""
    options = contenu._meta
    etapes = Journal.objects.filter(
        type_objet__app_label=options.app_label,
        type_objet__model=options.model_name,
        id_objet=str(contenu.pk),
        action__in=("renvoyer", "soumettre"),
    )
    derniere = etapes.select_related("par").first()
    return derniere if derniere is not None and derniere.action == "renvoyer" else None


@transaction.atomic
def archiver(*, contenu, par):
    """Take a content off the site for good; it stays in the back office."""
    _exiger_publication(par, contenu)
    return _passer(contenu, Statut.ARCHIVE, depuis={Statut.BROUILLON, Statut.A_RELIRE, Statut.PUBLIE}, par=par, action="archiver")


def _exiger_publication(par, contenu):
    if not perms.peut_publier(par, contenu):
        raise PermissionDenied


def _passer(contenu, statut, *, depuis, par, action, detail=None):
    # The row is locked and read again: two editors at once must not undo each other's step.
    actuel = type(contenu)._base_manager.select_for_update(of=("self",)).get(pk=contenu.pk).statut
    if actuel not in depuis:
        raise ValidationError(
            f"Ce contenu est maintenant « {Statut(actuel).label} » : rechargez la page avant de continuer.", code="statut"
        )
    contenu.statut = statut
    contenu.save(update_fields=["statut", "publie_le", "modifie_le"])
    journaliser(par=par, action=action, objet=contenu, detail=detail)
    return contenu
