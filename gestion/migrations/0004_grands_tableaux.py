"""Large tables go through the queue: what it is at, and how far."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('gestion', '0003_vue'),
    ]

    operations = [
        migrations.AddField(
            model_name='echange',
            name='faites',
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='echange',
            name='travail',
            field=models.CharField(blank=True, choices=[('essai', 'essai'), ('import', 'import')], max_length=10),
        ),
    ]
