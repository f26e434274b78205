"""What is read of a SPIP site: dates half known, names as readers saw them, trees that loop, what is not there."""

import sqlite3
from contextlib import closing
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reprise_spip.lecture import Auteur, Breve, DateSpip, Evenement, Site, SiteReference, Url
from reprise_spip.lecture.site import nom_simple
from reprise_spip.sources import Base, ouvrir


@pytest.mark.parametrize(
    ("ecrite", "dite", "jour"),
    [
        ("2012-00-00 00:00:00", "2012", date(2012, 1, 1)),
        ("2012-02-00", "février 2012", date(2012, 2, 1)),
        ("2012-02-29 10:30:00", "29\u00a0février 2012", date(2012, 2, 29)),
        ("2015-02-31 10:30:00", "2015", date(2015, 1, 1)),
        ("2015-13-01 00:00:00", "2015", date(2015, 1, 1)),
    ],
)
def test_a_date_says_what_is_known_of_it(ecrite, dite, jour):
    lue = DateSpip.lire(ecrite)
    assert (str(lue), lue.date, lue.connue) == (dite, jour, True)


@pytest.mark.parametrize("ecrite", ["", None, "0000-00-00 00:00:00", "0000-00-00", 0])
def test_no_date_is_none(ecrite):
    assert DateSpip.lire(ecrite) is None or not DateSpip.lire(ecrite).connue


@pytest.mark.parametrize("ecrite", ["0012-05-03 00:00:00", "9999-12-31 00:00:00", "hier", "12"])
def test_what_is_no_date_is_kept_as_it_was_written(ecrite):
    lue = DateSpip.lire(ecrite)
    assert (lue.connue, lue.impossible, str(lue)) == (False, ecrite, ecrite)


def test_a_wrong_day_is_told_and_the_hour_is_that_of_paris():
    assert DateSpip.lire("2015-02-31 10:30:00").impossible == "2015-02-31 10:30:00"
    assert DateSpip.lire("2015-07-01 10:30:00").instant == datetime(2015, 7, 1, 8, 30, tzinfo=UTC)


@given(st.text(max_size=30))
def test_any_text_is_a_date_or_is_told(texte):
    lue = DateSpip.lire(texte)
    assert lue is None or lue.connue or lue.impossible


@pytest.mark.parametrize(
    ("titre", "nom"),
    [
        ("01. Bénin", "Bénin"),
        ("20. Dynamiques thématiques", "Dynamiques thématiques"),
        ("1er appel", "1er appel"),
        ("3.5 millions", "3.5 millions"),
        ("<multi>[fr]Gouvernance[en]Governance</multi>", "Gouvernance"),
        ("<multi>[en]English only</multi>", "English only"),
        ("<multi>Sans langue</multi>", "Sans langue"),
    ],
)
def test_a_name_is_the_one_that_readers_saw(titre, nom):
    assert nom_simple(titre) == nom


def test_the_small_site_is_read_whole(petit):
    site = Site(petit)
    articles = list(site.articles())
    assert [len(un) for un in (articles, site.rubriques, site.mots, site.groupes_mots, site.auteurs, site.documents)] == [
        300,
        47,
        50,
        4,
        12,
        111,
    ]
    assert [len(list(genre.lire(petit))) for genre in (Evenement, Breve, SiteReference, Url)] == [40, 8, 5, 436]
    assert sum(map(len, site.mots_de.values())) == 685
    assert {article.id: article.redirection for article in articles if article.redirection} == {
        48: "https://exemple.test/ailleurs",
        49: "12",
    }
    assert [str(article.date) for article in articles if not article.date.jour_connu] == ["2012"]
    assert [une.titre for une in site.chemin(42)] == ["Crises et réhabilitation", "Fonds de solidarité", "Fonds Maroc – séisme"]
    assert site.rubriques_en_boucle == []
    assert site.meta["post_dates"] == "non"


def test_nothing_of_an_account_is_read():
    assert set(Auteur.__slots__) == {"nom", "bio", "email", "statut"}


def test_rubriques_that_loop_columns_and_tables_that_are_not_there(tmp_path):
    chemin = tmp_path / "ancien.sqlite"
    with closing(sqlite3.connect(chemin)) as connexion:
        connexion.executescript(
            """
            CREATE TABLE spip_articles (id_article, titre, texte, chapo, id_rubrique, statut);
            INSERT INTO spip_articles VALUES
                (1, 'Un', '', '=art12', 9, 'publie'), (2, NULL, '', '= deux' || char(10) || 'x', 1, '');
            CREATE TABLE spip_rubriques (id_rubrique, id_parent, titre);
            INSERT INTO spip_rubriques VALUES (1, 2, 'A'), (2, 1, 'B'), (3, 0, 'C'), (4, 99, 'D');
            """
        )
    with ouvrir(str(chemin)) as base:
        assert isinstance(base, Base)
        site = Site(base)
        un, deux = site.articles()
        assert (un.redirection, un.virtuel, un.date, un.visites) == ("art12", "", None, 0)
        assert (deux.titre, deux.redirection) == ("", "")
        assert [une.id for une in site.rubriques_en_boucle] == [1, 2, 4]
        assert ([une.id for une in site.chemin(1)], site.chemin(9)) == ([2, 1], [])
        assert (site.mots, site.meta, site.documents_de) == ({}, {}, {})
