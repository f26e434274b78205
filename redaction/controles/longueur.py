"""How long a text is to read, and what makes it long."""

from redaction.controles.base import CONSEIL, Constat, Saisie

MOTS_PAR_MINUTE = 230
"""Words of French that an adult reads silently in a minute (Brysbaert, 2019: 214 to 238)."""
MOTS_SANS_TITRE, MOTS_D_UN_PARAGRAPHE, MINUTES_SANS_CHAPO = 500, 150, 3


def minutes(saisie: Saisie) -> int:
    """Return the minutes that the texts take to read; 0 without a text."""
    mots = sum(texte.mots for texte in saisie.textes.values())
    return -(-mots // MOTS_PAR_MINUTE)


def longueur(saisie: Saisie) -> list[Constat]:
    """Tell of a long text without a heading, of a long paragraph, of a long text without a chapo."""
    trouvees = []
    for nom, texte in saisie.textes.items():
        if texte.mots > MOTS_SANS_TITRE and not texte.titres:
            message = f"{texte.mots} mots sans un titre."
            trouvees.append(Constat(CONSEIL, message, "Mettez un titre à chaque idée : la page montrera son plan.", nom))
        for bloc in texte.blocs:
            if (mots := len(bloc.mots.split())) > MOTS_D_UN_PARAGRAPHE:
                debut = " ".join(bloc.mots.split()[:8])
                message = f"Un paragraphe de {mots} mots : « {debut}… »"
                trouvees.append(Constat(CONSEIL, message, "Coupez-le en deux, ou faites-en une liste.", nom, debut))
    if minutes(saisie) >= MINUTES_SANS_CHAPO and "chapo" in saisie.lignes and not saisie.lignes["chapo"].strip():
        message = f"Le texte se lit en {minutes(saisie)} minutes, et n’a pas de chapo."
        trouvees.append(Constat(CONSEIL, message, "Dites l’essentiel en deux phrases dans « Chapo ».", "chapo"))
    return trouvees
