"""The pictures of a rich text, known by their row and not by the name of a file.

A text keeps `<img data-image="12" src="…">`: the row says which picture, the address says its file, so that a page is made
without asking the database. Both are set when the text is saved (`socle.texte_riche`), and the address anew when the file of
the picture is replaced.
"""

import re
from html import escape, unescape
from pathlib import PurePosixPath

from django.conf import settings

from mediatheque.images import DOSSIER
from mediatheque.models import FichierRemplace, Image

# On a cleaned text: every attribute is quoted, every « < » of a value escaped.
_IMG = re.compile(r'<img((?:\s[a-z-]+="[^"]*")*)\s*/?>')
_ATTRIBUT = re.compile(r'([a-z-]+)="([^"]*)"')
_NOM = re.compile(r"([0-9a-f]{32}-\d{1,5}x\d{1,5})(\.[lc][0-9-]+)?\.(?:webp|avif)")


def nom_entier(adresse: str) -> str | None:
    """Return the storage name of the picture that an address shows, whole or one of its variants; None for anything else."""
    trouve = _NOM.fullmatch(PurePosixPath(adresse).name)
    return f"{DOSSIER}/{trouve[1][:2]}/{trouve[1]}.webp" if trouve else None


def rattacher(texte: str, images=Image, remplaces=FichierRemplace) -> str:
    """Return `texte`, cleaned HTML, each of its pictures tied to its row and shown by the file that this one has today.

    What the address shows wins over what the mark says: it is what the person saw. A picture that is of no row loses its mark.
    Two queries for a text with pictures. `images` and `remplaces` are the models, which a migration gives as they were.
    """
    balises = [dict(_ATTRIBUT.findall(attributs)) for attributs in _IMG.findall(texte)]
    noms = {nom for balise in balises if (nom := nom_entier(unescape(balise.get("src", ""))))}
    cles = {int(balise["data-image"]) for balise in balises if balise.get("data-image", "").isdigit()}
    if not noms and not cles:
        return texte
    d_avant = dict(remplaces.objects.filter(nom__in=noms).values_list("nom", "image_id"))
    lignes = images.objects.filter(fichier__in=noms) | images.objects.filter(pk__in=cles | {*d_avant.values()})
    fichiers = dict(lignes.values_list("pk", "fichier"))
    par_nom = {**d_avant, **{fichier: cle for cle, fichier in fichiers.items()}}

    def ecrire(trouve):
        attributs = dict(_ATTRIBUT.findall(trouve[1]))
        marque = attributs.pop("data-image", "")
        nom = nom_entier(unescape(attributs.get("src", "")))
        cle = par_nom.get(nom) or (int(marque) if marque.isdigit() and int(marque) in fichiers else None)
        if cle is not None:
            adresse = escape(settings.MEDIA_URL + fichiers[cle])
            if attributs.get("src") != adresse:
                attributs = {nom: valeur for nom, valeur in attributs.items() if nom not in ("width", "height")} | {
                    "src": adresse
                }
            attributs = {"data-image": cle, **attributs}
        return "<img{}>".format("".join(f' {nom}="{valeur}"' for nom, valeur in attributs.items()))

    return _IMG.sub(ecrire, texte)
