"""The short lists that classify contents and profiles: sectors, themes, Sustainable Development Goals."""

from django.db import models

from territoires.models.base import Referentiel, ReferentielQuerySet


class SecteurQuerySet(ReferentielQuerySet):
    def critere(self, mot):
        return super().critere(mot) | models.Q(code=mot.lower())


class Secteur(Referentiel):
    """A sector of cooperation: eighteen, as in the list shared by the regional networks (RRMA), in our own words."""

    code = models.SlugField(max_length=30, unique=True)
    slug = models.SlugField("adresse", max_length=80, unique=True)
    ordre = models.PositiveSmallIntegerField(default=0)
    nom_anglais = models.CharField("nom en anglais", max_length=150, blank=True, help_text="Montré sur les pages en anglais.")

    objects = SecteurQuerySet.as_manager()

    class Meta:
        verbose_name = "secteur d’intervention"
        verbose_name_plural = "secteurs d’intervention"
        ordering = ["ordre", "nom_tri"]


class Theme(Referentiel):
    """A theme of the portal: what a news item, an event or a publication is about, beside its countries."""

    slug = models.SlugField("adresse", max_length=80, unique=True)
    ordre = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = "thème"
        verbose_name_plural = "thèmes"
        ordering = ["ordre", "nom_tri"]


class OddQuerySet(ReferentielQuerySet):
    def critere(self, mot):
        """Add the number, and the letters that stand before it in every label, which name no row in particular."""
        if mot.casefold() in ("odd", "odds"):
            return models.Q(pk__isnull=False)
        numero = models.Q(pk=int(mot)) if mot.isascii() and mot.isdecimal() and len(mot) < 3 else models.Q()
        return super().critere(mot) | numero


class Odd(Referentiel):
    """One of the seventeen Sustainable Development Goals of the United Nations, with its short official French title."""

    numero = models.PositiveSmallIntegerField("numéro", primary_key=True)

    objects = OddQuerySet.as_manager()

    class Meta:
        verbose_name = "objectif de développement durable"
        verbose_name_plural = "objectifs de développement durable"
        ordering = ["numero"]
        constraints = [
            models.CheckConstraint(
                name="odd_numero",
                condition=models.Q(numero__range=(1, 17)),
                violation_error_message="Les objectifs de développement durable sont numérotés de 1 à 17.",
            ),
        ]

    def __str__(self):
        return f"ODD {self.numero} – {self.nom}"
