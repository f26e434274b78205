"""What moves the mark of the editorial pages on (`socle.generation`), and the indexes of the hours at which they come and go."""

from django.db import migrations, models

from socle.generation import suivre_contenu


class Migration(migrations.Migration):
    dependencies = [("pages", "0002_deux_niveaux"), ("socle", "0003_generation")]

    operations = [
        *suivre_contenu("pages", "pages_page", "cercles", "contacts", "documents"),
        migrations.AddIndex(
            model_name='page',
            index=models.Index(condition=models.Q(('statut', 'publie')), fields=['publie_le'], name='page_parution'),
        ),
        migrations.AddIndex(
            model_name='page',
            index=models.Index(condition=models.Q(('depublie_le__isnull', False), ('statut', 'publie')), fields=['depublie_le'], name='page_retrait'),
        ),
    ]
