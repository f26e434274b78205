"""After an election: each mandate that it questions is confirmed, ended or handed on, with the presidencies held by it."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from annuaire.models import Election, Mandat, Personne
from comptes.models import Utilisateur
from groupes_pays.elections import presidences_tenues
from groupes_pays.models import Presidence
from redaction import versions
from socle.journal import journaliser, nommer

nommer({"remplacer": "remplacer après une élection"})


@transaction.atomic
def confirmer_mandats(*, election: Election, cles: Iterable[int], par: Utilisateur) -> int:
    """Date of today the check of mandates that `election` questions, and of the presidencies held by them.

    Args:
        election: the election, over.
        cles: the keys of the mandates; one that awaits nothing any more is left as it is.
        par: the member of the team who says so.

    Returns:
        How many were confirmed.
    """
    mandats = _en_attente(election, cles)
    for mandat in mandats:
        with _Versions(election, par, mandat.personne) as versions_de:
            for ligne in (mandat, *_presidences(mandat)):
                versions_de.suivre(ligne)
                ligne.constate_le = timezone.localdate()
                ligne.save(update_fields=["constate_le"])
                journaliser(par=par, action="verifier", objet=ligne, detail={"election": election.pk})
    return len(mandats)


@transaction.atomic
def terminer_mandats(*, election: Election, cles: Iterable[int], par: Utilisateur) -> int:
    """End, on the day of its last round, mandates that `election` questions, and the presidencies held by them.

    The arguments and what is returned are those of `confirmer_mandats`.
    """
    mandats = _en_attente(election, cles)
    for mandat in mandats:
        with _Versions(election, par, mandat.personne) as versions_de:
            for ligne in (mandat, *_presidences(mandat)):
                versions_de.suivre(ligne)
                _terminer(ligne, election, par)
    return len(mandats)


@transaction.atomic
def remplacer_mandat(
    *, election: Election, mandat: Mandat, personne: Personne, fonction: str, debut: date, preside: bool, par: Utilisateur
) -> Mandat:
    """End a mandate that `election` questions, and write the one that follows it in the same collectivité.

    Args:
        election: the election, over.
        mandat: the mandate that ends on the day of its last round.
        personne: who follows; written too when it is new. The same person keeps its presidencies.
        fonction: the function of the new mandate.
        debut: its first day.
        preside: whether `personne` also chairs, from the day after the last round, what was chaired with `mandat`.
        par: the member of the team who says so.

    Returns:
        The new mandate.

    Raises ValidationError, by field, when the mandate awaits nothing any more or the new rows cannot be written.
    """
    trouves = _en_attente(election, [mandat.pk])
    if not trouves:
        raise ValidationError("Quelqu’un a déjà répondu pour ce mandat\u00a0: revenez à la liste.", code="repondu")
    [mandat] = trouves
    presidences = _presidences(mandat)
    nouvelle = personne.pk is None
    with _Versions(election, par, mandat.personne) as versions_de:
        if nouvelle:
            personne.full_clean()
            personne.save()
            journaliser(par=par, action="ajouter", objet=personne, detail={"election": election.pk})
        else:
            versions_de.suivre_objet(personne)
        _terminer(mandat, election, par)
        suivant = _ecrire(
            Mandat(
                personne=personne,
                collectivite=mandat.collectivite,
                fonction=fonction,
                debut=debut,
                constate_le=timezone.localdate(),
            )
        )
        detail = {"election": election.pk, "mandat": mandat.pk}
        journaliser(par=par, action="remplacer", objet=suivant, detail=detail)
        for presidence in presidences:
            versions_de.suivre(presidence)
            if personne == mandat.personne:
                presidence.constate_le = timezone.localdate()
                presidence.save(update_fields=["constate_le"])
                continue
            _terminer(presidence, election, par)
            if preside:
                reprise = Presidence(
                    groupe=presidence.groupe,
                    personne=personne,
                    debut=presidence.fin + timedelta(days=1),
                    constate_le=timezone.localdate(),
                )
                journaliser(par=par, action="remplacer", objet=_ecrire(reprise), detail={"election": election.pk})
    if nouvelle:
        versions.garder(objet=personne, par=par, note=_note(election))
    return suivant


class _Versions:
    """Keeps the versions of a person and of the groups around what is written: how they were found, then how they are."""

    def __init__(self, election, par, personne):
        self.note, self.par, self.objets = _note(election), par, {}
        self.suivre_objet(personne)

    def __enter__(self):
        return self

    def suivre(self, ligne):
        """Keep the group of a presidency."""
        if isinstance(ligne, Presidence):
            self.suivre_objet(ligne.groupe)

    def suivre_objet(self, objet):
        """Keep a row that is about to change."""
        if (type(objet), objet.pk) not in self.objets:
            versions.garder_l_etat_trouve(objet)
            self.objets[type(objet), objet.pk] = objet

    def __exit__(self, genre, *reste):
        if genre is None:
            for objet in self.objets.values():
                versions.garder(objet=objet, par=self.par, note=self.note)


def _note(election):
    return f"Après les {election}"[: versions.NOTE_MAX]


def _en_attente(election, cles):
    """Lock the mandates of these keys, then return those that still await."""
    verrous = Mandat.objects.select_for_update(of=("self",)).filter(pk__in=list(cles)).order_by("pk")
    verrouilles = [mandat.pk for mandat in verrous]
    attendus = Mandat.objects.a_confirmer_apres(election).filter(pk__in=verrouilles)
    return list(attendus.select_related("personne", "collectivite").order_by("pk"))


def _presidences(mandat):
    return presidences_tenues([mandat])[mandat.pk]


def _terminer(ligne, election, par):
    """End a row on the day of the last round; one begun since, the day it began."""
    ligne.fin = max(election.dernier_tour, ligne.debut or election.dernier_tour)
    ligne.save(update_fields=["fin"])
    journaliser(par=par, action="terminer", objet=ligne, detail={"election": election.pk, "fin": ligne.fin.isoformat()})


def _ecrire(ligne):
    ligne.full_clean()
    ligne.save()
    return ligne
