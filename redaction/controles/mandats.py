"""People named with a function that they no longer hold."""

from redaction.controles.base import ALERTE, Constat, Saisie


def mandats(saisie: Saisie) -> list[Constat]:
    """Tell of each person that the content names, once, whose mandates known to the directory have all ended."""
    dites = {}
    for nom, mots in saisie.phrases():
        for personne in saisie.partis:
            if personne in mots:
                dites.setdefault(personne, nom)
    return [
        Constat(
            ALERTE,
            f"{personne} : {saisie.partis[personne]}.",
            "Écrivez « alors » ou « ancienne » devant la fonction, ou vérifiez le mandat dans l’annuaire.",
            nom,
            personne,
        )
        for personne, nom in dites.items()
    ]
