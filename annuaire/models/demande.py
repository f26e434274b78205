from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from annuaire.models.collectivite import Collectivite
from socle.champs import DateDeModification
from socle.contraintes import choix_connus


class DemandeModificationQuerySet(models.QuerySet):
    def en_attente(self):
        """Keep the requests that staff have not answered, oldest first."""
        return self.filter(etat=DemandeModification.Etat.EN_ATTENTE).order_by("cree_le", "pk")

    def a_reprendre(self):
        """Keep the requests that still propose something that was not accepted; the same rule as `se_reprend`."""
        return self.filter(etat__in=DemandeModification.REPRISES)


class DemandeModification(models.Model):
    """A change to a collectivité's profile proposed by its référent; the profile stays as it was until staff accept it."""

    class Etat(models.TextChoices):
        EN_ATTENTE = "en_attente", "en attente"
        ACCEPTEE = "acceptee", "acceptée"
        PARTIELLE = "partielle", "acceptée en partie"
        REFUSEE = "refusee", "refusée"
        RETIREE = "retiree", "retirée par la collectivité"

    # Those of which something was not accepted, and may be proposed again.
    REPRISES = (Etat.RETIREE, Etat.REFUSEE, Etat.PARTIELLE)

    collectivite = models.ForeignKey(Collectivite, models.CASCADE, related_name="demandes", verbose_name="collectivité")
    auteur = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    etat = models.CharField("état", max_length=20, choices=Etat, default=Etat.EN_ATTENTE)
    # {field: {"avant": value, "apres": value}}, only the fields that change; the codec is annuaire/fiche.py.
    changements = models.JSONField(default=dict)
    champs_acceptes = models.JSONField("champs acceptés", default=list, blank=True)
    version = models.PositiveIntegerField(default=1)
    message = models.TextField("message à l’équipe", max_length=1000, blank=True)
    commentaire = models.TextField("réponse de l’équipe", max_length=1000, blank=True)
    cree_le = models.DateTimeField("créée le", default=timezone.now, editable=False)
    modifie_le = DateDeModification("modifiée le")
    decidee_par = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="décidée par"
    )
    decidee_le = models.DateTimeField("décidée le", null=True, blank=True)

    objects = DemandeModificationQuerySet.as_manager()

    @choix_connus(etat=Etat)
    class Meta:
        verbose_name = "demande de modification"
        verbose_name_plural = "demandes de modification"
        ordering = ["-cree_le", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["collectivite"],
                condition=Q(etat="en_attente"),
                name="annuaire_demande_une_en_attente",
                violation_error_message="Une demande est déjà en attente pour cette collectivité.",
            ),
            models.CheckConstraint(
                condition=Q(etat__in=["en_attente", "retiree"], decidee_le=None)
                | Q(etat__in=["acceptee", "partielle", "refusee"], decidee_le__isnull=False),
                name="annuaire_demande_decision_datee",
                violation_error_message="Une demande décidée porte la date de la décision.",
            ),
            models.CheckConstraint(
                condition=~Q(etat="refusee") | ~Q(commentaire=""),
                name="annuaire_demande_refus_motive",
                violation_error_message="Un refus s’accompagne d’une explication pour la collectivité.",
            ),
        ]

    def __str__(self):
        return f"Fiche de {self.collectivite}"

    @property
    def se_reprend(self):
        """Whether the request still proposes something that was not accepted: the form can start from it."""
        return self.etat in self.REPRISES

    @property
    def est_en_attente(self):
        """Whether staff have yet to answer."""
        return self.etat == self.Etat.EN_ATTENTE
