"""What is asked of the team about a content, before a day."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('contenttypes', '0002_remove_content_type_name'),
        ('redaction', '0004_generation_fil'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Tache',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('nature', models.CharField(choices=[('compte_rendu', 'compte rendu à joindre'), ('bientot', 'document annoncé « bientôt disponible »'), ('autre', 'autre tâche')], default='autre', max_length=15)),
                ('titre', models.CharField(max_length=200, verbose_name='à faire')),
                ('id_objet', models.PositiveBigIntegerField()),
                ('echeance', models.DateField(verbose_name='pour le')),
                ('relancee_le', models.DateField(editable=False, null=True, verbose_name='rappelée le')),
                ('creee_le', models.DateTimeField(auto_now_add=True, verbose_name='créée le')),
                ('faite_le', models.DateTimeField(editable=False, null=True, verbose_name='faite le')),
                ('faite_par', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='faite par')),
                ('pour', models.ForeignKey(blank=True, help_text='Sans personne, la tâche est à toute l’équipe.', limit_choices_to={'is_active': True, 'is_staff': True}, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='taches', to=settings.AUTH_USER_MODEL)),
                ('referents', models.ManyToManyField(blank=True, editable=False, related_name='+', to='redaction.contact')),
                ('type_objet', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contenttypes.contenttype')),
            ],
            options={
                'verbose_name': 'tâche',
                'ordering': ['echeance', 'pk'],
                'indexes': [models.Index(fields=['type_objet', 'id_objet'], name='redaction_tache_objet'), models.Index(condition=models.Q(('faite_le', None)), fields=['echeance', 'id'], name='redaction_tache_a_faire')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('nature', 'compte_rendu')), fields=('type_objet', 'id_objet'), name='redaction_tache_un_compte_rendu'), models.CheckConstraint(condition=models.Q(('nature__in', ['compte_rendu', 'bientot', 'autre'])), name='redaction_tache_nature_connu')],
            },
        ),
    ]
