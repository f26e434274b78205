"""What moves the mark of the funds on (`socle.generation`), and the indexes of the hours at which they come and go."""

from django.db import migrations, models

from socle.generation import suivre, suivre_contenu

DU_FONDS = "EXISTS (SELECT FROM fonds_solidarite_fondssolidarite AS c WHERE c.id = l.fonds_id AND c.statut = 'publie')"


class Migration(migrations.Migration):
    dependencies = [("fonds_solidarite", "0002_grand_livre"), ("socle", "0003_generation")]

    operations = [
        *suivre_contenu("fonds_solidarite", "fonds_solidarite_fondssolidarite", "pays", "cercles", "contacts", "documents"),
        suivre("fonds_solidarite", "fonds_solidarite_contribution", si=DU_FONDS),
        suivre("fonds_solidarite", "fonds_solidarite_affectation", si=DU_FONDS),
        suivre("fonds_solidarite", "fonds_solidarite_pointetape", si=DU_FONDS),
        migrations.AddIndex(
            model_name='fondssolidarite',
            index=models.Index(condition=models.Q(('statut', 'publie')), fields=['publie_le'], name='fondssolidarite_parution'),
        ),
        migrations.AddIndex(
            model_name='fondssolidarite',
            index=models.Index(condition=models.Q(('depublie_le__isnull', False), ('statut', 'publie')), fields=['depublie_le'], name='fondssolidarite_retrait'),
        ),
    ]
