from datetime import timedelta

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from socle.champs import AdresseWeb
from socle.models import Contenu, ContenuQuerySet
from socle.sujets import AvecSujetsQuerySet
from socle.texte_riche import ChampRiche


class EvenementQuerySet(AvecSujetsQuerySet, ContenuQuerySet):
    def pour_carte(self):
        """Load what a card shows."""
        return super().pour_carte().prefetch_related("pays")

    def a_venir(self):
        """Keep what is not over today in Paris, soonest first; an event is over the day after its last day."""
        return self.filter(fin__gte=timezone.localdate()).order_by("debut", "heure_debut", "pk")

    def passes(self):
        """Keep what was over before today in Paris, latest first: with `a_venir`, every event is in one list only."""
        return self.filter(fin__lt=timezone.localdate()).order_by("-debut", "-heure_debut", "-pk")

    def termines_depuis(self, jour):
        """Keep what ended on `jour` or later, or is still to come, soonest first."""
        return self.filter(fin__gte=jour).order_by("debut", "heure_debut", "pk")

    def voisins(self, evenement):
        """Return the events that begin just before and just after `evenement`, None where there is none; one query."""
        date, cle = evenement.debut, evenement.pk
        avant = self.filter(Q(debut__lt=date) | Q(debut=date, pk__lt=cle)).order_by("-debut", "-pk")[:1]
        apres = self.filter(Q(debut__gt=date) | Q(debut=date, pk__gt=cle)).order_by("debut", "pk")[:1]
        trouves = {(voisin.debut, voisin.pk) < (date, cle): voisin for voisin in avant.union(apres)}
        return trouves.get(True), trouves.get(False)

    def sans_suite(self):
        """Keep what took place in the last six months and has neither report nor minutes, latest first."""
        aujourd_hui = timezone.localdate()
        return (
            self.passes()
            .filter(fin__gte=aujourd_hui - timedelta(days=183), confidentiel=False, bilan="", compte_rendu=None)
            .exclude(etat=Evenement.Etat.ANNULE)
        )

    def du_mois(self, premier, dernier):
        """Keep what touches the days from `premier` to `dernier` included."""
        return self.filter(debut__lte=dernier, fin__gte=premier).order_by("debut", "heure_debut", "pk")


class Evenement(Contenu):
    """A meeting, an event: one page before and after, with days and hours as data.

    Days and hours are those of Paris: the weekday is always computed. `corps` announces, `bilan` reports.
    """

    class Genre(models.TextChoices):
        GROUPE = "groupe", "réunion de groupe"
        ATELIER = "atelier", "atelier"
        WEBINAIRE = "webinaire", "webinaire"
        ASSISES = "assises", "assises et rencontres"
        MISSION = "mission", "mission"
        INSTANCE = "instance", "instance de Cités Unies France"
        CYCLE = "cycle", "cycle de conférences"
        PARTENAIRE = "partenaire", "événement d’un partenaire"

    class Mode(models.TextChoices):
        PRESENTIEL = "presentiel", "sur place"
        VISIO = "visio", "en visioconférence"
        HYBRIDE = "hybride", "sur place et en visioconférence"
        A_PRECISER = "a_preciser", "modalités à préciser"

    class Etat(models.TextChoices):
        CONFIRME = "confirme", "confirmé"
        REPORTE = "reporte", "reporté"
        ANNULE = "annule", "annulé"
        COMPLET = "complet", "complet"

    genre = models.CharField("type", max_length=20, choices=Genre, default=Genre.GROUPE)
    debut = models.DateField("premier jour")
    heure_debut = models.TimeField("heure de début", null=True, blank=True)
    fin = models.DateField("dernier jour")
    heure_fin = models.TimeField("heure de fin", null=True, blank=True)
    mode = models.CharField("modalité", max_length=20, choices=Mode, default=Mode.PRESENTIEL)
    lieu = models.CharField(max_length=200, blank=True, help_text="Nom et adresse du lieu.")
    ville = models.CharField(max_length=100, blank=True)
    lien_visio = AdresseWeb(
        "lien de visioconférence", blank=True, help_text="Jamais affiché sur la page publique : envoyé aux inscrits."
    )
    etat = models.CharField("état", max_length=20, choices=Etat, default=Etat.CONFIRME)
    annonce_au = models.DateField(
        "annoncé d’abord au", null=True, blank=True, help_text="Pour un report : la date annoncée la première fois."
    )
    precision_etat = models.CharField(
        "précision sur l’état", max_length=250, blank=True, help_text="Motif de l’annulation ou du report."
    )
    confidentiel = models.BooleanField(
        default=False, help_text="Ni enregistrement, ni compte rendu, ni liste publique des participants."
    )
    sur_invitation = models.BooleanField(default=False)
    inscription_du = models.DateField("inscriptions à partir du", null=True, blank=True)
    inscription_au = models.DateField("inscriptions jusqu’au", null=True, blank=True)
    places = models.PositiveIntegerField("nombre de places", null=True, blank=True)
    bilan = ChampRiche("bilan", blank=True, help_text="Après l’événement : l’annonce reste telle qu’elle a été publiée.")
    compte_rendu = models.ForeignKey(
        "socle.Document", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="compte rendu"
    )
    pays = models.ManyToManyField("territoires.Pays", blank=True, related_name="evenements")
    themes = models.ManyToManyField("territoires.Theme", blank=True, related_name="evenements", verbose_name="thèmes")
    groupes = models.ManyToManyField("groupes_pays.Groupe", blank=True, related_name="evenements")
    fonds = models.ManyToManyField(
        "fonds_solidarite.FondsSolidarite", blank=True, related_name="evenements", verbose_name="fonds de solidarité"
    )

    objects = EvenementQuerySet.as_manager()

    class Meta(Contenu.Meta):
        verbose_name = "événement"
        ordering = ["-debut", "-heure_debut", "-pk"]
        constraints = [
            *Contenu.Meta.constraints,
            models.CheckConstraint(
                condition=Q(fin__gte=F("debut")),
                name="agenda_evenement_jours_ordonnes",
                violation_error_message="Le dernier jour ne peut pas précéder le premier.",
            ),
            models.CheckConstraint(
                condition=Q(heure_fin=None) | Q(heure_debut__isnull=False),
                name="agenda_evenement_heure_debut",
                violation_error_message="Une heure de fin demande une heure de début.",
            ),
            models.CheckConstraint(
                condition=Q(heure_fin=None) | Q(fin__gt=F("debut")) | Q(heure_fin__gt=F("heure_debut")),
                name="agenda_evenement_heures_ordonnees",
                violation_error_message="L’heure de fin vient après l’heure de début.",
            ),
            models.CheckConstraint(
                condition=Q(confidentiel=False) | Q(compte_rendu=None, bilan=""),
                name="agenda_evenement_confidentiel",
                violation_error_message="Un événement confidentiel n’a ni compte rendu ni bilan.",
            ),
            models.CheckConstraint(
                condition=Q(annonce_au=None) | Q(etat__in=["reporte", "annule"]),
                name="agenda_evenement_report",
                violation_error_message="Une première date annoncée demande l’état « reporté » ou « annulé ».",
            ),
            models.CheckConstraint(
                condition=Q(inscription_du=None) | Q(inscription_au=None) | Q(inscription_au__gte=F("inscription_du")),
                name="agenda_evenement_inscriptions_ordonnees",
                violation_error_message="Les inscriptions ferment après leur ouverture.",
            ),
        ]

    def get_absolute_url(self):
        return reverse("agenda:evenement", kwargs={"slug": self.slug})

    @property
    def est_passe(self):
        """Whether the event was over before today, in Paris."""
        return self.fin < timezone.localdate()

    @property
    def date_a_fixer(self):
        """Whether the event is postponed to a day not known yet: the day it bears is the one first announced."""
        return self.etat == self.Etat.REPORTE and self.annonce_au in (None, self.debut)

    @property
    def lieu_court(self):
        """Where it takes place, in a few words, for cards."""
        if self.mode == self.Mode.PRESENTIEL:
            return self.ville or self.lieu or "lieu à préciser"
        if self.mode == self.Mode.HYBRIDE and self.ville:
            return f"{self.ville} et en visioconférence"
        return self.get_mode_display()
