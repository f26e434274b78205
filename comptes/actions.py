"""Writes with an effect on accounts."""

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.db import transaction
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from comptes.models import Utilisateur
from courriels.actions import ecrire_courriel
from socle.journal import journaliser, nommer

nommer({"inviter": "inviter à choisir un mot de passe", "second_facteur": "réinitialiser le second facteur"})


@transaction.atomic
def inviter(*, utilisateur: Utilisateur, par: Utilisateur | None) -> None:
    """Write to `utilisateur` a link, good for three days, to choose a password; journalled in the name of `par`."""
    contexte = {
        "utilisateur": utilisateur,
        "lien": _lien(utilisateur),
        "oubli": settings.CUF_URL + reverse("comptes:mot_de_passe_oublie"),
    }
    ecrire_courriel(
        destinataire=utilisateur.courriel,
        sujet="Votre accès au portail de Cités Unies France",
        gabarit="emails/comptes/invitation.html",
        contexte=contexte,
    )
    journaliser(par=par, action="inviter", objet=utilisateur)


@transaction.atomic
def envoyer_liens(*, courriel: str) -> None:
    """Write to the active accounts of an address, invited ones without a password yet included, a link to choose a password.

    Nobody is known to have asked for it.
    """
    for utilisateur in Utilisateur.objects.de_courriel(courriel).filter(is_active=True):
        ecrire_courriel(
            destinataire=utilisateur.courriel,
            sujet="Choisir un nouveau mot de passe – Cités Unies France",
            gabarit="emails/comptes/mot_de_passe.html",
            contexte={"utilisateur": utilisateur, "lien": _lien(utilisateur)},
        )


@transaction.atomic
def avertir(*, utilisateur: Utilisateur, fait: str) -> None:
    """Write to `utilisateur` what was just done to the safety of the account: `fait`, one sentence."""
    ecrire_courriel(
        destinataire=utilisateur.courriel,
        sujet="La sécurité de votre compte – Cités Unies France",
        gabarit="emails/comptes/securite.html",
        contexte={"utilisateur": utilisateur, "fait": fait, "compte": settings.CUF_URL + reverse("comptes:compte")},
    )


@transaction.atomic
def fermer_sessions(*, utilisateur: Utilisateur, sauf: str | None = None) -> int:
    """Close the sessions of `utilisateur`, but that of the key `sauf`; return how many were open."""
    nombre, _ = utilisateur.sessions.exclude(pk=sauf or "").delete()
    return nombre


@transaction.atomic
def reinitialiser_second_facteur(*, utilisateur: Utilisateur, par: Utilisateur | None) -> int:
    """Take away the second factor of who lost it, and close their sessions; told to the person, journalled in the name of `par`.

    Returns how many things were taken away: application, passkeys, codes of rescue. With none, nothing is written.
    """
    nombre, _ = Authenticator.objects.filter(user=utilisateur).delete()
    if nombre:
        fermer_sessions(utilisateur=utilisateur)
        avertir(
            utilisateur=utilisateur, fait="Votre second facteur a été retiré par Cités Unies France, et vos sessions fermées."
        )
        journaliser(par=par, action="second_facteur", objet=utilisateur)
    return nombre


def _lien(utilisateur):
    """Return the whole address where `utilisateur` chooses a password: the site's own, never the one of a request."""
    cle = urlsafe_base64_encode(force_bytes(utilisateur.pk))
    jeton = default_token_generator.make_token(utilisateur)
    return settings.CUF_URL + reverse("comptes:mot_de_passe_choisir", kwargs={"uidb64": cle, "token": jeton})
