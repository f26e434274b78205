"""A page filed under another has no page under it: the tree of the site has two levels, whoever writes it."""

from django.db import migrations

FONCTION = """
CREATE FUNCTION pages_page_deux_niveaux() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.parent_id IS NULL THEN
        RETURN NULL;
    END IF;
    -- Two moves at once would each find the tree as it was before the other.
    PERFORM pg_advisory_xact_lock(hashtext('pages_page_deux_niveaux'));
    IF EXISTS (SELECT FROM pages_page WHERE id = NEW.parent_id AND parent_id IS NOT NULL)
        OR EXISTS (SELECT FROM pages_page WHERE parent_id = NEW.id)
    THEN
        RAISE EXCEPTION USING
            ERRCODE = 'check_violation', CONSTRAINT = 'pages_page_deux_niveaux', TABLE = TG_TABLE_NAME,
            MESSAGE = 'Les pages du site se rangent sur deux niveaux.';
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER pages_page_deux_niveaux AFTER INSERT OR UPDATE OF parent_id ON pages_page
    FOR EACH ROW EXECUTE FUNCTION pages_page_deux_niveaux();
"""

RETRAIT = """
DROP TRIGGER pages_page_deux_niveaux ON pages_page;
DROP FUNCTION pages_page_deux_niveaux;
"""


class Migration(migrations.Migration):
    dependencies = [("pages", "0001_initial")]

    operations = [migrations.RunSQL(FONCTION, RETRAIT)]
