from django.db import models


class ImportReferentiel(models.Model):
    """One import that was written, so that the next one knows at once whether the file changed."""

    millesime = models.PositiveSmallIntegerField("millésime")
    empreinte = models.CharField(max_length=64)
    fait_le = models.DateTimeField("fait le", auto_now_add=True)

    class Meta:
        verbose_name = "import du référentiel"
        verbose_name_plural = "imports du référentiel"
        ordering = ["-fait_le", "-pk"]

    def __str__(self):
        return f"Référentiel {self.millesime}"
