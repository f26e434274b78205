"""One object of every kind and of every access level, the five people who look at them, and every address of the site.

Used by the tests that walk the whole site: answers, headers, accessibility, browser.
"""

from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from io import BytesIO
from types import SimpleNamespace

from django.conf import settings
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone
from PIL import Image as Dessin

from annuaire.models import DemandeModification, Partenariat, Projet
from api.catalogue import JEUX
from fonds_solidarite.models import PointEtape
from mediatheque.televersement import enregistrer_image
from socle.acces import VISITEUR
from tests.fabriques import (
    ActualiteFabrique,
    AdhesionFabrique,
    AffectationFabrique,
    AppelFabrique,
    AutoriteLocaleFabrique,
    CollectiviteFabrique,
    ContactFabrique,
    ContributionFabrique,
    CycleFabrique,
    DocumentFabrique,
    EvenementFabrique,
    FondsFabrique,
    GroupeFabrique,
    MandatFabrique,
    MediaFabrique,
    OddFabrique,
    PageFabrique,
    PartenariatFabrique,
    PaysFabrique,
    PresidenceFabrique,
    PublicationFabrique,
    RattachementFabrique,
    SecteurFabrique,
    SignatureFabrique,
    ThemeFabrique,
    UtilisateurFabrique,
)
from tests.mediatheque.sons import PAROLES, VTT, mp4

METHODES = ("POST", "PUT", "PATCH", "DELETE")
GENS = ("visiteur", "membre", "etranger", "agent", "equipe")
# Answers without a body for the browser: what is signed in, or moved.
VERS_CONNEXION = {"visiteur": 302}
RESERVE_ADHERENTS = {"visiteur": 403, "agent": 403}
RESERVE_GROUPE = {"visiteur": 403, "etranger": 403, "agent": 403}
EQUIPE_SEULE = {"visiteur": 404, "membre": 404, "etranger": 404, "agent": 404}


@dataclass(frozen=True)
class Adresse:
    """An address of the site, and what it answers to each of `GENS` (200 unless said)."""

    nom: str
    arguments: dict = field(default_factory=dict)
    requete: str = ""
    statuts: dict = field(default_factory=dict)
    html: bool = True
    # Methods accepted besides GET, HEAD and OPTIONS.
    methodes: tuple = ()
    # A sign-in form needs a cookie against forged requests, even for a visitor.
    biscuit: bool = False
    # Data for programs: a parameter that does not exist is refused.
    stricte: bool = False

    def __str__(self):
        return f"{self.nom} {' '.join(str(a) for a in self.arguments.values())}{self.requete}".strip()

    def chemin(self, jeu):
        """Return the path and query; arguments that are functions read `jeu`."""
        arguments = {cle: valeur(jeu) if callable(valeur) else valeur for cle, valeur in self.arguments.items()}
        return reverse(self.nom, kwargs=arguments) + self.requete

    def statut(self, qui):
        """Return the status expected by one of `GENS`."""
        return self.statuts.get(qui, 200)


def _de(attribut, champ):
    """Return an argument read from the set of data, with a readable name for the test."""

    class Lu:
        def __call__(self, jeu):
            return getattr(getattr(jeu, attribut), champ)

        def __str__(self):
            return attribut

    return Lu()


def _slug(slug):
    return {"slug": slug}


class _Premiere:
    """The first row of a set of open data; the set of data has no subsidy above 23,000 €."""

    def __init__(self, cle):
        self.cle = cle

    def __call__(self, jeu):
        visite = SimpleNamespace(lecteur=VISITEUR, marque=None)
        return JEUX[self.cle].lignes(visite).values_list("pk", flat=True).first() or 1

    def __str__(self):
        return "première"


def _donnees():
    """Return the addresses of open data: a list and a row of each set."""
    for cle in JEUX:
        statuts = dict.fromkeys(GENS, 404) if cle == "subventions" else {}
        yield Adresse(f"api:{cle}", html=False, stricte=True)
        yield Adresse(f"api:{cle}_fiche", {"cle": _Premiere(cle)}, statuts=statuts, html=False, stricte=True)


ADRESSES = (
    Adresse("accueil"),
    Adresse("pages:pays_liste"),
    Adresse("pays", _slug("japon")),
    Adresse("pays", _slug("armenie")),
    Adresse("pages:flux_pays", _slug("japon"), html=False),
    Adresse("pages:avant_mission", _slug("japon")),
    Adresse("pages:avant_mission", _slug("armenie")),
    Adresse("pages:themes"),
    Adresse("theme", _slug("climat")),
    Adresse("pages:flux_theme", _slug("climat"), html=False),
    Adresse("pages:plan"),
    Adresse("pages:sitemap", html=False),
    Adresse("pages:section", {"section": "actualites"}, html=False),
    Adresse("pages:section", {"section": "actualites"}, requete="?p=999999", statuts=dict.fromkeys(GENS, 404)),
    Adresse("pages:robots", html=False),
    Adresse("pages:security_txt", html=False),
    Adresse("pages:manifeste", html=False),
    Adresse("recherche:opensearch", html=False),
    Adresse("recherche:suggestions_navigateur", requete="?q=jap", html=False),
    Adresse("pages:partage", {"jeton": "a" * 60, "extension": "png"}, html=False, statuts=dict.fromkeys(GENS, 404)),
    Adresse("pages:favicon", html=False, statuts=dict.fromkeys(GENS, 301)),
    Adresse("pages:sante", html=False),
    Adresse("pages:page", _slug("a-propos")),
    Adresse("pages:english", html=False, statuts=dict.fromkeys(GENS, 301)),
    Adresse("pages:anglais", {"slug": "en"}),
    Adresse("pages:sous_page", {"parent": "en", "slug": "who-we-are"}),
    Adresse("pages:partenaires_anglais"),
    Adresse("pages:partenaires_anglais", requete="?country=JP"),
    Adresse("pages:partenaires_anglais", requete="?country=ZZ", statuts=dict.fromkeys(GENS, 400)),
    Adresse("pages:fonds_anglais"),
    Adresse("recherche_en"),
    Adresse("suggestions_en", requete="?q=jap", html=False),
    Adresse("recherche_en", requete="?q=Japan"),
    Adresse("recherche_en", requete="?q=nowhere"),
    Adresse("pages:page", _slug("page-adherents"), statuts=RESERVE_ADHERENTS),
    Adresse("pages:page", _slug("inconnue"), statuts=dict.fromkeys(GENS, 404)),
    Adresse("pages:sous_page", {"parent": "a-propos", "slug": "equipe"}),
    Adresse("pages:adherer"),
    Adresse("pages:demande_adhesion", methodes=("POST",)),
    Adresse("pages:demande_adhesion", requete="?nom=bill%C3%A8re", methodes=("POST",)),
    Adresse("pages:demande_adhesion", requete="?choix=fiche:billere", methodes=("POST",), biscuit=True),
    Adresse("pages:demande_adhesion", requete="?choix=fiche:aix-en-provence", methodes=("POST",)),
    Adresse("pages:demande_adhesion", requete="?choix=fiche:rien", methodes=("POST",), statuts=dict.fromkeys(GENS, 400)),
    Adresse("pages:demande_recue"),
    Adresse("pages:accessibilite"),
    Adresse("pages:signaler_defaut", methodes=("POST",), biscuit=True),
    Adresse("pages:defaut_recu"),
    Adresse("actualites:liste"),
    Adresse("actualites:liste", requete="?pays=JP"),
    Adresse("actualites:liste", requete="?page=2"),
    Adresse("actualites:liste", requete="?pays=ZZ", statuts=dict.fromkeys(GENS, 400)),
    Adresse("actualites:flux", html=False),
    Adresse("actualites:actualite", _slug("publique")),
    Adresse("actualites:actualite", _slug("adherents"), statuts=RESERVE_ADHERENTS),
    Adresse("actualites:actualite", _slug("groupe"), statuts=RESERVE_GROUPE),
    Adresse("actualites:actualite", _slug("equipe"), statuts=EQUIPE_SEULE),
    Adresse("actualites:actualite", _slug("brouillon"), statuts=EQUIPE_SEULE),
    Adresse("actualites:actualite", _slug("programmee"), statuts=EQUIPE_SEULE),
    Adresse("agenda:liste"),
    Adresse("agenda:liste", requete="?periode=passes"),
    Adresse("agenda:liste", requete="?periode=semaine"),
    Adresse("agenda:mois", {"annee": 2025, "mois": 11}),
    Adresse("agenda:annee", {"annee": 2025}),
    Adresse("agenda:comptes_rendus"),
    Adresse("agenda:cycles"),
    Adresse("agenda:cycle", _slug("chroniques")),
    Adresse("agenda:cycle_ics", _slug("chroniques"), html=False),
    Adresse("agenda:cycle_flux", _slug("chroniques"), html=False),
    Adresse("agenda:calendrier", html=False),
    Adresse("agenda:flux", html=False),
    Adresse("agenda:evenement", _slug("a-venir")),
    Adresse("agenda:evenement", _slug("passe")),
    Adresse("agenda:evenement", _slug("reporte")),
    Adresse("agenda:evenement", _slug("reunion-groupe"), statuts=RESERVE_GROUPE),
    Adresse("agenda:evenement_ics", _slug("a-venir"), html=False),
    Adresse("appels:liste"),
    Adresse("appels:liste", requete="?etat=clos"),
    Adresse("appels:liste", requete="?etat=hier", statuts=dict.fromkeys(GENS, 400)),
    Adresse("appels:flux", html=False),
    Adresse("appels:appel", _slug("appel-ouvert")),
    Adresse("appels:appel", _slug("appel-clos")),
    Adresse("appels:appel", _slug("appel-adherents"), statuts=RESERVE_ADHERENTS),
    Adresse("annuaire:liste"),
    Adresse("annuaire:liste", requete="?q=aix"),
    Adresse("annuaire:liste", requete="?vue=table&pays=JP"),
    Adresse("annuaire:liste", requete="?vue=carte"),
    Adresse("annuaire:export_csv", html=False),
    Adresse("annuaire:export_xlsx", html=False),
    Adresse("annuaire:export_geojson", html=False),
    Adresse("annuaire:export_partenariats_csv", html=False),
    Adresse("annuaire:export_partenariats_xlsx", html=False),
    Adresse("annuaire:partenariats"),
    Adresse("annuaire:carte"),
    Adresse("annuaire:carte", requete="?pays=JP"),
    Adresse("territoires:repere", {"version": "0", "code": "jp"}, html=False),
    Adresse("annuaire:autorite", _slug("kumamoto-jp")),
    Adresse("annuaire:projets"),
    Adresse("annuaire:projets_flux", html=False),
    Adresse("annuaire:projet", _slug("de-l-eau-pour-tous")),
    Adresse("annuaire:collectivite", _slug("aix-en-provence")),
    Adresse("annuaire:collectivite", _slug("billere")),
    Adresse("espace", statuts=VERS_CONNEXION),
    Adresse(
        "annuaire:fiche_modifier",
        _slug("aix-en-provence"),
        statuts={"visiteur": 302, "etranger": 404, "agent": 404, "equipe": 404},
        methodes=("POST",),
    ),
    Adresse(
        "annuaire:fiche_modifier",
        _slug("billere"),
        statuts={"visiteur": 302, "membre": 404, "etranger": 404, "agent": 403, "equipe": 404},
        methodes=("POST",),
    ),
    Adresse(
        "annuaire:demande",
        {"pk": _de("demande", "pk")},
        statuts={"visiteur": 302, "etranger": 404, "agent": 404, "equipe": 404},
    ),
    Adresse(
        "annuaire:demande_retirer",
        {"pk": _de("demande", "pk")},
        statuts={"visiteur": 302, "membre": 405, "etranger": 405, "agent": 405, "equipe": 405},
        methodes=("POST",),
        html=False,
    ),
    Adresse("recherche:recherche"),
    Adresse("recherche:recherche", requete="?q=japon"),
    Adresse("recherche:recherche", requete="?q=publique&type=actualites"),
    Adresse("recherche:recherche", requete="?q=introuvable"),
    Adresse("recherche:recherche", requete="?q=japon&page=999999", statuts=dict.fromkeys(GENS, 404)),
    Adresse("recherche:recherche", requete="?q=japon&pays=ZZ", statuts=dict.fromkeys(GENS, 400)),
    Adresse("recherche:suggestions", requete="?q=jap", html=False),
    Adresse("groupes_pays:liste"),
    Adresse("groupe", _slug("japon")),
    Adresse("groupes_pays:carte", html=False),
    Adresse("pages:flux_groupe", _slug("japon"), html=False),
    Adresse("groupes_pays:dynamiques"),
    Adresse("dynamique", _slug("climat")),
    Adresse("pages:flux_dynamique", _slug("climat"), html=False),
    Adresse("fonds_solidarite:liste"),
    Adresse("fonds_solidarite:fonds", _slug("fonds-seisme")),
    Adresse("fonds_solidarite:flux", html=False),
    Adresse("flux_fonds", _slug("fonds-seisme"), html=False),
    Adresse("ressources:flux", html=False),
    Adresse("ressources:flux_medias", html=False),
    Adresse("ressources:liste"),
    Adresse("ressources:publication", _slug("repertoire")),
    Adresse("ressources:mediatheque"),
    Adresse("ressources:media", _slug("video")),
    Adresse("comptes:connexion", statuts=dict.fromkeys(GENS[1:], 302), methodes=("POST", "PUT"), biscuit=True),
    Adresse("comptes:deconnexion", statuts=dict.fromkeys(GENS, 405), methodes=("POST",), html=False),
    Adresse("account_login", statuts=dict.fromkeys(GENS[1:], 302), methodes=("POST", "PUT"), biscuit=True),
    Adresse("account_logout", statuts=dict.fromkeys(GENS, 405), methodes=("POST",), html=False),
    Adresse("comptes:deconnecte"),
    Adresse("comptes:compte", statuts=VERS_CONNEXION, methodes=("POST", "PUT")),
    Adresse("comptes:fermer_sessions", statuts=VERS_CONNEXION | dict.fromkeys(GENS[1:], 405), methodes=("POST",), html=False),
    Adresse("account_reauthenticate", statuts=VERS_CONNEXION, methodes=("POST", "PUT")),
    Adresse("mfa_reauthenticate", statuts=dict.fromkeys(GENS, 302), methodes=METHODES),
    Adresse("mfa_reauthenticate_webauthn", statuts=dict.fromkeys(GENS, 302), methodes=METHODES),
    Adresse("mfa_index", statuts=VERS_CONNEXION),
    Adresse("mfa_authenticate", statuts=dict.fromkeys(GENS, 302), methodes=METHODES),
    # Who did not just say who they are says it first.
    Adresse("mfa_activate_totp", statuts=dict.fromkeys(GENS, 302), methodes=METHODES),
    Adresse("mfa_deactivate_totp", statuts=VERS_CONNEXION | dict.fromkeys(GENS[1:], 404), methodes=METHODES),
    Adresse("mfa_list_webauthn", statuts=dict.fromkeys(GENS, 302), methodes=METHODES),
    Adresse("mfa_add_webauthn", statuts=dict.fromkeys(GENS, 302), methodes=METHODES),
    Adresse("mfa_remove_webauthn", {"pk": 1}, statuts=dict.fromkeys(GENS, 302), methodes=METHODES),
    Adresse("mfa_view_recovery_codes", statuts=VERS_CONNEXION | dict.fromkeys(GENS[1:], 404), methodes=METHODES),
    Adresse("mfa_download_recovery_codes", statuts=VERS_CONNEXION | dict.fromkeys(GENS[1:], 404), html=False),
    Adresse("mfa_generate_recovery_codes", statuts=dict.fromkeys(GENS, 302), methodes=METHODES),
    Adresse("comptes:mot_de_passe_changer", statuts=VERS_CONNEXION, methodes=("POST", "PUT")),
    Adresse("comptes:mot_de_passe_oublie", methodes=("POST", "PUT"), biscuit=True),
    Adresse("comptes:mot_de_passe_envoye"),
    Adresse("comptes:mot_de_passe_choisir", {"uidb64": "MQ", "token": "abc-def"}, methodes=METHODES),
    Adresse("comptes:mot_de_passe_choisi"),
    Adresse("mediatheque:document", {"cle": _de("document_public", "cle")}, html=False),
    Adresse("mediatheque:document", {"cle": _de("document_groupe", "cle")}, statuts=RESERVE_GROUPE, html=False),
    Adresse("mediatheque:ecoute", {"cle": _de("video", "cle")}),
    Adresse("mediatheque:sous_titres", {"cle": _de("video", "cle")}, html=False),
    Adresse("pages:composants", statuts=dict.fromkeys(GENS[:4], 403)),
    Adresse("mediatheque:media", {"chemin": _de("fichier_image", "name")}, html=False),
    Adresse("mediatheque:televerser_image", statuts=dict.fromkeys(GENS, 405), methodes=("POST",), html=False),
    Adresse("redaction:liens", statuts=dict.fromkeys(GENS, 403) | {"equipe": 200}, html=False),
    Adresse("redaction:relecture", {"jeton": "a" * 32}, statuts=dict.fromkeys(GENS, 404), methodes=("POST",)),
    Adresse("gestion:etat", html=False),
    Adresse("gestion:presence", statuts=dict.fromkeys(GENS, 405), methodes=("POST",), html=False),
    Adresse("gestion:reconnecte", statuts=VERS_CONNEXION),
    Adresse("api:documentation"),
    Adresse("api:openapi", html=False, stricte=True),
    Adresse("api:actualites", requete="?format=csv", html=False, stricte=True),
    Adresse("api:actualites", requete="?pays=ZZ", statuts=dict.fromkeys(GENS, 400), html=False, stricte=True),
    Adresse("api:introuvable", {"reste": "zzz"}, statuts=dict.fromkeys(GENS, 404), html=False, stricte=True),
    *_donnees(),
)

# What a visitor can open, page by page: the pages whose look, words and headers are checked.
PAGES_PUBLIQUES = tuple(une for une in ADRESSES if une.html and une.statut("visiteur") in {200, 403, 404, 400})


def noms_d_adresses():
    """Return the name of every address of the project, the back office's aside."""

    def parcourir(resolveur, prefixe):
        for motif in resolveur.url_patterns:
            if isinstance(motif, URLResolver):
                if motif.namespace == "admin":
                    continue
                yield from parcourir(motif, f"{prefixe}{motif.namespace}:" if motif.namespace else prefixe)
            elif isinstance(motif, URLPattern):
                yield f"{prefixe}{motif.name}"

    return set(parcourir(get_resolver(), ""))


def dessin(largeur=900, hauteur=600, teinte=(14, 59, 67)):
    """Return the bytes of a plain JPEG."""
    octets = BytesIO()
    Dessin.new("RGB", (largeur, hauteur), teinte).save(octets, "JPEG")
    return octets.getvalue()


@contextmanager
def jeu_d_un_module(blocage):
    """Give the set of data to all the tests of a module, written once and taken back at the end.

    `blocage` is pytest-django's `django_db_blocker`; each test still rolls back its own writes.
    """
    with blocage.unblock():
        with transaction.atomic():
            yield peupler()
            transaction.set_rollback(True)


def peupler():
    """Write the set of data and return it, with a client for each of `GENS` in `clients`."""
    jeu = SimpleNamespace()
    call_command("synchroniser_roles", verbosity=0)
    jeu.japon, jeu.armenie = PaysFabrique(alpha2="JP"), PaysFabrique(alpha2="AM")
    theme, secteur, odd = ThemeFabrique(nom="Climat", slug="climat"), SecteurFabrique(nom="Eau", slug="eau"), OddFabrique()
    _annuaire(jeu, secteur, odd)
    _groupes(jeu, theme)
    _fonds(jeu, secteur)
    _contenus(jeu, theme)
    _gens(jeu)
    return jeu


def _annuaire(jeu, secteur, odd):
    jeu.aix = AdhesionFabrique(
        collectivite__nom="Ville d’Aix-en-Provence",
        collectivite__slug="aix-en-provence",
        collectivite__presentation="<h2>Coopérer</h2><p>La ville coopère.</p>",
        collectivite__adresse="Place de l’Hôtel-de-Ville",
        collectivite__code_postal="13100",
        collectivite__ville="Aix-en-Provence",
        collectivite__pays=[jeu.japon, jeu.armenie],
        collectivite__secteurs=[secteur],
    ).collectivite
    jeu.aix.odds.add(odd)
    jeu.colombes = AdhesionFabrique(collectivite__nom="Ville de Colombes", collectivite__slug="colombes").collectivite
    jeu.billere = CollectiviteFabrique(nom="Ville de Billère", slug="billere")
    kumamoto = AutoriteLocaleFabrique(nom="Kumamoto", slug="kumamoto-jp", latitude=32.8, longitude=130.7, pays=jeu.japon)
    for nature in (Partenariat.Nature.JUMELAGE, Partenariat.Nature.COOPERATION):
        PartenariatFabrique(collectivites=[jeu.aix, jeu.colombes], autorites=[kumamoto], nature=nature)
    projet = Projet.objects.create(titre="De l’eau pour tous", slug="de-l-eau-pour-tous")
    projet.collectivites.add(jeu.aix)
    projet.pays.add(jeu.armenie)
    jeu.mandat = MandatFabrique(collectivite=jeu.aix)
    jeu.demande = DemandeModification.objects.create(
        collectivite=jeu.aix, changements={"ville": {"avant": "Aix-en-Provence", "apres": "Aix"}}
    )


def _groupes(jeu, theme):
    jeu.groupe = GroupeFabrique(
        nom="Groupe-pays Japon",
        slug="japon",
        pays=[jeu.japon],
        membres=[jeu.aix],
        chapo="Le groupe réunit les collectivités qui coopèrent avec le Japon.",
        missions="<p>Échanger.</p>",
    )
    jeu.groupe.referents.add(ContactFabrique(telephone="01 99 00 00 00"))
    jeu.dynamique = GroupeFabrique(nom="Climat et territoires", slug="climat", nature="thematique", membres=[jeu.colombes])
    jeu.dynamique.themes.add(theme)
    PresidenceFabrique(groupe=jeu.groupe, personne=jeu.mandat.personne)


def _fonds(jeu, secteur):
    comite = GroupeFabrique(nom="Comité du fonds", slug="comite", nature="comite", membres=[jeu.aix])
    jeu.fonds = FondsFabrique(
        titre="Fonds séisme", slug="fonds-seisme", pays=[jeu.armenie], comite=comite, contacts=[ContactFabrique()]
    )
    ContributionFabrique(fonds=jeu.fonds, collectivite=jeu.aix, montant=5000)
    ContributionFabrique(fonds=jeu.fonds, collectivite=jeu.colombes, montant=3000, montant_public=False)
    AffectationFabrique(fonds=jeu.fonds, secteur=secteur, lieu="Gyumri")
    PointEtape.objects.create(fonds=jeu.fonds, date=timezone.localdate(), titre="Premier point", texte="Tout avance.")


def _contenus(jeu, theme):
    aujourd_hui = timezone.localdate()
    jeu.document_public = DocumentFabrique(titre="Programme")
    jeu.video = DocumentFabrique(
        titre="Le colloque", fichier=ContentFile(mp4(), "a.mp4"), transcription=PAROLES, sous_titres=VTT, credit="Radio"
    )
    jeu.document_groupe = DocumentFabrique(titre="Compte rendu", acces="groupe", cercles=[jeu.groupe])
    image = enregistrer_image(fichier=ContentFile(dessin(), "photo.jpg"), par=None, alt="Une place", credit="Camille")
    jeu.fichier_image = image.fichier
    sujets = {"pays": [jeu.japon], "themes": [theme], "groupes": [jeu.groupe]}
    jeu.actualite = ActualiteFabrique(
        titre="Une actualité publique : que faire ?",
        slug="publique",
        image=image,
        corps="<h2>Un intertitre</h2><p>Le <strong>texte</strong>.</p><ul><li>Un point</li></ul>"
        '<figure class="table"><table><thead><tr><th>Ville</th></tr></thead>'
        "<tbody><tr><td>Aix</td></tr></tbody></table></figure>"
        f'<figure class="carte"><a data-objet="documents:{jeu.video.pk}" href="/">Film</a></figure>',
        fonds=[jeu.fonds],
        contacts=[ContactFabrique()],
        documents=[jeu.document_public, jeu.document_groupe],
        **sujets,
    )
    jeu.actualite.collectivites.add(jeu.aix)
    ActualiteFabrique(titre="Pour les adhérents", slug="adherents", acces="adherents", **sujets)
    ActualiteFabrique(titre="Pour le groupe", slug="groupe", acces="groupe", cercles=[jeu.groupe])
    ActualiteFabrique(titre="Pour l’équipe", slug="equipe", acces="equipe")
    ActualiteFabrique(titre="Un brouillon", slug="brouillon", brouillon=True)
    ActualiteFabrique(titre="Une actualité programmée", slug="programmee", programme=True)
    ActualiteFabrique.create_batch(9)
    EvenementFabrique(titre="À venir", slug="a-venir", contacts=[ContactFabrique()], fonds=[jeu.fonds], **sujets)
    cycle = CycleFabrique(titre="Chroniques", slug="chroniques", chapo="Une heure par mois.", presentation="<p>On parle.</p>")
    EvenementFabrique(
        titre="Une rencontre passée",
        slug="passe",
        cycle=cycle,
        saison=6,
        session=5,
        debut=date(2025, 11, 17),
        fin=date(2025, 11, 19),
        bilan="<p>Une belle rencontre.</p>",
        compte_rendu=jeu.document_groupe,
        **sujets,
    )
    EvenementFabrique(
        titre="Une réunion reportée", slug="reporte", chapo="", etat="reporte", annonce_au=aujourd_hui + timedelta(days=3)
    )
    EvenementFabrique(titre="Réunion du groupe", slug="reunion-groupe", acces="groupe", cercles=[jeu.groupe])
    appel = AppelFabrique(
        titre="Un appel à signer",
        slug="appel-ouvert",
        genre="signatures",
        contacts=[ContactFabrique()],
        lien="https://signer.exemple.test/1",
        collectivites=[jeu.aix],
        **sujets,
    )
    SignatureFabrique(appel=appel, collectivite=jeu.aix)
    SignatureFabrique(appel=appel, organisme="Une association", fonction="")
    AppelFabrique(
        titre="Un appel clos", slug="appel-clos", cloture=date(2025, 11, 17), suites="<p>Six candidatures.</p>", **sujets
    )
    AppelFabrique(titre="Un stage", slug="appel-adherents", chapo="", genre="stage", cloture=None, acces="adherents")
    PublicationFabrique(
        titre="Répertoire", slug="repertoire", chapo="", documents=[jeu.document_public], prix=25, papier=True, **sujets
    )
    MediaFabrique(
        titre="Une vidéo", slug="video", chapo="", genre="video", transcription="Bonjour.", lien="https://video.exemple.test/w/1"
    )
    a_propos = PageFabrique(titre="À propos", slug="a-propos", contacts=[ContactFabrique()])
    PageFabrique(titre="L’équipe", slug="equipe", parent=a_propos, chapo="")
    anglaise = PageFabrique(titre="Working with us", slug="en", langue="en", menu="pied", contacts=[ContactFabrique()])
    version = {"langue": "en", "parent": anglaise, "menu": "principal", "original": a_propos, "relue_le": date(2026, 11, 9)}
    PageFabrique(titre="Who we are", slug="who-we-are", chapo="We are a network.", **version)
    PageFabrique(titre="Page des adhérents", slug="page-adherents", acces="adherents")


def _gens(jeu):
    jeu.bob = RattachementFabrique(utilisateur__courriel="bob@exemple.test", collectivite=jeu.aix).utilisateur
    jeu.charlie = RattachementFabrique(utilisateur__courriel="charlie@exemple.test", collectivite=jeu.colombes).utilisateur
    jeu.dana = RattachementFabrique(utilisateur__courriel="dana@exemple.test", collectivite=jeu.billere, role="agent").utilisateur
    jeu.editrice = UtilisateurFabrique(courriel="editrice@exemple.test", is_staff=True)
    jeu.editrice.groups.add(Group.objects.get(name="Édition"))
    jeu.demande.auteur = jeu.bob
    jeu.demande.save(update_fields=["auteur"])
    jeu.clients = {"visiteur": Client()}
    for qui, compte in zip(GENS[1:], (jeu.bob, jeu.charlie, jeu.dana, jeu.editrice), strict=True):
        jeu.clients[qui] = Client()
        jeu.clients[qui].force_login(compte, backend=settings.AUTHENTICATION_BACKENDS[-1])
