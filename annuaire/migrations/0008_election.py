
import django.contrib.postgres.fields
from django.db import migrations, models

from socle.generation import suivre


class Migration(migrations.Migration):

    dependencies = [
        ('annuaire', '0007_mots_de_l_image'),
    ]

    operations = [
        migrations.CreateModel(
            name='Election',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('genre', models.CharField(choices=[('municipales', 'municipales et communautaires'), ('departementales', 'départementales'), ('regionales', 'régionales'), ('metropolitaines', 'métropolitaines'), ('territoriales', 'territoriales'), ('partielles', 'partielles')], max_length=20)),
                ('premier_tour', models.DateField(verbose_name='premier tour')),
                ('dernier_tour', models.DateField(help_text='Le même jour s’il n’y en a qu’un. Dès le lendemain, les mandats concernés sont à confirmer.', verbose_name='dernier tour')),
                ('types', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('commune', 'commune'), ('epci', 'intercommunalité'), ('departement', 'département'), ('region', 'région'), ('syndicat', 'syndicat'), ('association', 'association d’élus'), ('autre', 'autre structure')], max_length=20), blank=True, default=list, help_text='Toutes celles de ces types sont concernées.', size=None, verbose_name='types de collectivités')),
                ('periode_du', models.DateField(blank=True, help_text='Pendant cette période, l’éditeur signale les formules qui mettent en avant une collectivité candidate.', null=True, verbose_name='période électorale, du')),
                ('periode_au', models.DateField(blank=True, null=True, verbose_name='période électorale, au')),
                ('collectivites', models.ManyToManyField(blank=True, help_text='Pour une élection partielle, ou d’une seule métropole.', related_name='elections', to='annuaire.collectivite', verbose_name='ou ces collectivités')),
            ],
            options={
                'verbose_name': 'élection',
                'ordering': ['-dernier_tour', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('dernier_tour__gte', models.F('premier_tour'))), name='annuaire_election_tours_ordonnes', violation_error_code='dernier_tour', violation_error_message='Le dernier tour ne peut pas précéder le premier.'), models.CheckConstraint(condition=models.Q(models.Q(('periode_au', None), ('periode_du', None)), models.Q(('periode_au__gte', models.F('periode_du')), ('periode_au__isnull', False), ('periode_du__isnull', False)), _connector='OR'), name='annuaire_election_periode', violation_error_code='periode_au', violation_error_message='Donnez les deux bornes de la période électorale, la fin après le début.'), models.CheckConstraint(condition=models.Q(('types__contained_by', ['commune', 'epci', 'departement', 'region', 'syndicat', 'association', 'autre'])), name='annuaire_election_types', violation_error_code='types', violation_error_message='Choisissez des types de collectivités connus.'), models.CheckConstraint(condition=models.Q(('genre__in', ['municipales', 'departementales', 'regionales', 'metropolitaines', 'territoriales', 'partielles'])), name='annuaire_election_genre_connu')],
            },
        ),
        suivre("annuaire", "annuaire_election"),
        suivre("annuaire", "annuaire_election_collectivites"),
    ]
