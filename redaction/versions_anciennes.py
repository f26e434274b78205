"""Old versions are thinned out: each night, of the older ones, one a day stays, then one a month (decision 039)."""

from collections import defaultdict
from datetime import datetime, timedelta

from django.utils import timezone
from reversion.models import Revision, Version

from redaction.retouches import METTRE_EN_LIGNE
from redaction.transitions import PUBLIER
from redaction.versions import TROUVE
from socle.models import Journal

TOUTES = timedelta(days=90)
"""Younger, every version is kept."""
PAR_JOUR = timedelta(days=365)
"""Younger, the last of each day; older, the last of each month."""
MEME_GESTE = timedelta(minutes=1)
"""What is saved and published at once: the version is taken a moment before the journal says so, or after."""
PAR_LOT = 500


def eclaircir() -> int:
    """Delete the old versions that no rule keeps; return how many saves they were.

    What has a note that somebody wrote, and what went online, is always kept, as is the last of each row.
    """
    maintenant = timezone.now()
    tenues = defaultdict(list)
    for objet, cle, le, note in _anciennes(maintenant - TOUTES):
        tenues[objet].append((le, cle, note))
    parues = _parutions(tenues)
    de_trop = [cle for objet, siennes in tenues.items() for cle in _de_trop(siennes, parues[objet], maintenant - PAR_JOUR)]
    for debut in range(0, len(de_trop), PAR_LOT):
        Revision.objects.filter(pk__in=de_trop[debut : debut + PAR_LOT]).delete()
    return len(de_trop)


def _anciennes(avant: datetime):
    """Give the row, key, moment and note of each save of before; a save holds the row first, then what goes with it."""
    champs = ("revision_id", "content_type_id", "object_id", "revision__date_created", "revision__comment")
    vue = None
    for cle, genre, numero, le, note in (
        Version.objects.filter(revision__date_created__lt=avant).order_by("revision_id", "pk").values_list(*champs).iterator()
    ):
        if cle != vue:
            yield (genre, numero), cle, le, note
        vue = cle


def _parutions(tenues):
    """Return {row: moments when it went online} of these rows."""
    parues = defaultdict(list)
    entrees = Journal.objects.filter(
        action__in=[PUBLIER.nom, METTRE_EN_LIGNE.nom], type_objet__in={genre for genre, _ in tenues}
    ).values_list("type_objet_id", "id_objet", "le")
    for genre, numero, le in entrees.iterator():
        parues[genre, numero].append(le)
    return parues


def _de_trop(siennes, parutions, un_an):
    """Return the keys of the saves of one row that go; `siennes` are (moment, key, note), older than `TOUTES`."""
    siennes = sorted(siennes)
    gardees = {cle for _, cle, note in siennes if note and note != TROUVE}
    for parution in parutions:
        d_avant = [cle for le, cle, _ in siennes if le <= parution + MEME_GESTE]
        gardees.update(d_avant[-1:])
    # In their order: the last of each period is what stays.
    gardees.update({_periode(le, un_an): cle for le, cle, _ in siennes}.values())
    return [cle for _, cle, _ in siennes if cle not in gardees]


def _periode(le, un_an):
    jour = timezone.localdate(le)
    return jour if le >= un_an else (jour.year, jour.month)
