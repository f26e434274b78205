"""The links of a text: `[words->target]`, `[?term]`, `[anchor<-]`, and the addresses written bare."""

import re
from html import escape, unescape
from urllib.parse import quote, urlsplit

from django.conf.locale import LANG_INFO

from reprise_spip.texte.atelier import Atelier, FinDeLien, Lien, Mots
from reprise_spip.texte.echanges import Cible
from socle.ecriture import SCHEMAS

WIKIPEDIA = "https://fr.wikipedia.org/wiki/"
ADRESSE_MAX = 2_000
"""Characters of a target; beyond, it is no address."""
AFFICHES_MAX, COUPE = 40, 35
"""Characters of an address that stands for its words, and those kept of a longer one (SPIP, `lien_court`)."""

_CROCHETS = re.compile(r"\[|\]|->")
_MOT = re.compile(r"\w*")
# « typer_raccourci » of SPIP: a kind, a number, what follows in the address.
_INTERNE = re.compile(r"([^\W\d]*)\s*(\d{1,12})(?:\?[^#]*)?(#\S*)?")
_LANGUE = re.compile(r"\{([a-z_]{0,20})\}$")
_TERME = re.compile(r"\[\?+([^\]\[<>]{1,300})\]")
_GLOSE = re.compile(r"([^|#{]*)(?:\|([^#{]*))?(?:\{[a-z_]*\})?(?:#[^|{}]*)?")
_ANCRE = re.compile(r"\[#?([^\]\[<>]{1,200})<-\]")
GENRES = {
    "": "article", "art": "article", "rub": "rubrique", "br": "breve", "brève": "breve", "aut": "auteur", "doc": "document",
    "im": "document", "img": "document", "image": "document", "emb": "document",
}  # fmt: skip
"""Other names of the kinds of rows (SPIP, `typer_raccourci`)."""
_CONNUS = {"article", "rubrique", "breve", "auteur", "mot", "groupe", "site", "syndic", "document"}


def relier(texte: str, atelier: Atelier) -> str:
    """Return `texte` with its links and terms set aside, and without its anchors; the words of a link stay, between two marks."""
    texte = _TERME.sub(lambda trouve: _definir(trouve, atelier), texte)
    # Those of headings are known (`reprise_spip.texte.ancres`); no other place of a page has an address.
    texte = _ANCRE.sub("", texte)
    morceaux, debut, ouverts = [], 0, []
    for trouve in _CROCHETS.finditer(texte):
        place, signe = trouve.start(), trouve[0]
        if place < debut:
            continue
        if signe == "[":
            ouverts.append(place)
        elif signe == "]":
            # Only « [word] » may stand within the words of a link.
            if ouverts and not _MOT.fullmatch(texte, ouverts.pop() + 1, place):
                ouverts.clear()
        elif ouverts:
            fin = texte.find("]", place, place + ADRESSE_MAX)
            if fin < 0:
                continue
            ouvre = ouverts[-1]
            ouverts.clear()
            lien = _lier(texte[ouvre + 1 : place], texte[place + 2 : fin].removeprefix(">"), texte[ouvre : fin + 1], atelier)
            morceaux += [texte[debut:ouvre], lien]
            debut = fin + 1
    return "".join([*morceaux, texte[debut:]])


def cibler(adresse: str, source: str, atelier: Atelier) -> tuple[Lien, str]:
    """Return the beginning of a link to an address as a text writes it, and the words it has by itself.

    The link has no tag where nothing known is led to, which is reported with `source`.
    """
    adresse = atelier.source(unescape(adresse)).strip()
    interne = _INTERNE.fullmatch(adresse)
    if interne and (genre := GENRES.get(interne[1].lower(), interne[1].lower())) in _CONNUS:
        cible = atelier.resolveur.lien(genre, int(interne[2]))
        if cible is None:
            atelier.dire("lien", source)
            return Lien(""), adresse if genre == "document" else f"{genre} {interne[2]}"
        return _vers(cible, interne[3] or ""), cible.titre
    if adresse.startswith("#") and len(adresse) > 1:
        if adresse[1:] not in atelier.ancres:
            atelier.dire("ancre", source)
        return Lien(_balise(atelier.ancres.get(adresse[1:], ""))), adresse
    if cible := atelier.resolveur.adresse(adresse):
        return _vers(cible, ""), cible.titre or _courte(adresse)
    return Lien(_balise(_complete(adresse, source, atelier))), _courte(adresse)


def adresse_nue(adresse: str) -> tuple[str, str]:
    """Return an address written bare without the signs that end a sentence, and these."""
    sans = adresse.rstrip(".,;:!?’'")
    return sans, adresse[len(sans) :]


def _lier(mots, cible, source, atelier):
    if not cible.strip() and not mots.strip():
        return ""
    dits, bulle = _lire_mots(mots.strip())
    if bulle:
        atelier.dire("attribut", source)
    lien, titre = cibler(cible, source, atelier)
    return atelier.ranger(lien) + (dits or atelier.ranger(Mots(titre))) + atelier.ranger(FinDeLien())


def _lire_mots(mots):
    """Return the words of a link and what it says when pointed at: « words|said{language} » (`traiter_raccourci_lien_atts`)."""
    langue = _LANGUE.search(mots[-25:])
    if langue and (not langue[1] or langue[1] in LANG_INFO):
        mots, italique = mots[: -len(langue[0])], ""
    else:
        italique = langue[0] if langue and "|" in mots else ""
    dits, barre, bulle = mots.partition("|")
    if not barre or "<" in bulle or ">" in bulle:
        return mots, ""
    return (dits + italique).strip(), bulle.removesuffix(italique)


def _vers(cible: Cible, ancre):
    objet = f' data-objet="{escape(cible.objet)}"' if cible.objet else ""
    return Lien(f'<a{objet} href="{escape(cible.adresse + ancre)}">')


def _balise(adresse):
    return f'<a href="{escape(adresse)}">' if adresse else ""


def _complete(adresse, source, atelier):
    """Return an absolute address; empty, and reported, for what is none."""
    if adresse.startswith("www."):
        adresse = f"http://{adresse}"
    elif "@" in adresse and ":" not in adresse and "/" not in adresse:
        adresse = f"mailto:{adresse}"
    try:
        schema = urlsplit(adresse).scheme
    except ValueError:
        schema = ""
    if schema in SCHEMAS:
        return re.sub(r"\s", "%20", adresse)
    atelier.dire("adresse-interdite" if schema else "adresse", source)
    return ""


def _courte(adresse):
    return adresse if len(adresse) <= AFFICHES_MAX else f"{adresse[:COUPE]}…"


def _definir(trouve, atelier):
    terme, bulle = (_GLOSE.match(trouve[1])[rang] for rang in (1, 2))
    if not any(lettre.isalpha() for lettre in terme):
        return trouve[0]
    if bulle:
        atelier.dire("attribut", trouve[0])
    page = quote(atelier.source(terme).strip().replace(" ", "_"))
    return atelier.ranger(Lien(_balise(WIKIPEDIA + page))) + terme.strip() + atelier.ranger(FinDeLien())
