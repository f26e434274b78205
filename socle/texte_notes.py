"""Notes of a rich text: « <sup><a href="#note-1">1</a></sup> » calls the first item of the numbered list that ends the text.

The rendering ties both ways what is written so, in the words that screen readers know (DPUB-ARIA). A call that no note answers
keeps its number and leads nowhere.
"""

import re
from zlib import crc32

# On HTML that was cleaned. The editor writes the link around the superscript, hands write it within.
_APPEL = re.compile(r'(?:<sup>)?<a href="#note-(\d{1,3})">(?:<sup>)?([^<]*)(?:</sup>)?</a>(?:</sup>)?')
_LISTE = re.compile(r"<(/?)(ol|ul|li)\b[^>]*>")


def noter(html: str) -> str:
    """Return the text with its calls and its notes tied together; as it is when it calls none."""
    if 'href="#note-' not in html:
        return html
    debut, notes = _notes_finales(html.rstrip())
    # Several texts may stand on a page: their notes are not each other's.
    cle = f"{crc32(html.encode()):x}"
    appelees = set()

    def appeler(trouve):
        numero, mots = int(trouve[1]), trouve[2] or trouve[1]
        if not 1 <= numero <= len(notes):
            return f"<sup>{mots}</sup>"
        ici = "" if numero in appelees else f' id="appel-{cle}-{numero}"'
        appelees.add(numero)
        lien = f'href="#note-{cle}-{numero}" role="doc-noteref" aria-label="Note {mots}"'
        return f'<a class="appel-de-note"{ici} {lien}><sup>{mots}</sup></a>'

    texte = _APPEL.sub(appeler, html[:debut])
    if not appelees:
        return texte + html[debut:]
    lignes = (_note(rang, note, cle if rang in appelees else "") for rang, note in enumerate(notes, 1))
    return f'{texte}<section class="notes" role="doc-endnotes" aria-label="Notes"><ol>{"".join(lignes)}</ol></section>'


def _note(rang, note, cle):
    if not cle:
        return f"<li>{note}</li>"
    retour = (
        f' <a class="retour-de-note" href="#appel-{cle}-{rang}" role="doc-backlink" '
        f'aria-label="Retour à l’appel de la note {rang}">↩</a>'
    )
    corps = f"{note.removesuffix('</p>')}{retour}</p>" if note.endswith("</p>") else note + retour
    return f'<li id="note-{cle}-{rang}">{corps}</li>'


def _notes_finales(html):
    """Return where the numbered list that ends a text begins, and its items; the end of the text and none without one."""
    if not html.endswith("</ol>"):
        return len(html), []
    ouvertes, debut, depart, notes = [], 0, 0, []
    for trouve in _LISTE.finditer(html):
        fermante, nom = trouve.groups()
        if not fermante:
            ouvertes.append(nom)
            if len(ouvertes) == 1:
                debut, notes = trouve.start(), []
            elif len(ouvertes) == 2:
                depart = trouve.end()
            continue
        if len(ouvertes) == 2:
            notes.append(html[depart : trouve.start()].strip())
        ouvertes.pop()
    return debut, notes
