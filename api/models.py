from django.db import models


class Passage(models.Model):
    """How many times an address asked in a minute; the table is not logged: a crash forgets it, and nobody minds."""

    empreinte = models.CharField(max_length=64)
    minute = models.PositiveBigIntegerField()
    nombre = models.PositiveIntegerField(default=1)

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["minute", "empreinte"], name="api_passage_unique")]

    def __str__(self):
        return f"{self.nombre} demandes"
