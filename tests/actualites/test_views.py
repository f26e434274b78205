"""The news on the site: list, filters, page, access, number of queries."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from socle.acces import Acces
from tests.fabriques import (
    ActualiteFabrique,
    CollectiviteFabrique,
    ContactFabrique,
    DocumentFabrique,
    FondsFabrique,
    GroupeFabrique,
    ThemeFabrique,
)
from tests.lecture_html import sur_une_ligne

pytestmark = pytest.mark.django_db


def titres(reponse):
    return [actualite.titre for actualite in reponse.context["page_obj"]]


class TestListe:
    def test_latest_first_ten_a_page(self, visiteur):
        for rang in range(12):
            ActualiteFabrique(titre=f"Nouvelle {rang}", publie_le=timezone.now() - timedelta(days=rang + 1))
        premiere = visiteur.get("/actualites/")
        assert titres(premiere) == [f"Nouvelle {rang}" for rang in range(10)]
        assert "12 actualités" in sur_une_ligne(premiere.text)
        assert titres(visiteur.get("/actualites/?page=2")) == ["Nouvelle 10", "Nouvelle 11"]

    def test_empty_list_says_so(self, visiteur):
        reponse = visiteur.get("/actualites/")
        assert reponse.status_code == 200
        assert "Aucune actualité pour le moment" in sur_une_ligne(reponse.text)

    def test_one(self, visiteur):
        ActualiteFabrique()
        assert "1 actualité\n" in sur_une_ligne(visiteur.get("/actualites/").text).replace("</p>", "\n")

    def test_drafts_scheduled_and_withdrawn_news_are_not_listed(self, visiteur):
        ActualiteFabrique(brouillon=True)
        ActualiteFabrique(programme=True)
        ActualiteFabrique(depublie_le=timezone.now() - timedelta(minutes=1))
        assert titres(visiteur.get("/actualites/")) == []

    @pytest.mark.parametrize(
        ("maintenant", "visible"),
        [
            # 1 July 2026 at 0:00 in Paris is 30 June at 22:00 UTC; 1 January at 0:00, 31 December at 23:00 UTC.
            (datetime(2026, 6, 30, 21, 59, tzinfo=UTC), False),
            (datetime(2026, 6, 30, 22, 0, tzinfo=UTC), True),
        ],
    )
    def test_scheduled_news_appear_at_their_minute(self, visiteur, maintenant, visible):
        ActualiteFabrique(titre="Programmée", publie_le=datetime(2026, 6, 30, 22, 0, tzinfo=UTC))
        with time_machine.travel(maintenant, tick=False):
            assert ("Programmée" in sur_une_ligne(visiteur.get("/actualites/").text)) is visible

    def test_each_filter(self, visiteur, japon, armenie):
        theme, groupe = ThemeFabrique(slug="climat"), GroupeFabrique(slug="dalc")
        choisie = ActualiteFabrique(
            titre="Choisie",
            pays=[japon],
            themes=[theme],
            groupes=[groupe],
            genre="tribune",
            publie_le=datetime(2024, 12, 31, 23, 30, tzinfo=UTC),  # 1 January 2025 in Paris
        )
        ActualiteFabrique(titre="Autre", pays=[armenie], themes=[ThemeFabrique()], groupes=[GroupeFabrique()])
        for filtre in ("pays=JP", "theme=climat", "groupe=dalc", "type=tribune", "annee=2025"):
            assert titres(visiteur.get(f"/actualites/?{filtre}")) == [choisie.titre], filtre
        assert titres(visiteur.get("/actualites/?pays=JP&type=information")) == []

    def test_choices_are_the_values_of_the_list(self, visiteur, japon, armenie):
        ActualiteFabrique(pays=[japon])
        ActualiteFabrique(pays=[armenie], brouillon=True)
        formulaire = visiteur.get("/actualites/").context["filtre"].form
        assert list(formulaire.fields["pays"].choices) == [("", "Tous les pays"), ("JP", "Japon")]
        assert list(formulaire.fields["type"].choices)[:2] == [("", "Tous les types"), ("information", "Actualité")]

    def test_filters_stay_in_the_pagination_and_can_be_removed(self, visiteur, japon):
        for _ in range(11):
            ActualiteFabrique(pays=[japon])
        texte = sur_une_ligne(visiteur.get("/actualites/?pays=JP").text)
        assert "?pays=JP&amp;page=2" in texte
        assert "Retirer le filtre Pays" in texte
        assert '<option value="JP" selected>' in texte
        assert "noindex" in texte

    @pytest.mark.parametrize("filtre", ["pays=ZZ", "pays=%00", "annee=abc", "type=%27%3B--", "theme=%F0%9F%98%80"])
    def test_unknown_value_is_refused_with_a_message(self, visiteur, filtre):
        ActualiteFabrique()
        reponse = visiteur.get(f"/actualites/?{filtre}")
        assert reponse.status_code == 400
        assert "Cette valeur n’existe pas dans la liste" in sur_une_ligne(reponse.text)

    @pytest.mark.parametrize("page", ["0", "-1", "2", "abc", "%00", "9" * 5000, "1e3", "%F0%9F%98%80"])
    def test_a_page_that_does_not_exist_is_not_found(self, visiteur, page):
        ActualiteFabrique()
        assert visiteur.get(f"/actualites/?page={page}").status_code == 404

    @pytest.mark.parametrize("requete", ["pays[]=JP", "pays=&theme=", "utm_source=x", "page=1&page=1", "%00=%00", "page="])
    def test_strange_but_harmless_addresses(self, visiteur, requete):
        assert visiteur.get(f"/actualites/?{requete}").status_code == 200

    def test_other_methods_are_refused(self, visiteur):
        assert visiteur.post("/actualites/").status_code == 405

    def test_restricted_news_are_announced_and_team_notes_are_not(self, visiteur, client_redactrice):
        ActualiteFabrique(titre="Pour adhérents", acces=Acces.ADHERENTS)
        ActualiteFabrique(titre="Note interne", acces=Acces.EQUIPE)
        texte = sur_une_ligne(visiteur.get("/actualites/").text)
        assert "Pour adhérents" in texte and "Réservé aux adhérents" in texte
        assert "Note interne" not in texte
        assert "Note interne" in sur_une_ligne(client_redactrice.get("/actualites/").text)

    @pytest.mark.parametrize("nombre", [2, 20])
    def test_number_of_queries(self, visiteur, django_assert_num_queries, japon, nombre):
        for _ in range(nombre):
            ActualiteFabrique(pays=[japon], themes=[ThemeFabrique()])
        # Menu, choices of the filters, count, rows, countries, themes.
        with django_assert_num_queries(6):
            visiteur.get("/actualites/")


class TestPage:
    def test_shows_everything(self, visiteur, japon):
        actualite = ActualiteFabrique(
            slug="une-nouvelle",
            titre="Une nouvelle : enfin !",
            surtitre="50 ans",
            sous_titre="à Nantes",
            corps="<p>Texte <strong>riche</strong></p><script>alert(1)</script>",
            publie_le=datetime(2025, 6, 30, 22, 30, tzinfo=UTC),
            pays=[japon],
            themes=[ThemeFabrique(nom="Climat", slug="climat")],
            groupes=[GroupeFabrique(nom="Groupe-pays Japon")],
            fonds=[FondsFabrique(titre="Fonds Japon")],
            contacts=[ContactFabrique(nom="Pôle Asie")],
            documents=[DocumentFabrique(titre="Programme")],
        )
        actualite.collectivites.add(CollectiviteFabrique(nom="Ville de Nantes"))
        texte = sur_une_ligne(visiteur.get("/actualites/une-nouvelle/").text)
        for attendu in (
            "Une nouvelle\u00a0: enfin\u00a0!",
            "50 ans",
            "à Nantes",
            "Texte <strong>riche</strong>",
            "1ᵉʳ\u00a0juillet 2025",  # in Paris
            'href="/pays/japon/"',
            'href="/actualites/?theme=climat"',
            "Groupe-pays Japon",
            "Fonds Japon",
            "Ville de Nantes",
            "Pôle Asie",
            "Programme",
            "Partager cette page",
        ):
            assert attendu in texte, attendu
        assert "alert(1)" not in texte

    def test_bare_page(self, visiteur):
        ActualiteFabrique(slug="nue", chapo="", corps="")
        texte = sur_une_ligne(visiteur.get("/actualites/nue/").text)
        assert "Sur ces thèmes" not in texte
        assert "Documents" not in texte

    def test_neighbours_have_long_dates(self, visiteur):
        for jour, titre in ((1, "Avant"), (2, "Milieu"), (3, "Après")):
            ActualiteFabrique(titre=titre, slug=f"n{jour}", publie_le=datetime(2025, 7, jour, 10, tzinfo=UTC))
        ActualiteFabrique(titre="Interne", acces=Acces.EQUIPE, publie_le=datetime(2025, 7, 2, 11, tzinfo=UTC))
        reponse = visiteur.get("/actualites/n2/")
        assert (reponse.context["precedent"].titre, reponse.context["suivant"].titre) == ("Avant", "Après")
        assert "mardi 1ᵉʳ\u00a0juillet 2025" in sur_une_ligne(reponse.text)
        assert visiteur.get("/actualites/n1/").context["precedent"] is None
        assert visiteur.get("/actualites/n3/").context["suivant"] is None

    def test_neighbours_published_at_the_same_instant(self, visiteur):
        instant = datetime(2025, 7, 1, 10, tzinfo=UTC)
        for rang in range(3):
            ActualiteFabrique(slug=f"n{rang}", titre=f"N{rang}", publie_le=instant)
        reponse = visiteur.get("/actualites/n1/")
        assert (reponse.context["precedent"].titre, reponse.context["suivant"].titre) == ("N0", "N2")

    def test_related_news_share_a_country_then_a_group_then_a_theme(self, visiteur, japon):
        liens = {"pays": [japon], "groupes": [GroupeFabrique()], "themes": [ThemeFabrique()]}
        ActualiteFabrique(slug="ici", **liens)
        for rang, lien in enumerate(liens):
            ActualiteFabrique(titre=lien, publie_le=timezone.now() - timedelta(days=9 - rang), **{lien: liens[lien]})
        voisines = visiteur.get("/actualites/ici/").context["voisines"]
        assert [voisine.titre for voisine in voisines] == ["pays", "groupes", "themes"]

    def test_a_theme_alone_comes_last(self, visiteur, japon):
        theme = ThemeFabrique()
        ActualiteFabrique(slug="ici", pays=[japon], themes=[theme])
        ActualiteFabrique(titre="Même pays et thème", pays=[japon], themes=[theme])
        ActualiteFabrique(titre="Même thème", themes=[theme])
        ActualiteFabrique(titre="Brouillon", themes=[theme], brouillon=True)
        ActualiteFabrique(titre="Sans rapport")
        voisines = visiteur.get("/actualites/ici/").context["voisines"]
        assert [voisine.titre for voisine in voisines] == ["Même pays et thème", "Même thème"]

    def test_with_nothing_to_show_the_block_hides(self, visiteur):
        theme = ThemeFabrique()
        ActualiteFabrique(slug="ici", themes=[theme])
        ActualiteFabrique(themes=[theme])
        assert "Sur les mêmes sujets" not in sur_une_ligne(visiteur.get("/actualites/ici/").text)

    def test_offline_links_are_not_shown(self, visiteur):
        ActualiteFabrique(
            slug="ici",
            groupes=[GroupeFabrique(nom="Comité secret", nature="comite")],
            fonds=[FondsFabrique(titre="Fonds en préparation", brouillon=True)],
        )
        texte = sur_une_ligne(visiteur.get("/actualites/ici/").text)
        assert "Comité secret" not in texte
        assert "Fonds en préparation" not in texte

    @pytest.mark.parametrize("etat", ["brouillon", "programme"])
    def test_not_online_is_not_found_except_for_staff(self, visiteur, membre, client_redactrice, etat):
        ActualiteFabrique(slug="pas-en-ligne", **{etat: True})
        assert visiteur.get("/actualites/pas-en-ligne/").status_code == 404
        assert membre.get("/actualites/pas-en-ligne/").status_code == 404
        apercu = client_redactrice.get("/actualites/pas-en-ligne/")
        assert apercu.status_code == 200
        assert "Aperçu" in sur_une_ligne(apercu.text)
        assert "no-store" in apercu["Cache-Control"]

    def test_unknown_address(self, visiteur):
        assert visiteur.get("/actualites/rien/").status_code == 404
        assert visiteur.get("/actualites/%00/").status_code == 404
        assert visiteur.get("/actualites/" + "a" * 5000 + "/").status_code == 404

    @pytest.mark.parametrize("nombre", [2, 20])
    def test_number_of_queries(self, visiteur, django_assert_max_num_queries, japon, nombre):
        ActualiteFabrique(
            slug="ici",
            pays=[japon],
            themes=[ThemeFabrique() for _ in range(nombre)],
            groupes=[GroupeFabrique() for _ in range(nombre)],
            contacts=[ContactFabrique() for _ in range(nombre)],
            documents=[DocumentFabrique() for _ in range(nombre)],
        )
        for _ in range(nombre):
            ActualiteFabrique(pays=[japon])
        with django_assert_max_num_queries(12):
            visiteur.get("/actualites/ici/")
