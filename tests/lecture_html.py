"""Reads a page as a checker does: headings, names of fields, pictures, identifiers, resources."""

import re
from html.parser import HTMLParser

SANS_FIN = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
# Fields whose name is their value, or that nobody sees.
SANS_ETIQUETTE = {"hidden", "submit", "button", "reset", "image"}
RESSOURCES = {
    "script": ("src",),
    "img": ("src", "srcset"),
    "source": ("src", "srcset"),
    "iframe": ("src",),
    "video": ("src", "poster"),
    "audio": ("src",),
    "embed": ("src",),
    "object": ("data",),
    "form": ("action",),
}
LIENS_CHARGES = {"stylesheet", "preload", "modulepreload", "icon", "apple-touch-icon", "manifest", "prefetch", "preconnect"}


def sur_une_ligne(texte):
    """Return a page with a space for each cut between lines: where its template is cut is no business of a test.

    Not for what keeps its lines, as the value of a text area.
    """
    bloc = r"(?:p|li|td|th|h[1-6])"
    return re.sub(rf"(</?{bloc}\b[^>]*>) | (?=</{bloc}>)", r"\1", re.sub(r"\s*\n\s*", " ", texte))


class Lecture(HTMLParser):
    """What a page holds; read it with `Lecture(texte)`."""

    def __init__(self, texte):
        super().__init__()
        self.langue, self.titre, self.description = "", "", None
        self.titres, self.identifiants, self.ancres = [], [], []
        self.images_sans_alt, self.ressources, self.boutons_vides, self.liens_vides = [], [], [], []
        self._champs, self._pour, self._references = [], set(), []
        self._ouverts, self._etiquettes, self._nommables = [], 0, []
        self.feed(texte)
        self.close()

    def handle_starttag(self, balise, attributs):
        a = dict(attributs)
        if balise not in SANS_FIN:
            self._ouverts.append(balise)
        if "id" in a:
            self.identifiants.append(a["id"])
        for nom in ("aria-labelledby", "aria-describedby", "aria-controls"):
            self._references += (a.get(nom) or "").split()
        if balise == "html":
            self.langue = a.get("lang", "")
        elif balise == "meta" and a.get("name") == "description":
            self.description = a.get("content", "")
        elif balise in {"h1", "h2", "h3", "h4", "h5", "h6"}:
            self.titres.append([int(balise[1]), ""])
        elif balise == "label":
            self._etiquettes += 1
            self._pour.add(a.get("for"))
        elif balise in {"input", "select", "textarea"} and a.get("type", "text") not in SANS_ETIQUETTE:
            nomme = self._etiquettes > 0 or a.get("aria-label") or a.get("aria-labelledby")
            self._champs.append((a.get("name"), a.get("id"), bool(nomme)))
        elif balise == "img" and "alt" not in a:
            self.images_sans_alt.append(a.get("src"))
        if balise in {"a", "button"}:
            self._nommables.append([balise, bool(a.get("aria-label") or a.get("aria-labelledby")), a.get("href")])
            if balise == "a" and (a.get("href") or "").startswith("#"):
                self.ancres.append(a["href"][1:])
        elif balise == "img" and a.get("alt") and self._nommables:
            self._nommables[-1][1] = True
        self._relever_ressources(balise, a)

    def _relever_ressources(self, balise, a):
        noms = RESSOURCES.get(balise, ())
        if balise == "link" and LIENS_CHARGES & set((a.get("rel") or "").split()):
            noms = ("href",)
        for nom in noms:
            if a.get(nom):
                adresses = [un.split()[0] for un in a[nom].split(",")] if nom == "srcset" else [a[nom]]
                self.ressources += [(balise, adresse) for adresse in adresses]

    def handle_startendtag(self, balise, attributs):
        self.handle_starttag(balise, attributs)
        if balise not in SANS_FIN:
            self.handle_endtag(balise)

    def handle_endtag(self, balise):
        if balise == "label":
            self._etiquettes -= 1
        if balise in {"a", "button"} and self._nommables:
            nature, nomme, cible = self._nommables.pop()
            if not nomme:
                (self.liens_vides if nature == "a" else self.boutons_vides).append(cible)
        if balise in self._ouverts:
            while self._ouverts.pop() != balise:
                pass

    def handle_data(self, texte):
        if "title" in self._ouverts and "svg" not in self._ouverts:
            self.titre += texte
        if self.titres and f"h{self.titres[-1][0]}" in self._ouverts:
            self.titres[-1][1] += texte
        if texte.strip() and self._nommables:
            self._nommables[-1][1] = True

    @property
    def champs_sans_etiquette(self):
        """Names of the fields that no label, wrapping or linked, and no ARIA attribute names."""
        return [nom for nom, cle, nomme in self._champs if not nomme and (cle is None or cle not in self._pour)]

    @property
    def niveaux_sautes(self):
        """Headings more than one level below the one before."""
        precedent, sautes = 0, []
        for niveau, texte in self.titres:
            if niveau > precedent + 1:
                sautes.append(f"h{niveau} {texte.strip()}")
            precedent = niveau
        return sautes

    @property
    def identifiants_en_double(self):
        """Ids given to several elements."""
        return sorted({cle for cle in self.identifiants if self.identifiants.count(cle) > 1})

    @property
    def references_perdues(self):
        """Ids that ARIA attributes and in-page links name, and that no element has."""
        return sorted({cle for cle in [*self._references, *self.ancres] if cle and cle not in self.identifiants})


def mots(page):
    """Return the words of the main part of a page, on one line, but those of its sharing links.

    No-break spaces are written as plain ones.
    """
    page = sur_une_ligne(page).split("<main")[1].split("</main>")[0].split(">", 1)[1]
    page = re.sub(r'<svg.*?</svg>|<section class="partage.*?</section>', "", page)
    page = re.sub("[\u00a0\u202f]", " ", re.sub(r"<[^>]+>", " ", page))
    return re.sub(r"\s+([,).])", r"\1", re.sub(r"\s+", " ", page)).strip()
