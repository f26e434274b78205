"""What every page of the site shows: its address, its reader, the links of its menu and of its foot."""

from typing import NamedTuple

from django.conf import settings
from django.db.models import Value
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from mediatheque.models import Image
from pages.conformite import REVUE
from pages.models import ACCUEIL_ANGLAIS, Accueil, Page, Partenaire
from redaction.registre import sortes
from socle.acces import VISITEUR
from socle.langues import ANGLAIS, FRANCAIS
from socle.memoire import garder

PARTENAIRES = "partenaires"
ALERTE = "alerte"
# A page, a partner, then the alert, in the columns of one query.
D_UNE_PAGE = ("menu", "ordre", "titre", "titre_menu", "langue", "slug", "parent__slug", Value(0), Value(0))
D_UN_PARTENAIRE = (
    Value(PARTENAIRES),
    "ordre",
    "nom",
    Value(""),
    Value(""),
    "lien",
    "image__fichier",
    "image__largeur",
    "image__hauteur",
)
D_UNE_ALERTE = (
    Value(ALERTE),
    Value(0),
    "alerte",
    "alerte_genre",
    Value(""),
    "alerte_lien",
    Value(""),
    Value(0),
    Value(0),
)
RUBRIQUES_DU_MENU = (
    "actualites:liste",
    "agenda:liste",
    "annuaire:liste",
    "groupes_pays:liste",
    "fonds_solidarite:liste",
    "ressources:liste",
    "appels:liste",
    "pages:pays_liste",
    "pages:partenaires_anglais",
    "pages:fonds_anglais",
)
VERSIONS = (("fonds_solidarite:liste", "pages:fonds_anglais"),)
"""Lists that are in both languages: the French one, the English one."""
PAGE_CONTACT = "contact"
"""Where people are sent to write to Cités Unies France: the address of an editorial page, which the team writes first."""


PAGE_ADHESION = "adherer"
"""That which tells what membership opens, and how its fee is set (`pages.adhesion`)."""


def adresse_contact():
    """Return the address of that page."""
    return reverse("pages:page", kwargs={"slug": PAGE_CONTACT})


def langue_de(chemin):
    """Return the language of the header and of the foot of a page: its address says it."""
    return ANGLAIS if chemin.startswith(f"/{ACCUEIL_ANGLAIS}/") else FRANCAIS


def versions(chemin):
    """Return the (language, address) pairs of the list at an address, when the other language has it too."""
    for francaise, anglaise in VERSIONS:
        adresses = {FRANCAIS: reverse(francaise), ANGLAIS: reverse(anglaise)}
        if chemin in adresses.values():
            return alternatives(adresses)
    return []


def alternatives(adresses):
    """Return the (language, address) pairs of what a page tells search engines; the English one is for who reads neither.

    Args:
        adresses: `{language: address}` of the versions of a page, itself included; of one alone, nothing is told.
    """
    if len(adresses) < 2:
        return []
    return [*adresses.items(), ("x-default", adresses.get(ANGLAIS) or adresses[FRANCAIS])]


class Marque(NamedTuple):
    """A partner as the foot of pages shows it; `image` is None for a name alone."""

    nom: str
    lien: str
    image: Image | None


def portail(request):
    """Give the templates `demo`, `lecteur`, `url_site`, `adresse_contact`; `menu_pages`, `pied_pages`: (name, address, language).

    `langue_page` is the language of the page, of which the menu shows the pages; `versions` are what says it in another, and
    `page_anglaise` the English one, or the way in for who reads English, or nothing; `partenaires`, those of the foot; `alertes`,
    what stands above every page: one or none.
    All of them cost one query, and only where a template shows them: never in the admin. `flux` names the RSS feeds;
    `menu_courant` is all that the menu depends on: the links that lead here or above.
    """
    liens = SimpleLazyObject(lambda: garder(getattr(request, "marque", None), "liens", _liens))
    langue = langue_de(request.path)
    autres = [] if request.GET else versions(request.path)
    return {
        "langue_page": langue,
        "versions": autres,
        "demo": settings.CUF_ENV != "production",
        "lecteur": getattr(request, "lecteur", VISITEUR),  # an error page may come before the middleware
        "url_site": settings.CUF_URL,
        "flux": [(sorte.titre_du_flux, sorte.flux) for sorte in sortes() if sorte.flux],
        "adresse_contact": adresse_contact(),
        "menu_courant": SimpleLazyObject(lambda: _au_dessus(request.path, liens)),
        "menu_pages": SimpleLazyObject(lambda: _dans_la_langue(liens[Page.Menu.PRINCIPAL], langue)),
        "pied_pages": SimpleLazyObject(lambda: liens[Page.Menu.PIED]),
        "page_anglaise": SimpleLazyObject(lambda: dict(autres).get(ANGLAIS) or _anglaise(liens)),
        "partenaires": SimpleLazyObject(lambda: liens[PARTENAIRES]),
        "alertes": SimpleLazyObject(lambda: liens[ALERTE]),
    }


def _au_dessus(chemin, liens):
    """Return the addresses of the menu that `chemin` is or holds, and whether it is one of them, as a text."""
    adresses = [*(reverse(nom) for nom in RUBRIQUES_DU_MENU), *(adresse for _, adresse, _ in liens[Page.Menu.PRINCIPAL])]
    return f"{chemin in adresses} {[adresse for adresse in adresses if adresse in chemin]}"


def _dans_la_langue(liens, langue):
    """Keep what the menu of a page shows: English pages in English, the others in French."""
    return [lien for lien in liens if (lien[2] == ANGLAIS) == (langue == ANGLAIS)]


def _anglaise(liens):
    """Return the address of the English page of the first level that is shown, or nothing."""
    pages = [*liens[Page.Menu.PRINCIPAL], *liens[Page.Menu.PIED]]
    return next((adresse for _, adresse, langue in pages if langue == ANGLAIS and adresse.count("/") == 2), "")


def _liens():
    liens = {Page.Menu.PRINCIPAL: [], Page.Menu.PIED: [], PARTENAIRES: [], ALERTE: []}
    pages = Page.objects.en_ligne_pour(VISITEUR).affichees().order_by().values_list(*D_UNE_PAGE)
    partenaires = Partenaire.objects.affiches().order_by().values_list(*D_UN_PARTENAIRE)
    alertes = Accueil.objects.en_alerte().values_list(*D_UNE_ALERTE)
    # One query for all: every page makes it.
    for place, _, *ligne in pages.union(partenaires, alertes, all=True).order_by("ordre", "titre", "slug"):
        liens[place].append(ECRITURES.get(place, _lien)(*ligne))
    liens[Page.Menu.PIED].append((f"Accessibilité\u00a0: {REVUE.etat}", reverse("pages:accessibilite"), "fr"))
    liens[Page.Menu.PIED].append(("Signaler un défaut d’accessibilité", reverse("pages:signaler_defaut"), "fr"))
    liens[Page.Menu.PIED].append(("Plan du site", reverse("pages:plan"), "fr"))
    liens[Page.Menu.PIED].append(("Données ouvertes", reverse("api:documentation"), "fr"))
    return liens


def _lien(titre, titre_menu, langue, slug, parent, *_):
    chemin = {"parent": parent, "slug": slug} if parent else {"slug": slug}
    return titre_menu or titre, reverse("pages:sous_page" if parent else "pages:page", kwargs=chemin), langue


def _partenaire(nom, _, __, lien, fichier, largeur, hauteur):
    return Marque(nom, lien, Image(fichier=fichier, largeur=largeur, hauteur=hauteur) if fichier else None)


def _alerte(texte, genre, _, lien, *__):
    return {
        "texte": texte,
        "genre": genre,
        "mot": Accueil.Alerte(genre).label,
        "lien": lien.removeprefix(settings.CUF_URL or "/"),
    }


ECRITURES = {PARTENAIRES: _partenaire, ALERTE: _alerte}
