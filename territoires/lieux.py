"""Where a town abroad stands, by its name: GeoNames, as frozen by bin/construire-carte."""

from pathlib import Path
from zipfile import ZipFile

from territoires.noms import cle_de_lieu

VILLES = Path(__file__).resolve().parent / "donnees" / "villes.zip"


def point_de_ville(nom, pays):
    """Return the (latitude, longitude) of the most populous town of that name in a country (ISO code); None when unknown.

    One file of the archive is read, that of the country.
    """
    cle, membre = cle_de_lieu(nom), f"{pays}.txt"
    with ZipFile(VILLES) as archive:
        if not cle or membre not in archive.namelist():
            return None
        villes = archive.read(membre).decode().splitlines()
    for ville in villes:  # « 34.03 -5.00 fes|fez », the most populous first
        if cle in ville:
            latitude, longitude, noms = ville.split(" ", 2)
            if cle in noms.split("|"):
                return float(latitude), float(longitude)
    return None
