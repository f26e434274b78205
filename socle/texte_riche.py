"""Rich text: what the editor may write, what is stored and what is shown.

The list of what may be written (`socle.ecriture`) is applied twice: when a model is saved (`ChampRiche`)
and again at display (`riche`), because `update()`, `bulk_update()` and SQL imports do not pass through the field.
"""

import html
import re
from collections import Counter
from urllib.parse import urlsplit

import nh3
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.module_loading import import_string

from socle.ecriture import NUMEROTATIONS, SCHEMAS, TITRES, attributs_par_balise, classes_par_balise
from socle.editeur import Editeur
from socle.saisie import nettoyer

BALISES = set(attributs_par_balise())
ATTRIBUTS = {"*": {"lang", "dir"}} | {balise: noms for balise, noms in attributs_par_balise().items() if noms}
CLASSES = classes_par_balise()
CONTENU_RETIRE = {"script", "style", "template", "noscript", "iframe", "object", "svg", "math"}

TITRES_ETRANGERS = {"h1", "h5", "h6"}
# fmt: off
BLOCS_ETRANGERS = {
    "div", "section", "article", "aside", "header", "footer", "main", "nav", "address", "center", "pre",
    "dl", "dt", "dd", "details", "summary", "form", "fieldset", "legend", "hgroup",
}
# fmt: on

TAILLE_MAX = 200_000
"""Characters of a rich text, tags included: about a hundred pages."""
PROFONDEUR_MAX = 50
"""Tags open one inside the other: the parser's time grows with the square of it."""

_OUVERTURE_OU_FERMETURE = re.compile(r"<(/?)([a-z][a-z0-9]*)", re.IGNORECASE)
# Void, or closed by what follows where their end is not written.
_SANS_FERMETURE = {"br", "hr", "img", "p", "li", "tr", "td", "th", "thead", "tbody", "tfoot", "caption"}
_LANGUE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_NOMBRE = re.compile(r"[0-9]{1,5}")
_CLE = re.compile(r"[0-9]{1,18}")
_OBJET = re.compile(r"[a-z][a-z-]{0,40}:([0-9]{1,18}|[A-Z]{2})")
_CHEMIN = re.compile(r"[A-Za-z0-9_\-./]+")
# Word's own bookmarks (_Toc, _ftn, _Ref…), which a page never has.
_RENVOI_DE_WORD = re.compile(r"#_")
# Attribute values are always quoted in nh3's output; they may hold a « > ».
_IMG_SANS_SRC = re.compile(r'<img(?:\s(?!src=)[a-z-]+="[^"]*")*\s*/?>')
_LIEN_SANS_ADRESSE = re.compile(r'<a(?:\s(?!href=)[a-z-]+="[^"]*")*>(.*?)</a>', re.DOTALL)
_OBJET_APRES = re.compile(r'<a((?:\s[a-z-]+="[^"]*")+)(\sdata-objet="[^"]*")')
_BALISE = re.compile(r'<(?:[^<>"]|"[^"]*")*>')
_BLOC = re.compile(r"</?(?:p|h[2-4]|li|ul|ol|blockquote|tr|t[dh]|figcaption|br|hr)\b")
_A_CONVERTIR = re.compile(rf"<(?:{'|'.join(sorted(TITRES_ETRANGERS | BLOCS_ETRANGERS))})\b", re.IGNORECASE)
_TITRE = re.compile(r"(</?)h([1-6])([\s>])")
_BLOC_ETRANGER = re.compile(rf'<(/?)(?:{"|".join(sorted(BLOCS_ETRANGERS))})\b(?:\s[a-z]+="[^"]*")*>')
_PARAGRAPHE_VIDE = re.compile(r"<p>\s*</p>")
_BLANCS = re.compile(r"[ \t\r\n]+")


def _image_locale(adresse: str) -> bool:
    """Tell whether an image address is one of ours: under MEDIA_URL or STATIC_URL."""
    for racine in (settings.MEDIA_URL, settings.STATIC_URL):
        reste = adresse.removeprefix(racine)
        if reste != adresse and _CHEMIN.fullmatch(reste) and ".." not in reste:
            return True
    return False


def _filtrer(balise: str, attribut: str, valeur: str) -> str | None:
    """Keep, or drop with None, an attribute that the allow-list has let through."""
    bon = True
    if (balise, attribut) == ("img", "src"):
        bon = _image_locale(valeur)
    elif (balise, attribut) == ("a", "href"):
        bon = not _RENVOI_DE_WORD.match(valeur)
    elif (balise, attribut) == ("ol", "type"):
        bon = valeur in NUMEROTATIONS
    elif (balise, attribut) == ("oembed", "url"):
        bon = adresse_web(valeur) is not None
    elif attribut == "lang":
        bon = bool(_LANGUE.fullmatch(valeur))
    elif attribut == "dir":
        bon = valeur in ("ltr", "rtl")
    elif attribut in ("width", "height", "colspan", "rowspan", "start"):
        bon = bool(_NOMBRE.fullmatch(valeur))
    elif attribut == "data-image":
        bon = bool(_CLE.fullmatch(valeur))
    elif attribut == "data-objet":
        bon = bool(_OBJET.fullmatch(valeur))
    elif attribut == "scope":
        bon = valeur in ("row", "col", "rowgroup", "colgroup")
    return valeur if bon else None


def adresse_web(adresse: str):
    """Split an absolute http(s) address; None when it is anything else."""
    try:
        parties = urlsplit(adresse)
    except ValueError:
        return None
    return parties if parties.scheme in ("http", "https") and parties.hostname else None


def assainir(texte: str) -> str:
    """Return `texte` (HTML) reduced to what the editor can produce.

    Only the tags, attributes, classes and address schemes listed above remain; images
    come from our own media or static files; scripts, styles and frames go with their
    content, any other unknown tag leaves its text, in a paragraph of its own if it is a block. Headings of other levels become
    ours. A link that leads nowhere leaves its words. Applying it twice changes nothing.
    """
    if not texte:
        return ""
    if _A_CONVERTIR.search(texte):
        texte = _convertir(texte)
    propre = _nettoyer(texte, BALISES)
    if "data-objet" in propre:
        # The editor writes it before the address or after: a text opened then saved is the same.
        propre = _OBJET_APRES.sub(r"<a\2\1", propre)
    # Entities are read by now: « &#8232; » is a character as any other.
    return nettoyer(_LIEN_SANS_ADRESSE.sub(r"\1", _IMG_SANS_SRC.sub("", propre)))


def _nettoyer(texte: str, balises: set[str]) -> str:
    return nh3.clean(
        texte,
        tags=balises,
        clean_content_tags=CONTENU_RETIRE,
        attributes=ATTRIBUTS,
        attribute_filter=_filtrer,
        url_schemes=set(SCHEMAS),
        link_rel=None,
        allowed_classes=CLASSES,
    )


def _convertir(texte: str) -> str:
    """Write the blocks of other editors with our tags: what they hold is neither lost nor glued to its neighbours.

    A level 1 becomes our first one, and every other heading of that text goes one level down with it.
    """
    propre = _nettoyer(texte, BALISES | TITRES_ETRANGERS | BLOCS_ETRANGERS)
    descente = int("<h1" in propre)

    def titre(trouve):
        niveau = min(max(int(trouve[2]) + descente, min(TITRES)), max(TITRES))
        return f"{trouve[1]}h{niveau}{trouve[3]}"

    propre = _TITRE.sub(titre, propre)
    # The parser closes a paragraph where a block opens, and gives an empty one for an end without a beginning.
    return _PARAGRAPHE_VIDE.sub("", _nettoyer(_BLOC_ETRANGER.sub(r"<\1p>", propre), BALISES))


def texte_brut(texte: str) -> str:
    """Return the words of an HTML text on one line, for summaries, feeds and search."""
    sans_balises = _BALISE.sub("", _BLOC.sub(r" \g<0>", assainir(texte)))
    return _BLANCS.sub(" ", html.unescape(sans_balises)).strip()


def valider_longueur(texte: str) -> None:
    """Raise ValidationError for a text so long, or so deeply nested, that cleaning it would hold the server."""
    if len(texte) > TAILLE_MAX:
        raise ValidationError("Ce texte est trop long : 200 000 caractères au plus, mise en forme comprise.", code="taille")
    ouvertes = Counter()
    for fermante, balise in _OUVERTURE_OU_FERMETURE.findall(texte.lower()):
        if balise in _SANS_FERMETURE:
            continue
        if not fermante:
            ouvertes[balise] += 1
        elif ouvertes[balise]:
            ouvertes[balise] -= 1
        if ouvertes.total() > PROFONDEUR_MAX:
            raise ValidationError(
                "La mise en forme de ce texte est trop imbriquée : collez-le de nouveau sans mise en forme.", code="profondeur"
            )


class SaisieRiche(forms.CharField):
    """A rich text in a form. A refused one comes back as it would be saved: the inline styles of the editor break our CSP."""

    widget = Editeur

    def prepare_value(self, value):
        if not isinstance(value, str):
            return value
        try:
            valider_longueur(value)
        except ValidationError:
            return value
        return assainir(value)


class ChampRiche(models.TextField):
    """A text field edited with CKEditor 5 and cleaned by `assainir` before every save.

    `bulk_create` is covered too; `bulk_update()` and `QuerySet.update()` are not: show
    the value with the `riche` template filter, which cleans again.
    """

    default_validators = [valider_longueur]

    def formfield(self, **kwargs):
        """Use the editor, also where the admin asks for its own textarea.

        A form that names an `Editeur` of its own (`Editeur(envoi=False)`) is obeyed.
        """
        if not isinstance(kwargs.get("widget"), Editeur):
            kwargs["widget"] = Editeur
        return super().formfield(**{"form_class": SaisieRiche, **kwargs})

    def pre_save(self, model_instance, add):
        """Clean the value, tie its pictures to the library, and put it back on the instance, so both agree."""
        propre = assainir(getattr(model_instance, self.attname) or "")
        if "<img " in propre:
            propre = import_string(settings.CUF_TEXTE_IMAGES)(propre)
        setattr(model_instance, self.attname, propre)
        return propre
