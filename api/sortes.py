"""The data sets of contents, made out of the register: a new kind has its own without a word here."""

from datetime import date, datetime
from typing import Literal

from django.db import models
from django.db.models import Prefetch
from django.utils import timezone
from pydantic import Field, create_model

from annuaire.models import Collectivite
from api.jeux import Jeu, absolue
from fonds_solidarite.models import FondsSolidarite
from groupes_pays.models import Groupe
from redaction.registre import Donnee
from socle.acces import VISITEUR, Acces
from socle.texte_riche import ChampRiche, assainir

NATURES = {
    models.DateTimeField: datetime,
    models.DateField: date,
    models.BooleanField: bool,
    models.DecimalField: float,
    models.FloatField: float,
    models.IntegerField: int,
}
"""What a field of Django is in JSON: the first that fits; a text otherwise."""

SUJETS = {
    "pays": ("pays, par leur code ISO à deux lettres", str, "alpha2", None),
    "themes": ("thèmes, par leur nom court", str, "slug", None),
    "groupes": ("groupes-pays et dynamiques, par leur nom court", str, "slug", Groupe.objects.publics),
    "fonds": (
        "fonds de solidarité, par leur numéro",
        int,
        "pk",
        lambda: FondsSolidarite.objects.en_ligne_pour(VISITEUR).only("pk"),
    ),
    "collectivites": ("collectivités, par leur numéro", int, "pk", lambda: Collectivite.objects.visibles().only("pk")),
}
"""What a content points at: in words, the nature and the field of the key that filters take, the rows that anyone may hear of."""

DE_TOUS = ("titre", "surtitre", "sous_titre", "chapo", "publie_le", "modifie_le")


def jeu_de_sorte(sorte):
    """Return the `Jeu` of a kind of content."""
    nom = sorte.modele.__name__
    sujets = [champ for champ in SUJETS if sorte.a(champ)]
    faits = [(donnee, False) for donnee in sorte.donnees] + [(donnee, True) for donnee in sorte.donnees_lues]
    colonnes = {
        "id": (int, Field(description="numéro, qui ne change jamais")),
        "url": (str, Field(description="page du portail", json_schema_extra={"format": "uri"})),
        **{champ: _colonne(sorte.modele, champ) for champ in DE_TOUS},
        "acces": (Literal[tuple(Acces.values)], Field(description="qui lit le contenu entier ; « public » : tout le monde")),
        **{_nom(donnee): _colonne(sorte.modele, donnee) for donnee, _ in faits},
        **{champ: (list[SUJETS[champ][1]], Field(description=SUJETS[champ][0])) for champ in sujets},
    }
    ligne = create_model(f"{nom}EnListe", **colonnes)
    textes = {champ: _colonne(sorte.modele, champ) for champ in sorte.modele.TEXTES}
    return Jeu(
        cle=sorte.cle,
        titre=sorte.titre,
        description=sorte.description or f"{sorte.titre} du portail.",
        lignes=_lignes(sorte, sujets),
        filtre=sorte.filtre,
        ligne=ligne,
        fiche=create_model(nom, __base__=ligne, **textes),
        lire=_lecture(faits, sujets),
        lire_fiche=lambda objet: {champ: _texte(objet, champ) for champ in sorte.modele.TEXTES},
    )


def _lignes(sorte, sujets):
    charges = [Prefetch(champ, lignes().order_by()) for champ in sujets if (lignes := SUJETS[champ][3]) is not None]
    simples = [champ for champ in sujets if SUJETS[champ][3] is None]

    def lignes(request):
        """Return what is online and announced to everyone."""
        return sorte.modele.objects.en_ligne_pour(VISITEUR).pour_donnees().prefetch_related(*simples, *charges)

    return lignes


def _lecture(faits, sujets):
    def lire(objet):
        """Return a row: the facts kept for who reads it in full are null for the others."""
        lu = VISITEUR.peut_lire(objet)
        return {
            "id": objet.pk,
            "url": absolue(objet.get_absolute_url()),
            **{champ: _valeur(objet, champ) for champ in DE_TOUS},
            "acces": objet.acces,
            **{_nom(donnee): _valeur(objet, donnee) if lu or not reservee else None for donnee, reservee in faits},
            **{champ: [getattr(un, SUJETS[champ][2]) for un in getattr(objet, champ).all()] for champ in sujets},
        }

    return lire


def _nom(donnee):
    return donnee.nom if isinstance(donnee, Donnee) else donnee


def _colonne(modele, donnee):
    """Return the type and the words of a fact, as pydantic takes them."""
    if isinstance(donnee, Donnee):
        return donnee.nature | None, Field(description=donnee.mots)
    champ = modele._meta.get_field(donnee)
    mots = str(champ.verbose_name)
    if champ.choices:
        valeurs = tuple(valeur for valeur, _ in champ.choices)
        mots += " : " + ", ".join(f"« {valeur} » ({mot})" for valeur, mot in champ.choices)
        return Literal[valeurs] | None, Field(description=mots)
    if isinstance(champ, ChampRiche):
        mots += ", en HTML"
    garde = getattr(champ, "output_field", champ)  # of a column that the database computes
    nature = next((nature for classe, nature in NATURES.items() if isinstance(garde, classe)), str)
    return nature | None, Field(description=mots)


def _valeur(objet, donnee):
    valeur = donnee.valeur(objet) if isinstance(donnee, Donnee) else getattr(objet, donnee)
    if isinstance(valeur, datetime):
        return timezone.localtime(valeur)
    return None if valeur == "" else valeur


def _texte(objet, champ):
    """Return a long text of a row that everyone may read in full, cleaned again; None otherwise, or without text."""
    if not VISITEUR.peut_lire(objet):
        return None
    texte = getattr(objet, champ)
    return (assainir(texte) if isinstance(objet._meta.get_field(champ), ChampRiche) else texte) or None
