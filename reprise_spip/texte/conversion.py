"""The converter: the texts of an article of SPIP, as clean HTML of the portal (decision 041)."""

import re
from html import escape

from reprise_spip.texte.ancres import adresses
from reprise_spip.texte.atelier import DEBUT, FIN, MARQUE, Atelier
from reprise_spip.texte.echanges import Article, Rapport, Resolveur
from reprise_spip.texte.lecture import Lecture, typographier
from reprise_spip.texte.liens import relier
from reprise_spip.texte.modeles import dessiner
from reprise_spip.texte.multi import choisir
from reprise_spip.texte.notes import noter, numeroter
from reprise_spip.texte.proteges import proteger
from reprise_spip.texte.tableaux import dresser
from reprise_spip.texte.titres import redresser
from socle.texte_riche import assainir, texte_brut

_UN_PARAGRAPHE = re.compile(r"<p>((?:(?!</?p>).)*)</p>", re.DOTALL)
# What a cell of plain words has none of.
_SIGNES = re.compile(rf"[\n{{}}<&~{DEBUT}]|--|://|www", re.IGNORECASE)
_NUMERO = re.compile(r"\s*\d{1,4}\.\s+")


def convertir_article(resolveur: Resolveur, *, chapo: str = "", texte: str = "", ps: str = "", langue: str = "fr") -> Article:
    """Return the texts of an article, their notes numbered from the first to the last.

    Args:
        resolveur: what knows the rows that links and figures name.
        chapo, texte, ps: SPIP's markup.
        langue: that of the article, the one taken of passages in several.
    """
    atelier = Atelier(resolveur, langue, ancres=adresses(f"{texte}\n\n{ps}"))
    chapo, texte, ps = (_convertir(source, atelier) for source in (chapo, texte, ps))
    places = numeroter(atelier.notes)
    notes = [""] * len(places)
    for (place, dite), note in zip(places, atelier.notes, strict=True):
        # A name is not the number that the list gives: the note says it.
        notes[place - 1] = _achever(f"[{dite}] {note.html}" if note.nom else note.html, places)
    return Article(
        chapo=_achever(chapo, places),
        texte=_achever(texte, places),
        ps=_achever(ps, places),
        notes=notes,
        autres_langues={
            nom: "".join(convertir_article(resolveur, texte=mots, langue=nom).corps for mots in passages)
            for nom, passages in atelier.autres_langues.items()
        },
        rapports=[*atelier.rapports],
    )


def convertir_ligne(source: str, langue: str = "fr") -> tuple[str, list[Rapport]]:
    """Return a title of SPIP (surtitre, soustitre, name) as plain text on one line, and what is to be said of it.

    As SPIP does of titles: braces and brackets are words there. The number by which a title was sorted stays: see `sans_numero`.
    """
    atelier = Atelier(None, langue)
    return texte_brut(typographier(choisir(source, atelier))), [*atelier.rapports]


def sans_numero(titre: str) -> str:
    """Return a title without the number that sorted it, « 01. Bénin », as the public site shows it."""
    return _NUMERO.sub("", titre, count=1) if _NUMERO.match(titre) else titre


def chapo_en_texte(article: Article) -> str:
    """Return a chapo as plain text, its notes called « [1] »; each link that it loses is added to the reports."""
    html = re.sub(r'<sup><a href="#note-\d+">([^<]*)</a></sup>', r" [\1]", article.chapo)
    for lien in re.findall(r"<a\s[^>]*>.*?</a>", html, re.DOTALL):
        article.rapports.append(Rapport("lien-du-chapo", lien))
    return texte_brut(html)


def _convertir(source, atelier):
    """Return the HTML of a text, where the calls of notes have their rank yet, not their number."""
    texte = source.replace("\r\n", "\n").replace("\r", "\n").replace(DEBUT, "").replace(FIN, "").strip()
    texte = choisir(proteger(texte, atelier), atelier)
    texte = dessiner(relier(texte, atelier), atelier, lambda mots: _court(_convertir(mots, atelier)))
    return redresser(_rendre(noter(texte, atelier, lambda mots: _court(_rendre(mots, atelier))), atelier))


def _rendre(texte, atelier):
    def cellule(mots):
        if not _SIGNES.search(mots):
            return escape(mots, quote=False)
        return Lecture(mots, atelier, cellule, racine="td").html()

    return Lecture(dresser(texte, atelier, cellule), atelier, cellule).html()


def _court(html):
    """Return what one paragraph holds; more than one stay as they are."""
    trouve = _UN_PARAGRAPHE.fullmatch(html)
    return trouve[1] if trouve else html


def _achever(html, places):
    def dire(trouve):
        place, mots = places[int(trouve[1])]
        return str(place) if html.endswith("#note-", 0, trouve.start()) else mots

    if DEBUT in html:
        html = MARQUE.sub(dire, html)
    return assainir(html)
