from django.db import models


class Illustre(models.Model):
    """Abstract: something shown with a picture of the media library, or a drawn cover."""

    image = models.ForeignKey(
        "mediatheque.Image",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text=(
            "Sans elle : la carte du pays s’il n’y en a qu’un, sinon le titre seul ; "
            "pour une publication, une couverture dessinée."
        ),
    )

    class Meta:
        abstract = True
