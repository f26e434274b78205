from time import monotonic

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from demo.chargement import charger, deja_chargee
from demo.erreurs import ErreurDemo


class Command(BaseCommand):
    help = (
        "Charge les données de démonstration : ce qui manque est créé, rien de ce qui existe n’est modifié. "
        "Refusé en production, où ses comptes ouvriraient la porte à tous."
    )

    def add_arguments(self, parser):
        parser.add_argument("--si-necessaire", action="store_true", help="ne fait rien si cette version est déjà chargée")

    def handle(self, *args, **options):
        if settings.PRODUCTION:
            raise CommandError("La démonstration ne se charge pas en production (CUF_ENV=production). Rien n’a été écrit.")
        if options["si_necessaire"] and deja_chargee():
            self.stdout.write("Démonstration : déjà chargée.")
            return
        debut = monotonic()
        try:
            comptes = charger()
        except ErreurDemo as erreur:
            raise CommandError(f"{erreur} Rien n’a été écrit.") from erreur
        for modele, nombre in comptes.items():
            self.stdout.write(f"{modele._meta.verbose_name_plural} : {nombre}")
        self.stdout.write(f"Démonstration chargée : {sum(comptes.values())} objets créés en {monotonic() - debut:.1f} s.")
