"""Part of a file, as players ask for it to begin in the middle (byte ranges, RFC 9110 §14)."""

import re

from django.http import FileResponse, HttpResponse

_PLAGE = re.compile(r"bytes=(\d{0,15})-(\d{0,15})")


class Tranche:
    """An open file of which some bytes are left to read. It has no name and no descriptor, by which servers send it whole."""

    def __init__(self, fichier, debut, longueur):
        fichier.seek(debut)
        self.fichier, self.reste = fichier, longueur

    def read(self, taille=-1):
        """Return at most `taille` bytes, all that are left without it."""
        lu = self.fichier.read(self.reste if taille < 0 else min(taille, self.reste))
        self.reste -= len(lu)
        return lu

    def close(self):
        """Close the file."""
        self.fichier.close()


def servir(request, fichier, taille, etiquette, **autres):
    """Return the answer that sends an open file: whole, or the one range that is asked for; 416 for one beyond its end.

    Several ranges at once, or one that cannot be read, are answered by the whole, as the standard lets.

    Args:
        request: the request, GET or HEAD.
        fichier: an open file.
        taille: its size in bytes.
        etiquette: what tells this file from the one that may take its place, for `ETag`; empty when it is not known.
        autres: arguments of `FileResponse`.
    """
    etiquette = f'"{etiquette}"' if etiquette else ""
    plage = _plage(request.headers.get("Range", ""), taille)
    # Parts of two files make none: the range is of the one that the player began with.
    if request.headers.get("If-Range", etiquette) != etiquette:
        plage = None
    if plage == ():
        fichier.close()
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{taille}", "Accept-Ranges": "bytes"})
    if plage is None:
        reponse = FileResponse(fichier, **autres)
    else:
        debut, fin = plage
        reponse = FileResponse(Tranche(fichier, debut, fin - debut + 1), status=206, **autres)
        reponse["Content-Range"] = f"bytes {debut}-{fin}/{taille}"
        reponse["Content-Length"] = str(fin - debut + 1)
    reponse["Accept-Ranges"] = "bytes"
    if etiquette:
        reponse["ETag"] = etiquette
    return reponse


def _plage(demande, taille):
    """Return the first and the last byte asked for; None for the whole, an empty pair for what the file does not hold."""
    trouve = _PLAGE.fullmatch(demande.strip())
    if trouve is None or not any(trouve.groups()):
        return None
    premier, dernier = trouve.groups()
    if not premier:
        debut, fin = max(0, taille - int(dernier)), taille - 1
        return (debut, fin) if int(dernier) and taille else ()
    debut, fin = int(premier), min(int(dernier or taille - 1), taille - 1)
    if dernier and int(dernier) < debut:
        return None
    return (debut, fin) if debut <= fin else ()
