"""The forms in which the same site is handed over give the same portal."""

import re

import pytest
from django.db import transaction

from reprise_spip.lecture import Site
from reprise_spip.models import Correspondance
from reprise_spip.moteur.reprise import Reprise
from reprise_spip.sources import ouvrir
from tests.reprise_spip.conftest import DONNEES

# Without the dates of change: each form was saved at a moment of its own.
CHAMPS = ("titre", "slug", "surtitre", "sous_titre", "chapo", "corps", "statut", "publie_le")


def repris(chemin):
    """Return what each article becomes, its references without the keys that a run draws; nothing stays written."""
    with ouvrir(str(chemin)) as base, transaction.atomic():
        Reprise(Site(base), ecrire=True).lancer()
        lignes = {
            une.id_spip: [re.sub(r"(?<=:)\d+(?=\")", "", str(getattr(une.objet, champ))) for champ in CHAMPS]
            for une in Correspondance.objects.prefetch_related("objet")
        }
        transaction.set_rollback(True)
    return lignes


@pytest.mark.django_db
@pytest.mark.parametrize("forme", ["petit-sauvegarde-spip.sqlite.gz", "petit.sql.gz"])
def test_another_form_gives_the_same_articles(forme, petit_sqlite):
    attendus = repris(petit_sqlite)
    assert len(attendus) == 271
    assert repris(DONNEES / forme) == attendus
