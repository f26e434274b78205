"""Decoding pictures without filling the memory of the server.

A file of a few kilobytes may hold hundreds of megabytes of pixels. So its dimensions are judged from its first bytes, the formats
that are decoded whole, in several copies, have a lower limit, and a process decodes one picture at a time.
"""

import ctypes
import os
from concurrent.futures import ThreadPoolExecutor

from django.conf import settings
from django.core.exceptions import ValidationError
from PIL import Image

ATTENTE = 25  # seconds: less than what a browser, or the proxy in front, waits for
OCTETS_MAX = 220_000_000
"""Bytes that decoding one picture may take, beside what the process holds."""
OCTETS_PAR_PIXEL = {"WEBP": 17, "AVIF": 18, "GIF": 5, "PNG": 4}
"""Bytes that decoding takes for each pixel of a file, at the peak: for WebP, two canvases, what is given to Python and the
picture; for AVIF, the planes of colour, twice, then the same. `tests/mediatheque/test_memoire.py` measures them."""


def _ouvrir_le_fil():
    """Make the one thread of this process: each thread keeps for itself a part of the memory it has used."""
    global _fil
    _fil = ThreadPoolExecutor(max_workers=1, thread_name_prefix="images")


_ouvrir_le_fil()
# A worker does not inherit the thread of the process that loaded the pictures of the demo before it: it would wait for ever.
os.register_at_fork(after_in_child=_ouvrir_le_fil)
SEUIL = 1024 * 1024
"""Bytes from which a block of memory is asked of the system, and given back to it as soon as it is free."""
M_MMAP_THRESHOLD = -3
# Where the C library can (glibc): by itself it keeps for later blocks of up to 32 MB, once one as large was freed
# (mallopt(3), « dynamic mmap threshold »), and what a picture took then stands beside what the next one takes.
if hasattr(_libc := ctypes.CDLL(None), "mallopt"):
    _libc.mallopt(M_MMAP_THRESHOLD, SEUIL)


def un_a_la_fois(travail, *args, **options):
    """Return what `travail(*args, **options)` does, alone of its kind in this process.

    Raises ValidationError, in French, when the turn has not come after `ATTENTE` seconds, and what `travail` raises.
    """
    tache = _fil.submit(travail, *args, **options)
    try:
        return tache.result(timeout=ATTENTE)
    except TimeoutError:
        if not tache.cancel():
            return tache.result()
        raise ValidationError("Le serveur traite déjà d’autres images. Réessayez dans une minute.", code="occupe") from None


def dimensions_webp(debut: bytes) -> tuple[int, int] | None:
    """Return the (width, height) that the first 30 bytes of a WebP announce (RFC 9649), or None when it is no WebP.

    Pillow makes two canvases of that size as soon as it opens the file.
    """
    if debut[:4] != b"RIFF" or debut[8:12] != b"WEBP":
        return None
    nature = debut[12:16]
    if nature == b"VP8X":
        return tuple(int.from_bytes(debut[rang : rang + 3], "little") + 1 for rang in (24, 27))
    if nature == b"VP8L":
        bits = int.from_bytes(debut[21:25], "little")
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    return tuple(int.from_bytes(debut[rang : rang + 2], "little") & 0x3FFF for rang in (26, 28))


def verifier_dimensions(largeur: int, hauteur: int, nature: str, octets_par_pixel: float = 0) -> None:
    """Raise ValidationError, in French, for a picture that takes too much memory to decode.

    `nature` is Pillow's name of the format; `octets_par_pixel` adds to what the format takes.
    """
    pixels_max = settings.CUF_IMAGE_PIXELS_MAX
    octets = OCTETS_PAR_PIXEL.get(nature, 0) + octets_par_pixel
    if octets:
        pixels_max = min(pixels_max, int(OCTETS_MAX / octets))
    if largeur * hauteur > pixels_max:
        limite = f"{pixels_max // 1_000_000} millions de pixels au plus"
        autre = " ou enregistrez-la en JPEG" if pixels_max < settings.CUF_IMAGE_PIXELS_MAX and nature != "JPEG" else ""
        raise ValidationError(
            f"Cette image est trop grande : {limite}{f' en {nature}' if autre else ''}."
            f" Réduisez ses dimensions avant de l’envoyer{autre}.",
            code="dimensions",
        )


def verifier_source(source: Image.Image) -> None:
    """Raise ValidationError, in French, for an open file, not decoded yet, that takes too much memory to decode."""
    octets = 0
    nature = "JPEG" if source.format == "MPO" else source.format
    if nature == "JPEG" and source.info.get("progressive"):
        # Every coefficient is kept until the last pass, and reading at a reduced size spares nothing: two bytes, 2.7 as measured.
        blocs = [horizontal * vertical for _, horizontal, vertical, _ in source.layer]
        octets = 2.7 * sum(blocs) / max(blocs)
    verifier_dimensions(*source.size, nature, octets)
