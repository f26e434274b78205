"""What staff decide of the home page: its first words, what leads it and until when, the alert above every page."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone

from pages.models import Accueil, MiseEnAvant
from redaction.choix_contenu import cle_de
from tests.fabriques import (
    ActualiteFabrique,
    AppelFabrique,
    EvenementFabrique,
    FondsFabrique,
    PaysFabrique,
    PublicationFabrique,
)
from tests.formulaires import lignes, valeurs
from tests.lecture_html import sur_une_ligne

pytestmark = pytest.mark.django_db
ADMIN = "/admin/pages/accueil/1/change/"


def mettre_en_avant(*contenus, jusqu_au=None):
    accueil, _ = Accueil.objects.get_or_create(pk=1)
    for rang, contenu in enumerate(contenus, 1):
        MiseEnAvant.objects.create(accueil=accueil, rang=rang, cle=cle_de(contenu), jusqu_au=jusqu_au)


def lu(client, adresse="/"):
    return sur_une_ligne(client.get(adresse).text).replace("\u00a0", " ")


def titres(client):
    contexte = client.get("/").context
    return [une.titre for une in [contexte["une"], *contexte["actualites"]] if une]


def nouvelles(nombre):
    for rang in range(nombre):
        ActualiteFabrique(titre=f"Nouvelle {rang}", publie_le=timezone.now() - timedelta(days=rang + 1))


class TestMisesEnAvant:
    def test_without_any_the_latest_news_lead(self, visiteur):
        nouvelles(5)
        assert titres(visiteur) == ["Nouvelle 0", "Nouvelle 1", "Nouvelle 2", "Nouvelle 3"]

    def test_what_is_chosen_comes_first_and_once(self, visiteur):
        nouvelles(3)
        ancienne = ActualiteFabrique(titre="Ancienne", publie_le=timezone.now() - timedelta(days=400))
        fonds = FondsFabrique(titre="Fonds Maroc", crise="séisme du 8 septembre 2023")
        mettre_en_avant(fonds, ancienne)
        assert titres(visiteur) == ["Fonds Maroc", "Ancienne", "Nouvelle 0", "Nouvelle 1"]
        ancienne.publie_le = timezone.now()
        ancienne.save()
        assert titres(visiteur) == ["Fonds Maroc", "Ancienne", "Nouvelle 0", "Nouvelle 1"]
        assert "Séisme du 8 septembre 2023" in lu(visiteur)

    def test_any_kind_of_content_may_lead(self, visiteur):
        evenement = EvenementFabrique(titre="Rencontre", debut=date(2031, 3, 4))
        mettre_en_avant(evenement, AppelFabrique(titre="Appel"), PublicationFabrique(titre="Répertoire"))
        assert titres(visiteur) == ["Rencontre", "Appel", "Répertoire"]
        assert "4 mars 2031" in lu(visiteur).partition("À la une")[2]

    def test_until_its_last_day_in_paris(self, visiteur):
        nouvelles(1)
        une = ActualiteFabrique(titre="Choisie", publie_le=datetime(2026, 1, 5, tzinfo=ZoneInfo("Europe/Paris")))
        with time_machine.travel(datetime(2026, 6, 30, 23, 59, tzinfo=ZoneInfo("Europe/Paris")), tick=False) as maintenant:
            mettre_en_avant(une, jusqu_au=date(2026, 6, 30))
            ActualiteFabrique(titre="Récente", publie_le=timezone.now() - timedelta(days=1))
            assert titres(visiteur)[0] == "Choisie"
            maintenant.move_to(datetime(2026, 7, 1, 0, 0, 1, tzinfo=ZoneInfo("Europe/Paris")))
            assert titres(visiteur)[0] == "Récente"

    def test_what_is_not_online_or_no_longer_there_leaves_its_place(self, visiteur, client_editrice):
        nouvelles(1)
        brouillon = ActualiteFabrique(titre="Brouillon", brouillon=True)
        interne = ActualiteFabrique(titre="Interne", acces="equipe")
        effacee = ActualiteFabrique(titre="Effacée")
        mettre_en_avant(brouillon, interne, effacee)
        type(effacee).objects.filter(pk=effacee.pk).delete()
        MiseEnAvant.objects.create(accueil_id=1, rang=9, cle="rien:1")
        assert titres(visiteur) == ["Nouvelle 0"]
        assert titres(client_editrice) == ["Interne", "Nouvelle 0"]

    def test_as_many_queries_for_one_and_four(self, visiteur, django_assert_max_num_queries):
        couts = []
        for _ in range(2):
            mettre_en_avant(*(ActualiteFabrique(pays=[PaysFabrique()]) for _ in range(2)))
            with django_assert_max_num_queries(20) as requetes:
                visiteur.get("/")
            couts.append(len(requetes))
        assert couts[0] == couts[1]


def test_the_first_words_are_those_of_the_team(visiteur):
    assert "Les collectivités françaises coopèrent avec le monde entier" in lu(visiteur)
    Accueil.objects.create(pk=1, titre="Cinquante ans de coopération", chapo="Un anniversaire")
    page = lu(visiteur)
    assert "Cinquante ans de coopération" in page and "Un anniversaire" in page
    assert "coopèrent avec le monde entier</h1>" not in page


class TestAlerte:
    def test_it_stands_above_every_page_until_its_last_day(self, visiteur):
        with time_machine.travel(datetime(2026, 6, 30, 23, 59, tzinfo=ZoneInfo("Europe/Paris")), tick=False) as maintenant:
            Accueil.objects.create(pk=1, alerte="Le fonds Maroc est ouvert", alerte_genre="crise", alerte_jusqu_au="2026-06-30")
            for adresse in ("/", "/actualites/", "/annuaire/"):
                assert "Le fonds Maroc est ouvert" in lu(visiteur, adresse)
            maintenant.move_to(datetime(2026, 7, 1, 0, 0, 1, tzinfo=ZoneInfo("Europe/Paris")))
            assert "Le fonds Maroc est ouvert" not in lu(visiteur)

    def test_a_page_kept_for_visitors_shows_it_at_once(self, visiteur):
        assert 'aria-label="Alerte"' not in lu(visiteur, "/agenda/")
        Accueil.objects.create(pk=1, alerte="Démenti")
        assert 'aria-label="Alerte"' in lu(visiteur, "/agenda/")

    def test_its_link_is_its_words_and_stays_on_the_portal(self, visiteur, settings):
        settings.CUF_URL = "https://portail.exemple.test"
        Accueil.objects.create(pk=1, alerte="Lisez notre réponse", alerte_lien="https://portail.exemple.test/actualites/reponse/")
        assert '<a href="/actualites/reponse/">Lisez notre réponse</a>' in lu(visiteur)


def test_there_is_one_home_page(db):
    Accueil.objects.create(pk=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        Accueil.objects.create(pk=2)


class TestBackOffice:
    def test_the_menu_leads_to_the_only_row(self, client_editrice):
        reponse = client_editrice.get("/admin/pages/accueil/")
        assert (reponse.status_code, reponse.url) == (302, ADMIN)
        assert client_editrice.get(ADMIN).status_code == 200
        assert client_editrice.get("/admin/pages/accueil/add/").status_code == 403
        assert client_editrice.get("/admin/pages/accueil/1/delete/").status_code == 403

    def test_the_team_chooses_what_leads(self, client_editrice, visiteur):
        une, autre = ActualiteFabrique(titre="Une"), ActualiteFabrique(titre="Autre")
        client_editrice.get("/admin/pages/accueil/")
        envoi = valeurs(client_editrice, ADMIN) | {
            "titre": "Nos villes",
            "mises_en_avant-TOTAL_FORMS": "2",
            "mises_en_avant-INITIAL_FORMS": "0",
            "mises_en_avant-0-rang": "2",
            "mises_en_avant-0-contenu": cle_de(une),
            "mises_en_avant-1-rang": "1",
            "mises_en_avant-1-contenu": cle_de(autre),
            "mises_en_avant-1-jusqu_au": "31/12/2030",
        }
        assert client_editrice.post(ADMIN, envoi).status_code == 302
        assert titres(visiteur)[:2] == ["Autre", "Une"]
        assert "Nos villes" in lu(visiteur)
        envoi = valeurs(client_editrice, ADMIN) | lignes(client_editrice, ADMIN)
        assert envoi["mises_en_avant-0-contenu"] == cle_de(autre)
        envoi["mises_en_avant-1-contenu"] = cle_de(autre)
        reponse = client_editrice.post(ADMIN, envoi)
        assert "Le même contenu est mis en avant deux fois" in reponse.text

    def test_who_only_writes_reads_it(self, client_redactrice, client_editrice):
        client_editrice.get("/admin/pages/accueil/")
        assert client_redactrice.get(ADMIN).status_code == 200
        assert client_redactrice.post(ADMIN, {"titre": "Autre"}).status_code == 403
