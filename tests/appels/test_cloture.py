"""The closing of an appeal or an offer: by itself, told by kept pages at the very hour, in Paris."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine

from appels.heures import prochaine_cloture
from appels.models import Appel
from tests.fabriques import AppelFabrique, SignatureFabrique
from tests.lecture_html import sur_une_ligne
from tests.refus import refuse_par_la_base, verifier_le_refus

PARIS = ZoneInfo("Europe/Paris")
LISTE = "/appels-et-offres/"


def lu(client, adresse):
    reponse = client.get(adresse)
    assert reponse.status_code == 200
    return sur_une_ligne(reponse.text)


@pytest.mark.django_db(transaction=True)
class TestPagesGardees:
    """Out of a transaction, where pages are kept."""

    @pytest.mark.parametrize("minuit", [datetime(2026, 7, 14, 22, tzinfo=UTC), datetime(2026, 12, 14, 23, tzinfo=UTC)])
    def test_a_day_closes_at_midnight_in_paris(self, visiteur, minuit):
        with time_machine.travel(minuit - timedelta(days=1, minutes=1), tick=False):
            AppelFabrique(titre="Un stage", slug="stage", genre="stage", cloture=(minuit + timedelta(hours=-3)).date())
            assert "Clôture demain, le " in lu(visiteur, f"{LISTE}stage/")
            assert "Clôture demain, le " in lu(visiteur, LISTE)
        with time_machine.travel(minuit - timedelta(seconds=1), tick=False):
            assert "Clôture aujourd’hui, le " in lu(visiteur, f"{LISTE}stage/")
            assert "Un stage" in lu(visiteur, LISTE)
        with time_machine.travel(minuit, tick=False):
            assert "<strong>Clos depuis le " in lu(visiteur, f"{LISTE}stage/")
            assert "Un stage" not in lu(visiteur, LISTE)
            assert "Un stage" in lu(visiteur, f"{LISTE}?etat=clos")
            assert "Un stage" not in visiteur.get(f"{LISTE}flux.rss").text

    @pytest.mark.parametrize("jour", [date(2026, 7, 14), date(2026, 12, 14)])
    def test_an_hour_closes_in_the_day(self, visiteur, jour):
        midi = datetime.combine(jour, time(12), tzinfo=PARIS)
        with time_machine.travel(midi - timedelta(hours=2), tick=False):
            AppelFabrique(titre="Un appel", slug="appel", cloture=jour, heure_cloture=time(12))
            assert "Clôture aujourd’hui, le " in lu(visiteur, f"{LISTE}appel/")
        with time_machine.travel(midi - timedelta(seconds=1), tick=False):
            assert "Un appel" in lu(visiteur, LISTE)
            assert "Clôture aujourd’hui, le " in lu(visiteur, f"{LISTE}appel/")
        with time_machine.travel(midi, tick=False):
            assert "Un appel" not in lu(visiteur, LISTE)
            assert "<strong>Clos depuis le " in lu(visiteur, f"{LISTE}appel/")

    def test_a_signature_shows_at_the_next_request(self, visiteur):
        signature = SignatureFabrique(appel__slug="appel", prenom="Ada", nom="Martin")
        assert "Ada Martin" in lu(visiteur, f"{LISTE}appel/")
        signature.nom = "Durand"
        signature.save()
        assert "Ada Durand" in lu(visiteur, f"{LISTE}appel/")
        signature.delete()
        assert "signataire" not in lu(visiteur, f"{LISTE}appel/")


def prochaine():
    """Return the first hour after now at which what is published closes; None when there is none."""
    (heures,) = prochaine_cloture(datetime.now(UTC))
    return heures.first()


@pytest.mark.django_db
class TestHeures:
    def test_the_next_hour_is_that_of_what_is_published(self):
        with time_machine.travel(datetime(2026, 6, 1, 10, tzinfo=PARIS), tick=False) as maintenant:
            assert prochaine() is None
            AppelFabrique(cloture=date(2026, 6, 1), heure_cloture=time(9))
            AppelFabrique(cloture=date(2026, 6, 1), heure_cloture=time(11), brouillon=True)
            AppelFabrique(cloture=date(2026, 6, 1), heure_cloture=time(15))
            AppelFabrique(cloture=date(2026, 6, 1))
            AppelFabrique(cloture=None)
            assert prochaine() == datetime(2026, 6, 1, 15, tzinfo=PARIS)
            maintenant.move_to(datetime(2026, 6, 1, 15, tzinfo=PARIS))
            assert prochaine() == datetime(2026, 6, 2, tzinfo=PARIS)

    @pytest.mark.parametrize(
        ("jour", "instant"),
        [
            (date(2026, 6, 30), datetime(2026, 6, 30, 22, tzinfo=UTC)),
            (date(2026, 12, 31), datetime(2026, 12, 31, 23, tzinfo=UTC)),
            # The last day of summer time has 25 hours, its first 23.
            (date(2026, 10, 25), datetime(2026, 10, 25, 23, tzinfo=UTC)),
            (date(2026, 3, 29), datetime(2026, 3, 29, 22, tzinfo=UTC)),
        ],
    )
    def test_the_database_says_when_a_day_ends_in_paris(self, jour, instant):
        appel = AppelFabrique(cloture=jour)
        assert Appel.objects.get(pk=appel.pk).ferme_le == instant
        Appel.objects.filter(pk=appel.pk).update(cloture=None)
        assert Appel.objects.get(pk=appel.pk).ferme_le is None


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("cloture", "heure", "dit"),
    [
        (None, None, "Sans date limite"),
        (date(2026, 6, 1), None, "Clôture aujourd’hui, le lundi 1ᵉʳ\u00a0juin 2026"),
        (date(2026, 6, 1), time(17, 30), "Clôture aujourd’hui, le lundi 1ᵉʳ\u00a0juin 2026 à\u00a017\u00a0h\u00a030"),
        (date(2026, 6, 2), None, "Clôture demain, le mardi 2\u00a0juin 2026"),
        (date(2026, 6, 3), None, "Clôture dans 2 jours, le mercredi 3\u00a0juin 2026"),
        (date(2026, 6, 15), None, "Clôture dans 14 jours, le lundi 15\u00a0juin 2026"),
        (date(2026, 6, 16), None, "Clôture le mardi 16\u00a0juin 2026"),
        (date(2026, 5, 31), None, "Clos depuis le dimanche 31\u00a0mai 2026"),
        (date(2026, 6, 1), time(8), "Clos depuis le lundi 1ᵉʳ\u00a0juin 2026 à\u00a08\u00a0h"),
    ],
)
def test_the_closing_is_said_in_words(cloture, heure, dit):
    with time_machine.travel(datetime(2026, 6, 1, 10, tzinfo=PARIS), tick=False):
        appel = AppelFabrique(cloture=cloture, heure_cloture=heure)
        assert appel.quand == dit


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("champs", "contrainte", "message"),
    [
        ({"cloture": date(1899, 12, 31)}, "appels_appel_annees", "Les années vont de 1900 à 2100"),
        ({"cloture": date(2101, 1, 1)}, "appels_appel_annees", "Les années vont de 1900 à 2100"),
        ({"cloture": None, "heure_cloture": time(12)}, "appels_appel_heure_sans_jour", "demande un jour de clôture"),
        ({"heure_cloture": time(0)}, "appels_appel_minuit", "laissez l’heure vide"),
        ({"genre": "enquete", "contrat": "CDD"}, "appels_appel_contrat", "Seuls un emploi et un stage"),
    ],
)
def test_what_makes_no_sense_is_refused(champs, contrainte, message):
    verifier_le_refus(AppelFabrique.build(**champs), contrainte, message)


@pytest.mark.django_db
def test_one_signs_once():
    une = SignatureFabrique(prenom="Ada", nom="Martin")
    verifier_le_refus(
        SignatureFabrique.build(appel=une.appel, prenom="Ada", nom="Martin"), "appels_signature_une_fois", "a déjà signé"
    )
    with refuse_par_la_base("appels_signature_une_fois"):
        SignatureFabrique(appel=une.appel, prenom="Ada", nom="Martin")
    SignatureFabrique(appel=une.appel, prenom="Ada", nom="Martin", fonction="conseillère régionale")
