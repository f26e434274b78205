"""Dates of SPIP, whose month or day may be unknown: « 2012-00-00 00:00:00 » is the year 2012."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time

from django.utils import timezone

from socle.dates import DERNIERE_ANNEE, MOIS, PREMIERE_ANNEE, date_simple

_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[ T](\d{2}):(\d{2})(?::(\d{2}))?)?")


@dataclass(frozen=True, slots=True)
class DateSpip:
    """A day as SPIP keeps it, in the hour of Paris; `mois` and `jour` are 0 where nobody knows them.

    `impossible` is what was written, where it is no date: « 2015-02-31 », a year 0012.
    """

    annee: int
    mois: int = 0
    jour: int = 0
    heure: time = time.min
    impossible: str = ""

    @classmethod
    def lire(cls, texte) -> "DateSpip | None":
        """Return the date that a column holds; None for « 0000-00-00 », which says that there is none."""
        texte = str(texte or "").strip()
        if not texte or texte.startswith("0000"):
            return None
        trouve = _DATE.match(texte)
        if trouve is None:
            return cls(0, impossible=texte)
        annee, mois, jour = (int(nombre) for nombre in trouve.group(1, 2, 3))
        if not PREMIERE_ANNEE <= annee <= DERNIERE_ANNEE:
            return cls(0, impossible=texte)
        try:
            heure = time(*(int(nombre or 0) for nombre in trouve.group(4, 5, 6)))
            if mois:
                date(annee, mois, jour or 1)
        except ValueError:
            return cls(annee, impossible=texte)
        return cls(annee, mois, jour if mois else 0, heure)

    @property
    def connue(self) -> bool:
        """Whether its year at least is known."""
        return bool(self.annee)

    @property
    def jour_connu(self) -> bool:
        """Whether it names a day."""
        return bool(self.jour)

    @property
    def date(self) -> date:
        """Its day, or the first that it may be."""
        return date(self.annee, self.mois or 1, self.jour or 1)

    @property
    def instant(self) -> datetime:
        """Its instant in Paris, the first that it may be."""
        return timezone.make_aware(datetime.combine(self.date, self.heure if self.jour else time.min))

    def __str__(self):
        if not self.annee:
            return self.impossible
        if self.jour:
            return date_simple(self.date)
        return f"{MOIS[self.mois - 1]} {self.annee}" if self.mois else str(self.annee)
