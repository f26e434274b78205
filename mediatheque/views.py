from functools import wraps
from pathlib import PurePosixPath

from django.conf import settings
from django.core.files.storage import default_storage
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe
from django.views.static import serve

from mediatheque.identites import nom_entier
from mediatheque.models import Document
from mediatheque.plages import servir
from mediatheque.remplacement import nom_actuel
from mediatheque.usages import joint_a_ce_qui_n_est_pas_en_ligne
from socle.acces.refus import acces_reserve
from socle.imprimable import nom_de_fichier
from socle.memoire import UN_AN


def _ouvert(vue):
    """Give a view the document of its address, for a reader who may read it; anyone else is told who may.

    Of the team's own, or of what is not online yet, they get 404.
    """

    @require_safe
    @wraps(vue)
    def garder(request, cle):
        piece = get_object_or_404(Document.objects.annonces_pour(request.lecteur), cle=cle)
        if not request.lecteur.equipe and joint_a_ce_qui_n_est_pas_en_ligne(piece):
            raise Http404("Ce document est joint à un contenu qui n’est pas en ligne.")
        if not request.lecteur.peut_lire(piece):
            return acces_reserve(request, piece)
        reponse = vue(request, piece)
        reponse["X-Robots-Tag"] = "noindex"
        if piece.acces != "public":
            reponse["Cache-Control"] = "private, no-store"
        return reponse

    return garder


@_ouvert
def document(request, piece):
    """Stream a document, whole or the bytes that a player asks for."""
    try:
        fichier = piece.fichier.open("rb")
    except OSError as erreur:
        raise Http404("Le fichier de ce document manque.") from erreur
    nom = nom_de_fichier(piece.titre, piece.format.lower())
    return servir(
        request, fichier, piece.fichier.size, piece.somme, as_attachment=True, filename=nom, content_type=piece.type_mime
    )


@_ouvert
def ecoute(request, piece):
    """Show a sound or a video with its words, by itself: where a text leads to one that is not for all."""
    if not piece.genre:
        raise Http404("Ce document ne s’écoute pas.")
    return render(request, "mediatheque/ecoute.html", {"document": piece, "niveaux": []})


@_ouvert
def sous_titres(request, piece):
    """Give the captions of a video."""
    if not piece.sous_titres:
        raise Http404("Ce document n’a pas de sous-titres.")
    return HttpResponse(piece.sous_titres, content_type="text/vtt; charset=utf-8")


@require_safe
def media(request, chemin):
    """Serve a picture; its name is random and its bytes never change, so browsers may keep it for a year.

    One whose file was replaced leads to the file of today: an old letter, a page kept elsewhere, a draft still ask for it.
    An AVIF that is not there (a restored backup) leads to its WebP, for a minute: a `<picture>` tries no other.
    """
    try:
        reponse = serve(request, chemin, document_root=settings.MEDIA_ROOT)
    except OSError as erreur:
        # A name longer than the file system allows.
        raise Http404("Cette image n’existe pas.") from erreur
    except Http404:
        entier = nom_entier(chemin)
        if not entier:
            raise
        demande = f"{PurePosixPath(entier).parent}/{PurePosixPath(chemin).stem}.webp"
        if demande != chemin and default_storage.exists(demande):
            return _ailleurs(demande, 60)
        actuel = nom_actuel(entier, demande)
        if not actuel:
            raise
        return _ailleurs(actuel, 3600)
    reponse["Cache-Control"] = UN_AN
    return reponse


def _ailleurs(nom, secondes):
    reponse = redirect(default_storage.url(nom))
    reponse["Cache-Control"] = f"public, max-age={secondes}"
    return reponse
