from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length

SEGMENTS = 4  # the deepest address of the site: /ressources/mediatheque/<slug>/ and what may stand below


class AncienneAdresseQuerySet(models.QuerySet):
    def de(self, chemin):
        """Return the row of the longest old address that `chemin` is, or starts with; None when there is none."""
        return self.filter(chemin__in=self.model.debuts(chemin)).order_by(Length("chemin").desc()).first()


class AncienneAdresse(models.Model):
    """An address that a page of the site once had, and the one it has now. Written by `redaction.actions.deplacer`."""

    chemin = models.CharField("ancienne adresse", max_length=300, unique=True)
    actuelle = models.CharField("adresse actuelle", max_length=300, db_index=True)
    depuis = models.DateTimeField(auto_now=True)

    objects = AncienneAdresseQuerySet.as_manager()

    class Meta:
        verbose_name = "ancienne adresse"
        verbose_name_plural = "anciennes adresses"
        ordering = ["-depuis", "-pk"]
        indexes = [models.Index(fields=["-depuis", "-id"], name="ancienneadresse_liste")]
        constraints = [
            models.CheckConstraint(condition=~Q(actuelle__startswith=F("chemin")), name="redaction_ancienneadresse_ailleurs"),
            models.CheckConstraint(
                condition=Q(chemin__startswith="/", actuelle__startswith="/"), name="redaction_ancienneadresse_du_site"
            ),
            # Browsers read « //ailleurs.test » and « /\ailleurs.test » as the address of another site.
            models.CheckConstraint(
                condition=~Q(actuelle__startswith="//") & ~Q(actuelle__startswith="/\\"),
                name="redaction_ancienneadresse_une_barre",
            ),
        ]

    def __str__(self):
        return self.chemin

    @staticmethod
    def debuts(chemin):
        """Return the addresses that `chemin` is or stands below: « /agenda/ » and « /agenda/x/ » for « /agenda/x/y.ics »."""
        morceaux = chemin.split("/", SEGMENTS + 1)
        return ["/".join(morceaux[:rang]) + "/" for rang in range(2, len(morceaux))]

    def suite(self, chemin):
        """Return where the page at `chemin`, this old address or one below it, stands now."""
        return self.actuelle + chemin.removeprefix(self.chemin)
