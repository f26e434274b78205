"""What SPIP itself renders, and what of it is compared with ours: the words that are read, and the structure around them."""

import gzip
import json
import re
from collections import Counter
from functools import cache
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import nh3

from reprise_spip.texte.echanges import Cible, Figure

DONNEES = Path(__file__).parent / "donnees"
BLOCS = {
    "p", "div", "h2", "h3", "h4", "ul", "ol", "li", "blockquote", "table", "caption", "thead", "tbody", "tr", "td", "th",
    "figure", "figcaption", "hr", "br", "center", "textarea",
}  # fmt: skip
TITRES = {"h2", "h3", "h4"}
_PUCE = re.compile(r'<span class="spip-puce ltr"><b>–</b></span>&nbsp;')
_APPEL = re.compile(r'<span class="spip_note_ref">&nbsp;\[<a [^>]*>([^<]*)</a>\]</span>')
_RETOUR = re.compile(r'<span class="spip_note_ref">\[<a [^>]*>([^<]*)</a>\]&nbsp;</span>')
_CADRE = re.compile(r'<iframe[^>]* src="([^"]*)"[^>]*></iframe>')
_SANS_TITRE = re.compile(
    r"""<a href="IMG/[^"]*?([^/"]*)"\s+class=" spip_doc_lien"[^>]*>"""
    r"""(?=<img [^>]*></a>(?!\s*<figcaption[^>]*>\s*<div class='spip_doc_titre))"""
)
_OBJET = re.compile(r'<object [^>]*><a href="([^"]*)">[^<]*</a></object>')
_LEGENDE = re.compile(r"<caption>(.*?)</caption>(.*?</table>)", re.DOTALL)
_NOTRE_APPEL = re.compile(r'<sup><a href="#note-\d+">([^<]*)</a></sup>')


@cache
def oracle() -> dict:
    """Return the articles with SPIP's HTML, the documents, and the names and addresses of what links lead to."""
    return json.loads(gzip.decompress((DONNEES / "oracle.json.gz").read_bytes()))


@cache
def unitaires() -> list[dict]:
    """Return the snippets of SPIP's markup with SPIP's HTML."""
    return json.loads((DONNEES / "raccourcis-unitaires.json").read_text(encoding="utf-8"))


class ResolveurDuPetit:
    """What knows the rows of the small site."""

    def __init__(self):
        self.documents = {document["id_document"]: document for document in oracle()["documents"]}
        self.articles = {article["id"]: article for article in oracle()["articles"]}

    def lien(self, genre, cle):
        if genre == "article":
            article = self.articles.get(cle)
            return article and Cible(f"/{article['url']}", f"actualites:{cle}", unescape(article["titre_typo"]))
        if genre == "document":
            document = self.documents.get(cle)
            return document and Cible(f"/media/{document['fichier']}", f"documents:{cle}", document["titre"])
        nom = oracle()["noms"].get(f"{genre} {cle}")
        return nom and Cible(nom[1] if ":" in nom[1] else f"/{nom[1]}", "", unescape(nom[0]))

    def adresse(self, adresse):
        return None

    def fichier(self, adresse):
        return None

    def document(self, cle):
        if not (document := self.documents.get(cle)):
            return None
        distant = document["distant"] == "oui"
        return Figure(
            adresse=document["fichier"] if distant else f"/media/{document['fichier']}",
            est_image=document["media"] == "image" and not distant,
            objet="" if distant else f"documents:{cle}",
            largeur=document["largeur"],
            hauteur=document["hauteur"],
            **{nom: document[nom] for nom in ("alt", "titre", "descriptif", "credits")},
        )


def de_spip(html: str) -> str:
    """Return SPIP's HTML with what it draws otherwise than by tags written as it is read.

    Dash lines in a row are a list for us; the frame of another site, a link; notes are called between brackets; a document
    without a title is led to by the name of its file, where SPIP shows a picture alone; what a frame says where it cannot be
    shown is not read; the caption of a table follows it.
    """
    html = _APPEL.sub(r"<sup>[\1]</sup>", _RETOUR.sub(r"[\1] ", html))
    html = _SANS_TITRE.sub(r"\g<0>\1", html)
    html = _LEGENDE.sub(r"\2<p>\1</p>", _OBJET.sub(r'<a href="\1"></a>', html))
    html = _CADRE.sub(r'<p><a href="\1">\1</a></p>', html)
    lignes = html.split("<p>")
    html = "<p>".join(_lister(ligne) for ligne in lignes)
    return html.replace("<q>", " « ").replace("</q>", " » ")


def _lister(paragraphe):
    """Write the dash lines of a paragraph as a list, when there are two of them at least."""
    mots, fin, suite = paragraphe.partition("</p>")
    if len(_PUCE.findall(mots)) < 2 or "<li>" in mots:
        return _PUCE.sub("– ", paragraphe)
    debut, *lignes = (re.sub(r"\s*<br ?/?>\s*$", "", ligne) for ligne in _PUCE.split(mots))
    return f"{debut}</p><ul>{''.join(f'<li>{ligne}</li>' for ligne in lignes)}</ul>{suite}"


def de_nous(html: str) -> str:
    """Return our HTML with its notes called as SPIP calls them."""
    return _NOTRE_APPEL.sub(r"<sup>[\1]</sup>", html)


class _Releve(HTMLParser):
    def __init__(self):
        super().__init__()
        self.mots, self.structure, self.liens, self.pile = [], [], [], []

    def handle_starttag(self, balise, attributs):
        dits = dict(attributs)
        if balise in BLOCS:
            self.mots.append(" ")
        if balise in TITRES:
            self.structure.append(balise)
        elif balise in ("ul", "ol"):
            self.structure.append("<" + balise)
        elif balise == "li":
            self.structure.append("li")
        elif balise in ("td", "th"):
            self.structure.append((balise, dits.get("colspan"), dits.get("rowspan")))
        elif balise in ("table", "tr", "blockquote", "hr"):
            self.structure.append(balise)
        elif balise == "textarea" or balise == "figure" and dits.get("class") == "encadre":
            self.structure.append("encadré")
        elif balise == "figure" and dits.get("class") != "table":
            self.structure.append("figure")
        elif balise == "img" and "vignettes" not in dits["src"]:
            self.structure.append(("image", _adresse(dits["src"]), dits.get("alt", "")))
        elif balise == "a" and "href" in dits and dits["href"]:
            self.liens.append(_adresse(dits["href"]))

    def handle_endtag(self, balise):
        if balise in BLOCS:
            self.mots.append(" ")
        if balise in ("ul", "ol"):
            self.structure.append("/" + balise)

    def handle_data(self, mots):
        self.mots.append(mots)


def _adresse(adresse):
    adresse = unescape(adresse)
    if adresse.startswith("IMG/"):
        return "/media/" + adresse.removeprefix("IMG/")
    return adresse if re.match(r"[a-z]+:|[/#]", adresse) else f"/{adresse}"


def _lire(html):
    html = nh3.clean(
        html,
        tags=nh3.ALLOWED_TAGS | {"textarea", "figure", "figcaption", "object"},
        attributes={"*": {"class", "colspan", "rowspan", "href", "src", "alt"}},
        clean_content_tags={"script", "style"},
        link_rel=None,
    )
    releve = _Releve()
    releve.feed(html)
    return releve


_TYPOGRAPHIE = str.maketrans(
    {"’": "'", "‘": "'", "\u00a0": " ", "\u202f": " ", "“": '"', "”": '"', "…": "...", "º": "°", "—": "–"}
)


def texte(html: str) -> str:
    """Return the words that are read, without what typography alone changes."""
    mots = "".join(_lire(html).mots).translate(_TYPOGRAPHIE)
    mots = re.sub(r"\s+", " ", mots)
    mots = re.sub(r" (?=[;:!?»),.\]%°])|(?<=[«(]) ", "", mots)
    mots = re.sub(r"(?<=[;:!?»])(?=\S)|(?<=\S)(?=«)", " ", mots)
    return re.sub(r" (?=[,.)\]])", "", mots).strip()


def structure(html: str) -> tuple:
    """Return headings, lists, pictures, tables, quotations and call-outs in their order, and the links with their targets."""
    lu = _lire(html)
    return lu.structure, Counter(lu.liens)
