"""What the demo holds: the facts of the study, the awkward cases, the accounts; every row is one the models accept."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.apps import apps
from django.db.models import Q
from django.utils import timezone

from actualites.models import Actualite
from agenda.models import Evenement
from annuaire.models import Collectivite, DemandeModification, Partenariat, Personne, Projet
from appels.models import Appel
from comptes.models import Utilisateur
from demo.contenus import PREFIXE_FICTIF
from demo.reseau import MOT_DE_PASSE
from fonds_solidarite.models import Affectation, Contribution, FondsSolidarite
from groupes_pays.lecteurs import lecteur_pour
from groupes_pays.models import Groupe
from mediatheque.models import Document
from pages.models import Page
from redaction.models import Contenu
from ressources.models import Media, Publication
from socle.acces import VISITEUR
from socle.typographie import typo, typo_html

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]

# Counter-entries name the line that they correct, which the form of a person never does.
VERIFIES = [Collectivite, Document, Groupe, Partenariat, Personne, Projet, *Contenu.__subclasses__()]


def lecteur(courriel):
    return lecteur_pour(Utilisateur.objects.get(courriel=courriel))


@pytest.mark.parametrize("modele", VERIFIES, ids=lambda modele: modele.__name__)
def test_every_row_is_accepted_by_its_model(modele):
    assert modele.objects.exists()
    for objet in modele.objects.all():
        objet.full_clean()


@pytest.mark.parametrize("modele", Contenu.__subclasses__(), ids=lambda modele: modele.__name__)
def test_stored_texts_have_their_typography(modele):
    for objet in modele.objects.all():
        langue = getattr(objet, "langue", "fr")
        for champ in ("titre", "sous_titre", "chapo"):
            assert getattr(objet, champ) == typo(getattr(objet, champ), langue), objet.slug
        assert objet.corps == typo_html(objet.corps, langue), objet.slug


def test_each_fund_is_told_in_english():
    assert not FondsSolidarite.objects.filter(Q(titre_anglais="") | Q(chapo_anglais="")).exists()
    assert "The fund is open: your local" in FondsSolidarite.objects.get(slug="madagascar-2026").chapo_anglais


def test_the_facts_are_all_there():
    reels = Evenement.objects.exclude(slug__startswith=PREFIXE_FICTIF)
    assert reels.publies().count() == 46
    assert Actualite.objects.publies().count() == 18
    assert Publication.objects.publies().count() == 11
    assert Appel.objects.exclude(slug__startswith=PREFIXE_FICTIF).publies().count() == 8
    assert Partenariat.objects.count() == 20
    assert FondsSolidarite.objects.count() == 11
    assert Groupe.objects.groupes_pays().actifs().count() == 16
    assert Groupe.objects.groupes_pays().filter(etat="clos").count() == 6
    assert Groupe.objects.dynamiques().count() == 8


def test_every_content_is_tied_to_something():
    for modele in (Actualite, Appel, Evenement, Publication):
        for objet in modele.objects.all():
            assert objet.themes.exists() or objet.pays.exists() or objet.groupes.exists(), objet.slug


def test_no_address_outside_the_demo_domain():
    for modele in apps.get_models():
        for champ in modele._meta.get_fields():
            if champ.__class__.__name__ == "EmailField":
                for adresse in modele._default_manager.exclude(**{champ.name: ""}).values_list(champ.name, flat=True):
                    assert adresse.endswith("@exemple.test")


def test_postponed_event_says_both_days():
    atelier = Evenement.objects.get(slug="atelier-senegal-novembre-2025")
    assert (atelier.etat, atelier.debut, atelier.annonce_au) == ("reporte", date(2025, 11, 19), date(2025, 11, 14))


def test_cancelled_event_says_why():
    mission = Evenement.objects.get(slug="mission-palestine-2025")
    assert (mission.etat, mission.debut, mission.fin) == ("annule", date(2025, 4, 30), date(2025, 5, 4))
    assert "interdit" in mission.precision_etat


def test_confidential_event_leaves_no_trace():
    atelier = Evenement.objects.get(slug="atelier-tunisie-octobre-2025")
    assert atelier.confidentiel
    assert atelier.debut == date(2025, 10, 6)
    assert (atelier.compte_rendu, atelier.bilan, atelier.acces) == (None, "", "adherents")


def test_names_have_one_spelling_and_keep_the_others():
    assert Personne.objects.get(prenom="Sonia", nom="Zdorovtzoff").variantes == "Sonia Zdorovtsoff"
    assert not Personne.objects.filter(nom="Géroudet").exists()


def test_kherson_has_two_french_partners():
    partenariat = Partenariat.objects.get(autorites__nom="Kherson")
    noms = set(partenariat.collectivites.values_list("nom", flat=True))
    assert noms == {"Ville de Nantes", "Ville de Saint-Nazaire"}


def test_codes_come_from_the_referentiel():
    aix = Collectivite.objects.get(slug="aix-en-provence")
    assert (aix.commune_id, aix.siren, aix.departement_id, aix.region_id) == ("13001", "211300017", "13", "93")
    assert not Collectivite.objects.filter(siren=None).exists()


@pytest.mark.parametrize(
    ("slug", "recu", "contributeurs"),
    [
        ("maroc-2023", 520000, 72),
        ("ukraine-2022", 395000, 22),
        ("haiti-2021", 140000, 28),
        ("liban-2024", 100000, 12),
    ],
)
def test_totals_of_the_funds_are_those_known(slug, recu, contributeurs):
    bilan = FondsSolidarite.objects.avec_totaux().get(slug=slug).bilan
    assert (bilan.recu, bilan.contributeurs) == (Decimal(recu), contributeurs)


def test_ledger_shows_each_case():
    assert FondsSolidarite.objects.avec_totaux().get(slug="gaza-2023").bilan.recu == Decimal(265700)
    assert Affectation.objects.get(fonds__slug="gaza-2023", secteur__code="eau").montant == Decimal(35000)
    assert Contribution.objects.filter(montant_public=False).exists()
    assert Contribution.objects.filter(corrige__isnull=False).count() == 1
    assert set(Contribution.objects.filter(fonds__slug="madagascar-2026").values_list("etat", flat=True)) == {
        "promise",
        "deliberee",
        "versee",
    }
    liban = FondsSolidarite.objects.get(slug="liban-2024")
    assert (liban.etat, liban.clos_le) == ("clos", date(2025, 12, 3))


def test_amounts_that_are_not_known_say_so():
    inconnus = Affectation.objects.exclude(fonds__slug="gaza-2023", secteur__code="eau")
    assert all("(montant de démonstration)" in affectation.objet for affectation in inconnus)


@pytest.mark.parametrize("prenom", ["admin", "editrice", "redacteur", "bob", "charlie", "dana"])
def test_accounts_open_with_the_password_of_the_demo(prenom):
    assert Utilisateur.objects.get(courriel=f"{prenom}@exemple.test").check_password(MOT_DE_PASSE)


def test_staff_have_their_roles():
    assert Utilisateur.objects.get(courriel="admin@exemple.test").is_superuser
    editrice, redacteur = (Utilisateur.objects.get(courriel=f"{nom}@exemple.test") for nom in ("editrice", "redacteur"))
    assert editrice.is_staff and editrice.has_perm("agenda.publier_evenement")
    assert redacteur.is_staff and redacteur.has_perm("agenda.change_evenement")
    assert not redacteur.has_perm("agenda.publier_evenement")


def test_members_read_what_the_contract_says():
    bob, charlie, dana = (lecteur(f"{nom}@exemple.test") for nom in ("bob", "charlie", "dana"))
    assert set(Groupe.objects.filter(pk__in=bob.cercles).values_list("slug", flat=True)) == {"japon", "armenie"}
    assert bob.adherent and charlie.adherent and not dana.adherent
    assert not Groupe.objects.filter(pk__in=charlie.cercles, slug__in=["japon", "armenie"]).exists()
    reunion = Document.objects.get(cercles__nom="Groupe-pays Japon")
    assert bob.peut_lire(reunion)
    assert not any(autre.peut_lire(reunion) for autre in (charlie, dana, VISITEUR))


def test_documents_are_pdf_files():
    for document in Document.objects.all():
        with document.fichier.open("rb") as fichier:
            contenu = fichier.read()
        assert contenu.startswith(b"%PDF-1.7") and contenu.endswith(b"%%EOF\n"), document.titre


def test_there_is_something_to_come_for_each_reader():
    a_venir = Evenement.objects.publies().a_venir()
    assert a_venir.filter(slug__startswith=PREFIXE_FICTIF).count() == 5
    assert all("démonstration" in evenement.titre for evenement in a_venir)
    assert {"adherents", "groupe", "public"} <= set(a_venir.values_list("acces", flat=True))
    assert a_venir.filter(mode="hybride", fin__gt=timezone.localdate() + timedelta(days=1)).exists()
    assert any((evenement.fin - evenement.debut).days == 2 for evenement in a_venir)


def test_back_office_has_work_waiting():
    statuts = list(Actualite.objects.values_list("statut", flat=True))
    assert (statuts.count("brouillon"), statuts.count("a_relire"), statuts.count("archive")) == (2, 2, 1)
    assert Actualite.objects.filter(statut="publie", publie_le__gt=timezone.now()).count() == 1
    demande = DemandeModification.objects.get()
    assert demande.est_en_attente and demande.collectivite.slug == "aix-en-provence"
    assert set(demande.changements) == {"presentation", "telephone", "odds"}


def test_pages_make_a_tree_with_menus():
    assert set(Page.objects.filter(parent__slug="a-propos").values_list("slug", flat=True)) == {"gouvernance", "equipe"}
    affichees = Page.objects.publies().affichees()
    assert set(affichees.filter(menu="principal").values_list("slug", flat=True)) == {
        "a-propos",
        "who-we-are",
        "work-with-us",
        "contact-us",
    }
    assert "mentions-legales" in affichees.filter(menu="pied").values_list("slug", flat=True)


def test_sound_and_video_have_their_words():
    assert all(media.transcription for media in Media.objects.filter(genre__in=["son", "video"]))
