"""The table of the toy kind, whatever `Contenu` is made of today."""

from django.db import migrations
from django.db.migrations.state import ModelState

from tests.jouet.models import Breve

ETAT = ModelState.from_model(Breve)


class Migration(migrations.Migration):
    initial = True
    dependencies = [(app, "__latest__") for app in ("comptes", "mediatheque", "redaction", "territoires", "groupes_pays")]
    operations = [migrations.CreateModel(ETAT.name, list(ETAT.fields.items()), ETAT.options, ETAT.bases)]
