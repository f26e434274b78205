"""The panorama of projects."""

import pytest

from annuaire.models import Projet
from tests.annuaire.test_doubles import saisie
from tests.fabriques import (
    ActualiteFabrique,
    AutoriteLocaleFabrique,
    CollectiviteFabrique,
    DocumentFabrique,
    OddFabrique,
    PartenariatFabrique,
    ProjetFabrique,
    SecteurFabrique,
)
from tests.lecture_html import sur_une_ligne

PROJETS = "/annuaire/projets/"


def page(client, adresse=PROJETS, statut=200):
    reponse = client.get(adresse)
    assert reponse.status_code == statut
    return sur_une_ligne(reponse.text)


def titres(client, requete=""):
    return [projet.titre for projet in client.get(f"{PROJETS}{requete}").context["page_obj"]]


class TestList:
    def test_none(self, visiteur, db):
        assert "Aucun projet pour le moment" in page(visiteur)

    def test_one(self, visiteur, aix, japon):
        ProjetFabrique(titre="De l’eau", slug="eau", collectivites=[aix], pays=[japon], annee_debut=2024)
        contenu = page(visiteur)
        assert "1 projet<" in contenu and f'href="{PROJETS}eau/"' in contenu and "Ville d’Aix-en-Provence" in contenu

    def test_the_latest_come_first(self, visiteur, aix, japon):
        for titre, annee in (("Vieux", 2001), ("Sans date", None), ("Neuf", 2025)):
            ProjetFabrique(titre=titre, collectivites=[aix], pays=[japon], annee_debut=annee)
        assert titres(visiteur) == ["Neuf", "Vieux", "Sans date"]

    def test_what_hidden_collectivites_lead_is_not_there(self, visiteur, aix, japon):
        cachee = CollectiviteFabrique(nom="Ville cachée", visible=False)
        ProjetFabrique(titre="Caché", slug="cache", collectivites=[cachee], pays=[japon])
        ProjetFabrique(titre="Public", slug="public", collectivites=[aix, cachee], pays=[japon])
        contenu = page(visiteur)
        assert titres(visiteur) == ["Public"] and "Ville cachée" not in contenu
        page(visiteur, f"{PROJETS}cache/", 404)
        assert "Ville cachée" not in page(visiteur, f"{PROJETS}public/")

    @pytest.mark.parametrize(
        ("requete", "trouves"),
        [
            ("?pays=JP", ["A"]),
            ("?secteur=eau", ["A"]),
            ("?odd=6", ["A"]),
            ("?etat=acheve", ["B"]),
            ("?budget=moins-50000", ["A"]),
            ("?budget=50000-250000", ["B"]),
            ("?budget=plus-250000", ["C"]),
            ("?budget=inconnu", ["D"]),
            ("?annee=2021", ["B"]),
            ("?annee=2025", ["A"]),
            ("?pays=AM&annee=2021", ["B"]),
        ],
    )
    def test_each_filter_keeps_what_it_says(self, visiteur, aix, japon, armenie, requete, trouves):
        a = ProjetFabrique(titre="A", collectivites=[aix], pays=[japon], budget=49_999, annee_debut=2024)
        a.secteurs.add(SecteurFabrique(slug="eau"))
        a.odds.add(OddFabrique(numero=6))
        dates = {"annee_debut": 2020, "annee_fin": 2022}
        ProjetFabrique(titre="B", collectivites=[aix], pays=[armenie], budget=50_000, etat="acheve", **dates)
        ProjetFabrique(titre="C", collectivites=[aix], pays=[armenie], budget=250_000)
        ProjetFabrique(titre="D", collectivites=[aix], pays=[armenie])
        assert titres(visiteur, requete) == trouves

    @pytest.mark.parametrize(
        "requete", ["?pays=ZZ", "?odd=99", "?odd=abc", "?etat=x", "?budget=cher", "?annee=abc", "?secteur=%00"]
    )
    def test_what_makes_no_sense_is_told(self, visiteur, aix, japon, requete):
        ProjetFabrique(titre="A", collectivites=[aix], pays=[japon], annee_debut=2024)
        contenu = page(visiteur, f"{PROJETS}{requete}", 400)
        assert "Cette valeur n’existe pas" in contenu and "1 projet<" in contenu

    def test_nothing_found_offers_a_way_on(self, visiteur, aix, japon, armenie):
        ProjetFabrique(collectivites=[aix], pays=[japon])
        assert "Aucun projet ne réunit ces critères" in page(visiteur, f"{PROJETS}?pays=AM")


class TestFigures:
    def test_they_count_each_project_once_in_each_country_and_goal(self, visiteur, aix, colombes, japon, armenie):
        onze = OddFabrique(numero=11, nom="Villes durables")
        for pays in ([japon], [japon, armenie]):
            projet = ProjetFabrique(collectivites=[aix, colombes], pays=pays)
            projet.odds.add(onze)
        contexte = visiteur.get(PROJETS).context
        assert [(barre.libelle, barre.nombre, barre.longueur) for barre in contexte["par_pays"]] == [
            ("Japon", 2, 100),
            ("Arménie", 1, 50),
        ]
        assert [(barre.libelle, barre.nombre) for barre in contexte["par_odd"]] == [("11. Villes durables", 2)]

    def test_they_follow_the_filters_and_lead_to_them(self, visiteur, aix, japon, armenie):
        ProjetFabrique(collectivites=[aix], pays=[japon], etat="acheve")
        ProjetFabrique(collectivites=[aix], pays=[armenie])
        barres = visiteur.get(f"{PROJETS}?etat=acheve&page=1").context["par_pays"]
        assert [(barre.libelle, barre.adresse) for barre in barres] == [("Japon", "?etat=acheve&pays=JP")]


class TestPage:
    def test_partners_documents_and_news(self, visiteur, aix, japon):
        nara = AutoriteLocaleFabrique(nom="Nara", slug="nara", pays=japon)
        lien = PartenariatFabrique(collectivites=[aix], autorites=[nara])
        projet = ProjetFabrique(slug="eau", collectivites=[aix], pays=[japon], partenariat=lien, budget=12_500)
        projet.documents.add(
            DocumentFabrique(titre="Convention de projet"), DocumentFabrique(titre="Note interne", acces="equipe")
        )
        ActualiteFabrique(titre="Le puits est creusé").projets.add(projet)
        ActualiteFabrique(titre="Brouillon", brouillon=True).projets.add(projet)
        contenu = page(visiteur, f"{PROJETS}eau/")
        for texte in (
            'href="/annuaire/aix-en-provence/"',
            'href="/annuaire/autorites/nara/"',
            'href="/pays/japon/"',
            "Convention de projet",
            "Le puits est creusé",
            "12\u00a0500\u00a0€",
        ):
            assert texte in contenu, texte
        assert "Brouillon" not in contenu and "Note interne" not in contenu

    def test_the_least_that_a_project_says(self, visiteur, aix, japon):
        ProjetFabrique(slug="eau", collectivites=[aix], pays=[japon])
        contenu = page(visiteur, f"{PROJETS}eau/")
        assert "Non communiqué" in contenu
        assert '<h2 id="documents"' not in contenu and '<h2 id="actualites"' not in contenu

    def test_unknown(self, visiteur, db):
        page(visiteur, f"{PROJETS}rien/", 404)

    def test_it_is_linked_from_the_profile(self, visiteur, aix, japon):
        projet = ProjetFabrique(collectivites=[aix], pays=[japon])
        assert f'href="{projet.get_absolute_url()}"' in page(visiteur, "/annuaire/aix-en-provence/")


def test_the_back_office_makes_the_address_that_is_not_typed(client_editrice, aix, japon):
    ajout = "/admin/annuaire/projet/add/"
    champs = saisie(client_editrice, ajout, titre="L’eau pour tous", collectivites=[aix.pk], pays=["JP"])
    assert client_editrice.post(ajout, champs).status_code == 302
    assert Projet.objects.get().slug == "l-eau-pour-tous"
