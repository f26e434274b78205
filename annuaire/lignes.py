"""The rows of a profile that a member proposes to change, as JSON values: partnerships, mandates, projects.

Each has a key: `partenariat-12`, `mandat-7`, or `projet-nouveau-…` for one that does not exist yet.
"""

import re

from django.utils.text import slugify

from annuaire.models import Partenariat

PARTENARIAT, MANDAT, PROJET = GENRES = ("partenariat", "mandat", "projet")
NOMS = {PARTENARIAT: "Partenariat", MANDAT: "Représentant", PROJET: "Projet"}
NOMS_NOUVEAUX = {PARTENARIAT: "Nouveau partenariat", MANDAT: "Nouveau représentant", PROJET: "Nouveau projet"}

# No more digits than an id of the database has.
_CLE = re.compile(rf"({'|'.join(GENRES)})-(?:([0-9]{{1,18}})|nouveau-.*)", re.DOTALL)


def genre_de(cle):
    """Return the kind of row that a key names, or None."""
    trouve = _CLE.fullmatch(cle)
    return trouve[1] if trouve else None


def identifiant(cle):
    """Return the id of the existing row that a key names, or None."""
    trouve = _CLE.fullmatch(cle)
    return int(trouve[2]) if trouve and trouve[2] else None


def est_nouvelle(cle):
    """Say whether a key names a row to create."""
    return genre_de(cle) is not None and identifiant(cle) is None


def cle_de(genre, pk):
    """Return the key of an existing row."""
    return f"{genre}-{pk}"


def cle_nouvelle(genre, valeur):
    """Return the key of a row to create: the same one proposed twice has the same key."""
    if genre == PARTENARIAT:
        nom, pays = valeur["autorites"][0]
        propre = f"{pays}-{slugify(nom, allow_unicode=True)}-{valeur['nature']}"
    elif genre == MANDAT:
        propre = _en_cle(f"{valeur['prenom']} {valeur['nom']} {valeur['fonction']}")
    else:
        propre = _en_cle(valeur["titre"])
    return f"{genre}-nouveau-{propre}"


def _en_cle(texte):
    """Return words without accents; a script that has no other letters keeps its own."""
    return slugify(texte) or slugify(texte, allow_unicode=True)


def identite(genre, valeur):
    """Return what makes two values the same row, whatever the case."""
    if genre == PARTENARIAT:
        return (tuple((nom.casefold(), pays) for nom, pays in valeur["autorites"]), valeur["nature"])
    return cle_nouvelle(genre, valeur)


def nom_de(genre, valeur):
    """Return the words that name a row."""
    if genre == PARTENARIAT:
        return ", ".join(nom for nom, _ in valeur["autorites"])
    return f"{valeur['prenom']} {valeur['nom']}" if genre == MANDAT else valeur["titre"]


def texte_simple(texte):
    """Return a text of several lines as a form gives it: a browser writes line feeds in its own way."""
    return "\n".join(texte.splitlines()).strip()


def lire(collectivite):
    """Return `{key: value}` for the rows that the page of a collectivité shows; the number of queries is always the same."""
    etat = {}
    for lien in collectivite.partenariats.prefetch_related("autorites", "collectivites"):
        etat[cle_de(PARTENARIAT, lien.pk)] = lire_partenariat(lien, collectivite)
    for mandat in collectivite.mandats.en_cours().select_related("personne"):
        etat[cle_de(MANDAT, mandat.pk)] = lire_mandat(mandat)
    for projet in collectivite.projets.prefetch_related("collectivites", "pays"):
        etat[cle_de(PROJET, projet.pk)] = lire_projet(projet, collectivite)
    return etat


def lire_partenariat(partenariat, collectivite):
    """Return a partnership, its authorities and French partners loaded, as a JSON value.

    `avec`: the French partners other than `collectivite`; one hidden from the directory is not named to the others.
    """
    return {
        "autorites": sorted([autorite.nom, autorite.pays_id] for autorite in partenariat.autorites.all()),
        "avec": _autres(partenariat, collectivite),
        "nature": partenariat.nature,
        "annee": partenariat.annee,
        "etat": partenariat.etat,
        "description": texte_simple(partenariat.description),
        "confirme_le": partenariat.confirme_le.isoformat() if partenariat.confirme_le else None,
    }


def lire_mandat(mandat):
    """Return a mandate, its person loaded, as a JSON value."""
    return {
        "prenom": mandat.personne.prenom,
        "nom": mandat.personne.nom,
        "fonction": mandat.fonction,
        "constate_le": mandat.constate_le.isoformat() if mandat.constate_le else None,
    }


def lire_projet(projet, collectivite):
    """Return a project, its countries and French partners loaded, as a JSON value."""
    return {
        "titre": projet.titre,
        "avec": _autres(projet, collectivite),
        "pays": sorted(pays.pk for pays in projet.pays.all()),
        "annee_debut": projet.annee_debut,
        "annee_fin": projet.annee_fin,
        "description": texte_simple(projet.description),
    }


def _autres(ligne, collectivite):
    francaises = (une for une in ligne.collectivites.all() if une.visible)
    return sorted(une.nom for une in francaises if une != collectivite)


def resume(genre, valeur):
    """Return a row in a few words, for who is about to add one that looks like it."""
    if genre == MANDAT:
        return f"{nom_de(genre, valeur)}, {valeur['fonction']}"
    if genre == PARTENARIAT:
        nature = Partenariat.Nature(valeur["nature"]).label
        return f"{nom_de(genre, valeur)}, {nature}{' depuis ' + str(valeur['annee']) if valeur['annee'] else ''}"
    return nom_de(genre, valeur)


# By kind, what two rows of a profile may share without being the same: a town, a person. Titles of projects are their own.
SUJETS = {
    PARTENARIAT: lambda valeur: {(_en_cle(nom), pays) for nom, pays in valeur["autorites"]},
    MANDAT: lambda valeur: {_en_cle(f"{valeur['prenom']} {valeur['nom']}")},
    PROJET: lambda valeur: {_en_cle(valeur["titre"])},
}
