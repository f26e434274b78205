from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from redaction.models import Contenu, ContenuQuerySet
from redaction.recherche import VECTEURS
from socle.champs import AdresseWeb, DateDeModification
from socle.contraintes import choix_connus
from socle.fonctions import tri
from socle.langues import ANGLAIS, FRANCAIS

ACCUEIL_ANGLAIS = "en"
"""Address of the first page in English, under which the others are filed: around them header and foot are in English."""


class PageQuerySet(ContenuQuerySet):
    def pour_adresse(self):
        """Load no more than the address of each row."""
        return self.select_related("parent").only("slug", "parent__slug")

    def versions_pour(self, lecteur, page):
        """Keep what says `page` in another language and is online for `lecteur`: its French page, or its other versions."""
        autres = Q(original=page.pk)
        if page.original_id:
            autres |= Q(pk=page.original_id, langue=FRANCAIS) | Q(original=page.original_id)
        return self.en_ligne_pour(lecteur).filter(autres).exclude(pk=page.pk).avec_parent()

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
            "depuis le plan du site ou depuis sa page mère. Le menu principal des pages en anglais montre celles qui sont en "
            "anglais, celui des autres pages les autres."
        ),
    )
    langue = models.CharField(max_length=2, choices=Langue, default=Langue.FR, help_text="Celle de toute la page, titre compris.")
    original = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="versions",
        limit_choices_to={"langue": "fr"},
        verbose_name="version française",
        help_text="La page en français que celle-ci dit dans une autre langue : chacune mène alors à l’autre.",
    )
    relue_le = models.DateField(
        "relue le",
        null=True,
        blank=True,
        help_text="Le jour où quelqu’un a vérifié que tout y est vrai. La page le dit, à la place du jour de sa mise à jour.",
    )
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
            models.CheckConstraint(
                condition=~Q(slug=ACCUEIL_ANGLAIS, parent=None) | Q(langue=ANGLAIS),
                name="pages_page_accueil_anglais",
                violation_error_code="langue",
                violation_error_message="L’adresse « en » est celle de la première page en anglais.",
            ),
            models.CheckConstraint(
                condition=Q(original=None) | ~Q(langue="fr"),
                name="pages_page_version_d_une_autre_langue",
                violation_error_code="original",
                violation_error_message="Une page en français n’est pas la version d’une autre.",
            ),
            models.UniqueConstraint(
                fields=["original", "langue"],
                name="pages_page_version_unique",
                violation_error_message="Cette page en français a déjà une version dans cette langue.",
            ),
        ]

    def clean(self):
        """Say in the form what the trigger `pages_page_deux_niveaux` says."""
        super().clean()
        if self.parent_id and self.pk and self.enfants.exists():
            raise ValidationError({"parent": "D’autres pages sont rangées sous celle-ci : déplacez-les d’abord."})
        if self.parent_id and self.parent.parent_id:
            raise ValidationError({"parent": "Choisissez une page du premier niveau."})
        if self.parent_id and self.parent.slug == ACCUEIL_ANGLAIS and self.langue != ANGLAIS:
            raise ValidationError({"langue": "Une page rangée sous les pages en anglais est en anglais."})
        if self.original_id and self.original.langue != FRANCAIS:
            raise ValidationError({"original": "Choisissez une page en français."})

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


class AccueilQuerySet(models.QuerySet):
    def en_alerte(self):
        """Keep the row when an alert is to be shown today in Paris."""
        return self.exclude(alerte="").filter(Q(alerte_jusqu_au=None) | Q(alerte_jusqu_au__gte=timezone.localdate()))


class Accueil(models.Model):
    """What staff decide of the home page, in one row: its first words, and the alert that stands above every page."""

    class Alerte(models.TextChoices):
        """What an alert is about: its colour and its first word."""

        INFORMATION = "information", "information"
        CRISE = "crise", "crise"
        DEMENTI = "dementi", "démenti"

    titre = models.CharField(max_length=120, default="Les collectivités françaises coopèrent avec le monde entier")
    chapo = models.CharField(
        "introduction",
        max_length=300,
        blank=True,
        default="Leurs partenariats, leurs rencontres, leur solidarité : cherchez, tout est là.",
    )
    alerte = models.CharField(
        max_length=200,
        blank=True,
        help_text="Une phrase, en haut de toutes les pages du site. Sans texte, pas de bandeau.",
    )
    alerte_genre = models.CharField("nature", max_length=15, choices=Alerte, default=Alerte.INFORMATION)
    alerte_lien = AdresseWeb("page à lire", blank=True, help_text="L’adresse de l’article qui en dit plus.")
    alerte_jusqu_au = models.DateField(
        "affichée jusqu’au",
        null=True,
        blank=True,
        help_text="Ce jour compris. Sans date, jusqu’à ce que vous l’effaciez.",
    )
    modifie_le = DateDeModification("modifiée le")

    objects = AccueilQuerySet.as_manager()

    @choix_connus(alerte_genre=Alerte)
    class Meta:
        verbose_name = "page d’accueil"
        verbose_name_plural = "page d’accueil"
        constraints = [models.CheckConstraint(condition=Q(pk=1), name="pages_accueil_une_seule")]

    def __str__(self):
        return "Page d’accueil"

    def get_absolute_url(self):
        return reverse("accueil")


class MiseEnAvantQuerySet(models.QuerySet):
    def en_cours(self):
        """Keep what is put forward today in Paris, in its order."""
        return self.filter(Q(jusqu_au=None) | Q(jusqu_au__gte=timezone.localdate())).order_by("rang", "pk")


class MiseEnAvant(models.Model):
    """A content that the home page shows before the latest news: the first one leads."""

    accueil = models.ForeignKey(Accueil, models.CASCADE, related_name="mises_en_avant")
    rang = models.PositiveSmallIntegerField("place", default=1, help_text="La première ouvre la page.")
    # As `redaction.choix_contenu.cle_de` writes it: any kind of content, those to come included.
    cle = models.CharField("contenu", max_length=40)
    jusqu_au = models.DateField("jusqu’au", null=True, blank=True, help_text="Ce jour compris ; sans date, sans fin.")

    objects = MiseEnAvantQuerySet.as_manager()

    class Meta:
        verbose_name = "mise en avant"
        verbose_name_plural = "mises en avant"
        ordering = ["rang", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["accueil", "cle"],
                name="pages_miseenavant_une_fois",
                violation_error_message="Ce contenu est déjà mis en avant.",
            )
        ]

    def __str__(self):
        return f"{self.rang}. {self.cle}"
