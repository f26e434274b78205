"""The two languages of the site: what header, foot and components say in each, and how English writes days and numbers.

Pages are in French; those for partners abroad are in English, at addresses that say so (decision 028). The language of a page is
the `langue_page` of its context.
"""

from datetime import date
from decimal import Decimal

from socle.dates import en_jour

FRANCAIS, ANGLAIS = "fr", "en"

MOTS = {
    "a_propos_de_la_page": ("À propos de cette page", "About this page"),
    "accueil": ("Accueil", "Home"),
    "administration": ("Administration", "Administration"),
    "aller_au_contenu": ("Aller au contenu", "Skip to content"),
    "aller_au_menu": ("Aller au menu", "Skip to menu"),
    "aller_au_pied": ("Aller au pied de page", "Skip to footer"),
    "apercu": ("Aperçu : cette page n’est pas en ligne.", "Preview: this page is not online."),
    "association": (
        """Depuis 1975, l’association réunit les collectivités territoriales françaises qui agissent à l’international : elle
        les informe, les met en relation et coordonne leur solidarité.""",
        """Since 1975, the association has brought together the French local authorities that work abroad: it keeps them
        informed, puts them in touch with partners and coordinates their solidarity.""",
    ),
    "attention": ("Attention\u00a0:", "Warning:"),
    "autre_langue": ("This page in English", "Cette page en français"),
    "avertissement": ("Avertissement", "Notice"),
    "contacts": ("Contacts", "Contacts"),
    "dans_cette_rubrique": ("Dans cette rubrique", "In this section"),
    "demonstration": (
        "Les contenus et les comptes servent d’exemple ; ce site n’est pas celui de Cités Unies France.",
        "Contents and accounts are examples; this is not the website of Cités Unies France.",
    ),
    "demonstration_titre": ("Données de démonstration.", "Demonstration data."),
    "devise": ("Le portail de la coopération décentralisée", "French local authorities and their partners abroad"),
    "documents": ("Documents", "Documents"),
    "erreur": ("Erreur\u00a0:", "Error:"),
    "fil": ("Fil d’Ariane", "Breadcrumb"),
    "informations": ("Informations", "Information"),
    "lancer": ("Lancer la recherche", "Search"),
    "licence": ("Logiciel libre sous licence AGPL", "Free software under the AGPL licence"),
    "menu": ("Menu", "Menu"),
    "menu_principal": ("Menu principal", "Main menu"),
    "mise_a_jour": ("Page mise à jour le", "Page updated on"),
    "modifier": ("Modifier cette page", "Edit this page"),
    "mon_espace": ("Mon espace", "My account"),
    "page": ("Page", "Page"),
    "page_precedente": ("Page précédente", "Previous page"),
    "page_suivante": ("Page suivante", "Next page"),
    "pagination": ("Pagination", "Pagination"),
    "presentation": ("Présentation", "Overview"),
    "recherche": ("Recherche", "Search"),
    "recherche_coupee": (
        "Votre recherche est longue : seuls ses premiers mots sont cherchés.",
        "Your search is long: only its first words are looked for.",
    ),
    "recherche_de_quoi": ("Une ville, un pays, un sujet", "A town, a country, a subject"),
    "recherche_etiquette": (
        "Rechercher sur le site\u00a0: une ville, un pays, un sujet",
        "Search this website: a town, a country, a subject",
    ),
    "recherche_page_inconnue": (
        "Cette page de résultats n’existe pas : voici la première.",
        "This page of results does not exist: here is the first one.",
    ),
    "recherche_partout": ("Sur tout le site", "The whole website"),
    "recherche_sans_mot": (
        "Votre recherche ne contient aucun mot à chercher : écrivez au moins un mot.",
        "Your search has no word to look for: write at least one.",
    ),
    "rechercher": ("Rechercher", "Search"),
    "rechercher_sur_le_site": ("Rechercher sur le site", "Search this website"),
    "relue": ("Page relue le", "Last reviewed on"),
    "rubriques": ("Rubriques", "On the French website"),
    "sans_cookie": ("Aucun cookie ni traceur pour les visiteurs", "No cookies or trackers for visitors"),
    "se_connecter": ("Se connecter", "Sign in"),
    "se_deconnecter": ("Se déconnecter", "Sign out"),
    "soutien": ("Avec le soutien de", "With the support of"),
    "sur": ("sur", "of"),
    "sur_au_moins": ("sur au moins", "of at least"),
}
"""What each text says in French and in English, by the key that templates give to the tag `mot`."""

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
)  # fmt: skip


def mot(cle: str, langue: str) -> str:
    """Return the text `cle` of `MOTS` in a language: French, unless it is English."""
    return MOTS[cle][langue == ANGLAIS]


def date_anglaise(valeur: date) -> str:
    """Return « 9 November 2026 », on one line up to the month."""
    jour = en_jour(valeur)
    return f"{jour.day}\u00a0{MONTHS[jour.month - 1]} {jour.year}"


def mois_anglais(valeur: date) -> str:
    """Return « September 2023 », for a day that may not be known."""
    jour = en_jour(valeur)
    return f"{MONTHS[jour.month - 1]} {jour.year}"


def nombre_anglais(valeur: int) -> str:
    """Return « 34,969 »."""
    return f"{int(valeur):,}"


def montant_anglais(valeur: Decimal) -> str:
    """Return euros: « €520,000 », with cents only when there are some: « €12.50 »."""
    somme = Decimal(valeur)
    entier = f"{abs(somme):,.2f}".removesuffix(".00")
    return f"{'−' if somme < 0 else ''}€{entier}"
