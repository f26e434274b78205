from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, OuterRef, Prefetch, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property

from annuaire.models import Mandat, Partenariat
from mediatheque.models import Illustre
from socle.champs import ADRESSE_PRISE
from socle.contraintes import choix_connus
from socle.fonctions import tri
from socle.models import Cercle
from socle.periodes import Datee, DateeQuerySet, sans_chevauchement
from socle.texte_riche import ChampRiche


class Nature(models.TextChoices):
    """What a group gathers around."""

    GROUPE_PAYS = "groupe-pays", "groupe-pays"
    GEOGRAPHIQUE = "geographique", "dynamique géographique"
    THEMATIQUE = "thematique", "dynamique thématique"
    COMITE = "comite", "comité des donateurs"


DYNAMIQUES = (Nature.GEOGRAPHIQUE, Nature.THEMATIQUE)


class GroupeQuerySet(models.QuerySet):
    def groupes_pays(self):
        """Keep the country groups."""
        return self.filter(nature=Nature.GROUPE_PAYS)

    def dynamiques(self):
        """Keep the geographic and thematic dynamiques."""
        return self.filter(nature__in=DYNAMIQUES)

    def publics(self):
        """Keep the groups that have a page: all but the donors' committees."""
        return self.exclude(nature=Nature.COMITE)

    def actifs(self):
        """Keep the groups still at work."""
        return self.filter(etat=Groupe.Etat.ACTIF)

    def pour_carte(self):
        """Load what a card shows: countries, themes, and the presidency with the mandate of its person."""
        presidences = Presidence.objects.en_cours().avec_mandat()
        return self.select_related("image").prefetch_related(
            "pays", "themes", Prefetch("presidences", queryset=presidences, to_attr="presidences_en_cours")
        )


class Groupe(Cercle, Illustre):
    """A country group, a dynamique, or the donors' committee of a fund; its members form a circle of readers."""

    class Etat(models.TextChoices):
        ACTIF = "actif", "actif"
        CLOS = "clos", "clos"

    slug = models.SlugField("adresse de la page", max_length=120, unique=True, error_messages=ADRESSE_PRISE)
    nature = models.CharField(max_length=20, choices=Nature, default=Nature.GROUPE_PAYS)
    etat = models.CharField("état", max_length=10, choices=Etat, default=Etat.ACTIF)
    cree_en = models.CharField("créé en", max_length=40, blank=True, help_text="« juin 2005 », « 1989 » : tel qu’on le sait.")
    pays = models.ManyToManyField("territoires.Pays", blank=True, related_name="groupes")
    themes = models.ManyToManyField("territoires.Theme", blank=True, related_name="groupes", verbose_name="thèmes")
    chapo = models.TextField(max_length=600, blank=True)
    creation = ChampRiche("création", blank=True)
    missions = ChampRiche("rôle et missions", blank=True)
    faits_marquants = ChampRiche("faits marquants", blank=True)
    membres = models.ManyToManyField(
        "annuaire.Collectivite", blank=True, related_name="groupes", verbose_name="collectivités membres"
    )
    referents = models.ManyToManyField("redaction.Contact", blank=True, related_name="+", verbose_name="référents dans l’équipe")
    documents = models.ManyToManyField("mediatheque.Document", blank=True, related_name="+")

    objects = GroupeQuerySet.as_manager()

    @choix_connus(nature=Nature, etat=Etat)
    class Meta:
        verbose_name = "groupe"
        ordering = [tri("nom")]

    @property
    def nombre_de_partenariats(self):
        """How many partnerships of the directory are tied to the countries of the group; one query."""
        return Partenariat.objects.publics().filter(autorites__pays__in=self.pays.all()).distinct().count()

    def get_absolute_url(self):
        nom = "groupe" if self.nature == Nature.GROUPE_PAYS else "dynamique"
        return reverse(nom, kwargs={"slug": self.slug})


class PresidenceQuerySet(DateeQuerySet):
    def avec_mandat(self):
        """Load what `Presidence.mandat_au` chooses from: the person of each presidency and all their mandates."""
        mandats = Mandat.objects.avec_attente().select_related("collectivite")
        return self.select_related("personne").prefetch_related(Prefetch("personne__mandats", mandats))

    def designees(self):
        """Keep the presidencies in force whose holder an election does not question; the same rule as `a_designer`."""
        mandats = Mandat.objects.en_cours().avec_attente().filter(personne=OuterRef("personne"))
        dernier = mandats.order_by(F("debut").desc(nulls_last=True), "-pk").values("a_confirmer_depuis")[:1]
        return self.en_cours().alias(attente=Subquery(dernier)).filter(attente=None)


class Presidence(Datee):
    """Who chairs a group, from a day to another: one person at a time."""

    groupe = models.ForeignKey(Groupe, models.CASCADE, related_name="presidences")
    personne = models.ForeignKey("annuaire.Personne", models.PROTECT, related_name="presidences")
    constate_le = models.DateField(
        "constatée le", null=True, blank=True, help_text="Dernière date à laquelle cette présidence a été vérifiée."
    )

    objects = PresidenceQuerySet.as_manager()

    class Meta(Datee.Meta):
        verbose_name = "présidence"
        ordering = ["-debut", "pk"]
        constraints = [
            *Datee.Meta.constraints,
            sans_chevauchement(
                "groupe",
                name="groupes_pays_presidence_unique",
                message="Ce groupe a déjà une présidence à ces dates : terminez-la d’abord.",
            ),
        ]

    def __str__(self):
        return f"{self.personne}, {self.groupe}"

    @property
    def est_en_cours(self):
        """Whether the presidency is in force today, in Paris; the same rule as `en_cours()`."""
        return self.vaut_le(timezone.localdate())

    @property
    def a_designer(self):
        """Whether an election leaves it to be told who presides today; the same rule as `designees()`."""
        return self.est_en_cours and self.a_designer_au(timezone.localdate())

    def a_designer_au(self, jour):
        """Return whether the mandate that the person chaired with on `jour` still awaits a check after an election of before.

        The row comes from `avec_mandat()`.
        """
        mandat = self.mandat_au(jour)
        return mandat is not None and mandat.a_confirmer_depuis is not None and jour > mandat.a_confirmer_depuis

    @property
    def mandat(self):
        """The mandate that the person chairs with, today or at the end of a presidency that is over; None when not known."""
        return self.mandat_au(timezone.localdate())

    def mandat_au(self, jour):
        """Return the person's mandate on `jour`, or at the end of the presidency when it ended before; None when not known.

        Of several mandates, the latest begun.
        """
        alors = jour if self.fin is None else min(jour, self.fin)
        possibles = [mandat for mandat in self.personne.mandats.all() if mandat.vaut_le(alors)]
        return max(possibles, key=lambda mandat: (mandat.debut or date.min, mandat.pk), default=None)


class Perimetre(models.Model):
    """What an account of the team writes of, where its role is not open to all: groups, with their countries, and countries."""

    utilisateur = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="perimetre",
        verbose_name="compte",
        limit_choices_to={"is_staff": True},
    )
    groupes = models.ManyToManyField(
        Groupe, blank=True, related_name="+", help_text="Ces groupes, leur page, et ce qui est lié à eux ou à leurs pays."
    )
    pays = models.ManyToManyField("territoires.Pays", blank=True, related_name="+", help_text="Ce qui est lié à ces pays.")

    class Meta:
        verbose_name = "périmètre de travail"
        verbose_name_plural = "périmètres de travail"

    def __str__(self):
        return ", ".join(str(un) for un in (*self.groupes.all(), *self.pays.all())) or "aucun groupe, aucun pays"

    @cached_property
    def lignes_connues(self):
        """What `groupes_pays.perimetres` found of rows, `{(model, key): whether they are within}`."""
        return {}

    @cached_property
    def cles_de_groupes(self):
        """The keys of the groups."""
        return {groupe.pk for groupe in self.groupes.all()}

    @cached_property
    def cles_de_pays(self):
        """The keys of the countries, those of the groups with them."""
        return {pays.pk for pays in self.pays.all()} | {pays.pk for un in self.groupes.all() for pays in un.pays.all()}
