"""A confidential event shows no minutes, whatever became of its documents."""

from mediatheque.models import Document
from tests.fabriques import DocumentFabrique, EvenementFabrique
from tests.lecture_html import sur_une_ligne


def test_a_document_that_becomes_minutes_leaves_the_page(visiteur, db):
    programme, releve = DocumentFabrique(titre="Programme"), DocumentFabrique(titre="Relevé")
    evenement = EvenementFabrique(confidentiel=True, documents=[programme, releve])
    assert "Relevé" in sur_une_ligne(visiteur.get(evenement.get_absolute_url()).text)
    Document.objects.filter(pk=releve.pk).update(nature=Document.Nature.COMPTE_RENDU)
    html = sur_une_ligne(visiteur.get(evenement.get_absolute_url()).text)
    assert "Programme" in html
    assert "Relevé" not in html
