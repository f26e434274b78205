import pytest


@pytest.fixture
def lire(db, visiteur):
    """Return the function that gives what a visitor reads at an address of data."""

    def lu(chemin, **parametres):
        reponse = visiteur.get(f"/api/v1/{chemin}", parametres)
        assert reponse.status_code == 200, reponse.content
        return reponse.json()

    return lu
