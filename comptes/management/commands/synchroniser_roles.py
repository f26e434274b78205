from django.core.management.base import BaseCommand

from comptes.roles import synchroniser_roles


class Command(BaseCommand):
    help = "Crée les rôles de l’équipe (rédaction, édition, administration) et leur donne leurs droits."

    def handle(self, *args, verbosity, **options):
        for role, nombre in synchroniser_roles().items():
            if verbosity:
                self.stdout.write(f"{role} : {nombre} droits")
