"""What moves the mark of the names of places and subjects on (`socle.generation`)."""

from django.db import migrations

from socle.generation import suivre


class Migration(migrations.Migration):
    dependencies = [("territoires", "0001_initial"), ("socle", "0003_generation")]

    operations = [
        suivre("territoires", "territoires_region"),
        suivre("territoires", "territoires_departement"),
        suivre("territoires", "territoires_epci"),
        suivre("territoires", "territoires_commune"),
        suivre("territoires", "territoires_secteur"),
        suivre("territoires", "territoires_theme"),
        suivre("territoires", "territoires_odd"),
        suivre("territoires", "territoires_pays"),
        suivre("territoires", "territoires_importreferentiel"),
    ]
