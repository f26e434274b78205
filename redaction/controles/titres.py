"""The headings of a text: none skipped, none empty (RGAA 9.1), none in capitals."""

from redaction.controles.base import ALERTE, CONSEIL, Constat, Saisie
from socle.ecriture import TITRES

LETTRES_MIN = 8
"""Letters under which words in capitals are an acronym: « ODD », « CUF-UE »."""
PART_DE_CAPITALES = 0.7


def niveaux(saisie: Saisie) -> list[Constat]:
    """Tell of a heading that is empty, or two levels under the one before it."""
    trouvees = []
    for nom, texte in saisie.textes.items():
        precedent = min(TITRES) - 1
        for titre in texte.titres:
            if not titre.mots:
                trouvees.append(
                    Constat(
                        ALERTE, "Un titre est vide.", "Écrivez-le, ou effacez sa ligne : les lecteurs d’écran l’annoncent.", nom
                    )
                )
                continue
            if titre.niveau > precedent + 1:
                voulu = TITRES[precedent + 1]
                trouvees.append(
                    Constat(
                        ALERTE,
                        f"« {titre.mots} » est un « {TITRES[titre.niveau]} » sans « {voulu} » au-dessus.",
                        f"Choisissez « {voulu} » : le plan de la page ne saute pas de niveau.",
                        nom,
                        titre.mots,
                    )
                )
            precedent = titre.niveau
    return trouvees


def capitales(saisie: Saisie) -> list[Constat]:
    """Tell of the title, and of each heading, that is written in capitals."""
    lignes = [(nom, saisie.lignes.get(nom, "")) for nom in ("titre", "surtitre", "sous_titre")]
    lignes += [(nom, titre.mots) for nom, texte in saisie.textes.items() for titre in texte.titres]
    return [
        Constat(
            CONSEIL,
            f"« {mots} » est en capitales.",
            "Écrivez-le en minuscules, accents compris : on le lit plus vite, et les lecteurs d’écran ne l’épellent pas.",
            nom,
            mots,
        )
        for nom, mots in lignes
        if _en_capitales(mots)
    ]


def _en_capitales(mots):
    lettres = [lettre for lettre in mots if lettre.isalpha()]
    hautes = sum(lettre.isupper() for lettre in lettres)
    return len(lettres) >= LETTRES_MIN and " " in mots and hautes >= PART_DE_CAPITALES * len(lettres)
