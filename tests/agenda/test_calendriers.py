"""The iCalendar files, read by a parser as a calendar would."""

import io
import re
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import dateutil.tz
import pytest
import time_machine
from icalendar import Calendar

from agenda.calendriers import bornes, lieu_en_clair, phrase_d_etat
from agenda.models import Evenement
from socle.acces import Acces
from tests.fabriques import EvenementFabrique

pytestmark = pytest.mark.django_db

PARIS = ZoneInfo("Europe/Paris")


def lire(client, adresse="/agenda/calendrier.ics"):
    reponse = client.get(adresse)
    assert reponse.status_code == 200
    assert reponse["Content-Type"] == "text/calendar; charset=utf-8"
    return Calendar.from_ical(reponse.content)


def evenements(calendrier):
    return {str(composant["summary"]): composant for composant in calendrier.walk("VEVENT")}


def unique(client, **champs):
    evenement = EvenementFabrique(slug="rencontre", titre="Rencontre", **champs)
    (composant,) = lire(client, f"/agenda/{evenement.slug}/calendrier.ics").walk("VEVENT")
    return composant


class TestDates:
    def test_hours_are_those_of_paris(self, visiteur):
        composant = unique(visiteur, debut=date(2026, 7, 14), heure_debut=time(15, 0), heure_fin=time(16, 30))
        assert composant.decoded("dtstart") == datetime(2026, 7, 14, 13, 0, tzinfo=UTC)
        assert composant.decoded("dtend") == datetime(2026, 7, 14, 14, 30, tzinfo=UTC)
        assert composant["dtstart"].params["TZID"] == "Europe/Paris"

    def test_the_time_zone_is_described(self, visiteur):
        EvenementFabrique(slug="rencontre", heure_debut=time(9, 0))
        (zone,) = lire(visiteur, "/agenda/rencontre/calendrier.ics").walk("VTIMEZONE")
        assert zone["tzid"] == "Europe/Paris"

    def test_whole_days_end_the_day_after(self, visiteur):
        composant = unique(visiteur, debut=date(2026, 9, 18), fin=date(2026, 9, 19))
        assert composant.decoded("dtstart") == date(2026, 9, 18)
        assert composant.decoded("dtend") == date(2026, 9, 20)
        assert composant["dtstart"].params["VALUE"] == "DATE"

    def test_an_hour_without_end_lasts_two_hours_and_says_that_no_one_announced_them(self, visiteur):
        composant = unique(visiteur, debut=date(2026, 9, 18), heure_debut=time(14, 0))
        assert composant.decoded("dtend") == datetime(2026, 9, 18, 16, tzinfo=PARIS)
        assert "L’heure de fin n’est pas annoncée" in composant["description"]
        EvenementFabrique(slug="avec", heure_debut=time(14), heure_fin=time(15), chapo="")
        (autre,) = lire(visiteur, "/agenda/avec/calendrier.ics").walk("VEVENT")
        assert "pas annoncée" not in autre["description"]

    @pytest.mark.parametrize("jours", [0, 1])
    def test_midnight_is_the_end_of_the_last_day(self, jours):
        debut = date(2026, 9, 18)
        evenement = EvenementFabrique(debut=debut, fin=debut + timedelta(days=jours), heure_debut=time(20), heure_fin=time(0))
        assert bornes(evenement)[1] == datetime(2026, 9, 19 + jours, tzinfo=PARIS)

    def test_before_the_rules_of_the_file_hours_are_told_in_utc(self, visiteur):
        """In the summers of 1990 and 1996, Paris was two hours ahead; the first day of the rules is told by them."""
        for debut in (date(1990, 7, 1), date(1996, 10, 26)):
            vieux = EvenementFabrique(debut=debut, heure_debut=time(9))
            assert bornes(vieux)[0] == datetime.combine(debut, time(7), UTC)
            assert bornes(vieux)[0].tzinfo is UTC
        assert bornes(EvenementFabrique(debut=date(1996, 10, 28), heure_debut=time(9)))[0].tzinfo is PARIS

    def test_several_days_with_a_first_hour_only(self):
        evenement = EvenementFabrique(debut=date(2026, 9, 18), fin=date(2026, 9, 19), heure_debut=time(14, 0))
        assert bornes(evenement) == (datetime(2026, 9, 18, 14, tzinfo=PARIS), datetime(2026, 9, 20, tzinfo=PARIS))

    def test_several_days_with_both_hours(self):
        evenement = EvenementFabrique(
            debut=date(2026, 9, 18), fin=date(2026, 9, 19), heure_debut=time(14, 0), heure_fin=time(12, 0)
        )
        assert bornes(evenement)[1] == datetime(2026, 9, 19, 12, tzinfo=PARIS)


class TestFuseau:
    """The zone as readers take it that know nothing of Europe/Paris but what the file says."""

    @pytest.fixture
    def zone(self, visiteur):
        EvenementFabrique(slug="rencontre", heure_debut=time(9, 0))
        texte = visiteur.get("/agenda/rencontre/calendrier.ics").text
        return texte[texte.index("BEGIN:VTIMEZONE") : texte.index("BEGIN:VEVENT")]

    def test_it_is_told_by_one_yearly_rule_for_each_hour_and_no_list_of_dates(self, zone):
        assert zone.count("RRULE:FREQ=YEARLY;") == zone.count("DTSTART:") == 2
        assert "RDATE" not in zone
        assert {ligne[8:12] for ligne in zone.splitlines() if ligne.startswith("DTSTART")} == {"1996", "1997"}

    @pytest.mark.parametrize("annee", [1997, 2005, 2026, 2027, 2045, 2099])
    def test_every_hour_around_the_changes_is_that_of_paris(self, zone, annee):
        """dateutil reads RFC 5545 by itself; zoneinfo knows the history of the zone."""
        lue = dateutil.tz.tzical(io.StringIO(zone)).get("Europe/Paris")
        # The hour that comes twice in October is left out: a wall clock does not tell which of the two it is.
        for mois, jour in ((1, 15), (3, 20), (4, 2), (7, 14), (10, 20), (11, 3), (12, 31)):
            moment = datetime(annee, mois, jour, 9)
            assert moment.replace(tzinfo=lue).utcoffset() == moment.replace(tzinfo=PARIS).utcoffset(), moment


class TestRevision:
    """Counted by the database: one more at each change that a calendar tells, whatever writes it."""

    @pytest.mark.parametrize(
        ("champ", "valeur"),
        [
            ("titre", "Autre titre"), ("slug", "autre"), ("chapo", "Autre chapo."), ("acces", "adherents"), ("mode", "visio"),
            ("debut", date(2026, 9, 17)), ("fin", date(2026, 9, 19)), ("heure_debut", time(8)), ("heure_fin", time(13)),
            ("lieu", "Salle"), ("ville", "Nantes"), ("etat", "annule"), ("precision_etat", "Grève."), ("confidentiel", True),
        ],
    )  # fmt: skip
    def test_each_change_counts_once(self, champ, valeur):
        evenement = EvenementFabrique(debut=date(2026, 9, 18), heure_debut=time(9), heure_fin=time(12))
        for attendue in (1, 1):
            setattr(evenement, champ, valeur)
            evenement.save()
            evenement.refresh_from_db()
            assert evenement.revision == attendue
        Evenement.objects.update(corps="<p>Programme.</p>", places=12)
        assert Evenement.objects.get().revision == 1

    def test_a_stale_row_takes_nothing_back(self):
        evenement = EvenementFabrique()
        Evenement.objects.update(ville="Nantes")
        evenement.titre = "Autre"  # saved whole, with the town and the revision of before
        evenement.save()
        assert Evenement.objects.get().revision == 2

    def test_the_database_alone_counts(self):
        EvenementFabrique()
        Evenement.objects.update(revision=40)
        assert Evenement.objects.get().revision == 0


class TestIdentite:
    def test_the_uid_outlives_the_address_and_the_sequence_grows(self, visiteur):
        with time_machine.travel(datetime(2026, 1, 5, 10, tzinfo=UTC), tick=False):
            evenement = EvenementFabrique(slug="avant", debut=date(2026, 9, 1))
            avant = lire(visiteur, "/agenda/avant/calendrier.ics").walk("VEVENT")[0]
        with time_machine.travel(datetime(2026, 1, 6, 10, tzinfo=UTC), tick=False):
            evenement.slug = "apres"
            evenement.save()
            apres = lire(visiteur, "/agenda/apres/calendrier.ics").walk("VEVENT")[0]
        assert avant["uid"] == apres["uid"]
        assert avant["sequence"] == 0
        assert apres["sequence"] == 1
        assert apres.decoded("last-modified") == apres.decoded("dtstamp") == datetime(2026, 1, 6, 10, tzinfo=UTC)

    def test_the_address_is_absolute(self, visiteur, settings):
        settings.CUF_URL = "https://portail.exemple.test"
        assert unique(visiteur)["url"] == "https://portail.exemple.test/agenda/rencontre/"


class TestEtats:
    def test_cancelled(self, visiteur):
        composant = unique(visiteur, etat="annule", precision_etat="Intempéries.")
        assert composant["status"] == "CANCELLED"
        assert composant["summary"] == "Annulé : Rencontre"
        assert "Cet événement est annulé. Intempéries." in composant["description"]

    def test_postponed_to_a_known_day(self, visiteur):
        composant = unique(visiteur, etat="reporte", debut=date(2025, 11, 19), annonce_au=date(2025, 11, 14))
        assert composant["status"] == "CONFIRMED"
        assert composant["summary"] == "Reporté : Rencontre"
        assert "annoncé d’abord au vendredi 14\u00a0novembre 2025" in composant["description"]

    def test_postponed_to_a_day_not_fixed(self, visiteur):
        composant = unique(visiteur, etat="reporte")
        assert composant["status"] == "TENTATIVE"
        assert "annoncé d’abord au" in composant["description"]
        assert "la nouvelle date n’est pas encore fixée" in composant["description"]

    def test_confirmed_and_full(self, visiteur):
        assert unique(visiteur)["status"] == "CONFIRMED"
        assert phrase_d_etat(EvenementFabrique(etat="complet")) == ""

    def test_a_full_one_says_so_in_words(self, visiteur):
        composant = unique(visiteur, etat="complet")
        assert re.match(r"Complet\s: ", composant["summary"])
        assert composant["description"].startswith("Complet\u00a0: toutes les places sont prises.\n")


class TestLieu:
    @pytest.mark.parametrize(
        ("champs", "attendu"),
        [
            ({"lieu": "Hôtel de ville", "ville": "Nancy"}, "Hôtel de ville, Nancy"),
            ({"lieu": "", "ville": ""}, ""),
            ({"mode": "visio", "ville": ""}, "en visioconférence"),
            ({"mode": "hybride", "ville": "Paris"}, "Paris et en visioconférence"),
            ({"mode": "hybride", "ville": ""}, "sur place et en visioconférence"),
        ],
    )
    def test_in_one_line(self, champs, attendu):
        assert lieu_en_clair(EvenementFabrique(**champs)) == attendu


class TestReserve:
    @pytest.mark.parametrize("qui", ["visiteur", "membre", "client_redactrice"])
    def test_no_one_gets_the_text_nor_the_link_of_the_meeting(self, request, qui):
        client = request.getfixturevalue(qui)
        EvenementFabrique(
            slug="r", titre="Réservée", chapo="Chapo.", corps="<p>Corps</p>", acces=Acces.ADHERENTS,
            lien_visio="https://visio.exemple.test/salle",
        )  # fmt: skip
        EvenementFabrique(slug="p", titre="Publique", corps="<p>Corps</p>", lien_visio="https://visio.exemple.test/salle")
        EvenementFabrique(slug="e", titre="Interne", acces=Acces.EQUIPE)
        calendrier = lire(client)
        assert set(evenements(calendrier)) == {"Réservée", "Publique"}
        texte = calendrier.to_ical().decode()
        assert "Corps" not in texte
        assert "visio.exemple.test" not in texte
        assert "Réservé : adhérents de Cités Unies France." in evenements(calendrier)["Réservée"]["description"]
        assert client.get("/agenda/e/calendrier.ics").status_code == 404

    def test_a_confidential_event_has_no_description(self, visiteur):
        assert "description" not in unique(visiteur, confidentiel=True, chapo="Sujet délicat")

    def test_not_online_is_not_found(self, visiteur):
        EvenementFabrique(slug="brouillon", brouillon=True)
        assert visiteur.get("/agenda/brouillon/calendrier.ics").status_code == 404


class TestFlux:
    @time_machine.travel(datetime(2026, 7, 14, 22, 30, tzinfo=UTC), tick=False)  # 15 July in Paris
    def test_to_come_and_the_last_three_months(self, visiteur):
        aujourd_hui = date(2026, 7, 15)
        for titre, jours in (("Demain", 1), ("Aujourd’hui", 0), ("Hier", -1), ("Limite", -92), ("Ancien", -93)):
            EvenementFabrique(titre=titre, debut=aujourd_hui + timedelta(days=jours))
        assert list(evenements(lire(visiteur))) == ["Limite", "Hier", "Aujourd’hui", "Demain"]
        assert list(evenements(lire(visiteur, "/agenda/calendrier.ics?annee=2026&periode=tous"))) == [
            "Demain", "Aujourd’hui", "Hier", "Limite", "Ancien",
        ]  # fmt: skip

    @pytest.mark.parametrize(("minute", "limite"), [(59, "Limite du 14"), (60, "Limite du 15")])
    def test_the_day_changes_at_midnight_in_paris(self, visiteur, minute, limite):
        """What lasted until that day is in, whenever it began; 92 days before 14 July, 13 April."""
        with time_machine.travel(datetime(2026, 7, 14, 21, tzinfo=UTC) + timedelta(minutes=minute), tick=False):
            EvenementFabrique(titre="Limite du 14", debut=date(2026, 3, 1), fin=date(2026, 4, 13))
            EvenementFabrique(titre="Limite du 15", debut=date(2026, 4, 14))
            assert next(iter(evenements(lire(visiteur)))) == limite

    @time_machine.travel(datetime(2026, 7, 14, 12, tzinfo=UTC), tick=False)
    def test_what_awaits_a_new_day_is_to_come(self, visiteur):
        EvenementFabrique(titre="Colloque", etat="reporte", debut=date(2025, 1, 1))
        assert list(evenements(lire(visiteur))) == ["Reporté : Colloque"]

    def test_the_whole_when_asked_with_the_other_filters(self, visiteur, japon):
        EvenementFabrique(titre="À venir", debut=date(2090, 1, 1))
        EvenementFabrique(titre="Ancien", debut=date(1990, 1, 1), pays=[japon])
        assert list(evenements(lire(visiteur))) == ["À venir"]
        assert list(evenements(lire(visiteur, "/agenda/calendrier.ics?tout="))) == ["À venir"]
        assert list(evenements(lire(visiteur, "/agenda/calendrier.ics?tout=1"))) == ["Ancien", "À venir"]
        assert list(evenements(lire(visiteur, "/agenda/calendrier.ics?tout=1&pays=JP"))) == ["Ancien"]

    def test_the_filters_of_the_list_apply(self, visiteur, japon, armenie):
        EvenementFabrique(titre="Japon", pays=[japon])
        EvenementFabrique(titre="Arménie", pays=[armenie])
        assert list(evenements(lire(visiteur, "/agenda/calendrier.ics?pays=JP"))) == ["Japon"]

    @pytest.mark.parametrize("filtre", ["pays=ZZ", "periode=x", "mode=%00", "tout=0", "tout=oui"])
    def test_an_unknown_filter_is_refused(self, visiteur, filtre):
        assert visiteur.get(f"/agenda/calendrier.ics?{filtre}").status_code == 400

    def test_empty_calendar(self, visiteur):
        calendrier = lire(visiteur)
        assert calendrier["version"] == "2.0"
        assert list(calendrier.walk("VEVENT")) == []

    def test_other_methods_are_refused(self, visiteur):
        assert visiteur.post("/agenda/calendrier.ics").status_code == 405

    @pytest.mark.parametrize("nombre", [2, 20])
    def test_number_of_queries(self, visiteur, django_assert_num_queries, nombre):
        for _ in range(nombre):
            EvenementFabrique(heure_debut=time(10, 0))
        # Choices of the filters, rows.
        with django_assert_num_queries(2):
            visiteur.get("/agenda/calendrier.ics")


class TestReserveDansUnFichier:
    """What anyone may download of an event that not everyone may read."""

    def test_the_address_and_the_reason_stay_on_its_page(self, visiteur):
        composant = unique(
            visiteur,
            acces=Acces.ADHERENTS,
            lieu="Salle du sous-sol, code 4B",
            ville="Nancy",
            etat="annule",
            precision_etat="Le ministre ne vient plus.",
            lien_visio="https://visio.exemple.test/secret",
        )
        assert str(composant["location"]) == "Nancy"
        assert "Cet événement est annulé." in str(composant["description"])
        texte = composant.to_ical().decode()
        assert "sous-sol" not in texte and "ministre" not in texte and "visio.exemple.test" not in texte

    def test_a_meeting_without_a_town_has_no_place(self, visiteur):
        assert "location" not in unique(visiteur, acces=Acces.GROUPE, lieu="Chez nous", ville="")


@pytest.mark.parametrize(
    "signe", ["\x01", "\x0b", "\x1f", "\x7f", "\x85", "\x9b", "\u2028", "\u2029", "\u202e", "\u200b", "\ufeff"]
)
def test_no_sign_that_is_not_read_goes_out(signe, visiteur):
    EvenementFabrique(
        slug="rencontre", titre=f"Un{signe} titre", chapo=f"Un{signe} chapo", lieu=f"Une{signe} salle", etat="annule",
        precision_etat=f"Grève{signe}",
    )  # fmt: skip
    texte = visiteur.get("/agenda/rencontre/calendrier.ics").text
    assert signe not in texte
    (composant,) = Calendar.from_ical(texte).walk("VEVENT")
    assert composant["summary"] == "Annulé : Un titre"
    assert composant["location"] == "Une salle, Paris"


@pytest.mark.parametrize("texte", ["a\r\nATTENDEE:mailto:x@exemple.test", "a\rb", "a\x0bb\x1fc", "a;b,c\\d\u2028e", "\ufffe"])
def test_no_text_adds_a_line_to_the_file(texte, visiteur):
    EvenementFabrique(slug="rencontre", titre=texte, chapo=texte, lieu=texte)
    (composant,) = lire(visiteur, "/agenda/rencontre/calendrier.ics").walk("VEVENT")
    dates = {"DTSTAMP", "CREATED", "LAST-MODIFIED", "DTSTART", "DTEND"}
    assert set(composant) <= dates | {"UID", "SEQUENCE", "SUMMARY", "STATUS", "URL", "LOCATION", "DESCRIPTION"}
    assert len(composant.errors) == 0
