"""Requests to join Cités Unies France, sent by who is not a member yet."""

from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.utils import timezone

from annuaire.models.collectivite import Collectivite
from socle.champs import Courriel, DateDeModification, Telephone
from socle.contraintes import choix_connus

GARDE = timedelta(days=365)
"""How long a request is kept, as its form says: it names a person."""


class DemandeAdhesionQuerySet(models.QuerySet):
    def nouvelles(self):
        """Keep the requests that nobody took up, oldest first."""
        return self.filter(etat=DemandeAdhesion.Etat.NOUVELLE).order_by("cree_le", "pk")

    def a_oublier(self):
        """Keep the requests sent more than a year ago, whatever came of them."""
        return self.filter(cree_le__lt=timezone.now() - GARDE)


class DemandeAdhesion(models.Model):
    """A collectivité that asks to join, and the person to answer. `nom` is the official one when it was recognised."""

    class Etat(models.TextChoices):
        NOUVELLE = "nouvelle", "nouvelle"
        SUIVIE = "suivie", "suivie"
        CLOSE = "close", "close"

    nom = models.CharField("collectivité", max_length=150)
    # Empty when nothing of the référentiel nor of the directory was chosen.
    type = models.CharField(max_length=20, choices=Collectivite.Type, blank=True)
    code = models.CharField("code officiel", max_length=9, blank=True, help_text="INSEE ou SIREN, du code officiel géographique.")
    collectivite = models.ForeignKey(
        Collectivite,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="demandes_adhesion",
        verbose_name="fiche de l’annuaire",
    )
    contact = models.CharField("personne à contacter", max_length=150)
    fonction = models.CharField(max_length=150)
    courriel = Courriel("adresse électronique")
    telephone = Telephone("téléphone", max_length=30, blank=True)
    message = models.TextField(max_length=2000, blank=True)
    etat = models.CharField("état", max_length=10, choices=Etat, default=Etat.NOUVELLE)
    note = models.TextField("suivi par l’équipe", max_length=2000, blank=True, help_text="Lu par l’équipe seulement.")
    cree_le = models.DateTimeField("reçue le", default=timezone.now, editable=False)
    modifie_le = DateDeModification("modifiée le")

    objects = DemandeAdhesionQuerySet.as_manager()

    @choix_connus(etat=Etat)
    class Meta:
        verbose_name = "demande d’adhésion"
        verbose_name_plural = "demandes d’adhésion"
        ordering = ["-cree_le", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(type="", code="") | Q(type__in=Collectivite.Type.values),
                name="annuaire_demandeadhesion_type",
                violation_error_message="Choisissez un type connu : un code officiel ne va pas sans lui.",
            ),
        ]

    def __str__(self):
        return f"Adhésion de {self.nom}"
