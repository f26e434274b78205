"""Two states of an item compared in the words of its form: texts word by word, values before and after, links that come and go.

It takes two `redaction.versions.Etat`, wherever they come from: two versions, a version and the present, a draft kept beside.
"""

import re
from collections import defaultdict
from dataclasses import dataclass, field

from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db import models
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.timezone import is_aware, localtime

from mediatheque.models import Image
from mediatheque.templatetags.images import vignette
from socle.differences import lisible, marques
from socle.texte_riche import ChampRiche, assainir

TEXTE, VALEUR, LIENS = "texte", "valeur", "liens"
VIDE = "(vide)"
_ADRESSE = re.compile(r'(?:href|src|url)="([^"]+)"')


@dataclass(frozen=True)
class Ecart:
    """What differs in one field.

    Attributes:
        libelle: the name of the field.
        genre: `TEXTE` (`texte` is the HTML of its words with their marks), `VALEUR` (`avant`, `apres`) or `LIENS`.
        retires, ajoutes: the links that go and that come; for a text, the addresses it leads to and the pictures it shows.
        mise_en_forme: whether a text says the same words, laid out otherwise.
    """

    libelle: str
    genre: str
    avant: object = None
    apres: object = None
    texte: str = ""
    retires: list = field(default_factory=list)
    ajoutes: list = field(default_factory=list)
    mise_en_forme: bool = False


@dataclass(frozen=True)
class Ligne:
    """A row of an inline that comes, goes or changes: its kind, its name, its fate in words, and what differs in it."""

    genre: str
    nom: str
    sort: str
    ecarts: list


@dataclass(frozen=True)
class Comparaison:
    """What differs between two states: the fields of the item, then the rows of its form."""

    ecarts: list
    lignes: list

    def __bool__(self):
        return bool(self.ecarts or self.lignes)


def comparer(modele, cle, avant, apres, blocs=()):
    """Compare two states of the row `cle` of `modele`; a query for each kind of thing linked, whatever their number.

    Args:
        avant, apres: two `Etat`.
        blocs: the models of the inlines.
    """
    une, autre = avant.champs(modele, cle), apres.champs(modele, cle)
    paires = [(modele, une, autre)]
    paires += [(bloc, *paire) for bloc in blocs for paire in _lignes(bloc, avant, apres).values()]
    noms = _noms(paires)
    lignes = []
    for bloc in blocs:
        for cle_de_ligne, (ancienne, nouvelle) in _lignes(bloc, avant, apres).items():
            sort = "ajout" if ancienne is None else "suppression" if nouvelle is None else "changement"
            nom = (avant if nouvelle is None else apres).noms[bloc._meta.label_lower, cle_de_ligne]
            ecarts = _ecarts(bloc, ancienne or {}, nouvelle or {}, noms)
            lignes.append(Ligne(bloc._meta.verbose_name, nom, sort, ecarts))
    return Comparaison(_ecarts(modele, une, autre, noms), lignes)


def champs_changes(modele, cle, avant, apres, blocs=()):
    """Return the names of the fields that differ, in words, and how many rows do; nothing is asked of the database."""
    une, autre = avant.champs(modele, cle), apres.champs(modele, cle)
    noms = [_libelle(modele, nom) for nom in _differents(modele, une, autre)]
    for bloc in blocs:
        if nombre := len(_lignes(bloc, avant, apres)):
            options = bloc._meta
            noms.append(f"{nombre}\u00a0{options.verbose_name if nombre == 1 else options.verbose_name_plural}")
    return noms


def champ_de(modele, nom):
    """Return a field of `modele`, None for one that it no longer has."""
    try:
        return modele._meta.get_field(nom)
    except FieldDoesNotExist:
        return None


def _lignes(bloc, avant, apres):
    """Return {key: (values before, values after)} of the rows that differ; None where a row is not there."""
    unes, autres = avant.lignes_de(bloc), apres.lignes_de(bloc)
    cles = dict.fromkeys([*unes, *autres])
    return {cle: (unes.get(cle), autres.get(cle)) for cle in cles if unes.get(cle) != autres.get(cle)}


def _differents(modele, avant, apres):
    """Return the names of the fields that differ, in the order of the model; a field known on one side only counts if filled."""
    noms = {nom for nom in {*avant, *apres} if (avant.get(nom) or None) != (apres.get(nom) or None)}
    ordre = {champ.name: rang for rang, champ in enumerate((*modele._meta.fields, *modele._meta.many_to_many))}
    cles_du_parent = {champ.name for champ in modele._meta.fields if champ.primary_key}
    return sorted(noms - cles_du_parent, key=lambda nom: (ordre.get(nom, len(ordre)), nom))


def _libelle(modele, nom):
    champ = champ_de(modele, nom)
    return capfirst(champ.verbose_name) if champ is not None else f"{nom} (champ disparu)"


def _noms(paires):
    """Return {model: {key as text: row}} of all that the differing relations point at."""
    cles = defaultdict(set)
    for modele, avant, apres in paires:
        avant, apres = avant or {}, apres or {}
        for nom in _differents(modele, avant, apres):
            champ = champ_de(modele, nom)
            if champ is not None and champ.is_relation:
                for valeur in (avant.get(nom), apres.get(nom)):
                    cles[champ.related_model].update(valeur if isinstance(valeur, list) else [valeur])
    return {modele: lignes_par_cle(modele, voulues) for modele, voulues in cles.items()}


def lignes_par_cle(modele, cles):
    """Return {key as text: row} of those of `cles`, as JSON has them, that are still there; one query."""
    bonnes = []
    for cle in {*cles} - {None}:
        try:
            bonnes.append(modele._meta.pk.to_python(cle))
        except ValidationError:
            continue
    return {str(cle): ligne for cle, ligne in modele._base_manager.in_bulk(bonnes).items()}


def _ecarts(modele, avant, apres, noms):
    return [_ecart(modele, nom, avant.get(nom), apres.get(nom), noms) for nom in _differents(modele, avant, apres)]


def _ecart(modele, nom, avant, apres, noms):
    champ, libelle = champ_de(modele, nom), _libelle(modele, nom)
    if champ is None:
        return Ecart(libelle, VALEUR, str(avant or VIDE), str(apres or VIDE))
    if champ.is_relation:
        lignes = noms[champ.related_model]
        if champ.many_to_many:
            unes, autres = avant or [], apres or []
            retires = [_nommer(cle, lignes) for cle in unes if cle not in autres]
            return Ecart(libelle, LIENS, retires=retires, ajoutes=[_nommer(cle, lignes) for cle in autres if cle not in unes])
        return Ecart(libelle, VALEUR, _lie(champ, avant, lignes), _lie(champ, apres, lignes))
    if _est_un_texte(champ):
        return _ecart_de_texte(champ, libelle, avant or "", apres or "")
    return Ecart(libelle, VALEUR, _dire(champ, avant), _dire(champ, apres))


def _est_un_texte(champ):
    simple = isinstance(champ, (models.SlugField, models.URLField, models.EmailField, models.FileField))
    return isinstance(champ, (models.CharField, models.TextField)) and not champ.choices and not simple


def _ecart_de_texte(champ, libelle, avant, apres):
    if not isinstance(champ, ChampRiche):
        return Ecart(libelle, TEXTE, texte=marques(str(avant), str(apres)))
    mots = lisible(avant), lisible(apres)
    liens = [list(dict.fromkeys(_ADRESSE.findall(assainir(texte)))) for texte in (avant, apres)]
    retires = [lien for lien in liens[0] if lien not in liens[1]]
    ajoutes = [lien for lien in liens[1] if lien not in liens[0]]
    memes = mots[0] == mots[1]
    return Ecart(libelle, TEXTE, texte="" if memes else marques(*mots), retires=retires, ajoutes=ajoutes, mise_en_forme=memes)


def _nommer(cle, lignes):
    return str(lignes[str(cle)]) if str(cle) in lignes else f"supprimé depuis (n°\u00a0{cle})"


def _lie(champ, cle, lignes):
    """Return what a relation points at: its name, after the picture itself when it is one."""
    if cle is None:
        return VIDE
    if champ.related_model is Image and str(cle) in lignes:
        return format_html("{} {}", vignette(lignes[str(cle)]), lignes[str(cle)])
    return _nommer(cle, lignes)


def _dire(champ, valeur):
    """Return a value as its form would show it."""
    if valeur is None or valeur == "":
        return VIDE
    try:
        lue = champ.to_python(valeur)
    except ValidationError:
        return str(valeur)
    if champ.choices:
        return str(dict(champ.flatchoices).get(lue, lue))
    if isinstance(champ, models.BooleanField):
        return "oui" if lue else "non"
    if isinstance(champ, models.DateTimeField):
        return date_format(localtime(lue) if is_aware(lue) else lue, "DATETIME_FORMAT")
    if isinstance(champ, models.DateField):
        return date_format(lue, "DATE_FORMAT")
    return date_format(lue, "TIME_FORMAT") if isinstance(champ, models.TimeField) else str(lue)
