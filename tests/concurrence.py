"""Two people at once, each on its own connection, in a test of `django_db(transaction=True)`."""

from threading import Barrier, Event, Thread
from time import monotonic, sleep

from django.db import connections, transaction


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
    """Return once another connection to this database waits for a lock."""
    fin = monotonic() + delai
    with connections["default"].cursor() as curseur:
        while monotonic() < fin:
            # Within a transaction, the activity is otherwise read once.
            curseur.execute("SELECT pg_stat_clear_snapshot()")
            curseur.execute(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
            )
            if curseur.fetchone()[0]:
                return
            sleep(0.02)
    raise AssertionError("Nobody waits for a lock.")


def pendant(premiere, seconde):
    """Run `seconde` while the transaction in which `premiere` wrote is open, until it waits for its end.

    Return what each gave or raised; `premiere` must succeed, and `seconde` must wait.
    """
    ecrit = Event()

    def ouvrir():
        try:
            with transaction.atomic():
                resultat = premiere()
                ecrit.set()
                attendre_un_verrou()
        finally:
            ecrit.set()
        return resultat

    def suivre():
        ecrit.wait(timeout=10)
        return seconde()

    resultats = ensemble(ouvrir, suivre)
    assert not isinstance(resultats[0], BaseException), resultats
    return resultats
