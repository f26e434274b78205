"""The rules from which a plan is proposed: names of `regles.toml`, compared as people say them."""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from territoires.noms import cle_de_lieu

FICHIER = Path(__file__).with_name("regles.toml")


def cle(nom: str) -> str:
    """Return a name as it is compared: « Côte d’Ivoire » and « cote d'ivoire » are one; a « _ » that begins it is kept."""
    return ("_" if nom.startswith("_") else "") + cle_de_lieu(nom.replace("_", " "))


@cache
def regles(partie: str) -> Mapping[re.Pattern, str]:
    """Return the rules of a part of the file, in its order: `{pattern of the whole name: value}`."""
    lues = tomllib.loads(FICHIER.read_text())[partie]
    return {re.compile(r".*".join(map(re.escape, nom.split("*")))): valeur for nom, valeur in lues.items()}


def selon(partie: str, nom: str) -> str:
    """Return what the first rule that a name obeys says; empty where none does."""
    comparee = cle(nom)
    return next((valeur for motif, valeur in regles(partie).items() if motif.fullmatch(comparee)), "")
