"""Make one AVIF file, in a process of its own: `python -m mediatheque.encodage_avif <width> <height> [<x> <y>]`.

Reads a WebP of ours from its input, writes the AVIF to its output. What the encoder takes (130 MB for the largest picture) is
given back when it ends, and a picture that breaks it breaks nothing else.
"""

import io
import os
import resource
import sys

from PIL import Image

from mediatheque.coupes import couper

QUALITE = 64
"""As near the original as our WebP are, a fourth lighter (decision 032)."""
VITESSE = 6
"""Of the encoder, from 0 to 10: 8 is twice as fast, and a tenth heavier."""
SECONDES_MAX = 60
MEMOIRE_MAX = 400 * 1024 * 1024  # bytes of addresses: the largest picture, in RGBA, takes 250


def encoder(octets: bytes, taille: tuple[int, int], focal: tuple[int, int] | None = None) -> bytes:
    """Return in AVIF the WebP `octets`, cut as `mediatheque.coupes.couper` says. Raises OSError for what is no WebP."""
    with Image.open(io.BytesIO(octets), formats=("WEBP",)) as source:
        source.load()
        image = couper(source, taille, focal)
    sortie = io.BytesIO()
    image.save(sortie, "AVIF", quality=QUALITE, speed=VITESSE, max_threads=1)
    return sortie.getvalue()


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDES_MAX, SECONDES_MAX))
    resource.setrlimit(resource.RLIMIT_AS, (MEMOIRE_MAX, MEMOIRE_MAX))
    # Readers come first.
    os.nice(5)
    largeur, hauteur, *point = (int(un) for un in sys.argv[1:])
    sys.stdout.buffer.write(encoder(sys.stdin.buffer.read(), (largeur, hauteur), tuple(point) or None))
