"""Every constraint of ours has a test that names it; those of all the contents are tried here, table by table."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command
from django.utils import timezone

from redaction.publication import Statut
from socle.contraintes import Garde
from tests.fabriques import (
    ActualiteFabrique,
    AppelFabrique,
    EvenementFabrique,
    FondsFabrique,
    MediaFabrique,
    PageFabrique,
    PublicationFabrique,
)
from tests.refus import verifier_le_refus

RACINE = Path(__file__).resolve().parents[1]


@pytest.mark.parametrize(
    ("fabrique", "contrainte"),
    [
        (ActualiteFabrique, "actualites_actualite_publie_date"),
        (AppelFabrique, "appels_appel_publie_date"),
        (EvenementFabrique, "agenda_evenement_publie_date"),
        (FondsFabrique, "fonds_solidarite_fondssolidarite_publie_date"),
        (MediaFabrique, "ressources_media_publie_date"),
        (PageFabrique, "pages_page_publie_date"),
        (PublicationFabrique, "ressources_publication_publie_date"),
    ],
)
def test_what_is_published_has_a_date(fabrique, contrainte, db):
    sans_date = fabrique.build(statut=Statut.PUBLIE, publie_le=None)
    verifier_le_refus(sans_date, contrainte, "porte une date de publication")


@pytest.mark.parametrize(
    ("fabrique", "contrainte"),
    [
        (ActualiteFabrique, "actualites_actualite_retrait_apres"),
        (AppelFabrique, "appels_appel_retrait_apres"),
        (EvenementFabrique, "agenda_evenement_retrait_apres"),
        (FondsFabrique, "fonds_solidarite_fondssolidarite_retrait_apres"),
        (MediaFabrique, "ressources_media_retrait_apres"),
        (PageFabrique, "pages_page_retrait_apres"),
        (PublicationFabrique, "ressources_publication_retrait_apres"),
    ],
)
def test_what_is_published_is_not_withdrawn_before(fabrique, contrainte, db):
    maintenant = timezone.now()
    retire = fabrique.build(publie_le=maintenant, depublie_le=maintenant)
    verifier_le_refus(retire, contrainte, "Le retrait du site vient après la publication")
    retire.depublie_le = maintenant + timedelta(seconds=1)
    retire.save()


def test_the_database_holds_the_rules_as_the_models_write_them(db):
    """A condition of a constraint or of an index changed without its migration would be enforced nowhere."""
    call_command("makemigrations", check_changes=True, dry_run=True, verbosity=0)


def nos_contraintes():
    """Return the names of the constraints of this repository, but for those made by `socle.contraintes`, tried all alike."""
    nos_modeles = (m for m in apps.get_models() if Path(apps.get_app_config(m._meta.app_label).path).parent == RACINE)
    contraintes = (contrainte for modele in nos_modeles for contrainte in modele._meta.constraints)
    return {contrainte.name for contrainte in contraintes if not isinstance(contrainte, Garde)}


def test_every_constraint_is_named_by_a_test():
    noms = nos_contraintes()
    assert len(noms) > 50
    tests = "\n".join(chemin.read_text() for chemin in (RACINE / "tests").rglob("test_*.py"))
    # In quotes, in full: a name that another begins with does not stand for it.
    assert sorted(nom for nom in noms if f'"{nom}"' not in tests) == []
