"""What helps to find: words that mean the same, words that the site knows, searches that found nothing."""

from django.contrib.postgres.indexes import GinIndex
from django.core.exceptions import ValidationError
from django.db import models

from redaction.recherche import mots_de
from socle.filtres import sans_accent


class Synonyme(models.Model):
    """Expressions that mean the same: who looks for one of them finds the others too."""

    expressions = models.TextField(
        max_length=500,
        help_text="Une expression par ligne : « AICT », puis « action internationale des collectivités territoriales ».",
    )

    class Meta:
        verbose_name = "synonymes"
        verbose_name_plural = "synonymes"
        ordering = ["expressions"]

    def __str__(self):
        return " = ".join(self.expressions.splitlines())

    @property
    def suites(self):
        """Its expressions as searched words, without accents: [("aict",), ("action", "internationale", …)]."""
        lignes = (tuple(sans_accent(mot) for mot in mots_de(ligne)) for ligne in self.expressions.splitlines())
        return [*dict.fromkeys(ligne for ligne in lignes if ligne)]

    def clean(self):
        """Refuse what makes nothing equal to anything."""
        if len(self.suites) < 2:
            raise ValidationError({"expressions": "Écrivez au moins deux expressions différentes, une par ligne."})


class MotConnu(models.Model):
    """A word of a title or of a name that everyone may read, as a mistyped one may have meant it; made anew every night."""

    cle = models.CharField(max_length=60, primary_key=True)
    mot = models.CharField(max_length=60)
    nombre = models.PositiveIntegerField()

    class Meta:
        verbose_name = "mot connu"
        verbose_name_plural = "mots connus"
        ordering = ["cle"]
        indexes = [GinIndex(fields=["cle"], name="motconnu_cle_trgm", opclasses=["gin_trgm_ops"])]

    def __str__(self):
        return self.mot


class RechercheVaine(models.Model):
    """Words that visitors looked for and that found nothing: how many times, and when last; nothing of who did."""

    mots = models.CharField("recherche", max_length=100, unique=True)
    nombre = models.PositiveIntegerField("fois", default=1)
    derniere_le = models.DateField("la dernière fois")

    class Meta:
        verbose_name = "recherche sans résultat"
        verbose_name_plural = "recherches sans résultat"
        ordering = ["-nombre", "mots"]
        indexes = [models.Index(fields=["-nombre", "mots"], name="recherchevaine_liste")]

    def __str__(self):
        return self.mots
