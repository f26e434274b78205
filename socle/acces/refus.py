"""What a reader without access is told."""

from django.shortcuts import render


def acces_reserve(request, objet, *, niveaux=()):
    """Tell who may read `objet` (a content or a document) and how to get access, with status 403.

    `niveaux` are the (name, address) pairs of the breadcrumb above it.
    """
    return render(request, "socle/acces_reserve.html", {"objet": objet, "niveaux": niveaux}, status=403)
