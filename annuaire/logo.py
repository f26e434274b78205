"""A new logo kept across a refused form, since a browser never gives a file back.

It travels in the form itself, signed for the member: nothing is stored, so nothing is to be removed.
"""

from base64 import b64decode, b64encode
from dataclasses import dataclass

from django.core import signing

from mediatheque.images import ImagePreparee

# Beyond, the page would be too heavy: the file is to be chosen again.
POIDS_MAX = 1_000_000  # bytes


@dataclass(frozen=True)
class LogoGarde:
    """What the form shows of the logo, and sends back: `apercu` is an address for an image, `jeton` the signed content."""

    apercu: str
    jeton: str


def _signataire(par):
    return signing.Signer(salt=f"annuaire.logo-{par.pk}")


def garder(image, *, par):
    """Return the `LogoGarde` of an `ImagePreparee` sent by `par`, or None when it is too heavy."""
    if image.size > POIDS_MAX:
        return None
    image.seek(0)
    contenu = b64encode(image.read()).decode()
    jeton = _signataire(par).sign(f"{image.largeur}x{image.hauteur}:{contenu}")
    return LogoGarde(apercu=f"data:{image.content_type};base64,{contenu}", jeton=jeton)


def retrouver(jeton, *, par):
    """Return the `ImagePreparee` kept in `jeton`, or None when that was not signed for this member."""
    try:
        dimensions, contenu = _signataire(par).unsign(jeton).split(":")
    except signing.BadSignature:
        return None
    largeur, hauteur = dimensions.split("x")
    return ImagePreparee(b64decode(contenu), largeur=int(largeur), hauteur=int(hauteur))
