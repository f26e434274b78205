from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, render
from django.utils.text import slugify
from django.views.decorators.http import require_safe
from django.views.static import serve

from socle.consultation import acces_reserve
from socle.models import Document
from socle.vitrine import vitrine


@require_safe
def document(request, cle):
    """Stream a document to a reader who may read it; anyone else is told who may, and of the team's own gets 404."""
    piece = get_object_or_404(Document.objects.annonces_pour(request.lecteur), cle=cle)
    if not request.lecteur.peut_lire(piece):
        return acces_reserve(request, piece)
    try:
        fichier = piece.fichier.open("rb")
    except OSError as erreur:
        raise Http404("Le fichier de ce document manque.") from erreur
    reponse = FileResponse(fichier, as_attachment=True, filename=f"{slugify(piece.titre) or 'document'}.{piece.format.lower()}")
    reponse["X-Robots-Tag"] = "noindex"
    if piece.acces != "public":
        reponse["Cache-Control"] = "private, no-store"
    return reponse


@require_safe
def media(request, chemin):
    """Serve a picture; its name is random and its bytes never change, so browsers may keep it for a year."""
    try:
        reponse = serve(request, chemin, document_root=settings.MEDIA_ROOT)
    except OSError as erreur:
        # A name longer than the file system allows.
        raise Http404("Cette image n’existe pas.") from erreur
    reponse["Cache-Control"] = "public, max-age=31536000, immutable"
    return reponse


@require_safe
def composants(request):
    """Show every component of the design on one page, for staff."""
    if not request.user.is_staff:
        raise PermissionDenied
    return render(request, "socle/composants.html", vitrine())
