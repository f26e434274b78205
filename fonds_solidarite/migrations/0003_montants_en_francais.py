"""The refusal of an allocation beyond what was received writes its amounts as the site does: « 1 379 999,50 € »."""

from django.db import migrations

FONCTION = """
CREATE OR REPLACE FUNCTION fonds_affectations_couvertes() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    recu numeric;
    affecte numeric;
BEGIN
    SELECT coalesce(sum(montant), 0) INTO recu
        FROM fonds_solidarite_contribution WHERE fonds_id = NEW.fonds_id AND etat = 'versee';
    SELECT coalesce(sum(montant), 0) INTO affecte FROM fonds_solidarite_affectation WHERE fonds_id = NEW.fonds_id;
    IF affecte > recu THEN
        RAISE EXCEPTION USING
            ERRCODE = 'check_violation', CONSTRAINT = 'fonds_grand_livre_couvert', TABLE = TG_TABLE_NAME,
            MESSAGE = format(
                'On n’affecte pas plus que ce que le fonds a reçu : %s affectés pour %s versés.',
                fonds_montant(affecte), fonds_montant(recu)
            );
    END IF;
    RETURN NULL;
END $$;
"""

# Unicode escapes: a no-break space between thousands and before the sign of the euro.
MONTANT = r"""
CREATE OR REPLACE FUNCTION fonds_montant(somme numeric) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT replace(translate(to_char(somme, 'FM999,999,999,990.00'), ',.', U&'\00A0,'), ',00', '') || U&'\00A0€'
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("fonds_solidarite", "0002_grand_livre")]

    operations = [
        # The former message is not worth its way back: the function is replaced where it stands.
        migrations.RunSQL(MONTANT, migrations.RunSQL.noop),
        migrations.RunSQL(FONCTION, migrations.RunSQL.noop),
    ]
