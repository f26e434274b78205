"""The words that the site knows, and those that a mistyped one may have meant: « vilurbane », « Vouliez-vous dire… »."""

import re

from django.db import connection, transaction
from django.db.models import TextField
from django.db.models.functions import Cast

from recherche import fiches
from recherche.models import MotConnu
from redaction.registre import sortes
from socle.acces import Acces
from socle.filtres import sans_accent

LETTRES_MIN = 4
"""Letters of a word from which it can be put right: of three, one out of two looks like another."""

REFAIRE = r"""
INSERT INTO recherche_motconnu (cle, mot, nombre)
SELECT DISTINCT ON (cle) cle, mot, sum(nombre) OVER (PARTITION BY cle)
FROM (
    SELECT f_unaccent(mot) AS cle, mot, count(*) AS nombre
    FROM (%s) AS dits(texte), regexp_split_to_table(lower(texte), '[^[:alnum:]]+') AS mot
    WHERE length(mot) BETWEEN 3 AND 40 AND mot !~ '^[0-9]+$'
    GROUP BY mot
) AS mots
ORDER BY cle, nombre DESC, mot
"""

# Of the words as near, the one that is read most.
PROCHES = """
SELECT saisi, (
    SELECT mot FROM recherche_motconnu WHERE cle %% saisi ORDER BY similarity(cle, saisi) DESC, nombre DESC, cle LIMIT 1
) FROM unnest(%s::text[]) AS saisi
WHERE NOT EXISTS (SELECT FROM recherche_motconnu WHERE cle LIKE saisi || '%%')
"""


@transaction.atomic
def refaire():
    """Read again the words of the titles that everyone may read, and of the names of what is found by its name."""
    lots = [
        sorte.modele.objects.publies().exclude(acces=Acces.EQUIPE).order_by().values_list(Cast("titre", TextField()))
        for sorte in sortes()
    ]
    lots += [
        repertoire.lignes().order_by().values_list(Cast(nom, TextField()))
        for repertoire in fiches.REPERTOIRES
        for nom in repertoire.ecrits
    ]
    sql, parametres = lots[0].union(*lots[1:], all=True).query.sql_with_params()
    MotConnu.objects.all().delete()
    with connection.cursor() as curseur:
        curseur.execute(REFAIRE.replace("%s", sql), parametres)


def corriger(requete):
    """Return what a person may have meant, the words that the site does not know put right; empty where it knows them all."""
    inconnus = [mot for mot in requete.mots if len(mot) >= LETTRES_MIN]
    if not inconnus:
        return ""
    with connection.cursor() as curseur:
        curseur.execute(PROCHES, [inconnus])
        justes = {saisi: mot for saisi, mot in curseur.fetchall() if mot}
    if not justes:
        return ""
    return re.sub(r"[^\W_]+", lambda mot: justes.get(sans_accent(mot[0]), mot[0]), requete.texte)
