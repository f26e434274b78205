from django.core.management.base import BaseCommand, CommandError

from comptes.actions import reinitialiser_second_facteur
from comptes.models import Utilisateur


class Command(BaseCommand):
    help = "Retire le second facteur d’un compte dont le téléphone ou la clé est perdu, ferme ses sessions et le lui écrit."

    def add_arguments(self, parser):
        parser.add_argument("adresse", help="adresse électronique du compte")

    def handle(self, *args, adresse, **options):
        utilisateur = Utilisateur.objects.de_courriel(adresse).first()
        if utilisateur is None:
            raise CommandError(f"Aucun compte à l’adresse {adresse}.")
        if not reinitialiser_second_facteur(utilisateur=utilisateur, par=None):
            raise CommandError(f"{utilisateur.courriel} n’a pas de second facteur : rien n’est changé.")
        self.stdout.write(
            f"Second facteur retiré : {utilisateur.courriel} se connecte avec son seul mot de passe, puis en choisit un autre."
        )
