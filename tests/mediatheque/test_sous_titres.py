"""Captions: what browsers would leave out in silence is refused, with its line."""

import pytest
from django.core.exceptions import ValidationError

from mediatheque.sous_titres import TAILLE_MAX, lire_sous_titres, verifier_sous_titres

BON = """WEBVTT - Le film

NOTE Une note
sur deux lignes

1
00:01.000 --> 00:04.000 align:start line:0
<v Marie Dupont>Bonjour <i>à tous</i> & à toutes.

01:00:05.500 --> 01:00:07.000
- Merci.
"""


def test_what_browsers_read_is_kept():
    assert verifier_sous_titres("\ufeff" + BON.replace("\n", "\r\n")) == BON
    assert verifier_sous_titres(BON.replace("\n", "\r")) == BON


@pytest.mark.parametrize(
    ("texte", "message"),
    [
        ("", "Ligne 1\u00a0: un fichier WebVTT commence"),
        ("1\n00:00:01,000 --> 00:00:02,000\nBonjour", "Ligne 1\u00a0: un fichier WebVTT"),
        ("WEBVTT", "Ligne 1\u00a0: il n’y a aucun"),
        ("WEBVTT\n\nNOTE rien", "Ligne 3\u00a0: il n’y a aucun"),
        ("WEBVTT\n\n00:00:01,000 --> 00:00:02,000\nBonjour", "Ligne 3\u00a0: les millièmes suivent un point"),
        ("WEBVTT\n\nBonjour", "Ligne 4\u00a0: il manque une ligne de temps"),
        ("WEBVTT\n\n1\nBonjour", "Ligne 4\u00a0: il manque une ligne de temps"),
        ("WEBVTT\n\n00:61.000 --> 01:02.000\nNon", "Ligne 3\u00a0: cette ligne de temps ne se lit pas"),
        ("WEBVTT\n\n00:01.000 --> 00:02.000 onclick:x\nNon", "Ligne 3\u00a0: cette ligne de temps ne se lit pas"),
        ("WEBVTT\n\n00:02.000 --> 00:02.000\nNon", "Ligne 3\u00a0: ce sous-titre finit"),
        ("WEBVTT\n\n00:05.000 --> 00:06.000\nUn\n\n00:01.000 --> 00:02.000\nDeux", "Ligne 6\u00a0: ce sous-titre commence avant"),
        ("WEBVTT\n\n00:01.000 --> 00:02.000\n\n", "Ligne 3\u00a0: ce sous-titre n’a pas de texte"),
        ("WEBVTT\n\n00:01.000 --> 00:02.000\nUn\n00:03.000 --> 00:04.000\nDeux", "Ligne 5\u00a0: il manque une ligne vide"),
        ("WEBVTT\n\n00:01.000 --> 00:02.000\nUn\n<script>alert(1)</script>", "Ligne 5\u00a0: cette balise"),
        ("WEBVTT\n\n00:01.000 --> 00:02.000\n<a href=x>Un", "Ligne 4\u00a0: cette balise"),
        ("WEBVTT\n\nSTYLE\n::cue { background: url(https://exemple.test) }", "Ligne 3\u00a0: les styles"),
        ("WEBVTT" + "\n" * TAILLE_MAX, "trop longs"),
    ],
)
def test_what_they_would_leave_out_is_told_with_its_line(texte, message):
    with pytest.raises(ValidationError) as refus:
        verifier_sous_titres(texte)
    assert refus.value.messages[0].startswith(message) or message in refus.value.messages[0]


def test_a_file_of_another_encoding_is_told_with_its_line():
    with pytest.raises(ValidationError, match="Ligne 2.*UTF-8"):
        lire_sous_titres("WEBVTT\nà".encode("cp1252"))
    assert lire_sous_titres("\ufeffWEBVTT\n".encode()) == "WEBVTT\n"
