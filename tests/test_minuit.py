"""What is true from a day to another changes at midnight in Paris, summer and winter, wherever a page shows it."""

import re
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine

from tests.fabriques import (
    ActualiteFabrique,
    AdhesionFabrique,
    DocumentFabrique,
    EvenementFabrique,
    GroupeFabrique,
    MandatFabrique,
    PresidenceFabrique,
)
from tests.lecture_html import sur_une_ligne

PARIS = ZoneInfo("Europe/Paris")
# The last day of something; in summer, midnight in Paris is at 22 h UTC, in winter at 23 h.
DERNIERS_JOURS = [date(2026, 6, 30), date(2026, 12, 31)]


@pytest.fixture(params=DERNIERS_JOURS, ids=["été", "hiver"])
def jour(request):
    return request.param


@pytest.fixture
def lire(client_de):
    """Return a function reading a page one minute before the end of a day in Paris, or one minute after."""

    def lire(compte, chemin, jour, minutes):
        minuit = datetime(jour.year, jour.month, jour.day, tzinfo=PARIS) + timedelta(days=1)
        with time_machine.travel(minuit + timedelta(minutes=minutes), tick=False):
            reponse = client_de(compte).get(chemin)
            octets = b"".join(reponse.streaming_content) if reponse.streaming else reponse.content
            return reponse.status_code, sur_une_ligne(octets.decode(errors="replace"))

    return lire


def avant_et_apres(lire, compte, chemin, jour, voir):
    """Return what `voir` gives of the status and text of a page at 23 h 59 then at 0 h 01."""
    return [voir(*lire(compte, chemin, jour, minutes)) for minutes in (-1, 1)]


@pytest.fixture(params=["fin", "début"])
def adhesion(request, jour, billere):
    """Whether Dana's collectivité is an adhérent at 23 h 59, then at 0 h 01: a membership that ends, or one that begins."""
    if request.param == "fin":
        AdhesionFabrique(collectivite=billere, debut=jour - timedelta(days=100), fin=jour)
        return [True, False]
    AdhesionFabrique(collectivite=billere, debut=jour + timedelta(days=1), fin=None)
    return [False, True]


class TestAdhesion:
    def test_what_adherents_read(self, lire, dana, jour, adhesion):
        il_y_a_longtemps = datetime(2026, 1, 5, 10, tzinfo=PARIS)
        pages = [
            ActualiteFabrique(acces="adherents", publie_le=il_y_a_longtemps),
            EvenementFabrique(acces="adherents", publie_le=il_y_a_longtemps, debut=date(2026, 1, 20)),
            DocumentFabrique(acces="adherents"),
        ]
        for page in pages:
            ouvre = avant_et_apres(lire, dana, page.get_absolute_url(), jour, lambda statut, texte: statut == 200)
            assert ouvre == adhesion

    def test_the_members_space(self, lire, dana, jour, adhesion):
        for mots, dits in (
            (">Adhérente<", adhesion),
            (">Non adhérente<", adhesion[::-1]),
            ("n’est pas adhérente", adhesion[::-1]),
        ):
            assert avant_et_apres(lire, dana, "/espace/", jour, lambda statut, texte, mots=mots: mots in texte) == dits

    def test_the_directory(self, lire, dana, jour, adhesion, billere):
        def nommee(statut, texte):
            return f'href="{billere.get_absolute_url()}"' in texte

        def dite_adherente(statut, texte):
            return re.search(r'class="etiquette[^>]*> ?Adhérente', texte) is not None

        assert avant_et_apres(lire, dana, "/annuaire/?adherent=oui", jour, nommee) == adhesion
        assert avant_et_apres(lire, dana, "/annuaire/?adherent=non", jour, nommee) == adhesion[::-1]
        for chemin in ("/annuaire/", billere.get_absolute_url()):
            assert avant_et_apres(lire, dana, chemin, jour, dite_adherente) == adhesion


def test_a_mandate_ends_and_the_next_begins(lire, dana, jour, billere):
    for nom, dates in (("Sortante", {"fin": jour}), ("Entrante", {"debut": jour + timedelta(days=1)})):
        MandatFabrique(collectivite=billere, personne__nom=nom, **dates)
    noms = avant_et_apres(lire, dana, billere.get_absolute_url(), jour, lambda _, texte: re.findall("Sortante|Entrante", texte))
    assert [set(un) for un in noms] == [{"Sortante"}, {"Entrante"}]


def test_a_presidency_ends_and_the_next_begins(lire, dana, jour, japon):
    groupe = GroupeFabrique(slug="essai", pays=[japon])
    PresidenceFabrique(groupe=groupe, personne__nom="Sortante", fin=jour)
    PresidenceFabrique(groupe=groupe, personne__nom="Entrante", debut=jour + timedelta(days=1))
    # The page of the group keeps those that are over, under a title of their own.
    for chemin, jusqu_a in (
        ("/groupes-pays/", "<footer"),
        ("/groupes-pays/essai/", "Présidences précédentes"),
        ("/pays/japon/", "<footer"),
    ):
        noms = avant_et_apres(
            lire, dana, chemin, jour, lambda _, texte, fin=jusqu_a: set(re.findall("Sortante|Entrante", texte.split(fin)[0]))
        )
        assert noms == [{"Sortante"}, {"Entrante"}], chemin


def test_an_event_is_over_the_day_after_its_last(lire, dana, jour):
    evenement = EvenementFabrique(
        slug="essai", titre="Une rencontre", debut=jour, inscription_au=jour, publie_le=datetime(2026, 1, 5, tzinfo=PARIS)
    )

    def nomme(statut, texte):
        return f'href="{evenement.get_absolute_url()}"' in texte

    assert avant_et_apres(lire, dana, "/", jour, nomme) == [True, False]
    assert avant_et_apres(lire, dana, "/agenda/", jour, nomme) == [True, False]
    assert avant_et_apres(lire, dana, "/agenda/?periode=passes", jour, nomme) == [False, True]


def test_registrations_open_and_close(lire, dana, jour):
    demain = jour + timedelta(days=1)
    dates = {"debut": jour + timedelta(days=20), "publie_le": datetime(2026, 1, 5, tzinfo=PARIS)}
    dits = {}
    for slug, inscription in (("ferme", {"inscription_au": jour}), ("ouvre", {"inscription_du": demain})):
        adresse = EvenementFabrique(slug=slug, **dates, **inscription).get_absolute_url()
        mot = re.compile(r"<dt>Inscriptions</dt>\s*<dd>\s*(\w+)")
        dits[slug] = avant_et_apres(lire, dana, adresse, jour, lambda _, texte, mot=mot: mot.search(texte)[1])
    assert dits == {"ferme": ["Ouvertes", "Closes"], "ouvre": ["Elles", "Ouvertes"]}
