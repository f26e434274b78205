"""What moves the mark of the appeals and offers on (`socle.generation`)."""

from django.db import migrations

from socle.generation import suivre, suivre_contenu

PUBLIE = "EXISTS (SELECT FROM appels_appel AS c WHERE c.id = l.appel_id AND c.statut = 'publie')"


class Migration(migrations.Migration):
    dependencies = [("appels", "0001_initial"), ("socle", "0003_generation")]

    operations = [
        *suivre_contenu(
            "appels",
            "appels_appel",
            *("pays", "themes", "groupes", "collectivites", "cercles", "contacts", "documents"),
        ),
        suivre("appels", "appels_signature", si=PUBLIE),
    ]
