"""Teach PostgreSQL what every app relies on: French search without accents, trigrams, SIREN keys, date ranges."""

from django.contrib.postgres.operations import BtreeGistExtension, TrigramExtension, UnaccentExtension
from django.db import migrations

# `fr` knows the stems of words and drops « le », « de »…; `mots` keeps every word whole, so that its beginning finds it.
FRENCH_SEARCH = """
CREATE TEXT SEARCH CONFIGURATION public.fr (COPY = pg_catalog.french);
ALTER TEXT SEARCH CONFIGURATION public.fr
    ALTER MAPPING FOR hword, hword_part, word, asciiword, asciihword, hword_asciipart
    WITH public.unaccent, french_stem;
ALTER TEXT SEARCH CONFIGURATION public.fr ALTER MAPPING FOR numword, numhword, hword_numpart WITH public.unaccent, simple;
CREATE TEXT SEARCH CONFIGURATION public.mots (COPY = pg_catalog.simple);
ALTER TEXT SEARCH CONFIGURATION public.mots
    ALTER MAPPING FOR hword, hword_part, word, asciiword, asciihword, hword_asciipart, numword, numhword, hword_numpart
    WITH public.unaccent, simple;
"""

# unaccent() itself is only STABLE, so it cannot serve in an index or a generated column; naming its dictionary makes it safe.
F_UNACCENT = """
CREATE FUNCTION public.f_unaccent(texte text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
    RETURN public.unaccent('public.unaccent'::regdictionary, texte);
"""

# Out go tags (those inside a line part no word: « 1<sup>er</sup> »), the entities that nh3 writes, and the signs by which
# PostgreSQL would see an address, a path or a number where a reader sees words. A vector over 1 MB is refused: texts are cut.
EN_CLAIR = r"""
CREATE FUNCTION public.en_clair(texte text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
    RETURN left(
        public.f_unaccent(regexp_replace(
            regexp_replace(texte, '</?(strong|[abi]|em|sub|sup|span)( ("[^"]*"|[^">])*)?>', '', 'g'),
            '<("[^"]*"|[^"<>])*>|&[a-z]+;|[-_./\\:;@&#%+=~*''"<>]+', ' ', 'g'
        )),
        200000
    );
"""

VECTEUR = """
CREATE FUNCTION public.vecteur_recherche(titre text, abords text, corps text) RETURNS tsvector
    LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
    RETURN setweight(to_tsvector('public.fr', public.en_clair(titre)), 'A')
        || setweight(to_tsvector('public.mots', public.en_clair(titre)), 'A')
        || setweight(to_tsvector('public.fr', public.en_clair(abords)), 'B')
        || setweight(to_tsvector('public.mots', public.en_clair(abords)), 'B')
        || to_tsvector('public.fr', public.en_clair(corps));
"""

SIREN_VALIDE = """
CREATE FUNCTION public.siren_valide(numero text) RETURNS boolean
    LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
    RETURN numero ~ '^[0-9]{9}$' AND (
        SELECT sum(double / 10 + double % 10) % 10 = 0
        FROM (
            SELECT ascii(substr(numero, rang, 1)) - 48 AS chiffre, rang FROM generate_series(1, 9) AS rang
        ) AS chiffres, LATERAL (SELECT chiffre * (2 - rang % 2) AS double) AS doubles
    );
"""


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        UnaccentExtension(),
        TrigramExtension(),
        BtreeGistExtension(),
        migrations.RunSQL(
            FRENCH_SEARCH, "DROP TEXT SEARCH CONFIGURATION public.fr; DROP TEXT SEARCH CONFIGURATION public.mots"
        ),
        migrations.RunSQL(F_UNACCENT, "DROP FUNCTION public.f_unaccent(text)"),
        migrations.RunSQL(EN_CLAIR, "DROP FUNCTION public.en_clair(text)"),
        migrations.RunSQL(VECTEUR, "DROP FUNCTION public.vecteur_recherche(text, text, text)"),
        migrations.RunSQL(SIREN_VALIDE, "DROP FUNCTION public.siren_valide(text)"),
    ]
