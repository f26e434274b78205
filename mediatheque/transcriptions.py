"""What is said in a sound or a video, line by line."""

import re

_NOM = r"(?:d[’'])?[A-ZÀ-ÖØ-Þ][\w’'.-]*"
# « Marie Dupont : … », « Mme de la Tour, maire de Nantes : … »; not « Trois priorités : … », which is a sentence.
REPLIQUE = re.compile(rf"({_NOM}(?: (?:{_NOM}|de|du|des|la|le))*(?:, [^.!?:]+?)?)\s?: (.+)")


def repliques(transcription: str) -> list[tuple[str, str]]:
    """Return a transcript line by line: who speaks, empty when the line does not say it, and the words."""
    lignes = [ligne.strip() for ligne in transcription.splitlines() if ligne.strip()]
    return [trouve.groups() if (trouve := REPLIQUE.fullmatch(ligne)) else ("", ligne) for ligne in lignes]
