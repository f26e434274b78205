"""Pictures without words for who does not see them (RGAA 1.1)."""

from redaction.controles.base import ALERTE, Constat, Saisie


def images(saisie: Saisie) -> list[Constat]:
    """Tell of each picture of a text that has no alternative text, and that the library does not say to be decorative."""
    return [
        Constat(
            ALERTE,
            "Une image n’a pas de texte de remplacement.",
            "Décrivez en une phrase ce qu’elle montre ; si elle ne fait que décorer, dites-le dans la médiathèque.",
            nom,
            image.nom,
        )
        for nom, texte in saisie.textes.items()
        for image in texte.images
        if not image.alt and image.cle not in saisie.decoratives
    ]
