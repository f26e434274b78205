"""Figures of a text: `<doc5|left>`, `<img7|center>`, `<emb7>`; other models stay written."""

import re
from html import escape

from reprise_spip.texte.atelier import Atelier, Bloc, Mots
from reprise_spip.texte.echanges import Figure
from socle.texte_riche import texte_brut

_MODELE = re.compile(r"<([a-z_-]{3,20})[ \t]*(\d{0,12})[ \t]*((?:\|[^<>]{0,1000})?)>", re.IGNORECASE)
_DOCUMENTS = {"doc", "document", "img", "image", "emb", "audio", "video", "son", "text", "player", "file"}
_DE_COTE = {"left", "right"}
LIEN = "<!--lien-->"
"""Where the link around a figure is written in its HTML; the converter puts it there, or nothing."""


def dessiner(texte: str, atelier: Atelier, convertir) -> str:
    """Return `texte` with its figures set aside.

    Args:
        texte: a text whose protected parts are set aside.
        atelier: the bench.
        convertir: function that converts a line of SPIP's markup, for captions.
    """

    def ecrire(trouve):
        nom, cle, parametres = trouve[1].lower(), trouve[2], trouve[3]
        if not cle and not parametres:
            return trouve[0]  # a tag
        if nom not in _DOCUMENTS or not cle:
            atelier.dire("modele", trouve[0])
            return atelier.ranger(Mots(atelier.source(trouve[0])))
        mots = [mot.strip() for mot in parametres.split("|")[1:]]
        if any("=" in mot for mot in mots):
            atelier.dire("attribut", trouve[0])
        connue = int(cle), not _DE_COTE.isdisjoint(mots)
        if connue not in atelier.figures:
            figure = atelier.resolveur.document(connue[0])
            atelier.figures[connue] = ecrire_figure(figure, convertir, de_cote=connue[1]) if figure else ""
        if not atelier.figures[connue]:
            atelier.dire("document", trouve[0])
            return ""
        return atelier.ranger(Bloc(atelier.figures[connue]))

    return _MODELE.sub(ecrire, texte)


def ecrire_figure(figure: Figure, convertir, *, de_cote: bool = False) -> str:
    """Return the HTML of a figure: a picture with its caption, or the card of a document and what is said of it."""
    titre, *textes = (convertir(texte) for texte in (figure.titre, figure.descriptif, figure.credits))
    if figure.est_image:
        cle = f' data-image="{figure.image}"' if figure.image else ""
        tailles = f' width="{figure.largeur}" height="{figure.hauteur}"' if figure.largeur and figure.hauteur else ""
        legende = "<br>".join(filter(None, (f"<strong>{titre}</strong>" if titre else "", *textes)))
        image = f'{LIEN}<img{cle} src="{escape(figure.adresse)}" alt="{escape(figure.alt)}"{tailles}>{LIEN}'
        classe = "image image-style-side" if de_cote else "image"
        return f'<figure class="{classe}">{image}{f"<figcaption>{legende}</figcaption>" if legende else ""}</figure>'
    objet = f' data-objet="{escape(figure.objet)}"' if figure.objet else ""
    # The words of a card are plain.
    mots = texte_brut(titre) or figure.adresse.rstrip("/").rpartition("/")[2]
    dit = "<br>".join(filter(None, textes))
    carte = f'<figure class="carte"><a{objet} href="{escape(figure.adresse)}">{escape(mots, quote=False)}</a></figure>'
    # The card shows the words of its row, not those of a caption (`redaction.references`).
    return f"{carte}<p>{dit}</p>" if dit else carte
