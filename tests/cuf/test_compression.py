import gzip

import pytest
from django.http import FileResponse, HttpResponse
from django.test import RequestFactory

from cuf.compression import CompressionMiddleware

LONG = "Coopération décentralisée. " * 40


def reponse(reponse, accepte="gzip, br"):
    requete = RequestFactory().get("/", headers={"Accept-Encoding": accepte})
    return CompressionMiddleware(lambda requete: reponse)(requete)


@pytest.mark.parametrize(
    "nature", ["text/html; charset=utf-8", "text/calendar", "application/rss+xml; charset=utf-8", "application/xml"]
)
def test_text_is_compressed(nature):
    recue = reponse(HttpResponse(LONG, content_type=nature))
    assert recue["Content-Encoding"] == "gzip"
    assert gzip.decompress(recue.content).decode() == LONG
    assert len(recue.content) == int(recue["Content-Length"]) < len(LONG) / 4


def test_a_browser_that_does_not_ask_gets_it_plain():
    assert reponse(HttpResponse(LONG), accepte="identity").content.decode() == LONG


@pytest.mark.parametrize("nature", ["image/webp", "application/pdf"])
def test_pictures_and_documents_are_left_as_they_are(nature):
    assert "Content-Encoding" not in reponse(HttpResponse(LONG, content_type=nature))


@pytest.mark.django_db  # closing the file ends the request, which looks at the connection
def test_a_file_keeps_its_length(tmp_path):
    chemin = tmp_path / "compte-rendu.txt"
    chemin.write_text(LONG)
    recue = reponse(FileResponse(chemin.open("rb"), content_type="text/plain"))
    assert "Content-Encoding" not in recue
    assert int(recue["Content-Length"]) == chemin.stat().st_size
    recue.close()


def test_the_site_compresses_its_pages(settings):
    assert "cuf.compression.CompressionMiddleware" in settings.MIDDLEWARE
