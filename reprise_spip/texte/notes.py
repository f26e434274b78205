"""Notes: `[[text]]` is numbered, `[[<A> text]]` has a name, `[[<> text]]` is called by nothing."""

import re

from reprise_spip.texte.atelier import Appel, Atelier, Mots, Note

NOTES_MAX = 999
"""Notes of an article; the portal's calls have three digits."""
_NOM = re.compile(r"\s*<([^<>'\"]{0,40})>")


def noter(texte: str, atelier: Atelier, convertir) -> str:
    """Return `texte` with its notes set aside, each leaving its call.

    Args:
        texte: a text whose links and figures are set aside.
        atelier: the bench, whose notes may be those of the texts before.
        convertir: function that converts the text of a note.
    """
    morceaux, debut = [], 0
    while (ouvre := texte.find("[[", debut)) >= 0:
        fin = texte.find("]]", ouvre + 2)
        if fin < 0:
            atelier.dire("note", texte[ouvre:])
            break
        # « ]]] » ends with the bracket of the words before.
        while texte.startswith("]", fin + 2):
            fin += 1
        source = texte[ouvre : fin + 2]
        morceaux += [texte[debut:ouvre], _une(texte[ouvre + 2 : fin], source, atelier, convertir)]
        debut = fin + 2
    return "".join([*morceaux, texte[debut:]])


def numeroter(notes: list[Note]) -> list[tuple[int, str]]:
    """Return, for each note in the order it was read, its place in the list and what calls it: numbered ones come first.

    So the number by which a note is called is that of its place in the list, as the portal reads them.
    """
    numerotees = sum(note.nom == "" for note in notes)
    places, numero, autre = [], 0, numerotees
    for note in notes:
        if note.nom == "":
            numero += 1
            places.append((numero, str(numero)))
        else:
            autre += 1
            places.append((autre, note.nom or ""))
    return places


def _une(contenu, source, atelier, convertir):
    nom, texte = _lire(contenu)
    deja = next((rang for rang, note in enumerate(atelier.notes) if note.nom == nom), None) if nom else None
    if not texte.strip():
        if deja is not None:
            return atelier.ranger(Appel(deja))
        if contenu.strip():
            atelier.dire("note", source)
            return atelier.ranger(Mots(atelier.source(source)))
        return ""
    if len(atelier.notes) >= NOTES_MAX or (html := convertir(texte)) == "":
        return f" [{texte}]"
    atelier.notes.append(Note(nom, html))
    return "" if nom is None else atelier.ranger(Appel(len(atelier.notes) - 1))


def _lire(contenu):
    """Return the name of a note, None when nothing calls it, empty when it has a number; and its text."""
    trouve = _NOM.match(contenu)
    if trouve is None or f"</{trouve[1].partition(' ')[0]}>" in contenu:
        return "", contenu
    return trouve[1].strip() or None, contenu[trouve.end() :]
