"""The mark of what the site shows (`socle.generation`): its rows, and what moves them.

A statement notes the part it wrote to; the marks move once, as the transaction commits: their rows are locked for that moment
only, always in the same order.
"""

from django.db import migrations, models

MOUVEMENTS = """
CREATE TABLE socle_mouvement (
    transaction xid8 NOT NULL DEFAULT pg_current_xact_id(),
    partie text NOT NULL,
    PRIMARY KEY (transaction, partie)
);

CREATE FUNCTION socle_bouger() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    montre boolean := true;
    lignes text := CASE TG_OP
        WHEN 'INSERT' THEN 'apres' WHEN 'DELETE' THEN 'avant' ELSE '(TABLE avant UNION ALL TABLE apres)' END;
BEGIN
    IF TG_OP <> 'TRUNCATE' THEN
        EXECUTE format('SELECT EXISTS (SELECT FROM %s AS l WHERE %s)', lignes, TG_ARGV[1]) INTO montre;
    END IF;
    IF montre THEN
        INSERT INTO socle_mouvement (partie) VALUES (TG_ARGV[0]) ON CONFLICT DO NOTHING;
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION socle_marquer() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    WITH bouges AS (
        DELETE FROM socle_mouvement WHERE transaction = pg_current_xact_id() RETURNING partie
    )
    INSERT INTO socle_generation (partie, marque)
    SELECT partie, gen_random_uuid() FROM bouges ORDER BY partie
    ON CONFLICT (partie) DO UPDATE SET marque = EXCLUDED.marque;
    RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER socle_marquer AFTER INSERT ON socle_mouvement
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION socle_marquer();
"""

DEFAIRE = "DROP TABLE socle_mouvement; DROP FUNCTION socle_marquer(); DROP FUNCTION socle_bouger();"


class Migration(migrations.Migration):
    dependencies = [("socle", "0002_initial")]

    operations = [
        migrations.CreateModel(
            name="Generation",
            fields=[
                ("partie", models.CharField(max_length=30, primary_key=True, serialize=False)),
                ("marque", models.UUIDField()),
            ],
            options={"default_permissions": ()},
        ),
        migrations.RunSQL(MOUVEMENTS, DEFAIRE),
    ]
