"""Loading a corpus: the same every time, refused where it has no place, and all or nothing."""

from dataclasses import replace

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from actualites.models import Actualite
from agenda.models import Evenement
from comptes.models import Utilisateur
from demo.corpus import chargement, matiere
from demo.corpus.echelle import Echelle
from demo.erreurs import ErreurDemo
from territoires.synchro import importer
from tests.fabriques import ActualiteFabrique

PETITE = Echelle(150, collectivites=20, partenariats=10, autorites=10, personnes=10, comptes=30, groupes=16, fonds=4)


@pytest.fixture
def referentiel(db, petit_referentiel):
    importer(petit_referentiel, ecrire=True)


def tirer(echelle=PETITE, **options):
    """Load a corpus, take it back, and return what was drawn for each content, oldest key first."""
    with transaction.atomic():
        chargement.charger(echelle, **options)
        tires = {
            modele: list(modele.objects.order_by("pk").values_list("pk", "slug", "chapo", "corps", "statut", "acces", "genre"))
            for modele in (Actualite, Evenement)
        }
        transaction.set_rollback(True)
    return tires


def test_the_same_seed_writes_the_same_rows(referentiel):
    assert tirer() == tirer()


def test_another_seed_writes_others(referentiel):
    assert tirer() != tirer(graine=1)


def test_a_small_corpus_is_the_beginning_of_a_larger_one(referentiel):
    """So that a page is measured on the same content at each size."""
    petite, grande = tirer(), tirer(replace(PETITE, contenus=300))
    for modele, tires in petite.items():
        assert len(grande[modele]) > len(tires) > 10
        assert grande[modele][: len(tires)] == tires


def test_it_is_refused_in_production(referentiel, settings):
    settings.PRODUCTION = True
    with pytest.raises(CommandError, match="production"):
        call_command("charger_corpus", 150)
    assert not Utilisateur.objects.exists()


def test_it_is_refused_where_there_is_something_already(referentiel):
    actualite = ActualiteFabrique()
    with pytest.raises(ErreurDemo, match="pas vide"):
        chargement.charger(PETITE)
    assert list(Actualite.objects.all()) == [actualite]


def test_it_is_refused_without_the_referentiel(db):
    with pytest.raises(ErreurDemo, match="référentiel"):
        chargement.charger(PETITE)


def test_a_loading_cut_short_has_written_nothing(referentiel, monkeypatch):
    def couper(*arguments):
        assert Actualite.objects.exists(), "the cut comes too early to prove anything"
        raise KeyboardInterrupt

    monkeypatch.setattr(matiere, "ecrire_traces", couper)
    with pytest.raises(KeyboardInterrupt):
        chargement.charger(PETITE)
    assert not Actualite.objects.exists()
    assert not Utilisateur.objects.exists()
