"""Cutting a picture to a size, whichever format is then written, without Django: a process of its own does it too."""

from PIL import Image, ImageOps


def couper(source: Image.Image, taille: tuple[int, int], focal: tuple[int, int] | None = None) -> Image.Image:
    """Return `source` at `taille`, (width, height) in pixels: cropped around `focal`, (x, y) in percent, or else whole."""
    if focal is None:
        return source if source.size == taille else source.resize(taille, Image.Resampling.LANCZOS)
    return ImageOps.fit(source, taille, method=Image.Resampling.LANCZOS, centering=(focal[0] / 100, focal[1] / 100))
