"""What a feed carries of a content beside its head: its texts, in HTML that stands away from the site, and its picture."""

import re
from urllib.parse import urljoin

from django.conf import settings
from django.core.files.storage import default_storage
from django.template.defaultfilters import linebreaks
from django.utils.feedgenerator import Rss201rev2Feed
from django.utils.html import format_html
from django.utils.text import capfirst

from mediatheque.images import variantes
from mediatheque.templatetags.texte_riche import riche_ailleurs
from socle.acces import Acces
from socle.imprimable import imprimable
from socle.texte_riche import ChampRiche
from socle.typographie import typo_html

# On HTML that `rendre` made, where every attribute is quoted; the other sizes of a picture are of use to the site alone.
_ADRESSE = re.compile(r'(?<=[\s"])(href|src)="([^"]*)"')
_POUR_LE_SITE = re.compile(r'\s(?:srcset|sizes|tabindex|loading|decoding)="[^"]*"')


class Rss(Rss201rev2Feed):
    """RSS 2.0 with the text of each item (`content:encoded`) and its picture (`media:content`)."""

    def rss_attributes(self):
        """Declare the two vocabularies that items use."""
        return {
            **super().rss_attributes(),
            "xmlns:content": "http://purl.org/rss/1.0/modules/content/",
            "xmlns:media": "http://search.yahoo.com/mrss/",
        }

    def add_item_elements(self, handler, item):
        """Write the text and the picture after what every feed says."""
        super().add_item_elements(handler, item)
        if item["texte"]:
            handler.addQuickElement("content:encoded", item["texte"])
        if image := item["illustration"]:
            handler.startElement("media:content", image["attributs"])
            for nom in ("description", "credit"):
                if image[nom]:
                    handler.addQuickElement(f"media:{nom}", image[nom])
            handler.endElement("media:content")


def texte_entier(contenu) -> str:
    """Return the texts of a content as HTML with absolute addresses; empty for one that is not for the public."""
    if contenu.acces != Acces.PUBLIC:
        return ""
    page, morceaux = settings.CUF_URL + contenu.get_absolute_url(), []
    for nom in contenu.TEXTES:
        champ, valeur = contenu._meta.get_field(nom), getattr(contenu, nom)
        if not valeur:
            continue
        if nom != "corps":
            morceaux.append(format_html("<h2>{}</h2>", capfirst(champ.verbose_name)))
        morceaux.append(riche_ailleurs(valeur) if isinstance(champ, ChampRiche) else linebreaks(valeur, autoescape=True))
    return loin_du_site("".join(morceaux), page)


def loin_du_site(html, page) -> str:
    """Return the HTML that `rendre` made for a page of the site as it is read elsewhere; `page` is its whole address."""
    html = _POUR_LE_SITE.sub("", html)
    return imprimable(typo_html(_ADRESSE.sub(lambda lien: f'{lien[1]}="{urljoin(page, lien[2])}"', html), "fr"))


def illustration(contenu) -> dict | None:
    """Return the picture of a content for `Rss`; None without one, or of a content that is not for the public."""
    image = contenu.image if contenu.acces == Acces.PUBLIC else None
    if image is None:
        return None
    fichiers = variantes(image.fichier.name)
    nom, largeur, hauteur = fichiers[-1] if fichiers else (image.fichier.name, image.largeur, image.hauteur)
    return {
        "attributs": {
            "url": urljoin(settings.CUF_URL, default_storage.url(nom)),
            "medium": "image",
            "width": str(largeur),
            "height": str(hauteur),
        },
        "description": imprimable(image.alt),
        "credit": imprimable(image.credit),
    }
