"""Series of numbered meetings, and what moves the mark of the agenda on with them (`socle.generation`)."""

import django.db.models.deletion
import django.db.models.functions.text
import socle.fonctions
import socle.texte_riche
from django.conf import settings
from django.db import migrations, models

from socle.generation import suivre


class Migration(migrations.Migration):

    dependencies = [
        ('agenda', '0003_generation'),
        ('fonds_solidarite', '0003_generation'),
        ('groupes_pays', '0002_generation'),
        ('mediatheque', '0002_generation'),
        ('redaction', '0002_generation'),
        ('socle', '0003_generation'),
        ('territoires', '0002_generation'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Cycle',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('titre', models.CharField(max_length=150, unique=True)),
                ('slug', models.SlugField(error_messages={'unique': 'Cette adresse est déjà prise\xa0: choisissez-en une autre.'}, help_text='Fin de l’adresse de la page. Proposée d’après le titre.', max_length=120, unique=True, verbose_name='adresse de la page')),
                ('chapo', models.TextField(blank=True, help_text='Deux ou trois phrases\xa0: quoi, pour qui, à quel rythme.', max_length=600)),
                ('presentation', socle.texte_riche.ChampRiche(blank=True, verbose_name='présentation')),
            ],
            options={
                'verbose_name': 'cycle',
                'ordering': [socle.fonctions.SansAccent(django.db.models.functions.text.Lower('titre')), 'pk'],
            },
        ),
        migrations.AddField(
            model_name='evenement',
            name='saison',
            field=models.PositiveSmallIntegerField(blank=True, help_text='Laissez vide si le cycle n’a pas de saisons.', null=True),
        ),
        migrations.AddField(
            model_name='evenement',
            name='session',
            field=models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='numéro de session'),
        ),
        migrations.AddField(
            model_name='evenement',
            name='cycle',
            field=models.ForeignKey(blank=True, help_text='La série dont cet événement est une session\xa0: sa page, son calendrier et son flux la montrent.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='evenements', to='agenda.cycle'),
        ),
        migrations.AddConstraint(
            model_name='evenement',
            constraint=models.CheckConstraint(condition=models.Q(('cycle__isnull', False), models.Q(('saison', None), ('session', None)), _connector='OR'), name='agenda_evenement_cycle', violation_error_code='cycle', violation_error_message='Une saison ou un numéro de session demande un cycle\xa0: choisissez-le.'),
        ),
        migrations.AddConstraint(
            model_name='evenement',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('saison', None), ('saison__range', (1, 999)), _connector='OR'), models.Q(('session', None), ('session__range', (1, 999)), _connector='OR')), name='agenda_evenement_numeros', violation_error_code='session', violation_error_message='Saisons et sessions se numérotent de 1 à 999.'),
        ),
        migrations.AddConstraint(
            model_name='evenement',
            constraint=models.UniqueConstraint(condition=models.Q(('session__isnull', False)), fields=('cycle', 'saison', 'session'), name='agenda_evenement_session_unique', nulls_distinct=False, violation_error_code='session', violation_error_message='Une autre session de ce cycle porte déjà ce numéro\xa0: corrigez l’un des deux.'),
        ),
        suivre("agenda", "agenda_cycle"),
    ]
