"""What moves the mark of the groups on (`socle.generation`)."""

from django.db import migrations

from socle.generation import suivre


class Migration(migrations.Migration):
    dependencies = [("groupes_pays", "0001_initial"), ("socle", "0003_generation")]

    operations = [
        suivre("groupes_pays", "socle_cercle"),
        suivre("groupes_pays", "groupes_pays_groupe"),
        suivre("groupes_pays", "groupes_pays_groupe_pays"),
        suivre("groupes_pays", "groupes_pays_groupe_themes"),
        suivre("groupes_pays", "groupes_pays_groupe_membres"),
        suivre("groupes_pays", "groupes_pays_groupe_referents"),
        suivre("groupes_pays", "groupes_pays_groupe_documents"),
        suivre("groupes_pays", "groupes_pays_presidence"),
    ]
