"""Show an image of the media library in the right size, without any query."""

from django import template
from django.core.files.storage import default_storage
from django.utils.html import format_html

from mediatheque.images import nom_avif, variantes, variantes_carte
from mediatheque.lecteurs import mention_de

register = template.Library()

TAILLES = {
    "carte": "(min-width: 64em) 24rem, (min-width: 40em) 50vw, 100vw",
    "pleine": "(min-width: 64em) 60rem, 100vw",
    "logo": "10rem",
}

LARGEUR_D_AFFICHE = 960  # pixels


@register.simple_tag
def image(img, usage="pleine", alt=None, prioritaire=False):
    """Write the `<img>` of `img`, an `Image` of the media library; nothing when it is None.

    Once its AVIF files are there, a `<picture>` offers them first: the browser takes the first type that it knows.

    `usage` is « carte » (3:2 crop around the focal point), « pleine » (the whole picture) or « logo » (whole, and small).
    `alt` replaces the text of the library: `alt=""` where the picture only repeats the title
    beside it. `prioritaire=True` is for the one picture seen first on a page: it is not
    loaded lazily.
    """
    if img is None:
        return ""
    nom = img.fichier.name
    fichiers = variantes_carte(nom, (img.focal_x, img.focal_y)) if usage == "carte" else variantes(nom)
    adresses = [(default_storage.url(v.nom), v) for v in fichiers]
    attributs = format_html(
        '<img src="{}" alt="{}" width="{}" height="{}"',
        adresses[-1][0] if adresses else img.fichier.url,
        img.alt if alt is None else alt,
        fichiers[-1].largeur if fichiers else img.largeur,
        fichiers[-1].hauteur if fichiers else img.hauteur,
    )
    if len(adresses) > 1:
        srcset = ", ".join(f"{adresse} {v.largeur}w" for adresse, v in adresses)
        attributs += format_html(' srcset="{}" sizes="{}"', srcset, TAILLES[usage])
    balise = attributs + format_html(
        ' decoding="async" {}="{}">', *(("fetchpriority", "high") if prioritaire else ("loading", "lazy"))
    )
    return avec_avif(balise, adresses, TAILLES[usage]) if adresses and img.a_avif else balise


def avec_avif(balise, adresses, tailles):
    """Return `balise`, an `<img>`, in a `<picture>` that offers the AVIF files beside `adresses`: pairs (address, `Variante`)."""
    srcset = ", ".join(f"{nom_avif(adresse)} {v.largeur}w" for adresse, v in adresses)
    return format_html('<picture><source type="image/avif" srcset="{}" sizes="{}">{}</picture>', srcset, tailles, balise)


def adresse_de_vignette(img):
    """Return the address of the smallest file of a picture."""
    petite = next(iter(variantes(img.fichier.name)), None)
    return default_storage.url(petite.nom) if petite else img.fichier.url


@register.filter
def vignette(img):
    """Return the `<img>` of the smallest file of a picture, for the back office, where words beside it say what it is."""
    if img is None:
        return ""
    petite = next(iter(variantes(img.fichier.name)), None)
    return format_html(
        '<img class="vignette" src="{}" alt="" width="{}" height="{}" decoding="async" loading="lazy">',
        adresse_de_vignette(img),
        petite.largeur if petite else img.largeur,
        petite.hauteur if petite else img.hauteur,
    )


@register.filter
def affiche(img):
    """Return the address of a picture at the size of a video in a page."""
    fichiers = variantes(img.fichier.name)
    moyenne = next((un for un in fichiers if un.largeur >= LARGEUR_D_AFFICHE), fichiers[-1] if fichiers else None)
    return default_storage.url(moyenne.nom) if moyenne else img.fichier.url


register.filter("mention", mention_de)
