import gzip
import shutil
import tarfile
from pathlib import Path

import pytest

from reprise_spip.sources import ouvrir

DONNEES = Path(__file__).parent / "donnees"


@pytest.fixture(scope="session")
def petit_sqlite(tmp_path_factory):
    """Return the path of the small site, as an SQLite file."""
    chemin = tmp_path_factory.mktemp("spip") / "petit.sqlite"
    with gzip.open(DONNEES / "petit.sqlite.gz") as lu, chemin.open("wb") as ecrit:
        shutil.copyfileobj(lu, ecrit)
    return chemin


@pytest.fixture(scope="session")
def img(tmp_path_factory):
    """Return the folder IMG of the small site."""
    dossier = tmp_path_factory.mktemp("img")
    with tarfile.open(DONNEES / "petit-IMG.tar.gz") as archive:
        archive.extractall(dossier, filter="data")
    return dossier / "IMG"


@pytest.fixture
def petit(petit_sqlite):
    """Return the small site, open."""
    with ouvrir(str(petit_sqlite)) as base:
        yield base
