"""The parameters of an address: which are known, in what form, and what is told of those that make no sense.

They are stricter than those of pages: an unknown name, an empty value and a name given twice are refused. A program that
misspells a filter would else take the whole set for what it asked.
"""

import re
from dataclasses import dataclass
from http import HTTPStatus

from django.http import QueryDict

from annuaire.filtres import FiltreDUneCollectivite, FiltreTexte
from api.problemes import Refus
from socle.filtres import FiltreValeur

PAR_PAGE, PAR_PAGE_MAX = 20, 100
PAGE_MAX = 1_000_000
"""Number of a page beyond which nothing is asked of the database."""
TYPES = {"json": "application/json", "geojson": "application/geo+json", "csv": "text/csv"}
"""What each format is for HTTP, the preferred first where two are as welcome."""

COLLECTIVITE = "NomCourtDeCollectivite"
"""The schema, written once for the thousands that they are, of what names a collectivité in an address."""

_ENTIER = re.compile(r"[1-9][0-9]{0,6}", re.ASCII)


@dataclass(frozen=True)
class Demande:
    """What an address asks for: a format, and of a list a page and how many rows it holds."""

    format: str
    page: int = 1
    limite: int = PAR_PAGE


def lire(request, jeu, *, liste=True):
    """Return the `Demande` of a request, or raise `Refus`: 400 naming what is wrong, 406 for a format that is not there."""
    envoye = QueryDict(request.META["QUERY_STRING"])
    connus = {"format", *(("page", "limite", *jeu.filtres) if liste else ())}
    libres = {nom for nom, filtre in jeu.filtres.items() if isinstance(filtre, FiltreTexte)}
    erreurs = {nom: _mal_ecrit(nom, envoye.getlist(nom), connus) for nom in envoye}
    for nom in {*envoye} - libres:
        # The entry of the site takes off what nobody sees (`cuf.encodage`): what is left would be another value, or none.
        if not erreurs[nom] and envoye[nom] != request.GET.get(nom):
            erreurs[nom] = "Cette valeur porte un signe qui ne se lit pas."
    numeros = {}
    for nom, defaut, maximum in (("page", 1, PAGE_MAX), ("limite", PAR_PAGE, PAR_PAGE_MAX)):
        numeros[nom] = entier = _entier(envoye.get(nom, str(defaut)), maximum) if liste else defaut
        if entier is None:
            erreurs[nom] = erreurs.get(nom) or f"Écrivez un nombre entier de 1 à {maximum}."
    voulu = envoye.get("format")
    if voulu is not None and voulu not in jeu.formats:
        erreurs["format"] = erreurs.get("format") or f"Choisissez parmi : {', '.join(jeu.formats)}."
    refuser(erreurs)
    return Demande(voulu or _accepte(request, jeu), **numeros)


def refuser(erreurs):
    """Raise the `Refus` of the parameters at fault, if there are any: {name: message, empty when it is right}."""
    if fautes := {nom: message for nom, message in erreurs.items() if message}:
        noms = ", ".join(f"« {nom} »" for nom in fautes)
        raise Refus(HTTPStatus.BAD_REQUEST, f"À corriger : {noms}.", erreurs=fautes)


def filtrer(request, jeu):
    """Return the rows of a set that the filters of an address keep, or raise `Refus` (400) with the message of each one."""
    lignes = jeu.lignes(request)
    if jeu.filtre is None:
        return lignes
    filtre = jeu.filtre(request.GET, queryset=lignes, request=request)
    if not filtre.is_valid():
        refuser({nom: " ".join(messages) for nom, messages in filtre.form.errors.items()})
    return filtre.qs


def _mal_ecrit(nom, valeurs, connus):
    if nom not in connus:
        return "Ce paramètre n’existe pas ici."
    if len(valeurs) > 1:
        return "Ce paramètre ne se donne qu’une fois."
    return "" if valeurs[0] else "Ce paramètre attend une valeur : retirez-le, ou donnez-lui en une."


def _entier(texte, maximum):
    return int(texte) if _ENTIER.fullmatch(texte) and int(texte) <= maximum else None


def _accepte(request, jeu):
    """Return the format that the header `Accept` prefers."""
    offerts = {TYPES[nom]: nom for nom in TYPES if nom in jeu.formats}
    prefere = request.get_preferred_type([*offerts])
    if prefere is None:
        raise Refus(HTTPStatus.NOT_ACCEPTABLE, f"Formats offerts : {', '.join(offerts)}.")
    return offerts[prefere]


def schemas(jeu, request):
    """Return the JSON schema of each filter of a set, with the values that it takes today; None for one that takes none."""
    filtre = jeu.filtre({}, queryset=jeu.lignes(request), request=request)
    return {nom: _schema(filtre.filters[nom], filtre.form.fields[nom]) for nom in jeu.filtres}


def _schema(filtre, champ):
    if isinstance(filtre, FiltreDUneCollectivite):
        return {"$ref": f"#/components/schemas/{COLLECTIVITE}"}
    valeurs = None
    if isinstance(filtre, FiltreValeur) and filtre.parmi is not None:
        # All that exists is taken, even what the list does not hold today.
        cle = filtre.cle.rpartition("__")[2]
        valeurs = filtre.parmi.order_by(cle).values_list(cle, flat=True)
    elif hasattr(champ, "choices"):
        valeurs = [cle for cle, _ in champ.choices if cle != ""]
    if valeurs is not None:
        return {"type": "string", "enum": [str(une) for une in valeurs]} if valeurs else None
    return {"type": "string", "minLength": 1, "maxLength": champ.max_length}
