"""The page of an event, before and after it takes place."""

import re
from datetime import UTC, date, datetime, time, timedelta

import pytest
import time_machine
from django.utils import timezone

from socle.acces import Acces
from tests.fabriques import (
    CollectiviteFabrique,
    ContactFabrique,
    DocumentFabrique,
    EvenementFabrique,
    FondsFabrique,
    GroupeFabrique,
    MandatFabrique,
    PresidenceFabrique,
    ThemeFabrique,
)
from tests.lecture_html import sur_une_ligne

pytestmark = pytest.mark.django_db


def dans(jours):
    return timezone.localdate() + timedelta(days=jours)


class TestPage:
    def test_says_when_where_and_how(self, visiteur, japon):
        EvenementFabrique(
            slug="rencontre",
            debut=date(2025, 9, 24),
            heure_debut=time(16, 0),
            heure_fin=time(17, 30),
            mode="hybride",
            lieu="9 rue Christiani",
            ville="Paris",
            sur_invitation=True,
            lien_visio="https://visio.exemple.test/salle",
            pays=[japon],
            themes=[ThemeFabrique(nom="Climat", slug="climat")],
            fonds=[FondsFabrique(titre="Fonds Japon")],
            contacts=[ContactFabrique(nom="Pôle Asie")],
            documents=[DocumentFabrique(titre="Programme")],
        )
        texte = sur_une_ligne(visiteur.get("/agenda/rencontre/").text)
        for attendu in (
            "ercredi 24\u00a0septembre 2025",
            "16\u00a0h\u00a0–\u2060\u00a017\u00a0h\u00a030",
            "Sur place et en visioconférence",
            "9 rue Christiani",
            "Sur invitation",
            'href="/pays/japon/"',
            "Climat",
            "Fonds Japon",
            "Pôle Asie",
            "Programme",
            "Événement passé",
        ):
            assert attendu in texte, attendu
        assert "visio.exemple.test" not in texte

    @pytest.mark.parametrize("qui", ["visiteur", "membre", "client_redactrice"])
    def test_the_link_of_the_meeting_is_never_shown(self, request, qui):
        EvenementFabrique(slug="r", lien_visio="https://visio.exemple.test/salle", mode="visio")
        client = request.getfixturevalue(qui)
        for adresse in ("/agenda/r/", "/agenda/", "/"):
            assert "visio.exemple.test" not in sur_une_ligne(client.get(adresse).text)

    def test_to_come_offers_the_calendar(self, visiteur):
        EvenementFabrique(slug="r")
        assert 'href="/agenda/r/calendrier.ics"' in sur_une_ligne(visiteur.get("/agenda/r/").text)
        EvenementFabrique(slug="p", debut=dans(-3))
        assert 'href="/agenda/p/calendrier.ics"' not in sur_une_ligne(visiteur.get("/agenda/p/").text)

    def test_cancelled(self, visiteur):
        EvenementFabrique(slug="r", etat="annule", precision_etat="Accès refusé.")
        texte = sur_une_ligne(visiteur.get("/agenda/r/").text)
        assert "Cet événement est annulé. Accès refusé." in texte

    def test_postponed_says_the_day_first_announced(self, visiteur):
        EvenementFabrique(slug="r", etat="reporte", debut=date(2025, 11, 19), annonce_au=date(2025, 11, 14))
        texte = sur_une_ligne(visiteur.get("/agenda/r/").text)
        assert "vendredi 14\u00a0novembre 2025" in texte
        assert "ercredi 19\u00a0novembre 2025" in texte

    def test_confidential(self, visiteur):
        EvenementFabrique(slug="r", confidentiel=True)
        assert "Rencontre confidentielle" in sur_une_ligne(visiteur.get("/agenda/r/").text)

    def test_the_report_stands_above_the_announcement(self, visiteur):
        EvenementFabrique(slug="r", debut=dans(-3), corps="<p>Annonce.</p>", bilan="<p>Ce qui s’est dit.</p>")
        texte = sur_une_ligne(visiteur.get("/agenda/r/").text)
        assert texte.index("Ce qui s’est dit.") < texte.index("L’annonce") < texte.index("Annonce.")

    def test_the_minutes_have_their_own_access(self, visiteur, membre, etranger, client_redactrice, groupe_japon):
        document = DocumentFabrique(titre="Relevé de conclusions", acces=Acces.GROUPE, cercles=[groupe_japon])
        EvenementFabrique(slug="r", debut=dans(-3), compte_rendu=document)
        for client, lit in ((visiteur, False), (etranger, False), (membre, True), (client_redactrice, True)):
            texte = sur_une_ligne(client.get("/agenda/r/").text)
            assert (document.get_absolute_url() in texte) is lit
            assert ("Groupe-pays Japon" in texte) is not lit

    @pytest.mark.parametrize(
        ("acces", "dit"),
        [
            (Acces.GROUPE, "compte rendu</a>, réservé à un groupe ou un comité (Groupe-pays Japon)."),
            (Acces.PUBLIC, "compte rendu</a>, ouvert à tous."),
            (Acces.EQUIPE, ""),
            (None, ""),
        ],
    )
    def test_who_may_not_read_a_meeting_is_told_of_its_minutes_and_of_who_reads_them(self, visiteur, groupe_japon, acces, dit):
        notes = acces and DocumentFabrique(acces=acces, cercles=[groupe_japon] if acces == Acces.GROUPE else [])
        EvenementFabrique(slug="r", debut=dans(-3), acces=Acces.ADHERENTS, compte_rendu=notes)
        reponse = visiteur.get("/agenda/r/")
        texte = sur_une_ligne(reponse.text)
        assert reponse.status_code == 403
        assert ("compte rendu" in texte) is bool(dit)
        assert dit in texte.replace("\u00a0", " ")

    def test_minutes_kept_by_the_team_are_not_announced(self, visiteur, client_redactrice):
        EvenementFabrique(slug="r", debut=dans(-3), compte_rendu=DocumentFabrique(titre="Notes", acces=Acces.EQUIPE))
        assert "Compte rendu" not in sur_une_ligne(visiteur.get("/agenda/r/").text)
        assert "Notes" in sur_une_ligne(client_redactrice.get("/agenda/r/").text)

    def test_group_with_the_presidency_of_the_day(self, visiteur):
        groupe = GroupeFabrique(nom="Groupe-pays Japon")
        avant = PresidenceFabrique(groupe=groupe, debut=date(2020, 1, 1), fin=date(2026, 3, 31)).personne
        apres = PresidenceFabrique(groupe=groupe, debut=date(2026, 4, 1)).personne
        MandatFabrique(personne=avant, fonction="adjointe", collectivite=CollectiviteFabrique(nom="Ville A"))
        MandatFabrique(personne=apres, fonction="maire", collectivite=CollectiviteFabrique(nom="Ville B"))
        comite = GroupeFabrique(nom="Comité des donateurs", nature="comite")
        en_ligne = datetime(2026, 1, 1, tzinfo=UTC)
        EvenementFabrique(slug="avant", debut=date(2026, 2, 1), groupes=[groupe, comite], publie_le=en_ligne)
        EvenementFabrique(slug="apres", debut=date(2026, 9, 1), groupes=[groupe], publie_le=en_ligne)
        EvenementFabrique(slug="futur", debut=date(2030, 9, 1), groupes=[groupe], publie_le=en_ligne)
        with time_machine.travel(datetime(2026, 10, 1, tzinfo=UTC), tick=False):
            texte = sur_une_ligne(visiteur.get("/agenda/avant/").text).replace("\u00a0", " ")
            assert f"Présidence : {avant}, adjointe, Ville A" in texte
            assert "Comité des donateurs" not in sur_une_ligne(visiteur.get("/agenda/avant/").text)
        with time_machine.travel(datetime(2030, 1, 1, tzinfo=UTC), tick=False):
            for slug in ("apres", "futur"):
                assert f"Présidence : {apres}, maire, Ville B" in sur_une_ligne(visiteur.get(f"/agenda/{slug}/").text).replace(
                    "\u00a0", " "
                )

    def test_neighbours_and_related(self, visiteur, japon):
        for jour in (1, 2, 3):
            EvenementFabrique(slug=f"e{jour}", titre=f"E{jour}", debut=date(2025, 7, jour), pays=[japon] if jour > 1 else [])
        reponse = visiteur.get("/agenda/e2/")
        assert (reponse.context["precedent"].titre, reponse.context["suivant"].titre) == ("E1", "E3")
        assert [voisin.titre for voisin in reponse.context["voisins"]] == ["E3"]
        assert "mardi 1ᵉʳ\u00a0juillet 2025" in sur_une_ligne(reponse.text)

    def test_drafts_are_previewed_by_staff_only(self, visiteur, membre, client_redactrice):
        EvenementFabrique(slug="brouillon", brouillon=True)
        assert visiteur.get("/agenda/brouillon/").status_code == 404
        assert membre.get("/agenda/brouillon/").status_code == 404
        assert "Aperçu" in sur_une_ligne(client_redactrice.get("/agenda/brouillon/").text)

    @pytest.mark.parametrize("nombre", [2, 20])
    def test_number_of_queries(self, visiteur, django_assert_max_num_queries, japon, nombre):
        groupes = [PresidenceFabrique(personne=MandatFabrique().personne).groupe for _ in range(nombre)]
        EvenementFabrique(
            slug="ici",
            pays=[japon],
            themes=[ThemeFabrique() for _ in range(nombre)],
            groupes=groupes,
            contacts=[ContactFabrique() for _ in range(nombre)],
            documents=[DocumentFabrique() for _ in range(nombre)],
        )
        for _ in range(nombre):
            EvenementFabrique(pays=[japon])
        with django_assert_max_num_queries(20):
            visiteur.get("/agenda/ici/")

    @pytest.mark.parametrize(("champs", "offert"), [({}, True), ({"debut": dans(-3)}, False), ({"etat": "annule"}, False)])
    def test_a_reserved_page_offers_the_file_that_everyone_may_have(self, visiteur, champs, offert):
        EvenementFabrique(slug="r", acces=Acces.ADHERENTS, **champs)
        reponse = visiteur.get("/agenda/r/")
        assert reponse.status_code == 403
        assert ('href="/agenda/r/calendrier.ics"' in reponse.text) is offert
        assert ("Ajouter à mon agenda" in sur_une_ligne(reponse.text)) is offert

    def test_a_reserved_page_says_the_event_is_postponed(self, visiteur):
        EvenementFabrique(
            slug="r", acces=Acces.ADHERENTS, etat="reporte", debut=date(2025, 11, 19), annonce_au=date(2025, 11, 14)
        )
        reponse = visiteur.get("/agenda/r/")
        assert reponse.status_code == 403
        assert "Reporté" in sur_une_ligne(reponse.text)
        assert "14\u00a0novembre 2025" in sur_une_ligne(reponse.text)


def test_the_big_date_of_a_page_says_the_last_day_too(visiteur, db):
    EvenementFabrique(slug="long", debut=date(2027, 1, 6), fin=date(2027, 1, 8))
    EvenementFabrique(slug="court", debut=date(2027, 1, 6))
    assert '<span class="jour__fin">au 8 janv.</span>' in sur_une_ligne(visiteur.get("/agenda/long/").text)
    assert "jour__fin" not in sur_une_ligne(visiteur.get("/agenda/court/").text)


def test_minutes_under_their_heading_do_not_say_their_kind_again(visiteur, db):
    EvenementFabrique(slug="passe", debut=date(2025, 1, 6), compte_rendu=DocumentFabrique(titre="Notes", nature="autre"))
    texte = sur_une_ligne(visiteur.get("/agenda/passe/").text)
    assert "Notes</a>" in texte
    assert "Autre document" not in texte


@pytest.mark.parametrize("acces", ["public", "adherents"])
def test_no_page_shows_a_day_to_come_to_and_that_it_is_to_be_fixed(visiteur, db, acces):
    """What awaits its new day shows the one first announced, said to be so, and no hour."""
    jour = dans(6)
    EvenementFabrique(slug="r", titre="Atelier", acces=acces, etat="reporte", debut=jour, heure_debut=time(9, 30))
    EvenementFabrique(slug="s", titre="Voisin", debut=jour, heure_debut=time(8))
    for adresse in ("/agenda/r/", "/agenda/", f"/agenda/{jour:%Y/%m}/", "/"):
        texte = sur_une_ligne(visiteur.get(adresse).text)
        assert "ouvelle date à fixer, annoncé d’abord au <time" in texte, adresse
        assert "9\u00a0h\u00a030" not in texte, adresse
    assert "<title>Atelier, nouvelle date à fixer" in sur_une_ligne(visiteur.get("/agenda/r/").text) or acces != "public"
    # Its day alone is struck out: what has one comes first.
    assert re.findall('class="jour( jour--ancien)?"', visiteur.get("/agenda/").text) == ["", " jour--ancien"]
    # Neighbours by date name it without its day.
    assert "Événement suivant, nouvelle date à fixer" in sur_une_ligne(visiteur.get("/agenda/s/").text)


def test_an_evening_ends_at_midnight_on_one_day(visiteur, db):
    EvenementFabrique(slug="r", debut=date(2027, 1, 6), heure_debut=time(20), heure_fin=time(0))
    texte = sur_une_ligne(visiteur.get("/agenda/r/").text)
    assert "6\u00a0janvier 2027</time>, 20\u00a0h\u00a0–\u2060\u00a0minuit" in texte
    assert "0\u00a0h<" not in texte
