"""The bin for rows that are no content: persons, partnerships."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('contenttypes', '0002_remove_content_type_name'),
        ('redaction', '0010_lien_de_relecture'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='LigneJetee',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('id_objet', models.PositiveBigIntegerField()),
                ('nom', models.CharField(max_length=250)),
                ('detail', models.JSONField()),
                ('le', models.DateTimeField(db_index=True, default=django.utils.timezone.now)),
                ('par', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('type_objet', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='contenttypes.contenttype')),
            ],
            options={
                'verbose_name': 'ligne à la corbeille',
                'default_permissions': (),
                'constraints': [models.UniqueConstraint(fields=('type_objet', 'id_objet'), name='redaction_lignejetee_unique')],
            },
        ),
    ]
