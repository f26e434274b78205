"""Encodings put right where it is certain: what is right stays as it is, to the byte."""

import gzip
import json
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reprise_spip.encodage import Reparation, reparer
from tests.reprise_spip.oracle import DONNEES, oracle

CHANGES = {(41, "titre"), (50, "texte")}
"""What was written otherwise in the build that is encoded twice."""

LETTRES = "abcdefghijklmnopqrstuvwxyzàâäçéèêëîïôöùûüÿœæ"
# fmt: off
SEPARATEURS = [
    " ", "\u00a0", "\n", "’", "'", "-", ", ", ". ", "…", "… ", " : ", "\u00a0: ", "\u202f! ", " « ", " «\u00a0",
    "\u00a0» ", "» ", "…» ", "…”", "“", "”", " – ", " — ", "°", "² ", "³ ", " © ", "\u00a0€", " % ", "·", "/", " (",
    ") ", "™ ", "½ ", " [[", "]] ", "{{", "}} ", " & ", "¹ ", "§ ", "® ",
]
# fmt: on
REGLAGES = settings(derandomize=True, database=None, deadline=None, max_examples=300)
"""The same texts at each run: a test that fails is one that a change made fail."""
mots = st.text(LETTRES, min_size=1, max_size=8).flatmap(
    lambda mot: st.sampled_from([mot, mot.capitalize(), mot.upper(), "à", "À", "Â"])
)
francais = st.lists(st.tuples(mots, st.sampled_from(SEPARATEURS)), max_size=12).map(lambda paires: "".join(map("".join, paires)))


def encode_de_nouveau(texte: str) -> str:
    """Return UTF-8 read as cp1252, and as latin-1 where cp1252 has nothing, as browsers do."""
    return "".join(
        octet.decode("latin-1" if octet in (b"\x81", b"\x8d", b"\x8f", b"\x90", b"\x9d") else "cp1252")
        for octet in (bytes([code]) for code in texte.encode())
    )


@pytest.mark.parametrize(
    ("avant", "apres"),
    [
        ("RÃ©union dâ€™Ã©quipe", "Réunion d’équipe"),
        ("Ã©tÃ© Ã\u00a0 Paris", "été à Paris"),
        ("jusquâ€™Ã\u00a0 lâ€™Ã©tÃ©Â\u00a0: 5Â\u00a0%", "jusqu’à l’été\u00a0: 5\u00a0%"),
        ("Bravo ðŸŽ‰", "Bravo 🎉"),
        ("l’été de la RÃ©union", "l’été de la Réunion"),
        ("lâ€™Å“uvre, Les Å’illets", "l’œuvre, Les Œillets"),
        # Domaine §1.9.
        ("coopé©ration", "coopération"),
        ("Rzeszà²w", "Rzeszòw"),
        ("questions aiguà« s", "questions aiguës"),
        ("l’endroit o\u0e60 elle", "l’endroit où elle"),
        ("l’endroit o\u0e60elle", "l’endroit où elle"),
        ("vis-à -vis de", "vis-à-vis de"),
        ("L&rsquo;&eacute;t&eacute; &#8211; bilan", "L’été – bilan"),
        ("&amp;eacute;t&amp;eacute;", "été"),
        ("&#127881;", "🎉"),
        # Encoded twice again.
        (encode_de_nouveau(encode_de_nouveau("l’été à l’œuvre")), "l’été à l’œuvre"),
    ],
)
def test_accidents_are_repaired(avant, apres):
    repare, reparations = reparer(avant)
    assert repare == apres
    assert reparations and all(reparation.apres for reparation in reparations)


@pytest.mark.parametrize(
    "texte",
    [
        "",
        "« aimé…» et déjà»",
        "«\u00a0À\u00a0» et «\u00a0Â\u00a0»",
        "IRMÃ\u00a0! MAÇÃ…",
        "NÃO, SÃO PAULO",
        "Ærø, Århus, Þingvellir",
        "voilà² et déjà«vu»",
        "Beauté© Dupont",
        "&lt;b&gt; &amp; AT&T &inconnu; &#10;",
        "<cadre>&eacute; s’écrit ainsi</cadre>",
        "สวัสดี, ไทย",
        "漢字, العربية, ½, ™, …",
    ],
)
def test_what_is_right_stays(texte):
    assert reparer(texte)[0] == texte


@REGLAGES
@given(francais)
def test_right_french_is_never_changed(texte):
    repare, reparations = reparer(texte)
    assert repare == texte
    assert not any(reparation.apres for reparation in reparations)


@REGLAGES
@given(francais)
def test_french_encoded_again_comes_back_or_stays(texte):
    abime = encode_de_nouveau(texte)
    repare = reparer(abime)[0]
    assert repare in (texte, abime)
    if any(lettre in texte for lettre in "éèêçôîùœ"):
        assert repare == texte


def test_a_report_says_each_word_before_and_after():
    assert reparer("Une rÃ©union\nÃ©tait l’été")[1] == [Reparation("rÃ©union", "réunion"), Reparation("Ã©tait", "était")]
    assert reparer("L&rsquo;&eacute;t&eacute; ici")[1] == [Reparation("L&rsquo;&eacute;t&eacute;", "L’été")]


def test_what_is_strange_and_not_certain_is_said_and_left():
    texte = "un mot \ufffdperdu et MAÇÃ\u00a0!"
    assert reparer(texte) == (texte, [Reparation("\ufffdperdu", ""), Reparation("MAÇÃ\u00a0!", "")])


def test_the_site_encoded_twice_comes_back():
    """Every text of the build encoded twice is that of the small site; where that one has accidents, both are repaired alike."""
    doubles = json.loads(gzip.decompress((DONNEES / "double-encode.json.gz").read_bytes()))
    egaux = repares = 0
    for article in oracle()["articles"]:
        for champ, abime in doubles.get(str(article["id"]), {}).items():
            if (article["id"], champ) in CHANGES:
                continue
            attendu = reparer(article[champ])[0]
            assert reparer(abime)[0] == attendu, (article["id"], champ)
            egaux += attendu == article[champ]
            repares += attendu != article[champ]
    print(f"{egaux} textes identiques, {repares} réparés des deux côtés")
    assert egaux > 750
    assert repares == 5  # « entites » and « mojibake »


@pytest.mark.parametrize("motif", ["Ã©", "é©", "Ã", "â€™ é", "&eacute;", "&amp;", "à«", "o\u0e60", "\ufffd", "Â\u00a0é", "é"])
def test_no_text_takes_longer_than_its_length(motif):
    depart = time.process_time()
    reparer(motif * (200_000 // len(motif)))
    assert time.process_time() - depart < 2
