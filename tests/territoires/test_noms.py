import pytest

from territoires.noms import adresse


@pytest.mark.parametrize(
    ("nom", "attendu"),
    [
        ("Aix-en-Provence", "aix-en-provence"),
        ("L’Abergement-Clémenciat", "l-abergement-clemenciat"),
        ("L'Haÿ-les-Roses", "l-hay-les-roses"),
        ("Œuilly", "oeuilly"),
        ("Côte d’Ivoire", "cote-d-ivoire"),
    ],
)
def test_addresses(nom, attendu):
    assert adresse(nom) == attendu
