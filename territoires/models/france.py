from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models.functions import Replace

from socle.champs import Siren
from socle.contraintes import choix_connus
from socle.fonctions import SirenValide
from territoires.models.base import Referentiel, ReferentielQuerySet, Situe, contraintes_point

OUTRE_MER = {
    "975": "Saint-Pierre-et-Miquelon",
    "977": "Saint-Barthélemy",
    "978": "Saint-Martin",
    "984": "Terres australes et antarctiques françaises",
    "986": "Wallis-et-Futuna",
    "987": "Polynésie française",
    "988": "Nouvelle-Calédonie",
    "989": "Clipperton",
}
"""Overseas collectivités and territories: their communes have an INSEE code, but belong to no département."""


def siren_field():
    """Return the field of a SIREN; its key is checked by the form and by the database, its uniqueness among current rows."""
    return Siren("SIREN", max_length=9, null=True, blank=True)


def contraintes_siren(nom):
    """Return the constraints of a `siren` field, for the table named `nom`.

    A row that left the list keeps its number; a new commune often takes over that of one of those it replaces.
    """
    return [
        models.CheckConstraint(
            name=f"{nom}_siren_valide",
            condition=SirenValide("siren"),
            violation_error_message="Un SIREN compte neuf chiffres et une clé : vérifiez ce numéro.",
        ),
        models.UniqueConstraint(
            name=f"{nom}_siren_unique",
            fields=["siren"],
            condition=models.Q(obsolete=False),
            violation_error_message="Ce SIREN est déjà celui d’une autre ligne.",
        ),
    ]


class CodeQuerySet(ReferentielQuerySet):
    def critere(self, mot):
        return super().critere(mot) | models.Q(code=mot.upper())


class Region(Situe, Referentiel):
    """A French region, metropolitan or overseas (Code officiel géographique)."""

    code = models.CharField("code INSEE", max_length=2, primary_key=True)
    slug = models.SlugField("adresse", max_length=80, unique=True)
    siren = siren_field()

    objects = CodeQuerySet.as_manager()

    class Meta(Referentiel.Meta):
        verbose_name = "région"
        verbose_name_plural = "régions"
        constraints = [
            models.CheckConstraint(
                name="region_code",
                condition=models.Q(code__regex="^[0-9]{2}$"),
                violation_error_message="Le code d’une région compte deux chiffres.",
            ),
            *contraintes_siren("region"),
            *contraintes_point("region"),
        ]


class Departement(Situe, Referentiel):
    """A French département; those without a council of their own (Paris, Alsace, Corse, Guyane, Martinique) have no SIREN."""

    code = models.CharField("code INSEE", max_length=3, primary_key=True)
    slug = models.SlugField("adresse", max_length=80, unique=True)
    siren = siren_field()
    region = models.ForeignKey(Region, models.PROTECT, verbose_name="région", related_name="departements")
    # Corsica was département 20: 2A and 2B stand between 19 and 21, not after 29.
    ordre = models.GeneratedField(
        expression=Replace(Replace("code", models.Value("2A"), models.Value("20A")), models.Value("2B"), models.Value("20B")),
        output_field=models.CharField(max_length=4),
        db_persist=True,
    )

    objects = CodeQuerySet.as_manager()

    class Meta:
        verbose_name = "département"
        verbose_name_plural = "départements"
        ordering = ["ordre"]
        constraints = [
            models.CheckConstraint(
                name="departement_code",
                condition=models.Q(code__regex="^([0-9]{2}|2[AB]|97[1-6])$"),
                violation_error_message="Le code d’un département compte deux chiffres, 2A, 2B, ou trois chiffres outre-mer.",
            ),
            *contraintes_siren("departement"),
            *contraintes_point("departement"),
        ]

    def __str__(self):
        return f"{self.nom} ({self.code})"


class EpciQuerySet(ReferentielQuerySet):
    def critere(self, mot):
        return super().critere(mot) | models.Q(siren=mot)


class Epci(Referentiel):
    """A grouping of communes with its own tax powers (EPCI à fiscalité propre), known by its SIREN."""

    class Nature(models.TextChoices):
        CC = "CC", "communauté de communes"
        CA = "CA", "communauté d’agglomération"
        CU = "CU", "communauté urbaine"
        METRO = "METRO", "métropole"
        MET69 = "MET69", "métropole de Lyon (statut particulier)"

    siren = Siren("SIREN", max_length=9, primary_key=True)
    nature = models.CharField(max_length=5, choices=Nature)
    population = models.PositiveIntegerField("population municipale", null=True, blank=True)

    objects = EpciQuerySet.as_manager()

    @choix_connus(nature=Nature)
    class Meta(Referentiel.Meta):
        verbose_name = "EPCI"
        verbose_name_plural = "EPCI"
        constraints = [
            models.CheckConstraint(
                name="epci_siren_valide",
                condition=SirenValide("siren"),
                violation_error_message="Un SIREN compte neuf chiffres et une clé : vérifiez ce numéro.",
            ),
        ]


class CommuneQuerySet(ReferentielQuerySet):
    # Among homonyms, the largest town is the one usually meant.
    ordre_recherche = (models.F("population").desc(nulls_last=True),)

    def critere(self, mot):
        codes = models.Q(pk=mot.upper()) | models.Q(departement=mot.upper())
        if mot in OUTRE_MER:
            codes |= models.Q(pk__startswith=mot)
        if len(mot) == 5:  # PostgreSQL would cut a longer word to the size of a postcode
            codes |= models.Q(codes_postaux__contains=[mot])
        return super().critere(mot) | codes


class Commune(Situe, Referentiel):
    """A commune of the Code officiel géographique. A postcode covers several communes, and a commune has several postcodes."""

    insee = models.CharField("code INSEE", max_length=5, primary_key=True)
    siren = siren_field()
    slug = models.SlugField("adresse", max_length=80, db_index=False)
    population = models.PositiveIntegerField("population municipale", null=True, blank=True)
    codes_postaux = ArrayField(models.CharField(max_length=5), default=list, blank=True, verbose_name="codes postaux")
    departement = models.ForeignKey(
        Departement, models.PROTECT, null=True, blank=True, verbose_name="département", related_name="communes"
    )
    epci = models.ForeignKey(Epci, models.PROTECT, null=True, blank=True, verbose_name="EPCI", related_name="communes")

    objects = CommuneQuerySet.as_manager()

    class Meta(Referentiel.Meta):
        verbose_name = "commune"
        verbose_name_plural = "communes"
        constraints = [
            models.CheckConstraint(
                name="commune_insee",
                condition=models.Q(insee__regex="^([0-9]{2}|2[AB])[0-9]{3}$"),
                violation_error_message="Un code INSEE de commune compte cinq caractères : 13001, 2A004, 97105.",
            ),
            *contraintes_siren("commune"),
            *contraintes_point("commune"),
        ]
        indexes = [
            GinIndex(fields=["nom_tri"], name="commune_nom_trgm", opclasses=["gin_trgm_ops"]),
            GinIndex(fields=["codes_postaux"], name="commune_codes_postaux"),
        ]

    def __str__(self):
        return f"{self.nom} ({self.departement_id or self.insee[:3]})"

    @property
    def territoire(self):
        """The name of its département or, without one, of its overseas collectivité."""
        return self.departement.nom if self.departement else OUTRE_MER[self.insee[:3]]
