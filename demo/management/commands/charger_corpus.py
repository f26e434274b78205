from time import monotonic

from django.core.management.base import BaseCommand, CommandError

from demo.corpus.chargement import charger, entretenir
from demo.corpus.echelle import Echelle
from demo.erreurs import ErreurDemo


class Command(BaseCommand):
    help = "Remplit une base vide d’un corpus tiré au sort, pour mesurer le portail. Refusé en production."

    def add_arguments(self, parser):
        parser.add_argument("contenus", type=int, help="nombre de contenus : 1000, 10000, 100000…")

    def handle(self, *, contenus, **options):
        if contenus < 1:
            raise CommandError("Un corpus compte au moins un contenu.")
        debut = monotonic()
        try:
            comptes = charger(Echelle(contenus))
        except ErreurDemo as erreur:
            raise CommandError(str(erreur)) from erreur
        entretenir()
        self.stdout.write(f"{contenus} contenus, {sum(comptes.values())} lignes en {monotonic() - debut:.0f} s.")
