"""The references of a rich text, seen by readers: `<a data-objet="actualites:12" href="…">` leads where the row is today.

`mediatheque.templatetags.texte_riche` calls `resoudre` (named by `CUF_TEXTE_LIENS`, for it knows no upper app) on what it made.
"""

import re
from html import unescape

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from redaction.cibles import en_ligne

# On HTML that was cleaned: every attribute is quoted, links are not nested.
_LIEN = re.compile(r'<a((?:\s[a-z-]+="[^"]*")*)>(.*?)</a>', re.DOTALL)
_ATTRIBUT = re.compile(r'([a-z-]+)="([^"]*)"')
# As the rendering draws a card: its title and what the row is are those of today.
_FIN_DE_CARTE = '</a></p><p class="carte-texte__precision">'
_DEBUT_DE_CARTE = '<div class="carte-texte"><p class="carte-texte__titre">'
_CARTE = re.compile(rf'{_DEBUT_DE_CARTE}<a data-objet="([^"]*)" href="[^"]*">([^<]*){_FIN_DE_CARTE}[^<]*</p></div>')
_OBJET = re.compile(r'\sdata-objet="([^"]*)"')


def references(html: str) -> list[tuple[str, str]]:
    """Return the references of a cleaned text in its order, each with the HTML of its words."""
    trouvees = ((_OBJET.search(attributs), mots) for attributs, mots in _LIEN.findall(html))
    return [(unescape(objet[1]), mots) for objet, mots in trouvees if objet is not None]


def resoudre(html: str, *, dessins: bool = True) -> SafeString:
    """Return a text for its readers, each reference led to the address of today; words alone where nobody would read it.

    One query for each kind of rows that the text names. Without `dessins`, every card is a link: a feed plays nothing.
    """
    trouvees = en_ligne(reference for reference, _ in references(html))

    def dessiner(carte):
        if (trouvee := trouvees.get(unescape(carte[1]))) is None:
            return carte[0]
        cible, ligne = trouvee
        if dessins and (dessin := cible.dessin(ligne)):
            return dessin
        debut = carte[0][: carte.start(2) - carte.start()]
        return f"{debut}{escape(ligne)}{_FIN_DE_CARTE}{escape(cible.mention(ligne))}</p></div>"

    def ecrire(lien):
        attributs = dict(_ATTRIBUT.findall(lien[1]))
        reference = unescape(attributs.pop("data-objet", ""))
        if not reference:
            return lien[0]
        if reference not in trouvees:
            return lien[2]
        cible, ligne = trouvees[reference]
        attributs["href"] = escape(cible.adresse(ligne) + _ancre(unescape(attributs.get("href", ""))))
        return "<a{}>{}</a>".format("".join(f' {nom}="{valeur}"' for nom, valeur in attributs.items()), lien[2])

    return mark_safe(_LIEN.sub(ecrire, _CARTE.sub(dessiner, html)))


def _ancre(adresse: str) -> str:
    """Return the place of a page to which an address leads, « #programme »."""
    _, diese, ancre = adresse.partition("#")
    return diese + ancre if ancre else ""
