"""Rules of the ledger that the database keeps by itself, whatever writes to it.

1. A line is never updated nor deleted (an allocation may only move on in its progress, `etat`: that is not money).
2. A counter-entry is the line it corrects with the opposite amount; a line has one at most, a counter-entry none.
3. A closed fund takes no new entry, only counter-entries.
4. A fund never has more allocated than received. The row of the fund is locked by every insert, so that two entries made
   at once are counted one after the other.
5. A line enters at the isolation level READ COMMITTED only. At another, a transaction that waited for the lock of the fund
   still sees the ledger of before: two allocations at once would pass together.
6. The committee of a fund is a group of that nature, and stays one.

Each refusal is a check violation (SQLSTATE 23514) whose constraint starts with « fonds_grand_livre_ » and whose message is
in French: `fonds_solidarite.actions` shows it as it is.

TRUNCATE is not refused by a trigger: Django empties the tables that way between the tests which commit, and only the owner
of the tables may do it, never the portal's pages.
"""

from django.db import migrations

# Unicode escapes: a no-break space between thousands and before the sign of the euro.
MONTANT = r"""
CREATE FUNCTION fonds_montant(somme numeric) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT replace(translate(to_char(somme, 'FM999,999,999,990.00'), ',.', U&'\00A0,'), ',00', '') || U&'\00A0€'
$$;
"""

FONCTIONS = """
CREATE FUNCTION fonds_ecriture_immuable() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND TG_TABLE_NAME = 'fonds_solidarite_affectation'
       AND to_jsonb(NEW) - 'etat' = to_jsonb(OLD) - 'etat' THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION USING
        ERRCODE = 'check_violation', CONSTRAINT = 'fonds_grand_livre_immuable', TABLE = TG_TABLE_NAME,
        MESSAGE = 'Une écriture ne se modifie pas et ne se supprime pas : corrigez-la par une contre-écriture.';
END $$;

CREATE FUNCTION fonds_ecriture_admise() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    -- What a counter-entry says for itself; everything else comes from the line it corrects.
    propres constant text[] := ARRAY['id', 'date', 'montant', 'corrige_id', 'motif', 'saisie_par_id', 'saisie_le'];
    etat_fonds text;
    corrigee record;
    deja boolean;
BEGIN
    SELECT etat INTO etat_fonds FROM fonds_solidarite_fondssolidarite WHERE id = NEW.fonds_id FOR NO KEY UPDATE;
    IF NEW.corrige_id IS NULL THEN
        IF etat_fonds = 'clos' THEN
            RAISE EXCEPTION USING
                ERRCODE = 'check_violation', CONSTRAINT = 'fonds_grand_livre_clos', TABLE = TG_TABLE_NAME,
                MESSAGE = 'Ce fonds est clos : il ne reçoit plus d’écriture, sauf une correction.';
        END IF;
        RETURN NEW;
    END IF;
    EXECUTE format('SELECT * FROM %I WHERE id = $1', TG_TABLE_NAME) INTO corrigee USING NEW.corrige_id;
    IF corrigee.corrige_id IS NOT NULL THEN
        RAISE EXCEPTION USING
            ERRCODE = 'check_violation', CONSTRAINT = 'fonds_grand_livre_correction_unique', TABLE = TG_TABLE_NAME,
            MESSAGE = 'Une contre-écriture ne se corrige pas : enregistrez une nouvelle écriture.';
    END IF;
    EXECUTE format('SELECT EXISTS (SELECT 1 FROM %I WHERE corrige_id = $1)', TG_TABLE_NAME) INTO deja USING NEW.corrige_id;
    IF deja THEN
        RAISE EXCEPTION USING
            ERRCODE = 'check_violation', CONSTRAINT = 'fonds_grand_livre_correction_unique', TABLE = TG_TABLE_NAME,
            MESSAGE = 'Cette écriture est déjà corrigée : rechargez la page.';
    END IF;
    IF NEW.montant IS DISTINCT FROM -corrigee.montant OR to_jsonb(NEW) - propres IS DISTINCT FROM to_jsonb(corrigee) - propres THEN
        RAISE EXCEPTION USING
            ERRCODE = 'check_violation', CONSTRAINT = 'fonds_grand_livre_correction_exacte', TABLE = TG_TABLE_NAME,
            MESSAGE = 'Une contre-écriture reprend l’écriture corrigée avec le montant opposé, et rien d’autre.';
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION fonds_affectations_couvertes() RETURNS trigger LANGUAGE plpgsql AS $$
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

DECLENCHEURS = """
CREATE TRIGGER {table}_immuable BEFORE UPDATE OR DELETE ON {table}
    FOR EACH ROW EXECUTE FUNCTION fonds_ecriture_immuable();
CREATE TRIGGER {table}_admise BEFORE INSERT ON {table}
    FOR EACH ROW EXECUTE FUNCTION fonds_ecriture_admise();
CREATE TRIGGER {table}_couverte AFTER INSERT ON {table}
    FOR EACH ROW EXECUTE FUNCTION fonds_affectations_couvertes();
"""

RETRAIT = """
DROP TRIGGER {table}_immuable ON {table};
DROP TRIGGER {table}_admise ON {table};
DROP TRIGGER {table}_couverte ON {table};
"""

ISOLATION_ET_COMITE = """
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

RETRAIT_ISOLATION_ET_COMITE = """
DROP TRIGGER fonds_solidarite_contribution_isolee ON fonds_solidarite_contribution;
DROP TRIGGER fonds_solidarite_affectation_isolee ON fonds_solidarite_affectation;
DROP TRIGGER fonds_solidarite_comite_verifie ON fonds_solidarite_fondssolidarite;
DROP TRIGGER fonds_solidarite_comite_le_reste ON groupes_pays_groupe;
DROP FUNCTION fonds_ecriture_isolee, fonds_comite_verifie, fonds_comite_le_reste;
"""

TABLES = ("fonds_solidarite_contribution", "fonds_solidarite_affectation")


class Migration(migrations.Migration):
    dependencies = [("fonds_solidarite", "0001_initial"), ("groupes_pays", "0001_initial")]

    operations = [
        migrations.RunSQL(MONTANT, "DROP FUNCTION fonds_montant(numeric)"),
        migrations.RunSQL(
            FONCTIONS, "DROP FUNCTION fonds_ecriture_immuable, fonds_ecriture_admise, fonds_affectations_couvertes"
        ),
        *(migrations.RunSQL(DECLENCHEURS.format(table=table), RETRAIT.format(table=table)) for table in TABLES),
        migrations.RunSQL(ISOLATION_ET_COMITE, RETRAIT_ISOLATION_ET_COMITE),
    ]
