"""What every page owes to who does not see it: a title of its own, headings in order, names for fields, links and pictures."""

import re

import pytest

from tests.fabriques import (
    ActualiteFabrique,
    AffectationFabrique,
    ContributionFabrique,
    EvenementFabrique,
    FondsFabrique,
    GroupeFabrique,
)
from tests.jeu_de_donnees import ADRESSES, PAGES_PUBLIQUES, jeu_d_un_module
from tests.lecture_html import Lecture

# The table of its text has no caption: who wrote it gave none.
RICHE = "actualites:actualite"
PRIVEES = [
    (une, qui)
    for une in ADRESSES
    for qui in ("membre", "agent", "equipe")
    if une.html and une.statut(qui) in {200, 403} and une.nom.startswith(("annuaire:", "socle:", "comptes:", "espace"))
]


@pytest.fixture(scope="module")
def jeu(django_db_setup, django_db_blocker):
    with jeu_d_un_module(django_db_blocker) as jeu:
        yield jeu


def page_de(jeu, adresse, qui="visiteur"):
    reponse = jeu.clients[qui].get(adresse.chemin(jeu))
    if reponse.status_code == 302:
        pytest.fail(f"{adresse} sends {qui} elsewhere")
    return Lecture(reponse.content.decode())


def defauts(page, langue="fr"):
    """Return what is wrong in a page of that language, by kind; empty when all is well."""
    premier = page.ancres[0] if page.ancres else None
    trouves = {
        "lang": page.langue if page.langue != langue else "",
        "title": "" if 10 <= len(page.titre.strip()) <= 250 else repr(page.titre),
        "h1": [texte.strip() for niveau, texte in page.titres if niveau == 1][1:] or not any(n == 1 for n, _ in page.titres),
        "empty headings": [niveau for niveau, texte in page.titres if not texte.strip()],
        "skipped headings": page.niveaux_sautes,
        "alt": page.images_sans_alt,
        "labels": page.champs_sans_etiquette,
        "ids": page.identifiants_en_double,
        "references": page.references_perdues,
        "skip link": "" if premier == "contenu" else repr(premier),
        "links": page.liens_vides,
        "buttons": page.boutons_vides,
    }
    return {nom: valeur for nom, valeur in trouves.items() if valeur}


@pytest.mark.parametrize("adresse", PAGES_PUBLIQUES, ids=str)
def test_a_public_page_is_well_built(jeu, db, adresse):
    page = page_de(jeu, adresse)
    assert defauts(page, "en" if adresse.chemin(jeu).startswith("/en/") else "fr") == {}
    assert page.description
    assert len(page.description) <= 600


@pytest.mark.parametrize(("adresse", "qui"), PRIVEES, ids=str)
def test_a_page_of_members_and_staff_is_well_built(jeu, db, adresse, qui):
    trouves = defauts(page_de(jeu, adresse, qui))
    if adresse.nom == "pages:composants":
        # The samples of cards lead to contents that do not exist.
        trouves.pop("references", None)
    assert trouves == {}


def test_each_public_page_has_a_title_of_its_own(jeu, db):
    titres = {}
    for adresse in PAGES_PUBLIQUES:
        if adresse.statut("visiteur") in {200, 403} and not adresse.requete:
            # One page may bear two names: allauth asks for its own.
            titres.setdefault(page_de(jeu, adresse).titre.strip(), set()).add(adresse.chemin(jeu))
    # Two reserved pages may share theirs only if they share their name.
    assert {titre: pages for titre, pages in titres.items() if len(pages) > 1} == {}


def test_a_cell_of_a_stacked_table_names_its_column(visiteur, db):
    fonds = FondsFabrique()
    contribution = ContributionFabrique(fonds=fonds, montant_public=True)
    AffectationFabrique(fonds=fonds)
    for objet in (fonds, contribution.collectivite):
        tableau = re.search(r'tableau--empile".*?</table>', visiteur.get(objet.get_absolute_url()).text, re.DOTALL)[0]
        _, *colonnes = re.findall(r'<th scope="col"[^>]*>([^<]+)<', tableau)
        assert len(colonnes) >= 3
        (ligne,) = re.findall(r"<tr[^>]*>(.*?)</tr>", tableau.split("<tbody")[1].split("</tbody>")[0], re.DOTALL)
        assert re.findall(r'<td data-colonne="([^"]+)"', ligne) == colonnes


@pytest.mark.parametrize("fabrique", [ActualiteFabrique, EvenementFabrique, GroupeFabrique])
def test_a_page_without_a_picture_has_a_map_that_says_nothing_to_screen_readers(visiteur, japon, fabrique):
    texte = visiteur.get(fabrique(pays=[japon]).get_absolute_url()).text
    visuel = texte.split('<div class="fiche__visuel">')[1].split("</div>")[0]
    assert re.findall(r'<img src="([^"]+)" alt=""', visuel) == [japon.repere]
    assert re.findall(r"<span[^>]*>", visuel) == re.findall(r'<span[^>]*aria-hidden="true"[^>]*>', visuel)


def test_a_table_has_a_title_and_headers(jeu, db):
    """RGAA 5.4 to 5.7, on every kind of page."""
    tableaux = 0
    for adresse in PAGES_PUBLIQUES:
        texte = jeu.clients["visiteur"].get(adresse.chemin(jeu)).content.decode()
        for tableau in re.findall(r"<table.*?</table>", texte, re.DOTALL):
            tableaux += 1
            assert "<caption" in tableau or re.match(r"<table[^>]* aria-label", tableau) or adresse.nom == RICHE, adresse
            entetes = re.findall(r"<th\b[^>]*>", tableau)
            assert entetes and all("scope=" in entete for entete in entetes), (adresse, entetes)
    assert tableaux > 5


def test_fields_about_oneself_say_their_purpose(jeu, db):
    """RGAA 11.13: what a browser may fill by itself."""
    attendus = {
        "contact": "name",
        "fonction": "organization-title",
        "courriel": "email",
        "telephone": "tel",
        "nom": "organization",
    }
    vus = set()
    for adresse in PAGES_PUBLIQUES:
        if adresse.nom not in {"pages:demande_adhesion", "pages:adherer", "pages:signaler_defaut"}:
            continue
        texte = jeu.clients["visiteur"].get(adresse.chemin(jeu)).content.decode()
        for champ in re.findall(r"<input[^>]*>", texte.split("<main")[1].split("</main>")[0]):
            nom = re.search(r'name="(\w+)"', champ)
            if nom and nom[1] in attendus and 'type="hidden"' not in champ:
                vus.add(nom[1])
                assert f'autocomplete="{attendus[nom[1]]}"' in champ
    assert vus == set(attendus)


BIEN = """<html lang="fr"><head><title>Une page bien faite</title></head><body><a href="#contenu">Aller au contenu</a>
<main id="contenu"><h1>Titre</h1><h2>Partie</h2><img src="/a.png" alt=""><label for="q">Nom</label><input id="q" name="q">
<label>Ville <input name="v"></label><a href="/b/"><img src="/b.png" alt="Plan"></a></main></body></html>"""


def test_the_checker_is_content_with_a_page_well_built():
    assert defauts(Lecture(BIEN)) == {}


@pytest.mark.parametrize(
    ("avant", "apres", "defaut"),
    [
        ('lang="fr"', 'lang="en"', "lang"),
        ("<title>Une page bien faite</title>", "", "title"),
        ("<h1>Titre</h1>", "<p>Titre</p>", "h1"),
        ("<h2>Partie</h2>", "<h1>Partie</h1>", "h1"),
        ("<h2>Partie</h2>", "<h3>Partie</h3>", "skipped headings"),
        ("<h2>Partie</h2>", "<h2> </h2>", "empty headings"),
        ('<img src="/a.png" alt="">', '<img src="/a.png">', "alt"),
        ('<label for="q">Nom</label>', "Nom", "labels"),
        ('id="q"', 'id="contenu"', "ids"),
        ("<h2>Partie</h2>", '<h2 aria-describedby="rien">Partie</h2>', "references"),
        ('href="#contenu"', 'href="#ailleurs"', "skip link"),
        ('alt="Plan"', 'alt=""', "links"),
        ("<h2>Partie</h2>", "<h2>Partie</h2><button></button>", "buttons"),
    ],
)
def test_the_checker_sees_each_fault(avant, apres, defaut):
    assert avant in BIEN
    assert defaut in defauts(Lecture(BIEN.replace(avant, apres)))
