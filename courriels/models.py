"""Outgoing mail and its fate."""

from datetime import timedelta
from email.utils import make_msgid
from urllib.parse import urlsplit

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from socle.champs import Courriel as AdresseElectronique
from socle.contraintes import choix_connus

# A message that waits longer than this, untried, says that no worker runs.
PATIENCE = timedelta(minutes=15)
# Kept as long as someone may ask « did they get it? »: a message names people, and is not kept for ever.
GARDE = timedelta(days=365)


def nouvel_identifiant():
    """Return a Message-ID, kept with the message: sent twice, it is the same one for whoever receives it."""
    return make_msgid(domain=urlsplit(settings.CUF_URL).hostname)


class CourrielQuerySet(models.QuerySet):
    def non_partis(self):
        """Keep the messages that someone should look at, oldest first: stopped, doubtful, or late."""
        etats = Courriel.Etat
        tard = timezone.now() - PATIENCE
        return self.filter(
            Q(etat__in=[etats.REFUSE, etats.ABANDONNE, etats.INCERTAIN])
            | Q(etat=etats.EN_ATTENTE) & (~Q(erreur="") | Q(cree_le__lt=tard))
            | Q(etat=etats.EN_COURS, essaye_le__lt=tard)
        ).order_by("cree_le", "pk")

    def a_oublier(self):
        """Keep the messages written and last sent more than a year ago; one that is still to leave is none of them."""
        limite = timezone.now() - GARDE
        restants = self.exclude(etat__in=[Courriel.Etat.EN_ATTENTE, Courriel.Etat.EN_COURS])
        return restants.filter(cree_le__lt=limite).exclude(envoye_le__gte=limite)


class Courriel(models.Model):
    """A message of the portal, written with what caused it, then handed to the mail server by the queue."""

    class Etat(models.TextChoices):
        EN_ATTENTE = "en_attente", "en attente"
        EN_COURS = "en_cours", "en cours d’envoi"
        PARTI = "parti", "parti"
        REFUSE = "refuse", "refusé"
        ABANDONNE = "abandonne", "abandonné"
        INCERTAIN = "incertain", "incertain"
        RETENU = "retenu", "retenu"

    destinataire = AdresseElectronique()
    sujet = models.CharField(max_length=200)
    texte = models.TextField()
    html = models.TextField()
    identifiant = models.CharField("identifiant du message", max_length=200, unique=True, default=nouvel_identifiant)
    etat = models.CharField("état", max_length=20, choices=Etat, default=Etat.EN_ATTENTE)
    erreur = models.CharField("ce qui s’est passé", max_length=250, blank=True)
    tentatives = models.PositiveSmallIntegerField("essais", default=0)
    # The job of the queue that is to send it: a former one, found late, does nothing.
    travail = models.BigIntegerField(null=True, editable=False)
    cree_le = models.DateTimeField("écrit le", auto_now_add=True)
    essaye_le = models.DateTimeField("dernier essai le", null=True, blank=True)
    prochain_le = models.DateTimeField("prochain essai le", null=True, blank=True)
    envoye_le = models.DateTimeField("parti le", null=True, blank=True)

    objects = CourrielQuerySet.as_manager()

    @choix_connus(etat=Etat)
    class Meta:
        verbose_name = "courriel"
        ordering = ["-cree_le", "-pk"]
        permissions = [("renvoyer_courriel", "Peut envoyer un courriel de nouveau")]
        indexes = [
            models.Index(fields=["cree_le"], condition=~Q(etat="parti"), name="courriels_courriel_non_partis"),
            models.Index(fields=["-cree_le", "-id"], name="courriels_courriel_liste"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(etat="parti", envoye_le__isnull=False) | ~Q(etat="parti") & Q(envoye_le=None),
                name="courriels_courriel_parti_date",
                violation_error_message="Un courriel parti porte la date de son départ, et lui seul.",
            ),
            models.CheckConstraint(
                condition=~Q(etat__in=["refuse", "abandonne", "incertain", "retenu"]) | ~Q(erreur=""),
                name="courriels_courriel_motif",
                violation_error_message="Un courriel qui n’est pas parti dit pourquoi.",
            ),
        ]

    def __str__(self):
        return f"{self.sujet} → {self.destinataire}"

    @property
    def est_renvoyable(self):
        """Whether it may be sent again: not while it is leaving, which lasts a minute at most."""
        return self.etat != self.Etat.EN_COURS or self.essaye_le < timezone.now() - PATIENCE

    @property
    def peut_arriver_deux_fois(self):
        """Whether its reader has it already, or may have."""
        return self.etat in {self.Etat.PARTI, self.Etat.INCERTAIN, self.Etat.EN_COURS}
