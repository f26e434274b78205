"""Colours of a picture, whatever its file said of them: sRGB, eight bits, upright, and small enough to be kept.

Browsers read a picture without a profile as sRGB (CSS Color 4, « untagged images »); what we store has none.
"""

import io
from contextlib import suppress

from PIL import Image, ImageCms, ImageOps

LIGNES = 64
"""Lines of the result made at once: a large picture is never copied whole."""
GAMMA_SRGB = 1 / 2.2
"""What the chunk `gAMA` of a PNG holds for a screen of today (PNG specification, 11.3.2.2)."""


def lire(source: Image.Image, cote_max: int) -> Image.Image:
    """Return the pixels of `source`, an open file not yet decoded, in eight bits a channel, with what the file says beside them.

    Each side is divided by a whole number, so that the longest one is between `cote_max` and twice that, or as it was.
    """
    facteur = max(source.size) // cote_max
    if facteur > 1:
        # A JPEG can be decoded straight at a fraction of its size; the other formats ignore this.
        source.draft(None, (source.width // facteur, source.height // facteur))
    source.load()
    return _reduire(source, max(1, max(source.size) // cote_max))


def normaliser(image: Image.Image, cote_max: int) -> Image.Image:
    """Return what `lire` gave in sRGB, upright, its longest side at most `cote_max` pixels.

    Mode `RGBA` if it has transparency, `RGB` if not.
    """
    # Before it is turned: turning makes a copy of what is left.
    image.thumbnail((cote_max, cote_max), Image.Resampling.LANCZOS)
    image = en_srgb(ImageOps.exif_transpose(image))
    return image.convert("RGBA" if image.has_transparency_data else "RGB")


def _reduire(source: Image.Image, facteur: int) -> Image.Image:
    """Return `source` in eight bits a channel, `facteur` times smaller, with what its file says beside its pixels."""
    largeur, hauteur = (-(-cote // facteur) for cote in source.size)
    reduite = None
    for haut in range(0, hauteur, LIGNES):
        boite = (0, haut * facteur, source.width, min((haut + LIGNES) * facteur, source.height))
        bande = _huit_bits(source.crop(boite))
        if reduite is None:
            reduite = Image.new(bande.mode, (largeur, hauteur))
        reduite.paste(bande.reduce(facteur) if facteur > 1 else bande, (0, haut))
    reduite.info = {cle: valeur for cle, valeur in source.info.items() if cle != "transparency"}
    return reduite


def _huit_bits(image: Image.Image) -> Image.Image:
    """Return a mode that can be resized and converted: L, LA, RGB, RGBA or CMYK, of eight bits a channel."""
    transparence = image.info.get("transparency")
    if image.mode.startswith("I"):
        seize = image.convert("I")
        gris = seize.point([valeur // 257 for valeur in range(65_536)], "L")
        if isinstance(transparence, int):
            gris.putalpha(seize.point([255 * (valeur != transparence) for valeur in range(65_536)], "L"))
        return gris
    if image.mode == "RGB" and isinstance(transparence, tuple) and max(transparence) > 255:
        # The transparent colour of sixteen bits a channel, where Pillow keeps eight of the pixels.
        image.info["transparency"] = tuple(valeur >> 8 for valeur in transparence)
    if image.has_transparency_data:
        return image if image.mode == "LA" else image.convert("RGBA")
    if image.mode in ("L", "CMYK"):
        return image
    return image.convert("L" if image.mode == "1" else "RGB")


def en_srgb(image: Image.Image) -> Image.Image:
    """Return `image` in sRGB, after the profile or the gamma that its file carries; its transparency stays as it is."""
    alpha = image.getchannel("A") if image.mode in ("LA", "RGBA") else None
    couleurs = image if alpha is None else image.convert(image.mode.removesuffix("A"))
    convertie = _selon_le_profil(couleurs, image.info) if image.info.get("icc_profile") else _selon_le_gamma(couleurs, image.info)
    if alpha is not None:
        convertie = convertie.convert("RGB")
        convertie.putalpha(alpha)
    return convertie


def _selon_le_profil(image: Image.Image, infos: dict) -> Image.Image:
    """Convert by an embedded profile. One that cannot be read, or is of another kind of picture, is ignored, as browsers do."""
    with suppress(ImageCms.PyCMSError, OSError, ValueError, TypeError):
        profil = ImageCms.ImageCmsProfile(io.BytesIO(infos["icc_profile"]))
        espace = profil.profile.xcolor_space.strip()
        if espace == "RGB" and image.mode == "L":
            image = image.convert("RGB")
        if {"RGB": "RGB", "GRAY": "L", "CMYK": "CMYK"}.get(espace) == image.mode:
            return ImageCms.profileToProfile(image, profil, ImageCms.createProfile("sRGB"), outputMode="RGB")
    return image


def _selon_le_gamma(image: Image.Image, infos: dict) -> Image.Image:
    """Convert by the chunk gAMA of a PNG that says nothing else of its colours."""
    gamma = infos.get("gamma")
    if not gamma or "srgb" in infos or image.mode not in ("L", "RGB") or abs(gamma - GAMMA_SRGB) < 0.01:
        return image
    exposant = GAMMA_SRGB / gamma
    return image.point([round(255 * (valeur / 255) ** exposant) for valeur in range(256)] * len(image.getbands()))
