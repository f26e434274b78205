"""Decoding pictures without filling the memory of the server.

A file of a few kilobytes may hold hundreds of megabytes of pixels. So its dimensions are judged from its first bytes, the formats
that are decoded whole, in several copies, have a lower limit, and a process decodes one picture at a time.
"""

import threading
from contextlib import contextmanager

from django.conf import settings
from django.core.exceptions import ValidationError
from PIL import Image

ATTENTE = 25  # seconds: less than what a browser, or the proxy in front, waits for
OCTETS_MAX = 230_000_000
"""Bytes that decoding one picture may take, beside what the process holds."""
OCTETS_PAR_PIXEL = {"WEBP": 17, "AVIF": 18.5, "GIF": 5, "PNG": 4}
"""Bytes that decoding takes for each pixel of a file, at the peak: for WebP, two canvases, what is given to Python and the
picture; for AVIF, the planes of colour, twice, then the same. `tests/mediatheque/test_memoire.py` measures them."""

_un_seul = threading.BoundedSemaphore(1)


@contextmanager
def un_a_la_fois():
    """Wait for one's turn to decode in this process; raises ValidationError, in French, after `ATTENTE` seconds."""
    if not _un_seul.acquire(timeout=ATTENTE):
        raise ValidationError(
            "Le serveur traite déjà d’autres images. Réessayez dans une minute.",
            code="occupe",
        )
    try:
        yield
    finally:
        _un_seul.release()


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
        # Every coefficient, of two bytes, is kept until the last pass: reading at a reduced size spares nothing.
        blocs = [horizontal * vertical for _, horizontal, vertical, _ in source.layer]
        octets = 2 * sum(blocs) / max(blocs)
    verifier_dimensions(*source.size, nature, octets)
