"""The generation of what the site shows: a mark that any write to it moves on, by which kept pages are known to be of today.

One row for each part of the site, that statement triggers move in the transaction that writes: whoever reads the mark before
the rows never keeps rows of before under a mark of after. Drafts move nothing (decision 024).
"""

from django.db import connection, migrations, models


class Generation(models.Model):
    """The mark of one part of the site: another one after each transaction that changed what it shows."""

    partie = models.CharField(max_length=30, primary_key=True)
    marque = models.UUIDField()

    class Meta:
        default_permissions = ()

    def __str__(self):
        return self.partie


def lire() -> str | None:
    """Return the mark of all that the site shows now; None in a transaction, which may see what nobody else ever will."""
    if connection.in_atomic_block:
        return None
    with connection.cursor() as curseur:
        curseur.execute("SELECT md5(string_agg(marque::text, '' ORDER BY partie)) FROM socle_generation")
        return curseur.fetchone()[0] or "aucune"


def suivre(partie: str, table: str, *, si: str = "true", ajouts: bool = True) -> migrations.RunSQL:
    """Return the operation by which the writes to `table` move the mark of `partie` on.

    Args:
        partie: the name of the row of `Generation`.
        table: the name of the table.
        si: SQL, of a row `l`: whether the site shows it. Only a statement that writes such a row, as it was or as it is, counts.
        ajouts: False where a row just added shows nothing by itself: a picture, that a page has then to use.
    """
    evenements = [("UPDATE", "OLD TABLE AS avant NEW TABLE AS apres"), ("DELETE", "OLD TABLE AS avant")]
    if ajouts:
        evenements.append(("INSERT", "NEW TABLE AS apres"))
    arguments = ", ".join("'{}'".format(texte.replace("'", "''")) for texte in (partie, si))
    creer = [
        f"CREATE TRIGGER generation_{nom.lower()} AFTER {nom} ON {table} REFERENCING {lignes} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION socle_bouger({arguments})"
        for nom, lignes in evenements
    ]
    creer.append(
        f"CREATE TRIGGER generation_truncate AFTER TRUNCATE ON {table} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION socle_bouger({arguments})"
    )
    defaire = [f"DROP TRIGGER IF EXISTS generation_{nom} ON {table}" for nom in ("update", "delete", "insert", "truncate")]
    return migrations.RunSQL(creer, defaire)


def suivre_contenu(partie: str, table: str, *liees: str) -> list[migrations.RunSQL]:
    """Return the operations for a kind of content, whose rows show once published, and for the tables that tie rows to it.

    Args:
        partie: the name of the row of `Generation`.
        table: the table of the content, « actualites_actualite ».
        liees: its relations, as their tables end: « pays » for « actualites_actualite_pays ».
    """
    cle = table.rpartition("_")[2] + "_id"
    lien = f"EXISTS (SELECT FROM {table} AS c WHERE c.id = l.{cle} AND c.statut = 'publie')"
    return [
        suivre(partie, table, si="l.statut = 'publie'"),
        *(suivre(partie, f"{table}_{nom}", si=lien) for nom in liees),
    ]
