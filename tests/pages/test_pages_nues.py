"""A page of which only the title is known: no empty heading, no word about what is not there."""

from datetime import UTC, date, datetime

import pytest
import time_machine

from tests.fabriques import (
    ActualiteFabrique,
    CollectiviteFabrique,
    EvenementFabrique,
    FondsFabrique,
    GroupeFabrique,
    MediaFabrique,
    PageFabrique,
    PublicationFabrique,
)
from tests.lecture_html import mots

pytestmark = pytest.mark.django_db

NU = {"titre": "Titre", "slug": "t", "chapo": "", "corps": "", "publie_le": datetime(2025, 5, 6, 12, tzinfo=UTC)}
JOUR = date(2025, 5, 6)
BANDEAU = (
    "Aucune collectivité membre dans l’annuaire Aucune rencontre annoncée Contact Écrire à Cités Unies France Suivre Flux RSS"
    " Tout ce qui paraît sur le groupe, à lire dans un lecteur de flux"
)
ANNUAIRE = (
    " Données officielles Population municipale 10 000 habitants Département Bouches-du-Rhône (13) Région"
    " Provence-Alpes-Côte d’Azur Code Insee 13001 SIREN 210 000 014 Source : code officiel géographique et populations légales"
    " (Insee). Exactitude de la fiche La collectivité n’a pas encore vérifié cette fiche. Une erreur, un oubli ? Écrivez à Cités"
    " Unies France : l’équipe corrige la fiche ou transmet à la collectivité."
)


@time_machine.travel(datetime(2026, 3, 1, 12, tzinfo=UTC), tick=False)
@pytest.mark.parametrize(
    ("fabrique", "champs", "adresse", "attendu"),
    [
        (ActualiteFabrique, {}, "/actualites/t/", "Actualité Titre Publié le 6 mai 2025"),
        (MediaFabrique, {}, "/ressources/mediatheque/t/", "Texte Titre Publié le 6 mai 2025"),
        (PageFabrique, {}, "/t/", "Titre Page mise à jour le 1ᵉʳ mars 2026"),
        (
            EvenementFabrique,
            {"debut": JOUR, "ville": ""},
            "/agenda/t/",
            (
                "6 mai 2025 Réunion de groupe Titre Le mardi 6 mai 2025 Événement passé Cette rencontre n’a pas"
                " encore de bilan en"
                " ligne. En pratique Date mardi 6 mai 2025 Modalité Sur place"
            ),
        ),
        (
            EvenementFabrique,
            {"debut": date(2026, 3, 1), "ville": ""},
            "/agenda/t/",
            (
                "1 mars 2026 Réunion de groupe Titre Le dimanche 1ᵉʳ mars 2026 Ajouter à mon agenda Le programme de cette"
                " rencontre paraîtra ici. En pratique Date dimanche 1ᵉʳ mars 2026 Modalité Sur place"
            ),
        ),
        (
            PublicationFabrique,
            {"parue_le": JOUR},
            "/ressources/t/",
            (
                "Titre Répertoire Titre Se procurer cette publication Version numérique : gratuite pour les adhérents. Pour la"
                " recevoir, écrivez à Cités Unies France, en précisant votre collectivité et le format souhaité. Demander cette"
                " publication Repères Type Répertoire Parution Mai 2025 Formats Numérique"
            ),
        ),
        (
            FondsFabrique,
            {"crise": "séisme"},
            "/fonds-de-solidarite/t/",
            (
                "Fonds de solidarité Titre Séisme Ouvert aux contributions Contribuer à ce fonds Ouverture"
                " Étape en cours, janvier 2025"
                " Comité des donateurs À venir Mise en œuvre À venir Clôture À venir Le fonds en chiffres 0 €"
                " versés 0 collectivités"
                " contributrices 0 % affectés à des projets 0 € 0 € restent à affecter"
                " Aucune rencontre annoncée Contact Écrire à Cités Unies France Suivre Flux RSS"
                " Tout ce qui paraît sur ce fonds, à lire dans un lecteur de flux"
                " À quoi sert l’argent Le comité des donateurs"
                " n’a encore rien affecté. Qui contribue Les premières contributions sont attendues. Contribuer"
                " Toute collectivité"
                " peut contribuer, adhérente ou non. Elle délibère, puis verse sa contribution sur le compte dédié au fonds. Pour"
                " annoncer une contribution, écrivez à Cités Unies France. Repères Motif Séisme Ouverture Janvier 2025"
            ),
        ),
    ],
)
def test_of_a_content(visiteur, fabrique, champs, adresse, attendu):
    fabrique(**NU | champs)
    assert mots(visiteur.get(adresse).text) == attendu


@pytest.mark.parametrize(
    ("champs", "attendu"),
    [
        (
            {},
            (
                f"Groupe-pays Groupe {BANDEAU} Réunions Aucune réunion n’est annoncée pour le moment."
                " Présidence Présidence à confirmer."
                " Rejoindre le groupe Une collectivité y entre sur simple demande à Cités Unies France."
            ),
        ),
        (
            {"etat": "clos"},
            (
                f"Groupe-pays Groupe Ce groupe a cessé ses travaux : cette page en garde la mémoire. {BANDEAU}"
                " Demander la reprise du groupe"
                " Une collectivité peut demander que les travaux reprennent. Elle écrit à Cités Unies France."
            ),
        ),
    ],
)
def test_of_a_group(visiteur, champs, attendu):
    GroupeFabrique(nom="Groupe", slug="g", **champs)
    assert mots(visiteur.get("/groupes-pays/g/").text) == attendu


@time_machine.travel(datetime(2026, 3, 1, 12, tzinfo=UTC), tick=False)
def test_of_a_collectivite(visiteur):
    CollectiviteFabrique(nom="Ville", slug="v", commune__insee="13001", commune__siren="210000014")
    assert mots(visiteur.get("/annuaire/v/").text) == (
        "Commune Ville Bouches-du-Rhône (13) Provence-Alpes-Côte d’Azur Dernière mise à jour le 1ᵉʳ mars 2026 Cette"
        " collectivité n’a pas encore présenté son action internationale. Partenariats"
        " Aucun partenariat n’est enregistré dans l’annuaire pour cette collectivité." + ANNUAIRE
    )
