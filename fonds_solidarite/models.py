"""Solidarity funds and their ledger.

Contributions and allocations are ledger entries: never edited, never deleted (the database refuses it), corrected by a
counter-entry of the opposite amount. Every published total is computed from them.
"""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Count, DecimalField, F, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce
from django.urls import reverse

from fonds_solidarite.bilans import ZERO, Bilan
from redaction.models import Contenu, ContenuQuerySet
from redaction.recherche import colonne_de_recherche
from socle.contraintes import choix_connus, nombre_borne
from socle.dates import date_simple
from socle.nombres import montant
from socle.texte_riche import ChampRiche


def _total(ecritures, calcul, vide=ZERO, sortie=None):
    """Return the subquery computing `calcul` over the ledger lines of each fund, `vide` when there is none."""
    lignes = ecritures.filter(fonds=OuterRef("pk")).order_by().values("fonds").annotate(total=calcul).values("total")
    return Coalesce(Subquery(lignes), vide, output_field=sortie or DecimalField(max_digits=14, decimal_places=2))


class FondsQuerySet(ContenuQuerySet):
    def pour_carte(self):
        """Load what a card shows; its figures come with `avec_totaux`."""
        return super().pour_carte().prefetch_related("pays")

    def pour_donnees(self):
        """Load what open data gives of each row, its figures too."""
        return super().pour_donnees().avec_totaux()

    def en_activite(self):
        """Keep the funds not closed yet."""
        return self.exclude(etat=FondsSolidarite.Etat.CLOS)

    def avec_totaux(self):
        """Compute the totals of each fund from its ledger, in the same query; each row then has its `bilan`."""
        etats = Contribution.Etat
        recettes = Contribution.objects.all()
        # A collectivité has money in the fund when one of its lines stands: a correction always cancels a whole line.
        contributeurs = Count("collectivite", distinct=True) + Coalesce(Sum("nombre", filter=Q(collectivite=None)), 0)
        versees, annoncees = recettes.filter(etat=etats.VERSEE), recettes.exclude(etat=etats.VERSEE)
        return self.annotate(
            total_promis=_total(recettes.filter(etat=etats.PROMISE), Sum("montant")),
            total_delibere=_total(recettes.filter(etat=etats.DELIBEREE), Sum("montant")),
            total_verse=_total(versees, Sum("montant")),
            total_affecte=_total(Affectation.objects.all(), Sum("montant")),
            nb_contributeurs=_total(recettes.en_vigueur(), contributeurs, 0, models.IntegerField()),
            nb_donateurs=_total(versees.en_vigueur(), contributeurs, 0, models.IntegerField()),
            total_verse_cache=_total(versees.caches(), Sum("montant")),
            nb_verse_cache=_total(versees.caches(), contributeurs, 0, models.IntegerField()),
            total_annonce_cache=_total(annoncees.caches(), Sum("montant")),
            nb_annonce_cache=_total(annoncees.caches(), contributeurs, 0, models.IntegerField()),
        )


class FondsSolidarite(Contenu):
    """A fund opened after a disaster or a war, fed by collectivités, spent on partners' projects."""

    class Etat(models.TextChoices):
        OUVERT = "ouvert", "ouvert aux contributions"
        COMITE = "comite", "comité des donateurs"
        MISE_EN_OEUVRE = "mise_en_oeuvre", "mise en œuvre"
        CLOS = "clos", "clos"

    titre_anglais = models.CharField(
        "titre en anglais", max_length=200, blank=True, help_text="Dit dans les pages en anglais ; sans lui, le titre français."
    )
    chapo_anglais = models.TextField(
        "chapo en anglais", max_length=600, blank=True, help_text="Une ou deux phrases, dans les pages en anglais seulement."
    )
    crise = models.CharField("motif", max_length=150, help_text="« séisme du 8 septembre 2023 ».")
    date_crise = models.DateField("date de la crise", null=True, blank=True)
    ouvert_le = models.DateField("ouvert le", help_text="Premier jour du mois quand le jour n’est pas connu.")
    clos_le = models.DateField("clos le", null=True, blank=True)
    etat = models.CharField("état", max_length=20, choices=Etat, default=Etat.OUVERT)
    objectif = models.DecimalField("objectif, en euros", max_digits=12, decimal_places=2, null=True, blank=True)
    pays = models.ManyToManyField("territoires.Pays", blank=True, related_name="fonds")
    comite = models.OneToOneField(
        "groupes_pays.Groupe",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="fonds",
        limit_choices_to={"nature": "comite"},
        verbose_name="comité des donateurs",
        help_text="Le groupe qui réunit les collectivités contributrices : il ouvre les documents réservés au comité.",
    )

    recherche = colonne_de_recherche("corps", "crise")

    objects = FondsQuerySet.as_manager()

    @choix_connus(etat=Etat)
    class Meta(Contenu.Meta):
        verbose_name = "fonds de solidarité"
        verbose_name_plural = "fonds de solidarité"
        ordering = ["-ouvert_le", "-pk"]
        constraints = [
            *Contenu.Meta.constraints,
            models.CheckConstraint(
                condition=Q(clos_le=None) | Q(clos_le__gte=F("ouvert_le")),
                name="fonds_dates_ordonnees",
                violation_error_code="clos_le",
                violation_error_message="Un fonds ne peut pas être clos avant son ouverture.",
            ),
            models.CheckConstraint(
                condition=Q(etat="clos", clos_le__isnull=False) | (~Q(etat="clos") & Q(clos_le=None)),
                name="fonds_clos_date",
                violation_error_code="clos_le",
                violation_error_message="Un fonds clos porte sa date de clôture, un fonds ouvert n’en a pas.",
            ),
            models.CheckConstraint(
                condition=Q(objectif=None) | Q(objectif__gt=0),
                name="fonds_objectif_positif",
                violation_error_code="objectif",
                violation_error_message="L’objectif est un montant positif.",
            ),
            nombre_borne("objectif", chiffres=12),
        ]

    def clean(self):
        """Refuse to open the fund after a line of its ledger that stands; a new line is refused by the ledger's actions."""
        super().clean()
        if self.pk and self.ouvert_le:
            for ecritures in (self.contributions, self.affectations):
                plus_ancienne = ecritures.en_vigueur().filter(date__lt=self.ouvert_le).order_by("date").first()
                if plus_ancienne:
                    jour = date_simple(plus_ancienne.date)
                    raise ValidationError({"ouvert_le": f"Le grand livre porte une écriture du {jour}, avant cette date."})

    def get_absolute_url(self):
        return reverse("fonds_solidarite:fonds", kwargs={"slug": self.slug})

    @property
    def reste_a_decider(self):
        """Whether the committee has still to decide what the money is for: the fund collects, or the committee sits."""
        return self.etat in {self.Etat.OUVERT, self.Etat.COMITE}

    @property
    def bilan(self):
        """The figures of the fund; only for a row loaded by `avec_totaux`, so that a list never asks row by row."""
        return Bilan(
            promis=self.total_promis,
            delibere=self.total_delibere,
            verse=self.total_verse,
            affecte=self.total_affecte,
            contributeurs=self.nb_contributeurs,
            donateurs=self.nb_donateurs,
            verse_cache=self.total_verse_cache,
            nb_verse_cache=self.nb_verse_cache,
            annonce_cache=self.total_annonce_cache,
            nb_annonce_cache=self.nb_annonce_cache,
        )


class EcritureQuerySet(models.QuerySet):
    def en_vigueur(self):
        """Keep the lines that stand: neither corrected nor corrections. Their sum is the sum of the whole ledger."""
        return self.filter(corrige=None, contre_ecriture=None)


class Ecriture(models.Model):
    """Abstract: a line of a fund's ledger, in euros; a counter-entry names the line it corrects and is negative."""

    date = models.DateField()
    montant = models.DecimalField("montant, en euros", max_digits=12, decimal_places=2)
    corrige = models.OneToOneField("self", models.PROTECT, null=True, blank=True, editable=False, related_name="contre_ecriture")
    motif = models.CharField("motif de la correction", max_length=250, blank=True, editable=False)
    saisie_par = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+")
    saisie_le = models.DateTimeField("saisie le", auto_now_add=True)

    objects = EcritureQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(corrige=None, montant__gt=0) | Q(corrige__isnull=False, montant__lt=0),
                name="%(app_label)s_%(class)s_montant_signe",
                violation_error_message="Le montant est positif ; seule une contre-écriture est négative.",
            ),
            models.CheckConstraint(
                condition=Q(corrige=None) | ~Q(motif=""),
                name="%(app_label)s_%(class)s_correction_motivee",
                violation_error_message="Une correction se motive.",
            ),
            nombre_borne("montant", chiffres=12),
        ]


class ContributionQuerySet(EcritureQuerySet):
    def caches(self):
        """Keep the lines that stand and whose amount is kept from publication."""
        return self.en_vigueur().filter(montant_public=False)

    def montrees_a(self, lecteur):
        """Keep the lines whose amount is published, of the funds online that `lecteur` may read in full; each with its fund."""
        lisibles = FondsSolidarite.objects.publies().visibles_par(lecteur)
        return self.filter(montant_public=True, fonds__in=lisibles).select_related("fonds")


class Contribution(Ecriture):
    """Money promised, voted or paid by a collectivité.

    A contribution that moves on (promise, then vote, then payment) is a counter-entry and a new entry. An entry without
    collectivité takes over the total of `nombre` contributors from before the portal.
    """

    class Etat(models.TextChoices):
        PROMISE = "promise", "promise"
        DELIBEREE = "deliberee", "délibérée"
        VERSEE = "versee", "versée"

    fonds = models.ForeignKey(FondsSolidarite, models.PROTECT, related_name="contributions")
    collectivite = models.ForeignKey(
        "annuaire.Collectivite",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="contributions",
        verbose_name="collectivité",
    )
    nombre = models.PositiveIntegerField("nombre de contributeurs", default=1)
    etat = models.CharField("état", max_length=20, choices=Etat, default=Etat.PROMISE)
    montant_public = models.BooleanField(
        "montant publié", default=True, help_text="Décoché : le montant compte dans les totaux mais n’est pas montré."
    )

    objects = ContributionQuerySet.as_manager()

    @choix_connus(etat=Etat)
    class Meta(Ecriture.Meta):
        verbose_name = "contribution"
        ordering = ["-date", "-pk"]
        constraints = [
            *Ecriture.Meta.constraints,
            models.CheckConstraint(
                condition=Q(nombre__gte=1) & (Q(collectivite=None) | Q(nombre=1)),
                name="fonds_contribution_nombre",
                violation_error_code="nombre",
                violation_error_message="Une contribution nommée compte pour un seul contributeur.",
            ),
        ]

    def __str__(self):
        return f"{self.collectivite or 'reprise'} : {montant(self.montant)}"


class Affectation(Ecriture):
    """Money allocated to a partner's project."""

    class Etat(models.TextChoices):
        VOTEE = "votee", "votée par le comité"
        EN_COURS = "en_cours", "en cours"
        ACHEVEE = "achevee", "achevée"

    fonds = models.ForeignKey(FondsSolidarite, models.PROTECT, related_name="affectations")
    partenaire = models.CharField(max_length=150)
    objet = models.CharField(max_length=200, help_text="Ce que l’argent permet de faire.")
    lieu = models.CharField(max_length=150, blank=True)
    secteur = models.ForeignKey("territoires.Secteur", models.PROTECT, null=True, blank=True, related_name="+")
    etat = models.CharField("état", max_length=20, choices=Etat, default=Etat.VOTEE)

    @choix_connus(etat=Etat)
    class Meta(Ecriture.Meta):
        verbose_name = "affectation"
        ordering = ["-date", "-pk"]

    def __str__(self):
        return f"{self.partenaire} : {montant(self.montant)}"


class PointEtape(models.Model):
    """Dated news of a fund's work, shown as a timeline."""

    fonds = models.ForeignKey(FondsSolidarite, models.CASCADE, related_name="points_etape")
    date = models.DateField()
    titre = models.CharField(max_length=150)
    texte = ChampRiche(blank=True)

    class Meta:
        verbose_name = "point d’étape"
        verbose_name_plural = "points d’étape"
        ordering = ["-date", "-pk"]

    def __str__(self):
        return self.titre

    @staticmethod
    def vues_des_lecteurs(lignes):
        """Keep those of `lignes` that readers see, today or later: those of a published fund."""
        return lignes.filter(fonds__in=FondsSolidarite.vues_des_lecteurs(FondsSolidarite.objects.all()))
