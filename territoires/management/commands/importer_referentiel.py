from time import monotonic

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, OperationalError

from territoires.lecture import FICHIER, ErreurReferentiel, empreinte_de, lire
from territoires.synchro import LOT, Genre, deja_importe, importer

EXEMPLES = 5  # differences shown for each table and kind, without --verbosity 2


class Command(BaseCommand):
    help = (
        "Compare la base au référentiel (pays, régions, départements, EPCI, communes, secteurs, thèmes, ODD) "
        "et montre les écarts. N’écrit qu’avec --ecrire ; marque obsolètes les lignes disparues, n’en supprime jamais."
    )

    def add_arguments(self, parser):
        parser.add_argument("--ecrire", action="store_true", help="écrit les écarts ; sans cette option, rien n’est écrit")
        parser.add_argument("--fichier", default=str(FICHIER), help="copie figée à lire (par défaut, celle du dépôt)")
        parser.add_argument("--si-necessaire", action="store_true", help="ne fait rien si ce fichier est le dernier importé")

    def handle(self, *args, **options):
        debut = monotonic()
        try:
            if options["si_necessaire"] and deja_importe(empreinte_de(options["fichier"])):
                self.stdout.write("Référentiel : déjà à jour.")
                return
            referentiel = lire(options["fichier"])
            self.verbeux = options["verbosity"] > 1
            self.stdout.write(f"Référentiel {referentiel.millesime} : {referentiel.source}")
            bilan = importer(referentiel, ecrire=options["ecrire"], suivre=self.montrer, avancer=self.avancer)
        except ErreurReferentiel as erreur:
            raise CommandError(f"{erreur} Rien n’a été écrit.") from erreur
        except OperationalError:
            # The server is not there: nothing is said of the référentiel.
            raise
        except (DatabaseError, TypeError, ValueError) as erreur:
            # A value of the wrong type is refused by its field before the database sees it.
            premiere_ligne = str(erreur).partition("\n")[0]
            raise CommandError(f"La base refuse ce référentiel : {premiere_ligne}. Rien n’a été écrit.") from erreur
        self.conclure(bilan, ecrire=options["ecrire"], duree=monotonic() - debut)

    def montrer(self, table, ecarts):
        """Print how many rows of `table` differ, with a few examples."""
        comptes = {genre: [e for e in ecarts if e.genre is genre] for genre in Genre}
        self.stdout.write(
            f"{table.modele._meta.verbose_name_plural} : {nombre(len(comptes[Genre.AJOUT]))} à ajouter, "
            f"{nombre(len(comptes[Genre.MODIFICATION]))} à modifier, {nombre(len(comptes[Genre.OBSOLETE]))} à marquer obsolètes"
        )
        for genre, liste in comptes.items():
            # The first load adds everything: its rows need no listing.
            if genre is Genre.AJOUT and not self.verbeux:
                continue
            montres = liste if self.verbeux else liste[:EXEMPLES]
            for ecart in montres:
                self.stdout.write(f"  {genre} : {ecart}")
            if len(liste) > len(montres):
                self.stdout.write(f"  … et {nombre(len(liste) - len(montres))} de plus (--verbosity 2 les montre)")

    def avancer(self, table, faits, total):
        """Print how far the writing of a long table is."""
        if total > LOT:
            self.stdout.write(f"  {table.modele._meta.verbose_name_plural} : {nombre(faits)} / {nombre(total)}")
            self.stdout.flush()

    def conclure(self, bilan, *, ecrire, duree):
        """Print the outcome; `duree` is in seconds."""
        if not bilan:
            self.stdout.write(f"Rien à changer ({duree:.1f} s).")
        elif ecrire:
            self.stdout.write(f"Écrit : {nombre(bilan.total())} lignes en {duree:.1f} s.")
        else:
            self.stdout.write(f"Essai à blanc, rien n’est écrit ({duree:.1f} s). Ajoutez --ecrire pour écrire.")


def nombre(valeur):
    """Return the integer `valeur` as people write it: « 34 969 »."""
    return f"{valeur:,}".replace(",", "\u202f")
