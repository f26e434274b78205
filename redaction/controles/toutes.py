"""All the checks, in the order in which they are told."""

from redaction.controles import dates, electoral, images, langues, liens, longueur, mandats, sons, titres, traceurs
from redaction.controles.base import ALERTE, CONSTATS_MAX, Constat, Regle, Saisie

REGLES: tuple[Regle, ...] = (
    liens.absents,
    liens.morts,
    dates.jours,
    dates.evenement,
    mandats.mandats,
    electoral.electoral,
    images.images,
    sons.sans_transcription,
    titres.niveaux,
    liens.muets,
    traceurs.traceurs,
    langues.langues,
    titres.capitales,
    longueur.longueur,
)


def controler(saisie: Saisie) -> list[Constat]:
    """Return what all the checks say of a content, what is wrong first; each remark once."""
    trouvees = [*dict.fromkeys(constat for regle in REGLES for constat in regle(saisie))]
    return sorted(trouvees, key=lambda une: une.niveau != ALERTE)[:CONSTATS_MAX]
