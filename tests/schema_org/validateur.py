"""Judge JSON-LD by schema.org's vocabulary (`bin/extraire-schema`), and by what Google asks of each type.

Google: developers.google.com/search/docs/appearance/structured-data, pages Article, Event, Organization, Breadcrumb, Sitelinks
search box and Job posting, their required properties.
"""

import json
import re
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

VOCABULAIRE = json.loads((Path(__file__).parent / "vocabulaire.json").read_text())
EXIGES = {
    "BreadcrumbList": {"itemListElement"},
    "Event": {"name", "startDate", "location"},
    "GovernmentOrganization": {"name", "url"},
    "JobPosting": {"title", "description", "datePosted", "hiringOrganization", "jobLocation"},
    "ListItem": {"position", "name"},
    "NewsArticle": {"headline", "datePublished", "author"},
    "Organization": {"name"},
    "Place": {"address"},
    "SearchAction": {"target", "query-input"},
    "VirtualLocation": {"url"},
    "WebSite": {"name", "url"},
}
BLOC = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.S)


def blocs(page):
    """Return the nodes told by a page, those of a graph one by one."""
    lus = [json.loads(texte) for texte in BLOC.findall(page)]
    return [noeud for lu in lus for noeud in lu.get("@graph", [lu])]


def fautes(page):
    """Return what is wrong in the JSON-LD of a page, in words."""
    trouvees = []
    for texte in BLOC.findall(page):
        if set("<>&") & set(texte):
            trouvees.append(f"unescaped: {texte}")
        if json.loads(texte).get("@context") != "https://schema.org":
            trouvees.append(f"context: {texte}")
    return trouvees + [faute for noeud in blocs(page) for faute in _du_noeud(noeud)]


def _du_noeud(noeud):
    if set(noeud) == {"@id"}:
        return
    sorte = noeud.get("@type")
    connues = VOCABULAIRE["proprietes"].get(sorte)
    if connues is None:
        yield f"type: {sorte}"
        return
    yield from (f"{sorte} lacks {nom}" for nom in EXIGES.get(sorte, set()) - noeud.keys())
    for nom, valeur in noeud.items():
        if nom in {"@type", "@context", "@id"} or (sorte == "SearchAction" and nom == "query-input"):
            continue
        if nom not in connues:
            yield f"{sorte} has no property {nom}"
            continue
        for une in valeur if isinstance(valeur, list) else [valeur]:
            if isinstance(une, dict):
                yield from _du_noeud(une)
            if not any(_est(une, attendu) for attendu in connues[nom]):
                yield f"{sorte}.{nom}: {une!r} is none of {connues[nom]}"


def _est(valeur, attendu):
    if isinstance(valeur, dict):
        if set(valeur) == {"@id"}:
            return attendu == "IdReference"
        return attendu in VOCABULAIRE["ancetres"].get(valeur.get("@type"), ())
    if attendu in VOCABULAIRE["valeurs"]:
        return valeur in VOCABULAIRE["valeurs"][attendu]
    if attendu in {"Integer", "Number"}:
        return isinstance(valeur, int) and not isinstance(valeur, bool)
    if not isinstance(valeur, str) or not valeur.strip():
        return False
    match attendu:
        case "Date":
            return bool(re.fullmatch(r"\d{4}-\d\d-\d\d", valeur)) and _lit(valeur)
        case "DateTime":
            return _lit(valeur) and datetime.fromisoformat(valeur).utcoffset() is not None
        case "URL":
            lue = urlsplit(valeur.replace("{search_term_string}", ""))
            return lue.scheme in {"http", "https"} and bool(lue.netloc)
        case "Text":
            return True
    return False


def _lit(valeur):
    try:
        datetime.fromisoformat(valeur)
    except ValueError:
        return False
    return True
