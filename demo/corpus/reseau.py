"""The network: accounts, collectivités on real communes, their people, partnerships and groups; the same at every size."""

from datetime import date, timedelta

from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group
from django.db.models import F
from django.utils.text import slugify

from annuaire.models import (
    Adhesion,
    AutoriteLocale,
    Collectivite,
    DemandeModification,
    Mandat,
    Partenariat,
    Personne,
    Projet,
    Rattachement,
)
from comptes.models import Utilisateur
from demo.corpus import vocabulaire as mots
from demo.corpus.textes import Urne, majuscule
from groupes_pays.models import Groupe, Nature, Presidence
from socle.models import Cercle
from territoires.models import Commune, Departement, Epci, Odd, Region, Secteur, Theme

ADMIN, EDITRICE, MEMBRE = "banc-admin@exemple.test", "banc-editrice@exemple.test", "banc-membre@exemple.test"
EQUIPE = 20
GROUPES_DU_MEMBRE = 2


def ecrire_comptes(copie, hasard, echelle):
    """Write the accounts: no password opens one. The first three are those that `make bench` reads with."""
    fixes = [(ADMIN, True, True), (EDITRICE, True, False), (MEMBRE, False, False)]
    fixes += [(f"banc-{rang}@exemple.test", rang <= EQUIPE, False) for rang in range(4, echelle.comptes + 1)]
    copie.copier(
        Utilisateur,
        (
            {
                "id": cle,
                "courriel": courriel,
                "password": make_password(None),
                "prenom": hasard.choice(mots.PRENOMS),
                "nom": hasard.choice(mots.NOMS),
                "is_staff": equipe,
                "is_superuser": tout,
            }
            for cle, (courriel, equipe, tout) in enumerate(fixes, 1)
        ),
    )
    edition = Group.objects.get(name="Édition")
    copie.lier(Utilisateur, "groups", [(cle, edition.pk) for cle in range(2, EQUIPE + 1) if cle != 3])


def ecrire_collectivites(copie, hasard, echelle, pays):
    """Write the collectivités, with their memberships, people, mandates, accounts and requests for changes."""
    lignes = list(_collectivites(hasard, echelle.collectivites))
    copie.copier(Collectivite, lignes)
    cles = [ligne["id"] for ligne in lignes]
    urne = Urne(hasard, pays)
    copie.lier(Collectivite, "pays", [(cle, un.pk) for cle in cles for un in urne.plusieurs(hasard.randint(0, 5))])
    for champ, modele in (("secteurs", Secteur), ("odds", Odd)):
        valeurs = list(modele.objects.values_list("pk", flat=True))
        copie.lier(Collectivite, champ, [(cle, une) for cle in cles for une in hasard.sample(valeurs, hasard.randint(0, 4))])
    # The first collectivité is the member's: it pays its dues.
    membres = [cles[0], *(cle for cle in cles[1:] if hasard.random() < 0.45)]
    copie.copier(
        Adhesion, ({"collectivite_id": cle, "debut": date(hasard.randint(1990, 2024), 1, 1), "fin": None} for cle in membres)
    )
    _ecrire_personnes(copie, hasard, echelle, cles)
    copie.copier(
        Rattachement,
        (
            {
                "utilisateur_id": cle,
                "collectivite_id": cles[0] if cle == 3 else hasard.choice(cles),
                "role": "referent" if cle == 3 or hasard.random() < 0.5 else "agent",
            }
            for cle in (3, *range(EQUIPE + 1, echelle.comptes + 1))
        ),
    )
    copie.copier(
        DemandeModification,
        (
            {
                "collectivite_id": cle,
                "auteur_id": None,
                "changements": '{"telephone": {"avant": "", "apres": "01 00 00 00 00"}}',
                "etat": "en_attente",
            }
            for cle in hasard.sample(cles[1:], min(40, len(cles) // 10))
        ),
    )


def _collectivites(hasard, nombre):
    """Give one collectivité in five that is not a commune; communes by population, as those that cooperate are."""
    regions, departements = list(Region.objects.actuels()), list(Departement.objects.actuels())
    intercommunalites = list(Epci.objects.actuels().order_by(F("population").desc(nulls_last=True), "pk")[: nombre // 8])
    communes = Commune.objects.actuels().filter(departement__isnull=False).select_related("departement")
    communes = list(communes.order_by(F("population").desc(nulls_last=True), "pk")[:nombre])
    suite = [("region", un.nom, un.code, {"region_id": un.pk}) for un in regions]
    suite += [
        ("departement", f"Département {un.nom}", un.code, {"departement_id": un.pk, "region_id": un.region_id})
        for un in departements
    ]
    suite += [("epci", un.nom, un.siren, {"epci_id": un.pk, "siren": un.siren}) for un in intercommunalites]
    suite = suite[: nombre // 5]
    villes = [
        (
            "commune",
            f"Ville de {un.nom}",
            un.insee,
            {"commune_id": un.pk, "departement_id": un.departement_id, "region_id": un.departement.region_id, "ville": un.nom},
        )
        for un in communes[: nombre - len(suite)]
    ]
    vide = {"commune_id": None, "epci_id": None, "departement_id": None, "region_id": None, "siren": None, "ville": ""}
    for cle, (genre, nom, code, liens) in enumerate([*villes[:1], *suite, *villes[1:]], 1):
        yield {
            **vide,
            **liens,
            "id": cle,
            "type": genre,
            "nom": nom[:150],
            "slug": f"{slugify(nom)[:100]}-{code.lower()}",
            "presentation": f"<p>{majuscule(hasard.choice(mots.SUJETS))} {hasard.choice(mots.VERBES)} "
            f"{hasard.choice(mots.OBJETS)} {hasard.choice(mots.COMPLEMENTS)}.</p>",
            "visible": cle == 1 or hasard.random() < 0.95,
            "verifiee_le": date(2025, 1, 1) + timedelta(hasard.randint(0, 500)) if hasard.random() < 0.5 else None,
        }


def _ecrire_personnes(copie, hasard, echelle, cles):
    """Write people, each with one to three mandates."""
    copie.copier(
        Personne,
        (
            {"id": cle, "prenom": hasard.choice(mots.PRENOMS), "nom": hasard.choice(mots.NOMS)}
            for cle in range(1, echelle.personnes + 1)
        ),
    )

    def mandats():
        for personne in range(1, echelle.personnes + 1):
            for rang in range(hasard.randint(1, 3)):
                debut = date(2026 - 6 * rang, 3, 28)
                yield {
                    "personne_id": personne,
                    "collectivite_id": hasard.choice(cles),
                    "fonction": hasard.choice(mots.FONCTIONS),
                    "debut": debut,
                    "fin": debut + timedelta(days=2180) if rang else None,
                    "constate_le": debut + timedelta(days=hasard.randint(0, 240)) if hasard.random() < 0.6 else None,
                }

    copie.copier(Mandat, mandats())


def ecrire_partenariats(copie, hasard, echelle, pays):
    """Write the authorities abroad, the partnerships and their projects."""
    urne = Urne(hasard, pays)
    noms = set()
    while len(noms) < echelle.autorites:
        lieu = "".join(hasard.choices(mots.SYLLABES, k=hasard.randint(2, 4))).capitalize()
        noms.add((f"{hasard.choice(['Commune', 'Ville', 'Province', 'District'])} de {lieu}", urne.tirer().pk))
    autorites = list(enumerate(sorted(noms), 1))
    copie.copier(
        AutoriteLocale, ({"id": cle, "nom": nom, "slug": f"autorite-{cle}", "pays_id": code} for cle, (nom, code) in autorites)
    )
    francaises = Urne(hasard, hasard.sample(range(1, echelle.collectivites + 1), echelle.collectivites))
    cles = range(1, echelle.partenariats + 1)
    copie.copier(
        Partenariat,
        (
            {
                "id": cle,
                "nature": hasard.choice(Partenariat.Nature.values),
                "annee": hasard.randint(1955, 2026) if hasard.random() < 0.9 else None,
                "etat": "actif" if hasard.random() < 0.8 else "en_sommeil",
                "confirme_le": date(2022, 1, 1) + timedelta(hasard.randint(0, 1780)) if hasard.random() < 0.7 else None,
                "description": f"{majuscule(hasard.choice(mots.OBJETS))} {hasard.choice(mots.COMPLEMENTS)}.",
            }
            for cle in cles
        ),
    )
    copie.lier(
        Partenariat, "collectivites", [(cle, une) for cle in cles for une in francaises.plusieurs(hasard.choice([1, 1, 1, 2, 3]))]
    )
    copie.lier(
        Partenariat,
        "autorites",
        [(cle, une) for cle in cles for une in hasard.sample(range(1, echelle.autorites + 1), hasard.choice([1, 1, 1, 2]))],
    )
    secteurs = list(Secteur.objects.values_list("pk", flat=True))
    copie.lier(Partenariat, "secteurs", [(cle, un) for cle in cles for un in hasard.sample(secteurs, hasard.randint(0, 3))])
    projets = range(1, echelle.partenariats // 4 + 1)
    copie.copier(
        Projet,
        (
            {
                "id": cle,
                "titre": f"{majuscule(hasard.choice(mots.OBJETS))} {hasard.choice(mots.COMPLEMENTS)}",
                "slug": f"projet-{cle}",
                "partenariat_id": hasard.choice(cles),
                "annee_debut": 2000 + cle % 26,
            }
            for cle in projets
        ),
    )
    copie.lier(Projet, "pays", [(cle, urne.tirer().pk) for cle in projets])
    copie.lier(Projet, "collectivites", [(cle, francaises.tirer()) for cle in projets])


def ecrire_groupes(copie, hasard, echelle, pays):
    """Write country groups, dynamiques and donors' committees, with their members and who chairs them."""
    comites = echelle.fonds // 2
    noms = [(f"Groupe-pays {un.nom}", Nature.GROUPE_PAYS, [un.pk]) for un in pays[: echelle.groupes - comites - 8]]
    noms += [
        (f"Dynamique {majuscule(mot)}", nature, [un.pk for un in pays[rang : rang + 5]])
        for rang, (mot, nature) in enumerate(
            zip(hasard.sample(mots.COMPLEMENTS, 8), [Nature.GEOGRAPHIQUE, Nature.THEMATIQUE] * 4, strict=True)
        )
    ]
    noms += [(f"Comité des donateurs {rang}", Nature.COMITE, []) for rang in range(1, comites + 1)]
    copie.copier(Cercle, ({"id": cle, "nom": nom} for cle, (nom, _, _) in enumerate(noms, 1)))
    copie.copier(
        Groupe,
        (
            {
                "cercle_ptr_id": cle,
                "slug": slugify(nom),
                "nature": nature,
                "etat": "clos" if cle % 9 == 0 else "actif",
                "chapo": f"{majuscule(hasard.choice(mots.SUJETS))} {hasard.choice(mots.VERBES)} {hasard.choice(mots.OBJETS)}.",
                "missions": f"<p>{majuscule(hasard.choice(mots.OBJETS))} {hasard.choice(mots.COMPLEMENTS)}.</p>",
            }
            for cle, (nom, nature, _) in enumerate(noms, 1)
        ),
    )
    copie.lier(Groupe, "pays", [(cle, un) for cle, (_, _, codes) in enumerate(noms, 1) for un in codes])
    themes = list(Theme.objects.values_list("pk", flat=True))
    copie.lier(Groupe, "themes", [(cle, hasard.choice(themes)) for cle in range(1, len(noms) + 1)])
    membres = []
    for cle in range(1, len(noms) + 1):
        choisis = set(hasard.sample(range(2, echelle.collectivites + 1), min(hasard.randint(15, 60), echelle.collectivites - 1)))
        membres += [(cle, une) for une in sorted(choisis | ({1} if cle <= GROUPES_DU_MEMBRE else set()))]
    copie.lier(Groupe, "membres", membres)
    copie.copier(
        Presidence,
        (
            {"groupe_id": cle, "personne_id": hasard.randint(1, echelle.personnes), "debut": date(2026, 4, 1)}
            for cle, (_, nature, _) in enumerate(noms, 1)
            if nature != Nature.COMITE
        ),
    )
