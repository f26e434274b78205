from datetime import date, time
from urllib.parse import urlsplit

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from appels.lignes import AppelQuerySet, HeureDeCloture
from redaction.citations import index_de_citations
from redaction.models import Contenu
from redaction.publication import Statut, index_de_choix, index_en_ligne
from redaction.recherche import colonne_de_recherche
from socle import dates
from socle.champs import AdresseWeb
from socle.contraintes import choix_connus
from socle.fonctions import tri
from socle.texte_riche import ChampRiche
from socle.typographie import INSECABLE

BIENTOT = 14
"""Days before the closing during which their number is told."""


class Appel(Contenu):
    """A job, a call for projects, a survey, a text to sign: what people answer before a day. Closed, its page stays."""

    class Genre(models.TextChoices):
        EMPLOI = "emploi", "offre d’emploi"
        STAGE = "stage", "stage"
        PROJETS = "projets", "appel à projets"
        MANIFESTATION = "manifestation", "appel à manifestation"
        ENQUETE = "enquete", "enquête"
        SIGNATURES = "signatures", "appel à signatures"

    FEMININS = (Genre.EMPLOI, Genre.ENQUETE)

    genre = models.CharField(
        "type",
        max_length=20,
        choices=Genre,
        help_text="Appel à signatures : enregistrez une première fois, la liste des signataires vient ensuite au bas de la page.",
    )
    organisme = models.CharField(
        "employeur, financeur ou auteur", max_length=200, help_text="Qui recrute, finance, interroge ou appelle à signer."
    )
    lieu = models.CharField(max_length=200, blank=True)
    contrat = models.CharField(
        max_length=120, blank=True, help_text="Pour un emploi ou un stage : « CDD de 18 mois », « stage de 6 mois, gratifié »."
    )
    cloture = models.DateField(
        "jour de clôture",
        null=True,
        blank=True,
        help_text="Dernier jour pour répondre. Le lendemain, le site dit de lui-même que c’est clos. Vide : sans date limite.",
    )
    heure_cloture = models.TimeField(
        "heure de clôture", null=True, blank=True, help_text="Heure de Paris. Vide : jusqu’à la fin du jour."
    )
    # The instant at which it closes, computed by the database: null while there is no day.
    ferme_le = models.GeneratedField(
        expression=HeureDeCloture("cloture", "heure_cloture"),
        output_field=models.DateTimeField("clôture", null=True),
        db_persist=True,
    )
    lien = AdresseWeb("lien pour répondre", blank=True, help_text="Page où l’on postule, dépose un dossier, répond ou signe.")
    suites = ChampRiche(
        blank=True,
        help_text="Après la clôture : candidatures reçues, lauréats, bilan. L’annonce reste telle qu’elle a été publiée.",
    )
    pays = models.ManyToManyField("territoires.Pays", blank=True, related_name="appels")
    themes = models.ManyToManyField("territoires.Theme", blank=True, related_name="appels", verbose_name="thèmes")
    groupes = models.ManyToManyField("groupes_pays.Groupe", blank=True, related_name="appels")
    collectivites = models.ManyToManyField(
        "annuaire.Collectivite", blank=True, related_name="appels", verbose_name="collectivités"
    )
    recherche = colonne_de_recherche("corps", "suites", "organisme", "lieu")

    TEXTES = ("corps", "suites")

    objects = AppelQuerySet.as_manager()

    @choix_connus(genre=Genre)
    class Meta(Contenu.Meta):
        verbose_name = "appel ou offre"
        verbose_name_plural = "appels et offres"
        ordering = ["-publie_le", "-pk"]
        indexes = [
            *Contenu.Meta.indexes,
            index_de_citations("suites"),
            models.Index(fields=["-publie_le", "-id"], name="appel_liste"),
            index_en_ligne("appel", "-publie_le"),
            # What is open closes later than now; and the next hour at which one closes.
            models.Index(fields=["ferme_le", "-publie_le", "-id"], condition=Q(statut=Statut.PUBLIE), name="appel_cloture"),
            index_de_choix("appel", "genre"),
        ]
        constraints = [
            *Contenu.Meta.constraints,
            models.CheckConstraint(
                condition=Q(cloture=None)
                | Q(cloture__gte=date(dates.PREMIERE_ANNEE, 1, 1), cloture__lte=date(dates.DERNIERE_ANNEE, 12, 31)),
                name="appels_appel_annees",
                violation_error_code="cloture",
                violation_error_message=f"Les années vont de {dates.PREMIERE_ANNEE} à {dates.DERNIERE_ANNEE}.",
            ),
            models.CheckConstraint(
                condition=Q(heure_cloture=None) | Q(cloture__isnull=False),
                name="appels_appel_heure_sans_jour",
                violation_error_code="cloture",
                violation_error_message="Une heure de clôture demande un jour de clôture.",
            ),
            models.CheckConstraint(
                # Read as the end of the day by one half of the people, and as its beginning by the other.
                condition=Q(heure_cloture=None) | ~Q(heure_cloture=time.min),
                name="appels_appel_minuit",
                violation_error_code="heure_cloture",
                violation_error_message="Pour une clôture à la fin du jour, laissez l’heure vide.",
            ),
            models.CheckConstraint(
                condition=Q(contrat="") | Q(genre__in=["emploi", "stage"]),
                name="appels_appel_contrat",
                violation_error_code="contrat",
                violation_error_message="Seuls un emploi et un stage ont un contrat.",
            ),
        ]

    def get_absolute_url(self):
        return reverse("appels:appel", kwargs={"slug": self.slug})

    @property
    def est_clos(self):
        """Whether answers are no longer taken; the contrary of `lignes.ouvert`."""
        return self.ferme_le is not None and self.ferme_le <= timezone.now()

    @property
    def mot_clos(self):
        """« clos », as its kind wants it."""
        return "close" if self.genre in self.FEMININS else "clos"

    @property
    def echeance(self):
        """The day and hour of closing in words, « le jeudi 3 décembre 2026 à 12 h »; empty without a day."""
        if self.cloture is None:
            return ""
        heure = f" à{INSECABLE}{dates.heure(self.heure_cloture)}" if self.heure_cloture else ""
        return f"le {dates.date_longue(self.cloture)}{heure}"

    @property
    def quand(self):
        """When it closes or closed, as today says it: « Clôture dans 3 jours, le jeudi 3 décembre 2026 à 12 h »."""
        if self.cloture is None:
            return "Sans date limite"
        if self.est_clos:
            return f"{self.mot_clos.capitalize()} depuis {self.echeance}"
        jours = (self.cloture - timezone.localdate()).days
        if jours > BIENTOT:
            return f"Clôture {self.echeance}"
        return f"Clôture {('aujourd’hui', 'demain')[jours] if jours < 2 else f'dans {jours} jours'}, {self.echeance}"

    @property
    def role_de_l_organisme(self):
        """What the organisation is to the announcement: « Employeur », « Proposé par »."""
        return "Employeur" if self.genre in (self.Genre.EMPLOI, self.Genre.STAGE) else "Proposé par"

    @property
    def hebergeur(self):
        """The site where one answers, as a link names it: « grenoble.fr »; empty without a link."""
        return (urlsplit(self.lien).hostname or "").removeprefix("www.")


class Signature(models.Model):
    """Someone who signed an appeal, as the list below its text names them."""

    appel = models.ForeignKey(Appel, models.CASCADE, related_name="signatures")
    prenom = models.CharField("prénom", max_length=100)
    nom = models.CharField(max_length=100)
    fonction = models.CharField(
        max_length=150, blank=True, help_text="« maire », « vice-présidente déléguée à l’international »."
    )
    collectivite = models.ForeignKey(
        "annuaire.Collectivite",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="signatures",
        verbose_name="collectivité",
        help_text="Quand elle est dans l’annuaire.",
    )
    organisme = models.CharField(
        "ou autre organisme", max_length=200, blank=True, help_text="Une collectivité absente de l’annuaire, une association…"
    )

    class Meta:
        verbose_name = "signature"
        verbose_name_plural = "signataires"
        ordering = [tri("nom"), tri("prenom"), "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["appel", "nom", "prenom", "fonction"],
                name="appels_signature_une_fois",
                violation_error_message="Cette personne a déjà signé cet appel.",
            ),
        ]

    def __str__(self):
        return f"{self.prenom} {self.nom}"
