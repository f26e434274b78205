"""The digest of a file's content, by which the library knows that it has it already."""

import hashlib

MORCEAU = 1024 * 1024  # bytes


def somme(fichier) -> str:
    """Return the SHA-256 of an open file, in hexadecimal; it is left at its beginning. Raises OSError when it cannot be read."""
    condense = hashlib.sha256()
    fichier.seek(0)
    while morceau := fichier.read(MORCEAU):
        condense.update(morceau)
    fichier.seek(0)
    return condense.hexdigest()
