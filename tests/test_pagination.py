"""Every list in pages says on which one the reader stands, to the eye and to a screen reader; and no other."""

import re
from datetime import date

import pytest
from django.contrib import admin
from django.urls import URLPattern, URLResolver, get_resolver, resolve, reverse

from socle.listes import PAR_PAGE, ListeFiltree
from tests.fabriques import (
    ActualiteFabrique,
    AppelFabrique,
    AutoriteLocaleFabrique,
    CollectiviteFabrique,
    DocumentFabrique,
    EvenementFabrique,
    FondsFabrique,
    GroupeFabrique,
    MediaFabrique,
    PartenariatFabrique,
    ProjetFabrique,
    PublicationFabrique,
)
from tests.lecture_html import sur_une_ligne

COURANTE = re.compile(r'<span aria-current="page"><span class="sr">Page </span>(\d+)</span>')


def remplir_les_partenariats(nombre):
    for _ in range(nombre):
        PartenariatFabrique(collectivites=[CollectiviteFabrique()], autorites=[AutoriteLocaleFabrique()])


def remplir_les_comptes_rendus(nombre):
    EvenementFabrique.create_batch(nombre, debut=date(2025, 1, 6), compte_rendu=DocumentFabrique())


REMPLIR = {
    "actualites:liste": ActualiteFabrique.create_batch,
    "agenda:liste": EvenementFabrique.create_batch,
    "agenda:comptes_rendus": remplir_les_comptes_rendus,
    "appels:liste": AppelFabrique.create_batch,
    "annuaire:liste": CollectiviteFabrique.create_batch,
    "annuaire:partenariats": remplir_les_partenariats,
    "annuaire:projets": lambda nombre: ProjetFabrique.create_batch(nombre, collectivites=[CollectiviteFabrique()]),
    "fonds_solidarite:liste": FondsFabrique.create_batch,
    "groupes_pays:liste": GroupeFabrique.create_batch,
    "groupes_pays:dynamiques": lambda nombre: GroupeFabrique.create_batch(nombre, nature="thematique"),
    "ressources:liste": PublicationFabrique.create_batch,
    "ressources:mediatheque": MediaFabrique.create_batch,
}


def listes(resolveur=None, prefixe=""):
    """Return the names of the addresses that a list in pages answers."""
    for motif in (resolveur or get_resolver()).url_patterns:
        if isinstance(motif, URLResolver):
            yield from listes(motif, f"{prefixe}{motif.namespace}:" if motif.namespace else prefixe)
        elif isinstance(motif, URLPattern):
            vue = getattr(motif.callback, "view_class", object)
            if issubclass(vue, ListeFiltree) and vue.paginate_by:
                yield f"{prefixe}{motif.name}"


def test_every_list_in_pages_is_tried():
    assert set(listes()) == set(REMPLIR)


@pytest.mark.parametrize("nom", REMPLIR)
def test_the_page_where_the_reader_stands_is_told(visiteur, db, nom):
    REMPLIR[nom](2 * resolve(reverse(nom)).func.view_class.paginate_by + 1)
    for numero in (1, 2, 3):
        texte = sur_une_ligne(visiteur.get(reverse(nom, query={"page": numero})).text)
        pages = texte.split('<nav class="pagination"')[1].split("</nav>")[0]
        assert COURANTE.findall(pages) == [str(numero)]
        assert pages.count("aria-current") == 1
        liens = re.findall(r'page=(\d+)"><span class="sr">Page </span>(\d+)</a>', pages)
        assert (f", page {numero} –" in texte.partition("</title>")[0]) == (numero > 1)
        suite = f"?page={numero}" if numero > 1 else ""
        assert re.search(r'<link rel="canonical" href="https?://[^/]+(.*?)">', texte)[1] == reverse(nom) + suite
        assert liens == [(str(autre), str(autre)) for autre in (1, 2, 3) if autre != numero]


def test_a_list_of_one_page_has_none(visiteur, db):
    ActualiteFabrique.create_batch(PAR_PAGE)
    assert 'class="pagination"' not in visiteur.get(reverse("actualites:liste")).text


@pytest.mark.parametrize("page", [1, 2])
def test_a_list_of_the_back_office(client_editrice, page, monkeypatch):
    """The template is one for all of them."""
    ActualiteFabrique.create_batch(5)
    monkeypatch.setattr(admin.site.get_model_admin(ActualiteFabrique._meta.model), "list_per_page", 3)
    texte = sur_une_ligne(client_editrice.get(f"/admin/actualites/actualite/?p={page}").text)
    pages = texte.split('<p class="paginator">')[1].split("</p>")[0]
    assert re.findall(r'<span class="this-page" aria-current="page">(\d+)</span>', pages) == [str(page)]
    assert pages.count("aria-current") == 1
