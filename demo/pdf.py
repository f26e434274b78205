"""A small PDF writer for the demo's documents: a title and paragraphs on A4 pages, tagged so that screen readers follow them.

PDF 1.7 with the standard Helvetica fonts, a language, a title and a structure tree (ISO 32000-1, §14.7 and §14.8).
"""

import unicodedata

LARGEUR, HAUTEUR, MARGE = 595, 842, 64  # points: A4 and its margins
CORPS, TITRE, INTERLIGNE = 11, 18, 1.45
PAR_PAGE = HAUTEUR - MARGE

# Widths of Helvetica, in thousandths of the size, of the characters from space to « ~ » (Adobe's metrics).
# fmt: off
_LARGEURS = [
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556, 556,
    556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778,
    667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556, 556, 278, 556,
    556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
]
# fmt: on


def pdf(titre, texte):
    """Return the bytes of a PDF that shows `titre` then the paragraphs of `texte`, separated by blank lines."""
    lignes = [(ligne, TITRE, True, 0) for ligne in _couper(_affichable(titre), TITRE)]
    for numero, paragraphe in enumerate(_affichable(texte).strip().split("\n\n"), start=1):
        lignes += [(ligne, CORPS, False, numero) for ligne in _couper(paragraphe.replace("\n", " "), CORPS)]
    return _assembler(titre, _mettre_en_pages(lignes))


def _affichable(texte):
    """Return a text that the standard fonts can show: « 1ᵉʳ » has no such glyphs and becomes « 1er »."""
    return "".join(lettre if lettre.encode("cp1252", "ignore") else unicodedata.normalize("NFKC", lettre) for lettre in texte)


def _largeur(texte, corps):
    lettres = unicodedata.normalize("NFD", texte)
    milliemes = sum(_largeur_de(lettre) for lettre in lettres if not unicodedata.combining(lettre))
    return milliemes * corps / 1000


def _largeur_de(lettre):
    """Return the width of a character, in thousandths of the size; an average one outside ASCII."""
    return _LARGEURS[ord(lettre) - 32] if " " <= lettre <= "~" else 556


def _couper(texte, corps):
    """Cut a text into lines that fit between the margins; a bold title is a little wider than measured."""
    place = (LARGEUR - 2 * MARGE) * (0.92 if corps == TITRE else 1)
    lignes = [""]
    for mot in texte.split(" "):
        essai = f"{lignes[-1]} {mot}".strip()
        if lignes[-1] and _largeur(essai, corps) > place:
            lignes.append(mot)
        else:
            lignes[-1] = essai
    return lignes


def _mettre_en_pages(lignes):
    """Return pages, lists of `(y, text, size, bold, block)`; a new block leaves a space above it."""
    pages, y, bloc_precedent = [[]], PAR_PAGE, 0
    for texte, corps, gras, bloc in lignes:
        y -= corps * INTERLIGNE + (8 if bloc != bloc_precedent else 0)
        if y < MARGE:
            pages.append([])
            y = PAR_PAGE - corps * INTERLIGNE
        pages[-1].append((y, texte, corps, gras, bloc))
        bloc_precedent = bloc
    return pages


def _chaine(texte):
    """Return a text shown on a page: WinAnsi bytes, escaped."""
    octets = texte.encode("cp1252", "replace")
    return b"(" + octets.replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)") + b")"


def _unicode(texte):
    """Return a text of the document's information, in UTF-16."""
    return b"<FEFF" + texte.encode("utf-16-be").hex().encode() + b">"


def _assembler(titre, pages):
    """Return the file: objects, then the table of their places, then the trailer.

    Objects 1 to 6 are the catalogue, the tree of pages, the two fonts, the root of the structure and its « Document »; then, for
    each page, its dictionary and its contents; then one element of structure for each block of text.
    """
    blocs = sorted({bloc for page in pages for *_, bloc in page})
    objet_de_page = {numero: 7 + 2 * numero for numero in range(len(pages))}
    objet_de_bloc = {bloc: 7 + 2 * len(pages) + rang for rang, bloc in enumerate(blocs)}
    morceaux = {bloc: [] for bloc in blocs}  # block → [(page, mark)]: a block may run over two pages
    flux, parents = [], []
    for numero, page in enumerate(pages):
        contenu, marques = [], []
        for y, texte, corps, gras, bloc in page:
            if not marques or marques[-1] != bloc:
                contenu += [b"EMC"] if marques else []
                morceaux[bloc].append((numero, len(marques)))
                contenu.append(b"/%s <</MCID %d>> BDC" % (b"P" if bloc else b"H1", len(marques)))
                marques.append(bloc)
            police = b"/F2" if gras else b"/F1"
            mots = _chaine(f"{texte} ")  # the space keeps lines apart when they are read aloud
            contenu.append(b"BT %s %d Tf 1 0 0 1 %d %.1f Tm %s Tj ET" % (police, corps, MARGE, y, mots))
        flux.append(b"\n".join([*contenu, b"EMC"]))
        parents.append(b"%d [%s]" % (numero, b" ".join(b"%d 0 R" % objet_de_bloc[bloc] for bloc in marques)))
    catalogue = (
        b"<</Type /Catalog /Pages 2 0 R /Lang (fr-FR) /MarkInfo <</Marked true>> /StructTreeRoot 5 0 R"
        b" /ViewerPreferences <</DisplayDocTitle true>>>>"
    )
    police_de = b"<</Type /Font /Subtype /Type1 /BaseFont /%s /Encoding /WinAnsiEncoding>>"
    objets = [
        catalogue,
        b"<</Type /Pages /Count %d /Kids [%s]>>" % (len(pages), b" ".join(b"%d 0 R" % objet for objet in objet_de_page.values())),
        police_de % b"Helvetica",
        police_de % b"Helvetica-Bold",
        b"<</Type /StructTreeRoot /K 6 0 R /ParentTree <</Nums [%s]>> /ParentTreeNextKey %d>>" % (b" ".join(parents), len(pages)),
        b"<</Type /StructElem /S /Document /P 5 0 R /K [%s]>>" % b" ".join(b"%d 0 R" % objet for objet in objet_de_bloc.values()),
    ]
    for numero, contenu in enumerate(flux):
        objets.append(
            b"<</Type /Page /Parent 2 0 R /MediaBox [0 0 %d %d] /Resources <</Font <</F1 3 0 R /F2 4 0 R>>>> /Contents %d 0 R"
            b" /StructParents %d /Tabs /S>>" % (LARGEUR, HAUTEUR, objet_de_page[numero] + 1, numero)
        )
        objets.append(b"<</Length %d>>\nstream\n%s\nendstream" % (len(contenu), contenu))
    for bloc in blocs:
        enfants = b" ".join(
            b"<</Type /MCR /Pg %d 0 R /MCID %d>>" % (objet_de_page[numero], marque) for numero, marque in morceaux[bloc]
        )
        objets.append(b"<</Type /StructElem /S /%s /P 6 0 R /K [%s]>>" % (b"P" if bloc else b"H1", enfants))
    objets.append(b"<</Title %s /Creator %s>>" % (_unicode(titre), _unicode("Cités Unies France (démonstration)")))
    return _fichier(objets)


def _fichier(objets):
    sortie = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    places = []
    for numero, objet in enumerate(objets, start=1):
        places.append(len(sortie))
        sortie += b"%d 0 obj\n%s\nendobj\n" % (numero, objet)
    table = len(sortie)
    sortie += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objets) + 1)
    sortie += b"".join(b"%010d 00000 n \n" % place for place in places)
    sortie += b"trailer\n<</Size %d /Root 1 0 R /Info %d 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objets) + 1,
        len(objets),
        table,
    )
    return bytes(sortie)
