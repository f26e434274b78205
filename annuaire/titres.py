"""What a filtered directory is called: « Communes d’Occitanie qui travaillent avec le Maroc »."""

from annuaire.filtres_annuaire import OUI
from annuaire.models import Collectivite

TYPES = Collectivite.Type

PLURIELS = {
    "": ("Collectivités", "adhérentes"),
    TYPES.COMMUNE: ("Communes", "adhérentes"),
    TYPES.EPCI: ("Intercommunalités", "adhérentes"),
    TYPES.DEPARTEMENT: ("Départements", "adhérents"),
    TYPES.REGION: ("Régions", "adhérentes"),
    TYPES.SYNDICAT: ("Syndicats", "adhérents"),
    TYPES.ASSOCIATION: ("Associations d’élus", "adhérentes"),
    TYPES.AUTRE: ("Autres structures", "adhérentes"),
}
ANNONCES = {"secteur": "secteur", "odd": "objectif", "groupe": ""}
"""What is said before the choice of a filter that the sentence does not hold."""


def titrer(filtre):
    """Return the title of a valid `FiltreCollectivites`, empty when all is shown."""
    choisis = {nom: str(valeur) for nom, valeur in filtre.choisis.items()}
    if not choisis:
        return ""
    noms, adherents = PLURIELS[choisis.get("type", "")]
    phrase = [noms]
    if adhesion := choisis.get("adherent"):
        phrase.append(adherents if adhesion == OUI else f"non {adherents}")
    if "region" in choisis:
        phrase.append(de_la_region(_mot(filtre, "region")))
    if "departement" in choisis:
        phrase.append(f"({_mot(filtre, 'departement')})")
    if filtre.pays_choisi:
        phrase.append(f"qui travaillent avec {filtre.pays_choisi.avec_article}")
    suites = [f"{annonce} {_mot(filtre, nom)}".strip() for nom, annonce in ANNONCES.items() if nom in choisis]
    if "q" in choisis:
        suites.append(f"«\u00a0{choisis['q']}\u00a0»")
    return ", ".join([" ".join(phrase), *suites])


def _mot(filtre, nom):
    valeur = str(filtre.choisis[nom])
    return next(str(mot) for cle, mot in filtre.form.fields[nom].choices if str(cle) == valeur)


def de_la_region(nom):
    """Return « d’Occitanie », « du Grand Est », « des Pays de la Loire », « de Bretagne »."""
    if nom.startswith(("Hauts", "Pays")):
        return f"des {nom}"
    if nom.startswith(("Grand", "Centre")):
        return f"du {nom}"
    return f"d’{nom}" if nom[0] in "AEIOUYÎÉ" else f"de {nom}"
