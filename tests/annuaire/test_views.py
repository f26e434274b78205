"""The public directory: what is listed, filtered, shown to whom, and at what cost."""

from datetime import timedelta

import pytest
from django.utils import timezone

from annuaire.models import Collectivite, Partenariat
from redaction.publication import Statut
from socle.acces import Acces
from tests.fabriques import (
    ActualiteFabrique,
    AdhesionFabrique,
    AutoriteLocaleFabrique,
    CollectiviteFabrique,
    ContributionFabrique,
    DepartementFabrique,
    EpciFabrique,
    FondsFabrique,
    GroupeFabrique,
    MandatFabrique,
    OddFabrique,
    PartenariatFabrique,
    PaysFabrique,
    RegionFabrique,
    SecteurFabrique,
)
from tests.lecture_html import sur_une_ligne

LISTES = ["/annuaire/", "/annuaire/partenariats/"]
FOLLES = [
    "page=0", "page=abc", "page=999999", "page=%00", "type=%00", "type=zzz", "pays=ZZ", "pays=%F0%9F%92%A9", "region=mars",
    "q=%00", "q=%25", "q=_%5C", "q=" + "x" * 5000, "q=%27%22%3E%3Cscript%3E", "adherent=peut-etre", "odd=99", "odd=abc",
    "decennie=abc", "decennie=99999999999999999999", "tri=zzz", "situation=zzz", "pays[]=JP", "%zz",
    "type=commune&type=epci", "a=b&c", "groupe=zzz", "vue=zzz", "vue=%00", "tri=population&vue=carte",
    "secteur=%F0%9F", "departement=999",
]  # fmt: skip


def page(client, adresse, statut=200):
    reponse = client.get(adresse)
    assert reponse.status_code == statut
    return sur_une_ligne(reponse.content.decode())


def noms(client, requete=""):
    return [une.nom for une in client.get(f"/annuaire/{requete}").context["page_obj"]]


@pytest.mark.parametrize("adresse", LISTES)
@pytest.mark.parametrize("requete", FOLLES)
def test_wild_query_strings_answer_4xx_or_200(visiteur, aix, lien, adresse, requete):
    assert visiteur.get(f"{adresse}?{requete}").status_code in {200, 400, 404}


@pytest.mark.parametrize("adresse", LISTES)
def test_an_unknown_value_answers_400_with_a_message(visiteur, aix, lien, adresse):
    assert "Cette valeur n’existe pas" in page(visiteur, f"{adresse}?pays=ZZ", 400)


@pytest.mark.parametrize("adresse", LISTES)
def test_empty_lists_say_so(visiteur, db, adresse):
    assert "pour le moment" in page(visiteur, adresse)


class TestListe:
    def test_it_is_alphabetical_whatever_accents(self, visiteur, db):
        for nom in ("Zuydcoote", "Évreux", "Epinal"):
            CollectiviteFabrique(nom=nom)
        assert noms(visiteur) == ["Epinal", "Évreux", "Zuydcoote"]

    def test_twenty_five_a_page_with_their_count(self, visiteur, db):
        CollectiviteFabrique.create_batch(27)
        assert "27 collectivités" in page(visiteur, "/annuaire/")
        assert len(noms(visiteur, "?page=2")) == 2

    def test_a_hidden_collectivite_is_not_listed(self, visiteur, aix, client_editrice):
        Collectivite.objects.update(visible=False)
        assert noms(visiteur) == noms(client_editrice) == []

    @pytest.mark.parametrize("texte", ["aix en provence", "AIX-EN", "provence", "d'aix"])
    def test_a_name_is_found_whatever_accents_case_and_apostrophes(self, visiteur, aix, colombes, texte):
        assert noms(visiteur, f"?q={texte}") == ["Ville d’Aix-en-Provence"]

    def test_a_misspelt_name_gives_the_nearest_and_says_so(self, visiteur, aix, colombes):
        assert noms(visiteur, "?q=colonbes") == ["Ville de Colombes"]
        assert "les noms les plus proches" in page(visiteur, "/annuaire/?q=colonbes")
        assert "les noms les plus proches" not in page(visiteur, "/annuaire/?q=colombes")

    def test_filters_read_in_the_address(self, visiteur, aix, billere, japon):
        lointaine = CollectiviteFabrique(
            nom="Nantes",
            commune__departement=DepartementFabrique(code="44", region=RegionFabrique(code="52")),
            pays=[japon],
            secteurs=[SecteurFabrique(slug="culture")],
        )
        lointaine.odds.set([OddFabrique(numero=11)])
        for requete in ("region=region-52", "departement=44", "pays=JP", "secteur=culture", "odd=11", "q=nantes"):
            assert noms(visiteur, f"?{requete}") == ["Nantes"], requete
        assert noms(visiteur, "?adherent=oui") == ["Ville d’Aix-en-Provence"]
        assert noms(visiteur, "?adherent=non") == ["Ville de Billère", "Nantes"]
        assert noms(visiteur, "?pays=JP&adherent=oui") == []
        assert len(noms(visiteur, "?type=commune")) == 3

    def test_a_past_membership_is_no_membership(self, visiteur, billere):
        AdhesionFabrique(collectivite=billere, fin=timezone.localdate() - timedelta(days=1))
        assert noms(visiteur, "?adherent=non") == ["Ville de Billère"]
        assert "Adhérente</span>" not in page(visiteur, "/annuaire/")

    def test_the_goals_are_in_their_own_order(self, visiteur, aix):
        aix.odds.set([OddFabrique(numero=n) for n in (2, 11, 4)])
        choix = visiteur.get("/annuaire/").context["filtre"].form.fields["odd"].choices
        assert [valeur for valeur, _ in choix if valeur] == ["2", "4", "11"]

    def test_it_costs_the_same_with_2_and_with_20_rows(self, visiteur, japon, django_assert_num_queries):
        for nombre in (2, 18):
            for _ in range(nombre):
                CollectiviteFabrique(pays=[japon])
            with django_assert_num_queries(4):
                visiteur.get("/annuaire/")


class TestPartenariats:
    def test_a_tie_of_many_to_many_shows_everyone_once(self, visiteur, aix, colombes, japon):
        autorites = [AutoriteLocaleFabrique(nom=nom, pays=japon) for nom in ("Kumamoto", "Kyoto")]
        PartenariatFabrique(collectivites=[aix, colombes], autorites=autorites)
        for requete in ("", "?pays=JP", "?region=region-93", "?departement=13", "?q=kyoto"):
            contenu = page(visiteur, f"/annuaire/partenariats/{requete}")
            assert "1 partenariat<" in contenu, requete
            for nom in ("Ville d’Aix-en-Provence</a>, ", "Ville de Colombes</a>", "Kumamoto</a> (Japon), ", "Kyoto</a> (Japon)"):
                assert nom in contenu

    def test_they_are_grouped_by_country(self, visiteur, aix, japon, armenie):
        for pays in (japon, armenie):
            PartenariatFabrique.create_batch(2, collectivites=[aix], autorites=[AutoriteLocaleFabrique(pays=pays)])
        sections = visiteur.get("/annuaire/partenariats/").context["sections"]
        assert [(pays.nom, len(lignes)) for pays, lignes in sections] == [("Arménie", 2), ("Japon", 2)]

    def test_other_orders(self, visiteur, aix, colombes, kumamoto):
        vieux = PartenariatFabrique(collectivites=[aix], autorites=[kumamoto], annee=1950)
        sans_annee = PartenariatFabrique(collectivites=[aix], autorites=[kumamoto], annee=None)
        recent = PartenariatFabrique(collectivites=[colombes], autorites=[kumamoto], annee=2020)

        def ordre(tri):
            return list(visiteur.get(f"/annuaire/partenariats/?tri={tri}").context["page_obj"])

        assert ordre("annee") == [recent, vieux, sans_annee]
        assert ordre("collectivite") == [vieux, sans_annee, recent]

    def test_filters(self, visiteur, aix, colombes, kumamoto, armenie):
        masis = AutoriteLocaleFabrique(nom="Masis", pays=armenie)
        PartenariatFabrique(collectivites=[aix], autorites=[masis], annee=1988, nature="jumelage", etat="en_sommeil")
        PartenariatFabrique(collectivites=[colombes], autorites=[kumamoto], annee=2013)
        for requete in ("pays=AM", "nature=jumelage", "situation=en_sommeil", "decennie=1980", "q=armenie", "q=masis aix"):
            lignes = visiteur.get(f"/annuaire/partenariats/?{requete}").context["page_obj"]
            assert [str(une) for une in lignes] == ["Ville d’Aix-en-Provence – Masis"], requete
        assert "Aucun partenariat ne réunit" in page(visiteur, "/annuaire/partenariats/?q=masis colombes")

    @pytest.mark.parametrize(("jours", "situation"), [(10, "actif"), (729, "actif"), (730, "a_confirmer"), (None, "a_confirmer")])
    def test_active_means_confirmed_less_than_24_months_ago(self, visiteur, lien, jours, situation):
        lien.confirme_le = None if jours is None else timezone.localdate() - timedelta(days=jours)
        lien.save()
        assert lien.situation == situation
        for une in Partenariat.Situation.values:
            trouves = Partenariat.objects.en_situation(une)
            assert list(trouves) == ([lien] if une == situation else []), une

    def test_a_tie_of_a_hidden_collectivite_is_not_shown_nor_its_name(self, visiteur, aix, colombes, lien):
        lien.collectivites.add(colombes)
        Collectivite.objects.filter(pk=colombes.pk).update(visible=False)
        assert "Colombes" not in page(visiteur, "/annuaire/partenariats/")
        Collectivite.objects.update(visible=False)
        assert "Kumamoto" not in page(visiteur, "/annuaire/partenariats/")

    def test_a_hidden_collectivite_shows_through_no_filter_and_no_order(self, visiteur, aix, colombes, lien):
        corse = DepartementFabrique(code="2A", region=RegionFabrique(code="94"))
        cachee = CollectiviteFabrique(nom="Abbaye cachée", visible=False, departement=corse)
        lien.collectivites.add(cachee)
        PartenariatFabrique(collectivites=[CollectiviteFabrique(nom="Abbeville")], autorites=[AutoriteLocaleFabrique(nom="Lomé")])
        liste = page(visiteur, "/annuaire/partenariats/")
        assert f'value="{aix.departement_id}"' in liste
        assert f'value="{aix.region.slug}"' in liste
        assert f'value="{cachee.departement_id}"' not in liste
        assert f'value="{cachee.region.slug}"' not in liste
        for filtre in (f"departement={cachee.departement_id}", f"region={cachee.region.slug}"):
            assert "Kumamoto" not in page(visiteur, f"/annuaire/partenariats/?{filtre}")
        rangee = page(visiteur, "/annuaire/partenariats/?tri=collectivite")
        assert rangee.index("Lomé") < rangee.index("Kumamoto")

    def test_it_costs_the_same_with_2_and_with_20_rows(self, visiteur, aix, japon, django_assert_num_queries):
        for nombre in (2, 18):
            for _ in range(nombre):
                PartenariatFabrique(collectivites=[aix], autorites=[AutoriteLocaleFabrique(pays=japon)])
            with django_assert_num_queries(6):
                visiteur.get("/annuaire/partenariats/")


class TestPage:
    def test_official_data_come_from_the_referentiel(self, visiteur, aix):
        contenu = page(visiteur, "/annuaire/aix-en-provence/")
        for texte in (aix.commune.insee, "10\u00a0000 habitants", "Bouches-du-Rhône (13)", "Insee"):
            assert texte in contenu

    def test_what_the_collectivite_says(self, visiteur, profil):
        profil.odds.set([OddFabrique(numero=11)])
        contenu = page(visiteur, "/annuaire/aix-en-provence/")
        for texte in (
            "Des liens avec quinze villes.",
            'href="/pays/armenie/"',
            "Culture",
            'href="/annuaire/?odd=11"',
            "Kumamoto</a> (Japon)",
            "24 mois",
            "Adhérente",
        ):
            assert texte in contenu, texte

    def test_rich_text_is_cleaned_at_display_too(self, visiteur, aix):
        Collectivite.objects.filter(pk=aix.pk).update(presentation="<p>Bonjour<script>alert(1)</script></p>")
        assert "alert(1)" not in page(visiteur, "/annuaire/aix-en-provence/")

    def test_current_mandates_with_the_date_they_were_checked(self, visiteur, aix):
        MandatFabrique(collectivite=aix, personne__nom="Présent", constate_le="2025-10-15")
        MandatFabrique(collectivite=aix, personne__nom="Passé", fin=timezone.localdate() - timedelta(days=1))
        contenu = page(visiteur, "/annuaire/aix-en-provence/")
        assert "état constaté en octobre 2025" in contenu
        assert "Présent" in contenu
        assert "Passé" not in contenu

    def test_groups_but_not_the_donors_committees(self, visiteur, aix, groupe_japon):
        GroupeFabrique(nom="Comité secret", nature="comite", membres=[aix])
        contenu = page(visiteur, "/annuaire/aix-en-provence/")
        assert "Groupe-pays Japon" in contenu
        assert "Comité secret" not in contenu

    def test_amounts_the_collectivite_publishes_only(self, visiteur, aix):
        public = FondsFabrique(titre="Fonds ouvert")
        ContributionFabrique(fonds=public, collectivite=aix, montant=12345)
        ContributionFabrique(fonds=public, collectivite=aix, montant=54321, montant_public=False)
        ContributionFabrique(fonds=FondsFabrique(titre="Fonds brouillon", statut=Statut.BROUILLON), collectivite=aix)
        ContributionFabrique(fonds=FondsFabrique(titre="Fonds interne", acces=Acces.EQUIPE), collectivite=aix)
        contenu = page(visiteur, "/annuaire/aix-en-provence/")
        assert "12\u00a0345\u00a0€" in contenu
        for texte in ("54\u00a0321", "Fonds brouillon", "Fonds interne"):
            assert texte not in contenu

    def test_its_news_online_and_not_those_of_the_team(self, visiteur, aix):
        ActualiteFabrique(titre="En ligne").collectivites.add(aix)
        ActualiteFabrique(titre="Prévue", programme=True).collectivites.add(aix)
        ActualiteFabrique(titre="Interne", acces=Acces.EQUIPE).collectivites.add(aix)
        contenu = page(visiteur, "/annuaire/aix-en-provence/")
        assert "En ligne" in contenu
        assert "Prévue" not in contenu
        assert "Interne" not in contenu

    @pytest.mark.parametrize(
        ("client", "statut"),
        [
            ("visiteur", 404),
            ("etranger", 404),
            ("agent", 404),
            ("membre", 200),
            ("client_editrice", 200),
            ("client_redactrice", 200),
        ],
    )
    def test_a_hidden_profile_is_previewed_by_staff_and_its_own_people(self, request, aix, client, statut):
        client = request.getfixturevalue(client)
        Collectivite.objects.update(visible=False)
        contenu = page(client, "/annuaire/aix-en-provence/", statut)
        assert statut == 404 or "aperçu" in contenu
        assert statut == 404 or "no-store" in client.get("/annuaire/aix-en-provence/")["Cache-Control"]

    @pytest.mark.parametrize(
        ("client", "vu"), [("visiteur", False), ("etranger", False), ("membre", True), ("client_editrice", False)]
    )
    def test_the_way_to_the_form_is_shown_to_its_referents(self, request, aix, client, vu):
        assert ("Proposer une modification" in page(request.getfixturevalue(client), "/annuaire/aix-en-provence/")) is vu

    def test_an_agent_is_not_shown_the_way_to_the_form(self, agent):
        assert "Proposer une modification" not in page(agent, "/annuaire/billere/")

    def test_an_unknown_profile_is_not_found(self, visiteur, aix):
        page(visiteur, "/annuaire/inconnue/", 404)

    def test_it_costs_the_same_with_many_rows(self, visiteur, profil, django_assert_num_queries):
        for nombre in (1, 10):
            for _ in range(nombre):
                PartenariatFabrique(collectivites=[profil], autorites=[AutoriteLocaleFabrique(pays=PaysFabrique())])
                MandatFabrique(collectivite=profil)
                GroupeFabrique(membres=[profil])
                ContributionFabrique(collectivite=profil)
                ActualiteFabrique().collectivites.add(profil)
            with django_assert_num_queries(15):
                visiteur.get("/annuaire/aix-en-provence/")


@pytest.mark.parametrize("genre", ["epci", "departement", "region"])
def test_every_type_has_its_official_page(visiteur, aix, genre):
    departement = DepartementFabrique()
    Collectivite.objects.filter(pk=aix.pk).update(
        type=genre, departement=departement, region=departement.region, epci=EpciFabrique(population=500_000)
    )
    contenu = page(visiteur, "/annuaire/aix-en-provence/")
    assert "habitants" in contenu
