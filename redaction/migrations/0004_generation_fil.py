"""What moves the mark of the threads on (`socle.generation`)."""

from django.db import migrations

from socle.generation import suivre


class Migration(migrations.Migration):
    dependencies = [("redaction", "0003_fil")]

    operations = [
        # A thread shows by what it ties.
        suivre("redaction", "redaction_fil", ajouts=False),
        suivre("redaction", "redaction_maillon"),
    ]
