"""What moves the mark of the contacts on (`socle.generation`)."""

from django.db import migrations

from socle.generation import suivre


class Migration(migrations.Migration):
    dependencies = [("redaction", "0001_initial"), ("socle", "0003_generation")]

    operations = [
        suivre("redaction", "redaction_contact", ajouts=False),
    ]
