"""The corpus: what is drawn holds the rules of the database, and every kind of page measured on it answers."""

import pytest
from django.db import connection, transaction

from actualites.models import Actualite
from agenda.models import Evenement
from annuaire.models import Collectivite
from appels.models import Appel
from comptes.models import Utilisateur
from demo import mesures
from demo.banc import sortes
from demo.corpus import chargement
from demo.corpus.echelle import Echelle
from fonds_solidarite.models import FondsSolidarite
from pages.models import Page
from redaction.publication import Statut
from ressources.models import Media, Publication
from socle.acces import Acces
from territoires.synchro import importer
from tests.fabriques import ActualiteFabrique

pytestmark = pytest.mark.django_db

PETITE = Echelle(1_000, collectivites=30, partenariats=40, autorites=40, personnes=40, comptes=40, groupes=24, fonds=6)
CONTENUS = (Actualite, Evenement, Appel, Publication, Media, Page)


@pytest.fixture(scope="module")
def corpus(django_db_setup, django_db_blocker, petit_referentiel):
    """A small corpus, for every test of the module; taken back afterwards."""
    with django_db_blocker.unblock(), transaction.atomic():
        importer(petit_referentiel, ecrire=True)
        yield chargement.charger(PETITE)
        transaction.set_rollback(True)


def test_a_corpus_has_the_size_asked_for(corpus):
    assert sum(modele.objects.count() for modele in CONTENUS) == PETITE.contenus
    assert Collectivite.objects.count() == corpus[Collectivite] == PETITE.collectivites


def test_what_is_deferred_is_checked_too(corpus):
    with connection.cursor() as curseur:
        curseur.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_rows_are_those_that_forms_would_accept(corpus):
    """COPY asks the constraints of the database; models say the same in `full_clean`, uniqueness and choices included."""
    for modele in (*CONTENUS, FondsSolidarite, Collectivite):
        for objet in modele.objects.all()[:40]:
            avant = objet.corps if hasattr(objet, "corps") else objet.presentation
            objet.full_clean()
            objet.save()
            objet.refresh_from_db()
            # Rich texts are already as the field would have cleaned them.
            assert (objet.corps if hasattr(objet, "corps") else objet.presentation) == avant


def test_all_the_states_and_levels_are_there(corpus):
    assert set(Actualite.objects.values_list("statut", flat=True)) == {*Statut.values} - {Statut.CORBEILLE}
    assert set(Actualite.objects.values_list("acces", flat=True)) == set(Acces.values)
    publics = Actualite.objects.filter(acces=Acces.PUBLIC).count() / PETITE.actualites
    assert 0.7 < publics < 0.9
    assert Evenement.objects.a_venir().exists() and Evenement.objects.passes().exists()


def test_the_next_row_takes_a_free_key(corpus):
    with transaction.atomic():
        assert ActualiteFabrique().pk > PETITE.actualites
        transaction.set_rollback(True)


def test_no_password_opens_an_account(corpus):
    assert not any(compte.has_usable_password() for compte in Utilisateur.objects.all())
    assert all(compte.courriel.endswith("@exemple.test") for compte in Utilisateur.objects.all())


def test_every_kind_of_page_answers(corpus):
    with mesures.journal_muet():
        for sorte in sortes.toutes():
            if "page 50" in sorte.nom:
                continue
            statut, _ = mesures.ouvrir(mesures.client_de(sortes.lecteur(sorte.lecteur)), sorte.adresse())
            # Some lists of the back office have no way to add, some forms are not even an administrator's.
            assert statut == 200 or (statut == 403 and sorte.nom.startswith("gestion")), (sorte.nom, sorte.lecteur, statut)
