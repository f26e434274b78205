"""Who is told of a step of the workflow, and the mail that tells them."""

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse

from courriels.actions import ecrire_courriel
from redaction import perms


@dataclass(frozen=True)
class Avis:
    """A mail that goes with a step.

    Attributes:
        gabarit: its template, given contenu, nature, par, mot, a, seul, choisis, adresse (back office), page (site).
        sujet: the words before the title of the content, or a function of the content that gives them.
        destinataires: a function of (content, actor) that gives the accounts told, a mail each.
    """

    gabarit: str
    sujet: str | Callable
    destinataires: Callable


def les_relecteurs(contenu, par):
    """Return those whom the review of `contenu` is asked of, or all who may publish it; but for `par`, who knows."""
    choisis = [un.utilisateur for un in contenu.relecteurs.all()]
    return [compte for compte in choisis or perms.qui_peut_publier(contenu) if compte != par and compte.is_active]


def son_auteur(contenu, par):
    """Return the author of `contenu`, unless it is `par`, or the account is closed or gone."""
    auteur = contenu.auteur
    return [auteur] if auteur is not None and auteur.is_active and auteur != par else []


def prevenir(avis, *, contenu, par, mot):
    """Write the mail of `avis` to each of those it tells; it leaves with the transaction of the step."""
    options = contenu._meta
    adresse = reverse(f"admin:{options.app_label}_{options.model_name}_change", args=[contenu.pk])
    debut = avis.sujet(contenu) if callable(avis.sujet) else avis.sujet
    destinataires = avis.destinataires(contenu, par)
    for destinataire in destinataires:
        contexte = {
            "contenu": contenu,
            "nature": options.verbose_name,
            "par": par,
            "mot": mot,
            "a": destinataire,
            "seul": len(destinataires) == 1,
            "choisis": [un.utilisateur for un in contenu.relecteurs.all()],
            "adresse": settings.CUF_URL + adresse,
            "page": settings.CUF_URL + contenu.get_absolute_url(),
        }
        ecrire_courriel(destinataire=destinataire.courriel, sujet=f"{debut} : {contenu}", gabarit=avis.gabarit, contexte=contexte)
