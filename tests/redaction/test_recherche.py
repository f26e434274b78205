"""Words looked for in contents: what finds them, what does not, and what people type by mistake."""

import random

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from actualites.models import Actualite
from agenda.models import Evenement
from redaction.recherche import LETTRES_MAX, MOTS_MAX, TITRE, chercher, mots_de
from tests.fabriques import (
    ActualiteFabrique,
    EvenementFabrique,
    FondsFabrique,
    GroupeFabrique,
    MediaFabrique,
    PaysFabrique,
    PublicationFabrique,
    ThemeFabrique,
)

LISTE = "/admin/actualites/actualite/"


@pytest.fixture
def eau(db):
    senegal = PaysFabrique(alpha2="SN", nom="Sénégal")
    return ActualiteFabrique(
        titre="L’eau potable à Œuilly-sur-Évre",
        surtitre="Coopération",
        chapo="Les communes s’engagent aujourd’hui.",
        corps="<p>Un ré<strong>seau</strong> d’assainissement<br>rénové&nbsp;: le 1<sup>er</sup>.</p><p>Malgré tout</p>",
        pays=[senegal, PaysFabrique(alpha2="ML", nom="Mali")],
        themes=[ThemeFabrique(nom="Jeunesse")],
        groupes=[GroupeFabrique(nom="Dynamique Afrique australe")],
        fonds=[FondsFabrique(titre="Séisme d’Haïti")],
    )


def trouves(texte, **options):
    return list(chercher(Actualite.objects.all(), texte, **options))


@pytest.mark.parametrize(
    "texte",
    [
        "eau",
        "l’eau",
        "l'eau",
        "L'EAU potable",
        "oeuilly",
        "Œuilly sur Évre",
        "evre",
        "sénégal",
        "se\u0301ne\u0301gal",
        "senegal eau",
    ]
    + [
        "senegal eau",
        "commune",
        "communes",
        "cooperat",
        "coopération",
        "potab",
        "réseau assainissement",
        "renove",
        "1er",
        "aujourd'hui",
    ]
    + ["jeunesse", "australe eau", "haïti", "seisme", "mali senegal", "de l’eau", "le", "engage", "œuilly-sur", "eau potable."],
)
def test_it_is_found_as_people_type(eau, texte):
    ActualiteFabrique(titre="Autre chose", corps="")
    assert trouves(texte) == [eau]


@pytest.mark.parametrize(
    "texte", ["eau turquie", "senegal turquie", "strong", "sup", "nbsp", "otable", "des", "!?", "😀", "«»", "%", "_"]
)
def test_what_it_does_not_hold_does_not_find_it(eau, texte):
    assert trouves(texte) == []


@pytest.mark.parametrize("texte", ["", "   ", "\0", " \0 "])
def test_nothing_typed_asks_for_nothing(eau, texte):
    assert trouves(texte) == [eau]


def test_a_country_is_not_a_piece_of_another(db):
    somalie = ActualiteFabrique(
        titre="Une rencontre", corps="<p>Malgré tout, la maladie recule.</p>", pays=[PaysFabrique(nom="Somalie")]
    )
    assert trouves("mali") == []
    assert trouves("somalie") == [somalie]


def test_who_may_not_read_the_text_does_not_search_it(eau):
    assert trouves("assainissement", vecteur=TITRE) == []
    assert trouves("eau communes coopération senegal", vecteur=TITRE) == [eau]


def test_each_kind_of_content_holds_its_own_texts(db):
    reunion = EvenementFabrique(bilan="<p>Un bilan chaleureux</p>", ville="Besançon")
    ouvrage = PublicationFabrique(edition="Troisième édition")
    son = MediaFabrique(genre="son", transcription="Marie : bonjour à toutes")
    fonds = FondsFabrique(crise="cyclone Gezani")
    for contenu, mots in ((reunion, "chaleureux besancon"), (ouvrage, "troisieme"), (son, "bonjour"), (fonds, "gezani")):
        lignes = type(contenu).objects.all()
        assert list(chercher(lignes, mots)) == [contenu]
        assert not chercher(lignes, mots, vecteur=TITRE)


@pytest.mark.parametrize(
    "texte",
    [
        "'",
        "''",
        '"',
        "\\",
        "&",
        "|",
        "!",
        "(",
        ")",
        ":*",
        "a & b",
        "eau:*",
        "eau'); DROP TABLE x; --",
        "<->",
        "<b>eau</b>",
        "\x01",
    ]
    + [
        "a" * 10_000,
        "eau " * 2_500,
        "é" * 10_000,
        "😀" * 10_000,
        "𝔸" * 500,
        "﷽ " * 300,
        "1e400",
        "-1",
        "../../etc",
        "http://x.test/a?b",
    ]
    + [" ".join(f"mot{rang}" for rang in range(1000)), "le la les de du des", "\u202eeau", "a\u0300" * 400, "%s %(a)s {x}"],
)
def test_whatever_is_typed_has_an_answer(client_editrice, eau, texte):
    for liste in (LISTE, "/admin/agenda/evenement/", "/admin/socle/cercle/"):
        assert client_editrice.get(liste, {"q": texte}).status_code in (200, 403)


def test_words_are_few_short_and_said_once():
    assert mots_de("Eau, EAU ! l’eau_potable") == ["eau", "l", "potable"]
    assert len(mots_de(" ".join(f"m{rang}" for rang in range(50)))) == MOTS_MAX
    assert mots_de("x" * 500) == ["x" * LETTRES_MAX]


def test_the_longest_text_is_saved_and_found_by_its_beginning(db):
    """A vector has one megabyte at most: different words of rare letters are what fills it soonest."""
    hasard = random.Random(1)
    mots = ["".join(chr(0x20000 + hasard.randrange(40_000)) for _ in range(2)) for _ in range(80_000)]
    contenu = EvenementFabrique(corps=f"<p>commencement {' '.join(mots)}</p>", bilan=f"<p>{' '.join(mots)}</p>")
    assert list(chercher(Evenement.objects.all(), "commencement")) == [contenu]


def test_a_common_search_of_the_back_office_costs_few_queries(client_editrice, eau):
    client_editrice.get(LISTE)
    with CaptureQueriesContext(connection) as requetes:
        assert list(client_editrice.get(LISTE, {"q": "senegal eau"}).context["cl"].result_list) == [eau]
    assert len(requetes) <= 17


def test_lists_never_load_the_columns_of_the_search(eau, client_administratrice, client):
    """Nor the texts, which only the page of a content shows."""
    for fabrique in (EvenementFabrique, PublicationFabrique, MediaFabrique):
        fabrique()
    chargees = '"recherche', '"corps"', '"bilan"', '"transcription"'
    listes = ["/", "/actualites/", "/agenda/", "/agenda/?periode=passes", "/ressources/", "/ressources/mediatheque/"]
    listes += ["/fonds-de-solidarite/", "/plan-du-site/", "/sitemap.xml", f"/pays/{eau.pays.first().slug}/"]
    gestion = [f"/admin/{nom}/" for nom in ("actualites/actualite", "agenda/evenement", "ressources/publication")]
    gestion += ["/admin/ressources/media/", "/admin/pages/page/", "/admin/fonds_solidarite/fondssolidarite/", "/admin/"]
    # These name the funds, in a filter too.
    grand_livre = ["/admin/fonds_solidarite/contribution/", "/admin/fonds_solidarite/affectation/"]
    for lecteur, adresses in ((client, listes), (client_administratrice, gestion), (client_administratrice, grand_livre)):
        for adresse in adresses:
            with CaptureQueriesContext(connection) as requetes:
                assert lecteur.get(adresse).status_code == 200
            lues = [une["sql"].partition(" FROM ")[0] for une in requetes]
            fautives = [sql for sql in lues if any(nom in sql for nom in chargees[: 1 if adresses is grand_livre else 4])]
            assert fautives == [], adresse


def test_a_row_is_saved_and_read_again_without_them(eau):
    lue = Actualite.objects.get(pk=eau.pk)
    lue.titre = "Un titre nouveau"
    with CaptureQueriesContext(connection) as requetes:
        lue.save()
        lue.refresh_from_db()
    assert not any("recherche" in une["sql"] for une in requetes)
    assert trouves("nouveau") == [eau]


@pytest.mark.parametrize("ecrit", ["Rencontre à St-Étienne", "Rencontre à Saint-Étienne"])
@pytest.mark.parametrize("cherche", ["St Étienne", "saint-etienne"])
def test_saint_is_found_however_it_is_written(ecrit, cherche, db):
    actualite = ActualiteFabrique(titre=ecrit)
    ActualiteFabrique(titre="Structure d’Étienne")
    assert list(chercher(Actualite.objects.all(), cherche)) == [actualite]
