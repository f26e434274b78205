"""What moves the mark of the pictures and documents on (`socle.generation`)."""

from django.db import migrations

from socle.generation import suivre


class Migration(migrations.Migration):
    dependencies = [("mediatheque", "0001_initial"), ("socle", "0003_generation")]

    operations = [
        suivre("mediatheque", "mediatheque_image", ajouts=False),
        suivre("mediatheque", "mediatheque_document", ajouts=False),
        suivre("mediatheque", "mediatheque_document_cercles", ajouts=False),
    ]
