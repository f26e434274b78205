"""The browser files copied from npm are the ones the lock names, untouched."""

import base64
import hashlib
import json
import shutil
from pathlib import Path

import pytest

RACINE = Path(__file__).resolve().parent.parent
DOSSIERS = ("static/vendor", "tests/vendor")
EMPREINTES = "static/vendor/EMPREINTES.json"


def ecarts(racine: Path) -> list[str]:
    """List, in French, what differs between package.json, its lock, the hashes and the copies."""
    projet, verrou, empreintes = (
        json.loads((racine / nom).read_text(encoding="utf-8")) for nom in ("package.json", "package-lock.json", EMPREINTES)
    )
    trouves = []
    voulues = {**projet["dependencies"], **projet["devDependencies"]}
    attendus = {}
    for paquet, fichiers in projet["copies"].items():
        fiche = verrou["packages"].get(f"node_modules/{paquet}", {})
        if voulues.get(paquet) != fiche.get("version"):
            trouves.append(f"{paquet} : package.json et package-lock.json diffèrent")
        for origine, destination in fichiers.items():
            attendus[destination] = (paquet, origine, fiche.get("version"), fiche.get("integrity"))
    for destination, attendu in attendus.items():
        note = empreintes.get(destination)
        if note is None:
            trouves.append(f"{destination} : pas d’empreinte")
            continue
        if attendu != (note["paquet"], note["fichier"], note["version"], note["integrite_du_paquet"]):
            trouves.append(f"{destination} : ne vient pas du paquet du verrou")
        copie = racine / destination
        if not copie.is_file():
            trouves.append(f"{destination} : manque")
        elif base64.b64encode(hashlib.sha512(copie.read_bytes()).digest()).decode() != note["sha512"]:
            trouves.append(f"{destination} : modifié après la copie")
    presents = {
        str(fichier.relative_to(racine)) for dossier in DOSSIERS for fichier in (racine / dossier).rglob("*") if fichier.is_file()
    }
    en_trop = (presents | set(empreintes)) - set(attendus) - {EMPREINTES}
    return trouves + [f"{nom} : aucun paquet ne le déclare" for nom in sorted(en_trop)]


@pytest.fixture
def copie(tmp_path):
    """A copy of the vendored files and of their declarations, free to be spoilt."""
    for nom in ("package.json", "package-lock.json"):
        shutil.copy(RACINE / nom, tmp_path)
    for dossier in DOSSIERS:
        shutil.copytree(RACINE / dossier, tmp_path / dossier)
    assert ecarts(tmp_path) == []
    return tmp_path


def reecrire(fichier: Path, ancien: str, nouveau: str) -> None:
    texte = fichier.read_text(encoding="utf-8")
    assert ancien in texte
    fichier.write_text(texte.replace(ancien, nouveau), encoding="utf-8")


def test_the_copies_are_those_of_the_lock():
    """Remedy: run bin/copier-vendor, never edit a copy by hand."""
    assert ecarts(RACINE) == []


def test_a_changed_copy_is_seen(copie):
    with (copie / "static/vendor/ckeditor5/fr.umd.js").open("a") as fichier:
        fichier.write(" ")
    assert ecarts(copie) == ["static/vendor/ckeditor5/fr.umd.js : modifié après la copie"]


def test_a_missing_copy_is_seen(copie):
    (copie / "tests/vendor/axe.min.js").unlink()
    assert ecarts(copie) == ["tests/vendor/axe.min.js : manque"]


def test_an_undeclared_file_is_seen(copie):
    (copie / "static/vendor/autre.js").write_text("alert(1)")
    assert ecarts(copie) == ["static/vendor/autre.js : aucun paquet ne le déclare"]


def test_a_lock_changed_without_a_new_copy_is_seen(copie):
    verrou = json.loads((copie / "package-lock.json").read_text())
    verrou["packages"]["node_modules/axe-core"]["integrity"] = "sha512-autre"
    (copie / "package-lock.json").write_text(json.dumps(verrou))
    assert "tests/vendor/axe.min.js : ne vient pas du paquet du verrou" in ecarts(copie)


def test_a_version_changed_without_the_lock_is_seen(copie):
    reecrire(copie / "package.json", '"axe-core": "4.14.1"', '"axe-core": "4.14.0"')
    assert ecarts(copie) == ["axe-core : package.json et package-lock.json diffèrent"]


def test_the_lock_names_no_registry():
    """Addresses of a registry would tie the lock to one network."""
    verrou = json.loads((RACINE / "package-lock.json").read_text())
    paquets = [fiche for nom, fiche in verrou["packages"].items() if nom]
    assert paquets
    assert not [fiche for fiche in paquets if "resolved" in fiche]
    assert all(fiche["integrity"].startswith("sha512-") for fiche in paquets)
