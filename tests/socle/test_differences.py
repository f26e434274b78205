"""Two texts compared word by word."""

from django.template import Context, Template

from socle.differences import AJOUT, EGAL, RETRAIT, lisible, mots_changes


def test_words_are_told_in_reading_order():
    assert mots_changes("La mairie ouvre lundi matin", "La mairie ferme lundi matin") == [
        (EGAL, "La mairie"),
        (RETRAIT, "ouvre"),
        (AJOUT, "ferme"),
        (EGAL, "lundi matin"),
    ]
    assert mots_changes("", "Un texte") == [(AJOUT, "Un texte")]
    assert mots_changes("Un texte", "") == [(RETRAIT, "Un texte")]
    assert mots_changes("Pareil", "Pareil") == [(EGAL, "Pareil")]
    assert mots_changes("", "") == []


def test_lines_stay_lines():
    assert mots_changes("Un\nDeux", "Un\nDeux\nTrois") == [(EGAL, "Un\nDeux"), (AJOUT, "\nTrois")]


def test_a_rich_text_is_compared_as_it_reads():
    assert lisible("<p>Un <strong>mot</strong></p><ul><li>puis deux</li></ul>") == "Un mot\npuis deux"
    page = Template("{% load differences %}{% differences a b riche=True %}")
    rendu = page.render(Context({"a": "<p>Un mot</p>", "b": "<p>Un <em>autre</em> mot &lt;b&gt;</p>"}))
    assert rendu == (
        'Un <ins><span class="sr visually-hidden">ajouté : </span>autre</ins> mot '
        '<ins><span class="sr visually-hidden">ajouté : </span>&lt;b&gt;</ins>'
    )
