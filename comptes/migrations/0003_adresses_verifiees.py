from django.db import migrations

# One address verified by account, that of the account: whatever writes it, a form, a command or a load, they cannot differ.
SUIVRE = """
CREATE FUNCTION comptes_adresse_verifiee() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM account_emailaddress WHERE user_id = NEW.id;
    INSERT INTO account_emailaddress (email, verified, "primary", user_id) VALUES (lower(NEW.courriel), true, true, NEW.id);
    RETURN NULL;
END $$;
CREATE TRIGGER adresse_verifiee AFTER INSERT OR UPDATE OF courriel ON comptes_utilisateur
    FOR EACH ROW EXECUTE FUNCTION comptes_adresse_verifiee();
INSERT INTO account_emailaddress (email, verified, "primary", user_id)
    SELECT lower(courriel), true, true, id FROM comptes_utilisateur
    WHERE id NOT IN (SELECT user_id FROM account_emailaddress);
"""
OUBLIER = """
DROP TRIGGER adresse_verifiee ON comptes_utilisateur;
DROP FUNCTION comptes_adresse_verifiee();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("comptes", "0002_second_facteur"),
        ("account", "0009_emailaddress_unique_primary_email"),
    ]

    operations = [migrations.RunSQL(SUIVRE, OUBLIER)]
