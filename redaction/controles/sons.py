"""Sounds and videos without their words (RGAA 4.1)."""

from redaction.controles.base import ALERTE, Constat, Saisie


def sans_transcription(saisie: Saisie) -> list[Constat]:
    """Tell of each sound or video of a text whose transcript is still to come."""
    return [
        Constat(
            ALERTE,
            f"« {saisie.a_transcrire[lien.objet]} » n’a pas encore de transcription.",
            "Donnez-la sur sa fiche, dans la médiathèque ; d’ici là, les lecteurs sont avertis qu’elle viendra.",
            nom,
            lien.mots,
        )
        for nom, texte in saisie.textes.items()
        for lien in texte.liens
        if lien.objet in saisie.a_transcrire
    ]
