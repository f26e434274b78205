"""What moves the mark of the news on (`socle.generation`), and the indexes of the hours at which they come and go."""

from django.db import migrations, models

from socle.generation import suivre_contenu


class Migration(migrations.Migration):
    dependencies = [("actualites", "0001_initial"), ("socle", "0003_generation")]

    operations = [
        *suivre_contenu(
            "actualites",
            "actualites_actualite",
            *("pays", "themes", "groupes", "fonds", "collectivites", "projets", "cercles", "contacts", "documents"),
        ),
        migrations.AddIndex(
            model_name='actualite',
            index=models.Index(condition=models.Q(('statut', 'publie')), fields=['publie_le'], name='actualite_parution'),
        ),
        migrations.AddIndex(
            model_name='actualite',
            index=models.Index(condition=models.Q(('depublie_le__isnull', False), ('statut', 'publie')), fields=['depublie_le'], name='actualite_retrait'),
        ),
    ]
