"""The dashboard tells of the new versions kept beside what is online: one's own, in each state, and those to review."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from groupes_pays.models import Perimetre
from pages.attentes import attentes
from redaction.models import Retouche
from redaction.publication import Statut
from tests.fabriques import ActualiteFabrique, EvenementFabrique

A_RELIRE = "Nouvelles versions à relire"
MIENNES = "Mes nouvelles versions, pas encore en ligne"


def retouche(auteur, contenu=None, **champs):
    """Keep a new version of a content, as its form does."""
    return Retouche.objects.create(objet=contenu or ActualiteFabrique(), auteur=auteur, donnees={}, **champs)


def dites(utilisateur, titre):
    """Return what the dashboard says under this title."""
    return [(un.libelle, un.note, un.marque) for une in attentes(utilisateur) if une.titre == titre for un in une.objets]


def test_who_publishes_finds_those_to_review(editrice, redactrice):
    une, autre = ActualiteFabrique(titre="Une actualité"), EvenementFabrique(titre="Une réunion")
    retouche(redactrice, une, etat="a_relire")
    retouche(redactrice, autre, etat="a_relire")
    retouche(redactrice, etat="en_chantier")
    assert [libelle for libelle, *_ in dites(editrice, A_RELIRE)] == ["Une actualité", "Une réunion"]
    assert dites(editrice, A_RELIRE)[0][1].startswith(f"par {redactrice}, depuis le ")
    assert dites(redactrice, A_RELIRE) == []


def test_a_perimeter_bounds_them(editrice, redactrice, japon, armenie):
    Perimetre.objects.create(utilisateur=editrice).pays.add(japon)
    retouche(redactrice, ActualiteFabrique(titre="Au Japon", pays=[japon]), etat="a_relire")
    retouche(redactrice, ActualiteFabrique(titre="En Arménie", pays=[armenie]), etat="a_relire")
    assert [libelle for libelle, *_ in dites(editrice, A_RELIRE)] == ["Au Japon"]


@pytest.mark.parametrize(
    ("etat", "champs", "note", "marque"),
    [
        ("en_chantier", {}, "enregistrée le", ""),
        ("a_relire", {}, "soumise le", "en relecture"),
        ("renvoyee", {}, "renvoyée le", "à reprendre"),
        ("programmee", {"en_ligne_le": timezone.now() + timedelta(days=2)}, "en ligne le", "programmée"),
        ("en_chantier", {"echec": "Le titre manque."}, "n’a pas pu paraître", "à corriger"),
    ],
)
def test_a_writer_finds_their_own(redactrice, editrice, etat, champs, note, marque):
    retouche(redactrice, ActualiteFabrique(titre="La mienne"), etat=etat, **champs)
    [(libelle, dite, vue)] = dites(redactrice, MIENNES)
    assert (libelle, vue) == ("La mienne", marque) and dite.startswith(note)
    assert dites(editrice, MIENNES) == []


def test_what_left_the_site_awaits_nobody(redactrice):
    retouche(redactrice, ActualiteFabrique(statut=Statut.CORBEILLE))
    assert dites(redactrice, MIENNES) == []


def test_more_of_them_cost_the_same_queries(redactrice):
    def compter():
        with CaptureQueriesContext(connection) as requetes:
            attentes(redactrice)
        return len(requetes)

    retouche(redactrice)
    attentes(redactrice)  # content types are read once
    une = compter()
    for _ in range(5):
        retouche(redactrice)
    assert compter() == une
