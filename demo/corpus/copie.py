"""Write many rows at once by PostgreSQL's COPY; tables, columns and default values are read from the models."""

from itertools import chain

from django.core.management.color import no_style
from django.db import connection
from django.utils import timezone

from socle.champs import DateDeModification


class Copie:
    """Copies rows and counts them by model; `terminer` makes the sequences follow the keys written."""

    def __init__(self):
        self.comptes = {}
        self._maintenant = timezone.now()

    def copier(self, modele, lignes):
        """Insert `lignes`, an iterable of `{column attribute: value}` that all have the same keys.

        A field that is not given takes its default value, or the present moment for a date that fills itself. Values are as the
        database wants them: nothing is cleaned. A row of an inherited model is copied in each of its tables.
        """
        lignes = iter(lignes)
        premiere = next(lignes, None)
        if premiere is None:
            return
        champs = [champ for champ in modele._meta.local_concrete_fields if not champ.generated]
        laisses = [champ for champ in champs if champ.attname not in premiere and not champ.primary_key]
        fixes = {champ.attname: self._defaut(champ) for champ in laisses}
        uniques = {champ.attname: champ for champ in laisses if champ.unique and callable(champ.default)}
        noms = [champ.attname for champ in champs if champ.attname in premiere or champ.attname in fixes]
        colonnes = [modele._meta.get_field(nom).column for nom in noms]

        def valeurs():
            for ligne in chain([premiere], lignes):
                propres = {nom: champ.get_default() for nom, champ in uniques.items()}
                complete = {**fixes, **propres, **ligne}
                yield [complete[nom] for nom in noms]

        self._ecrire(modele, colonnes, valeurs())

    def lier(self, modele, champ, couples):
        """Insert the (key, key) pairs of the many-to-many relation `champ` of `modele`."""
        relation = modele._meta.get_field(champ)
        colonnes = [relation.m2m_column_name(), relation.m2m_reverse_name()]
        self._ecrire(relation.remote_field.through, colonnes, couples)

    def terminer(self):
        """Make the next row written by anyone take a key that is free."""
        with connection.cursor() as curseur:
            for ordre in connection.ops.sequence_reset_sql(no_style(), list(self.comptes)):
                curseur.execute(ordre)

    def _defaut(self, champ):
        if isinstance(champ, DateDeModification) or getattr(champ, "auto_now", False) or getattr(champ, "auto_now_add", False):
            return self._maintenant
        return champ.get_db_prep_save(champ.get_default(), connection)

    def _ecrire(self, modele, colonnes, lignes):
        nom = connection.ops.quote_name
        ordre = f"COPY {nom(modele._meta.db_table)} ({', '.join(map(nom, colonnes))}) FROM STDIN"
        with connection.cursor() as curseur:
            with curseur.copy(ordre) as copie:
                for ligne in lignes:
                    copie.write_row(ligne)
            self.comptes[modele] = self.comptes.get(modele, 0) + curseur.rowcount
