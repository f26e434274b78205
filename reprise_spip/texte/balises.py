"""Raw HTML of a text: what each tag says to the builder."""

import re
from html import escape, unescape

from reprise_spip.texte.atelier import Atelier
from reprise_spip.texte.batisseur import Batisseur
from reprise_spip.texte.liens import cibler
from reprise_spip.texte.modeles import LIEN, ecrire_figure
from socle.texte_riche import BLOCS_ETRANGERS, adresse_web

_ATTRIBUT = re.compile(r"""([a-z-]+)\s*=\s*("[^"]*"|'[^']*'|[^\s"'>]+)""", re.IGNORECASE)
_NOM = re.compile(r"</?([a-zA-Z][a-zA-Z0-9]*)(?=[\s/>])")
_LANGUE = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8})*", re.IGNORECASE)

MARQUES = {"b": "strong", "strong": "strong", "i": "i", "em": "em", "sup": "sup", "sub": "sub", "cite": "cite"}
CITATIONS = {"quote", "blockquote", "poesie", "poetry"}
STRUCTURES = {"ul", "li", "table", "thead", "tbody", "tfoot", "tr", "td", "th", "h1", "h2", "h3", "h4", "h5", "h6"}
CADRES = {"iframe": "src", "embed": "src", "object": "data", "frame": "src"}
# fmt: off
SANS_EFFET = {
    "abbr", "acronym", "area", "audio", "base", "bdi", "bdo", "big", "blink", "body", "button", "canvas", "caption", "code",
    "col", "colgroup", "data", "datalist", "del", "dfn", "dir", "figcaption", "figure", "font", "frameset", "head", "html",
    "input", "ins", "intro", "kbd", "label", "link", "map", "mark", "marquee", "math", "menu", "meta", "meter", "multi",
    "nobr", "noscript", "optgroup", "option", "output", "param", "picture", "pre", "progress", "rp", "rt", "ruby", "s",
    "samp", "script", "select", "small", "source", "span", "strike", "style", "svg", "template", "textarea", "time",
    "title", "track", "tt", "u", "var", "video", "wbr", "cadre", "o", "st1",
}
# fmt: on
SEPARENT = BLOCS_ETRANGERS | {"p", "caption", "figure", "figcaption", "option", "textarea", "body", "video", "audio"}
_ENTREES = {"input", "select", "textarea", "button", "form", "script", "style", "link", "meta"}


def attributs(balise: str) -> dict[str, str]:
    """Return the attributes of a tag, in small letters, their entities read."""
    return {nom.lower(): unescape(valeur.strip("\"'")) for nom, valeur in _ATTRIBUT.findall(balise)}


def lire_balise(balise: str, batisseur: Batisseur, atelier: Atelier, convertir) -> bool:
    """Do what a tag says; return False for what is none of HTML, which is words.

    Args:
        balise: from « < » to « > ».
        batisseur: what writes.
        atelier: the bench.
        convertir: function that converts a line of SPIP's markup, for the captions of pictures.
    """
    trouve = _NOM.match(balise)
    if trouve is None:
        return False
    nom, ouvre = trouve[1].lower(), balise[1] != "/"
    dits = attributs(balise) if ouvre else {}
    if any(cle.startswith("on") for cle in dits) or nom in _ENTREES and ouvre:
        atelier.dire("retire", balise)
    if nom in MARQUES:
        _marquer(batisseur, MARQUES[nom], f"<{MARQUES[nom]}>", ouvre)
    elif nom == "span":
        langue = dits.get("lang", "")
        _marquer(batisseur, "span", f'<span lang="{langue}">' if _LANGUE.fullmatch(langue) else "", ouvre)
    elif nom == "a":
        _lien(balise, dits, batisseur, atelier, ouvre)
    elif nom in CITATIONS:
        _bloc(batisseur, "blockquote", ouvre)
    elif nom == "ol":
        debut = dits.get("start", "")
        _bloc(batisseur, "ol", ouvre, f'<ol start="{debut}">' if debut.isascii() and debut.isdecimal() else "")
    elif nom in STRUCTURES:
        etendues = "".join(f' {cle}="{dits[cle]}"' for cle in ("colspan", "rowspan") if dits.get(cle, "").isdecimal())
        _bloc(batisseur, nom, ouvre, f"<{nom}{etendues}>" if nom in ("td", "th") else "")
    elif nom == "hr":
        batisseur.bloc("<hr>")
    elif nom == "br":
        _a_la_ligne(batisseur)
    elif nom == "q":
        batisseur.texte(" «\u00a0" if ouvre else "\u00a0» ")
    elif nom == "img":
        _image(balise, dits, batisseur, atelier, convertir)
    elif nom in CADRES:
        _cadre(balise, dits.get(CADRES[nom], ""), batisseur, atelier)
    elif nom in SEPARENT:
        batisseur.paragraphe()
    else:
        return nom in SANS_EFFET
    return True


def _marquer(batisseur, nom, balise, ouvre):
    if ouvre:
        batisseur.marquer(nom, balise)
    else:
        batisseur.demarquer(nom)


def _bloc(batisseur, nom, ouvre, balise=""):
    if ouvre:
        batisseur.ouvrir(nom, balise)
    else:
        batisseur.fermer(nom)


def _a_la_ligne(batisseur):
    """Two breaks that follow each other end the paragraph, as in SPIP."""
    if batisseur.suite == "<br>" and batisseur.rompu:
        batisseur.paragraphe()
    else:
        batisseur.a_la_ligne()
    batisseur.rompu = True


def _lien(balise, dits, batisseur, atelier, ouvre):
    if not ouvre:
        batisseur.demarquer("a")
        return
    if "href" not in dits:
        batisseur.marquer("a", "")
        return
    lien, _ = cibler(dits["href"], balise, atelier) if dits["href"].strip() else (None, "")
    if dits.get("title"):
        atelier.dire("attribut", balise)
    batisseur.demarquer("a")
    batisseur.marquer("a", lien.balise if lien else "")


def _image(balise, dits, batisseur, atelier, convertir):
    figure = atelier.resolveur.fichier(dits.get("src", ""))
    if figure is None:
        atelier.dire("image", balise)
        return
    html = ecrire_figure(figure, convertir)
    if figure.est_image and dits.get("alt") and not figure.alt:
        html = html.replace(' alt=""', f' alt="{escape(dits["alt"])}"', 1)
    batisseur.bloc(entourer(html, batisseur))


def entourer(html: str, batisseur: Batisseur) -> str:
    """Return the HTML of a figure within the link that is open around it."""
    lien = batisseur.ouvert("a")
    return html.replace(LIEN, lien, 1).replace(LIEN, "</a>" if lien else "", 1)


def _cadre(balise, adresse, batisseur, atelier):
    adresse = f"https:{adresse}" if adresse.startswith("//") else adresse
    if balise[1] == "/" or adresse_web(adresse) is None:
        return
    atelier.dire("cadre", balise)
    batisseur.paragraphe()
    batisseur.demarquer("a")
    batisseur.marquer("a", f'<a href="{escape(adresse)}">')
    batisseur.texte(adresse)
    batisseur.demarquer("a")
    batisseur.paragraphe()
