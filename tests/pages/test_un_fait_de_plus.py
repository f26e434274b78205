"""What one more fact adds to a page, and nothing else."""

from datetime import UTC, date, datetime, time

import pytest
import time_machine

from tests.fabriques import (
    ActualiteFabrique,
    CollectiviteFabrique,
    ContactFabrique,
    EvenementFabrique,
    FondsFabrique,
    GroupeFabrique,
    MediaFabrique,
    PageFabrique,
    PaysFabrique,
    PublicationFabrique,
    SecteurFabrique,
)
from tests.lecture_html import mots

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("le_jour")]

NU = {"titre": "Titre", "slug": "t", "chapo": "", "corps": "", "publie_le": datetime(2025, 5, 6, 12, tzinfo=UTC)}
JOUR = date(2026, 4, 7)


@pytest.fixture
def le_jour():
    """The first of March 2026."""
    with time_machine.travel(datetime(2026, 3, 1, 12, tzinfo=UTC), tick=False):
        yield


def compare(client, adresse, une, fait, avant, apres):
    """Give one more fact to a row, and check that it changes these words of its page only."""
    nue = mots(client.get(adresse).text)
    assert avant in nue
    for nom, valeur in fait.items():
        if isinstance(valeur, list):
            getattr(une, nom).set(valeur)
        else:
            setattr(une, nom, valeur)
    une.save()
    attendu = nue.replace(avant, apres)
    if "Ouvertes" in apres:
        # Where one may register, the button stands under the date.
        attendu = attendu.replace("Ajouter à mon agenda", "S’inscrire par courriel Ajouter à mon agenda")
    assert mots(client.get(adresse).text) == attendu


# A fact, the words it changes on the bare page, what they become.
EVENEMENT = [
    ({"surtitre": "Sur"}, "Réunion de groupe Titre", "Sur Titre"),
    ({"sous_titre": "Sous"}, "Titre Le", "Titre Sous Le"),
    ({"chapo": "Chapo."}, "agenda Le programme", "agenda Chapo. Le programme"),
    ({"bilan": "<p>Bilan.</p>"}, "Le programme de cette rencontre paraîtra ici.", "Bilan Bilan."),
    ({"corps": "<p>Corps.</p>"}, "Le programme de cette rencontre paraîtra ici.", "Corps."),
    (
        {"corps": "<p>Corps.</p>", "bilan": "<p>Bilan.</p>"},
        "Le programme de cette rencontre paraîtra ici.",
        "Bilan Bilan. L’annonce Corps.",
    ),
    (
        {"confidentiel": True},
        "Le programme de cette rencontre paraîtra ici.",
        (
            "Rencontre confidentielle. Elle n’est ni enregistrée, ni suivie d’un compte rendu, et la liste de"
            " ses participants n’est"
            " pas publiée."
        ),
    ),
    ({"lieu": "9 rue Christiani"}, "Sur place", "Sur place Lieu 9 rue Christiani"),
    ({"ville": "Tours"}, "Sur place", "Sur place Lieu Tours"),
    ({"lieu": "Mairie", "ville": "Tours"}, "Sur place", "Sur place Lieu Mairie Tours"),
    ({"places": 30}, "Sur place", "Sur place Places 30 Inscriptions Ouvertes"),
    ({"inscription_du": date(2026, 3, 2)}, "Sur place", "Sur place Inscriptions Elles ouvrent le 2 mars 2026"),
    (
        {"inscription_du": date(2026, 3, 2), "inscription_au": date(2026, 3, 9), "places": 30},
        "Sur place",
        "Sur place Places 30 Inscriptions Elles ouvrent le 2 mars 2026 et ferment le 9 mars 2026",
    ),
    (
        {"inscription_du": date(2026, 3, 1)},
        "Sur place",
        "Sur place Inscriptions Ouvertes",
    ),
    (
        {"inscription_au": date(2026, 3, 1)},
        "Sur place",
        "Sur place Inscriptions Ouvertes jusqu’au 1ᵉʳ mars 2026",
    ),
    ({"inscription_au": date(2026, 2, 28)}, "Sur place", "Sur place Inscriptions Closes depuis le 28 février 2026"),
]


@pytest.mark.parametrize(("fait", "avant", "apres"), EVENEMENT)
def test_of_an_event(visiteur, fait, avant, apres):
    une = EvenementFabrique(**NU, debut=JOUR, ville="")
    compare(visiteur, "/agenda/t/", une, fait, avant, apres)


def test_of_an_event_by_invitation(visiteur):
    EvenementFabrique(**NU, debut=JOUR, ville="", sur_invitation=True)
    page = mots(visiteur.get("/agenda/t/").text)
    assert page.count("Sur invitation") == 2
    assert "Sur place Participation Sur invitation" in page


@pytest.mark.parametrize(
    ("heures", "attendu"),
    [
        ({}, "Le mardi 7 avril 2026"),
        ({"heure_debut": time(14)}, "Le mardi 7 avril 2026, 14 h"),
        ({"fin": date(2026, 4, 8)}, "Du 7 au 8 avril 2026"),
        ({"etat": "reporte"}, "Nouvelle date à fixer, annoncé d’abord au mardi 7 avril 2026"),
        ({"etat": "reporte", "heure_debut": time(14)}, "Nouvelle date à fixer, annoncé d’abord au mardi 7 avril 2026"),
    ],
)
def test_the_hour_of_an_event_is_that_of_paris_when_its_day_is_known(visiteur, heures, attendu):
    EvenementFabrique(**NU, debut=JOUR, ville="", **heures)
    page = mots(visiteur.get("/agenda/t/").text)
    assert f"Titre {attendu}" in page
    assert ("(heure de Paris)" in page) == ("heure_debut" in heures and "etat" not in heures)


@pytest.mark.parametrize(
    ("fabrique", "adresse"),
    [
        (ActualiteFabrique, "/actualites/t/"),
        (MediaFabrique, "/ressources/mediatheque/t/"),
        (PageFabrique, "/t/"),
        (FondsFabrique, "/fonds-de-solidarite/t/"),
        (PublicationFabrique, "/ressources/t/"),
    ],
)
@pytest.mark.parametrize(
    "fait", [{"surtitre": "Unique"}, {"sous_titre": "Unique"}, {"chapo": "Unique"}, {"corps": "<p>Unique</p>"}], ids=str
)
def test_a_title_a_chapo_and_a_text_are_shown_once(visiteur, fabrique, adresse, fait):
    fabrique(**NU | fait)
    assert mots(visiteur.get(adresse).text).count("Unique") == 1


@pytest.mark.parametrize("fabrique", [ActualiteFabrique, MediaFabrique, PublicationFabrique, EvenementFabrique, FondsFabrique])
def test_who_answers_is_told_when_known(visiteur, fabrique):
    une = fabrique(**NU)
    adresse = une.get_absolute_url()
    assert "Contacts" not in mots(visiteur.get(adresse).text)
    une.contacts.add(ContactFabrique(nom="Pôle Asie"))
    une.save()
    # The strip of a fund names it too.
    assert mots(visiteur.get(adresse).text).count("Pôle Asie") == (2 if fabrique is FondsFabrique else 1)


PUBLICATION = [
    ({"edition": "mai 2025"}, "Titre Se", "Titre Mai 2025 Se"),
    ({"pages": 1200}, "Mai 2025", "Mai 2025 Longueur 1 200 pages"),
    ({"partenariats_recenses": 13}, "Mai 2025", "Mai 2025 Partenariats recensés 13"),
]


@pytest.mark.parametrize(("fait", "avant", "apres"), PUBLICATION)
def test_of_a_publication(visiteur, fait, avant, apres):
    compare(visiteur, "/ressources/t/", PublicationFabrique(**NU, parue_le=date(2025, 5, 6)), fait, avant, apres)


@pytest.mark.parametrize(
    ("papier", "numerique", "formats"),
    [(True, True, "Papier et numérique"), (True, False, "Papier"), (False, True, "Numérique"), (False, False, "À préciser")],
)
def test_the_formats_of_a_publication(visiteur, papier, numerique, formats):
    PublicationFabrique(**NU, papier=papier, numerique=numerique)
    page = mots(visiteur.get("/ressources/t/").text)
    assert page.endswith(f"Formats {formats}")
    assert ("Version papier" in page) == papier
    assert ("Version numérique" in page) == numerique


@pytest.mark.parametrize(
    ("genre", "mots_du_lien"),
    [("video", "Voir la vidéo"), ("son", "Écouter l’enregistrement"), ("photo", "Voir les photos"), ("texte", "Lire le texte")],
)
def test_the_link_of_a_media_says_what_it_opens(visiteur, genre, mots_du_lien):
    MediaFabrique(**NU, genre=genre, lien="https://exemple.test/x", transcription="Ana : Bonjour.\n\nEt ensuite.")
    page = mots(visiteur.get("/ressources/mediatheque/t/").text)
    assert f"{mots_du_lien} sur exemple.test" in page
    assert "Transcription Ana : Bonjour. Et ensuite." in page


GROUPE = [
    ({"chapo": "Chapo."}, "Groupe-pays Groupe", "Groupe-pays Groupe Chapo."),
    ({"cree_en": "1989"}, "Groupe-pays Groupe", "Groupe-pays Groupe Création : 1989"),
    ({"missions": "<p>Agir.</p>"}, "lecteur de flux", "lecteur de flux Rôle et missions Agir."),
    ({"creation": "<p>Né.</p>"}, "lecteur de flux", "lecteur de flux Création Né."),
    ({"faits_marquants": "<p>Fait.</p>"}, "lecteur de flux", "lecteur de flux Faits marquants Fait."),
]


@pytest.mark.parametrize(("fait", "avant", "apres"), GROUPE)
def test_of_a_group(visiteur, fait, avant, apres):
    compare(visiteur, "/groupes-pays/g/", GroupeFabrique(nom="Groupe", slug="g"), fait, avant, apres)


@pytest.mark.parametrize(("nombre", "compte"), [(2, False), (3, True)])
def test_the_members_of_a_group_are_counted_from_three_on(visiteur, nombre, compte):
    membres = [CollectiviteFabrique(nom=f"Ville {rang}") for rang in range(nombre)]
    GroupeFabrique(nom="Groupe", slug="g", membres=membres)
    page = mots(visiteur.get("/groupes-pays/g/").text)
    assert ("3 collectivités membres" in page) == compte
    assert "Collectivités membres Ville 0 Ville 1" in page


@pytest.mark.parametrize("etat", ["actif", "clos"])
def test_who_to_write_to_about_a_group(visiteur, etat):
    groupe = GroupeFabrique(nom="Groupe", slug="g", etat=etat)
    groupe.referents.set([ContactFabrique(nom="Pôle Asie", courriel="asie@exemple.test")])
    attendu = {"actif": "sur simple demande auprès de : Pôle Asie", "clos": "Elle écrit à : Pôle Asie"}
    assert attendu[etat] in mots(visiteur.get("/groupes-pays/g/").text)


EXACTITUDE = "Exactitude de la fiche"
COLLECTIVITE = [
    (
        {"presentation": "<p>Texte.</p>"},
        "Cette collectivité n’a pas encore présenté son action internationale.",
        "Action internationale Texte.",
    ),
    ({"adresse": "1 rue", "ville": ""}, EXACTITUDE, f"Coordonnées 1 rue {EXACTITUDE}"),
    ({"ville": "Tours", "code_postal": "37000"}, EXACTITUDE, f"Coordonnées 37000 Tours {EXACTITUDE}"),
    ({"site": "https://t.test/"}, EXACTITUDE, f"Coordonnées Site de la collectivité Ville {EXACTITUDE}"),
    ({"courriel": "v@exemple.test"}, EXACTITUDE, f"Coordonnées v@exemple.test {EXACTITUDE}"),
    ({"telephone": "01 53 41 81 81"}, EXACTITUDE, f"Coordonnées 01 53 41 81 81 {EXACTITUDE}"),
    (
        {"verifiee_le": date(2026, 2, 1)},
        "La collectivité n’a pas encore vérifié cette fiche.",
        "Fiche vérifiée le 1ᵉʳ février 2026.",
    ),
]


@pytest.mark.parametrize(("fait", "avant", "apres"), COLLECTIVITE)
def test_of_a_collectivite(visiteur, fait, avant, apres):
    compare(visiteur, "/annuaire/v/", CollectiviteFabrique(nom="Ville", slug="v"), fait, avant, apres)


def test_the_domains_and_the_countries_of_a_collectivite(visiteur):
    ville = CollectiviteFabrique(nom="Ville", slug="v")
    ville.secteurs.set([SecteurFabrique(nom="Eau")])
    ville.pays.set([PaysFabrique(alpha2="JP")])
    ville.save()
    page = mots(visiteur.get("/annuaire/v/").text)
    assert "Domaines d’action Collectivités du secteur Eau Partenariats" in page
    assert "Pays d’intervention Japon" in page
    ville.pays.add(PaysFabrique(alpha2="AM"))
    ville.save()
    assert "2 pays d’intervention Arménie Japon" in mots(visiteur.get("/annuaire/v/").text)
