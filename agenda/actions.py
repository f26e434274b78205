"""What is written around an event."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.utils.text import slugify

from agenda.models import Evenement
from comptes.models import Utilisateur
from mediatheque.models import Document
from redaction import versions
from redaction.publication import Statut
from socle.journal import journaliser, nommer

nommer({"dupliquer": "dupliquer"})

COPIES = (
    "titre", "surtitre", "sous_titre", "chapo", "corps", "image", "acces", "genre", "heure_debut", "heure_fin", "mode", "lieu",
    "ville", "lien_visio", "confidentiel", "sur_invitation", "places", "cycle", "saison",
)  # fmt: skip
"""What a copy of an event takes: neither what became of it, nor what was published of it."""
LIENS_COPIES = ("cercles", "contacts", "pays", "themes", "groupes", "fonds")


@transaction.atomic
def classer_compte_rendu(*, evenement: Evenement, par: Utilisateur) -> None:
    """Give the minutes of an event their nature, whatever they were sent as: the rules of minutes look at it.

    Args:
        evenement: an event; nothing is done without minutes.
        par: the user who chose them.
    """
    piece = evenement.compte_rendu
    if piece is None or piece.nature == Document.Nature.COMPTE_RENDU:
        return
    piece.nature = Document.Nature.COMPTE_RENDU
    piece.save(update_fields=["nature"])
    journaliser(par=par, action="modifier", objet=piece, detail={"nature": piece.nature})


@transaction.atomic
def dupliquer(*, evenement: Evenement, jours: Sequence[date], par: Utilisateur) -> list[Evenement]:
    """Make a draft of an event on each of `jours`, as long as it is; return them.

    Its texts, links and access follow; its state, minutes, report, documents, registrations and number do not.
    """
    copies = []
    for jour in jours:
        copie = Evenement(**{nom: getattr(evenement, nom) for nom in COPIES})
        copie.debut, copie.fin, copie.auteur = jour, jour + (evenement.fin - evenement.debut), par
        copie.statut, copie.slug = Statut.BROUILLON, _adresse(evenement, jour)
        copie.save()
        for nom in LIENS_COPIES:
            getattr(copie, nom).set(getattr(evenement, nom).all())
        versions.garder(objet=copie, par=par, note=f"Copie de « {evenement} »"[: versions.NOTE_MAX])
        journaliser(par=par, action="dupliquer", objet=copie, detail={"de": str(evenement.pk)})
        copies.append(copie)
    return copies


def _adresse(evenement, jour):
    """Return a free address for a copy, which bears its day."""
    base = f"{slugify(evenement.titre)[:90].strip('-') or 'evenement'}-{jour:%Y-%m-%d}"
    prises = set(Evenement.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    libre, rang = base, 1
    while libre in prises:
        rang += 1
        libre = f"{base}-{rang}"
    return libre
