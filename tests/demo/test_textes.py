"""From plain texts to what is stored: HTML, and PDF files."""

from demo.lecture import en_html
from demo.pdf import pdf


def test_plain_texts_become_html():
    texte = "Un mot [ici](/agenda/).\n\n## Titre\n\n- un ;\n- deux.\n\n<p>Déjà là.</p>"
    assert en_html(texte) == (
        '<p>Un mot <a href="/agenda/">ici</a>.</p>\n<h2>Titre</h2>\n<ul><li>un\u00a0;</li><li>deux.</li></ul>\n<p>Déjà là.</p>'
    )


def test_pdf_is_tagged_and_runs_over_pages():
    court, long = pdf("Titre (1ᵉʳ)", "Un.\n\nDeux."), pdf("Titre", "\n\n".join(["Phrase répétée. " * 60] * 9))
    assert b"/Count 1 " in court and b"/StructTreeRoot" in court and b"/Lang (fr-FR)" in court
    assert b"(Titre \\(1er\\) ) Tj" in court
    assert b"/Count 3 " in long
