"""Dates written in a text: a weekday that is not that day's, a date that contradicts the event."""

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from redaction.controles.base import ALERTE, Constat, Saisie
from socle.dates import JOURS, MOIS, date_longue, date_simple

_ESPACE = r"[ \u00a0\u202f]"
_MOIS = "|".join((*MOIS, "fevrier", "aout", "decembre"))
_DATE = re.compile(
    rf"(?:\b(?P<jour>{'|'.join(JOURS)}){_ESPACE})?\b(?P<numero>\d{{1,2}})(?:er|ᵉʳ)?{_ESPACE}(?P<mois>{_MOIS}){_ESPACE}(?P<annee>\d{{4}})\b",
    re.IGNORECASE,
)
_RANG = {nom: rang for rang, nom in enumerate(MOIS, 1)} | {"fevrier": 2, "aout": 8, "decembre": 12}


class Ecrite(NamedTuple):
    """A date found in a text: its words, its weekday if it is written, the day; None for one that no calendar has."""

    mots: str
    jour: str
    date: date | None


def dates_ecrites(mots: str) -> Iterator[Ecrite]:
    """Give the whole dates of some words, « mardi 6 octobre 2025 », in their order."""
    for trouvee in _DATE.finditer(mots):
        try:
            le = date(int(trouvee["annee"]), _RANG[trouvee["mois"].lower()], int(trouvee["numero"]))
        except ValueError:
            le = None
        yield Ecrite(trouvee[0], (trouvee["jour"] or "").lower(), le)


def jours(saisie: Saisie) -> list[Constat]:
    """Tell of each date that does not exist, and of each whose weekday is another."""
    trouvees = []
    for nom, mots in saisie.phrases():
        for ecrite in dates_ecrites(mots):
            if ecrite.date is None:
                remede = "Vérifiez le jour et le mois."
                trouvees.append(Constat(ALERTE, f"« {ecrite.mots} » n’est pas au calendrier.", remede, nom, ecrite.mots))
            elif ecrite.jour and ecrite.jour != JOURS[ecrite.date.weekday()]:
                message = f"« {ecrite.mots} » : ce jour-là est un {JOURS[ecrite.date.weekday()]}."
                remede = f"Vérifiez la date : si le quantième est bon, c’est le {date_longue(ecrite.date)}."
                trouvees.append(Constat(ALERTE, message, remede, nom, ecrite.mots))
    return trouvees


def evenement(saisie: Saisie) -> list[Constat]:
    """Tell of a date of the title or of the chapo out of the days of the event, and of one beside a link to another event."""
    trouvees = []
    if saisie.debut is not None:
        fin = saisie.fin or saisie.debut
        for nom in ("titre", "chapo"):
            for ecrite in dates_ecrites(saisie.lignes.get(nom, "")):
                if ecrite.date is not None and not saisie.debut <= ecrite.date <= fin:
                    message = f"« {ecrite.mots} » n’est pas la date de cette page, {_plage(saisie.debut, fin)}."
                    remede = "Corrigez l’une ou l’autre, sauf s’il s’agit d’autre chose."
                    trouvees.append(Constat(ALERTE, message, remede, nom, ecrite.mots))
    for nom, texte in saisie.textes.items():
        for bloc in texte.blocs:
            lies = [saisie.dates_liees[objet] for objet in bloc.objets if objet in saisie.dates_liees]
            for ecrite in dates_ecrites(bloc.mots) if lies else ():
                if ecrite.date is not None and not any(debut <= ecrite.date <= fin for _, debut, fin in lies):
                    titre, debut, fin = lies[0]
                    message = f"« {ecrite.mots} » est écrit à côté de « {titre} », qui a lieu {_plage(debut, fin)}."
                    remede = "Vérifiez lequel des deux est juste."
                    trouvees.append(Constat(ALERTE, message, remede, nom, ecrite.mots))
    return trouvees


def _plage(debut, fin):
    return f"le {date_simple(debut)}" if debut == fin else f"du {date_simple(debut)} au {date_simple(fin)}"
