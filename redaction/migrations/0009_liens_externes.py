"""Addresses of other sites that texts lead to, and what they answered last."""

import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('redaction', '0008_retouche'),
    ]

    operations = [
        migrations.CreateModel(
            name='LienExterne',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('adresse', models.CharField(max_length=2000, unique=True)),
                ('etat', models.CharField(choices=[('inconnu', 'pas encore essayé'), ('bon', 'répond'), ('mort', 'ne répond plus'), ('douteux', 'réponse incertaine')], default='inconnu', max_length=10, verbose_name='état')),
                ('raison', models.CharField(blank=True, max_length=100)),
                ('echecs', models.PositiveSmallIntegerField(default=0, verbose_name='échecs de suite')),
                ('essaye_le', models.DateTimeField(blank=True, db_index=True, null=True, verbose_name='essayé le')),
                ('vu_le', models.DateTimeField(default=django.utils.timezone.now, verbose_name='vu dans un texte le')),
            ],
            options={
                'verbose_name': 'lien vers un autre site',
                'verbose_name_plural': 'liens vers d’autres sites',
                'default_permissions': (),
                'constraints': [models.CheckConstraint(condition=models.Q(('etat__in', ['inconnu', 'bon', 'mort', 'douteux'])), name='redaction_lienexterne_etat_connu')],
            },
        ),
    ]
