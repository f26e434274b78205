from datetime import date, timedelta

from django.db import models
from django.db.models import F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from annuaire.models.collectivite import Collectivite
from annuaire.models.election import Election
from socle.fonctions import index_des_mots, tri
from socle.periodes import Datee, DateeQuerySet


class Personne(models.Model):
    """An elected official or an agent, entered once: functions are mandates, so that a name has one spelling."""

    prenom = models.CharField("prénom", max_length=100)
    nom = models.CharField(max_length=100)
    variantes = models.CharField(
        "autres graphies vues",
        max_length=500,
        blank=True,
        help_text="Séparées par des virgules : la recherche les trouve, le site ne les montre pas.",
    )

    class Meta:
        verbose_name = "personne"
        ordering = [tri("nom"), tri("prenom"), "pk"]
        indexes = [index_des_mots("personne", nom) for nom in ("nom", "prenom", "variantes")]

    def __str__(self):
        return f"{self.prenom} {self.nom}"


class MandatQuerySet(DateeQuerySet):
    def a_verifier(self):
        """Keep the mandates nobody has checked for a year, longest unchecked first: officials change at elections."""
        il_y_a_un_an = timezone.localdate() - timedelta(days=365)
        return self.filter(Q(constate_le=None) | Q(constate_le__lt=il_y_a_un_an)).order_by(
            F("constate_le").asc(nulls_first=True), "pk"
        )

    def touches_par(self, election):
        """Keep the mandates that `election` may have ended: begun before its first round, not over by then."""
        siennes = Q(collectivite__type__in=election.types) | Q(collectivite__in=election.collectivites.values("pk"))
        avant = Q(debut=None) | Q(debut__lt=election.premier_tour)
        return self.filter(siennes, avant, Q(fin=None) | Q(fin__gte=election.premier_tour))

    def a_confirmer_apres(self, election):
        """Keep the mandates in force that `election`, once over, may have ended and that nobody checked since."""
        if not election.est_passee:
            return self.none()
        return self.touches_par(election).en_cours().filter(Q(constate_le=None) | Q(constate_le__lte=election.dernier_tour))

    def avec_attente(self):
        """Say since which last round each mandate awaits a check (`a_confirmer_depuis`), None when none.

        A mandate begun before the first round of an election of its collectivité awaits one from the day after the last round,
        until its `constate_le` comes after it.
        """
        elections = (
            Election.objects.passees()
            .filter(Q(types__contains=[OuterRef("collectivite__type")]) | Q(collectivites=OuterRef("collectivite")))
            .filter(
                premier_tour__gt=Coalesce(OuterRef("debut"), Value(date.min)),
                dernier_tour__gte=Coalesce(OuterRef("constate_le"), Value(date.min)),
            )
        )
        return self.annotate(a_confirmer_depuis=Subquery(elections.order_by("dernier_tour").values("dernier_tour")[:1]))

    def a_confirmer(self):
        """Keep the mandates in force that await a check after an election."""
        return self.en_cours().avec_attente().filter(a_confirmer_depuis__isnull=False)


class Mandat(Datee):
    """A function of a person in a collectivité, dated and kept after it ends: officials change at elections."""

    # Written by `avec_attente()`.
    a_confirmer_depuis = None

    personne = models.ForeignKey(Personne, models.PROTECT, related_name="mandats")
    collectivite = models.ForeignKey(Collectivite, models.PROTECT, related_name="mandats", verbose_name="collectivité")
    fonction = models.CharField(max_length=250, help_text="Comme on la présente : « adjointe aux relations internationales ».")
    constate_le = models.DateField(
        "constaté le", null=True, blank=True, help_text="Dernière date à laquelle ce mandat a été vérifié."
    )

    objects = MandatQuerySet.as_manager()

    class Meta(Datee.Meta):
        verbose_name = "mandat"
        ordering = ["-debut", "pk"]

    def __str__(self):
        return f"{self.fonction}, {self.collectivite}"
