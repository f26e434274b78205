"""The mail of the directory: what a collectivité is told of its request, and the team of who asks to join."""

from django.conf import settings
from django.contrib.auth.backends import ModelBackend
from django.urls import reverse

from annuaire.models import Rattachement
from courriels.actions import ecrire_courriel


def annoncer_decision(demande, collectivite, acceptes, refuses):
    """Write the answer of staff to the référents of today: who left the collectivité is not told its affairs.

    Args:
        acceptes, refuses: what was accepted and refused, in words.
    """
    contexte = {
        "demande": demande,
        "collectivite": collectivite,
        "acceptes": acceptes,
        "refuses": refuses,
        "adresse": settings.CUF_URL + reverse("annuaire:demande", args=[demande.pk]),
        "page": settings.CUF_URL + collectivite.get_absolute_url(),
    }
    issue = f"demande {demande.get_etat_display()}" if demande.changements else "message pris en compte"
    referents = collectivite.rattachements.filter(role=Rattachement.Role.REFERENT, utilisateur__is_active=True)
    for rattachement in referents.select_related("utilisateur"):
        contexte["utilisateur"] = rattachement.utilisateur
        ecrire_courriel(
            destinataire=rattachement.utilisateur.courriel,
            sujet=f"Fiche de {collectivite.nom} : {issue}",
            gabarit="emails/annuaire/decision.html",
            contexte=contexte,
        )


def annoncer_adhesion(demande):
    """Tell who follows requests to join that one came, and who sent it that it did.

    The team's message names the collectivité alone: who wrote is read in the back office, and forgotten there in time.
    """
    adresse = settings.CUF_URL + reverse("admin:annuaire_demandeadhesion_change", args=[demande.pk])
    equipe = ModelBackend().with_perm("annuaire.change_demandeadhesion", include_superusers=False).filter(is_staff=True)
    for compte in equipe:
        ecrire_courriel(
            destinataire=compte.courriel,
            sujet=f"Demande d’adhésion : {demande.nom}",
            gabarit="emails/annuaire/adhesion_equipe.html",
            contexte={"demande": demande, "a": compte, "adresse": adresse},
        )
    ecrire_courriel(
        destinataire=demande.courriel,
        sujet=f"Demande d’adhésion de {demande.nom} : bien reçue",
        gabarit="emails/annuaire/adhesion_recue.html",
        contexte={"demande": demande},
    )
