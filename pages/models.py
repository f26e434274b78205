from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from redaction.models import Contenu, ContenuQuerySet
from redaction.recherche import VECTEURS
from socle.champs import AdresseWeb
from socle.contraintes import choix_connus
from socle.fonctions import tri


class PageQuerySet(ContenuQuerySet):
    def pour_adresse(self):
        """Load no more than the address of each row."""
        return self.select_related("parent").only("slug", "parent__slug")

    def pour_donnees(self):
        """Load what open data gives of each row: its address names the page above."""
        return super().pour_donnees().avec_parent()

    def affichees(self):
        """Keep the pages named in the main menu or at the foot of every page, in their order."""
        return self.exclude(menu=Page.Menu.AUCUN)

    def avec_parent(self):
        """Bring the page of the first level under which a page stands, without its texts: its address names it."""
        return self.select_related("parent").defer(*(f"parent__{nom}" for nom in (*VECTEURS, *Page.TEXTES)))


class Page(Contenu):
    """An editorial page (à propos, mentions légales…), in a tree of two levels."""

    class Menu(models.TextChoices):
        AUCUN = "aucun", "nulle part"
        PRINCIPAL = "principal", "dans le menu principal"
        PIED = "pied", "en pied de page"

    class Langue(models.TextChoices):
        """Languages of whole pages; a passage in any other says so in the text."""

        FR = "fr", "français"
        EN = "en", "anglais"
        ES = "es", "espagnol"
        DE = "de", "allemand"
        IT = "it", "italien"
        PT = "pt", "portugais"
        UK = "uk", "ukrainien"

    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="enfants", limit_choices_to={"parent": None}
    )
    menu = models.CharField(
        "lien affiché",
        max_length=10,
        choices=Menu,
        default=Menu.AUCUN,
        help_text=(
            "Où chaque page du site montre un lien vers celle-ci. « Nulle part » : elle se lit quand même, à son adresse, "
            "depuis le plan du site ou depuis sa page mère."
        ),
    )
    langue = models.CharField(max_length=2, choices=Langue, default=Langue.FR, help_text="Celle de toute la page, titre compris.")
    titre_menu = models.CharField("titre court, pour le menu", max_length=60, blank=True)
    ordre = models.PositiveSmallIntegerField(
        default=0,
        help_text=(
            "Place dans le menu, ou parmi les pages de la même page mère : la page 1 vient avant la page 2. "
            "À égalité, par ordre alphabétique."
        ),
    )

    objects = PageQuerySet.as_manager()

    @choix_connus(menu=Menu, langue=Langue)
    class Meta(Contenu.Meta):
        verbose_name = "page"
        ordering = ["ordre", "titre", "pk"]
        constraints = [
            *Contenu.Meta.constraints,
            models.CheckConstraint(
                condition=Q(parent=None) | ~Q(parent=F("pk")),
                name="pages_page_parent_autre",
                violation_error_message="Une page n’est pas sa propre page mère.",
            ),
        ]

    def clean(self):
        """Say in the form what the trigger `pages_page_deux_niveaux` says."""
        super().clean()
        if self.parent_id and self.pk and self.enfants.exists():
            raise ValidationError({"parent": "D’autres pages sont rangées sous celle-ci : déplacez-les d’abord."})
        if self.parent_id and self.parent.parent_id:
            raise ValidationError({"parent": "Choisissez une page du premier niveau."})

    def get_absolute_url(self):
        if self.parent_id:
            return reverse("pages:sous_page", kwargs={"parent": self.parent.slug, "slug": self.slug})
        return reverse("pages:page", kwargs={"slug": self.slug})

    @property
    def libelle_menu(self):
        """What the menu says."""
        return self.titre_menu or self.titre


class PartenaireQuerySet(models.QuerySet):
    def affiches(self):
        """Keep those that the foot of every page shows."""
        return self.filter(affiche=True)


class Partenaire(models.Model):
    """Who supports Cités Unies France: a mark at the foot of every page, or a name where it has none."""

    nom = models.CharField(max_length=100, unique=True, error_messages={"unique": "Ce partenaire est déjà dans la liste."})
    image = models.ForeignKey(
        "mediatheque.Image",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="logo",
        help_text="Sur fond clair ou transparent, sans marge. Sans logo, le nom est écrit.",
    )
    lien = AdresseWeb("site internet", blank=True)
    ordre = models.PositiveSmallIntegerField(
        default=0, help_text="Le partenaire 1 vient avant le 2 ; à égalité, par ordre alphabétique."
    )
    affiche = models.BooleanField("affiché en pied de page", default=True)

    objects = PartenaireQuerySet.as_manager()

    class Meta:
        verbose_name = "partenaire"
        ordering = ["ordre", tri("nom"), "pk"]

    def __str__(self):
        return self.nom
