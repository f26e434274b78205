"""The floors of the house, as import-linter reads them in pyproject.toml."""

import tomllib
from pathlib import Path

RACINE = Path(__file__).resolve().parents[1]


def lire_les_couches():
    """Return {app: height}, the ground being the lowest."""
    contrat = tomllib.loads((RACINE / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"][0]
    return {nom.strip(): -rang for rang, ligne in enumerate(contrat["layers"]) for nom in ligne.split("|")}
