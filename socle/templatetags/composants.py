"""Tags and filters of the components: dates, figures, covers, icons, filters in force."""

import re
from decimal import Decimal
from urllib.parse import quote
from zlib import crc32

from django import template
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeData, mark_safe
from django.utils.text import capfirst

from socle import dates, nombres, reperes, typographie
from socle.couvertures import dessiner
from socle.filtres import filtres_en_vigueur

register = template.Library()

# Drawn for the site on a grid of 24, stroked with the colour of the text.
ICONES = {
    "cadenas": "M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3",
    "droite": "M4 12h15M13 6l6 6-6 6",
    "gauche": "M20 12H5M11 6l-6 6 6 6",
    "bas": "M5 9l7 7 7-7",
    "croix": "M6 6l12 12M18 6L6 18",
    "loupe": "M10.5 17a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13zM15.3 15.3L21 21",
    "menu": "M4 7h16M4 12h16M4 17h16",
    "document": "M6 3h8l5 5v13H6zM14 3v5h5M9 13h7M9 17h7",
    "calendrier": "M4 6h16v14H4zM4 10h16M8 3v4M16 3v4",
    "flux": "M5 19h.1M5 12a7 7 0 0 1 7 7M5 5a14 14 0 0 1 14 14",
    "impression": "M7 9V4h10v5M7 17H4V9h16v8h-3M7 14h10v6H7z",
    "personne": "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4.5 20.5c.7-4 3.6-6 7.5-6s6.800 2 7.5 6",
    "lien": "M10 14l4-4M8 11l-2.5 2.5a3.5 3.5 0 0 0 5 5L13 16M16 13l2.5-2.5a3.5 3.5 0 0 0-5-5L11 8",
    "info": "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 11v6M12 7.5v.1",
    "valide": "M5 12.5l4.5 4.5L19 7.5",
    "attention": "M12 4L2.5 20h19zM12 10v5M12 17.5v.1",
}

ACCES_COURT = {
    "collectivites": "Réservé aux collectivités",
    "adherents": "Réservé aux adhérents",
    "groupe": "Réservé à un groupe ou un comité",
    "equipe": "Réservé à l’équipe",
}


TONS = ("sable", "brume", "encre")
"""The grounds of the words that stand for a picture."""
PAYS_NOMMES = 3
GENERIQUE = re.compile(
    r"^(?:Ville|Commune|Métropole|Eurométropole|Communauté|Conseil|Département|Région|Collectivité|Syndicat|Association)\b"
    r"[^A-ZÀ-Þ]*"
)
"""What the names of many local authorities begin with, up to the one that is theirs."""


@register.simple_tag
def icone(nom):
    """Draw an icon of `ICONES`, hidden from assistive technologies: the words beside it speak."""
    return format_html(
        '<svg class="icone" width="16" height="16" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" '
        'stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" focusable="false"><path d="{}"/></svg>',
        ICONES[nom],
    )


@register.simple_block_tag
def une_ligne(content):
    """Join the lines of a text, for a title, an attribute, or a word given to a component: `{% une_ligne as nom %}`.

    The spaces at both ends go; unbreakable spaces stay.
    """
    return mark_safe(re.sub(r"[ \t\r\n]+", " ", content).strip(" "))  # noqa: S308 - rendered, hence escaped, already


@register.filter
def destinataires(contacts):
    """Write the addresses of contacts as a « mailto: » link wants them."""
    return ",".join(quote(contact.courriel, safe="@") for contact in contacts)


@register.filter
def numero_composable(telephone):
    """Write a telephone number as a « tel: » link wants it: its digits, and the plus sign before them."""
    return re.sub(r"(?!^\+)\D", "", telephone.replace("(0)", "").strip())


@register.filter
def a_des_sujets(objet):
    """Say whether a content is about something besides its groups; one without a relation has none of it."""
    relations = (getattr(objet, nom, None) for nom in ("pays", "themes", "fonds", "collectivites"))
    return any(relation.all() for relation in relations if relation is not None)


@register.simple_tag
def couverture(graine, variante=""):
    """Draw a cover (see `socle.couvertures.dessiner`)."""
    return dessiner(graine, variante=variante)


@register.filter
def monogramme(nom):
    """Return the letter that stands for a name without its logo: « Ville d’Aix-en-Provence » gives « A »."""
    propre = GENERIQUE.sub("", nom) or nom
    return propre[:1].upper()


def _tous(objet, relation):
    """Return the related objects of a prefetched relation; `objet` may not have it."""
    gestionnaire = getattr(objet, relation, None)
    return list(gestionnaire.all()) if gestionnaire else []


@register.inclusion_tag("composants/visuel.html")
def visuel(objet, usage="carte", prioritaire=False, libelle=True):
    """Show the picture of a content or a group; without one, the map of its country, or what it is about in a few words.

    Args:
        usage: "carte" (3:2, decorative beside its title) or "pleine" (whole, with its text, credit and caption).
        prioritaire: True for the first picture of a page.
        libelle: say what it is about: its country on the map, or words for want of one.
    """
    image = getattr(objet, "image", None)
    # Behind a picture nothing is drawn: the subjects need not be loaded.
    pays = [] if image else _tous(objet, "pays")
    repere = pays[0].repere if len(pays) == 1 else ""
    mots = "" if image or repere or usage == "pleine" or not libelle else _en_quelques_mots(objet, pays)
    return {
        "image": image,
        "repere": repere,
        "mots": mots,
        "ton": TONS[crc32(mots.encode()) % len(TONS)],
        "libelle": str(pays[0]) if repere and libelle else "",
        "usage": usage,
        "prioritaire": prioritaire,
    }


def _en_quelques_mots(objet, pays):
    """Return what a content is about: its few countries, else its first theme, else its kind."""
    if 1 <= len(pays) <= PAYS_NOMMES:
        return ", ".join(str(un) for un in pays)
    if themes := _tous(objet, "themes"):
        return str(themes[0])
    genre = getattr(objet, "get_genre_display", None) or objet.get_nature_display
    return capfirst(genre())


def _time(jour, texte):
    return format_html('<time datetime="{}">{}</time>', dates.en_jour(jour).isoformat(), texte)


@register.simple_tag
def plage(debut, fin=None):
    """Write « mercredi 19 novembre 2025 » or « du 18 au 19 septembre 2025 » with its `<time>` elements."""
    if fin is None or dates.en_jour(fin) <= dates.en_jour(debut):
        return _time(debut, dates.date_longue(debut))
    premier, dernier = dates.parties_de_plage(debut, fin)
    return format_html("du {} au {}", _time(debut, premier), _time(fin, dernier))


@register.simple_tag
def heures(debut, fin=None):
    """Write « 15 h – 16 h 30 »; nothing when `debut` is None."""
    return dates.plage_d_heures(debut, fin) if debut else ""


@register.simple_tag
def moment(debut, fin=None, heure_debut=None, heure_fin=None):
    """Write the days of an event, each hour beside its day: « du 10 décembre, 14 h, au 11 décembre 2026, 12 h 30 »."""
    jours = plage(debut, fin)
    if heure_debut is None:
        return jours
    if fin is None or dates.en_jour(fin) <= dates.en_jour(debut):
        return format_html("{}, {}", jours, dates.plage_d_heures(heure_debut, heure_fin))
    if heure_fin is None:
        return format_html("{}, à partir de {}", jours, dates.heure(heure_debut))
    meme_annee = dates.en_jour(debut).year == dates.en_jour(fin).year
    premier = dates.jour_et_mois(debut) if meme_annee else dates.date_simple(debut)
    return format_html(
        "du {}, {}, au {}, {}",
        _time(debut, premier),
        dates.heure(heure_debut),
        _time(fin, dates.date_simple(fin)),
        dates.heure_de_fin(heure_fin),
    )


@register.simple_tag
def le(jour):
    """Write « 19 novembre 2025 » in a `<time>`."""
    return _time(jour, dates.date_simple(jour))


register.filter("date_longue", dates.date_longue)
register.filter("date_simple", dates.date_simple)
register.filter("plage_en_clair", dates.plage_de_dates)
register.filter("mois_court", dates.mois_court)
register.filter("mois_et_annee", dates.mois_et_annee)
register.filter("jour_et_mois", dates.jour_et_mois)
register.filter("numero_de_jour", dates.numero_de_jour)


@register.filter(needs_autoescape=True)
def typo(texte, langue="fr", autoescape=True):
    """Apply French typography; HTML marked safe keeps its tags, anything else is escaped as usual.

    A text in another `langue` is left as it is.
    """
    texte = str(texte)  # a flash message or a lazy text is judged by its words
    if isinstance(texte, SafeData):
        return mark_safe(typographie.typo_html(texte, langue))  # noqa: S308 - safe before, only spaces and signs change
    corrige = typographie.typo(texte, langue)
    return conditional_escape(corrige) if autoescape else corrige


register.filter("nombre", nombres.nombre)
register.filter("en_nombre", reperes.en_nombre)
register.filter("montant", nombres.montant)
register.filter("poids", nombres.poids)


@register.filter
def acces_court(acces):
    """Say in a few words who may read, for a badge; an empty string when everyone may."""
    return ACCES_COURT.get(str(acces), "")


@register.inclusion_tag("composants/jauge.html")
def jauge(total, part, libelle_part="affectés", libelle_reste="à affecter"):
    """Draw which share of `total` (euros) is `part`, and say it in words.

    A part outside 0 to `total` is drawn at the nearest end and written as it is.
    """
    total, part = Decimal(total), Decimal(part)
    return {
        "taux": nombres.pour_cent(part, total),
        "part": part,
        "reste": total - part,
        "libelle_part": libelle_part,
        "libelle_reste": libelle_reste,
    }


@register.filter
def pages_proches(page):
    """Return the page numbers to link from a paginator's page; None stands for a gap."""
    plages = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return [numero if isinstance(numero, int) else None for numero in plages]


@register.simple_tag(takes_context=True)
def filtres_actifs(context, formulaire):
    """List the filters in force of a GET form (see `socle.filtres.filtres_en_vigueur`)."""
    return filtres_en_vigueur(context["request"].GET, formulaire)


@register.simple_tag(takes_context=True)
def partager_filtres(context, formulaire):
    """Return the fields of a GET form in two lists, `en_vue` and `replies`, by the word `principaux` of the context, if any.

    In view: the fields that it names, in its order, then those in use or refused; the others are folded.
    """
    principaux = (context.get("principaux") or "").split()
    if not principaux:
        return {"en_vue": list(formulaire), "replies": []}
    autres = [champ for champ in formulaire if champ.name not in principaux]
    montres = [champ for champ in autres if champ.is_hidden or champ.errors or champ.value()]
    return {
        "en_vue": [formulaire[nom] for nom in principaux] + montres,
        "replies": [champ for champ in autres if champ not in montres],
    }


@register.simple_tag
def noms(objets, separateur=", "):
    """Join the names of related objects, each with French typography."""
    return format_html_join(separateur, "{}", ((typographie.typo(str(objet)),) for objet in objets))
