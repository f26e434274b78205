"""The drawings of the world and of France (bin/construire-carte), read once."""

import json
import re
from functools import cache
from pathlib import Path

DEPART = re.compile(r"^m(-?\d+) ?(-?\d+)")
FICHIER = Path(__file__).resolve().parent / "donnees" / "contours.json"


@cache
def contours():
    """Return the drawings, SVG paths in the units of `territoires.projection`.

    `["monde"]` gives one for each country (ISO code; « fond » for land of no code), `["france"]["departements"]` one for each
    code, `["france"]["limites"]` the borders of regions. Each begins with a place of its own: they can be put end to end.
    """
    lus = json.loads(FICHIER.read_bytes())
    france = lus["france"]
    return {
        "monde": {code: _absolu(dessin) for code, dessin in lus["monde"].items()},
        "france": {
            "departements": {code: _absolu(dessin) for code, dessin in france["departements"].items()},
            "limites": _absolu(france["limites"]),
        },
    }


def _absolu(dessin):
    return DEPART.sub(r"M\1 \2l", dessin)
