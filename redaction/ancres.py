"""Words quoted from a text, found again in it by themselves and by their neighbours, wherever they moved.

Blanks count for nothing: a paragraph cut in two, or a no-break space put in, changes no word. The same search is made in the
browser on what is being typed (static/admin-cuf/remarques.js).
"""

from django.db import models

from redaction.models import Contenu, Remarque
from socle.texte_riche import ChampRiche, texte_brut


def champs_cites(modele: type[models.Model]) -> dict[str, models.Field]:
    """Return the fields of a model whose words may be quoted, by name: all that is typed as words, addresses apart."""
    return {
        champ.name: champ
        for champ in modele._meta.fields
        if isinstance(champ, (models.CharField, models.TextField))
        and champ.editable
        and not champ.choices
        and not isinstance(champ, (models.SlugField, models.URLField, models.EmailField))
    }


def retrouver(texte: str, citation: str, avant: str = "", apres: str = "") -> int | None:
    """Return where `citation` stands in `texte`, counted without blanks; None where it does not.

    Where it stands several times, the place whose neighbours are most like `avant` and `apres`.
    """
    texte, citation, avant, apres = map(_nu, (texte, citation, avant, apres))
    trouvee, note, place = None, -1, texte.find(citation)
    while place >= 0 and citation:
        voisins = _communs(texte[:place][::-1], avant[::-1]) + _communs(texte[place + len(citation) :], apres)
        if voisins > note:
            trouvee, note = place, voisins
        place = texte.find(citation, place + 1)
    return trouvee


def passage_change(remarque: Remarque, contenu: Contenu) -> bool:
    """Say whether the words that a remark quotes are no longer in the texts of its content, as they are saved."""
    if not remarque.citation:
        return False
    champs = champs_cites(type(contenu))
    lus = [champs[remarque.champ]] if remarque.champ in champs else champs.values()
    return all(retrouver(_lu(champ, contenu), remarque.citation) is None for champ in lus)


def _lu(champ, contenu):
    valeur = getattr(contenu, champ.name) or ""
    return texte_brut(valeur) if isinstance(champ, ChampRiche) else valeur


def _nu(texte):
    return "".join(texte.split())


def _communs(un, autre):
    nombre = 0
    for a, b in zip(un, autre, strict=False):
        if a != b:
            break
        nombre += 1
    return nombre
