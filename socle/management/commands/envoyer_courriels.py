from django.core.management.base import BaseCommand

from socle.actions import envoyer_courriel
from socle.models import Courriel


class Command(BaseCommand):
    help = "Envoie de nouveau les courriels que le serveur de messagerie n’a pas encore acceptés."

    def handle(self, *args, **options):
        cles = list(Courriel.objects.a_envoyer().values_list("pk", flat=True))
        resultats = [parti for parti in map(envoyer_courriel, cles) if parti is not None]
        self.stdout.write(f"Courriels partis : {sum(resultats)} ; en attente : {len(resultats) - sum(resultats)}.")
