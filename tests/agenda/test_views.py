"""The agenda on the site: list, month, page of an event, access, number of queries."""

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

pytestmark = pytest.mark.django_db


def titres(reponse):
    return [evenement.titre for evenement in reponse.context["page_obj"]]


def dans(jours):
    return timezone.localdate() + timedelta(days=jours)


class TestListe:
    def test_to_come_by_default_soonest_first(self, visiteur):
        for titre, jours in (("Hier", -1), ("Aujourd’hui", 0), ("Dans un mois", 30), ("Demain", 1)):
            EvenementFabrique(titre=titre, debut=dans(jours))
        EvenementFabrique(titre="En cours", debut=dans(-2), fin=dans(2))
        assert titres(visiteur.get("/agenda/")) == ["En cours", "Aujourd’hui", "Demain", "Dans un mois"]
        assert titres(visiteur.get("/agenda/?periode=passes")) == ["Hier"]
        assert len(titres(visiteur.get("/agenda/?periode=tous"))) == 5

    @pytest.mark.parametrize(
        ("maintenant", "a_venir"),
        [
            # At 23:30 UTC it is already tomorrow in Paris, in summer and in winter; at 21:30 UTC in winter, not yet.
            (datetime(2026, 7, 14, 23, 30, tzinfo=UTC), False),
            (datetime(2026, 7, 14, 21, 30, tzinfo=UTC), True),
            (datetime(2026, 7, 14, 22, 30, tzinfo=UTC), False),
        ],
    )
    def test_an_event_is_past_at_midnight_in_paris_in_summer(self, visiteur, maintenant, a_venir):
        EvenementFabrique(titre="14 juillet", debut=date(2026, 7, 14), publie_le=datetime(2026, 1, 1, tzinfo=UTC))
        with time_machine.travel(maintenant, tick=False):
            assert (titres(visiteur.get("/agenda/")) == ["14 juillet"]) is a_venir
            assert (titres(visiteur.get("/agenda/?periode=passes")) == ["14 juillet"]) is not a_venir

    @pytest.mark.parametrize(("heure", "a_venir"), [(22, True), (23, False)])
    def test_and_in_winter(self, visiteur, heure, a_venir):
        EvenementFabrique(titre="Noël", debut=date(2026, 12, 25), publie_le=datetime(2026, 1, 1, tzinfo=UTC))
        with time_machine.travel(datetime(2026, 12, 25, heure, 30, tzinfo=UTC), tick=False):
            assert (titres(visiteur.get("/agenda/")) == ["Noël"]) is a_venir

    def test_a_year_alone_shows_all_of_it(self, visiteur):
        EvenementFabrique(titre="Ancien", debut=date(2019, 3, 1))
        EvenementFabrique(titre="Autre", debut=date(2020, 3, 1))
        reponse = visiteur.get("/agenda/?annee=2019")
        assert titres(reponse) == ["Ancien"]
        assert "1 événement<" in reponse.text

    def test_each_filter(self, visiteur, japon, armenie):
        EvenementFabrique(
            titre="Choisi",
            pays=[japon],
            themes=[ThemeFabrique(slug="climat")],
            groupes=[GroupeFabrique(slug="dalc")],
            genre="atelier",
            mode="visio",
            etat="complet",
        )
        EvenementFabrique(titre="Autre", pays=[armenie])
        for filtre in ("pays=JP", "theme=climat", "groupe=dalc", "type=atelier", "mode=visio", "etat=complet"):
            assert titres(visiteur.get(f"/agenda/?{filtre}")) == ["Choisi"], filtre

    def test_the_calendar_link_keeps_the_filters(self, visiteur, japon):
        EvenementFabrique(pays=[japon])
        assert 'href="/agenda/calendrier.ics?pays=JP"' in visiteur.get("/agenda/?pays=JP&page=1").text

    def test_months_are_headings(self, visiteur):
        EvenementFabrique(debut=date(2031, 3, 18))
        assert '<h2 class="liste__mois">mars 2031</h2>' in visiteur.get("/agenda/").text

    def test_empty(self, visiteur):
        assert "Aucun événement à venir pour le moment" in visiteur.get("/agenda/").text

    @pytest.mark.parametrize("filtre", ["periode=x", "annee=99999999999999", "pays=%00", "etat=annul%C3%A9"])
    def test_unknown_value_is_refused_with_a_message(self, visiteur, filtre):
        EvenementFabrique()
        reponse = visiteur.get(f"/agenda/?{filtre}")
        assert reponse.status_code == 400
        assert "n’existe pas" in reponse.text

    @pytest.mark.parametrize("requete", ["periode=", "periode[]=passes", "%00=1", "q='%22<script>"])
    def test_strange_but_harmless_addresses(self, visiteur, requete):
        assert visiteur.get(f"/agenda/?{requete}").status_code == 200

    def test_a_page_that_does_not_exist_is_not_found(self, visiteur):
        assert visiteur.get("/agenda/?page=2").status_code == 404

    @pytest.mark.parametrize("nombre", [2, 20])
    def test_number_of_queries(self, visiteur, django_assert_num_queries, japon, nombre):
        for _ in range(nombre):
            EvenementFabrique(pays=[japon])
        # Menu, choices of the filters, count, rows, countries.
        with django_assert_num_queries(5):
            visiteur.get("/agenda/")

    def test_minutes_are_found_among_the_past(self, visiteur):
        EvenementFabrique(titre="Avec", debut=dans(-9), compte_rendu=DocumentFabrique(acces="groupe"))
        EvenementFabrique(titre="Interne", debut=dans(-9), compte_rendu=DocumentFabrique(acces="equipe"))
        EvenementFabrique(titre="Sans", debut=dans(-9))
        reponse = visiteur.get("/agenda/?suites=compte-rendu")
        assert titres(reponse) == ["Avec"]
        assert '<option value="" selected>Toutes</option>' in reponse.text

    def test_the_calendar_opens_on_the_month_of_the_first_event(self, visiteur):
        evenement = EvenementFabrique(debut=dans(70))
        assert f'href="/agenda/{evenement.debut:%Y/%m}/"' in visiteur.get("/agenda/").text

    def test_one_subscribes_with_an_address_that_keeps_the_filters(self, visiteur, japon, settings):
        EvenementFabrique(pays=[japon])
        texte = visiteur.get("/agenda/?pays=JP&periode=tous&page=1").text
        assert 'href="webcal://testserver/agenda/calendrier.ics?pays=JP"' in texte
        assert f'value="{settings.CUF_URL}/agenda/calendrier.ics?pays=JP"' in texte
        assert "calendrier.ics?" not in visiteur.get("/agenda/?periode=tous").text


class TestReportSansDate:
    """An event whose new day is not known yet is neither past, nor in the month first announced."""

    @pytest.fixture
    def pages(self, visiteur):
        en_ligne = {"publie_le": datetime(2026, 1, 1, tzinfo=UTC)}
        EvenementFabrique(slug="r", titre="Atelier reporté", debut=date(2026, 2, 9), etat="reporte", corps="", **en_ligne)
        EvenementFabrique(titre="Réunion prévue", debut=date(2026, 4, 1), **en_ligne)
        with time_machine.travel(datetime(2026, 2, 18, 12, tzinfo=UTC), tick=False):
            yield lambda adresse: visiteur.get(adresse).text

    def test_it_closes_the_list_under_its_own_heading(self, pages):
        texte = pages("/agenda/")
        suite = [">avril 2026</h2>", "Réunion prévue", ">Nouvelle date à fixer</h2>", "Atelier reporté"]
        assert sorted(suite, key=texte.index) == suite
        assert ">février 2026</h2>" not in texte
        assert "Atelier reporté" not in pages("/agenda/?periode=passes")
        # Among all the events, it stands in the month first announced.
        assert ">février 2026</h2>" in pages("/agenda/?periode=tous")

    def test_its_page_does_not_say_it_took_place(self, pages):
        texte = pages("/agenda/r/")
        assert "la nouvelle date n’est pas encore fixée" in texte
        assert "Événement passé" not in texte
        assert "pas encore de bilan" not in texte
        assert "Ajouter à mon agenda" not in texte


@pytest.mark.parametrize("champs", [{}, {"etat": "reporte"}, {"mode": "hybride"}])
def test_the_venue_of_a_restricted_event_is_told_to_its_readers_only(visiteur, membre, japon, groupe_japon, champs):
    EvenementFabrique(
        slug="r", acces="groupe", cercles=[groupe_japon], groupes=[groupe_japon], pays=[japon], lieu="Salle, code 4B", ville="",
        titre="Réunion fermée", debut=dans(2), **champs,
    )  # fmt: skip
    EvenementFabrique(slug="autre", pays=[japon])
    mois = f"/agenda/{dans(2):%Y/%m}/"
    for adresse in ("/agenda/", mois, "/", "/groupes-pays/japon/", "/pays/japon/", "/agenda/autre/", "/agenda/calendrier.ics"):
        texte = visiteur.get(adresse).text
        assert "Réunion fermée" in texte, adresse
        assert "code 4B" not in texte, adresse
    assert "code 4B" not in visiteur.get("/agenda/r/").text
    assert "code 4B" in membre.get("/agenda/r/").text


class TestMois:
    def test_list_and_table_show_the_events_of_the_month(self, visiteur):
        EvenementFabrique(titre="Dedans", slug="dedans", debut=date(2026, 2, 18))
        EvenementFabrique(titre="À cheval", slug="a-cheval", debut=date(2026, 1, 30), fin=date(2026, 2, 2))
        EvenementFabrique(titre="Dehors", debut=date(2026, 3, 1))
        reponse = visiteur.get("/agenda/2026/02/")
        texte = reponse.text
        assert "Février 2026" in texte
        assert "mercredi 18\u00a0février 2026" in texte
        assert "Dehors" not in texte
        assert [(jour, [e.titre for e in liste]) for jour, liste in reponse.context["jours"]] == [
            (date(2026, 2, 1), ["À cheval"]),
            (date(2026, 2, 18), ["Dedans"]),
        ]
        # In the table, on each of its days of the month; in the list, once.
        assert texte.count('href="/agenda/a-cheval/"') == 3

    def test_the_table_says_the_hour_and_the_list_the_day_once(self, visiteur):
        heures = {"heure_debut": time(9, 30), "heure_fin": time(11)}
        EvenementFabrique(debut=date(2026, 2, 18), **heures)
        EvenementFabrique(debut=date(2026, 2, 20), fin=date(2026, 2, 21), **heures)
        table, liste = visiteur.get("/agenda/2026/02/").text.split("</table>")
        assert table.count('<span class="mois-grille__heure">9\u00a0h\u00a030</span>') == 2
        assert liste.count("ercredi 18\u00a0février 2026") == 1
        assert '<p class="carte__sous-titre">9\u00a0h\u00a030\u00a0–' in liste
        assert '<p class="carte__sous-titre">du <time datetime="2026-02-20">20\u00a0février</time>, 9\u00a0h\u00a030, au' in liste

    def test_links_to_other_months_stop_at_the_first_and_last_event(self, visiteur):
        EvenementFabrique(debut=date(2026, 1, 30))
        EvenementFabrique(debut=date(2026, 2, 18))
        reponse = visiteur.get("/agenda/2026/02/")
        assert reponse.context["precedent"] == date(2026, 1, 1)
        assert reponse.context["suivant"] is None
        assert 'href="/agenda/2026/01/"' in reponse.text

    def test_december_and_january(self, visiteur):
        EvenementFabrique(debut=date(2025, 12, 31), fin=date(2026, 1, 1))
        assert visiteur.get("/agenda/2025/12/").context["suivant"] == date(2026, 1, 1)
        assert visiteur.get("/agenda/2026/01/").context["precedent"] == date(2025, 12, 1)

    def test_empty_month(self, visiteur):
        reponse = visiteur.get("/agenda/2031/05/")
        assert reponse.status_code == 200
        assert "Aucun événement ce mois-ci" in reponse.text
        assert "noindex" in reponse.text

    @pytest.mark.parametrize("adresse", ["2026/13", "2026/00", "2026/2", "0000/01", "9999/12", "26/02", "2026/0x", "²026/02"])
    def test_invalid_month_is_not_found(self, visiteur, adresse):
        assert visiteur.get(f"/agenda/{adresse}/").status_code == 404

    def test_team_meetings_are_for_the_team(self, visiteur, client_redactrice):
        EvenementFabrique(titre="Interne", debut=date(2026, 2, 18), acces=Acces.EQUIPE)
        assert "Interne" not in visiteur.get("/agenda/2026/02/").text
        assert "Interne" in client_redactrice.get("/agenda/2026/02/").text

    @pytest.mark.parametrize("nombre", [2, 20])
    def test_number_of_queries(self, visiteur, django_assert_num_queries, japon, nombre):
        for _ in range(nombre):
            EvenementFabrique(debut=date(2026, 2, 18), pays=[japon])
        # Menu, rows, countries, first and last day.
        with django_assert_num_queries(4):
            visiteur.get("/agenda/2026/02/")


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
        texte = visiteur.get("/agenda/rencontre/").text
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
            assert "visio.exemple.test" not in client.get(adresse).text

    def test_to_come_offers_the_calendar(self, visiteur):
        EvenementFabrique(slug="r")
        assert 'href="/agenda/r/calendrier.ics"' in visiteur.get("/agenda/r/").text
        EvenementFabrique(slug="p", debut=dans(-3))
        assert 'href="/agenda/p/calendrier.ics"' not in visiteur.get("/agenda/p/").text

    def test_cancelled(self, visiteur):
        EvenementFabrique(slug="r", etat="annule", precision_etat="Accès refusé.")
        texte = visiteur.get("/agenda/r/").text
        assert "Cet événement est annulé. Accès refusé." in texte

    def test_postponed_says_the_day_first_announced(self, visiteur):
        EvenementFabrique(slug="r", etat="reporte", debut=date(2025, 11, 19), annonce_au=date(2025, 11, 14))
        texte = visiteur.get("/agenda/r/").text
        assert "vendredi 14\u00a0novembre 2025" in texte
        assert "ercredi 19\u00a0novembre 2025" in texte

    def test_confidential(self, visiteur):
        EvenementFabrique(slug="r", confidentiel=True)
        assert "Rencontre confidentielle" in visiteur.get("/agenda/r/").text

    def test_the_report_stands_above_the_announcement(self, visiteur):
        EvenementFabrique(slug="r", debut=dans(-3), corps="<p>Annonce.</p>", bilan="<p>Ce qui s’est dit.</p>")
        texte = visiteur.get("/agenda/r/").text
        assert texte.index("Ce qui s’est dit.") < texte.index("L’annonce") < texte.index("Annonce.")

    def test_the_minutes_have_their_own_access(self, visiteur, membre, etranger, client_redactrice, groupe_japon):
        document = DocumentFabrique(titre="Relevé de conclusions", acces=Acces.GROUPE, cercles=[groupe_japon])
        EvenementFabrique(slug="r", debut=dans(-3), compte_rendu=document)
        for client, lit in ((visiteur, False), (etranger, False), (membre, True), (client_redactrice, True)):
            texte = client.get("/agenda/r/").text
            assert (document.get_absolute_url() in texte) is lit
            assert ("Groupe-pays Japon" in texte) is not lit

    def test_minutes_kept_by_the_team_are_not_announced(self, visiteur, client_redactrice):
        EvenementFabrique(slug="r", debut=dans(-3), compte_rendu=DocumentFabrique(titre="Notes", acces=Acces.EQUIPE))
        assert "Compte rendu" not in visiteur.get("/agenda/r/").text
        assert "Notes" in client_redactrice.get("/agenda/r/").text

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
            assert f"Présidence : {avant}, adjointe, Ville A" in visiteur.get("/agenda/avant/").text.replace("\u00a0", " ")
            assert "Comité des donateurs" not in visiteur.get("/agenda/avant/").text
        with time_machine.travel(datetime(2030, 1, 1, tzinfo=UTC), tick=False):
            for slug in ("apres", "futur"):
                assert f"Présidence : {apres}, maire, Ville B" in visiteur.get(f"/agenda/{slug}/").text.replace("\u00a0", " ")

    def test_neighbours_and_related(self, visiteur, japon):
        for jour in (1, 2, 3):
            EvenementFabrique(slug=f"e{jour}", titre=f"E{jour}", debut=date(2025, 7, jour), pays=[japon] if jour > 1 else [])
        reponse = visiteur.get("/agenda/e2/")
        assert (reponse.context["precedent"].titre, reponse.context["suivant"].titre) == ("E1", "E3")
        assert [voisin.titre for voisin in reponse.context["voisins"]] == ["E3"]
        assert "mardi 1ᵉʳ\u00a0juillet 2025" in reponse.text

    def test_access_levels(self, visiteur, membre, etranger, agent, client_redactrice, groupe_japon):
        for acces in Acces.values:
            EvenementFabrique(slug=acces, acces=acces, cercles=[groupe_japon], corps="<p>Secret</p>", debut=date(2025, 7, 1))
        attendus = {
            "public": (200, 200, 200, 200, 200),
            "collectivites": (403, 200, 200, 200, 200),
            "adherents": (403, 200, 200, 403, 200),
            "groupe": (403, 200, 403, 403, 200),
            "equipe": (404, 404, 404, 404, 200),
        }
        for slug, codes in attendus.items():
            for client, code in zip((visiteur, membre, etranger, agent, client_redactrice), codes, strict=True):
                reponse = client.get(f"/agenda/{slug}/")
                assert reponse.status_code == code, (slug, code)
                assert code == 200 or "Secret" not in reponse.text

    def test_drafts_are_previewed_by_staff_only(self, visiteur, membre, client_redactrice):
        EvenementFabrique(slug="brouillon", brouillon=True)
        assert visiteur.get("/agenda/brouillon/").status_code == 404
        assert membre.get("/agenda/brouillon/").status_code == 404
        assert "Aperçu" in client_redactrice.get("/agenda/brouillon/").text

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
        with django_assert_max_num_queries(12):
            visiteur.get("/agenda/ici/")

    def test_a_reserved_page_says_the_event_is_postponed(self, visiteur):
        EvenementFabrique(
            slug="r", acces=Acces.ADHERENTS, etat="reporte", debut=date(2025, 11, 19), annonce_au=date(2025, 11, 14)
        )
        reponse = visiteur.get("/agenda/r/")
        assert reponse.status_code == 403
        assert "Reporté" in reponse.text
        assert "14\u00a0novembre 2025" in reponse.text


def test_the_big_date_of_a_page_says_the_last_day_too(visiteur, db):
    EvenementFabrique(slug="long", debut=date(2027, 1, 6), fin=date(2027, 1, 8))
    EvenementFabrique(slug="court", debut=date(2027, 1, 6))
    assert '<span class="jour__fin">au 8 janv.</span>' in visiteur.get("/agenda/long/").text
    assert "jour__fin" not in visiteur.get("/agenda/court/").text


def test_minutes_under_their_heading_do_not_say_their_kind_again(visiteur, db):
    EvenementFabrique(slug="passe", debut=date(2025, 1, 6), compte_rendu=DocumentFabrique(titre="Notes", nature="autre"))
    texte = visiteur.get("/agenda/passe/").text
    assert "Notes</a>" in texte
    assert "Autre document" not in texte
