"""The text of documents, read for the search: no transaction waits for the process that reads a file."""

import logging
import subprocess
import sys
from pathlib import PurePath

from django.conf import settings

from mediatheque.models import Document
from mediatheque.texte import LISIBLES, SECONDES_MAX

logger = logging.getLogger(__name__)

PAR_TOUR = 20
"""Documents read in a row."""


def lire_les_nouveaux() -> int:
    """Read the documents that nobody read yet, at most `PAR_TOUR`; return how many."""
    documents = [*Document.objects.filter(lecture=Document.Lecture.A_LIRE).order_by("pk")[:PAR_TOUR]]
    for document in documents:
        lire_document(document=document)
    return len(documents)


def lire_document(*, document: Document) -> None:
    """Keep the text of a document for the search; of one that cannot be read, staff see that it could not."""
    texte, lecture = _lire(document)
    # A file replaced meanwhile is to be read in its turn.
    Document.objects.filter(pk=document.pk, fichier=document.fichier.name).update(texte=texte, lecture=lecture)


def _lire(document):
    if document.genre:
        # Who may listen finds it by what is said there.
        return document.transcription, Document.Lecture.LU if document.transcription else Document.Lecture.SANS_TEXTE
    extension = PurePath(document.fichier.name).suffix.lstrip(".").lower()
    if extension not in LISIBLES:
        return "", Document.Lecture.SANS_TEXTE
    try:
        with document.fichier.open("rb") as fichier:
            lu = subprocess.run(  # noqa: S603 - our own module; the extension is one of ours
                [sys.executable, "-m", "mediatheque.texte", extension],
                stdin=fichier,
                capture_output=True,
                timeout=2 * SECONDES_MAX,
                check=True,
                cwd=settings.BASE_DIR,
            )
    except (OSError, subprocess.SubprocessError) as erreur:
        logger.warning("Document %s illisible : %s", document.pk, erreur)
        return "", Document.Lecture.ILLISIBLE
    texte = lu.stdout.decode()
    return texte, Document.Lecture.LU if texte else Document.Lecture.SANS_TEXTE
