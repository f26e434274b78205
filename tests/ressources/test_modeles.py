"""What the database refuses of a publication and of a media."""

from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from ressources.models import Media
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


@pytest.mark.parametrize(
    ("ligne", "replique"),
    [
        ("Awa Diop : Bonjour.", ("Awa Diop", "Bonjour.")),
        ("Awa Diop\u00a0: Bonjour.", ("Awa Diop", "Bonjour.")),
        ("M. d’Ornano: Bonjour.", ("M. d’Ornano", "Bonjour.")),
        ("Émile de la Tour, adjoint à Nancy : Un mot : merci.", ("Émile de la Tour, adjoint à Nancy", "Un mot : merci.")),
        ("Trois priorités : l’eau, l’école.", ("", "Trois priorités : l’eau, l’école.")),
        ("[Musique : un chant.]", ("", "[Musique : un chant.]")),
        ("Bonjour.", ("", "Bonjour.")),
    ],
)
def test_a_transcript_tells_who_speaks(ligne, replique):
    assert Media(transcription=f"\n{ligne}\r\n\n").repliques == [replique]
