"""The pages of the countries, and their list."""

from datetime import timedelta

import pytest
from django.utils import timezone

from socle.acces import Acces
from tests.fabriques import (
    ActualiteFabrique,
    AutoriteLocaleFabrique,
    CollectiviteFabrique,
    ContributionFabrique,
    EvenementFabrique,
    FondsFabrique,
    GroupeFabrique,
    MandatFabrique,
    PartenariatFabrique,
    PaysFabrique,
    PresidenceFabrique,
    PublicationFabrique,
    RattachementFabrique,
    ThemeFabrique,
    UtilisateurFabrique,
)
from tests.lecture_html import sur_une_ligne

pytestmark = pytest.mark.django_db


def dans(jours):
    return timezone.localdate() + timedelta(days=jours)


def agenda(reponse):
    """Return the events to come and those over, as the page of a country shows them."""
    bloc = next(bloc for bloc in reponse.context["fiche"].en_tete if bloc.sorte.cle == "agenda")
    return [volet.lignes for volet in bloc.volets]


class TestPays:
    def test_gathers_everything(self, visiteur, japon, armenie):
        groupe = GroupeFabrique(nom="Groupe-pays Japon", pays=[japon])
        presidente = PresidenceFabrique(groupe=groupe).personne
        MandatFabrique(personne=presidente, fonction="adjointe", collectivite__nom="Ville d’Ici")
        ActualiteFabrique(titre="Une nouvelle", pays=[japon])
        EvenementFabrique(titre="À venir bientôt", pays=[japon], debut=dans(3))
        EvenementFabrique(titre="Déjà passé", pays=[japon], debut=dans(-3))
        ContributionFabrique(fonds=FondsFabrique(titre="Fonds Noto", pays=[japon]), montant=1500)
        PublicationFabrique(titre="Répertoire", pays=[japon])
        cannes = CollectiviteFabrique(nom="Ville de Cannes")
        PartenariatFabrique(
            collectivites=[cannes],
            autorites=[AutoriteLocaleFabrique(nom="Shizuoka", pays=japon), AutoriteLocaleFabrique(nom="Goris", pays=armenie)],
            nature="jumelage",
            annee=1991,
        )
        CollectiviteFabrique(nom="Ville de Tours", pays=[japon])
        CollectiviteFabrique(nom="Ville cachée", pays=[japon], visible=False)
        ActualiteFabrique(titre="Ailleurs", pays=[armenie])
        reponse = visiteur.get("/pays/japon/")
        texte = sur_une_ligne(reponse.text).replace("\u00a0", " ")
        for attendu in (
            "Groupe-pays Japon",
            f"{presidente}, adjointe, Ville d’Ici",
            "Une nouvelle",
            "À venir bientôt",
            "Déjà passé",
            "Fonds Noto",
            "1 500 €",
            "Répertoire",
            "Shizuoka</a>, depuis 1991",
            "Ville de Tours",
            'href="/actualites/?pays=JP"',
            'href="/agenda/?pays=JP&amp;periode=tous"',
            'href="/ressources/?pays=JP"',
        ):
            assert attendu in texte, attendu
        for absent in ("Ailleurs", "Goris", "Ville cachée"):
            assert absent not in texte
        assert [e.titre for e in agenda(reponse)[0]] == ["À venir bientôt"]
        assert len(reponse.context["sommaire"]) == 6

    def test_the_links_to_the_lists_answer(self, visiteur, japon):
        ActualiteFabrique(pays=[japon])
        EvenementFabrique(pays=[japon], debut=dans(-3))
        PublicationFabrique(pays=[japon])
        PartenariatFabrique(collectivites=[CollectiviteFabrique(pays=[japon])], autorites=[AutoriteLocaleFabrique(pays=japon)])
        contexte = visiteur.get("/pays/japon/").context
        blocs = contexte["fiche"].en_tete + contexte["fiche"].en_suite
        assert len(blocs) == 3
        for lien in [*contexte["liens"].values(), *(bloc.lien for bloc in blocs)]:
            assert visiteur.get(lien).status_code == 200, lien

    def test_nothing_yet(self, visiteur, japon):
        reponse = visiteur.get("/pays/japon/")
        assert reponse.status_code == 200
        assert "Le portail n’a encore rien sur ce pays" in sur_une_ligne(reponse.text)
        assert "noindex" in sur_une_ligne(reponse.text)

    def test_soonest_and_latest_events(self, visiteur, japon):
        for jours in (*range(1, 9), *range(-8, 0)):
            EvenementFabrique(titre=f"J{jours}", pays=[japon], debut=dans(jours))
        a_venir, passes = agenda(visiteur.get("/pays/japon/"))
        assert [e.titre for e in a_venir] == [f"J{jours}" for jours in range(1, 7)]
        assert [e.titre for e in passes] == [f"J{-jours}" for jours in range(1, 7)]

    def test_team_notes_are_for_the_team(self, visiteur, client_redactrice, japon):
        ActualiteFabrique(titre="Interne", pays=[japon], acces=Acces.EQUIPE)
        assert "Interne" not in sur_une_ligne(visiteur.get("/pays/japon/").text)
        assert "Interne" in sur_une_ligne(client_redactrice.get("/pays/japon/").text)

    def test_unknown(self, visiteur):
        assert visiteur.get("/pays/atlantide/").status_code == 404

    @pytest.mark.parametrize("nombre", [2, 20])
    def test_number_of_queries(self, visiteur, django_assert_max_num_queries, japon, nombre):
        for _ in range(nombre):
            groupe = GroupeFabrique(pays=[japon])
            MandatFabrique(personne=PresidenceFabrique(groupe=groupe).personne)
            ActualiteFabrique(pays=[japon], themes=[ThemeFabrique()])
            EvenementFabrique(pays=[japon])
            EvenementFabrique(pays=[japon], debut=dans(-3))
            PublicationFabrique(pays=[japon])
            ContributionFabrique(fonds=FondsFabrique(pays=[japon]))
            PartenariatFabrique(collectivites=[CollectiviteFabrique()], autorites=[AutoriteLocaleFabrique(pays=japon)])
        with django_assert_max_num_queries(20):
            visiteur.get("/pays/japon/")


def test_names_with_accents_stand_where_a_reader_looks_for_them(visiteur, client_de, japon):
    noms = ["Avignon", "Évry", "Nancy"]
    nancy, evry, avignon = (CollectiviteFabrique(nom=nom, pays=[japon]) for nom in reversed(noms))
    assert [une.nom for une in visiteur.get("/pays/japon/").context["fiche"].collectivites] == noms
    compte = UtilisateurFabrique()
    for une in (nancy, evry, avignon):
        RattachementFabrique(utilisateur=compte, collectivite=une)
    lignes = client_de(compte).get("/espace/").context["lignes"]
    assert [ligne["collectivite"].nom for ligne in lignes] == noms
    for nom, prenom in (("Petit", "Zoé"), ("Petit", "Édith"), ("Évrard", "Zoé")):
        MandatFabrique(personne__nom=nom, personne__prenom=prenom, collectivite=nancy)
    mandats = visiteur.get(nancy.get_absolute_url()).context["mandats"]
    assert [(mandat.personne.nom, mandat.personne.prenom) for mandat in mandats] == [
        ("Évrard", "Zoé"), ("Petit", "Édith"), ("Petit", "Zoé"),
    ]  # fmt: skip


class TestListeDesPays:
    def test_only_those_with_content_by_region(self, visiteur, japon, armenie):
        pays = {code: PaysFabrique(alpha2=code, region_monde="afrique") for code in ("MA", "SN", "TN", "MG", "ML", "TG")}
        GroupeFabrique(pays=[pays["MA"]])
        EvenementFabrique(pays=[pays["SN"]])
        FondsFabrique(pays=[pays["TN"]])
        PublicationFabrique(pays=[pays["MG"]])
        CollectiviteFabrique(pays=[pays["ML"]])
        PartenariatFabrique(collectivites=[CollectiviteFabrique()], autorites=[AutoriteLocaleFabrique(pays=japon)])
        ActualiteFabrique(pays=[armenie], brouillon=True)
        AutoriteLocaleFabrique(pays=pays["TG"])  # without any partnership
        reponse = visiteur.get("/pays/")
        regions = {nom: [un.pk for un in liste] for nom, liste in reponse.context["regions"]}
        assert regions == {"Afrique": ["MA", "MG", "ML", "SN", "TN"], "Asie": ["JP"]}
        assert [un.pk for un in dict(reponse.context["regions"])["Afrique"] if un.a_un_groupe] == ["MA"]

    def test_none(self, visiteur):
        assert "Aucun pays pour le moment" in sur_une_ligne(visiteur.get("/pays/").text)

    @pytest.mark.parametrize("nombre", [2, 20])
    def test_number_of_queries(self, visiteur, django_assert_num_queries, nombre):
        for rang in range(nombre):
            ActualiteFabrique(pays=[PaysFabrique(alpha2="A" + chr(65 + rang))])
        with django_assert_num_queries(2):
            visiteur.get("/pays/")
