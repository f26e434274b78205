"""Tags and filters of the components: dates, figures, covers, icons, filters in force."""

import re
from decimal import Decimal
from urllib.parse import quote
from zlib import crc32

from django import template
from django.templatetags.static import static
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeData, mark_safe
from django.utils.text import capfirst

from socle import dates, nombres, reperes, typographie
from socle.couvertures import dessiner
from socle.filtres import filtres_en_vigueur

register = template.Library()

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
    """Show a drawing of `static/img/icones.svg`, hidden from assistive technologies: the words beside it speak."""
    return format_html(
        '<svg class="icone icone--{0}" width="16" height="16" aria-hidden="true" focusable="false"><use href="{1}#{0}"/></svg>',
        nom,
        static("img/icones.svg"),
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
    genre = getattr(objet, "get_genre_display", None) or getattr(objet, "get_nature_display", None)
    return capfirst(genre() if genre else objet._meta.verbose_name)


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


@register.filter
def date_citee(jour, avant=""):
    """Write the date of a page in a reference: « 19 novembre 2025 », with the words `avant` it; nothing without a date."""
    return f"{avant}{dates.date_simple(jour)}" if jour else ""


register.filter("nombre", nombres.nombre)
register.filter("pluriel", nombres.pluriel)
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
