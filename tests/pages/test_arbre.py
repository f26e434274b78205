"""The editorial pages stand on two levels, whoever writes them."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from pages.models import Page
from tests.fabriques import PageFabrique
from tests.lecture_html import sur_une_ligne


@pytest.fixture
def branche(db):
    """A page of the first level, one filed under it, and one alone."""
    mere = PageFabrique()
    return mere, PageFabrique(parent=mere), PageFabrique()


def test_a_page_with_pages_is_not_filed_under_another(branche):
    mere, _, seule = branche
    mere.parent = seule
    with pytest.raises(ValidationError, match="D’autres pages sont rangées sous celle-ci"):
        mere.clean()
    with pytest.raises(IntegrityError, match="deux niveaux"), transaction.atomic():
        mere.save()


def test_a_page_of_the_second_level_receives_none(branche):
    _, fille, seule = branche
    seule.parent = fille
    with pytest.raises(ValidationError, match="premier niveau"):
        seule.clean()
    with pytest.raises(IntegrityError, match="deux niveaux"), transaction.atomic():
        Page.objects.filter(pk=seule.pk).update(parent=fille)


def test_a_page_moves_between_the_levels(branche):
    mere, fille, seule = branche
    for parent in (seule, None, mere):
        fille.parent = parent
        fille.clean()
        fille.save()
    assert Page.objects.get(pk=fille.pk).parent == mere


def test_the_list_of_the_back_office_is_the_tree(client_editrice):
    """Menu by menu, then by rank; each page right before those filed under it, which are set back."""
    mentions = PageFabrique(titre="Mentions légales", menu="pied", ordre=1)
    seule = PageFabrique(titre="À part", ordre=0)
    adherer = PageFabrique(titre="Adhérer", menu="principal", ordre=2)
    qui = PageFabrique(titre="Qui sommes-nous", menu="principal", ordre=1)
    jumelle = PageFabrique(titre="Quoi", menu="principal", ordre=1)
    equipe = PageFabrique(titre="Équipe", parent=qui, ordre=2)
    gouvernance = PageFabrique(titre="Gouvernance", parent=qui, ordre=1, menu="pied")
    archives = PageFabrique(titre="Archives", parent=qui, ordre=2)
    page = client_editrice.get("/admin/pages/page/")
    attendues = [qui, gouvernance, archives, equipe, jumelle, adherer, mentions, seule]
    assert list(page.context["cl"].result_list) == attendues
    assert ">—\u00a0Gouvernance</a>" in sur_une_ligne(page.text)
    assert ">Qui sommes-nous</a>" in sur_une_ligne(page.text)
    assert "ces pages ne se modifient pas ici" in sur_une_ligne(page.text)


def test_the_form_of_a_page_says_what_places_it(client_editrice):
    texte = sur_une_ligne(client_editrice.get("/admin/pages/page/add/").text)
    assert "Où chaque page du site montre un lien vers celle-ci." in texte
    assert "la page 1 vient avant la page 2" in texte
