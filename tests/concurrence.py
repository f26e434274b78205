"""Two people at once, each on its own connection, in a test of `django_db(transaction=True)`."""

from threading import Barrier, Thread
from time import monotonic, sleep

from django.db import connections


def ensemble(*gestes):
    """Run the functions at the same time, each on its own connection; return what each gave or raised."""
    depart, resultats = Barrier(len(gestes)), [None] * len(gestes)

    def courir(rang, geste):
        depart.wait(timeout=10)
        try:
            resultats[rang] = geste()
        except Exception as erreur:
            resultats[rang] = erreur
        finally:
            connections.close_all()

    fils = [Thread(target=courir, args=couple) for couple in enumerate(gestes)]
    for fil in fils:
        fil.start()
    for fil in fils:
        fil.join(timeout=20)
    return resultats


def attendre_un_verrou(delai=10):
    """Return once a connection waits for a lock."""
    fin = monotonic() + delai
    with connections["default"].cursor() as curseur:
        while monotonic() < fin:
            curseur.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
            if curseur.fetchone()[0]:
                return
            sleep(0.02)
    raise AssertionError("Nobody waits for a lock.")
