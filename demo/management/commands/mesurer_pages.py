import os

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from comptes.models import Utilisateur
from demo import mesures
from territoires.models import Commune

REQUETES_MAX = 20
DUREE_MAX = 100.0  # milliseconds of server time
LECTEURS = (
    ("visiteur", None),
    ("membre", "bob@exemple.test"),
    ("équipe", "editrice@exemple.test"),
    ("admin", "admin@exemple.test"),
)
DEPARTS = ["/", "/sitemap.xml", "/robots.txt", "/actualites/flux.rss", "/agenda/calendrier.ics", "/comptes/connexion/"]


class Command(BaseCommand):
    """Measure every page of the demo, the back office's included, for four kinds of readers; fail when a page passes a bar."""

    help = "Mesure les requêtes et la durée (médiane, côté serveur) de chaque page de la démonstration."

    def add_arguments(self, parser):
        parser.add_argument("--fois", type=int, default=5, help="visites mesurées de chaque page, après une de mise en train (5)")
        parser.add_argument("--toutes", action="store_true", help="une ligne par adresse, au lieu d’une par sorte de page")
        parser.add_argument("--requetes-max", type=int, default=REQUETES_MAX, help="seuil de requêtes par page (20)")
        parser.add_argument("--duree-max", type=float, default=DUREE_MAX, help="seuil de durée médiane, en millisecondes (100)")

    def handle(self, *, fois, toutes, requetes_max, duree_max, **options):
        """Run the command; raises CommandError when a page passes a bar or fails."""
        if fois < 1:
            raise CommandError("--fois : au moins une visite.")
        # The sessions opened to measure leave with the transaction: the demo is found as it was.
        with transaction.atomic(), mesures.journal_muet():
            releve = self._mesurer(fois, duree_max)
            transaction.set_rollback(True)
        self._afficher(releve, toutes)
        fautives = [une for une in releve if une.statut >= 500 or une.depasse(requetes_max, duree_max)]
        for une in fautives:
            self.stderr.write(
                f"Trop cher : {une.adresse} ({une.lecteur}) : {une.requetes} requêtes, {une.duree:.1f} ms, statut {une.statut}"
            )
        if fautives:
            raise CommandError(f"{len(fautives)} mesures passent {requetes_max} requêtes ou {duree_max:.0f} ms.")

    def _mesurer(self, fois, duree_max):
        """Return a `Mesure` by address and reader: every page for each of them, every filter for the visitor."""
        releve = []
        comptes = [(lecteur, self._compte(courriel)) for lecteur, courriel in LECTEURS]
        for lecteur, utilisateur in comptes:
            client = mesures.client_de(utilisateur)
            departs = [*DEPARTS, "/espace/", "/admin/"] if utilisateur else DEPARTS
            adresses = mesures.parcourir(client, departs, garder=mesures.Garde(visiteur=utilisateur is None))
            self.stdout.write(f"{lecteur} : {len(adresses)} adresses", ending="… ")
            self.stdout.flush()
            relevees = [mesures.mesurer(client, adresse, lecteur=lecteur, fois=fois) for adresse in adresses]
            # A neighbour's work on the same machine does not last, a slow page stays slow: measured again before it is blamed.
            releve += [
                min(une, mesures.mesurer(client, une.adresse, lecteur=lecteur, fois=fois), key=lambda m: m.duree)
                if une.duree > duree_max
                else une
                for une in relevees
            ]
            self.stdout.write("mesurées")
        return releve

    def _compte(self, courriel):
        if courriel is None:
            return None
        try:
            return Utilisateur.objects.get(courriel=courriel)
        except Utilisateur.DoesNotExist:
            raise CommandError(f"Le compte {courriel} manque : chargez d’abord la démonstration (charger_demo).") from None

    def _afficher(self, releve, toutes):
        moins_chere = min(une.duree for une in releve)
        lignes = mesures.resumer(releve)
        if toutes:
            lignes = [(une, 1, une.requetes) for une in sorted(releve, key=lambda une: une.duree, reverse=True)]
        self.stdout.write(f"\n{'ms':>7} {'rapport':>7} {'requêtes':>8} {'adresses':>8}  {'lecteur':<9} page la plus lente")
        for pire, nombre, requetes in lignes:
            rapport = pire.duree / moins_chere
            self.stdout.write(
                f"{pire.duree:7.1f} {rapport:7.1f} {requetes:8} {nombre:8}  {pire.lecteur:<9} {pire.adresse}  [{pire.statut}]"
            )
        if os.getloadavg()[0] > os.cpu_count():
            self.stdout.write("\nLa machine travaille à autre chose en même temps : ces durées sont surestimées.")
        communes = f"{Commune.objects.count():,}".replace(",", "\u202f")
        durees = sorted(une.duree for une in releve)
        self.stdout.write(
            f"\n{len(releve)} mesures, {communes} communes. Durée : médiane {durees[len(durees) // 2]:.1f} ms, "
            f"la plus longue {durees[-1]:.1f} ms. Requêtes : {max(une.requetes for une in releve)} au plus."
        )
