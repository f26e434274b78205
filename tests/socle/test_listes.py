"""Lists: what their title says, and what they make of parameters that make no sense."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.fabriques import ActualiteFabrique, EvenementFabrique, PaysFabrique, ThemeFabrique
from tests.jeu_de_donnees import peupler
from tests.lecture_html import sur_une_ligne

LISTES = (
    "/actualites/", "/agenda/", "/annuaire/", "/annuaire/partenariats/", "/groupes-pays/", "/dynamiques/",
    "/fonds-de-solidarite/", "/appels-et-offres/", "/ressources/", "/ressources/mediatheque/",
)  # fmt: skip


def titre(reponse):
    return sur_une_ligne(reponse.text).partition("<title>")[2].partition("</title>")[0]


def test_the_title_says_the_filters_the_page_and_that_nothing_is_found(visiteur, db):
    japon, climat = PaysFabrique(alpha2="JP", nom="Japon"), ThemeFabrique(nom="Climat", slug="climat")
    for _ in range(11):
        ActualiteFabrique(pays=[japon], themes=[climat])
    assert titre(visiteur.get("/actualites/")) == "Actualités – Cités Unies France"
    assert titre(visiteur.get("/actualites/?pays=JP&theme=climat")) == "Actualités\u00a0: Japon, Climat – Cités Unies France"
    assert titre(visiteur.get("/actualites/?pays=JP&page=2")) == "Actualités, page 2\u00a0: Japon – Cités Unies France"
    vide = visiteur.get("/actualites/?pays=JP&type=tribune")
    assert titre(vide) == "Actualités\u00a0: Japon, Tribune, aucun résultat – Cités Unies France"
    assert "<b>" not in titre(visiteur.get("/annuaire/?q=<b>"))


@pytest.mark.parametrize("liste", LISTES)
def test_every_list_says_that_it_is_empty_and_ignores_what_it_does_not_know(visiteur, db, liste):
    reponse = visiteur.get(f"{liste}?utm_source=lettre&fbclid=1&%00=2")
    assert reponse.status_code == 200
    assert titre(reponse).endswith("\u00a0: aucun résultat – Cités Unies France")
    assert "noindex" not in reponse.text
    for absent in ("Un des filtres demandés", "ces critères"):
        assert absent not in sur_une_ligne(reponse.text)


@pytest.mark.parametrize("liste", LISTES)
def test_a_filter_that_finds_nothing_is_told_from_an_empty_list(visiteur, db, jeu, liste):
    champs = visiteur.get(liste).context["filtre"].form.fields
    vide = {"q": "zzzzzz"} if "q" in champs else {nom: cle for nom, champ in champs.items() for cle in derniers(champ)}
    vide |= {"etat": "clos"} if liste == "/appels-et-offres/" else {}
    vide |= {"type": "photo"} if liste == "/ressources/mediatheque/" else {}
    reponse = visiteur.get(liste, vide)
    assert reponse.status_code == 200
    assert reponse.context["paginator"].count == 0
    assert "ces critères" in sur_une_ligne(reponse.text)
    assert "noindex, follow" in reponse.text
    assert "Un des filtres demandés" not in sur_une_ligne(reponse.text)


def derniers(champ):
    """Return the last value that a filter offers, in a list, empty when it offers none."""
    return [str(cle) for cle, _ in getattr(champ, "choices", ())][-1:]


@pytest.mark.parametrize("liste", LISTES)
def test_a_wrong_value_gets_a_message_the_list_without_it_and_400(visiteur, db, jeu, liste):
    nom = next(iter(set(visiteur.get(liste).context["filtre"].form.fields) & {"pays", "etat", "genre", "type", "mode", "annee"}))
    entiere = visiteur.get(liste).context["paginator"].count
    assert entiere
    reponse = visiteur.get(f"{liste}?{nom}=zzz")
    assert reponse.status_code == 400
    assert reponse.context["paginator"].count == entiere
    texte = sur_une_ligne(reponse.text)
    assert "Un des filtres demandés n’existe pas\u00a0: la liste est montrée sans lui." in texte
    assert titre(reponse).startswith("Erreur\u00a0: ")
    assert 'aria-invalid="true"' in texte
    # Its addresses are without end: a search engine follows its links, and keeps the whole list only.
    assert '<meta name="robots" content="noindex, follow">' in texte


@pytest.fixture
def jeu(db):
    return peupler()


def test_the_other_filters_stay(visiteur, db):
    japon = PaysFabrique(alpha2="JP", nom="Japon")
    ActualiteFabrique(titre="Du Japon", pays=[japon])
    ActualiteFabrique(titre="D’ailleurs")
    reponse = visiteur.get("/actualites/?pays=JP&type=zzz")
    assert [une.titre for une in reponse.context["object_list"]] == ["Du Japon"]


def test_the_period_stays_with_its_headings(visiteur, db):
    EvenementFabrique(titre="Passé", debut="2025-01-06", publie_le="2025-01-01T00:00Z")
    reponse = visiteur.get("/agenda/?periode=passes&mode=zzz")
    assert reponse.status_code == 400
    assert [un.titre for un in reponse.context["object_list"]] == ["Passé"]
    assert 'aria-current="page">Passés</a>' in sur_une_ligne(reponse.text)


@pytest.mark.parametrize("filtre", ["", "&type=information"])
@pytest.mark.parametrize("nombre", [1, 10, 11, 20, 29, 31])
def test_each_row_is_once_on_the_pages_in_the_order_of_the_list(visiteur, db, nombre, filtre):
    """Those of the second half are counted from the end."""
    jour = timezone.now() - timedelta(days=1)
    for rang in range(nombre):
        ActualiteFabrique(titre=f"N° {rang}", publie_le=jour - timedelta(hours=rang))
    pages = [visiteur.get(f"/actualites/?page={page}{filtre}").context["page_obj"] for page in range(1, (nombre + 9) // 10 + 1)]
    assert [actualite.titre for page in pages for actualite in page] == [f"N° {rang}" for rang in range(nombre)]
    assert visiteur.get(f"/actualites/?page={len(pages) + 1}{filtre}").status_code == 404
