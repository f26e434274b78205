"""Show rich text: cleaned again, then completed with what the editor does not write."""

import re
from functools import lru_cache
from html import unescape
from itertools import count

from django import template
from django.conf import settings
from django.utils.html import format_html, format_html_join
from django.utils.module_loading import import_string
from django.utils.safestring import SafeString, mark_safe

from mediatheque.identites import nom_entier
from mediatheque.images import variantes
from mediatheque.models import Image
from mediatheque.templatetags.images import avec_avif
from socle.texte_notes import noter
from socle.texte_plan import ancrer, plan
from socle.texte_riche import adresse_web, assainir, texte_brut

register = template.Library()

TAILLES_IMAGE = "(min-width: 48em) 44rem, 100vw"
TAILLES_GALERIE = "(min-width: 48em) 22rem, (min-width: 30em) 50vw, 100vw"
# Read on nh3's output, where every attribute is quoted and every « < » of a value escaped.
_BALISE = re.compile(r'<(/?)(figure|table|thead|th|img|oembed)((?:\s[a-z-]+="[^"]*")*)\s*/?>')
_LEGENDE = r"\s*<figcaption>(.*?)</figcaption>"
_LEGENDE_D_IMAGE = re.compile(rf'(?:\s*<(?!/?fig)(?:[^<>"]|"[^"]*")*>)*{_LEGENDE}', re.DOTALL)
_LEGENDE_DE_TABLEAU = re.compile(rf"</table>{_LEGENDE}", re.DOTALL)
_TITRE = re.compile(r"(</?h)([2-4])(?=[\s>])")
_DEBUT_DE_FIGURE = r'<figure class="image"(?: role="figure" aria-label="[^"]*")?>'
_FIGURE = rf"{_DEBUT_DE_FIGURE}(?:(?!</figure>).)*</figure>"
_GALERIE = re.compile(rf"{_FIGURE}(?:\s*{_FIGURE})+", re.DOTALL)
# A picture that leads somewhere keeps its own link.
_IMAGE_SEULE = re.compile(rf"({_DEBUT_DE_FIGURE})((?:<picture><source [^>]*>)?)(<img [^>]*>)((?:</picture>)?)")
_SOURCE = re.compile(r'<img [^>]*?\bsrc="([^"]*)"')
_CARTE = re.compile(r'<figure class="carte"><a((?:\s[a-z-]+="[^"]*")*)>([^<]*)</a>(?:<figcaption>([^<]*)</figcaption>)?</figure>')
_ATTRIBUT = re.compile(r'([a-z-]+)="([^"]*)"')


class _Rendu:
    """One pass over a cleaned text, tag by tag."""

    def __init__(self, en_avif):
        self.en_avif = en_avif
        self.profondeur = 0
        self.en_tete = False
        self.numeros = count(1)
        self.encadres = []  # of each figure that is open, whether it is a call-out
        self.trouve = None

    def balise(self, trouve: re.Match) -> str:
        self.trouve = trouve
        fermante, nom, reste = trouve.groups()
        attributs = {cle: unescape(valeur) for cle, valeur in _ATTRIBUT.findall(reste)}
        return getattr(self, nom)(trouve[0], bool(fermante), attributs)

    def figure(self, tel_quel, fermante, attributs):
        """Name a picture by its caption (RGAA 1.9); make a call-out what it is, beside the text."""
        if fermante:
            return "</aside>" if self.encadres and self.encadres.pop() else tel_quel
        self.encadres.append(attributs.get("class") == "encadre")
        if self.encadres[-1]:
            return '<aside class="encadre">'
        legende = _LEGENDE_D_IMAGE.match(self.trouve.string, self.trouve.end())
        if legende is None or "image" not in attributs.get("class", ""):
            return tel_quel
        return format_html('{} role="figure" aria-label="{}">', mark_safe(tel_quel[:-1]), texte_brut(legende[1]))

    def table(self, tel_quel, fermante, attributs):
        """Let a wide table scroll alone, with the keyboard too: the region takes the focus."""
        if fermante:
            self.profondeur -= 1
            return f"{tel_quel}</div>" if self.profondeur == 0 else tel_quel
        self.profondeur += 1
        if self.profondeur > 1:
            return tel_quel
        etiquette = f"Tableau {next(self.numeros)}"
        # Its caption, which the editor writes beside it, is its title (RGAA 5.4).
        texte = self.trouve.string
        if legende := _LEGENDE_DE_TABLEAU.match(texte, max(texte.find("</table>", self.trouve.end()), 0)):
            tel_quel = format_html('<table aria-label="{}">', texte_brut(legende[1]))
        return f'<div class="tableau-defilant" role="group" aria-label="{etiquette}" tabindex="0">{tel_quel}'

    def thead(self, tel_quel, fermante, attributs):
        self.en_tete = not fermante
        return tel_quel

    def th(self, tel_quel, fermante, attributs):
        """Say which cells a header governs (RGAA 5.7); the editor does not."""
        if fermante or "scope" in attributs:
            return tel_quel
        return f'{tel_quel[:-1]} scope="{"col" if self.en_tete else "row"}">'

    def img(self, tel_quel, fermante, attributs):
        fichiers = variantes(attributs["src"])
        attributs.setdefault("alt", "")
        attributs.pop("data-image", None)
        if fichiers:
            attributs["width"], attributs["height"] = fichiers[-1].largeur, fichiers[-1].hauteur
        if len(fichiers) > 1:
            attributs["srcset"] = ", ".join(f"{v.nom} {v.largeur}w" for v in fichiers)
            attributs["sizes"] = TAILLES_IMAGE
        attributs |= {"loading": "lazy", "decoding": "async"}
        balise = format_html("<img {}>", format_html_join(" ", '{}="{}"', attributs.items()))
        if fichiers and nom_entier(attributs["src"]) in self.en_avif:
            return avec_avif(balise, [(v.nom, v) for v in fichiers], TAILLES_IMAGE)
        return balise

    def oembed(self, tel_quel, fermante, attributs):
        """Turn a video into a link: no third party hears of the visitor before a click."""
        parties = None if fermante else adresse_web(attributs.get("url", ""))
        if parties is None:
            return ""
        return format_html(
            '<a class="lien-video" href="{}" target="_blank" rel="noopener">Voir la vidéo sur {} (nouvelle page)</a>',
            attributs["url"],
            parties.hostname.removeprefix("www."),
        )


@lru_cache(maxsize=256)
def rendre(texte: str, en_avif: frozenset[str] = frozenset()) -> SafeString:
    """Return the HTML to show for a stored rich text; the last 256 texts are kept in memory.

    `en_avif` holds the storage names of the pictures of which the AVIF files are there.
    """
    montre = _BALISE.sub(_Rendu(en_avif).balise, _CARTE.sub(_carte, assainir(texte)))
    return mark_safe(noter(_GALERIE.sub(_galerie, montre)))


def _carte(trouve):
    """Draw a card: a row of the portal, led to by its reference (`redaction.references`), or a video, on its own site."""
    attributs = {cle: unescape(valeur) for cle, valeur in _ATTRIBUT.findall(trouve[1])}
    titre, precision = mark_safe(trouve[2]), mark_safe(trouve[3] or "")
    if "data-objet" in attributs:
        lien = format_html('<a data-objet="{}" href="{}">{}</a>', attributs["data-objet"], attributs.get("href", ""), titre)
    else:
        parties = adresse_web(attributs.get("href", ""))
        if parties is None:
            return format_html("<p>{}</p>", titre)
        ou = f"sur {parties.hostname.removeprefix('www.')} (nouvelle page)"
        precision = format_html("{}, {}", precision, ou) if precision else ou
        lien = format_html('<a href="{}" target="_blank" rel="noopener">{}</a>', attributs["href"], titre)
    return format_html(
        '<div class="carte-texte"><p class="carte-texte__titre">{}</p><p class="carte-texte__precision">{}</p></div>',
        lien,
        precision,
    )


def _galerie(trouve):
    """Lay pictures that follow one another side by side, each a link to itself, whole: with a keyboard and without a script."""
    numeros = count(1)

    def lier(trouvee):
        debut, source, image, fin = trouvee.groups()
        attributs = {cle: unescape(valeur) for cle, valeur in _ATTRIBUT.findall(image)}
        dit = f"Voir l’image {next(numeros)} en grand"
        dit = f"{dit}\u00a0: {attributs['alt']}" if attributs["alt"] else dit
        montree = mark_safe(source + image + fin)
        lien = format_html('<a class="galerie__lien" href="{}" aria-label="{}">{}</a>', attributs["src"], dit, montree)
        return debut + lien

    figures = _IMAGE_SEULE.sub(lier, trouve[0].replace(f'sizes="{TAILLES_IMAGE}"', f'sizes="{TAILLES_GALERIE}"'))
    return f'<div class="galerie">{figures}</div>'


@register.filter
def riche(texte):
    """Show a rich text. It is cleaned here too: SQL and `update()` do not pass by the field.

    A text that leads to rows of the portal costs a query for each kind of them, one that shows pictures of the library costs one.
    """
    texte = str(texte or "")
    noms = {nom for adresse in _SOURCE.findall(texte) if (nom := nom_entier(adresse))}
    images = Image.objects.filter(fichier__in=noms, avif=True) if noms else ()
    return _relier(rendre(texte, frozenset(image.fichier.name for image in images if image.a_avif)))


def riche_ailleurs(texte):
    """Return the HTML of a rich text for what is no page of the site: a feed, whose readers know WebP at best."""
    return _relier(rendre(str(texte or "")), dessins=False)


def _relier(montre, **options):
    return import_string(settings.CUF_TEXTE_LIENS)(montre, **options) if 'data-objet="' in montre else montre


@register.filter
def brut(texte):
    """Show the words of a rich text only, on one line (summary, description of a page)."""
    return texte_brut(str(texte or ""))


@register.filter
def titres_sous(texte, niveau):
    """Lower the headings of a text that `riche` gave, so that the first is under one of `niveau` (2 to 4), and none beyond 6."""
    abaisser = niveau - 1
    return mark_safe(_TITRE.sub(lambda titre: f"{titre[1]}{min(6, int(titre[2]) + abaisser)}", texte))


@register.filter
def ancres(texte, prefixe="texte"):
    """Give the headings of a text that `riche` gave their addresses (`socle.texte_plan`); a `prefixe` for each text of a page."""
    return mark_safe(ancrer(texte, prefixe))


register.filter("plan", plan)
