"""What a reader without access is told."""

from django.shortcuts import render


def acces_reserve(request, objet, *, niveaux=(), compte_rendu=None):
    """Tell who may read `objet` (a content or a document) and how to get access, with status 403.

    `niveaux` are the (name, address) pairs of the breadcrumb above it; `compte_rendu`, the minutes that the reader is told of.
    """
    contexte = {"objet": objet, "niveaux": niveaux, "compte_rendu": compte_rendu}
    return render(request, "socle/acces_reserve.html", contexte, status=403)
