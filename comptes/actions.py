"""Writes with an effect on accounts."""

from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from socle.actions import ecrire_courriel, journaliser


@transaction.atomic
def inviter(*, utilisateur, par):
    """Write to `utilisateur` a link, good for three days, to choose a password; journalled in the name of `par`."""
    lien = reverse(
        "comptes:mot_de_passe_choisir",
        kwargs={
            "uidb64": urlsafe_base64_encode(force_bytes(utilisateur.pk)),
            "token": default_token_generator.make_token(utilisateur),
        },
    )
    contexte = {
        "utilisateur": utilisateur,
        "lien": settings.CUF_URL + lien,
        "oubli": settings.CUF_URL + reverse("comptes:mot_de_passe_oublie"),
    }
    ecrire_courriel(
        destinataire=utilisateur.courriel,
        sujet="Votre accès au portail de Cités Unies France",
        corps=render_to_string("emails/comptes/invitation.txt", contexte),
    )
    journaliser(par=par, action="inviter", objet=utilisateur)
