"""The page of the search, its suggestions, and what people type by mistake."""

import json
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from recherche import actions, lexique
from recherche.models import MotConnu, RechercheVaine
from tests.fabriques import (
    ActualiteFabrique,
    AutoriteLocaleFabrique,
    CollectiviteFabrique,
    EvenementFabrique,
    FondsFabrique,
    GroupeFabrique,
    MandatFabrique,
    MediaFabrique,
    PageFabrique,
    PartenariatFabrique,
    PaysFabrique,
    PublicationFabrique,
    ThemeFabrique,
)

pytestmark = pytest.mark.django_db
ADRESSE = "/recherche/"


def page(client, q, **filtres):
    return client.get(ADRESSE, {"q": q, **filtres})


def test_a_result_tells_its_kind_its_date_and_marks_its_words(client):
    ActualiteFabrique(titre="L’eau à Dakar", chapo="Un chapo.", corps="<p>Les <b>réseaux</b> d’eau &amp; de vie</p>")
    texte = page(client, "réseau eau").text
    assert "<mark>L’eau</mark> à" in texte
    assert "Les <mark>réseaux</mark> <mark>d’eau</mark> &amp; de vie" in texte
    assert "<strong>Actualité</strong>" in texte
    assert '<meta name="robots" content="noindex, follow">' in texte


def test_the_excerpt_of_a_text_kept_from_the_reader_is_its_chapo(client, client_editrice):
    ActualiteFabrique(titre="Réunion", chapo="Pour les membres.", corps="<p>Le mot secret.</p>", acces="adherents")
    assert "secret" not in page(client, "réunion").text
    assert "Réservé aux adhérents" in page(client, "réunion").text
    assert "<mark>secret</mark>" in page(client_editrice, "secret").text


def test_an_excerpt_says_where_the_text_goes_on(client):
    longue = "un mot, puis un autre, et encore " * 20
    ActualiteFabrique(titre="Au début", chapo="« Dakar » accueille tout le monde.", corps="")
    ActualiteFabrique(titre="Au milieu", chapo=f"{longue} Lomé {longue}.", corps="")
    assert '<p class="carte__chapo">« <mark>Dakar</mark> » accueille tout le monde.</p>' in page(client, "dakar").text.replace(
        "\u00a0", " "
    )
    extrait = page(client, "lomé").text.split('carte__chapo">')[1].split("</p>")[0]
    assert extrait.startswith("… ")
    assert extrait.endswith("…")


def test_a_mark_ends_with_the_word(client):
    ActualiteFabrique(titre="Lomé\u00a0: une ville")
    assert "<mark>Lomé</mark>\u00a0: une" in page(client, "lomé").text


def test_what_is_typed_is_shown_as_text_and_not_as_html(client):
    ActualiteFabrique(titre="Un <script>alert(1)</script> titre")
    texte = page(client, "<script>alert").text
    assert "<script>alert" not in texte
    assert "&lt;" in texte


def test_names_lead_to_where_they_are_read(client):
    japon = PaysFabrique(alpha2="JP", nom="Japon", slug="japon")
    aix = CollectiviteFabrique(nom="Ville d’Aix", slug="aix")
    PartenariatFabrique(collectivites=[aix], autorites=[AutoriteLocaleFabrique(nom="Kumamoto", pays=japon)])
    MandatFabrique(personne__prenom="Zoé", personne__nom="Élan", collectivite=aix, fonction="adjointe")
    GroupeFabrique(nom="Groupe Japon", slug="japon")
    texte = page(client, "japon").text
    assert 'href="/pays/japon/"' in texte
    assert 'href="/groupes-pays/japon/"' in texte
    texte = page(client, "aix kumamoto").text
    assert 'href="/annuaire/aix/"' in texte
    assert re.search(r'href="/annuaire/autorites/[\w-]+/"', texte)
    assert "Japon – avec Ville d’Aix" in texte
    texte = page(client, "zoé").text
    assert 'href="/annuaire/aix/"' in texte
    assert "adjointe, Ville d’Aix" in texte


def test_facets_lead_to_the_same_search_and_come_off(client):
    japon, mali = PaysFabrique(alpha2="JP", nom="Japon"), PaysFabrique(alpha2="ML", nom="Mali")
    theme = ThemeFabrique(nom="Climat", slug="climat")
    ActualiteFabrique(titre="Eau un", pays=[japon], themes=[theme])
    EvenementFabrique(titre="Eau deux", pays=[mali])
    texte = page(client, "eau").text
    assert "2 résultats" in texte
    for adresse in ("?q=eau&amp;type=agenda", "?q=eau&amp;pays=JP"):
        assert f'href="{adresse}"' in texte
    texte = page(client, "eau", pays="JP").text
    assert "1 résultat\n" in texte
    assert 'href="?q=eau"><span class="sr">Retirer le filtre Pays' in texte


def test_pages_follow_and_keep_the_search(client):
    ActualiteFabrique.create_batch(12, titre="Eau")
    texte = page(client, "eau", page=2).text
    assert '<ol class="trouves" start="11">' in texte
    assert "?q=eau&amp;page=1" in texte


@pytest.mark.parametrize(
    "q",
    [
        "x" * 10_000,
        "!?;:,.()",
        "'; DROP TABLE pages_page; --",
        "🎉",
        "de",
        "\\",
        "a\0b",
        "%",
        '"',
        "-",
        "<b>",
        "&|!:*",
        "ﷺ",
        "a\u0301",
    ],
)
@pytest.mark.parametrize("suite", ["", "suggestions/"])
def test_whatever_is_typed_has_an_answer(client, q, suite):
    ActualiteFabrique(titre="L’eau")
    assert client.get(f"{ADRESSE}{suite}", {"q": q}).status_code == 200


@pytest.mark.parametrize(
    ("filtre", "dit"),
    [
        ({"type": "inconnu"}, "Type"),
        ({"pays": "ZZ"}, "Pays"),
        ({"theme": "rien"}, "Thème"),
        ({"annee": "deux"}, "Année"),
        ({"annee": "9" * 30}, "Année"),
        ({"acces": "x"}, "Accès"),
    ],
)
def test_a_filter_that_does_not_exist_is_said_and_left_out(client, filtre, dit):
    ActualiteFabrique(titre="L’eau")
    reponse = page(client, "eau", **filtre)
    assert reponse.status_code == 400
    assert f"n’a pas été appliqué\u00a0: {dit}." in reponse.text
    assert "1 résultat" in reponse.text


@pytest.mark.parametrize("numero", ["999999", "0", "-1", "deux", "9" * 40])
def test_a_page_that_does_not_exist_is_said(client, numero):
    ActualiteFabrique(titre="L’eau")
    reponse = page(client, "eau", page=numero)
    assert reponse.status_code == 404
    assert "Cette page de résultats n’existe pas" in reponse.text


def test_nothing_found_offers_ways_on(client):
    reponse = page(client, "introuvable")
    assert reponse.status_code == 200
    assert "Aucun résultat" in reponse.text
    assert reverse("annuaire:liste") in reponse.text
    ActualiteFabrique(titre="L’eau")
    assert "Chercher sans filtre" in page(client, "eau", annee="1950").text


def test_no_word_and_no_search_tell_what_to_do(client):
    assert "ne contient aucun mot" in page(client, "!?").text
    assert "Ce que vous pouvez chercher" in client.get(ADRESSE).text


def test_a_word_unknown_of_the_site_is_put_right(client):
    ActualiteFabrique(titre="La coopération à Villeurbanne")
    ActualiteFabrique(titre="Un mot interne : vilurbaine", acces="equipe")
    ActualiteFabrique(titre="Brouillon vilurbain", brouillon=True)
    lexique.refaire()
    assert not MotConnu.objects.filter(cle__startswith="vilur").exists()
    texte = page(client, "cooperation vilurbane").text
    assert "Vouliez-vous dire" in texte
    assert ">cooperation villeurbanne</a>" in texte
    assert "Vouliez-vous dire" not in page(client, "coopération").text
    # What it would lead to finds nothing either.
    assert "Vouliez-vous dire" not in page(client, "vilurbane -cooperation").text


def test_searches_without_result_are_counted_for_the_team(client, client_editrice):
    for q in ("introuvable", "Introuvable !", "introuvable", "marie@exemple.test", "0612345678", "!?"):
        page(client, q)
    page(client_editrice, "autre introuvable")
    page(client, "introuvable", annee="1950")
    assert [*RechercheVaine.objects.values_list("mots", "nombre")] == [("introuvable", 3)]


def test_old_searches_are_forgotten_and_the_rarest_too(monkeypatch, client):
    for q in ("alpha", "alpha", "beta", "gamma"):
        page(client, f"introuvable {q}")
    RechercheVaine.objects.filter(mots="introuvable beta").update(derniere_le="2020-01-01")
    monkeypatch.setattr(actions, "GARDEES", 1)
    actions.oublier_les_vaines()
    assert [une.mots for une in RechercheVaine.objects.all()] == ["introuvable alpha"]


def suggestions(client, q):
    return json.loads(client.get("/recherche/suggestions/", {"q": q}).content)["suggestions"]


def test_suggestions_are_names_then_titles_that_begin_so(client):
    PaysFabrique(alpha2="ML", nom="Mali", slug="mali")
    CollectiviteFabrique(nom="Ville de Malakoff", slug="malakoff")
    CollectiviteFabrique(nom="Ville de Malvoisine", visible=False)
    assert suggestions(client, "mal") == [
        {"texte": "Mali", "genre": "Pays", "adresse": "/pays/mali/"},
        {"texte": "Ville de Malakoff", "genre": "Collectivité", "adresse": "/annuaire/malakoff/"},
    ]
    mere = PageFabrique(titre="Malicieuse", slug="malicieuse")
    PageFabrique(titre="Malicieusement", slug="fille", parent=mere)
    ActualiteFabrique(titre="Malicieux", acces="equipe")
    assert {une["adresse"] for une in suggestions(client, "malicieu")} == {"/malicieuse/", "/malicieuse/fille/"}
    assert suggestions(client, "ma") == suggestions(client, "") == []


def test_a_published_change_is_found_at_the_next_request(client):
    actualite = ActualiteFabrique(titre="Avant")
    assert "Aucun résultat" in page(client, "nouveau").text
    actualite.titre = "Nouveau titre"
    actualite.save()
    assert "1 résultat" in page(client, "nouveau").text


def test_the_header_of_every_page_searches(client):
    texte = client.get("/actualites/").text
    assert 'action="/recherche/"' in texte
    assert texte.count('role="search"') == 2  # with the filters of the list


def cout(client, adresse):
    with CaptureQueriesContext(connection) as requetes:
        assert client.get(adresse).status_code == 200
    return len(requetes)


def test_a_page_costs_the_same_whatever_it_finds_and_at_most_twenty_queries(membre, japon):
    sortes = (ActualiteFabrique, EvenementFabrique, PublicationFabrique, MediaFabrique, FondsFabrique, PageFabrique)
    for fabrique in sortes:
        fabrique(titre="Eau")
    GroupeFabrique(nom="Eau", pays=[japon])
    deux = cout(membre, "/recherche/?q=eau")
    CollectiviteFabrique(nom="Eau", pays=[japon])
    for rang in range(30):
        ActualiteFabrique(titre=f"Eau {rang}", corps="", pays=[japon], themes=[ThemeFabrique()])
    assert cout(membre, "/recherche/?q=eau") == deux <= 20
    PageFabrique(titre="Eau fille", slug="eau-fille", parent=PageFabrique(titre="Mère", slug="mere"))
    assert 'href="/mere/eau-fille/"' in page(membre, "eau fille").text


def test_titles_are_offered_by_their_own_words(client):
    ActualiteFabrique(titre="Une ville", chapo="Zanzibar en fait partie.")
    ActualiteFabrique(titre="Rendez-vous à Zanzibar")
    offerts = client.get(reverse("recherche:suggestions"), {"q": "zanzi"}).json()["suggestions"]
    assert [un["texte"] for un in offerts] == ["Rendez-vous à Zanzibar"]


def test_the_back_office_searches_the_site_from_its_header(client, client_editrice):
    entete = client_editrice.get("/admin/").text.partition("</header>")[0]
    assert 'role="search"' in entete
    assert "js/recherche.js" in entete
    assert 'role="search"' not in client_editrice.get("/admin/actualites/actualite/add/?_popup=1").text
