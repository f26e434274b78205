"""The revision of an event, counted by the database whatever writes to it: one more at each change that a calendar tells.

RFC 5545 (3.8.7.4) asks `SEQUENCE` to grow by one; RFC 5546 (2.1.4) has the greatest one win. A value written by hand is not heard.
"""

from django.db import migrations

DITS = (
    "titre", "slug", "chapo", "acces", "debut", "heure_debut", "fin", "heure_fin", "mode", "lieu", "ville", "etat", "annonce_au",
    "precision_etat", "confidentiel",
)  # fmt: skip

COMPTER = f"""
CREATE FUNCTION agenda_compter_revision() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.revision := OLD.revision;
    IF ({", ".join(f"NEW.{nom}" for nom in DITS)}) IS DISTINCT FROM ({", ".join(f"OLD.{nom}" for nom in DITS)}) THEN
        NEW.revision := OLD.revision + 1;
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER agenda_revision BEFORE UPDATE ON agenda_evenement
    FOR EACH ROW EXECUTE FUNCTION agenda_compter_revision();
"""

DEFAIRE = "DROP TRIGGER agenda_revision ON agenda_evenement; DROP FUNCTION agenda_compter_revision();"


class Migration(migrations.Migration):
    dependencies = [("agenda", "0001_initial")]

    operations = [migrations.RunSQL(COMPTER, DEFAIRE)]
