"""Links that say nothing (RGAA 6.1), and links that lead nowhere."""

from redaction.controles.base import ALERTE, Constat, Saisie
from socle.filtres import sans_accent

MUETS = frozenset((
    "ici", "la", "cliquez ici", "cliquer ici", "en cliquant ici", "clic ici", "ce lien", "le lien", "lien", "lire la suite",
    "la suite", "suite", "en savoir plus", "en savoir +", "savoir plus", "plus d'infos", "plus d'informations", "voir",
    "voir ici", "voir la page", "cette page", "sur cette page", "page", "telecharger", "a telecharger", "consulter", "details",
    "click here", "here", "read more", "more",
))  # fmt: skip
"""Words that say nothing when they are read alone, without capitals nor accents."""


def muets(saisie: Saisie) -> list[Constat]:
    """Tell of each link whose words, read alone, do not say where it leads."""
    trouvees = []
    for nom, texte in saisie.textes.items():
        for lien in texte.liens:
            # The call of a note, and a picture that bears its own words.
            if lien.adresse.startswith("#") or lien.image:
                continue
            if lien.mots.startswith(("http://", "https://", "www.")):
                message, remede = "Un lien montre son adresse.", "Écrivez à la place ce qu’on y trouve : une adresse s’épelle."
            elif _nus(lien.mots) in MUETS:
                message = f"Le lien « {lien.mots} » ne dit pas où il mène."
                remede = "Mettez le lien sur les mots qui nomment la page : « le programme de la rencontre »."
            else:
                continue
            trouvees.append(Constat(ALERTE, message, remede, nom, lien.mots))
    return trouvees


def _nus(mots):
    return sans_accent(mots.casefold().replace("’", "'")).strip(" .…:;!>»«→()[]")


def absents(saisie: Saisie) -> list[Constat]:
    """Tell of each link to what the portal does not show, or no longer."""
    remede = "Cherchez le contenu par son titre (« Lien vers le portail »), ou retirez le lien : on lira les mots seuls."
    return [
        Constat(ALERTE, f"Le lien « {lien.mots} » mène à {raison}.", remede, nom, lien.mots)
        for nom, texte in saisie.textes.items()
        for lien in texte.liens
        if (raison := saisie.absents.get(lien.objet or lien.adresse))
    ]


def morts(saisie: Saisie) -> list[Constat]:
    """Tell of each link to another site that did not answer when it was last tried."""
    return [
        Constat(
            ALERTE,
            f"Le lien « {lien.mots} » ne mène plus nulle part : {raison}.",
            "Cherchez la nouvelle adresse de la page, ou retirez le lien.",
            nom,
            lien.mots,
        )
        for nom, texte in saisie.textes.items()
        for lien in texte.liens
        if (raison := saisie.morts.get(lien.adresse))
    ]
