"""What moves the mark of the agenda on (`socle.generation`), and the indexes of the hours at which they come and go."""

from django.db import migrations, models

from socle.generation import suivre_contenu


class Migration(migrations.Migration):
    dependencies = [("agenda", "0002_revision"), ("socle", "0003_generation")]

    operations = [
        *suivre_contenu(
            "agenda",
            "agenda_evenement",
            *("pays", "themes", "groupes", "fonds", "cercles", "contacts", "documents"),
        ),
        migrations.AddIndex(
            model_name='evenement',
            index=models.Index(condition=models.Q(('statut', 'publie')), fields=['publie_le'], name='evenement_parution'),
        ),
        migrations.AddIndex(
            model_name='evenement',
            index=models.Index(condition=models.Q(('depublie_le__isnull', False), ('statut', 'publie')), fields=['depublie_le'], name='evenement_retrait'),
        ),
    ]
