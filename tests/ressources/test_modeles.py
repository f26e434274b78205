"""What the database refuses of a publication and of a media."""

from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from tests.fabriques import MediaFabrique, PublicationFabrique


def test_a_price_is_not_negative(db):
    with pytest.raises(IntegrityError, match="ressources_publication_prix_positif"), transaction.atomic():
        PublicationFabrique(prix=Decimal("-1"))


def test_a_publication_does_not_replace_itself(db):
    publication = PublicationFabrique()
    publication.remplace = publication
    with pytest.raises(IntegrityError, match="ressources_publication_remplace_autre"), transaction.atomic():
        publication.save()


@pytest.mark.parametrize("genre", ["son", "video"])
def test_a_sound_or_a_video_has_its_transcript(genre, db):
    with pytest.raises(IntegrityError, match="ressources_media_transcription"), transaction.atomic():
        MediaFabrique(genre=genre)
    assert MediaFabrique(genre=genre, slug="transcrit", transcription="Bonjour.").pk
