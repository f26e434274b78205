"""The forms in which a SPIP site is handed over: the same rows from each, and a clear refusal of what is none."""

import gzip
import sqlite3
import sys
import tracemalloc
import types
from contextlib import closing
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reprise_spip.sources import ErreurSource, mysql, ouvrir
from reprise_spip.sources.base import TABLES, hors_plan
from reprise_spip.sources.copie import copier, retenue
from reprise_spip.sources.dump import Dump, Ligne
from tests.reprise_spip.conftest import DONNEES

# The small site was filled twice, on SQLite and on MariaDB, some seconds apart: the hours of filling, the passwords and the
# tokens differ, and SPIP wrote some numbers of its revisions as texts.
HEURES = {"maj", "date", "date_modif", "date_tmp", "en_ligne"}
DU_MOMENT = HEURES | {"pass", "htpass", "alea_actuel", "alea_futur", "backup_cles", "prefs"}
COMPAREES = sorted(TABLES - {"meta", "versions_fragments"})


def contenu(source, table, sans=DU_MOMENT):
    with ouvrir(str(source)) as base:
        return [{nom: valeur for nom, valeur in ligne.items() if nom not in sans} for ligne in base.lire(table)]


def ecrit(dossier, octets, nom="essai.sql"):
    chemin = dossier / nom
    chemin.write_bytes(octets)
    return str(chemin)


ARTICLES = (
    b"CREATE TABLE `spip_articles` (\n  `id_article` bigint(21) NOT NULL,\n  `titre` text NOT NULL,\n  `texte` longtext,\n"
    b"  `id_rubrique` bigint(21) DEFAULT 0,\n  `statut` varchar(10) DEFAULT '0',\n  PRIMARY KEY (`id_article`)\n);\n"
)


def dump(lignes, tete=b"", queue=b""):
    return tete + ARTICLES + b"INSERT INTO `spip_articles` VALUES " + lignes + b";\n" + queue


def articles(dossier, octets):
    with ouvrir(ecrit(dossier, octets)) as base:
        return list(base.lire("articles")), base.alertes


@pytest.mark.parametrize("table", COMPAREES)
def test_a_dump_gives_the_rows_of_the_sqlite_file(petit_sqlite, table):
    assert contenu(DONNEES / "petit.sql.gz", table) == contenu(petit_sqlite, table)


@pytest.mark.parametrize("table", [table for table in COMPAREES if table != "urls"])
def test_the_backup_of_spip_gives_the_rows_of_the_sqlite_file(petit_sqlite, table):
    assert contenu(DONNEES / "petit-sauvegarde-spip.sqlite.gz", table) == contenu(petit_sqlite, table)


def test_the_backup_was_made_before_some_addresses_were():
    """SPIP makes an address at the first visit of a page: the backup, earlier, lacks 57 of them and has no other."""
    adresses = {ligne["id_objet"] for ligne in contenu(DONNEES / "petit.sql.gz", "urls") if ligne["type"] == "article"}
    gardees = {
        ligne["id_objet"] for ligne in contenu(DONNEES / "petit-sauvegarde-spip.sqlite.gz", "urls") if ligne["type"] == "article"
    }
    assert gardees < adresses


def test_compressed_or_not_it_is_the_same_file(petit_sqlite, tmp_path):
    nu = ecrit(tmp_path, gzip.decompress((DONNEES / "petit.sql.gz").read_bytes()))
    assert contenu(nu, "articles", ()) == contenu(DONNEES / "petit.sql.gz", "articles", ())
    assert contenu(DONNEES / "petit.sqlite.gz", "articles", ()) == contenu(petit_sqlite, "articles", ())


def test_the_file_handed_over_is_left_as_it_is(petit_sqlite):
    avant = petit_sqlite.read_bytes()
    contenu(petit_sqlite, "articles")
    assert petit_sqlite.read_bytes() == avant
    assert not list(petit_sqlite.parent.glob("petit.sqlite-*"))


@pytest.mark.parametrize(
    ("ecrit", "lu"),
    [
        ("Bravo &#127881;", "Bravo 🎉"),
        ("&#x1F389;", "🎉"),
        ("&#8211; et &#233; et &amp;", "&#8211; et &#233; et &amp;"),
        ("&#99999999; &#;", "&#99999999; &#;"),
    ],
)
def test_only_what_the_base_could_not_hold_is_put_back(ecrit, lu):
    assert hors_plan(ecrit) == lu


class TestDump:
    def test_escapes_numbers_and_nothing(self, tmp_path):
        lignes, alertes = articles(
            tmp_path,
            dump(rb"(1,'L\'eau ; ''du'' \"puits\"\\ (a),\n','\0\Z\t',NULL,0x61e9),(-2,'',_binary 'x',1.5,'publie')"),
        )
        assert [list(ligne.values()) for ligne in lignes] == [
            [-2, "", "x", 1.5, "publie"],
            [1, "L'eau ; 'du' \"puits\"\\ (a),\n", "\0\x1a\t", None, "aé"],
        ]
        assert len(alertes) == 1

    def test_what_looks_like_an_instruction_in_a_text_is_text(self, tmp_path):
        lignes, _ = articles(tmp_path, dump(rb"(1,'INSERT INTO `spip_articles` VALUES (9);\n-- fin','/* a */',0,'')"))
        assert [ligne["titre"] for ligne in lignes] == ["INSERT INTO `spip_articles` VALUES (9);\n-- fin"]

    def test_the_columns_that_an_insert_names_are_followed(self, tmp_path):
        octets = ARTICLES + b"INSERT INTO `spip_articles` (`titre`, `id_article`) VALUES ('Un', 1), ('Deux', 2);"
        assert [(un["id_article"], un["titre"], un["texte"]) for un in articles(tmp_path, octets)[0]] == [
            (1, "Un", None),
            (2, "Deux", None),
        ]

    def test_a_row_with_other_columns_is_named_and_left(self, tmp_path):
        lignes, alertes = articles(tmp_path, dump(b"(1,'Un','',0,''),(2,'Deux'),(3,'Trois','',0,'')"))
        assert [ligne["id_article"] for ligne in lignes] == [1, 3]
        assert alertes == ["Table « spip_articles », ligne « 2 » : 2 valeurs pour 5 colonnes. Cette ligne est laissée."]

    def test_another_charset_than_said_is_read_and_named(self, tmp_path):
        lignes, alertes = articles(tmp_path, dump("(1,'Coopération – été','',0,'')".encode("cp1252")))
        assert lignes[0]["titre"] == "Coopération – été"
        assert alertes == [
            "Table « spip_articles » : 1 valeur(s) d’un autre encodage que celui que le fichier annonce, lues en Windows-1252."
        ]

    def test_the_charset_said_is_followed(self, tmp_path):
        lignes, alertes = articles(tmp_path, dump(b"(1,'\xe9t\xe9','',0,'')", tete=b"/*!40101 SET NAMES latin1 */;\n"))
        assert (lignes[0]["titre"], alertes) == ("été", [])
        with pytest.raises(ErreurSource, match="utf8mb4"):
            articles(tmp_path, b"SET NAMES koi8r;\n" + ARTICLES)

    def test_a_long_text_is_one_value(self, tmp_path):
        long = "é" * 2_500_000
        lignes, _ = articles(tmp_path, dump(f"(1,'Long','{long}',0,'')".encode()))
        assert lignes[0]["texte"] == long

    @pytest.mark.parametrize("coupe", [len(ARTICLES) - 20, len(ARTICLES) + 10, -30, -2])
    def test_a_cut_file_is_refused(self, tmp_path, coupe):
        with pytest.raises(ErreurSource, match="tronqué"):
            articles(tmp_path, dump(b"(1,'Un texte','',0,''),(2,'Un autre texte','',0,'publie')")[:coupe])

    def test_a_dump_without_its_last_line_is_refused(self, tmp_path):
        entier = dump(b"(1,'Un','',0,'')", tete=b"-- MySQL dump 10\n", queue=b"-- Dump completed on 2026-01-01\n")
        assert len(articles(tmp_path, entier)[0]) == 1
        with pytest.raises(ErreurSource, match="incomplet"):
            articles(tmp_path, entier[: entier.index(b"-- Dump completed")])

    def test_the_whole_file_is_never_in_memory(self, tmp_path):
        ligne = b"(1,'" + b"a" * 2000 + b"','" + b"b" * 2000 + b"',0,'')"
        octets = dump(b",\n".join([ligne] * 4000))
        tracemalloc.start()
        try:
            with closing(sqlite3.connect(tmp_path / "copie.sqlite")) as connexion:
                flux = BytesIO(octets)
                tracemalloc.reset_peak()
                repos = tracemalloc.get_traced_memory()[0]
                copier(Dump(flux, retenue).lire(), connexion)
            assert len(octets) > 16_000_000
            assert tracemalloc.get_traced_memory()[1] - repos < 4_000_000
        finally:
            tracemalloc.stop()

    @settings(deadline=None, max_examples=60)
    @given(valeurs=st.lists(st.one_of(st.none(), st.integers(), st.text()), min_size=1, max_size=4), pas=st.integers(1, 40))
    def test_any_text_comes_back_whatever_the_pieces_of_the_file(self, valeurs, pas):
        class ParMorceaux(BytesIO):
            def read(self, _octets):
                return super().read(pas)

        def sql(valeur):
            if valeur is None:
                return "NULL"
            if isinstance(valeur, int):
                return str(valeur)
            return "'" + valeur.replace("\\", "\\\\").replace("'", "\\'").replace("\0", "\\0").replace("\n", "\\n") + "'"

        octets = f"INSERT INTO `spip_articles` VALUES ({','.join(map(sql, valeurs))});\n".encode("utf-8", "surrogatepass")
        try:
            attendues = [v if not isinstance(v, str) else v.encode().decode() for v in valeurs]
        except UnicodeEncodeError:
            return
        lus = list(Dump(ParMorceaux(octets), retenue).lire())
        assert lus == [Ligne("spip_articles", (), tuple(attendues))]


class TestRefus:
    @pytest.mark.parametrize(
        ("octets", "mots"),
        [
            (b"", "vide"),
            (b"%PDF-1.4 ...", "ni une base SQLite"),
            (b"\x1f\x8b\x08\x00tronque", "tronqué"),
            (b"SQLite format 3\0" + b"\0" * 50, "abîmé"),
            (b"CREATE TABLE `wp_posts` (\n `ID` int\n);\n", "pas celle d’un site SPIP"),
        ],
    )
    def test_what_is_no_site_of_spip_is_refused_in_words(self, tmp_path, octets, mots):
        with pytest.raises(ErreurSource, match=mots), ouvrir(ecrit(tmp_path, octets)):
            pass

    def test_a_file_that_is_not_there(self, tmp_path):
        with pytest.raises(ErreurSource, match="n’existe pas"), ouvrir(str(tmp_path / "rien.sql")):
            pass

    def test_a_cut_sqlite_file_or_a_cut_archive(self, petit_sqlite, tmp_path):
        octets = petit_sqlite.read_bytes()
        for nom, reste in (("a.sqlite", octets[: len(octets) // 2]), ("a.sqlite.gz", gzip.compress(octets)[:-5000])):
            with pytest.raises(ErreurSource, match="tronqué"), ouvrir(ecrit(tmp_path, reste, nom)):
                pass

    def test_a_base_that_is_not_of_spip(self, tmp_path):
        with closing(sqlite3.connect(tmp_path / "autre.sqlite")) as connexion:
            connexion.execute("CREATE TABLE spip_articles (id_article, titre)")
            connexion.commit()
        with pytest.raises(ErreurSource, match="pas celle d’un site SPIP"), ouvrir(str(tmp_path / "autre.sqlite")):
            pass


def test_another_prefix_a_table_missing_and_more_columns(petit_sqlite, tmp_path):
    copie = tmp_path / "autre.sqlite"
    copie.write_bytes(petit_sqlite.read_bytes())
    with closing(sqlite3.connect(copie)) as connexion:
        connexion.execute("DROP TABLE spip_breves")
        connexion.execute("ALTER TABLE spip_articles ADD COLUMN d_un_plugin TEXT DEFAULT 'x'")
        connexion.execute("UPDATE spip_articles SET titre = CAST(x'e974e9' AS TEXT) WHERE id_article = 1")
        for (nom,) in connexion.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name LIKE 'spip_%'").fetchall():
            connexion.execute(f'ALTER TABLE "{nom}" RENAME TO "cuf_{nom.removeprefix("spip_")}"')
        connexion.commit()
    with ouvrir(str(copie)) as base:
        assert (base.prefixe, base.tables_absentes) == ("cuf_", ["breves"])
        assert (list(base.lire("breves")), base.compter("breves"), base.compter("articles")) == ([], 0, 300)
        premier = next(base.lire("articles"))
        assert (premier["titre"], premier["d_un_plugin"]) == ("été", "x")
        assert base.alertes == ["Table « cuf_articles » : 1 valeur(s) qui ne sont pas en UTF-8, lues comme du Windows-1252."]


class TestServeur:
    def test_without_its_driver_it_says_what_to_install(self, monkeypatch):
        monkeypatch.setattr(mysql, "PILOTE", "pilote_absent")
        with pytest.raises(ErreurSource, match="installez d’abord PyMySQL"), ouvrir("mysql://a:b@127.0.0.1/spip"):
            pass

    def test_it_is_read_table_by_table(self, monkeypatch):
        """With a driver of our own: none of MySQL is installed here."""
        tables = {
            "spip_articles": (("id_article", "titre", "texte", "id_rubrique", "statut"), [(1, "Été", "", 0, "publie")]),
            "spip_jobs": (("id",), [(1,)]),
        }
        demandes = []

        class Curseur:
            def __enter__(self):
                return self

            def __exit__(self, *_):
                pass

            def execute(self, sql):
                demandes.append(sql)
                noms, self.lignes = tables.get(sql.split("`")[1], ((), ())) if "`" in sql else ((), [(nom,) for nom in tables])
                self.description = [(nom,) for nom in noms]

            def fetchall(self):
                return self.lignes

            def __iter__(self):
                return iter(self.lignes)

        class Connexion:
            def cursor(self, _=None):
                return Curseur()

            def close(self):
                pass

        pilote = types.ModuleType("pilote_d_essai")
        pilote.cursors = types.SimpleNamespace(SSCursor=None)
        pilote.MySQLError = type("MySQLError", (Exception,), {})
        pilote.connect = lambda **recu: demandes.append(recu) or Connexion()
        pilote.__spec__ = types.SimpleNamespace(name="pilote_d_essai")
        monkeypatch.setitem(sys.modules, "pilote_d_essai", pilote)
        monkeypatch.setattr(mysql, "PILOTE", "pilote_d_essai")
        with ouvrir("mysql://moi:mot%40passe@serveur:3307/spip") as base:
            assert [(un["id_article"], un["titre"]) for un in base.lire("articles")] == [(1, "Été")]
        assert {"host": "serveur", "port": 3307, "password": "mot@passe", "database": "spip"}.items() <= demandes[0].items()
        assert demandes[1:] == ["SHOW TABLES", "SELECT * FROM `spip_articles`"]
        for fausse in ("mysql://serveur", "mysql:///spip", "mysql://a@b:port/c"):
            with pytest.raises(ErreurSource, match="adresse"), ouvrir(fausse):
                pass


def test_only_the_tables_that_are_read_are_kept():
    assert [nom for nom in ("spip_articles", "cuf_mots_liens", "articles", "spip_jobs", "spip_forum") if not retenue(nom)] == [
        "spip_jobs",
        "spip_forum",
    ]
