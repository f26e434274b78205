"""Two more rules that the database keeps by itself.

1. A line enters the ledger at the isolation level READ COMMITTED only. At another, a transaction that waited for the lock of
   the fund still sees the ledger of before: two allocations at once would pass together.
2. The committee of a fund is a group of that nature, and stays one.
"""

from django.db import migrations

FONCTIONS = """
CREATE FUNCTION fonds_ecriture_isolee() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF current_setting('transaction_isolation') <> 'read committed' THEN
        RAISE EXCEPTION USING
            ERRCODE = 'check_violation', CONSTRAINT = 'fonds_grand_livre_isolation', TABLE = TG_TABLE_NAME,
            MESSAGE = 'Une écriture s’enregistre au niveau d’isolation READ COMMITTED : deux à la fois y sont comptées l’une après l’autre.';
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION fonds_comite_verifie() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    nature_du_groupe text;
BEGIN
    -- Locked, so that the group does not change its nature meanwhile.
    SELECT nature INTO nature_du_groupe FROM groupes_pays_groupe WHERE cercle_ptr_id = NEW.comite_id FOR SHARE;
    IF nature_du_groupe <> 'comite' THEN
        RAISE EXCEPTION USING
            ERRCODE = 'check_violation', CONSTRAINT = 'fonds_comite_nature', TABLE = TG_TABLE_NAME,
            MESSAGE = 'Le comité d’un fonds est un groupe de nature « comité des donateurs ».';
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION fonds_comite_le_reste() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM fonds_solidarite_fondssolidarite WHERE comite_id = NEW.cercle_ptr_id) THEN
        RAISE EXCEPTION USING
            ERRCODE = 'check_violation', CONSTRAINT = 'fonds_comite_nature', TABLE = TG_TABLE_NAME,
            MESSAGE = 'Ce groupe est le comité d’un fonds : il reste un comité des donateurs.';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER fonds_solidarite_contribution_isolee BEFORE INSERT ON fonds_solidarite_contribution
    FOR EACH STATEMENT EXECUTE FUNCTION fonds_ecriture_isolee();
CREATE TRIGGER fonds_solidarite_affectation_isolee BEFORE INSERT ON fonds_solidarite_affectation
    FOR EACH STATEMENT EXECUTE FUNCTION fonds_ecriture_isolee();
CREATE TRIGGER fonds_solidarite_comite_verifie BEFORE INSERT OR UPDATE OF comite_id ON fonds_solidarite_fondssolidarite
    FOR EACH ROW WHEN (NEW.comite_id IS NOT NULL) EXECUTE FUNCTION fonds_comite_verifie();
CREATE TRIGGER fonds_solidarite_comite_le_reste BEFORE UPDATE OF nature ON groupes_pays_groupe
    FOR EACH ROW WHEN (NEW.nature <> 'comite') EXECUTE FUNCTION fonds_comite_le_reste();
"""

RETRAIT = """
DROP TRIGGER fonds_solidarite_contribution_isolee ON fonds_solidarite_contribution;
DROP TRIGGER fonds_solidarite_affectation_isolee ON fonds_solidarite_affectation;
DROP TRIGGER fonds_solidarite_comite_verifie ON fonds_solidarite_fondssolidarite;
DROP TRIGGER fonds_solidarite_comite_le_reste ON groupes_pays_groupe;
DROP FUNCTION fonds_ecriture_isolee, fonds_comite_verifie, fonds_comite_le_reste;
"""


class Migration(migrations.Migration):
    dependencies = [("fonds_solidarite", "0004_regles_et_aides"), ("groupes_pays", "0002_regles_et_aides")]

    operations = [migrations.RunSQL(FONCTIONS, RETRAIT)]
