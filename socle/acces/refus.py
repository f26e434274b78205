"""What a reader without access is told."""

from django.shortcuts import render


def acces_reserve(request, objet, *, niveaux=(), gabarit="socle/acces_reserve.html", **autres):
    """Tell who may read `objet` (a content or a document) and how to get access, with status 403.

    `niveaux` are the (name, address) pairs of the breadcrumb above it; `gabarit` says, with `autres`, what everyone may know
    beside its title.
    """
    return render(request, gabarit, {"objet": objet, "niveaux": niveaux, **autres}, status=403)
