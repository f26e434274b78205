"""The life of a content on the site: draft, to review, published (now or later), archived; in the bin for a while, then gone."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Greatest
from django.utils import timezone

from socle.contraintes import choix_connus

GARDE = timedelta(days=60)
"""How long the bin keeps what is put there."""


class Statut(models.TextChoices):
    """Where a content stands in its workflow."""

    BROUILLON = "brouillon", "brouillon"
    A_RELIRE = "a_relire", "à relire"
    PUBLIE = "publie", "publié"
    ARCHIVE = "archive", "archivé"
    CORBEILLE = "corbeille", "à la corbeille"


EN_CHANTIER = (Statut.BROUILLON, Statut.A_RELIRE)


class PubliableQuerySet(models.QuerySet):
    """Rows with a workflow: « published » is written here and nowhere else."""

    def publies(self):
        """Keep what is online now: published, its date come, its end not yet reached. No cron is involved."""
        maintenant = timezone.now()
        return self.filter(Q(depublie_le=None) | Q(depublie_le__gt=maintenant), statut=Statut.PUBLIE, publie_le__lte=maintenant)

    def hors_corbeille(self):
        """Keep what is not in the bin: what the lists of the back office show."""
        return self.exclude(statut=Statut.CORBEILLE)


class Publiable(models.Model):
    """Abstract: something written, reviewed, published at a date and possibly withdrawn at another."""

    statut = models.CharField(max_length=20, choices=Statut, default=Statut.BROUILLON, editable=False)
    publie_le = models.DateTimeField(
        "date de publication",
        null=True,
        blank=True,
        help_text="Une date future programme la publication : rien d’autre à faire.",
    )
    depublie_le = models.DateTimeField(
        "retiré du site le", null=True, blank=True, help_text="Facultatif : le contenu quitte le site à cette date."
    )

    @choix_connus(statut=Statut)
    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=~Q(statut=Statut.PUBLIE) | Q(publie_le__isnull=False),
                name="%(app_label)s_%(class)s_publie_date",
                violation_error_message="Un contenu publié porte une date de publication.",
            ),
            models.CheckConstraint(
                condition=Q(depublie_le=None) | Q(publie_le=None) | Q(depublie_le__gt=F("publie_le")),
                name="%(app_label)s_%(class)s_retrait_apres",
                violation_error_code="depublie_le",
                violation_error_message="Le retrait du site vient après la publication.",
            ),
        ]

    def clean(self):
        """Say in the form what the constraints say: `statut` is not one of its fields, so Django would not check them."""
        super().clean()
        if self.statut == Statut.PUBLIE and self.publie_le is None:
            raise ValidationError({"publie_le": "Un contenu publié porte une date de publication."})

    @staticmethod
    def vues_des_lecteurs(lignes):
        """Keep those of `lignes` that readers see, today or later: what they use is not changed by who only writes."""
        return lignes.filter(statut=Statut.PUBLIE)

    @classmethod
    def lues_maintenant(cls, lignes):
        """Keep those of `lignes` that are online now: what only the others use is not open to readers."""
        return cls._default_manager.publies().filter(pk__in=lignes.order_by().values("pk"))

    @property
    def est_en_ligne(self):
        """Whether the content is on the site now; the same rule as `publies()`."""
        maintenant = timezone.now()
        return (
            self.statut == Statut.PUBLIE
            and self.publie_le is not None
            and self.publie_le <= maintenant
            and (self.depublie_le is None or self.depublie_le > maintenant)
        )

    @property
    def est_programme(self):
        """Whether the content is published at a date still to come."""
        return self.statut == Statut.PUBLIE and self.publie_le is not None and self.publie_le > timezone.now()


def index_en_ligne(modele, *champs):
    """Return the index that lists what is online, latest first: ten rows are read where every row was.

    Args:
        modele: the name of the model, for the name of the index.
        champs: the fields that order the list, as `ordering` writes them.
    """
    return models.Index(
        fields=[*champs, "-id"],
        include=["depublie_le", "acces"],
        condition=Q(statut=Statut.PUBLIE),
        name=f"{modele}_en_ligne",
    )


def index_de_chantier():
    """Return the index of what is being written or reviewed, for the `Meta` of an abstract model."""
    return models.Index(fields=["statut", "modifie_le", "id"], condition=Q(statut__in=EN_CHANTIER), name="%(class)s_chantier")


def index_de_changement():
    """Return the index of the last change of what is online, as the map of the site dates it."""
    return models.Index(Greatest("modifie_le", "publie_le").desc(), condition=Q(statut=Statut.PUBLIE), name="%(class)s_change")


def index_d_heures():
    """Return the indexes of the hours at which what is published comes and goes by itself."""
    return [
        models.Index(fields=["publie_le"], condition=Q(statut=Statut.PUBLIE), name="%(class)s_parution"),
        models.Index(
            fields=["depublie_le"], condition=Q(statut=Statut.PUBLIE, depublie_le__isnull=False), name="%(class)s_retrait"
        ),
    ]


def index_de_choix(modele, champ):
    """Return the index by which a filter knows at once whether something online holds a value of `champ`."""
    return models.Index(fields=[champ], condition=Q(statut=Statut.PUBLIE), name=f"{modele}_{champ}")
