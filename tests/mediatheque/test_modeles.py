"""What the database refuses of a picture, and what the form then says."""

import pytest
from django.core.exceptions import ValidationError

from mediatheque.models import Image
from tests.refus import refuse_par_la_base


@pytest.mark.parametrize("axe", ["focal_x", "focal_y"])
def test_a_focal_point_is_inside_the_picture(axe, db):
    fichier = {"fichier": "images/00/essai-10x10.webp", "largeur": 10, "hauteur": 10}
    Image.objects.create(**fichier, **{axe: 100})
    image = Image(**fichier, **{axe: 101})
    with pytest.raises(ValidationError, match="de 0 à 100"):
        image.validate_constraints()
    with refuse_par_la_base("mediatheque_image_focal_pourcent"):
        image.save()
