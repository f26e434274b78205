from datetime import timedelta

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone


class Presence(models.Model):
    """Who has the form of what open now: written while it is, and forgotten once it says no more."""

    SILENCE = timedelta(seconds=60)
    """Without a word of its page, which speaks every 15 seconds, someone has left."""

    utilisateur = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    type_objet = models.ForeignKey(ContentType, models.CASCADE)
    id_objet = models.CharField(max_length=40)
    ouverte_le = models.DateTimeField(default=timezone.now)
    vue_le = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        verbose_name = "présence"
        # Nobody reads them in a list: no right is given on them.
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["type_objet", "id_objet", "utilisateur"], name="gestion_presence_unique"),
        ]

    def __str__(self):
        return f"{self.type_objet_id}/{self.id_objet} : {self.utilisateur_id}"


class Echange(models.Model):
    """A table of rows read from a file: what was found in it, then what became of it. Kept some days for who sent it."""

    GARDE = timedelta(days=7)

    class Travail(models.TextChoices):
        """What the queue does with a large table."""

        ESSAI = "essai", "essai"
        IMPORT = "import", "import"

    par = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    type_objet = models.ForeignKey(ContentType, models.CASCADE)
    fichier = models.CharField(max_length=150)
    # As the file has them: the heads, [number of the row, texts], [number of the row, rank of the column, message].
    entetes = models.JSONField()
    lignes = models.JSONField()
    fautes = models.JSONField()
    remarques = models.JSONField()
    # What `gestion.echanges.bilans` says of them.
    bilan = models.JSONField(default=dict)
    # What the queue is at, empty when it is done or has nothing to do, and how many rows it has gone through.
    travail = models.CharField(max_length=10, choices=Travail, blank=True)
    faites = models.PositiveIntegerField(default=0)
    depose_le = models.DateTimeField(default=timezone.now, db_index=True)
    importe_le = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "tableau (xlsx, csv)"
        verbose_name_plural = "tableaux (xlsx, csv)"
        default_permissions = ("exporter", "importer")

    def __str__(self):
        return self.fichier


class Vue(models.Model):
    """What someone looks for again and again in a list of the back office: its filters, words and order, under a name."""

    par = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    liste = models.CharField(max_length=100)
    nom = models.CharField("nom de la vue", max_length=40)
    requete = models.CharField(max_length=1000, blank=True)

    class Meta:
        verbose_name = "vue d’une liste"
        # Each has their own: no right is given on them.
        default_permissions = ()
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["par", "liste", "nom"], name="gestion_vue_unique")]

    def __str__(self):
        return self.nom
