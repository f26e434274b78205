"""What moves the mark of the publications and media on (`socle.generation`), and the indexes of the hours at which they come and go."""

from django.db import migrations, models

from socle.generation import suivre_contenu


class Migration(migrations.Migration):
    dependencies = [("ressources", "0001_initial"), ("socle", "0003_generation")]

    operations = [
        *suivre_contenu(
            "ressources",
            "ressources_publication",
            *("pays", "themes", "groupes", "cercles", "contacts", "documents"),
        ),
        *suivre_contenu("ressources", "ressources_media", "pays", "themes", "cercles", "contacts", "documents"),
        migrations.AddIndex(
            model_name='media',
            index=models.Index(condition=models.Q(('statut', 'publie')), fields=['publie_le'], name='media_parution'),
        ),
        migrations.AddIndex(
            model_name='media',
            index=models.Index(condition=models.Q(('depublie_le__isnull', False), ('statut', 'publie')), fields=['depublie_le'], name='media_retrait'),
        ),
        migrations.AddIndex(
            model_name='publication',
            index=models.Index(condition=models.Q(('statut', 'publie')), fields=['publie_le'], name='publication_parution'),
        ),
        migrations.AddIndex(
            model_name='publication',
            index=models.Index(condition=models.Q(('depublie_le__isnull', False), ('statut', 'publie')), fields=['depublie_le'], name='publication_retrait'),
        ),
    ]
