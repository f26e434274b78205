"""The two forms of a message, drawn from one page of plain tags: HTML with its styles in the tags, and text.

Mail readers know no style sheet, the old ones less than the others: a template writes `<p>`, `<ul>`, `<li>`, `<blockquote>`,
`<a href>` and `<a class="bouton" href>`, and nothing else.
"""

import re
from html.parser import HTMLParser

from socle.palette import JETONS

STYLES = {
    "<p>": '<p style="margin:0 0 16px">',
    "<ul>": '<ul style="margin:0 0 16px;padding:0 0 0 24px">',
    "<li>": '<li style="margin:0 0 4px">',
    "<blockquote>": f'<blockquote style="margin:0 0 16px;padding:0 0 0 16px;border-left:3px solid {JETONS["safran"]}">',
    "<a href=": f'<a style="color:{JETONS["lagune"]};text-decoration:underline;word-break:break-word" href=',
    '<a class="bouton" href=': (
        f'<a style="display:inline-block;padding:12px 20px;background-color:{JETONS["encre"]};color:{JETONS["blanc"]};'
        'font-weight:bold;text-decoration:none;border-radius:2px" href='
    ),
}
# Blocks, and what stands between one and what comes before it.
ECARTS = {"p": "\n\n", "blockquote": "\n\n", "tr": "\n\n", "li": "\n", "br": "\n"}
TUS = {"head", "style", "script"}


def habiller(page):
    """Return the page with the styles of the house in its tags."""
    for nu, habille in STYLES.items():
        page = page.replace(nu, habille)
    return page


def en_texte(page):
    """Return what the page says as text: one line a paragraph, a dash before each item, the address of a link after its name."""
    lecteur = _Lecteur()
    lecteur.feed(page)
    lecteur.close()
    return lecteur.texte()


class _Lecteur(HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.morceaux = []
        self.tu = None
        self.lien = self.debut_du_lien = None

    def handle_starttag(self, tag, attrs):
        if tag in TUS:
            self.tu = self.tu or tag
        elif tag == "a":
            self.lien, self.debut_du_lien = dict(attrs).get("href"), len(self.morceaux)
        else:
            self.morceaux.append(ECARTS.get(tag, ""))
            if tag == "li":
                self.morceaux.append("- ")

    def handle_endtag(self, tag):
        if tag == self.tu:
            self.tu = None
        elif tag == "a":
            nom = "".join(self.morceaux[self.debut_du_lien :]).strip(" ")
            if nom != self.lien:
                self.morceaux.append(f"\N{NO-BREAK SPACE}:\n{self.lien}")
        elif tag in {"ul", "blockquote"}:
            self.morceaux.append("\n\n")

    def handle_data(self, data):
        if self.tu is None:
            # Not « \s »: a non-breaking space is a sign of French, not a way to lay out a template.
            self.morceaux.append(re.sub(r"[ \t\r\n]+", " ", data))

    def texte(self):
        """Return what was read, without space at the ends of lines nor two empty lines in a row."""
        lignes = [ligne.strip(" ") for ligne in "".join(self.morceaux).split("\n")]
        return re.sub(r"\n{3,}", "\n\n", "\n".join(lignes)).strip("\n") + "\n"
