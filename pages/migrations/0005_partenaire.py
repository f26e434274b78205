"""The partners of the foot of pages, and what moves the mark of kept pages on."""

import django.db.models.deletion
import django.db.models.functions.text
import socle.champs
import socle.fonctions
from django.db import migrations, models

from socle.generation import suivre


class Migration(migrations.Migration):

    dependencies = [
        ('mediatheque', '0002_generation'),
        ('pages', '0004_titre_nu'),
    ]

    operations = [
        migrations.CreateModel(
            name='Partenaire',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('nom', models.CharField(error_messages={'unique': 'Ce partenaire est déjà dans la liste.'}, max_length=100, unique=True)),
                ('lien', socle.champs.AdresseWeb(blank=True, verbose_name='site internet')),
                ('ordre', models.PositiveSmallIntegerField(default=0, help_text='Le partenaire 1 vient avant le 2 ; à égalité, par ordre alphabétique.')),
                ('affiche', models.BooleanField(default=True, verbose_name='affiché en pied de page')),
                ('image', models.ForeignKey(blank=True, help_text='Sur fond clair ou transparent, sans marge. Sans logo, le nom est écrit.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='mediatheque.image', verbose_name='logo')),
            ],
            options={
                'verbose_name': 'partenaire',
                'ordering': ['ordre', socle.fonctions.SansAccent(django.db.models.functions.text.Lower('nom')), 'pk'],
            },
        ),
        suivre('pages', 'pages_partenaire', si='l.affiche'),
    ]
