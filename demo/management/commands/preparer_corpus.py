from django.core.management.base import BaseCommand, CommandError

from demo.banc import bases
from demo.erreurs import ErreurDemo


class Command(BaseCommand):
    help = "Crée les bases de mesure qui manquent ou ont vieilli, une par taille de corpus. Refusé en production."

    def add_arguments(self, parser):
        parser.add_argument("tailles", nargs="+", type=int, help="nombres de contenus : 1000 10000 100000")

    def handle(self, *, tailles, **options):
        try:
            bases.preparer(sorted(set(tailles)))
        except ErreurDemo as erreur:
            raise CommandError(str(erreur)) from erreur
