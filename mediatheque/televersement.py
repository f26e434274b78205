"""Receiving images and documents: the media library's entry, the editor's upload address and a form field.

The bytes are judged in `mediatheque.images`; this module knows the model, who may send, and the
answers the editor waits for.
"""

import re
from contextlib import suppress
from pathlib import PurePath
from typing import ClassVar

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.db import transaction
from django.http import HttpRequest, JsonResponse

from mediatheque.durees import lire_duree
from mediatheque.enregistrements import genre_de
from mediatheque.images import ImagePreparee, creer_variantes, preparer_image, supprimer_fichiers
from mediatheque.models import Document, Image
from mediatheque.pieces import verifier_piece
from mediatheque.sommes import somme
from mediatheque.stockage import StockageEnPanne
from socle.ecriture import FORMATS_IMAGE
from socle.journal import journaliser, nommer
from socle.nombres import plafond_en_mo
from socle.saisie import nettoyer

nommer({"televerser": "envoyer un fichier"})

TYPES_ACCEPTES = ",".join(f"image/{nom}" for nom in FORMATS_IMAGE)


@transaction.atomic
def enregistrer_image(
    *,
    fichier: File,
    par,
    titre: str = "",
    alt: str = "",
    credit: str = "",
    legende: str = "",
    focal: tuple[int, int] = (50, 50),
) -> Image:
    """Add a picture to the media library, with its variants and its line in the journal.

    `fichier` is an upload, or what `ChampImage` made of it; `par` is the user who sends it,
    or None for a command; `focal` is (x, y) in percent. Raises `ValidationError` with a
    message in French when the file is refused, `StockageEnPanne` when it cannot be written.
    """
    if not isinstance(fichier, ImagePreparee):
        fichier = preparer_image(fichier)
    image = Image(titre=titre, alt=alt, credit=credit, legende=legende, focal_x=focal[0], focal_y=focal[1], envoyee_par=par)
    image.somme = somme(fichier)
    image.fichier = fichier
    image.full_clean()
    try:
        image.save()
        creer_variantes(image.fichier.name, focal=focal)
    except (OSError, ValidationError) as erreur:
        with suppress(OSError):
            supprimer_fichiers(image.fichier.name)
        if isinstance(erreur, OSError):
            raise StockageEnPanne from erreur
        raise
    journaliser(par=par, action="televerser", objet=image)
    return image


@transaction.atomic
def enregistrer_document(*, fichier: File, par, titre: str) -> Document:
    """Add a document to the media library, read by all until it is said otherwise, with its line in the journal.

    Raises `ValidationError` with a message in French when the file is refused, `StockageEnPanne` when it cannot be written.
    """
    if not fichier.size:
        raise ValidationError("Ce fichier est vide.", code="vide")
    verifier_piece(fichier)
    document = Document(titre=titre, depose_par=par, somme=somme(fichier))
    # The words of a sound are nobody's yet: a wall here would lose the file.
    document.a_transcrire = bool(genre_de(fichier.name))
    document.duree = lire_duree(fichier)
    # The name it had may be long: it is not kept.
    document.fichier = File(fichier, name=f"depot{PurePath(fichier.name).suffix.lower()}")
    document.full_clean()
    try:
        document.save()
    except OSError as erreur:
        raise StockageEnPanne from erreur
    journaliser(par=par, action="televerser", objet=document, detail={"acces": document.acces})
    return document


def deja_la(modele, fichier):
    """Return the row of `modele` whose file has the content of `fichier`, the first sent of several; None without one."""
    return modele.objects.filter(somme=somme(fichier)).order_by("pk").first()


def titre_d_apres(nom, modele):
    """Return the words that the name of a file makes: « pont_de-mostar.JPG » is « pont de mostar »."""
    mots = nettoyer(re.sub(r"[_\s-]+", " ", PurePath(nom).stem)).strip()
    return mots[: modele._meta.get_field("titre").max_length].strip()


def peut_televerser(utilisateur) -> bool:
    """Staff who may add an image to the media library send one; nobody else does."""
    return utilisateur.is_staff and utilisateur.has_perm("mediatheque.add_image")


def televerser_image(request: HttpRequest) -> JsonResponse:
    """Answer CKEditor's upload: a POST with the file in `upload`.

    Gives `{"url": …}`, or 4xx (503 when the disk fails) with `{"error": {"message": …}}`, whose French message the
    editor shows. Nobody is sent to a sign-in page: the editor could not show it.
    """
    if request.method != "POST":
        reponse = _refus("Cette adresse reçoit seulement les images envoyées par l’éditeur.", 405)
        reponse.headers["Allow"] = "POST"
        return reponse
    if not peut_televerser(request.user):
        if request.user.is_authenticated:
            return _refus("Vous n’avez pas le droit d’ajouter des images.", 403)
        return _refus("Vous n’êtes plus connecté : reconnectez-vous dans un autre onglet, puis réessayez.", 403)
    fichier = request.FILES.get("upload")
    if fichier is None:
        return _refus("Aucune image n’a été reçue. Réessayez.", 400)
    try:
        # Decoded before the transaction begins: nobody waits for a turn with a connection to the database in hand.
        preparee = preparer_image(fichier)
        # The picture that the library has already is the one shown.
        image = deja_la(Image, preparee) or enregistrer_image(
            fichier=preparee, par=request.user, titre=titre_d_apres(fichier.name, Image)
        )
    except ValidationError as erreur:
        return _refus(" ".join(erreur.messages), 400)
    except StockageEnPanne as panne:
        return _refus(str(panne), 503)
    return JsonResponse({"url": image.fichier.url})


def _refus(message: str, statut: int) -> JsonResponse:
    return JsonResponse({"error": {"message": message}}, status=statut)


class ChampImage(forms.FileField):
    """A form's image: whatever is sent comes out checked and re-encoded, or refused in French.

    Its cleaned value is the `ImagePreparee` to give to an `ImageField`, or, as for every
    file field, the former file when none is sent and False when it is to be removed.
    """

    default_error_messages: ClassVar = {"empty": "Ce fichier est vide."}

    def __init__(self, **kwargs):
        kwargs.setdefault("help_text", f"JPEG, PNG, WebP, GIF ou AVIF, {plafond_en_mo(settings.CUF_IMAGE_POIDS_MAX)} au plus.")
        super().__init__(**kwargs)

    def widget_attrs(self, widget):
        """Let the file chooser show images only."""
        attrs = super().widget_attrs(widget)
        if isinstance(widget, forms.FileInput):
            attrs.setdefault("accept", TYPES_ACCEPTES)
        return attrs

    def to_python(self, data):
        """Check the file sent, if any, and return it re-encoded."""
        fichier = super().to_python(data)
        return fichier if fichier is None else preparer_image(fichier)
