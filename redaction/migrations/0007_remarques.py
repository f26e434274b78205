"""What is remarked about contents, and whom their review is asked of."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('contenttypes', '0002_remove_content_type_name'),
        ('redaction', '0006_tache'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Remarque',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('texte', models.TextField(max_length=2000)),
                ('nom_exterieur', models.CharField(blank=True, max_length=100, verbose_name='nom d’une personne extérieure')),
                ('le', models.DateTimeField(default=django.utils.timezone.now)),
                ('dite_le', models.DateTimeField(editable=False, null=True, verbose_name='dite par courriel le')),
                ('id_objet', models.PositiveBigIntegerField()),
                ('champ', models.CharField(blank=True, help_text='Le champ du passage cité, quand il est connu.', max_length=60)),
                ('citation', models.TextField(blank=True, max_length=600, verbose_name='passage cité')),
                ('avant', models.CharField(blank=True, max_length=60, verbose_name='mots qui précèdent')),
                ('apres', models.CharField(blank=True, max_length=60, verbose_name='mots qui suivent')),
                ('resolue_le', models.DateTimeField(editable=False, null=True, verbose_name='résolue le')),
                ('par', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('resolue_par', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('type_objet', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contenttypes.contenttype')),
            ],
            options={
                'ordering': ['le', 'pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Reponse',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('texte', models.TextField(max_length=2000)),
                ('nom_exterieur', models.CharField(blank=True, max_length=100, verbose_name='nom d’une personne extérieure')),
                ('le', models.DateTimeField(default=django.utils.timezone.now)),
                ('dite_le', models.DateTimeField(editable=False, null=True, verbose_name='dite par courriel le')),
                ('par', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('remarque', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reponses', to='redaction.remarque')),
            ],
            options={
                'verbose_name': 'réponse à une remarque',
                'verbose_name_plural': 'réponses aux remarques',
                'ordering': ['le', 'pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Relecteur',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('id_objet', models.PositiveBigIntegerField()),
                ('type_objet', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contenttypes.contenttype')),
                ('utilisateur', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['pk'],
                'default_permissions': (),
                'constraints': [models.UniqueConstraint(fields=('type_objet', 'id_objet', 'utilisateur'), name='redaction_relecteur_unique')],
            },
        ),
        migrations.AddIndex(
            model_name='remarque',
            index=models.Index(fields=['type_objet', 'id_objet'], name='redaction_remarque_objet'),
        ),
        migrations.AddIndex(
            model_name='remarque',
            index=models.Index(condition=models.Q(('resolue_le', None)), fields=['type_objet', 'id_objet'], name='redaction_remarque_ouverte'),
        ),
        migrations.AddIndex(
            model_name='remarque',
            index=models.Index(condition=models.Q(('dite_le', None)), fields=['le'], name='redaction_remarque_a_dire'),
        ),
        migrations.AddConstraint(
            model_name='remarque',
            constraint=models.CheckConstraint(condition=models.Q(('par', None), ('nom_exterieur', ''), _connector='OR'), name='redaction_remarque_un_auteur'),
        ),
        migrations.AddConstraint(
            model_name='remarque',
            constraint=models.CheckConstraint(condition=models.Q(('texte', ''), _negated=True), name='redaction_remarque_texte'),
        ),
        migrations.AddConstraint(
            model_name='remarque',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('citation', ''), _negated=True), models.Q(('apres', ''), ('avant', ''), ('champ', '')), _connector='OR'), name='redaction_remarque_ancre_citee'),
        ),
        migrations.AddConstraint(
            model_name='remarque',
            constraint=models.CheckConstraint(condition=models.Q(('resolue_le__isnull', False), ('resolue_par', None), _connector='OR'), name='redaction_remarque_resolution_datee'),
        ),
        migrations.AddIndex(
            model_name='reponse',
            index=models.Index(condition=models.Q(('dite_le', None)), fields=['le'], name='redaction_reponse_a_dire'),
        ),
        migrations.AddConstraint(
            model_name='reponse',
            constraint=models.CheckConstraint(condition=models.Q(('par', None), ('nom_exterieur', ''), _connector='OR'), name='redaction_reponse_un_auteur'),
        ),
        migrations.AddConstraint(
            model_name='reponse',
            constraint=models.CheckConstraint(condition=models.Q(('texte', ''), _negated=True), name='redaction_reponse_texte'),
        ),
    ]
