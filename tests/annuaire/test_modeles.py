"""What the database refuses of the directory, and what the form then says."""

from datetime import date

import pytest
from django.utils import timezone

from annuaire.models import Adhesion, AutoriteLocale, Collectivite, DemandeModification, Mandat, Partenariat, Projet, Rattachement
from tests.fabriques import (
    AdhesionFabrique,
    AutoriteLocaleFabrique,
    CollectiviteFabrique,
    PaysFabrique,
    PersonneFabrique,
    RattachementFabrique,
    UtilisateurFabrique,
)
from tests.refus import verifier_le_refus

VEILLE, JOUR, LENDEMAIN = date(2026, 2, 17), date(2026, 2, 18), date(2026, 2, 19)


def collectivite(**champs):
    """Return a row that is right but for `champs`, not saved."""
    return Collectivite(**{"nom": "Essai", "slug": "essai", "type": "autre"} | champs)


def adhesion_de_trop():
    """A membership that ends the day another begins."""
    return Adhesion(collectivite=AdhesionFabrique(debut=JOUR).collectivite, debut=VEILLE, fin=JOUR)


def rattachement_de_trop():
    deja = RattachementFabrique(role="referent")
    return Rattachement(utilisateur=deja.utilisateur, collectivite=deja.collectivite, role="agent")


def autorite(**point):
    return AutoriteLocale(nom="Nara", slug="nara-jp", pays=PaysFabrique(), **point)


def autorite_de_trop():
    deja = AutoriteLocaleFabrique()
    return AutoriteLocale(nom=deja.nom, slug="autre", pays=deja.pays)


def demande(**champs):
    deja = {"collectivite": CollectiviteFabrique(), "auteur": UtilisateurFabrique(), "changements": {"ville": {}}}
    return DemandeModification(**deja | champs)


def mandat(**dates):
    return Mandat(personne=PersonneFabrique(), collectivite=CollectiviteFabrique(), fonction="maire", **dates)


REFUS = [
    ("annuaire_collectivite_siren_valide", lambda: collectivite(siren="211300018"), "SIREN compte neuf chiffres"),
    ("annuaire_collectivite_siren_valide", lambda: collectivite(siren=""), "SIREN compte neuf chiffres"),
    ("annuaire_collectivite_commune", lambda: collectivite(type="commune"), "Choisissez la commune"),
    ("annuaire_collectivite_epci", lambda: collectivite(type="epci"), "Choisissez l’intercommunalité"),
    ("annuaire_collectivite_departement", lambda: collectivite(type="departement"), "Choisissez le département"),
    ("annuaire_collectivite_region", lambda: collectivite(type="region"), "Choisissez la région"),
    ("annuaire_collectivite_code_postal", lambda: collectivite(code_postal="1310"), "code postal compte cinq chiffres"),
    ("annuaire_collectivite_code_postal", lambda: collectivite(code_postal="2A004"), "code postal compte cinq chiffres"),
    ("annuaire_adhesion_unique", adhesion_de_trop, "déjà une adhésion à ces dates"),
    ("annuaire_rattachement_unique", rattachement_de_trop, "déjà rattaché à cette collectivité"),
    ("annuaire_demande_decision_datee", lambda: demande(etat="acceptee"), "porte la date de la décision"),
    (
        "annuaire_demande_decision_datee",
        lambda: demande(etat="en_attente", decidee_le=timezone.now()),
        "porte la date de la décision",
    ),
    (
        "annuaire_demande_refus_motive",
        lambda: demande(etat="refusee", decidee_le=timezone.now()),
        "Un refus s’accompagne d’une explication",
    ),
    ("annuaire_autorite_unique", autorite_de_trop, "existe déjà dans ce pays"),
    ("annuaire_partenariat_annee", lambda: Partenariat(annee=1899), "1900"),
    ("annuaire_partenariat_annee", lambda: Partenariat(annee=2101), "2100"),
    (
        "annuaire_projet_annees_ordonnees",
        lambda: Projet(titre="Essai", slug="essai", annee_debut=2026, annee_fin=2025),
        "La dernière année ne peut pas précéder la première",
    ),
    ("annuaire_projet_budget", lambda: Projet(titre="Essai", slug="essai", budget=-1), "n’est pas négatif"),
    ("annuaire_autorite_point", lambda: autorite(latitude=12), "Un point a une latitude"),
    ("annuaire_autorite_point", lambda: autorite(latitude=91, longitude=0), "Un point a une latitude"),
    ("annuaire_collectivite_point", lambda: collectivite(longitude=12), "Un point a une latitude"),
    ("annuaire_mandat_dates_ordonnees", lambda: mandat(debut=JOUR, fin=VEILLE), "La fin ne peut pas précéder le début"),
]


@pytest.mark.parametrize(("contrainte", "ligne", "message"), REFUS)
def test_the_database_and_the_form_refuse_a_row_that_contradicts_itself(contrainte, ligne, message, db):
    verifier_le_refus(ligne(), contrainte, message)


def test_a_membership_does_not_end_before_it_begins(db):
    adhesion = Adhesion(collectivite=CollectiviteFabrique(), debut=JOUR, fin=VEILLE)
    # The form of a membership is a row of that of its collectivité, which is none of its fields.
    message = "La fin ne peut pas précéder le début"
    verifier_le_refus(adhesion, "annuaire_adhesion_dates_ordonnees", message, hors=["collectivite"])


def test_what_is_right_is_accepted(db):
    adhesion = AdhesionFabrique(debut=VEILLE, fin=JOUR)
    for ligne in (
        Adhesion(collectivite=adhesion.collectivite, debut=LENDEMAIN),
        collectivite(siren="211300017", code_postal="13100"),
        demande(etat="refusee", decidee_le=timezone.now(), commentaire="Voici pourquoi."),
        mandat(debut=JOUR, fin=JOUR),
    ):
        ligne.full_clean()
        ligne.save()
    AutoriteLocaleFabrique(nom="Homonyme", pays__alpha2="JP")
    AutoriteLocaleFabrique(nom="Homonyme", pays__alpha2="CN")
    Partenariat.objects.create(annee=1900)
    Projet.objects.create(titre="Essai", slug="essai", annee_debut=2026, annee_fin=2026)
