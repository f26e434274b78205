from django.db import migrations

# The address of a document, as `mediatheque.urls` writes it, wherever the site stands.
DOCUMENTS_CITES = """
CREATE FUNCTION public.documents_cites(texte text) RETURNS uuid[]
    LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
    RETURN ARRAY(
        SELECT DISTINCT trouve[1]::uuid
        FROM regexp_matches(texte, '/documents/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})/', 'g') AS trouve
    );
"""


class Migration(migrations.Migration):
    dependencies = [("redaction", "0004_generation_fil")]
    operations = [migrations.RunSQL(DOCUMENTS_CITES, "DROP FUNCTION public.documents_cites(text)")]
