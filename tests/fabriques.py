"""Factories of every app's objects: valid, published and public unless told otherwise."""

from datetime import date, timedelta

import factory
from django.core.files.base import ContentFile
from django.utils import timezone
from factory.django import DjangoModelFactory

from actualites.models import Actualite
from agenda.models import Cycle, Evenement
from annuaire.models import (
    Adhesion,
    AutoriteLocale,
    Collectivite,
    Election,
    Mandat,
    Partenariat,
    Personne,
    Projet,
    Rattachement,
)
from appels.models import Appel, Signature
from comptes.models import Utilisateur
from fonds_solidarite.models import Affectation, Contribution, FondsSolidarite
from groupes_pays.models import Groupe, Presidence
from mediatheque.models import Document
from pages.models import Page, Partenaire
from redaction.models import Contact, Fil
from redaction.publication import Statut
from ressources.models import Media, Publication
from territoires.models import Commune, Departement, Epci, Odd, Pays, Region, Secteur, Theme

HIER = timedelta(days=1)


def _plusieurs(nom):
    """Return a post-generation hook filling the many-to-many `nom` with the list given to the factory."""

    @factory.post_generation
    def remplir(objet, creation, valeurs, **options):
        if creation and valeurs:
            getattr(objet, nom).set(valeurs)

    return remplir


class _Fabrique(DjangoModelFactory):
    class Meta:
        abstract = True
        skip_postgeneration_save = True


class PaysFabrique(_Fabrique):
    class Meta:
        model = Pays
        django_get_or_create = ["alpha2"]

    alpha2 = "JP"
    alpha3 = factory.LazyAttribute(lambda pays: f"{pays.alpha2}X")
    nom = factory.LazyAttribute(lambda pays: {"JP": "Japon", "AM": "Arménie"}.get(pays.alpha2, f"Pays {pays.alpha2}"))
    slug = factory.LazyAttribute(lambda pays: {"JP": "japon", "AM": "armenie"}.get(pays.alpha2, f"pays-{pays.alpha2.lower()}"))
    nom_anglais = factory.LazyAttribute(lambda pays: {"JP": "Japan", "AM": "Armenia"}.get(pays.alpha2, ""))
    region_monde = "asie"


class ThemeFabrique(_Fabrique):
    class Meta:
        model = Theme

    nom = factory.Sequence(lambda n: f"Thème {n}")
    slug = factory.Sequence(lambda n: f"theme-{n}")


class SecteurFabrique(_Fabrique):
    class Meta:
        model = Secteur

    code = factory.Sequence(lambda n: f"secteur-{n}")
    nom = factory.Sequence(lambda n: f"Secteur {n}")
    slug = factory.Sequence(lambda n: f"secteur-{n}")


class OddFabrique(_Fabrique):
    class Meta:
        model = Odd
        django_get_or_create = ["numero"]

    numero = 11
    nom = factory.LazyAttribute(lambda odd: f"Objectif {odd.numero}")


class RegionFabrique(_Fabrique):
    class Meta:
        model = Region
        django_get_or_create = ["code"]

    code = "93"
    nom = factory.LazyAttribute(lambda region: {"93": "Provence-Alpes-Côte d’Azur"}.get(region.code, f"Région {region.code}"))
    slug = factory.LazyAttribute(lambda region: f"region-{region.code}")


class DepartementFabrique(_Fabrique):
    class Meta:
        model = Departement
        django_get_or_create = ["code"]

    code = "13"
    nom = factory.LazyAttribute(
        lambda departement: {"13": "Bouches-du-Rhône"}.get(departement.code, f"Département {departement.code}")
    )
    slug = factory.LazyAttribute(lambda departement: f"departement-{departement.code.lower()}")
    region = factory.SubFactory(RegionFabrique)


class EpciFabrique(_Fabrique):
    class Meta:
        model = Epci

    siren = factory.Sequence(lambda n: siren_numero(200_000_00 + n))
    nom = factory.Sequence(lambda n: f"Métropole {n}")
    nature = "METRO"


class CommuneFabrique(_Fabrique):
    class Meta:
        model = Commune

    insee = factory.Sequence(lambda n: f"13{n % 1000:03d}")
    nom = factory.Sequence(lambda n: f"Commune {n}")
    slug = factory.Sequence(lambda n: f"commune-{n}")
    siren = factory.Sequence(lambda n: siren_numero(210_000_00 + n))
    departement = factory.SubFactory(DepartementFabrique)
    population = 10_000
    codes_postaux = factory.LazyFunction(lambda: ["13100"])


def siren_numero(racine):
    """Return a valid SIREN from its eight first digits."""
    for cle in range(10):
        numero = f"{racine:08d}{cle}"
        doubles = [int(chiffre) * (1 + rang % 2) for rang, chiffre in enumerate(numero)]
        if sum(double // 10 + double % 10 for double in doubles) % 10 == 0:
            return numero
    raise AssertionError(racine)


class UtilisateurFabrique(_Fabrique):
    class Meta:
        model = Utilisateur
        django_get_or_create = ["courriel"]

    courriel = factory.Sequence(lambda n: f"compte{n}@exemple.test")
    prenom = "Camille"
    nom = factory.Sequence(lambda n: f"Dupont {n}")

    @factory.post_generation
    def password(utilisateur, creation, valeur, **options):
        utilisateur.set_password(valeur or "mot-de-passe-de-test")
        if creation:
            utilisateur.save()


class CollectiviteFabrique(_Fabrique):
    class Meta:
        model = Collectivite
        django_get_or_create = ["slug"]

    nom = factory.Sequence(lambda n: f"Ville de Commune {n}")
    slug = factory.Sequence(lambda n: f"ville-{n}")
    type = Collectivite.Type.COMMUNE
    commune = factory.SubFactory(CommuneFabrique)
    departement = factory.SelfAttribute("commune.departement")
    region = factory.SelfAttribute("departement.region")
    pays = _plusieurs("pays")
    secteurs = _plusieurs("secteurs")


class AdhesionFabrique(_Fabrique):
    class Meta:
        model = Adhesion

    collectivite = factory.SubFactory(CollectiviteFabrique)
    debut = factory.LazyFunction(lambda: timezone.localdate() - timedelta(days=400))


class RattachementFabrique(_Fabrique):
    class Meta:
        model = Rattachement

    utilisateur = factory.SubFactory(UtilisateurFabrique)
    collectivite = factory.SubFactory(CollectiviteFabrique)
    role = Rattachement.Role.REFERENT


class PersonneFabrique(_Fabrique):
    class Meta:
        model = Personne

    prenom = "Dominique"
    nom = factory.Sequence(lambda n: f"Martin {n}")


class MandatFabrique(_Fabrique):
    class Meta:
        model = Mandat

    personne = factory.SubFactory(PersonneFabrique)
    collectivite = factory.SubFactory(CollectiviteFabrique)
    fonction = "adjointe aux relations internationales"


class ElectionFabrique(_Fabrique):
    class Meta:
        model = Election

    genre = Election.Genre.MUNICIPALES
    premier_tour = date(2026, 3, 15)
    dernier_tour = date(2026, 3, 22)
    types = factory.LazyFunction(lambda: [Collectivite.Type.COMMUNE, Collectivite.Type.EPCI])
    collectivites = _plusieurs("collectivites")


class AutoriteLocaleFabrique(_Fabrique):
    class Meta:
        model = AutoriteLocale

    nom = factory.Sequence(lambda n: f"Ville étrangère {n}")
    slug = factory.Sequence(lambda n: f"autorite-{n}")
    pays = factory.SubFactory(PaysFabrique)


class PartenariatFabrique(_Fabrique):
    class Meta:
        model = Partenariat

    annee = 2001
    collectivites = _plusieurs("collectivites")
    autorites = _plusieurs("autorites")


class ProjetFabrique(_Fabrique):
    class Meta:
        model = Projet

    titre = factory.Sequence(lambda n: f"Projet {n}")
    slug = factory.Sequence(lambda n: f"projet-{n}")
    collectivites = _plusieurs("collectivites")
    pays = _plusieurs("pays")


class GroupeFabrique(_Fabrique):
    class Meta:
        model = Groupe

    nom = factory.Sequence(lambda n: f"Groupe-pays {n}")
    slug = factory.Sequence(lambda n: f"groupe-{n}")
    pays = _plusieurs("pays")
    membres = _plusieurs("membres")


class PresidenceFabrique(_Fabrique):
    class Meta:
        model = Presidence

    groupe = factory.SubFactory(GroupeFabrique)
    personne = factory.SubFactory(PersonneFabrique)


class ContactFabrique(_Fabrique):
    class Meta:
        model = Contact

    nom = factory.Sequence(lambda n: f"Pôle {n}")
    courriel = factory.Sequence(lambda n: f"pole{n}@exemple.test")


class DocumentFabrique(_Fabrique):
    class Meta:
        model = Document

    titre = factory.Sequence(lambda n: f"Document {n}")
    fichier = factory.LazyFunction(lambda: ContentFile(b"%PDF-1.4 essai", name="essai.pdf"))
    cercles = _plusieurs("cercles")


class _ContenuFabrique(_Fabrique):
    class Meta:
        abstract = True

    titre = factory.Sequence(lambda n: f"Contenu {n}")
    slug = factory.Sequence(lambda n: f"contenu-{n}")
    chapo = "Un chapo."
    corps = "<p>Le corps du texte.</p>"
    statut = Statut.PUBLIE
    publie_le = factory.LazyFunction(lambda: timezone.now() - HIER)
    cercles = _plusieurs("cercles")
    documents = _plusieurs("documents")
    contacts = _plusieurs("contacts")

    class Params:
        brouillon = factory.Trait(statut=Statut.BROUILLON, publie_le=None)
        programme = factory.Trait(publie_le=factory.LazyFunction(lambda: timezone.now() + HIER))


class ActualiteFabrique(_ContenuFabrique):
    class Meta:
        model = Actualite

    pays = _plusieurs("pays")
    themes = _plusieurs("themes")
    groupes = _plusieurs("groupes")
    fonds = _plusieurs("fonds")


class CycleFabrique(DjangoModelFactory):
    class Meta:
        model = Cycle

    titre = factory.Sequence(lambda rang: f"Cycle {rang}")
    slug = factory.Sequence(lambda rang: f"cycle-{rang}")


class EvenementFabrique(_ContenuFabrique):
    class Meta:
        model = Evenement

    pays = _plusieurs("pays")
    debut = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=10))
    fin = factory.SelfAttribute("debut")
    # Postponed to a day not known yet, unless told otherwise.
    annonce_au = factory.LazyAttribute(lambda un: un.debut if getattr(un, "etat", "") == "reporte" else None)
    ville = "Paris"
    themes = _plusieurs("themes")
    groupes = _plusieurs("groupes")
    fonds = _plusieurs("fonds")


class AppelFabrique(_ContenuFabrique):
    class Meta:
        model = Appel

    genre = Appel.Genre.PROJETS
    organisme = "Ministère de l’Europe"
    cloture = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=10))
    pays = _plusieurs("pays")
    themes = _plusieurs("themes")
    groupes = _plusieurs("groupes")
    collectivites = _plusieurs("collectivites")


class PartenaireFabrique(_Fabrique):
    class Meta:
        model = Partenaire

    nom = factory.Sequence(lambda n: f"Partenaire {n}")


class SignatureFabrique(_Fabrique):
    class Meta:
        model = Signature

    appel = factory.SubFactory(AppelFabrique, genre=Appel.Genre.SIGNATURES)
    prenom = "Camille"
    nom = factory.Sequence(lambda n: f"Signataire {n}")
    fonction = "maire"


class PublicationFabrique(_ContenuFabrique):
    class Meta:
        model = Publication

    pays = _plusieurs("pays")
    parue_le = factory.LazyFunction(lambda: timezone.localdate() - timedelta(days=30))
    themes = _plusieurs("themes")
    groupes = _plusieurs("groupes")


class MediaFabrique(_ContenuFabrique):
    class Meta:
        model = Media

    pays = _plusieurs("pays")
    genre = Media.Genre.TEXTE
    themes = _plusieurs("themes")


class FondsFabrique(_ContenuFabrique):
    class Meta:
        model = FondsSolidarite

    pays = _plusieurs("pays")
    crise = "séisme"
    ouvert_le = date(2025, 1, 15)


class ContributionFabrique(_Fabrique):
    class Meta:
        model = Contribution

    fonds = factory.SubFactory(FondsFabrique)
    collectivite = factory.SubFactory(CollectiviteFabrique)
    date = factory.LazyFunction(timezone.localdate)
    montant = 1000
    etat = Contribution.Etat.VERSEE


class AffectationFabrique(_Fabrique):
    class Meta:
        model = Affectation

    fonds = factory.SubFactory(FondsFabrique)
    date = factory.LazyFunction(timezone.localdate)
    montant = 100
    partenaire = "Partenaire local"
    objet = "Accès à l’eau"


class PageFabrique(_ContenuFabrique):
    class Meta:
        model = Page


CONTENUS = {
    fabrique._meta.model: fabrique
    for fabrique in (
        ActualiteFabrique,
        EvenementFabrique,
        AppelFabrique,
        PublicationFabrique,
        MediaFabrique,
        FondsFabrique,
        PageFabrique,
    )
}
"""The factory of each kind of content, by its model."""


def fil_de(titre, *contenus):
    """Return a thread that ties `contenus`, in their order."""
    fil = Fil.objects.create(titre=titre)
    for rang, contenu in enumerate(contenus, start=1):
        fil.maillons.create(objet=contenu, rang=rang)
    return fil
