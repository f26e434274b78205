from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Exists, F, Func, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.urls import reverse

from mediatheque.models import Illustre
from socle.champs import ADRESSE_PRISE, AdresseWeb, CodePostal, Courriel, DateDeModification, Siren, Telephone
from socle.contraintes import choix_connus
from socle.fonctions import SirenValide, VecteurRecherche, index_des_mots, tri
from socle.periodes import Datee, DateeQuerySet, sans_chevauchement
from socle.texte_riche import ChampRiche
from territoires.models import Commune, Situe, contraintes_point

# What stands before the proper name in a usual name, as `tri` writes it: lower case, no accent, straight apostrophes.
DEVANT_LE_NOM_PROPRE = (
    r"^((ville|commune|metropole|departement|region|conseil departemental|conseil regional"
    r"|communaute (de communes|d'agglomeration|urbaine)) (du |des |de |d')?)?(la |les |le |l')?"
)
# « St-Denis » stands with « Saint-Denis », « Ste-Marie » with « Sainte-Marie ».
SAINT_ABREGE = r"^st(e?)s?[ .-]+"

PRESENTATION = VecteurRecherche("nom", "ville", "presentation")
"""The words of what a collectivité publishes of itself: written as its index is, or every presentation would be read."""


def rang_alphabetique(chemin):
    """Return the ordering of collectivités as a reader looks for them: « Ville d’Aix-en-Provence » at A, « L’Haÿ » at H."""
    propre = _remplacer(tri(chemin), DEVANT_LE_NOM_PROPRE, "")
    return _remplacer(propre, SAINT_ABREGE, r"saint\1-")


def _remplacer(texte, motif, par):
    return Func(texte, Value(motif), Value(par), function="regexp_replace", output_field=models.TextField())


class CollectiviteQuerySet(models.QuerySet):
    def visibles(self):
        """Keep the collectivités shown in the public directory."""
        return self.filter(visible=True)

    def avec_adhesion(self):
        """Say on each row whether it is a member today (`adherente`)."""
        return self.annotate(adherente=Exists(Adhesion.objects.en_cours().filter(collectivite=OuterRef("pk"))))

    def alphabetique(self):
        """Sort by proper name, « É » beside « E »."""
        return self.order_by(rang_alphabetique("nom"), "pk")

    def avec_point(self):
        """Say where each row stands (`point_latitude`, `point_longitude`): its own point, else that of its territory.

        That of a grouping is its most populous commune; where a commune has none, the middle of the département stands for it.
        """
        chef_lieu = Commune.objects.filter(epci=OuterRef("epci")).order_by(F("population").desc(nulls_last=True))

        def point(degre):
            return Coalesce(
                degre,
                f"commune__{degre}",
                Subquery(chef_lieu.values(degre)[:1]),
                f"departement__{degre}",
                f"commune__departement__{degre}",
                f"region__{degre}",
            )

        return self.annotate(point_latitude=point("latitude"), point_longitude=point("longitude"))

    def pour_carte(self):
        """Load what a card shows."""
        return self.select_related("departement", "region", "image").prefetch_related("pays")


class Collectivite(Illustre, Situe):
    """A French local authority (or a grouping of them) of the directory; `image` is its logo."""

    class Type(models.TextChoices):
        COMMUNE = "commune", "commune"
        EPCI = "epci", "intercommunalité"
        DEPARTEMENT = "departement", "département"
        REGION = "region", "région"
        SYNDICAT = "syndicat", "syndicat"
        ASSOCIATION = "association", "association d’élus"
        AUTRE = "autre", "autre structure"

    nom = models.CharField(max_length=150, help_text="Nom d’usage : « Ville d’Aix-en-Provence ».")
    slug = models.SlugField("adresse de la page", max_length=120, unique=True, error_messages=ADRESSE_PRISE)
    type = models.CharField(max_length=20, choices=Type)
    siren = Siren("SIREN", max_length=9, null=True, blank=True, unique=True)
    commune = models.OneToOneField(
        "territoires.Commune",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="collectivite",
        error_messages={"unique": "Cette commune a déjà sa fiche dans l’annuaire."},
    )
    epci = models.OneToOneField(
        "territoires.Epci",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="collectivite",
        verbose_name="intercommunalité",
        error_messages={"unique": "Cette intercommunalité a déjà sa fiche dans l’annuaire."},
    )
    departement = models.ForeignKey(
        "territoires.Departement",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="collectivites",
        verbose_name="département",
    )
    region = models.ForeignKey(
        "territoires.Region", models.PROTECT, null=True, blank=True, related_name="collectivites", verbose_name="région"
    )
    presentation = ChampRiche("présentation de l’action internationale", blank=True)
    adresse = models.CharField("adresse postale", max_length=250, blank=True)
    code_postal = CodePostal(max_length=5, blank=True)
    ville = models.CharField(max_length=100, blank=True)
    site = AdresseWeb("site internet", blank=True)
    courriel = Courriel("adresse électronique", blank=True)
    telephone = Telephone("téléphone", max_length=30, blank=True)
    pays = models.ManyToManyField(
        "territoires.Pays", blank=True, related_name="collectivites", verbose_name="pays d’intervention"
    )
    secteurs = models.ManyToManyField(
        "territoires.Secteur", blank=True, related_name="collectivites", verbose_name="secteurs d’intervention"
    )
    odds = models.ManyToManyField(
        "territoires.Odd", blank=True, related_name="collectivites", verbose_name="objectifs de développement durable"
    )
    visible = models.BooleanField("visible dans l’annuaire", default=True)
    verifiee_le = models.DateField("fiche vérifiée le", null=True, blank=True)
    modifie_le = DateDeModification("modifiée le")

    objects = CollectiviteQuerySet.as_manager()

    @choix_connus(type=Type)
    class Meta:
        verbose_name = "collectivité"
        ordering = [rang_alphabetique("nom"), "pk"]
        indexes = [index_des_mots("collectivite", "nom"), GinIndex(PRESENTATION, name="collectivite_presentation")]
        constraints = [
            models.CheckConstraint(
                condition=Q(siren=None) | Q(SirenValide("siren")),
                name="annuaire_collectivite_siren_valide",
                violation_error_code="siren",
                violation_error_message="Un SIREN compte neuf chiffres et une clé : vérifiez ce numéro.",
            ),
            models.CheckConstraint(
                condition=~Q(type="commune") | Q(commune__isnull=False),
                name="annuaire_collectivite_commune",
                violation_error_code="commune",
                violation_error_message="Choisissez la commune dans le code officiel géographique.",
            ),
            models.CheckConstraint(
                condition=~Q(type="epci") | Q(epci__isnull=False),
                name="annuaire_collectivite_epci",
                violation_error_code="epci",
                violation_error_message="Choisissez l’intercommunalité dans le code officiel géographique.",
            ),
            models.CheckConstraint(
                condition=~Q(type="departement") | Q(departement__isnull=False),
                name="annuaire_collectivite_departement",
                violation_error_code="departement",
                violation_error_message="Choisissez le département.",
            ),
            models.CheckConstraint(
                condition=~Q(type="region") | Q(region__isnull=False),
                name="annuaire_collectivite_region",
                violation_error_code="region",
                violation_error_message="Choisissez la région.",
            ),
            models.CheckConstraint(
                condition=Q(code_postal="") | Q(code_postal__regex=r"^\d{5}$"),
                name="annuaire_collectivite_code_postal",
                violation_error_code="code_postal",
                violation_error_message="Un code postal compte cinq chiffres.",
            ),
            *contraintes_point("annuaire_collectivite"),
        ]

    def __str__(self):
        return self.nom

    def get_absolute_url(self):
        return reverse("annuaire:collectivite", kwargs={"slug": self.slug})


class Adhesion(Datee):
    """A collectivité's membership of Cités Unies France, from a day to another."""

    collectivite = models.ForeignKey(Collectivite, models.PROTECT, related_name="adhesions", verbose_name="collectivité")

    objects = DateeQuerySet.as_manager()

    class Meta(Datee.Meta):
        verbose_name = "adhésion"
        ordering = ["-debut", "pk"]
        constraints = [
            *Datee.Meta.constraints,
            sans_chevauchement(
                "collectivite",
                name="annuaire_adhesion_unique",
                message="Cette collectivité a déjà une adhésion à ces dates.",
            ),
        ]

    def __str__(self):
        return f"Adhésion de {self.collectivite}"


class Rattachement(models.Model):
    """A user's tie to a collectivité: a référent proposes changes to its profile, an agent only reads."""

    class Role(models.TextChoices):
        REFERENT = "referent", "référent : propose les modifications de la fiche"
        AGENT = "agent", "agent ou élu : lecture"

    utilisateur = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="rattachements", verbose_name="compte")
    collectivite = models.ForeignKey(Collectivite, models.CASCADE, related_name="rattachements", verbose_name="collectivité")
    role = models.CharField("rôle", max_length=20, choices=Role, default=Role.AGENT)

    @choix_connus(role=Role)
    class Meta:
        verbose_name = "rattachement"
        ordering = ["collectivite", "utilisateur"]
        constraints = [
            models.UniqueConstraint(
                fields=["utilisateur", "collectivite"],
                name="annuaire_rattachement_unique",
                violation_error_message="Ce compte est déjà rattaché à cette collectivité.",
            )
        ]

    def __str__(self):
        return f"{self.utilisateur}, {self.collectivite}"

    @property
    def est_referent(self):
        """Whether this account proposes changes to the profile."""
        return self.role == self.Role.REFERENT
