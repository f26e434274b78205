"""Writes with an effect of the pages that gather several apps."""

from collections.abc import Mapping

from django.conf import settings
from django.db import transaction

from comptes.models import Utilisateur
from courriels.actions import ecrire_courriel
from courriels.models import Courriel
from pages.models import Page
from redaction import versions
from socle.journal import journaliser, nommer

nommer({"ranger": "changer de place"})


@transaction.atomic
def signaler_defaut(*, page: str, description: str, courriel: str) -> Courriel:
    """Send what somebody could not read or use to the contact address of the site, by the queue.

    Args:
        page: the address of the page, or nothing.
        description: what happened, in their words.
        courriel: where to answer them, or nothing.
    """
    return ecrire_courriel(
        destinataire=settings.CUF_CONTACT,
        sujet="Accessibilité : un défaut signalé",
        gabarit="emails/pages/defaut.html",
        contexte={"page": page, "description": description, "courriel": courriel},
    )


@transaction.atomic
def ranger_pages(*, rangs: Mapping[int, int], par: Utilisateur) -> int:
    """Give pages their places in their menu, `{key: place}`; return how many moved, each as a version."""
    deplacees = 0
    for page in Page.objects.select_for_update(of=("self",)).filter(pk__in=rangs):
        avant, apres = page.ordre, rangs[page.pk]
        if avant == apres:
            continue
        versions.garder_l_etat_trouve(page)
        page.ordre = apres
        page.save(update_fields=["ordre", "modifie_le"])
        versions.garder(objet=page, par=par, note=f"Place {apres}, au lieu de {avant}")
        journaliser(par=par, action="ranger", objet=page, detail={"avant": avant, "apres": apres})
        deplacees += 1
    return deplacees
