"""The menu of the back office: the models of all apps in families, in the words of the trade, with what awaits in each."""

from dataclasses import dataclass

from django.utils.functional import SimpleLazyObject
from django.utils.text import capfirst

from annuaire.models import DemandeAdhesion, DemandeModification
from mediatheque.models import Image
from redaction.models import Tache
from redaction.registre import sortes
from socle.listes import compter
from socle.perms import a_le_droit


@dataclass(frozen=True)
class Famille:
    """Some entries of the menu: a title, a drawing, the models by label; `repliee` for what is rarely opened."""

    titre: str
    icone: str
    modeles: tuple[str, ...]
    repliee: bool = False


FAMILLES = (
    Famille("À traiter", "valide", ("redaction.tache", "annuaire.demandemodification", "annuaire.demandeadhesion")),
    Famille(
        "Contenus",
        "document",
        (
            "actualites.actualite",
            "agenda.evenement",
            "appels.appel",
            "ressources.publication",
            "ressources.media",
            "pages.page",
            "agenda.cycle",
            "redaction.fil",
        ),
    ),
    Famille("Images et documents", "image", ("mediatheque.image", "mediatheque.document")),
    Famille(
        "Réseau",
        "jumelage",
        (
            "annuaire.collectivite",
            "annuaire.personne",
            "annuaire.mandat",
            "annuaire.election",
            "annuaire.fusiondepersonnes",
            "annuaire.partenariat",
            "annuaire.projet",
            "annuaire.autoritelocale",
            "groupes_pays.groupe",
            "groupes_pays.presidence",
        ),
    ),
    Famille(
        "Solidarité",
        "fonds",
        ("fonds_solidarite.fondssolidarite", "fonds_solidarite.contribution", "fonds_solidarite.affectation"),
    ),
    Famille(
        "Site",
        "site",
        (
            "pages.accueil",
            "pages.partenaire",
            "redaction.contact",
            "redaction.ancienneadresse",
            "recherche.synonyme",
            "recherche.recherchevaine",
        ),
    ),
    Famille(
        "Pays, thèmes et territoires",
        "carte",
        (
            "territoires.pays",
            "territoires.theme",
            "territoires.secteur",
            "territoires.odd",
            "territoires.region",
            "territoires.departement",
            "territoires.epci",
            "territoires.commune",
            "territoires.importreferentiel",
        ),
        repliee=True,
    ),
    Famille(
        "Comptes et suivi",
        "personne",
        (
            "comptes.utilisateur",
            "annuaire.rattachement",
            "comptes.role",
            "groupes_pays.perimetre",
            "socle.cercle",
            "courriels.courriel",
            "socle.journal",
        ),
        repliee=True,
    ),
)
RESTE = Famille("Autres", "menu", ())
"""What no family names: a model of tomorrow is never out of reach."""

MOTS = {
    "annuaire.demandemodification": "Fiches à valider",
    "pages.page": "Pages du site",
    "redaction.ancienneadresse": "Redirections",
    "socle.journal": "Qui a fait quoi",
}


def menu(apps, request):
    """Return the families of the menu, as `AdminSite.get_app_list` has them, with `icone`, `ouverte`, and a `nombre` per entry.

    Args:
        apps: the list of Django, of what this user may open.
        request: whose address says which entry is current.
    """
    # The dashboard shows the menu twice: what it counts is counted once.
    if not hasattr(request, "nombres_du_menu"):
        request.nombres_du_menu = SimpleLazyObject(lambda: _nombres(request.user))
    nombres = request.nombres_du_menu
    entrees = {label(modele): _entree(modele, nombres) for app in apps for modele in app["models"]}
    familles = [_famille(famille, entrees, request) for famille in FAMILLES]
    reste = Famille(RESTE.titre, RESTE.icone, tuple(set(entrees) - {nom for une in FAMILLES for nom in une.modeles}))
    return [famille for famille in (*familles, _famille(reste, entrees, request)) if famille["models"]]


def label(modele):
    """Return the name of an entry of Django's list, « actualites.actualite »; that of a page of ours is its address."""
    return modele["model"]._meta.label_lower if "model" in modele else modele["admin_url"]


def _entree(modele, nombres):
    nom = label(modele)
    return {**modele, "name": MOTS.get(nom, capfirst(modele["name"])), "nombre": SimpleLazyObject(lambda: nombres.get(nom, 0))}


def _famille(famille, entrees, request):
    modeles = [entrees[nom] for nom in famille.modeles if nom in entrees]
    courante = any(request.path.startswith(modele["admin_url"]) for modele in modeles if modele["admin_url"])
    return {
        "name": famille.titre,
        "icone": famille.icone,
        "app_label": famille.icone,
        "app_url": "",
        "has_module_perms": True,
        "models": modeles,
        "ouverte": courante or not famille.repliee,
    }


def _nombres(utilisateur):
    """Return {label: how many rows await `utilisateur`}; one query."""
    listes = {"redaction.tache": Tache.objects.a_faire().de(utilisateur)}
    if a_le_droit(utilisateur, "change", DemandeModification):
        listes["annuaire.demandemodification"] = DemandeModification.objects.en_attente()
    if a_le_droit(utilisateur, "change", DemandeAdhesion):
        listes["annuaire.demandeadhesion"] = DemandeAdhesion.objects.nouvelles()
    if a_le_droit(utilisateur, "change", Image):
        listes["mediatheque.image"] = Image.objects.a_decrire()
    for sorte in sortes():
        if a_le_droit(utilisateur, "publier", sorte.modele):
            listes[sorte.modele._meta.label_lower] = sorte.modele.objects.a_relire_par(utilisateur)
    return compter(listes)
