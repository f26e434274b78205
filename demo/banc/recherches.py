"""The search alone: two hundred searches of the field, as people type them, and the processor time of each, database included.

Of the processor and not of the clock: what the machine does meanwhile for others is not theirs.
"""

import time
from pathlib import Path
from statistics import median

from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.urls import reverse

from demo import mesures

FICHIER = Path(__file__).with_suffix(".txt")
FOIS = 3
DEUX_MOTS_MAX, PIRE_MAX = 60.0, 150.0  # milliseconds


def recherches():
    """Return the searches, as they are typed."""
    return FICHIER.read_text().splitlines()


def mesurer():
    """Return `{search: milliseconds of processor}` of the whole page, in the database at hand: the median of `FOIS` visits."""
    client, adresses = Client(), {une: reverse("recherche:recherche", query={"q": une}) for une in recherches()}
    for adresse in adresses.values():  # the shapes of the queries are written once
        mesures.ouvrir(client, adresse)
    return {une: median(_cout(client, adresse) for _ in range(FOIS)) for une, adresse in adresses.items()}


def resumer(couts):
    """Return (95th percentile of those of two words, worst of all, its words), in milliseconds."""
    deux = sorted(cout for une, cout in couts.items() if len(une.split()) == 2)
    pire = max(couts, key=couts.get)
    return deux[int(0.95 * (len(deux) - 1))], couts[pire], pire


def fautes(couts):
    """Return the bars passed, in French words; empty when both are held."""
    deux_mots, pire, mots = resumer(couts)
    trouvees = []
    if deux_mots > DEUX_MOTS_MAX:
        trouvees.append(f"deux mots : plus de {DEUX_MOTS_MAX:.0f} ms")
    if pire > PIRE_MAX:
        trouvees.append(f"« {mots} » : plus de {PIRE_MAX:.0f} ms")
    return trouvees


def _cout(client, adresse):
    cache.clear()  # the page is made, not taken from what was kept
    base, debut, horloge = _processeur_de_la_base(), time.process_time(), time.perf_counter()
    mesures.ouvrir(client, adresse)
    if base is None:
        return (time.perf_counter() - horloge) * 1000
    ici = time.process_time() - debut
    return ici * 1000 + _processeur_de_la_base() - base


def _processeur_de_la_base():
    """Return the milliseconds of processor that the session's server process took so far; None where it is another machine's."""
    connection.ensure_connection()
    try:
        return int(Path(f"/proc/{connection.connection.info.backend_pid}/schedstat").read_text().split()[0]) / 1e6
    except OSError:
        return None
