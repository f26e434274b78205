"""Comparisons in words: what is marked, what is escaped, what is said when only the looks change."""

import random
import re
from time import thread_time

import pytest

from annuaire.differences import differences, differences_entre
from annuaire.models import DemandeModification
from socle.differences import LIGNE, marquer
from tests.fabriques import OddFabrique, PaysFabrique, SecteurFabrique


def test_words_added_and_removed_are_marked_and_said():
    avant, apres = marquer(["un", "deux", "trois"], ["un", "quatre", "trois", "cinq"])
    assert avant == 'un <del><span class="sr visually-hidden">supprimé : </span>deux</del> trois'
    assert apres == (
        'un <ins><span class="sr visually-hidden">ajouté : </span>quatre</ins> trois '
        '<ins><span class="sr visually-hidden">ajouté : </span>cinq</ins>'
    )


def test_a_few_words_repeated_a_thousand_times_take_no_time():
    hasard = random.Random(1)
    un, autre = (hasard.choices("ab", k=4_000) for _ in range(2))
    debut = thread_time()
    avant, apres = marquer(un, autre)
    marquer(["x", "a"] * 500, ["y", "a"] * 500)
    marquer(["x", "a", LIGNE] * 500, ["y", "a", LIGNE] * 500)
    assert thread_time() - debut < 2
    assert avant.startswith("<del>")
    assert apres.startswith("<ins>")


def test_in_a_long_text_the_words_of_a_changed_block_are_still_marked():
    blocs = [[f"bloc{n}", *["de"] * 60, f"fin{n}", LIGNE] for n in range(50)]
    un, autre = sum(blocs, []), sum([*blocs[:7], ["neuf", LIGNE], *blocs[7:30], ["changé", *blocs[30][1:]], *blocs[31:]], [])
    avant, apres = marquer(un, autre)
    marques = re.findall(r"</span>(.*?)(?:<br>)?</(?:del|ins)>", avant + apres)
    assert marques == ["bloc30", "neuf", "changé"]


def test_an_empty_side_says_so():
    avant, apres = marquer([], ["neuf"])
    assert "(vide)" in avant
    assert "neuf" in apres


def test_words_are_escaped():
    _, apres = marquer([], ["<script>alert(1)</script>"], en_liste=True)
    assert "<script>" not in apres


def test_paragraphs_stay_apart(db):
    (une,) = differences_entre({"presentation": "<p>Un</p><p>Deux</p>"}, {"presentation": "<p>Un</p><p>Deux</p><p>Trois</p>"})
    assert une.avant == "Un <br> Deux"


def test_a_change_of_looks_alone_is_said(db):
    (une,) = differences_entre({"presentation": "<p>Un mot</p>"}, {"presentation": "<p>Un <strong>mot</strong></p>"})
    assert "Seule la mise en forme change" in une.apres


def test_names_replace_codes(db):
    PaysFabrique(alpha2="JP")
    OddFabrique(numero=11, nom="Villes durables")
    SecteurFabrique(code="eau", nom="Eau")
    lien = {"autorites": [["Kyoto", "JP"]], "avec": ["Lyon"], "nature": "pacte", "annee": None, "etat": "actif"}
    lien["confirme_le"] = "2026-11-01"
    apres = {"pays": ["JP"], "odds": [11], "secteurs": ["eau"], "partenariat-nouveau-JP-kyoto-pacte": lien}
    texte = "".join(f"{une.libelle}{une.apres}" for une in differences_entre({}, apres))
    for mots in (
        "Japon", "Villes durables", "Eau", "Nouveau partenariat : Kyoto", "Kyoto (Japon)", "Pacte d’amitié",
        "Partagé avec Lyon", "non connue", "1ᵉʳ\u00a0novembre 2026",
    ):  # fmt: skip
        assert mots in texte


def test_countries_are_told_in_the_order_of_the_alphabet(db):
    for code, nom in (("ES", "Espagne"), ("US", "États-Unis"), ("FJ", "Fidji")):
        PaysFabrique(alpha2=code, nom=nom)
    (une,) = differences_entre({}, {"pays": ["FJ", "US", "ES", "ZZ"]})
    assert [une.apres.index(nom) for nom in ("Espagne", "États-Unis", "Fidji", "ZZ")] == sorted(
        une.apres.index(nom) for nom in ("Espagne", "États-Unis", "Fidji", "ZZ")
    )


@pytest.mark.parametrize("nombre", [1, 20])
def test_names_cost_one_query_per_kind(profil, django_assert_num_queries, nombre):
    lien = {"autorites": [["Kyoto", "JP"]], "avec": [], "nature": "pacte", "annee": None, "etat": "actif", "confirme_le": None}
    changements = {f"partenariat-nouveau-JP-{n}": {"avant": None, "apres": lien} for n in range(nombre)}
    changements |= {"secteurs": {"avant": [], "apres": ["culture"]}}
    with django_assert_num_queries(2):
        differences(DemandeModification(changements=changements))


PROJET = {"titre": "Écoles", "pays": [], "avec": [], "annee_debut": None, "annee_fin": None}
PARTENARIAT = {
    "autorites": [["Fès", "MA"]],
    "nature": "jumelage",
    "avec": [],
    "annee": None,
    "etat": "actif",
    "confirme_le": None,
}
MANDAT = {"prenom": "Ana", "nom": "Lopez", "fonction": "maire", "constate_le": None}


@pytest.mark.parametrize(
    ("genre", "valeur", "attendu"),
    [
        ("projet", PROJET, ["Écoles", "Sans pays", "Années non connues"]),
        ("projet", PROJET | {"annee_debut": 2021}, ["Écoles", "Sans pays", "2021"]),
        ("projet", PROJET | {"annee_fin": 2023}, ["Écoles", "Sans pays", "2023"]),
        (
            "projet",
            PROJET | {"annee_debut": 2021, "annee_fin": 2023, "avec": ["Tours", "Blois"], "description": "Un\n\nDeux"},
            ["Écoles", "Sans pays", "Partagé avec Tours, Blois", "2021 – 2023", "Un", "Deux"],
        ),
        (
            "partenariat",
            PARTENARIAT,
            ["Fès (MA)", "Jumelage", "Année de signature non connue", "État : actif", "Pas encore confirmé"],
        ),
        (
            "partenariat",
            PARTENARIAT | {"annee": 1988, "avec": ["Tours"], "confirme_le": "2025-06-06"},
            ["Fès (MA)", "Jumelage", "Partagé avec Tours", "Signé en 1988", "État : actif", "Confirmé le 6 juin 2025"],
        ),
        ("mandat", MANDAT, ["Ana Lopez", "maire", "Pas encore confirmé"]),
        ("mandat", MANDAT | {"constate_le": "2025-06-06"}, ["Ana Lopez", "maire", "En fonction au 6 juin 2025"]),
    ],
)
def test_a_row_is_told_by_what_is_known_of_it(db, genre, valeur, attendu):
    (une,) = differences(DemandeModification(changements={f"{genre}-nouveau-1": {"avant": None, "apres": valeur}}))
    dit = re.sub(r'<span class="sr.*?</span>', "", une.apres).replace("\u00a0", " ")
    assert [ligne for ligne in re.split(r"<[^>]+>", dit) if ligne.strip()] == attendu
