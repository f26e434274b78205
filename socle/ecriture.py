"""What may be written in a rich text, said once.

Three readers: the cleaner (`socle.texte_riche`) keeps these tags and drops the others; the editor (`regles_de_l_editeur`, given
to `static/admin-cuf/editeur.js` by `socle.editeur`) has these plug-ins and buttons; the guide of the editors lists them
(`lignes_du_guide`, which a test compares with `docs/guide-redaction.md`).
"""

from typing import NamedTuple

from django.conf import settings


class Possibilite(NamedTuple):
    """Something that may be written: as the guide says it, for the editor, and the tags it makes."""

    dit: str = ""
    extensions: tuple[str, ...] = ()
    boutons: tuple[str, ...] = ()
    balises: dict[str, set[str]] = {}
    """Tags, and the attributes each may carry."""
    classes: dict[str, set[str]] = {}
    envoi: bool = False
    """Only where pictures may be sent."""
    interne: bool = False
    """Only for the team, which searches what the portal holds."""
    court: bool = False
    """Also in the toolbar of a short text."""


TITRES = {2: "Titre", 3: "Sous-titre", 4: "Intertitre"}
"""Levels of headings and their names; the level 1 is the title of the page."""
NUMEROTATIONS = ("1", "a", "A", "i", "I")
"""Kinds of numbered lists, as the attribute `type` of `ol` writes them."""
FORMATS_IMAGE = ("jpeg", "png", "webp", "gif", "avif")
SCHEMAS = ("http", "https", "mailto", "tel")
"""Beginnings of the addresses a link may lead to."""
VIDEOS = (
    r"^(m\.)?youtube\.com\/(watch|shorts\/|live\/|playlist)",
    r"^youtu\.be\/[\w-]+",
    r"^vimeo\.com\/\d+",
    r"^dailymotion\.com\/video\/",
    r"^dai\.ly\/\w+",
    r"^[^/]+\/(w|videos\/watch)\/[\w-]{20,}",  # PeerTube
)
"""Addresses that become a video when they are pasted, without `https://` and `www.`."""
LANGUES = (
    ("Allemand", "de"),
    ("Anglais", "en"),
    ("Arabe", "ar", "rtl"),
    ("Arménien", "hy"),
    ("Espagnol", "es"),
    ("Hébreu", "he", "rtl"),
    ("Italien", "it"),
    ("Japonais", "ja"),
    ("Malgache", "mg"),
    ("Polonais", "pl"),
    ("Portugais", "pt"),
    ("Roumain", "ro"),
    ("Ukrainien", "uk"),
    ("Vietnamien", "vi"),
)

# Groups of the toolbar, in its order; what has no button stands where it belongs.
POSSIBILITES = (
    (
        Possibilite(
            "des titres de trois niveaux : " + ", ".join(f"« {nom} »" for nom in TITRES.values()),
            ("Heading",),
            ("heading",),
            {f"h{niveau}": set() for niveau in TITRES},
            court=True,
        ),
    ),
    (
        Possibilite("du gras et de l’italique", ("Bold",), ("bold",), {"strong": set(), "b": set()}, court=True),
        Possibilite("", ("Italic",), ("italic",), {"em": set(), "i": set()}, court=True),
        Possibilite(
            "des liens, vers une page, une adresse électronique ou un téléphone",
            ("Link", "AutoLink", "LinkImage"),
            ("link",),
            {"a": {"href", "data-objet"}},
            court=True,
        ),
        Possibilite(
            "des liens vers ce que porte le portail, cherché par son titre : ils suivent ses changements d’adresse",
            boutons=("lienInterne",),
            interne=True,
            court=True,
        ),
        Possibilite(
            "des listes à puces, et des listes numérotées (1, a, A, i, I), qui commencent où l’on veut",
            ("List", "ListProperties"),
            ("bulletedList", "numberedList"),
            {"ul": set(), "ol": {"start", "type", "reversed"}, "li": set()},
            court=True,
        ),
    ),
    (
        Possibilite(
            "des images, " + ", ".join(nom.upper() for nom in FORMATS_IMAGE[:-1]) + f" ou {FORMATS_IMAGE[-1].upper()}",
            ("ImageUpload", "SimpleUploadAdapter"),
            ("uploadImage", "mediatheque"),
            envoi=True,
        ),
        Possibilite(
            "leur texte de remplacement et leur légende",
            ("ImageBlock", "ImageToolbar", "ImageCaption", "ImageTextAlternative", "ImageStyle"),
            (),
            {"figure": set(), "figcaption": set(), "img": {"src", "alt", "width", "height", "data-image"}},
            {"figure": {"image", "image-style-side"}},
        ),
        Possibilite(
            "des tableaux, avec leur légende et leurs lignes de titre",
            ("Table", "TableToolbar", "TableCaption"),
            ("insertTable",),
            {
                "table": set(),
                "caption": set(),
                "thead": set(),
                "tbody": set(),
                "tfoot": set(),
                "tr": set(),
                "td": {"colspan", "rowspan"},
                "th": {"colspan", "rowspan", "scope"},
            },
            {"figure": {"table"}},
        ),
        Possibilite(
            "des vidéos par leur adresse, avec leur titre et leur durée : une carte mène à la plateforme",
            ("MediaEmbed",),
            ("carteVideo",),
            {"oembed": {"url"}},
            {"figure": {"media", "carte"}},
        ),
        Possibilite(
            "des sons et des vidéos de la médiathèque, écoutés dans la page, avec leur transcription et leurs sous-titres",
            boutons=("enregistrement",),
            interne=True,
        ),
        Possibilite(
            "des cartes vers un document, un événement, une publication, un fonds… du portail",
            boutons=("carteLiee",),
            interne=True,
        ),
        Possibilite("des encadrés", boutons=("encadre",), classes={"figure": {"encadre"}}),
        Possibilite(
            "des citations avec leur source, et des traits de séparation",
            ("BlockQuote",),
            ("blockQuote", "source"),
            {"blockquote": set(), "cite": set()},
        ),
        Possibilite("", ("HorizontalLine",), ("horizontalLine",), {"hr": set()}),
    ),
    (
        Possibilite(
            "",
            ("SpecialCharacters", "SpecialCharactersText", "SpecialCharactersLatin", "SpecialCharactersCurrency"),
            ("specialCharacters",),
        ),
        Possibilite(
            "la langue d’un passage qui n’est pas en français", ("TextPartLanguage",), ("textPartLanguage",), {"span": set()}
        ),
        Possibilite("des exposants et des indices", ("Superscript",), ("superscript",), {"sup": set()}),
        Possibilite("", ("Subscript",), ("subscript",), {"sub": set()}),
        Possibilite("", ("RemoveFormat",), ("removeFormat",)),
        Possibilite("", ("FindAndReplace",), ("findAndReplace",)),
    ),
    (Possibilite("", ("Essentials", "Paragraph"), ("undo", "redo"), {"p": set(), "br": set()}, court=True),),
)
TOUTES = tuple(possibilite for groupe in POSSIBILITES for possibilite in groupe)

PERTES = (
    "les couleurs, les polices, les tailles, les alignements et le souligné",
    "la barre du texte barré : le texte reste",
    "les images d’autres sites : enregistrez-les, puis ajoutez-les avec le bouton « Insérer une image »",
    "les liens vers un fichier de votre ordinateur, et les renvois d’un endroit à l’autre du document",
    "les cadres d’un autre site (carte, formulaire, vidéo) : donnez plutôt un lien",
)
"""What is left out of what is pasted, as the guide says it; `static/admin-cuf/collage.js` tells it case by case."""


def attributs_par_balise() -> dict[str, set[str]]:
    """Return {tag: attributes} of all that may be written."""
    return {balise: noms for possibilite in TOUTES for balise, noms in possibilite.balises.items()}


def classes_par_balise() -> dict[str, set[str]]:
    """Return {tag: classes} of all that may be written."""
    classes: dict[str, set[str]] = {}
    for possibilite in TOUTES:
        for balise, noms in possibilite.classes.items():
            classes[balise] = classes.get(balise, set()) | noms
    return classes


def regles_de_l_editeur(*, envoi: bool, court: bool) -> dict:
    """Return what `editeur.js` builds the editor from.

    Args:
        envoi: whether pictures may be sent and the portal searched, which the team may.
        court: a short toolbar.
    """
    permises = [[une for une in groupe if envoi or not (une.envoi or une.interne)] for groupe in POSSIBILITES]
    barre = []
    for groupe in permises:
        boutons = [bouton for une in groupe if une.court or not court for bouton in une.boutons]
        barre += ["|", *boutons] if barre and boutons else boutons
    return {
        "extensions": [extension for groupe in permises for une in groupe for extension in une.extensions],
        "barre": barre,
        "titres": [[niveau, nom] for niveau, nom in TITRES.items()],
        "numerotations": NUMEROTATIONS,
        "formats": FORMATS_IMAGE,
        "schemas": SCHEMAS,
        "langues": LANGUES,
        "videos": VIDEOS,
        "dossiers": [settings.MEDIA_URL, settings.STATIC_URL],
    }


def lignes_du_guide() -> str:
    """Return the two lists of the guide, in Markdown: what may be written, and what pasting leaves out."""
    permis = "\n".join(f"- {une.dit}" for une in TOUTES if une.dit)
    perdu = "\n".join(f"- {perte}" for perte in PERTES)
    return (
        f"Un texte peut porter :\n\n{permis}\n\n"
        f"Ce qui n’est pas gardé de ce que l’on colle, que l’éditeur signale (sauf la mise en forme) :\n\n{perdu}\n"
    )
