"""What every row of a référentiel shares: a name, its sorting key, and a way out that is not deletion."""

from django.db import models
from django.db.models.functions import Lower

from socle.fonctions import SansAccent, normaliser
from socle.mots import ABREGES, mots_de, rang_du_nom


class ReferentielQuerySet(models.QuerySet):
    """Rows of an official list; a row that left the list is kept, marked obsolete."""

    def actuels(self):
        """Return the rows still in the list: those offered in forms and filters."""
        return self.filter(obsolete=False)

    # What sorts rows equally good for `recherche`, before the order of the model.
    ordre_recherche = ()

    def recherche(self, texte):
        """Return the rows matching every word of `texte`, whatever its accents, case, hyphens and apostrophes; best first.

        A label typed as it is shown finds its row. Only its first words are looked for (`socle.mots.MOTS_MAX`). A name equal to
        `texte`, the code at its end apart, comes before one that starts with it, then the others, by name.
        """
        mots, lignes = mots_de(texte), self
        if not mots:  # signs alone name nothing
            return self.none() if texte.strip("\0 ") else self
        for mot in mots:
            critere = self.critere(mot)
            if entier := ABREGES.get(mot.casefold()):  # official names abbreviate nothing
                critere |= self.critere(entier)
            lignes = lignes.filter(critere)
        if len(mots) > 1 and mots[-1][0].isdigit():
            mots = mots[:-1]
        return lignes.order_by(rang_du_nom("nom", mots), *self.ordre_recherche, *self.model._meta.ordering)

    def critere(self, mot):
        """Return the condition under which a row matches the single word `mot`; rows with a code widen it."""
        return models.Q(nom_tri__contains=normaliser(mot))


def cle_de_tri():
    """Return the generated column that sorts and searches names: « Évry » beside « Evry », « œ » as « oe »."""
    return models.GeneratedField(
        expression=SansAccent(Lower("nom")),
        output_field=models.TextField(),
        db_persist=True,
        verbose_name="clé de tri",
    )


class Situe(models.Model):
    """What has a point on the map, in degrees (WGS 84); `contraintes_point` keeps it whole."""

    latitude = models.FloatField(null=True, blank=True, help_text="En degrés, positive au nord : 43,53.")
    longitude = models.FloatField(null=True, blank=True, help_text="En degrés, positive à l’est : 5,45.")

    class Meta:
        abstract = True


def contraintes_point(nom):
    """Return the constraint of the point of a `Situe`, for the table named `nom`: both degrees or none, on the globe."""
    return [
        models.CheckConstraint(
            name=f"{nom}_point",
            condition=models.Q(latitude=None, longitude=None)
            # Written out: a comparison with NULL is not false, and a CHECK lets it pass.
            | models.Q(latitude__isnull=False, longitude__isnull=False)
            & models.Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
            violation_error_code="latitude",
            violation_error_message="Un point a une latitude (−90 à 90) et une longitude (−180 à 180), ou aucune des deux.",
        )
    ]


class Referentiel(models.Model):
    """A row of an official list. It may leave the list (`obsolete`); it is never deleted, contents point at it."""

    nom = models.CharField(max_length=150)
    nom_tri = cle_de_tri()
    obsolete = models.BooleanField(
        "obsolète",
        default=False,
        help_text="Une ligne obsolète reste sur les pages qui la citent ; elle n’est plus proposée dans les formulaires.",
    )

    objects = ReferentielQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["nom_tri"]

    def __str__(self):
        return self.nom
