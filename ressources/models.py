from urllib.parse import urlsplit

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from mediatheque.transcriptions import repliques
from redaction.models import Contenu, ContenuQuerySet
from redaction.publication import index_de_choix, index_en_ligne
from redaction.recherche import colonne_de_recherche
from redaction.sujets import AvecSujetsQuerySet
from socle.champs import AdresseWeb
from socle.contraintes import choix_connus, nombre_borne
from socle.nombres import montant


class PublicationQuerySet(AvecSujetsQuerySet, ContenuQuerySet):
    def pour_carte(self):
        """Load what a card shows."""
        return super().pour_carte().prefetch_related("pays", "themes")


class Publication(Contenu):
    """A directory, a country file, a capitalisation: a work with editions. Its digital copy is one of its documents."""

    class Genre(models.TextChoices):
        REPERTOIRE = "repertoire", "répertoire"
        DOSSIER_PAYS = "dossier-pays", "dossier pays"
        CAPITALISATION = "capitalisation", "capitalisation"
        PLAQUETTE = "plaquette", "plaquette"

    genre = models.CharField("type", max_length=20, choices=Genre, default=Genre.REPERTOIRE)
    edition = models.CharField("édition", max_length=80, blank=True, help_text="« 1ʳᵉ édition, septembre 2024 ».")
    parue_le = models.DateField("parue le", help_text="Premier jour du mois quand le jour n’est pas connu.")
    remplace = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="remplacee_par", verbose_name="remplace l’édition"
    )
    pages = models.PositiveIntegerField("nombre de pages", null=True, blank=True)
    partenariats_recenses = models.PositiveIntegerField("partenariats recensés", null=True, blank=True)
    papier = models.BooleanField("existe sur papier", default=False)
    numerique = models.BooleanField("existe en numérique", default=True)
    prix = models.DecimalField("prix public, en euros", max_digits=7, decimal_places=2, null=True, blank=True)
    gratuit_adherents = models.BooleanField("numérique gratuit pour les adhérents", default=True)
    pays = models.ManyToManyField("territoires.Pays", blank=True, related_name="publications")
    themes = models.ManyToManyField("territoires.Theme", blank=True, related_name="publications", verbose_name="thèmes")
    groupes = models.ManyToManyField("groupes_pays.Groupe", blank=True, related_name="publications")
    recherche = colonne_de_recherche("corps", "edition")

    objects = PublicationQuerySet.as_manager()

    @choix_connus(genre=Genre)
    class Meta(Contenu.Meta):
        verbose_name = "publication"
        ordering = ["-parue_le", "-pk"]
        indexes = [
            *Contenu.Meta.indexes,
            models.Index(fields=["-parue_le", "-id"], name="publication_liste"),
            index_en_ligne("publication", "-parue_le"),
            index_de_choix("publication", "genre"),
        ]
        constraints = [
            *Contenu.Meta.constraints,
            models.CheckConstraint(
                condition=Q(prix=None) | Q(prix__gte=0),
                name="ressources_publication_prix_positif",
                violation_error_message="Un prix n’est pas négatif.",
            ),
            nombre_borne("prix", chiffres=7),
            models.CheckConstraint(
                condition=Q(remplace=None) | ~Q(remplace=F("pk")),
                name="ressources_publication_remplace_autre",
                violation_error_message="Une publication ne se remplace pas elle-même.",
            ),
        ]

    def get_absolute_url(self):
        return reverse("ressources:publication", kwargs={"slug": self.slug})

    @property
    def tarif_numerique(self):
        """What the digital copy costs, and whom, in words; no price known is not a price of nothing."""
        if not self.gratuit_adherents:
            return self._prix_en_clair(inconnu="sur demande")
        if self.prix is None:
            return "gratuite pour les adhérents"
        autres = f"{montant(self.prix)} pour" if self.prix else "comme pour"
        return f"gratuite pour les adhérents, {autres} les autres lecteurs"

    @property
    def tarif_papier(self):
        """What the paper copy costs, the same for all, in words."""
        return self._prix_en_clair(inconnu="tarif communiqué sur demande")

    def _prix_en_clair(self, inconnu):
        if self.prix is None:
            return inconnu
        return montant(self.prix) if self.prix else "gratuite"


class Media(Contenu):
    """A text, a photograph, a sound or a video of the resource centre."""

    class Genre(models.TextChoices):
        TEXTE = "texte", "texte"
        PHOTO = "photo", "photo"
        SON = "son", "son"
        VIDEO = "video", "vidéo"

    genre = models.CharField("type", max_length=10, choices=Genre)
    lien = AdresseWeb(blank=True, help_text="Adresse de la vidéo ou du son chez son hébergeur.")
    transcription = models.TextField(blank=True, help_text="Obligatoire pour un son ou une vidéo (RGAA, thématique 4).")
    pays = models.ManyToManyField("territoires.Pays", blank=True, related_name="medias")
    themes = models.ManyToManyField("territoires.Theme", blank=True, related_name="medias", verbose_name="thèmes")
    recherche = colonne_de_recherche("corps", "transcription")

    TEXTES = ("corps", "transcription")

    objects = PublicationQuerySet.as_manager()

    @choix_connus(genre=Genre)
    class Meta(Contenu.Meta):
        verbose_name = "média"
        ordering = ["-publie_le", "-pk"]
        indexes = [
            *Contenu.Meta.indexes,
            models.Index(fields=["-publie_le", "-id"], name="media_liste"),
            index_en_ligne("media", "-publie_le"),
            index_de_choix("media", "genre"),
        ]
        constraints = [
            *Contenu.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(genre__in=["son", "video"]) | ~Q(transcription=""),
                name="ressources_media_transcription",
                violation_error_message="Un son ou une vidéo s’accompagne de sa transcription.",
            ),
        ]

    def get_absolute_url(self):
        return reverse("ressources:media", kwargs={"slug": self.slug})

    @property
    def repliques(self):
        """The transcript, line by line: who speaks, empty when the line does not say it, and the words."""
        return repliques(self.transcription)

    @property
    def hebergeur(self):
        """The site that hosts the medium, as a link names it: « peertube.fr »; empty without a link."""
        return (urlsplit(self.lien).hostname or "").removeprefix("www.")
