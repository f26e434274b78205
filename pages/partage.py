"""What is shown of a page shared elsewhere: an address that holds all it shows, signed, and the file that it gives.

Nobody but the site can make such an address, so nothing else can be asked to be drawn. A file is made when it is first asked,
and kept; another title, another address.
"""

import hashlib
from html import unescape
from pathlib import Path
from threading import Lock

from django.conf import settings
from django.core.files.storage import default_storage
from django.core.signing import BadSignature, Signer
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import reverse
from django.utils.text import capfirst
from django.views.decorators.http import require_safe

from annuaire.models import Collectivite
from pages import carte_partage
from ressources.models import Publication
from socle.memoire import UN_AN
from territoires.models import Pays

TYPES = {"png": "image/png", "jpg": "image/jpeg"}
SIGNATAIRES = {extension: Signer(salt=f"partage.{carte_partage.VERSION}.{extension}") for extension in TYPES}
"""What signs the addresses of the cards, and of the photographs."""
PLACES = 2000
"""Files kept at most, the oldest go: about 80 MB."""
ATTENTE = 2
"""Seconds that a request waits for its turn to draw."""
SANS_PHOTOGRAPHIE = (Collectivite, Publication)
"""Their picture is a logo or a cover: neither may be cut."""
_tour = Lock()


def generale():
    """Return the address of the picture of the site, and what it shows: that of a page that has none of its own."""
    return static("img/partage.png"), "Cités Unies France, le portail de la coopération décentralisée", "image/png"


def de_page(titre, objet=None, surtitre=""):
    """Return the address of the picture of a page, what it shows, and its type.

    Args:
        titre: of the page.
        objet: the row that it shows, public and online; None for a page that gathers several, or a notice.
        surtitre: what kind of page it is; said by `objet`, when there is one.
    """
    titre = unescape(str(titre)).replace("\u202f", "\u00a0").replace("\u2060", "")
    if (image := _photographie(objet)) is not None:
        adresse = _adresse("jpg", [image.fichier.name, image.focal_x, image.focal_y])
        return adresse, image.alt or titre, TYPES["jpg"]
    surtitre = surtitre or _genre(objet)
    adresse = _adresse("png", [titre, surtitre, _pays(objet)])
    return adresse, f"{surtitre}\u00a0: {titre}" if surtitre else titre, TYPES["png"]


def _adresse(extension, contenu):
    jeton = SIGNATAIRES[extension].sign_object(contenu, compress=True)
    return reverse("pages:partage", kwargs={"jeton": jeton, "extension": extension})


def _photographie(objet):
    """Return the photograph of a row that may be shared: one that says whose it is."""
    image = getattr(objet, "image", None)
    return image if image is not None and image.credit and not isinstance(objet, SANS_PHOTOGRAPHIE) else None


def _genre(objet):
    for nom in ("genre", "nature", "type", "region_monde"):
        if dire := getattr(objet, f"get_{nom}_display", None):
            return capfirst(dire())
    return "" if objet is None else capfirst(objet._meta.verbose_name)


def _pays(objet):
    """Return the code of the one country of a row, as far as it was loaded: a picture is worth no query."""
    if isinstance(objet, Pays):
        return objet.pk
    if isinstance(objet, Collectivite) or objet is None:
        return ""
    charges = getattr(objet, "_prefetched_objects_cache", {}).get("pays", ())
    codes = getattr(objet, "cles_pays", None) or [un.pk for un in charges] or [getattr(objet, "pays_id", None)]
    return codes[0] or "" if len(codes) == 1 else ""


@require_safe
def partage(request, jeton, extension):
    """Serve the picture of a page; when too many are being drawn, that of the site stands for it."""
    try:
        contenu = SIGNATAIRES[extension].unsign_object(jeton)
    except (BadSignature, ValueError) as erreur:
        raise Http404("Aucune page n’a cette image.") from erreur
    chemin = settings.CUF_PARTAGE_ROOT / f"{hashlib.sha256(jeton.encode()).hexdigest()[:32]}.{extension}"
    octets = _lire(chemin) or _faire(chemin, contenu, extension)
    if octets is None:
        return redirect(generale()[0])
    return HttpResponse(octets, content_type=TYPES[extension], headers={"Cache-Control": UN_AN})


def _lire(chemin):
    try:
        return chemin.read_bytes()
    except FileNotFoundError:
        return None


def _faire(chemin, contenu, extension):
    """Make and keep a picture, one at a time in each process; None when its turn does not come, or its photograph is gone."""
    if not _tour.acquire(timeout=ATTENTE):
        return None
    try:
        octets = _dessiner(contenu, extension)
        _garder(chemin, octets)
    except FileNotFoundError:
        return None
    finally:
        _tour.release()
    return octets


def _dessiner(contenu, extension):
    if extension == "jpg":
        nom, *focal = contenu
        with default_storage.open(nom) as fichier:
            return carte_partage.cadrer(fichier, focal)
    titre, surtitre, code = contenu
    return carte_partage.dessiner(titre, surtitre, Pays.objects.filter(pk=code).first() if code else None)


def _garder(chemin: Path, octets):
    """Write a file whole, and take away the oldest beyond `PLACES`."""
    chemin.parent.mkdir(parents=True, exist_ok=True)
    provisoire = chemin.with_suffix(".tmp")
    provisoire.write_bytes(octets)
    provisoire.replace(chemin)
    gardes = sorted(chemin.parent.iterdir(), key=lambda fichier: fichier.stat().st_mtime, reverse=True)
    for ancien in gardes[PLACES:]:
        ancien.unlink(missing_ok=True)
