"""Digests of the files that the library has, and the pictures of the texts known by their row."""

from contextlib import suppress

from django.db import migrations

from mediatheque.identites import rattacher
from mediatheque.sommes import somme
from socle.texte_riche import ChampRiche


def calculer_les_sommes(apps, schema_editor):
    """Read each file once; one that is missing keeps no digest."""
    for nom in ("Image", "Document"):
        modele = apps.get_model("mediatheque", nom)
        stockage = modele._meta.get_field("fichier").storage
        # Names alone: Django's own field opens a picture to learn its size.
        for cle, chemin in modele._base_manager.filter(somme="").values_list("pk", "fichier").iterator():
            with suppress(OSError), stockage.open(chemin) as fichier:
                modele._base_manager.filter(pk=cle).update(somme=somme(fichier))


def rattacher_les_images(apps, schema_editor):
    """Tie the pictures of every rich text to their rows: those of the apps that are there already, the others being empty."""
    modeles = {"images": apps.get_model("mediatheque", "Image"), "remplaces": apps.get_model("mediatheque", "FichierRemplace")}
    for modele in apps.get_models():
        for champ in modele._meta.local_fields:
            if isinstance(champ, ChampRiche):
                lignes = modele._base_manager.filter(**{f"{champ.name}__contains": "<img "})
                for cle, texte in lignes.values_list("pk", champ.name):
                    modele._base_manager.filter(pk=cle).update(**{champ.name: rattacher(texte, **modeles)})


class Migration(migrations.Migration):
    dependencies = [("mediatheque", "0003_mediatheque_tenue")]

    operations = [
        migrations.RunPython(calculer_les_sommes, migrations.RunPython.noop),
        migrations.RunPython(rattacher_les_images, migrations.RunPython.noop),
    ]
