import os

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from comptes.models import Session
from demo import mesures
from demo.banc import bases, charge, debit, recherches, sortes
from demo.banc.comparaison import BRUIT, DUREE_MAX, RAPPORT_MAX, REQUETES_MAX, Bases, Comparaison
from demo.erreurs import ErreurDemo

SERVIES = (
    "accueil",
    "actualités",
    "actualités, page 50",
    "actualité",
    "annuaire, deux filtres",
    "flux des actualités",
)


class Command(BaseCommand):
    """Measure each kind of page at several sizes, then requests a second; fail when a page passes a bar."""

    help = "Mesure chaque sorte de page, publique et de gestion, sur des corpus de plusieurs tailles."

    def add_arguments(self, parser):
        parser.add_argument("tailles", nargs="+", type=int, help="nombres de contenus : 1000 10000 100000")

    def handle(self, *, tailles, **options):
        tailles = sorted(set(tailles))
        try:
            noms = bases.preparer(tailles)
            fautives = self._comparer(noms)
            fautives += self._rechercher(noms)
            self._debits(max(noms), noms[max(noms)])
        except (ErreurDemo, charge.ErreurCharge) as erreur:
            raise CommandError(str(erreur)) from erreur
        if fautives:
            raise CommandError(f"{fautives} sortes de pages passent un seuil.")

    def _comparer(self, noms):
        """Print a line by kind of page and reader; return how many pass a bar."""
        titres = "  ".join(f"{f'requêtes à {taille}':>15} {f'ms à {taille}':>12}" for taille in noms)
        self.stdout.write(f"\n{'sorte de page':<52} {'lecteur':<8}  {titres}  rapport")
        bases_ouvertes, fautives = Bases(noms), 0
        comparaison = Comparaison(bases_ouvertes)
        try:
            with mesures.journal_muet(), bases_ouvertes.sur(max(noms)):
                choisies = sortes.toutes()
            with mesures.journal_muet():
                for ligne in comparaison.mesurer(choisies):
                    fautives += bool(ligne.fautes)
                    self.stdout.write(self._ligne(ligne))
                    self.stdout.flush()
        finally:
            comparaison.terminer()
            bases_ouvertes.fermer()
        self.stdout.write(
            f"\nSeuils : {REQUETES_MAX} requêtes pour une page publique, {DUREE_MAX:.0f} ms, rapport {RAPPORT_MAX} entre la plus "
            f"grande taille et la plus petite (un écart de moins de {BRUIT:.0f} ms n’en est pas un ; une liste filtrée, qui "
            "compte ce qu’elle garde, n’est tenue qu’à la durée)."
        )
        if os.getloadavg()[0] > os.cpu_count():
            self.stdout.write("La machine travaille à autre chose en même temps : ces durées sont surestimées.")
        return fautives

    def _rechercher(self, noms):
        """Print, for each size, what the searches of the field cost; return how many bars the largest of them passes."""
        ouvertes, trouvees = Bases(noms), []
        self.stdout.write(f"\n{len(recherches.recherches())} recherches (ms de processeur, base comprise)")
        try:
            for taille in noms:
                with mesures.journal_muet(), ouvertes.sur(taille):
                    couts = recherches.mesurer()
                deux_mots, pire, mots = recherches.resumer(couts)
                trouvees = recherches.fautes(couts)
                marque = f"  ← {', '.join(trouvees)}" if trouvees else ""
                self.stdout.write(
                    f"à {taille} : 95 % de celles de deux mots {deux_mots:.1f}, la pire {pire:.1f} (« {mots} »){marque}"
                )
                self.stdout.flush()
        finally:
            ouvertes.fermer()
        return len(trouvees)

    def _ligne(self, ligne):
        chiffres = "  ".join(f"{ligne.requetes[taille]:15} {ligne.mediane(taille):12.1f}" for taille in ligne.durees)
        marque = f"  ← {', '.join(ligne.fautes)}" if ligne.fautes else ""
        return f"{ligne.sorte.nom:<52} {ligne.sorte.lecteur:<8}  {chiffres}  {ligne.rapport:7.2f}{marque}"

    def _debits(self, taille, base):
        """Print the requests a second of the site, kept and made for a member, and of a bare view of the same bytes."""
        ouvertes = Bases({taille: base})
        try:
            with ouvertes.sur(taille):
                adresses = {une.nom: une.adresse() for une in sortes.toutes() if une.lecteur == "visiteur"}
                session = mesures.client_de(sortes.lecteur("membre")).cookies[settings.SESSION_COOKIE_NAME].value
                reglages = ouvertes.reglages(taille)
            pages = {nom: adresses[nom] for nom in SERVIES}
            self.stdout.write(f"\nRequêtes par seconde (et 99e centile, ms), {taille} contenus, {debit.CONNEXIONS} connexions")
            self.stdout.write(f"{'page':<30} {'gardée':>15} {'membre':>15} {'vue nue':>15} {'gardée / nue':>13}")
            for une in debit.mesurer(reglages, pages, session):
                chiffres = " ".join(f"{un.par_seconde:7.1f} ({un.p99:5.1f})" for un in (une.gardee, une.membre, une.nue))
                self.stdout.write(f"{une.nom:<30} {chiffres} {une.gardee.par_seconde / une.nue.par_seconde:13.2f}")
                self.stdout.flush()
        finally:
            with ouvertes.sur(taille):
                Session.objects.all().delete()
            ouvertes.fermer()
