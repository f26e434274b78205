"""Steps of the loading that concern the network: accounts, collectivités, people, groups, partnerships."""

from datetime import date

from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group

from annuaire import actions, fiche
from annuaire.adresses import adresse_libre
from annuaire.models import Adhesion, AutoriteLocale, Collectivite, Mandat, Partenariat, Personne, Projet, Rattachement
from comptes.models import Utilisateur
from demo.lecture import lire
from groupes_pays.models import Groupe, Presidence
from redaction.models import Contact
from socle.typographie import typo
from territoires.models import Commune, Departement, Epci, Region

MOT_DE_PASSE = "demo-portail-2026"
ETAT_DES_MANDATS = date(2025, 10, 1)
"""The functions are those known from the Lettre of September and October 2025."""


def charger_comptes(ecrivain):
    """Create the accounts and the desks; return the rows of the new accounts, `{address: [[collectivité, role]]}`."""
    tables = lire("comptes")
    # One hash for six accounts: hashing is slow on purpose.
    empreinte = make_password(MOT_DE_PASSE)
    nouveaux = {}
    for ligne in tables["comptes"]:
        roles, rattachements = ligne.pop("roles", []), ligne.pop("rattachements", [])
        compte = ecrivain.creer(Utilisateur, ligne, cle=("courriel",), password=empreinte)
        if compte:
            compte.groups.set(Group.objects.filter(name__in=roles))
            nouveaux[compte.courriel] = rattachements
    for ligne in tables["contacts"]:
        ecrivain.creer(Contact, ligne, cle=("courriel",))
    return nouveaux


def charger_rattachements(ecrivain, nouveaux):
    """Tie the new accounts to their collectivités; Bob then asks for a change, which waits for staff."""
    for courriel, rattachements in nouveaux.items():
        utilisateur = ecrivain.repertoire.trouver(Utilisateur, courriel)
        for slug, role in rattachements:
            collectivite = ecrivain.repertoire.trouver(Collectivite, slug)
            ecrivain.enregistrer(Rattachement, {"role": role}, utilisateur=utilisateur, collectivite=collectivite)
            if role == Rattachement.Role.REFERENT and courriel.startswith("bob@"):
                demander_modification(collectivite, par=utilisateur)


def demander_modification(collectivite, *, par):
    """Propose a fictitious change to a profile, as its référent does in the member area."""
    vue = fiche.voir(collectivite)
    ajout = "<p>Un nouveau projet jeunesse avec Masis est à l’étude (démonstration).</p>"
    changements = {
        "presentation": vue.publiee["presentation"] + ajout,
        "telephone": "04 65 71 00 00",  # a range kept for fiction by the French regulator
        "odds": sorted([*vue.publiee["odds"], 3]),
    }
    message = typo("Bonjour, voici nos mises à jour de l’automne (démonstration).")
    actions.proposer_modification(
        collectivite=collectivite, changements=changements, par=par, empreinte_vue=vue.empreinte, message=message
    )


def charger_collectivites(ecrivain):
    """Create the collectivités, codes and SIREN from the référentiel, and the memberships that are presumed."""
    for ligne in lire("collectivites")["collectivites"]:
        adherente = ligne.pop("adherente", False)
        territoire = _territoire(ecrivain.repertoire, ligne)
        collectivite = ecrivain.creer(Collectivite, ligne, cle=("slug",), **territoire)
        if collectivite and adherente:
            ecrivain.enregistrer(Adhesion, {}, collectivite=collectivite)


def _territoire(repertoire, ligne):
    """Return the links of a collectivité to the référentiel, and its SIREN."""
    sorte, code, departement = ligne["type"], ligne.pop("code"), ligne.pop("departement", None)
    if sorte == Collectivite.Type.REGION:
        region = repertoire.trouver(Region, code)
        return {"region": region, "siren": region.siren}
    liens = {}
    if sorte == Collectivite.Type.DEPARTEMENT:
        lieu = departement = repertoire.trouver(Departement, code)
    elif sorte == Collectivite.Type.EPCI:
        lieu = liens["epci"] = repertoire.trouver(Epci, code)
        departement = repertoire.trouver(Departement, departement)
    else:
        lieu = liens["commune"] = repertoire.trouver(Commune, code)
        departement = lieu.departement
    return {**liens, "departement": departement, "region": departement.region, "siren": lieu.siren}


def charger_groupes(ecrivain):
    """Create the people with their mandates, then the groups, dynamiques and committees with their presidencies."""
    tables = lire("groupes")
    for ligne in tables["personnes"]:
        mandats = ligne.pop("mandats")
        personne = ecrivain.creer(Personne, ligne, cle=("prenom", "nom"))
        if personne:
            for slug, fonction in mandats:
                mandat = {"collectivite": slug, "fonction": typo(fonction), "constate_le": ETAT_DES_MANDATS}
                ecrivain.enregistrer(Mandat, mandat, personne=personne)
    for ligne in tables["groupes"]:
        presidence = ligne.pop("presidence", None)
        groupe = ecrivain.creer(Groupe, ligne, cle=("slug",))
        if groupe and presidence:
            personne = ecrivain.repertoire.personne(*presidence)
            ecrivain.enregistrer(Presidence, {"constate_le": ETAT_DES_MANDATS}, groupe=groupe, personne=personne)


def charger_partenariats(ecrivain):
    """Create the partnerships between collectivités and authorities abroad, then the projects."""
    tables = lire("partenariats")
    connus = {_lien(partenariat) for partenariat in Partenariat.objects.prefetch_related("collectivites", "autorites")}
    for ligne in tables["partenariats"]:
        noms = ligne.pop("autorites")
        if (frozenset(ligne["collectivites"]), frozenset(map(tuple, noms))) in connus:
            continue
        for nom, pays in noms:
            if not AutoriteLocale.objects.filter(nom=nom, pays=pays).exists():
                AutoriteLocale.objects.ouvrir(nom=nom, pays=pays)
        partenariat = ecrivain.enregistrer(Partenariat, ligne)
        for nom, pays in noms:
            partenariat.autorites.add(AutoriteLocale.objects.get(nom=nom, pays=pays))
    for ligne in tables["projets"]:
        autorite = ligne.pop("partenariat", None)
        lie = Partenariat.objects.filter(autorites__nom=autorite, collectivites__slug=ligne["collectivites"][0]).first()
        ecrivain.creer(Projet, ligne, cle=("titre",), partenariat=lie, slug=adresse_libre(Projet, ligne["titre"]))


def _lien(partenariat):
    francaises = frozenset(collectivite.slug for collectivite in partenariat.collectivites.all())
    return francaises, frozenset((autorite.nom, autorite.pays_id) for autorite in partenariat.autorites.all())
