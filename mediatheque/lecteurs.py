"""Sounds and videos as readers meet them in a text: the browser's own player, what is said under it."""

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.text import capfirst

from socle.acces import Acces
from socle.templatetags.composants import acces_court

GENRES = {"son": "son", "video": "vidéo"}


def mention_de(document) -> str:
    """Return what a document is, in a few words: « Document PDF », « Son, 12 min, réservé aux adhérents »."""
    if not document.genre:
        return f"Document {document.format}"
    dits = [GENRES[document.genre], document.duree_en_mots, acces_court(document.acces).lower()]
    return capfirst(", ".join(filter(None, dits)))


def adresse_de(document) -> str:
    """Return where a text leads to a document: the file, or the page where a sound or a video is heard with its words."""
    return reverse("mediatheque:ecoute", args=[document.cle]) if document.genre else document.get_absolute_url()


def lecteur_de(document) -> str:
    """Return the player of a sound or a video that all may hear; nothing for another document.

    What is kept for some readers is not drawn in a text, which is the same for all who read it: its card leads to its page,
    which asks who reads.
    """
    if not document.genre or document.acces != Acces.PUBLIC:
        return ""
    return render_to_string("composants/lecteur.html", {"document": document})
