"""Documents stay out of search engines, which would keep showing what has since been kept for some."""

import pytest

from tests.fabriques import DocumentFabrique


@pytest.mark.parametrize("acces", ["public", "adherents"])
def test_a_document_is_not_indexed(acces, membre):
    reponse = membre.get(DocumentFabrique(acces=acces).get_absolute_url())
    reponse.close()
    assert reponse.status_code == 200
    assert reponse["X-Robots-Tag"] == "noindex"
