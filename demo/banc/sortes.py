"""The kinds of pages that `make bench` measures on the corpus: one address of each, the same at every size."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import admin
from django.contrib.admin.views.main import IS_FACETS_VAR
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from actualites.models import Actualite
from agenda.models import Evenement
from annuaire.models import Collectivite
from appels.models import Appel
from comptes.models import Utilisateur
from demo.corpus.contenus import AUTOUR
from demo.corpus.reseau import ADMIN, EDITRICE, MEMBRE
from fonds_solidarite.models import FondsSolidarite
from groupes_pays.models import Groupe, Nature
from pages.models import Page
from ressources.models import Media, Publication
from territoires.models import Theme

LECTEURS = {"visiteur": None, "membre": MEMBRE, "équipe": EDITRICE, "admin": ADMIN}


@dataclass(frozen=True)
class Sorte:
    """A kind of page as a reader sees it; `adresse` finds one in the database at hand.

    `compte` says that the page counts what a filter keeps: it is held to a duration, not to the ratio between two sizes.
    """

    nom: str
    lecteur: str
    adresse: Callable[[], str]
    compte: bool = False


def toutes():
    """Return every kind: public pages for a visitor, then for a member, then the back office."""
    publiques = _publiques()
    visiteur = [Sorte(nom, "visiteur", adresse, compte) for nom, adresse, compte in publiques]
    membre = [Sorte(nom, "membre", adresse, compte) for nom, adresse, compte in publiques if "flux" not in nom]
    espace = Sorte("mon espace", "membre", lambda: reverse("espace"))
    return [*visiteur, *membre, espace, *_gestion()]


def _publiques():
    """Return (name, function giving the address, whether it counts what a filter keeps)."""
    listes = {
        "actualités": "actualites:liste",
        "agenda": "agenda:liste",
        "appels": "appels:liste",
        "publications": "ressources:liste",
        "médiathèque": "ressources:mediatheque",
        "annuaire": "annuaire:liste",
        "partenariats": "annuaire:partenariats",
    }
    sortes = [("accueil", lambda: reverse("accueil"), False)]
    for nom, vue in listes.items():
        sortes += [
            (nom, _adresse(vue), False),
            (f"{nom}, page 2", _adresse(vue, page=2), False),
            (f"{nom}, dernière page", _adresse(vue, page="last"), False),
            (f"{nom} d’un pays", lambda vue=vue: reverse(vue, query={"pays": _pays().pk}), True),
        ]
    sortes += [
        ("actualités, page 50", _adresse("actualites:liste", page=50), False),
        ("actualités d’un thème", lambda: reverse("actualites:liste", query={"theme": Theme.objects.first().slug}), True),
        ("actualités d’une année", lambda: reverse("actualites:liste", query={"annee": _annee()}), True),
        ("actualités d’un type", _adresse("actualites:liste", type="communique"), True),
        ("actualités d’un groupe", lambda: reverse("actualites:liste", query={"groupe": _groupe().slug}), True),
        ("agenda, passés", _adresse("agenda:liste", periode="passes"), True),
        ("agenda d’une année", lambda: reverse("agenda:liste", query={"annee": _annee()}), True),
        ("mois", lambda: reverse("agenda:mois", args=[timezone.localdate().year, timezone.localdate().month]), False),
        ("annuaire, deux mots", _adresse("annuaire:liste", q="ville saint"), True),
        ("annuaire, deux filtres", lambda: reverse("annuaire:liste", query={"pays": _pays().pk, "type": "commune"}), True),
        ("partenariats, deux mots", _adresse("annuaire:partenariats", q="ville commune"), True),
        ("recherche, deux mots", _adresse("recherche:recherche", q="coopération climat"), True),
        ("recherche, un nom", _adresse("recherche:recherche", q="saint étienne"), True),
        ("suggestions", _adresse("recherche:suggestions", q="mars"), True),
    ]
    for nom, modele in {
        "actualité": Actualite,
        "événement": Evenement,
        "appel": Appel,
        "publication": Publication,
        "média": Media,
        "page éditoriale": Page,
        "fonds": FondsSolidarite,
        "collectivité": Collectivite,
    }.items():
        sortes.append((nom, lambda modele=modele: modele.objects.get(pk=1).get_absolute_url(), False))
    sortes += [
        ("groupes-pays", _adresse("groupes_pays:liste"), False),
        ("dynamiques", _adresse("groupes_pays:dynamiques"), False),
        ("groupe", lambda: _groupe().get_absolute_url(), False),
        ("liste des fonds", _adresse("fonds_solidarite:liste"), False),
        ("liste des pays", _adresse("pages:pays_liste"), False),
        ("pays", lambda: reverse("pays", args=[_pays().slug]), False),
        ("plan du site", _adresse("pages:plan"), False),
        ("plan du site (XML)", _adresse("pages:sitemap"), False),
        ("flux des actualités", _adresse("actualites:flux"), False),
        ("flux d’un pays", lambda: reverse("actualites:flux", query={"pays": _pays().pk}), False),
        ("flux de l’agenda", _adresse("agenda:calendrier"), False),
    ]
    return sortes


def _adresse(vue, **filtres):
    return lambda: reverse(vue, query=filtres)


def _groupe():
    """Return the group that contents name most."""
    return Groupe.objects.filter(nature=Nature.GROUPE_PAYS).order_by("pk").first()


def _pays():
    """Return the country that contents name most."""
    return _groupe().pays.get()


def _annee():
    """Return a year of the past that every corpus has events and news of."""
    return Evenement.objects.get(pk=AUTOUR + 1).debut.year


def _gestion():
    """Return the dashboard, then for each model its list, two words searched in it, an empty form and a full one."""
    sortes = [Sorte("tableau de bord", lecteur, _adresse("admin:index")) for lecteur in ("équipe", "admin")]
    for mots in ("mars", "coopération climat", "rien-de-tel"):
        adresse = _adresse("admin:recherche", q=mots)
        sortes.append(Sorte(f"gestion, recherche : {mots}", "admin", adresse, True))
    for modele, gestion in admin.site._registry.items():
        nom, base = str(modele._meta.verbose_name), f"admin:{modele._meta.app_label}_{modele._meta.model_name}"
        if not gestion.sans_liste:
            sortes.append(Sorte(f"gestion, liste : {nom}", "admin", _adresse(f"{base}_changelist")))
            if gestion.list_filter:
                nombres = _adresse(f"{base}_changelist", **{IS_FACETS_VAR: "True"})
                # What is counted grows with the rows.
                sortes.append(Sorte(f"gestion, nombres des filtres : {nom}", "admin", nombres, True))
        if gestion.search_fields:
            sortes.append(Sorte(f"gestion, deux mots : {nom}", "admin", lambda m=modele, b=base: _recherche(m, b), True))
        sortes.append(Sorte(f"gestion, ajout : {nom}", "admin", _adresse(f"{base}_add")))
        if not gestion.sans_liste:
            sortes.append(Sorte(f"gestion, fiche : {nom}", "admin", lambda m=modele, b=base: _fiche(m, b)))
    return sortes


def _recherche(modele, base):
    """Return the address of a search for two words of the first row's title, or of a title when the model has no rows."""
    ligne = modele._default_manager.order_by("pk").first()
    mots = sorted(str(ligne).split(), key=len, reverse=True)[:2] if ligne else ["convention", "climat"]
    return f"{reverse(f'{base}_changelist')}?{urlencode({'q': ' '.join(mots)})}"


def _fiche(modele, base):
    """Return the address of the first row's form; of the list when the model has no rows."""
    ligne = modele._default_manager.order_by("pk").first()
    return reverse(f"{base}_change", args=[ligne.pk]) if ligne else reverse(f"{base}_changelist")


def lecteur(nom):
    """Return the account of this kind of reader; None for a visitor."""
    courriel = LECTEURS[nom]
    return Utilisateur.objects.get(courriel=courriel) if courriel else None
