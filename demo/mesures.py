"""What each page of the demo costs: queries and server time, page by page, measured within the process."""

import logging
import re
import statistics
import time
from collections import deque
from contextlib import contextmanager
from dataclasses import dataclass
from html import unescape
from urllib.parse import urljoin, urlsplit

from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.urls import Resolver404, resolve

LIENS = re.compile(r'<a\b[^>]*\shref="([^"]*)"|<loc>([^<]*)</loc>')
FORMULAIRE_GET = re.compile(r'<form\b[^>]*\bmethod="get"[^>]*>(.*?)</form>', re.S)
LISTE_DE_CHOIX = re.compile(r'<select\b[^>]*\bname="([^"]+)"[^>]*>(.*?)</select>', re.S)
CHOIX = re.compile(r'<option\b[^>]*\bvalue="([^"]+)"')
# Files, and what a visit would change or that is not a page of the site.
A_PART = ("/media/", "/static/", "/documents/", "/admin/logout/", "/comptes/deconnexion/")


@dataclass(frozen=True)
class Mesure:
    """The cost of a page for a reader.

    `duree` is the median server time in milliseconds, `requetes` the number of queries to the database; `page` is the name of
    the view, `filtree` whether the address bears a query string.
    """

    adresse: str
    lecteur: str
    page: str
    statut: int
    requetes: int
    duree: float

    @property
    def filtree(self):
        """Whether the address bears filters or a page number."""
        return "?" in self.adresse

    def depasse(self, requetes_max, duree_max):
        """Whether the page costs more queries or more milliseconds than these bars."""
        return self.requetes > requetes_max or self.duree > duree_max


@contextmanager
def compter():
    """Give a list that grows by one SQL text for each query sent to the database (DEBUG need not be on)."""
    vues = []

    def noter(executer, sql, parametres, plusieurs, contexte):
        vues.append(sql)
        return executer(sql, parametres, plusieurs, contexte)

    with connection.execute_wrapper(noter):
        yield vues


@contextmanager
def journal_muet():
    """Keep quiet, during a `with`, the log of refusals (403, 404) and of sign-ins; failures are still logged."""
    journaux = [logging.getLogger(nom) for nom in ("django.request", "axes")]
    avant = [journal.level for journal in journaux]
    for journal in journaux:
        journal.setLevel(logging.ERROR)
    try:
        yield
    finally:
        for journal, niveau in zip(journaux, avant, strict=True):
            journal.setLevel(niveau)


def ouvrir(client, adresse):
    """Return (status, text of the page, "" for a file) of one visit, the body read to its end."""
    reponse = client.get(adresse)
    if reponse.streaming:
        for _ in reponse.streaming_content:
            pass
        return reponse.status_code, ""
    lisible = reponse.headers.get("Content-Type", "").startswith(("text/html", "application/xml"))
    return reponse.status_code, reponse.content.decode() if lisible else ""


def parcourir(client, departs, *, garder):
    """Follow every link from `departs`, as a visitor would.

    Args:
        client: the reader's client.
        departs: the first addresses.
        garder: a function saying whether an address is to be visited.

    Returns:
        Every address found, each list with each of its filters included, in the order found. A page longer than one has its
        pages followed, a filtered one is not followed further.
    """
    trouvees, a_suivre = dict.fromkeys(departs), deque(departs)
    while a_suivre:
        adresse = a_suivre.popleft()
        _, texte = ouvrir(client, adresse)
        for suivante in [*_liens(adresse, texte), *_filtres(adresse, texte)]:
            if suivante in trouvees or suivante.startswith(A_PART) or not garder(suivante):
                continue
            trouvees[suivante] = None
            if _simple(suivante):
                a_suivre.append(suivante)
    return list(trouvees)


def _simple(adresse):
    """Say whether an address is followed: a page, or a further page of a list without filters or of the sitemap."""
    requete = urlsplit(adresse).query
    return not requete or re.fullmatch(r"p(age)?=\d+", requete) is not None


def _liens(adresse, texte):
    for lien, lieu in LIENS.findall(texte):
        cible = urlsplit(urljoin(adresse, unescape(lien)) if lien else unescape(lieu))
        # The map of the site gives whole addresses, those of this very site.
        if cible.scheme in {"", "http", "https"} and (lieu or not cible.netloc) and cible.path.startswith("/"):
            yield cible.path + (f"?{cible.query}" if cible.query else "")


def _filtres(adresse, texte):
    """Give the address of the list for each choice of each filter of its form."""
    if "?" in adresse:
        return
    for formulaire in FORMULAIRE_GET.findall(texte):
        for nom, options in LISTE_DE_CHOIX.findall(formulaire):
            for valeur in CHOIX.findall(options):
                yield f"{adresse}?{nom}={unescape(valeur)}"


class Garde:
    """Say which addresses a reader visits: a visitor, every one; the others leave the filters to the visitor.

    In the back office, the home page, the lists, the forms to add and one form by model: the thousand others are alike.
    """

    def __init__(self, *, visiteur):
        self.visiteur = visiteur
        self._formulaires = set()

    def __call__(self, adresse):
        if not adresse.startswith("/admin/"):
            return self.visiteur or _simple(adresse)
        page = nom_de_page(adresse)
        if "?" in adresse or not page.endswith(("_change", "_changelist", "_add", ":index")):
            return False
        if not page.endswith("_change"):
            return True
        nouvelle = page not in self._formulaires
        self._formulaires.add(page)
        return nouvelle


def mesurer(client, adresse, *, lecteur, fois):
    """Return the `Mesure` of an address, over `fois` visits after one that warms up."""
    ouvrir(client, adresse)
    durees = []
    for _ in range(fois):
        cache.clear()  # the page is made, not taken from what was kept
        with compter() as requetes:
            debut = time.perf_counter()
            statut, _ = ouvrir(client, adresse)
            durees.append((time.perf_counter() - debut) * 1000)
    return Mesure(adresse, lecteur, nom_de_page(adresse), statut, len(requetes), statistics.median(durees))


def nom_de_page(adresse):
    """Return the name of the view behind an address, « — » when there is none."""
    try:
        trouvee = resolve(urlsplit(adresse).path)
    except Resolver404:
        return "—"
    return trouvee.view_name


def client_de(utilisateur):
    """Return a client signed in as `utilisateur`, or a visitor's for None."""
    client = Client()
    if utilisateur is not None:
        client.force_login(utilisateur, backend=settings.AUTHENTICATION_BACKENDS[-1])
    return client


def resumer(mesures):
    """Return one line by kind of page and reader: (slowest `Mesure`, how many addresses, most queries), slowest first."""
    groupes = {}
    for mesure in mesures:
        groupes.setdefault((mesure.page, mesure.lecteur, mesure.filtree), []).append(mesure)
    lignes = [
        (max(groupe, key=lambda une: une.duree), len(groupe), max(une.requetes for une in groupe)) for groupe in groupes.values()
    ]
    return sorted(lignes, key=lambda ligne: ligne[0].duree, reverse=True)
