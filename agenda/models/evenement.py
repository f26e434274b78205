from datetime import date, time

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from agenda.lignes import SANS_HEURE, EvenementQuerySet
from redaction.citations import index_de_citations
from redaction.models import Contenu
from redaction.publication import index_de_choix, index_en_ligne
from redaction.recherche import colonne_de_recherche
from socle import nombres
from socle.acces import Acces
from socle.champs import AdresseWeb
from socle.contraintes import choix_connus
from socle.dates import DERNIERE_ANNEE, PREMIERE_ANNEE
from socle.texte_riche import ChampRiche

# As an hour of end, midnight is the end of the last day.
MINUIT, MIDI = time.min, time(12)
DERNIER_NUMERO = 999  # of a season or a session; beyond, it is a year or a slip of the keyboard


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
    fin = models.DateField("dernier jour", help_text="Laissez vide pour un seul jour.")
    heure_fin = models.TimeField(
        "heure de fin", null=True, blank=True, help_text="Minuit, écrit 00:00, est la fin du dernier jour."
    )
    mode = models.CharField("modalité", max_length=20, choices=Mode, default=Mode.PRESENTIEL)
    lieu = models.CharField(max_length=200, blank=True, help_text="Nom et adresse du lieu.")
    ville = models.CharField(max_length=100, blank=True)
    lien_visio = AdresseWeb(
        "lien de visioconférence", blank=True, help_text="Jamais affiché sur le site : à envoyer vous-même aux participants."
    )
    etat = models.CharField(
        "état",
        max_length=20,
        choices=Etat,
        default=Etat.CONFIRME,
        help_text=(
            "Reporté à une date connue : changez le premier jour et notez l’ancien dans « annoncé d’abord au ». "
            "Sans date connue : gardez le premier jour et laissez « annoncé d’abord au » vide, le site dit « nouvelle date à "
            "fixer »."
        ),
    )
    annonce_au = models.DateField(
        "annoncé d’abord au",
        null=True,
        blank=True,
        help_text="Pour un report : la date annoncée la première fois. Laissé vide, il se remplit de lui-même.",
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
        "mediatheque.Document", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="compte rendu"
    )
    pays = models.ManyToManyField("territoires.Pays", blank=True, related_name="evenements")
    themes = models.ManyToManyField("territoires.Theme", blank=True, related_name="evenements", verbose_name="thèmes")
    groupes = models.ManyToManyField("groupes_pays.Groupe", blank=True, related_name="evenements")
    fonds = models.ManyToManyField(
        "fonds_solidarite.FondsSolidarite", blank=True, related_name="evenements", verbose_name="fonds de solidarité"
    )

    cycle = models.ForeignKey(
        "agenda.Cycle",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="evenements",
        help_text="La série dont cet événement est une session : sa page, son calendrier et son flux la montrent.",
    )
    saison = models.PositiveSmallIntegerField(null=True, blank=True, help_text="Laissez vide si le cycle n’a pas de saisons.")
    session = models.PositiveSmallIntegerField("numéro de session", null=True, blank=True)

    # Counted by the database, at each change that a calendar tells: migration 0002.
    revision = models.PositiveIntegerField(default=0, editable=False)

    recherche = colonne_de_recherche("corps", "bilan", "lieu", "ville")

    TEXTES = ("corps", "bilan")

    objects = EvenementQuerySet.as_manager()

    @choix_connus(genre=Genre, mode=Mode, etat=Etat)
    class Meta(Contenu.Meta):
        verbose_name = "événement"
        ordering = ["-debut", "-heure_debut", "-pk"]
        indexes = [
            *Contenu.Meta.indexes,
            index_de_citations("bilan"),
            models.Index(fields=["-debut", "-heure_debut", "-id"], name="evenement_liste"),
            index_en_ligne("evenement", "-debut", "-heure_debut"),
            # What is to come ends today or later; a month holds what ends in it or after.
            models.Index(fields=["fin", "debut"], condition=Q(statut="publie"), name="evenement_fin"),
            models.Index(
                fields=["-debut", "-heure_debut", "-id"],
                condition=Q(statut="publie", compte_rendu__isnull=False),
                name="evenement_comptes_rendus",
            ),
            *(index_de_choix("evenement", champ) for champ in ("genre", "mode", "etat")),
        ]
        constraints = [
            *Contenu.Meta.constraints,
            models.CheckConstraint(
                condition=Q(debut__gte=date(PREMIERE_ANNEE, 1, 1), fin__lte=date(DERNIERE_ANNEE, 12, 31)),
                name="agenda_evenement_annees",
                violation_error_message=f"Les années vont de {PREMIERE_ANNEE} à {DERNIERE_ANNEE}.",
            ),
            models.CheckConstraint(
                condition=Q(fin__gte=F("debut")),
                name="agenda_evenement_jours_ordonnes",
                violation_error_code="fin",
                violation_error_message="Le dernier jour ne peut pas précéder le premier.",
            ),
            models.CheckConstraint(
                condition=Q(heure_fin=None) | Q(heure_debut__isnull=False),
                name="agenda_evenement_heure_debut",
                violation_error_code="heure_debut",
                violation_error_message="Une heure de fin demande une heure de début.",
            ),
            models.CheckConstraint(
                condition=Q(heure_fin=None) | Q(fin__gt=F("debut")) | Q(heure_fin__gt=F("heure_debut")) | Q(heure_fin=MINUIT),
                name="agenda_evenement_heures_ordonnees",
                violation_error_code="heure_fin",
                violation_error_message="L’heure de fin vient après l’heure de début.",
            ),
            models.CheckConstraint(
                condition=Q(confidentiel=False) | Q(compte_rendu=None, bilan=""),
                name="agenda_evenement_confidentiel",
                violation_error_code="confidentiel",
                violation_error_message="Un événement confidentiel n’a ni compte rendu ni bilan.",
            ),
            models.CheckConstraint(
                condition=Q(annonce_au=None) | Q(etat__in=["reporte", "annule"]),
                name="agenda_evenement_report",
                violation_error_code="annonce_au",
                violation_error_message="Une première date annoncée demande l’état « reporté » ou « annulé ».",
            ),
            models.CheckConstraint(
                # Without it, a new day could not be told from the one first announced.
                condition=~Q(etat="reporte") | Q(annonce_au__isnull=False),
                name="agenda_evenement_report_date",
                violation_error_code="annonce_au",
                violation_error_message="Un événement reporté garde la date à laquelle il était annoncé d’abord.",
            ),
            models.CheckConstraint(
                condition=Q(inscription_du=None) | Q(inscription_au=None) | Q(inscription_au__gte=F("inscription_du")),
                name="agenda_evenement_inscriptions_ordonnees",
                violation_error_code="inscription_au",
                violation_error_message="Les inscriptions ferment avant de s’ouvrir : corrigez l’une des deux dates.",
            ),
            models.CheckConstraint(
                condition=Q(cycle__isnull=False) | Q(saison=None, session=None),
                name="agenda_evenement_cycle",
                violation_error_code="cycle",
                violation_error_message="Une saison ou un numéro de session demande un cycle : choisissez-le.",
            ),
            models.CheckConstraint(
                condition=(Q(saison=None) | Q(saison__range=(1, DERNIER_NUMERO)))
                & (Q(session=None) | Q(session__range=(1, DERNIER_NUMERO))),
                name="agenda_evenement_numeros",
                violation_error_code="session",
                violation_error_message=f"Saisons et sessions se numérotent de 1 à {DERNIER_NUMERO}.",
            ),
            models.UniqueConstraint(
                fields=["cycle", "saison", "session"],
                condition=Q(session__isnull=False),
                nulls_distinct=False,
                name="agenda_evenement_session_unique",
                violation_error_code="session",
                violation_error_message="Une autre session de ce cycle porte déjà ce numéro : corrigez l’un des deux.",
            ),
        ]

    def get_absolute_url(self):
        return reverse("agenda:evenement", kwargs={"slug": self.slug})

    @property
    def est_passe(self):
        """Whether the event was over before today, in Paris; one that still awaits its day is not."""
        return not self.date_a_fixer and self.fin < timezone.localdate()

    @property
    def date_a_fixer(self):
        """Whether the event is postponed to a day not known yet; the same rule as `DATE_A_FIXER`."""
        return self.etat == self.Etat.REPORTE and self.annonce_au == self.debut

    @property
    def pour_un_agenda(self):
        """Whether a reader can put the event in a calendar: it is to come, on a known day, and not kept for staff."""
        return self.acces != Acces.EQUIPE and self.etat != self.Etat.ANNULE and not self.est_passe and not self.date_a_fixer

    @property
    def inscription(self):
        """Where registration stands today in Paris: « a_venir », « ouverte », « close »; empty when there is none to speak of.

        Only an event to come, with dates or places, that is neither cancelled nor by invitation takes registrations.
        """
        prevue = self.inscription_du or self.inscription_au or self.places
        if not prevue or self.est_passe or self.sur_invitation or self.etat == self.Etat.ANNULE:
            return ""
        aujourd_hui = timezone.localdate()
        if self.etat == self.Etat.COMPLET or (self.inscription_au and self.inscription_au < aujourd_hui):
            return "close"
        return "a_venir" if self.inscription_du and self.inscription_du > aujourd_hui else "ouverte"

    @property
    def numero(self):
        """Which session of its series it is, « saison 6, 5ᵉ session »; empty when it has no number."""
        saison = f"saison {self.saison}" if self.saison else ""
        return ", ".join(filter(None, (saison, self.numero_seul)))

    @property
    def numero_seul(self):
        """Which session it is under the heading of its season, « 5ᵉ session »; empty when it has no number."""
        return f"{nombres.ordinal_feminin(self.session)} session" if self.session else ""

    @property
    def rang(self):
        """The place of the event in time, to compare two of them; the same order as `chronologique`."""
        return self.debut, self.heure_debut or SANS_HEURE, self.pk

    @property
    def lieu_public(self):
        """The venue, as lists and calendar files tell it to everyone alike; empty for a restricted event.

        The exact venue of a restricted event stands on its page only: those who may not read it learn its town at most.
        """
        return self.lieu if self.acces == Acces.PUBLIC else ""

    @property
    def lieu_court(self):
        """Where it takes place, in a few words, for cards: see `lieu_public`."""
        if self.mode == self.Mode.PRESENTIEL:
            a_defaut = self.get_mode_display() if self.lieu else "lieu à préciser"
            return self.ville or self.lieu_public or a_defaut
        if self.mode == self.Mode.HYBRIDE and self.ville:
            return f"{self.ville} et en visioconférence"
        return self.get_mode_display()
