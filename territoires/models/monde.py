from django.db import models
from django.urls import reverse

from redaction.recherche import CleDuTitre
from socle.contraintes import choix_connus
from socle.fonctions import tri
from territoires import reperes
from territoires.models.base import Referentiel, ReferentielQuerySet, Situe, contraintes_point

FRANCE = (
    "FR", "BL", "GF", "GP", "MF", "MQ", "NC", "PF", "PM", "RE", "TF", "WF", "YT",
)  # fmt: skip
"""ISO codes of France and of its overseas territories, which ISO 3166 lists as if they were countries."""

VOYELLES = "AEIOUYÂÀÄÉÈÊËÎÏÔÖÙÛÜ"


class PaysQuerySet(ReferentielQuerySet):
    def etrangers(self):
        """Return the countries other than France and its overseas territories: those a cooperation may aim at."""
        return self.exclude(pk__in=FRANCE)

    def critere(self, mot):
        return super().critere(mot) | models.Q(alpha2=mot.upper()) | models.Q(alpha3=mot.upper())


class Pays(Situe, Referentiel):
    """A country or territory of ISO 3166-1, with its usual French name; Kosovo has the user-assigned code XK."""

    class RegionMonde(models.TextChoices):
        AFRIQUE = "afrique", "Afrique"
        AMERIQUES = "ameriques", "Amériques et Caraïbes"
        ASIE = "asie", "Asie"
        EUROPE = "europe", "Europe et Caucase"
        OCEANIE = "oceanie", "Océanie"
        PROCHE_MOYEN_ORIENT = "proche_moyen_orient", "Proche et Moyen-Orient"
        ANTARCTIQUE = "antarctique", "Antarctique"

    class Article(models.TextChoices):
        AUCUN = "", "aucun"
        LE = "le", "le"
        LA = "la", "la"
        L = "l’", "l’"
        LES = "les", "les"

    class Preposition(models.TextChoices):
        A = "à", "à"
        A_L = "à l’", "à l’"
        A_LA = "à la", "à la"
        AU = "au", "au"
        AUX = "aux", "aux"
        EN = "en", "en"

    alpha2 = models.CharField("code ISO à deux lettres", max_length=2, primary_key=True)
    alpha3 = models.CharField("code ISO à trois lettres", max_length=3, unique=True)
    slug = models.SlugField("adresse", max_length=80, unique=True)
    region_monde = models.CharField("région du monde", max_length=20, choices=RegionMonde)
    eligible_apd = models.BooleanField("éligible à l’aide publique au développement", default=False)
    article = models.CharField(max_length=3, choices=Article, blank=True)
    preposition = models.CharField("préposition", max_length=4, choices=Preposition, default=Preposition.EN)
    nom_anglais = models.CharField("nom en anglais", max_length=150, blank=True)

    objects = PaysQuerySet.as_manager()

    @choix_connus(region_monde=RegionMonde, preposition=Preposition)
    class Meta(Referentiel.Meta):
        verbose_name = "pays"
        verbose_name_plural = "pays"
        constraints = [
            models.CheckConstraint(
                name="pays_codes_iso",
                condition=models.Q(alpha2__regex="^[A-Z]{2}$", alpha3__regex="^[A-Z]{3}$"),
                violation_error_message="Les codes ISO d’un pays comptent deux et trois lettres majuscules.",
            ),
            *contraintes_point("pays"),
        ]
        indexes = [models.Index(CleDuTitre(tri("nom_anglais")), name="pays_nom_anglais")]

    @property
    def avec_article(self):
        """« le Japon », « l’Arménie », « les États-Unis », « Madagascar »."""
        return accoler(self.article, self.nom)

    @property
    def en_pays(self):
        """« au Japon », « en Arménie », « aux États-Unis », « à Madagascar »."""
        return accoler(self.preposition, self.nom)

    @property
    def de_pays(self):
        """« du Japon », « d’Arménie », « de Tunisie », « des États-Unis », « de Madagascar », « d’Haïti »."""
        if self.preposition == self.Preposition.A_LA:
            return f"de la {self.nom}"
        contracte = {self.Article.LE: "du", self.Article.LES: "des"}.get(self.article)
        elide = self.article == self.Article.L or (not self.article and self.nom[0] in VOYELLES) or self.pk == "HT"
        return accoler(contracte or ("d’" if elide else "de"), self.nom)

    @property
    def repere(self):
        """The address of its locator map, which changes with the drawing; empty when nobody knows where the country is."""
        if not reperes.existe(self.pk, self.longitude):
            return ""
        return reverse("territoires:repere", kwargs={"version": reperes.VERSION, "code": self.pk.lower()})


def accoler(mot, nom):
    """Return `mot` before `nom`, without a space after an apostrophe or an empty word."""
    return f"{mot}{nom}" if not mot or mot.endswith("’") else f"{mot} {nom}"
