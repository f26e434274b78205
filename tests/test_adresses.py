"""Every public address, with the query strings of robots and mischief: a page, a redirection or a 4xx, never a 500."""

import importlib.util
import re

import django_filters
import pytest
from django.apps import apps
from django.urls import get_resolver
from django.utils.http import urlencode

from tests import fabriques

PUBLIEES = ["Actualite", "Evenement", "Publication", "Media", "Fonds", "Page", "Collectivite", "Groupe", "Document"]
MAUVAISES = [
    "",
    "abc",
    "-1",
    "0",
    "9" * 30,
    "1e999",
    "NaN",
    "2026-13-45",
    "a\x00b",
    "é' OR 1=1 --\"<b>",
    "\U0001f4a5",
    "../../etc/passwd",
]


def _motifs(resolveur, prefixe="/"):
    """Yield (address, names of its parameters) of every pattern outside the admin."""
    for motif in resolveur.url_patterns:
        route = prefixe + str(motif.pattern)
        if getattr(motif, "namespace", None) == "admin":
            continue
        if hasattr(motif, "url_patterns"):
            yield from _motifs(motif, route)
        else:
            yield route, motif.pattern.converters


def _sans_parametre():
    return sorted({route for route, convertisseurs in _motifs(get_resolver()) if not convertisseurs})


def _avec_parametres():
    return sorted({route for route, convertisseurs in _motifs(get_resolver()) if convertisseurs})


def _noms():
    """Return the names a query string may use: those of every filter form, and the usual ones."""

    def descendance(classe):
        return {classe}.union(*(descendance(fille) for fille in classe.__subclasses__()))

    get_resolver().url_patterns  # noqa: B018 - loads the views, which load their filters
    filtres = {nom for classe in descendance(django_filters.FilterSet) for nom in classe.base_filters}
    return sorted(filtres | {"page", "q", "tri", "next", "apercu", "annee", "mois", "recherche"})


@pytest.fixture
def adresses(db):
    """One object of each kind, and the addresses of their pages with those that need no object."""
    trouvees = _sans_parametre()
    for nom in PUBLIEES:
        objet = getattr(fabriques, f"{nom}Fabrique")()
        if hasattr(objet, "get_absolute_url"):
            trouvees.append(objet.get_absolute_url())
    return trouvees


def test_the_addresses_are_found(adresses):
    assert {"/", "/actualites/", "/agenda/", "/annuaire/", "/ressources/", "/fonds-de-solidarite/"} <= set(adresses)
    assert len(adresses) > 25
    assert {"pays", "theme", "page"} <= set(_noms())


def _erreurs(client, adresses, requetes):
    client.raise_request_exception = False
    erreurs = []
    for adresse in adresses:
        for requete in requetes:
            reponse = client.get(f"{adresse}?{requete}")
            if reponse.streaming:
                b"".join(reponse)  # the test client closes the file at its end
            if reponse.status_code >= 500:
                erreurs.append(f"{adresse}?{requete} → {reponse.status_code}")
    return erreurs


@pytest.mark.parametrize("valeur", MAUVAISES, ids=ascii)
def test_a_wild_value_under_every_name_is_no_500(client, adresses, valeur):
    noms = _noms()
    tous = [(nom, valeur) for nom in noms] + [(f"{nom}[]", valeur) for nom in noms]
    assert _erreurs(client, adresses, [urlencode(tous)]) == []


def test_a_name_given_twice_is_no_500(client, adresses):
    assert _erreurs(client, adresses, [urlencode([(nom, valeur) for nom in _noms() for valeur in ("abc", "1")])]) == []


def test_broken_query_strings_are_no_500(client, adresses):
    assert _erreurs(client, adresses, ["%", "%ff=%fe", "&&&=&", "a" * 3000, "page=%E9", ";", "=", "page=1;2", "%00=%00"]) == []


@pytest.mark.parametrize("route", _avec_parametres())
def test_an_address_naming_nothing_is_no_500(client, db, route):
    client.raise_request_exception = False
    for valeurs in ({"int": "999999999999999999999", "annee": "1000", "mois": "12"}, {"int": "0", "annee": "2999", "mois": "01"}):
        chemin = re.sub(
            r"<(\w+):\w+>",
            lambda trouve, valeurs=valeurs: (
                valeurs.get(trouve[1]) or {"uuid": "00000000-0000-4000-8000-000000000000"}.get(trouve[1], "inconnu-" + "x" * 300)
            ),
            route,
        )
        assert client.get(chemin).status_code < 500, chemin


def test_each_model_with_an_address_is_visited():
    """A new kind of page must join PUBLIEES above."""
    visites = {getattr(fabriques, f"{nom}Fabrique")._meta.model for nom in PUBLIEES}
    publics = {
        modele
        for modele in apps.get_models()
        if hasattr(modele, "get_absolute_url") and importlib.util.find_spec(f"{modele._meta.app_label}.urls")
    }
    assert publics
    assert publics <= visites
