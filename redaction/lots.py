"""What is done to several contents at once, one by one: what was done, what was refused and why, and how to undo exactly that.

What was done is kept in the session of who did it, for some minutes: nobody else undoes it, and nothing of it outlives them.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import timedelta

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from redaction import actions, actions_lots
from redaction.etats import etat_publie
from redaction.models import Contenu
from redaction.transitions import Transition

LOT_MAX = 200
"""Contents of a lot: some seconds of writing."""
DELAI = timedelta(minutes=10)
"""How long a lot can be undone."""
CLE = "lot_a_defaire"
HORS_DROIT = "votre rôle ou votre périmètre ne le permet pas"


@dataclass
class Lot:
    """What became of the contents of a lot: what undoes it, and the refusals, (title, why)."""

    faits: list[dict] = field(default_factory=list)
    refus: list[tuple[str, str]] = field(default_factory=list)
    inchanges: int = 0


def faire(contenus: Iterable[Contenu], geste: Callable[[Contenu], dict | None]) -> Lot:
    """Do `geste` to each content: it returns what undoes it, None where nothing was to do."""
    lot = Lot()
    for contenu in contenus:
        try:
            fait = geste(contenu)
        except ValidationError as erreur:
            lot.refus.append((str(contenu), " ".join(erreur.messages)))
        except PermissionDenied:
            lot.refus.append((str(contenu), HORS_DROIT))
        else:
            if fait is None:
                lot.inchanges += 1
            else:
                lot.faits.append({"cle": contenu.pk, **fait})
    return lot


def passer(contenu: Contenu, transition: Transition, par: AbstractBaseUser) -> dict | None:
    """Take a step; return what undoes it, None where the content is already there."""
    if contenu.statut == transition.vers:
        return None
    avant = etat_publie(contenu)
    actions.passer(contenu=contenu, transition=transition, par=par)
    return {"avant": avant, "apres": etat_publie(contenu)}


def classer(contenu: Contenu, champ: str, sujet, present: bool, par: AbstractBaseUser) -> dict | None:
    """Add or remove a subject; return what undoes it, None where nothing changes."""
    if not actions_lots.classer(contenu=contenu, champ=champ, sujet=sujet, present=present, par=par):
        return None
    return {"champ": champ, "sujet": sujet.pk, "present": present}


def retenir(session, modele, lot: Lot, dit: str) -> None:
    """Keep what undoes a lot, in place of the one before."""
    session.pop(CLE, None)
    if lot.faits:
        quand = timezone.now().isoformat()
        session[CLE] = {"modele": modele._meta.label_lower, "dit": dit, "le": quand, "faits": lot.faits}


def a_defaire(session, modele) -> dict | None:
    """Return the lot of this list that can still be undone."""
    lot = session.get(CLE)
    if not lot or lot["modele"] != modele._meta.label_lower or timezone.now() - parse_datetime(lot["le"]) > DELAI:
        return None
    return lot


def defaire(session, modele, par: AbstractBaseUser) -> Lot | None:
    """Undo the last lot of this list, content by content; what moved since stays as it is, and is told."""
    lot = a_defaire(session, modele)
    if lot is None:
        return None
    del session[CLE]
    faits = {fait["cle"]: fait for fait in lot["faits"]}
    contenus = modele._base_manager.filter(pk__in=faits).order_by("pk")
    return faire(contenus, lambda contenu: _defaire_un(contenu, faits[contenu.pk], par))


def _defaire_un(contenu, fait, par):
    if "avant" in fait:
        actions_lots.defaire_etape(contenu=contenu, avant=fait["avant"], apres=fait["apres"], par=par)
        return {}
    sujet = contenu._meta.get_field(fait["champ"]).related_model._base_manager.filter(pk=fait["sujet"]).first()
    if sujet is None:
        raise ValidationError("le sujet a été supprimé depuis")
    change = actions_lots.classer(contenu=contenu, champ=fait["champ"], sujet=sujet, present=not fait["present"], par=par)
    return {} if change else None
