"""What moves the mark of the directory on (`socle.generation`)."""

from django.db import migrations

from socle.generation import suivre


class Migration(migrations.Migration):
    dependencies = [("annuaire", "0001_initial"), ("socle", "0003_generation")]

    operations = [
        suivre("annuaire", "annuaire_collectivite"),
        suivre("annuaire", "annuaire_collectivite_pays"),
        suivre("annuaire", "annuaire_collectivite_secteurs"),
        suivre("annuaire", "annuaire_collectivite_odds"),
        suivre("annuaire", "annuaire_adhesion"),
        suivre("annuaire", "annuaire_autoritelocale"),
        suivre("annuaire", "annuaire_partenariat"),
        suivre("annuaire", "annuaire_partenariat_collectivites"),
        suivre("annuaire", "annuaire_partenariat_autorites"),
        suivre("annuaire", "annuaire_partenariat_secteurs"),
        suivre("annuaire", "annuaire_projet"),
        suivre("annuaire", "annuaire_projet_collectivites"),
        suivre("annuaire", "annuaire_projet_pays"),
        suivre("annuaire", "annuaire_projet_secteurs"),
        suivre("annuaire", "annuaire_projet_odds"),
        suivre("annuaire", "annuaire_projet_documents"),
        suivre("annuaire", "annuaire_personne"),
        suivre("annuaire", "annuaire_mandat"),
    ]
