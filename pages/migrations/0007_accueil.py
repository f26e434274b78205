"""What staff decide of the home page, and what moves the mark of kept pages on."""

import django.db.models.deletion
import socle.champs
from django.db import migrations, models

from socle.generation import suivre


class Migration(migrations.Migration):

    dependencies = [
        ('pages', '0006_versions'),
    ]

    operations = [
        migrations.CreateModel(
            name='Accueil',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('titre', models.CharField(default='Les collectivités françaises coopèrent avec le monde entier', max_length=120)),
                ('chapo', models.CharField(blank=True, default='Leurs partenariats, leurs rencontres, leur solidarité : cherchez, tout est là.', max_length=300, verbose_name='introduction')),
                ('alerte', models.CharField(blank=True, help_text='Une phrase, en haut de toutes les pages du site. Sans texte, pas de bandeau.', max_length=200)),
                ('alerte_genre', models.CharField(choices=[('information', 'information'), ('crise', 'crise'), ('dementi', 'démenti')], default='information', max_length=15, verbose_name='nature')),
                ('alerte_lien', socle.champs.AdresseWeb(blank=True, help_text='L’adresse de l’article qui en dit plus.', verbose_name='page à lire')),
                ('alerte_jusqu_au', models.DateField(blank=True, help_text='Ce jour compris. Sans date, jusqu’à ce que vous l’effaciez.', null=True, verbose_name='affichée jusqu’au')),
                ('modifie_le', socle.champs.DateDeModification(blank=True, editable=False, verbose_name='modifiée le')),
            ],
            options={
                'verbose_name': 'page d’accueil',
                'verbose_name_plural': 'page d’accueil',
                'constraints': [models.CheckConstraint(condition=models.Q(('pk', 1)), name='pages_accueil_une_seule'), models.CheckConstraint(condition=models.Q(('alerte_genre__in', ['information', 'crise', 'dementi'])), name='pages_accueil_alerte_genre_connu')],
            },
        ),
        migrations.CreateModel(
            name='MiseEnAvant',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('rang', models.PositiveSmallIntegerField(default=1, help_text='La première ouvre la page.', verbose_name='place')),
                ('cle', models.CharField(max_length=40, verbose_name='contenu')),
                ('jusqu_au', models.DateField(blank=True, help_text='Ce jour compris ; sans date, sans fin.', null=True, verbose_name='jusqu’au')),
                ('accueil', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='mises_en_avant', to='pages.accueil')),
            ],
            options={
                'verbose_name': 'mise en avant',
                'verbose_name_plural': 'mises en avant',
                'ordering': ['rang', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('accueil', 'cle'), name='pages_miseenavant_une_fois', violation_error_message='Ce contenu est déjà mis en avant.')],
            },
        ),
        suivre('pages', 'pages_accueil'),
        suivre('pages', 'pages_miseenavant'),
    ]
