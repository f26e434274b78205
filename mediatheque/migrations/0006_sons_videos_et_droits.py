"""Sounds and videos of the library, with their words; the rights that we have on documents."""

import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
import mediatheque.models.document
import mediatheque.sous_titres
import socle.fonctions
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('mediatheque', '0005_avif'),
        ('socle', '0004_envoi_jeton'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='document',
            name='a_transcrire',
            field=models.BooleanField(default=False, help_text='Les lecteurs sont avertis que la transcription viendra plus tard.', verbose_name='à transcrire'),
        ),
        migrations.AddField(
            model_name='document',
            name='affiche',
            field=models.ForeignKey(blank=True, help_text='L’image montrée avant que la vidéo ne commence.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='mediatheque.image'),
        ),
        migrations.AddField(
            model_name='document',
            name='credit',
            field=models.CharField(blank=True, help_text='Auteur ou source, sans « © ».', max_length=150, verbose_name='crédit'),
        ),
        migrations.AddField(
            model_name='document',
            name='droits_jusqu_au',
            field=models.DateField(blank=True, help_text='Le dernier jour de diffusion permis. Vide : sans limite.', null=True, verbose_name='droits jusqu’au'),
        ),
        migrations.AddField(
            model_name='document',
            name='duree',
            field=models.PositiveIntegerField(blank=True, editable=False, null=True, verbose_name='durée'),
        ),
        migrations.AddField(
            model_name='document',
            name='sous_titres',
            field=models.TextField(blank=True, help_text='D’une vidéo : collez-les, corrigez-les ici, ou envoyez leur fichier ci-dessous.', validators=[mediatheque.sous_titres.verifier_sous_titres], verbose_name='sous-titres (WebVTT)'),
        ),
        migrations.AddField(
            model_name='document',
            name='titulaire',
            field=models.CharField(blank=True, help_text='Qui en a permis la diffusion, si ce n’est pas l’auteur.', max_length=150, verbose_name='titulaire des droits'),
        ),
        migrations.AddField(
            model_name='document',
            name='transcription',
            field=models.TextField(blank=True, help_text='Tout ce qui est dit, pour qui n’entend pas : une ligne par prise de parole, « Prénom Nom : … ». Sans parole, décrivez ce qui s’entend ou se voit.'),
        ),
        migrations.AlterField(
            model_name='document',
            name='fichier',
            field=models.FileField(help_text='PDF de préférence ; aussi Word, LibreOffice, tableur, présentation, texte, zip ; un son en mp3, ogg, opus ou m4a, une vidéo en mp4 ou webm. 100\xa0Mo au plus.', storage=mediatheque.models.document.stockage, upload_to=mediatheque.models.document.nom_de_document, validators=[django.core.validators.FileExtensionValidator(['pdf', 'docx', 'odt', 'xlsx', 'ods', 'csv', 'pptx', 'odp', 'txt', 'zip', 'mp3', 'ogg', 'opus', 'm4a', 'mp4', 'webm'], 'Ce format n’est pas accepté : envoyez plutôt un PDF.')]),
        ),
        migrations.AlterField(
            model_name='image',
            name='droits_jusqu_au',
            field=models.DateField(blank=True, help_text='Le dernier jour de diffusion permis. Vide : sans limite.', null=True, verbose_name='droits jusqu’au'),
        ),
        migrations.AlterField(
            model_name='image',
            name='titulaire',
            field=models.CharField(blank=True, help_text='Qui en a permis la diffusion, si ce n’est pas l’auteur.', max_length=150, verbose_name='titulaire des droits'),
        ),
        migrations.AddIndex(
            model_name='document',
            index=models.Index(fields=['droits_jusqu_au'], name='document_droits'),
        ),
        migrations.AddIndex(
            model_name='document',
            index=models.Index(socle.fonctions.SansAccent(django.db.models.functions.text.Lower('titre')), models.F('id'), condition=models.Q(('a_transcrire', True)), name='document_a_transcrire'),
        ),
        # The sounds and videos kept so far have no transcript: what nobody wrote is to come.
        migrations.RunSQL(
            r"UPDATE mediatheque_document SET a_transcrire = true WHERE fichier ~ '\.(mp3|mp4)$'", migrations.RunSQL.noop
        ),
        migrations.AddConstraint(
            model_name='document',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('a_transcrire', False), models.Q(models.Q(('fichier__regex', '\\.(mp3|ogg|opus|m4a|mp4|webm)$'), _negated=True), models.Q(('transcription', ''), _negated=True), _connector='OR')), models.Q(('a_transcrire', True), ('fichier__regex', '\\.(mp3|ogg|opus|m4a|mp4|webm)$'), ('transcription', '')), _connector='OR'), name='mediatheque_document_transcription', violation_error_message='Un son ou une vidéo a sa transcription, ou la mention « à transcrire » : l’une ou l’autre, et pas les deux.'),
        ),
    ]
