"""Teach PostgreSQL what every app relies on: French search without accents, trigrams, SIREN keys, date ranges."""

from django.contrib.postgres.operations import BtreeGistExtension, TrigramExtension, UnaccentExtension
from django.db import migrations

FRENCH_SEARCH = """
CREATE TEXT SEARCH CONFIGURATION public.fr (COPY = pg_catalog.french);
ALTER TEXT SEARCH CONFIGURATION public.fr
    ALTER MAPPING FOR hword, hword_part, word, asciiword, asciihword, hword_asciipart
    WITH public.unaccent, french_stem;
"""

# unaccent() itself is only STABLE, so it cannot serve in an index or a generated column; naming its dictionary makes it safe.
F_UNACCENT = """
CREATE FUNCTION public.f_unaccent(texte text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
    RETURN public.unaccent('public.unaccent'::regdictionary, texte);
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
        migrations.RunSQL(FRENCH_SEARCH, "DROP TEXT SEARCH CONFIGURATION public.fr"),
        migrations.RunSQL(F_UNACCENT, "DROP FUNCTION public.f_unaccent(text)"),
        migrations.RunSQL(SIREN_VALIDE, "DROP FUNCTION public.siren_valide(text)"),
    ]
