from time import thread_time

import pytest

from socle.typographie import typo, typo_html

N = "\u00a0"

CAS = [
    ("Qui vient ?", f"Qui vient{N}?"),
    ("Qui vient?", f"Qui vient{N}?"),
    ("Lieu : Paris ; heure : 9 h", f"Lieu{N}: Paris{N}; heure{N}: 9{N}h"),
    ("Lieu: Paris", f"Lieu{N}: Paris"),
    ("Bravo !", f"Bravo{N}!"),
    ("Est-ce vrai ?!", f"Est-ce vrai{N}?!"),
    ("«Relais»", f"«{N}Relais{N}»"),
    ("« Relais »", f"«{N}Relais{N}»"),
    ("« Vraiment ? »", f"«{N}Vraiment{N}?{N}»"),
    ("plus de 520 000 € versés", f"plus de 520{N}000{N}€ versés"),
    ("1 200 000 €", f"1{N}200{N}000{N}€"),
    ("65 % des fonds", f"65{N}% des fonds"),
    ("14 h 30", f"14{N}h{N}30"),
    ("le 19 novembre 2025", f"le 19{N}novembre 2025"),
    ("n° 3", f"n°{N}3"),
    ("l'action d'aujourd'hui", "l’action d’aujourd’hui"),
    ("et ainsi...", "et ainsi…"),
]
INCHANGES = [
    "Voir https://exemple.test/a?b=1;c:d!e pour la suite",
    "écrire à l'equipe".replace("'", "’"),
    "a.b@exemple.test",
    "de 10:30 à 11:45",
    "en 2025, 72 collectivités",
    "de 2024 à 2025 300 personnes",
    "tél. 01 23 45 67 89",
    "Adresse",
    "",
]


@pytest.mark.parametrize(("avant", "apres"), CAS)
def test_typography_is_put_right(avant, apres):
    assert typo(avant) == apres


@pytest.mark.parametrize("texte", INCHANGES)
def test_what_needs_nothing_is_left_alone(texte):
    assert typo(texte) == texte


@pytest.mark.parametrize("texte", [avant for avant, _ in CAS] + INCHANGES)
def test_twice_is_once(texte):
    assert typo(typo(texte)) == typo(texte)
    assert typo_html(typo_html(texte)) == typo_html(texte)


def test_a_narrow_no_break_space_is_kept():
    assert typo("Qui vient\u202f?") == "Qui vient\u202f?"


def test_html_tags_entities_and_code_are_left_alone():
    html = '<p title="Qui ? quoi ?">Qui ? <code>a ? b : c</code> R&amp;D <a href="https://exemple.test/?a=1">là !</a></p>'
    assert typo_html(html) == (
        f'<p title="Qui ? quoi ?">Qui{N}? <code>a ? b : c</code> R&amp;D <a href="https://exemple.test/?a=1">là{N}!</a></p>'
    )


def test_an_address_shown_as_text_keeps_its_signs():
    assert typo("Voir : www.exemple.test/qui?a:b ! Puis") == f"Voir{N}: www.exemple.test/qui?a:b{N}! Puis"


@pytest.mark.parametrize("texte", ["a" + " " * 20_000 + "b", "a" * 40_000, "-." * 20_000])
def test_a_long_run_of_one_sign_takes_no_time(texte):
    debut = thread_time()
    assert typo(texte) == texte
    assert thread_time() - debut < 0.5
