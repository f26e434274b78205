from django.core.management.base import BaseCommand

from socle.actions import envoyer_courriel
from socle.models import Courriel


class Command(BaseCommand):
    help = "Envoie de nouveau les courriels que le serveur de messagerie n’a pas encore acceptés."

    def handle(self, *args, **options):
        resultats = [envoyer_courriel(courriel) for courriel in Courriel.objects.a_envoyer()]
        self.stdout.write(f"Courriels partis : {sum(resultats)} ; en attente : {len(resultats) - sum(resultats)}.")
