import gzip

import pytest

from territoires.lecture import ErreurReferentiel, empreinte_de, lire


def test_rows_are_read_as_dictionaries(fichier):
    referentiel = lire(fichier())
    assert referentiel.millesime == 2026
    assert referentiel.tables["communes"][0] == {
        "insee": "2A004",
        "siren": "212000046",
        "nom": "Ajaccio",
        "population": 76320,
        "codes_postaux": ["20000", "20090"],
        "departement_id": "2A",
        "epci_id": None,
        "latitude": 41.92,
        "longitude": 8.7,
    }


def test_the_digest_follows_the_content(fichier, communes):
    premiere = empreinte_de(fichier())
    assert lire(fichier()).empreinte == premiere
    communes["2A004"][3] = 1
    assert empreinte_de(fichier()) != premiere


def test_a_missing_file(tmp_path):
    with pytest.raises(ErreurReferentiel, match="introuvable"):
        lire(tmp_path / "absent.json.gz")
    with pytest.raises(ErreurReferentiel, match="introuvable"):
        empreinte_de(tmp_path / "absent.json.gz")


@pytest.mark.parametrize("coupe", [5, 40, -1, -20])
def test_a_truncated_archive(fichier, coupe):
    chemin = fichier()
    chemin.write_bytes(chemin.read_bytes()[:coupe])
    with pytest.raises(ErreurReferentiel, match="tronquée"):
        lire(chemin)


def test_a_damaged_archive(fichier):
    chemin = fichier()
    octets = bytearray(chemin.read_bytes())
    octets[len(octets) // 2] ^= 0xFF
    chemin.write_bytes(octets)
    with pytest.raises(ErreurReferentiel, match="abîmée"):
        lire(chemin)


@pytest.mark.parametrize("texte", ['{"format": 1,', "", "insee;nom"])
def test_what_is_not_json(fichier, texte):
    with pytest.raises(ErreurReferentiel, match="JSON"):
        lire(fichier(texte))


@pytest.mark.parametrize("texte", ["[]", "{}", '{"format": 2, "millesime": 2026}', '{"format": 1, "millesime": "2026"}'])
def test_another_format(fichier, texte):
    with pytest.raises(ErreurReferentiel, match="format"):
        lire(fichier(texte))


def test_a_text_that_is_not_utf8(tmp_path):
    chemin = tmp_path / "latin1.json.gz"
    chemin.write_bytes(gzip.compress('{"source": "é"}'.encode("latin-1")))
    with pytest.raises(ErreurReferentiel, match="JSON"):
        lire(chemin)


def test_a_missing_table(fichier, contenu):
    del contenu["tables"]["epci"]
    with pytest.raises(ErreurReferentiel, match="« epci » manque"):
        lire(fichier())


def test_an_empty_table_would_mark_everything_obsolete(fichier, contenu):
    contenu["tables"]["communes"]["lignes"] = []
    with pytest.raises(ErreurReferentiel, match="« communes » est vide"):
        lire(fichier())


def test_a_missing_column(fichier, contenu):
    contenu["tables"]["communes"]["colonnes"][1] = "sirene"
    with pytest.raises(ErreurReferentiel, match="« communes » la colonne « siren »"):
        lire(fichier())


@pytest.mark.parametrize("ligne", [["01002"], 3, ["01002", None, "Ambronay", 1, [], None, None, "de trop"]])
def test_a_row_of_the_wrong_length(fichier, contenu, ligne):
    contenu["tables"]["communes"]["lignes"].append(ligne)
    with pytest.raises(ErreurReferentiel, match="nombre de valeurs"):
        lire(fichier())


def test_a_repeated_key(fichier, communes):
    communes["01053"][0] = "01001"
    with pytest.raises(ErreurReferentiel, match="« 01001 » figure deux fois"):
        lire(fichier())


def test_a_repeated_siren(fichier, communes):
    communes["01053"][1] = communes["01001"][1]
    with pytest.raises(ErreurReferentiel, match="« 210100012 » figure deux fois"):
        lire(fichier())


@pytest.mark.parametrize("cle", [None, "", ["01001"]])
def test_a_key_that_is_none(fichier, communes, cle):
    communes["01053"][0] = cle
    with pytest.raises(ErreurReferentiel, match="« insee »"):
        lire(fichier())


@pytest.mark.parametrize("nom", [None, " ", 3])
def test_a_row_without_a_name(fichier, communes, nom):
    communes["01053"][2] = nom
    with pytest.raises(ErreurReferentiel, match="« 01053 » .communes. n’a pas de nom"):
        lire(fichier())


@pytest.mark.parametrize("nom", ["???", "’", "日本"])
def test_a_name_that_makes_no_address(fichier, communes, nom):
    communes["01053"][2] = nom
    with pytest.raises(ErreurReferentiel, match="ne donne pas d’adresse"):
        lire(fichier())


def test_a_siren_of_the_wrong_shape(fichier, communes):
    communes["01053"][1] = ["210100533"]
    with pytest.raises(ErreurReferentiel, match="mal formée"):
        lire(fichier())


@pytest.mark.parametrize(("rang", "valeur"), [(5, "99"), (6, "000000000"), (5, ["01"])])
def test_a_reference_to_nothing(fichier, communes, rang, valeur):
    communes["01053"][rang] = valeur
    with pytest.raises(ErreurReferentiel, match="« 01053 » .communes. renvoie à"):
        lire(fichier())


@pytest.mark.parametrize("codes", [["010000"], ["0100"], ["0100A"], [1000], [{"a": 1}], "01000", 1000, None, {"01000": 1}])
def test_a_postcode_of_the_wrong_shape(fichier, communes, codes):
    communes["01053"][4] = codes
    with pytest.raises(ErreurReferentiel, match="« 01053 » .communes. a un code postal mal formé"):
        lire(fichier())
