"""Gunicorn's threaded worker, which leaves a new connection to a worker that is idle (docs/decisions/016-serveur.md)."""

import time

from gunicorn.workers.gthread import ThreadWorker

POLITESSE = 0.002
"""Seconds a busy worker waits before it takes a new connection: an idle one takes it in far less."""


class Travailleur(ThreadWorker):
    """Two connections opened together fall on two workers.

    Every worker is woken by a new connection; the first to come back takes it, which may be one that is already at work, and a
    connection kept open stays where it fell: the other processor then does nothing.
    """

    def accept(self, listener):
        """Take a connection, after a moment when requests are being answered here."""
        if self.nr_conns > len(self.keepalived_conns) + len(self.pending_conns):
            time.sleep(POLITESSE)
        super().accept(listener)
