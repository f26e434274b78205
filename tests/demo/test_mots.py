"""The search of the demo: initials find their words, and a mistyped word is put right, from the first minute."""

import pytest
from django.core.management import call_command

from recherche import lexique, moteur
from recherche.models import Synonyme
from recherche.requete import comprendre
from socle.acces import VISITEUR

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]


def trouves(texte):
    return {(un.genre.cle, un.cle) for un in moteur.chercher(comprendre(texte), VISITEUR, {}).lignes}


@pytest.mark.parametrize(
    ("sigle", "mots"),
    [("AICT", "action internationale des collectivités territoriales"), ("coop dec", "coopération décentralisée")],
)
def test_initials_find_what_their_words_find(sigle, mots):
    assert trouves(mots)
    assert trouves(sigle) == trouves(mots)


@pytest.mark.parametrize("sigle", ["AICT", "coop dec", "ODD", "GTF", "DCOL", "APD", "EPCI", "AFD"])
def test_the_initials_of_the_field_are_known(sigle):
    assert len(comprendre(sigle).termes) == 1
    assert len(comprendre(sigle).termes[0].suites) > 1


def test_a_mistyped_word_is_put_right():
    assert lexique.corriger(comprendre("madagasar")) == "madagascar"


def test_what_staff_changed_is_kept():
    Synonyme.objects.filter(expressions__startswith="EPCI").update(expressions="EPCI\nmétropole")
    Synonyme.objects.filter(expressions__startswith="GTF").delete()
    call_command("charger_demo", verbosity=0)
    assert Synonyme.objects.get(expressions__startswith="EPCI").expressions == "EPCI\nmétropole"
    assert Synonyme.objects.filter(expressions__startswith="GTF").exists()
