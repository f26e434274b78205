from contextlib import suppress
from pathlib import Path
from time import monotonic

from django.core.management.base import BaseCommand, CommandError

from reprise_spip.lecture import Site
from reprise_spip.moteur import rapport as rapports
from reprise_spip.moteur.bilan import Sort
from reprise_spip.moteur.reprise import Reprise
from reprise_spip.sources import ErreurSource, ouvrir

PAS = 0.2  # seconds between two lines of progress


class Command(BaseCommand):
    help = (
        "Reprend les articles d’un site SPIP : un fichier SQLite, une sauvegarde de SPIP, un mysqldump (compressés ou non), ou "
        "l’adresse d’un serveur MySQL. N’écrit qu’avec --ecrire. Relancée, la commande ne change que ce qui a changé."
    )

    def add_arguments(self, parser):
        parser.add_argument("source", help="le fichier, ou mysql://utilisateur:motdepasse@serveur/base")
        parser.add_argument("--ecrire", action="store_true", help="écrit dans le portail ; sans cette option, rien n’est écrit")
        parser.add_argument("--refuses", action="store_true", help="reprend aussi, en archives, les articles refusés et jetés")
        parser.add_argument("--rapport", type=Path, help="où écrire le rapport, en .html et en .json")

    def handle(self, *args, source, ecrire: bool, refuses, rapport, **options):
        self.debut = self.dernier = monotonic()
        try:
            with ouvrir(source) as base:
                reprise = Reprise(Site(base), ecrire=ecrire, refuses=refuses, avancer=self.avancer)
                bilan = reprise.lancer()
        except ErreurSource as erreur:
            raise CommandError(f"{erreur} Rien n’a été écrit.") from erreur
        except KeyboardInterrupt:
            suite = "Ce qui est écrit reste ; relancez la même commande pour la suite." if ecrire else "Rien n’a été écrit."
            raise CommandError(f"Interrompu. {suite}", returncode=130) from None
        # A password is no part of a report.
        bilan.source = source.rpartition("@")[2]
        self.conclure(bilan)
        if rapport is not None:
            self.rapporter(bilan, rapport)

    def avancer(self, faits, total):
        """Say how far it is, and how much time remains: on one line of a terminal, from time to time elsewhere."""
        maintenant = monotonic()
        if faits < total and maintenant - self.dernier < (PAS if self.stdout.isatty() else 30):
            return
        self.dernier = maintenant
        reste = (maintenant - self.debut) / max(faits, 1) * (total - faits)
        fin = "" if faits < total and self.stdout.isatty() else "\n"
        debut = "\r" if self.stdout.isatty() else ""
        texte = f"{debut}Articles : {faits} / {total} ({faits * 100 // max(total, 1)} %), encore {reste:.0f} s".ljust(60)
        self.stdout.write(texte.rstrip() if fin else texte, ending=fin)
        with suppress(OSError):
            self.stdout.flush()

    def conclure(self, bilan):
        """Print what was taken, to the unit."""
        for sorte, compte in bilan.comptes.items():
            self.stdout.write(
                f"{rapports.NOMS[sorte]} : {compte.trouves} trouvés = {compte.pris} pris + {compte.sorts[Sort.LAISSE]} laissés"
                f" + {compte.sorts[Sort.REFUSE]} refusés"
            )
            for nom, nombre in (*compte.sorts.items(), *compte.raisons.items()):
                self.stdout.write(f"  {nom} : {nombre}")
        for alerte in bilan.alertes:
            self.stdout.write(f"Attention : {alerte}")
        self.stdout.write(f"À regarder : {len(bilan.remarques)} remarques.")
        fin = "Écrit" if bilan.ecrit else "Essai à blanc, rien n’est écrit"
        self.stdout.write(f"{fin} ({bilan.duree:.1f} s).{'' if bilan.ecrit else ' Ajoutez --ecrire pour écrire.'}")

    def rapporter(self, bilan, fichier):
        """Write the report where it is asked for."""
        try:
            page, donnees = rapports.ecrire(bilan, fichier)
        except OSError as erreur:
            raise CommandError(f"Le rapport n’a pas pu être écrit : {erreur}.") from erreur
        self.stdout.write(f"Rapport : {page} et {donnees}")
