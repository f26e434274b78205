"""The home page: what people come for, in the order they need it, for each reader, with nothing, one thing and many."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from socle.acces import Acces
from tests.fabriques import (
    ActualiteFabrique,
    AffectationFabrique,
    AppelFabrique,
    ContributionFabrique,
    EvenementFabrique,
    FondsFabrique,
    GroupeFabrique,
    PageFabrique,
    PaysFabrique,
    PublicationFabrique,
    ThemeFabrique,
)
from tests.lecture_html import sur_une_ligne

pytestmark = pytest.mark.django_db


def dans(jours):
    return timezone.localdate() + timedelta(days=jours)


def lire(client):
    reponse = client.get("/")
    assert reponse.status_code == 200
    return sur_une_ligne(reponse.text)


def test_empty_site(visiteur):
    texte = lire(visiteur)
    assert "Aucun événement à venir pour le moment" in texte
    for absent in ("À la une", "Fonds de solidarité</h2>", "Groupes-pays</h2>", "Appels et offres</h2>", "Publications</h2>"):
        assert absent not in texte
    assert "Rejoindre le réseau" in texte


def test_it_searches_first(visiteur):
    texte = lire(visiteur)
    formulaire = re.search(r'<form class="chercher chercher--grand".*?</form>', texte)[0]
    assert 'action="/recherche/"' in formulaire and 'name="q"' in formulaire and 'method="post"' not in formulaire
    assert "Une ville, un pays, un sujet" in formulaire and "data-suggestions=" in formulaire


def test_what_people_need_first_stands_first(visiteur, japon):
    ActualiteFabrique(titre="Nouvelle")
    EvenementFabrique(titre="Rencontre", debut=dans(3))
    FondsFabrique(titre="Fonds Maroc")
    GroupeFabrique(nom="Groupe-pays Japon", pays=[japon])
    AppelFabrique(titre="Un poste", genre="emploi")
    PublicationFabrique(titre="Répertoire")
    texte = lire(visiteur).partition("<main")[2]
    ordre = ["q-accueil", "Rencontre", "Nouvelle", "Fonds Maroc", 'src="/groupes-pays/carte.svg"', "Un poste", "Répertoire"]
    places = [texte.index(mot) for mot in ordre]
    assert places == sorted(places)


def test_latest_of_everything(visiteur):
    for rang in range(7):
        ActualiteFabrique(titre=f"Nouvelle {rang}", publie_le=timezone.now() - timedelta(days=rang + 1))
    for jours in (-1, 1, 2, 3, 4):
        EvenementFabrique(titre=f"Rencontre {jours}", debut=dans(jours))
        AppelFabrique(titre=f"Offre {jours}", cloture=dans(jours), genre="emploi")
    GroupeFabrique(nom="Groupe-pays Japon", slug="japon")
    GroupeFabrique(nom="Groupe-pays Ancien", etat="clos")
    GroupeFabrique(nom="Dynamique Climat", slug="climat", nature="thematique")
    GroupeFabrique(nom="Comité des donateurs", nature="comite")
    fonds = FondsFabrique(titre="Fonds Maroc")
    ContributionFabrique(fonds=fonds, montant=520_000)
    AffectationFabrique(fonds=fonds, montant=380_000)
    PublicationFabrique(titre="Répertoire")
    reponse = visiteur.get("/")
    contexte, texte = reponse.context, sur_une_ligne(reponse.text)
    assert contexte["une"].titre == "Nouvelle 0"
    assert [a.titre for a in contexte["actualites"]] == [f"Nouvelle {rang}" for rang in range(1, 4)]
    assert [e.titre for e in contexte["evenements"]] == ["Rencontre 1", "Rencontre 2", "Rencontre 3"]
    assert contexte["groupes_pays"] == [("Japon", "/groupes-pays/japon/")]
    assert contexte["dynamiques"] == [("Climat", "/dynamiques/climat/")]
    assert "Comité des donateurs" not in texte and "Offre -1" not in texte
    assert texte.count("520\u00a0000\u00a0€") == 2, "all the funds, then this one"
    assert "Répertoire" in texte


def test_funds_that_one_may_give_to_come_first(visiteur):
    for rang, etat in enumerate(["mise_en_oeuvre", "comite", "ouvert", "clos", "ouvert"]):
        FondsFabrique(titre=f"Fonds {rang}", etat=etat, clos_le=dans(-1) if etat == "clos" else None, ouvert_le=dans(-30 - rang))
    etats = re.findall(r'compte-fonds__etat">([^<]*)<', lire(visiteur))
    assert etats[:2] == ["Ouvert aux contributions"] * 2
    assert set(etats[2:]) == {"Mise en œuvre", "Comité des donateurs"}


def test_an_amount_that_is_not_published_is_not_told(visiteur):
    fonds = FondsFabrique(titre="Fonds Liban")
    ContributionFabrique(fonds=fonds, montant=7_777, montant_public=False)
    texte = lire(visiteur)
    assert "Montant non publié" in texte and "7\u00a0777" not in texte


def test_a_fund_kept_for_others_tells_no_figure(visiteur, membre):
    ContributionFabrique(fonds=FondsFabrique(titre="Fonds réservé", acces=Acces.ADHERENTS), montant=4_321)
    assert "Chiffres réservés" in lire(visiteur) and "4\u00a0321" not in lire(visiteur)
    assert "4\u00a0321" in lire(membre)


class TestGroupes:
    def test_each_tells_its_next_meeting_soonest_first(self, visiteur):
        japon, maroc, climat = (GroupeFabrique(nom=nom) for nom in ("Groupe-pays Japon", "Groupe-pays Maroc", "Dynamique Climat"))
        EvenementFabrique(titre="Plus tard", groupes=[japon], debut=dans(40))
        bientot = EvenementFabrique(titre="Bientôt", groupes=[japon], debut=dans(9), acces="groupe", cercles=[japon])
        ensemble = EvenementFabrique(titre="Ensemble", groupes=[maroc, climat], debut=dans(20))
        EvenementFabrique(titre="Annulée", groupes=[maroc], debut=dans(1), etat="annule")
        EvenementFabrique(titre="Interne", groupes=[maroc], debut=dans(2), acces=Acces.EQUIPE)
        EvenementFabrique(titre="Passée", groupes=[maroc], debut=dans(-2))
        EvenementFabrique(titre="Brouillon", groupes=[maroc], debut=dans(3), brouillon=True)
        assert visiteur.get("/").context["reunions"] == [("Japon", bientot), ("Climat, Maroc", ensemble)]

    def test_without_any_it_says_what_groups_are_for(self, visiteur):
        GroupeFabrique()
        assert "se réunissent pour échanger" in lire(visiteur)
        assert "Ils se réunissent bientôt" not in lire(visiteur)

    def test_former_groups_and_committees_announce_nothing(self, visiteur):
        for champs in ({"etat": "clos"}, {"nature": "comite"}):
            EvenementFabrique(groupes=[GroupeFabrique(**champs)], debut=dans(2))
        GroupeFabrique()
        assert visiteur.get("/").context["reunions"] == []

    def test_the_map_draws_the_countries_of_those_at_work(self, visiteur, japon, armenie):
        def carte():
            reponse = visiteur.get("/groupes-pays/carte.svg")
            assert (reponse.status_code, reponse["Content-Type"]) == (200, "image/svg+xml")
            return reponse.text

        vide = carte()
        GroupeFabrique(pays=[japon])
        au_japon = carte()
        assert au_japon != vide
        GroupeFabrique(pays=[armenie], etat="clos")
        GroupeFabrique(pays=[PaysFabrique(alpha2="ZZ")])
        assert carte() == au_japon
        GroupeFabrique(pays=[armenie])
        assert carte() != au_japon
        assert "style=" not in au_japon and "<style>@media (prefers-color-scheme:dark)" in au_japon


def test_only_what_the_reader_may_hear_of(visiteur, client_redactrice):
    ActualiteFabrique(titre="Interne", acces=Acces.EQUIPE)
    EvenementFabrique(titre="Réunion interne", acces=Acces.EQUIPE)
    FondsFabrique(titre="Fonds interne", acces=Acces.EQUIPE)
    AppelFabrique(titre="Poste interne", acces=Acces.EQUIPE)
    PublicationFabrique(titre="Brouillon de plaquette", brouillon=True)
    texte = lire(visiteur)
    for cache in ("Interne", "Réunion interne", "Fonds interne", "Poste interne", "Brouillon de plaquette"):
        assert cache not in texte
    assert "Réunion interne" in lire(client_redactrice)


@pytest.mark.parametrize("nombre", [2, 20])
def test_number_of_queries(visiteur, django_assert_num_queries, japon, nombre):
    PageFabrique(menu="principal")
    for _ in range(nombre):
        ActualiteFabrique(pays=[japon], themes=[ThemeFabrique()])
        EvenementFabrique(pays=[japon], groupes=[GroupeFabrique(pays=[japon])])
        AppelFabrique(pays=[japon])
        PublicationFabrique(pays=[japon])
        ContributionFabrique(fonds=FondsFabrique(pays=[japon]))
    # Menu, first words, what is put forward, news, countries, themes, events, figures, funds, groups, their meetings, calls,
    # publications.
    with django_assert_num_queries(13):
        visiteur.get("/")


class TestEntete:
    def test_it_leads_to_membership_the_space_and_the_english_page(self, visiteur, membre):
        texte = lire(visiteur).partition("<main")[0]
        assert re.search(r'<a class="bouton entete__adherer" href="/adherer/"\s*>Adhérer</a>', texte)
        assert 'href="/comptes/connexion/"' in texte and 'hreflang="en"' not in texte
        PageFabrique(slug="english", titre="English", langue="en", menu="pied")
        assert '<a class="entete__langue" href="/english/" lang="en" hreflang="en"' in lire(visiteur)
        assert 'href="/espace/"' in lire(membre).partition("<main")[0]

    def test_the_button_says_where_one_is(self, visiteur):
        assert re.search(
            r'entete__adherer" href="/adherer/"\s+aria-current="page"', sur_une_ligne(visiteur.get("/adherer/").text)
        )
