"""Where a town abroad stands, by its name: GeoNames, as frozen by bin/construire-carte."""

from pathlib import Path
from typing import NamedTuple
from zipfile import ZipFile

from territoires.noms import cle_de_lieu

VILLES = Path(__file__).resolve().parent / "donnees" / "villes.zip"


class Ville(NamedTuple):
    """A town: its point in degrees, and the name that GeoNames gives it first, that of most maps in English."""

    latitude: float | None = None
    longitude: float | None = None
    nom_anglais: str = ""


INCONNUE = Ville()


def ville(nom, pays):
    """Return the most populous `Ville` of that name in a country (ISO code), `INCONNUE` without any.

    One file of the archive is read, that of the country.
    """
    cle, membre = cle_de_lieu(nom), f"{pays}.txt"
    with ZipFile(VILLES) as archive:
        if not cle or membre not in archive.namelist():
            return INCONNUE
        villes = archive.read(membre).decode().splitlines()
    for une in villes:  # « 34.03 -5.00 fes|fez », the most populous first
        if cle in une:
            latitude, longitude, noms = une.split(" ", 2)
            noms = noms.split("|")
            if cle in noms:
                return Ville(float(latitude), float(longitude), noms[0].title())
    return INCONNUE
