"""The screen of the day after an election: what it lists, and what each of its buttons writes."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta
from threading import Barrier
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from annuaire.models import Election, Mandat, Personne
from groupes_pays import actions
from groupes_pays.models import Presidence
from redaction.versions import versions_de
from socle.dates import date_simple
from socle.models import Journal
from tests.fabriques import (
    CollectiviteFabrique,
    ElectionFabrique,
    GroupeFabrique,
    MandatFabrique,
    PersonneFabrique,
    PresidenceFabrique,
)
from tests.lecture_html import sur_une_ligne

pytestmark = pytest.mark.django_db

TOUR = date(2026, 3, 22)
AUJOURD_HUI = date(2026, 3, 23)
MATIN = datetime(2026, 3, 23, 9, tzinfo=ZoneInfo("Europe/Paris"))


@pytest.fixture(autouse=True)
def matin():
    with time_machine.travel(MATIN, tick=False):
        yield


@pytest.fixture
def election(db):
    return ElectionFabrique()


@pytest.fixture
def adresse(election):
    return f"/admin/annuaire/election/{election.pk}/confirmer/"


@pytest.fixture
def mandat(aix):
    return MandatFabrique(collectivite=aix, personne__prenom="Karima", personne__nom="Zerkani", fonction="adjointe au maire")


@pytest.fixture
def presidence(mandat):
    return PresidenceFabrique(groupe=GroupeFabrique(nom="Groupe-pays Japon"), personne=mandat.personne, debut=date(2020, 9, 1))


def relu(ligne):
    return type(ligne).objects.get(pk=ligne.pk)


class TestListe:
    def test_who_chairs_a_group_comes_first_then_each_collectivite(self, adresse, client_editrice, presidence):
        for nom in ("Ville de Zuydcoote", "Ville d’Albi"):
            MandatFabrique(collectivite=CollectiviteFabrique(nom=nom), fonction="maire")
        page = client_editrice.get(adresse).text
        places = [page.index(f"<h2>{nom}</h2>") for nom in ("Ville d’Aix-en-Provence", "Ville d’Albi", "Ville de Zuydcoote")]
        assert places == sorted(places)
        assert "Préside\u00a0: Groupe-pays Japon" in page and "3 mandats à confirmer" in page

    def test_only_the_collectivites_concerned_are_listed(self, adresse, client_editrice, mandat):
        ailleurs = CollectiviteFabrique(type="region", nom="Région d’ailleurs")
        MandatFabrique(collectivite=ailleurs)
        assert "Région d’ailleurs" not in client_editrice.get(f"{adresse}?etat=tous").text

    def test_filters(self, election, adresse, client_editrice, editrice, mandat, presidence):
        MandatFabrique(fonction="maire", personne__nom="Ducros")
        fini = MandatFabrique(fonction="maire", personne__nom="Sortant")
        actions.terminer_mandats(election=election, cles=[fini.pk], par=editrice)

        def noms(requete):
            page = client_editrice.get(adresse + requete).text
            return [nom for nom in ("Zerkani", "Ducros", "Sortant") if nom in page]

        assert noms("") == ["Zerkani", "Ducros"]
        assert noms("?q=ducros") == ["Ducros"]
        assert noms("?presidences=on") == ["Zerkani"]
        assert noms("?etat=termines") == ["Sortant"]
        assert noms("?etat=tous") == ["Zerkani", "Ducros", "Sortant"]
        actions.confirmer_mandats(election=election, cles=[mandat.pk], par=editrice)
        assert noms("?etat=confirmes") == ["Zerkani"]
        assert ">2 sur 3</progress>" in client_editrice.get(adresse).text
        assert client_editrice.get(f"{adresse}?etat=rien").status_code == 400

    def test_twenty_rows_cost_the_queries_of_two(self, adresse, client_editrice):
        def cout(nombre):
            for _ in range(nombre):
                PresidenceFabrique(personne=MandatFabrique().personne)
            with CaptureQueriesContext(connection) as requetes:
                assert client_editrice.get(adresse).status_code == 200
            return len(requetes)

        cout(1)
        assert cout(1) == cout(18) <= 20

    def test_before_the_day_after_nothing_is_asked(self, election, adresse, client_editrice, mandat):
        Election.objects.update(dernier_tour=AUJOURD_HUI)
        page = sur_une_ligne(client_editrice.get(adresse).text)
        assert f"à partir du {date_simple(date(2026, 3, 24))}" in page and "confirmer_un" not in page

    def test_rights(self, election, adresse, mandat, client_redactrice, membre, client_editrice):
        assert "confirmer_un" in client_editrice.get(adresse).text
        assert "confirmer_un" not in client_redactrice.get(adresse).text
        assert client_redactrice.post(adresse, {"confirmer_un": mandat.pk}).status_code == 403
        assert client_redactrice.get(f"{adresse}{mandat.pk}/").status_code == 403
        assert membre.get(adresse).status_code == 302
        assert client_editrice.get(f"/admin/annuaire/election/{election.pk + 1}/confirmer/").status_code == 404

    @pytest.mark.parametrize("envoi", [{}, {"confirmer": ""}, {"terminer": "", "mandats": ["x", "9" * 30]}])
    def test_what_says_nothing_writes_nothing(self, adresse, client_editrice, mandat, envoi):
        assert client_editrice.post(adresse, envoi).status_code == 400
        assert relu(mandat).constate_le is None and relu(mandat).fin is None


class TestGestes:
    def test_confirmed_by_its_button(self, adresse, client_editrice, editrice, mandat, presidence):
        autre = MandatFabrique()
        assert client_editrice.post(adresse, {"confirmer_un": mandat.pk}).status_code == 302
        assert relu(mandat).constate_le == relu(presidence).constate_le == AUJOURD_HUI
        assert relu(mandat).fin is None and relu(autre).constate_le is None
        assert set(Journal.objects.filter(par=editrice).values_list("action", "intitule")) == {
            ("verifier", str(mandat)),
            ("verifier", str(presidence)),
        }
        for objet in (mandat.personne, presidence.groupe):
            assert "Après les élections municipales" in versions_de(objet).first().revision.comment

    def test_ended_in_bulk_with_the_presidency(self, adresse, client_editrice, mandat, presidence):
        autre = MandatFabrique()
        client_editrice.post(adresse, {"terminer": "", "mandats": [mandat.pk, autre.pk]})
        assert [relu(ligne).fin for ligne in (mandat, autre, presidence)] == [TOUR] * 3
        assert Journal.objects.filter(action="terminer").count() == 3

    def test_a_presidency_held_by_another_mandate_stays(self, election, editrice, mandat, presidence):
        # Begun with the election: it is the one that the person chairs with.
        MandatFabrique(personne=mandat.personne, debut=date(2026, 3, 15))
        actions.terminer_mandats(election=election, cles=[mandat.pk], par=editrice)
        assert relu(mandat).fin == TOUR and relu(presidence).fin is None

    def test_what_the_election_does_not_question_is_left(self, election, editrice):
        lignes = [
            MandatFabrique(collectivite=CollectiviteFabrique(type="region")),
            MandatFabrique(constate_le=AUJOURD_HUI),
            MandatFabrique(debut=date(2026, 3, 16)),
        ]
        assert actions.terminer_mandats(election=election, cles=[une.pk for une in lignes], par=editrice) == 0
        assert [relu(une).fin for une in lignes] == [None] * 3

    def test_the_same_button_twice_writes_once(self, adresse, client_editrice, mandat):
        client_editrice.post(adresse, {"terminer_un": mandat.pk})
        suite = client_editrice.post(adresse, {"confirmer_un": mandat.pk}, follow=True)
        assert "Quelqu’un avait déjà répondu\u00a0: 1" in suite.text
        assert relu(mandat).constate_le is None


class TestRemplacement:
    def envoi(self, **champs):
        return {"personne": "", "prenom": "", "nom": "", "fonction": "maire", "debut": "2026-03-28", **champs}

    def test_by_someone_new_who_chairs_too(self, adresse, client_editrice, mandat, presidence):
        page = client_editrice.get(f"{adresse}{mandat.pk}/").text
        assert "Préside aussi\u00a0: Groupe-pays Japon" in page and 'value="2026-03-23"' in page
        envoi = self.envoi(prenom="Ana", nom="Lopez", preside="on")
        assert client_editrice.post(f"{adresse}{mandat.pk}/", envoi).status_code == 302
        ana = Personne.objects.get(nom="Lopez")
        nouveau = ana.mandats.get()
        assert (nouveau.fonction, nouveau.debut, nouveau.collectivite) == ("maire", date(2026, 3, 28), mandat.collectivite)
        assert nouveau.constate_le == AUJOURD_HUI and relu(mandat).fin == relu(presidence).fin == TOUR
        assert ana.presidences.get().debut == AUJOURD_HUI
        assert versions_de(ana).count() == 1

    def test_by_someone_known_who_does_not_chair(self, adresse, client_editrice, mandat, presidence):
        connue = PersonneFabrique()
        client_editrice.post(f"{adresse}{mandat.pk}/", self.envoi(personne=connue.pk))
        assert connue.mandats.count() == 1 and not connue.presidences.exists()
        assert relu(presidence).fin == TOUR

    def test_by_the_same_person_the_presidency_stays(self, adresse, client_editrice, mandat, presidence):
        client_editrice.post(f"{adresse}{mandat.pk}/", self.envoi(personne=mandat.personne_id))
        assert mandat.personne.mandats.count() == 2 and relu(mandat).fin == TOUR
        assert relu(presidence).fin is None and relu(presidence).constate_le == AUJOURD_HUI
        assert not Presidence.objects.avec_mandat().get().a_designer

    @pytest.mark.parametrize(
        ("champs", "champ"),
        [
            ({}, "personne"),
            ({"prenom": "Ana"}, "personne"),
            ({"personne": "0"}, "personne"),
            ({"prenom": "karima", "nom": "ZERKANI"}, "prenom"),
            ({"prenom": "Ana", "nom": "Lopez", "fonction": ""}, "fonction"),
            ({"prenom": "Ana", "nom": "Lopez", "debut": "hier"}, "debut"),
        ],
    )
    def test_what_is_refused_says_why_and_writes_nothing(self, adresse, client_editrice, mandat, champs, champ):
        reponse = client_editrice.post(f"{adresse}{mandat.pk}/", self.envoi(**champs))
        assert reponse.status_code == 400 and champ in reponse.context["formulaire"].errors
        assert Mandat.objects.get().fin is None and Personne.objects.count() == 1

    def test_a_namesake_is_someone_else_when_said_so(self, adresse, client_editrice, mandat):
        envoi = self.envoi(prenom="Karima", nom="Zerkani", homonyme="on")
        assert client_editrice.post(f"{adresse}{mandat.pk}/", envoi).status_code == 302
        assert Personne.objects.filter(nom="Zerkani").count() == 2

    def test_of_a_mandate_that_someone_answered_for(self, adresse, election, editrice, client_editrice, mandat):
        actions.confirmer_mandats(election=election, cles=[mandat.pk], par=editrice)
        suite = client_editrice.post(f"{adresse}{mandat.pk}/", self.envoi(prenom="Ana", nom="Lopez"), follow=True)
        assert "quelqu’un a déjà répondu" in suite.text and Mandat.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_people_answer_at_once_and_one_is_heard(editrice):
    election, mandat = ElectionFabrique(), MandatFabrique()
    depart = Barrier(2, timeout=20)

    def repondre(agir):
        try:
            depart.wait()
            return agir(election=election, cles=[mandat.pk], par=editrice)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as fils:
        faits = list(fils.map(repondre, [actions.confirmer_mandats, actions.terminer_mandats]))
    assert sorted(faits) == [0, 1]
    assert (relu(mandat).fin is None) is (faits == [1, 0])


def test_the_dashboard_counts_them_until_none_is_left(
    adresse, election, editrice, client_editrice, client_redactrice, presidence
):
    titre = f"Mandats à confirmer après l’élection du {date_simple(TOUR)}"
    page = sur_une_ligne(client_editrice.get("/admin/").text)
    mandat = Mandat.objects.get()
    assert titre in page and f"{adresse}#mandat-{mandat.pk}" in page and "préside un groupe" in page
    assert titre not in client_redactrice.get("/admin/").text
    actions.confirmer_mandats(election=election, cles=[mandat.pk], par=editrice)
    assert titre not in client_editrice.get("/admin/").text


class TestElection:
    LISTE = "/admin/annuaire/election/"
    CHAMPS = {"genre": "municipales", "premier_tour": "15/03/2026", "dernier_tour": "22/03/2026"}

    def test_it_is_written_in_its_form_and_leads_to_its_mandates(self, client_editrice):
        assert client_editrice.post(f"{self.LISTE}add/", {**self.CHAMPS, "types": ["commune", "epci"]}).status_code == 302
        election = Election.objects.get()
        assert election.types == ["commune", "epci"] and election.premier_tour == TOUR - timedelta(days=7)
        assert f"{election.pk}/confirmer/" in client_editrice.get(self.LISTE).text
        assert f"{election.pk}/confirmer/" in client_editrice.get(f"{self.LISTE}{election.pk}/change/").text

    @pytest.mark.parametrize(
        ("champs", "champ"),
        [
            ({}, "types"),
            ({"types": ["canton"]}, "types"),
            ({"types": ["commune"], "dernier_tour": "14/03/2026"}, "dernier_tour"),
            ({"types": ["commune"], "periode_du": "01/09/2025"}, "periode_au"),
        ],
    )
    def test_what_its_form_refuses(self, client_editrice, champs, champ):
        reponse = client_editrice.post(f"{self.LISTE}add/", {**self.CHAMPS, **champs})
        assert champ in reponse.context["adminform"].form.errors
        assert not Election.objects.exists()
