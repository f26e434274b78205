"""Pages whose words change with the state of what they show, or with who reads: each state, and not another's words."""

import re
from datetime import date

import pytest
from django.utils import timezone

from annuaire import actions, fiche
from annuaire.models import DemandeModification
from courriels.models import Courriel
from mediatheque.models import Image
from tests.fabriques import (
    ActualiteFabrique,
    AdhesionFabrique,
    AutoriteLocaleFabrique,
    CollectiviteFabrique,
    ContributionFabrique,
    EvenementFabrique,
    FondsFabrique,
    GroupeFabrique,
    MediaFabrique,
    PageFabrique,
    PartenariatFabrique,
    PaysFabrique,
    ThemeFabrique,
)
from tests.lecture_html import mots, sur_une_ligne

pytestmark = pytest.mark.django_db


def lu(client, adresse):
    return mots(client.get(adresse).text)


class TestDemande:
    @pytest.fixture
    def demande(self, aix, bob):
        changements = {"ville": {"avant": "", "apres": "Aix"}, "telephone": {"avant": "", "apres": "04 65 71 00 00"}}
        return DemandeModification.objects.create(collectivite=aix, auteur=bob, changements=changements)

    @pytest.mark.parametrize(
        ("etat", "acceptes", "dit", "tus"),
        [
            ("en_attente", [], ["relit cette demande", "Changer la demande", "Retirer la demande"], ["Accepté", "Reprendre"]),
            ("acceptee", ["ville", "telephone"], ["Proposer une autre modification"], ["Refusé", "relit cette", "Reprendre"]),
            ("partielle", ["ville"], ["Ville Accepté", "Téléphone Refusé", "Reprendre ce qui a été refusé"], ["Changer la"]),
            ("refusee", [], ["Reprendre cette demande", "Proposer une autre"], ["Accepté", "Retirer la demande"]),
            ("retiree", [], ["Reprendre cette demande", "Proposer une autre"], ["Accepté", "relit cette"]),
        ],
    )
    def test_what_becomes_of_it(self, membre, demande, etat, acceptes, dit, tus):
        decidee_le = timezone.now() if etat in ("acceptee", "partielle", "refusee") else None
        DemandeModification.objects.filter(pk=demande.pk).update(
            etat=etat, champs_acceptes=acceptes, decidee_le=decidee_le, commentaire="Voici pourquoi."
        )
        page = lu(membre, f"/espace/demandes/{demande.pk}/")
        assert "2 changements" in page
        assert [mot for mot in dit if mot not in page] == []
        assert [mot for mot in tus if mot in page] == []

    def test_what_is_not_written_leaves_no_heading(self, membre, demande):
        page = lu(membre, f"/espace/demandes/{demande.pk}/")
        for absent in ("Réponse", "Changée le", "Votre message", "ne change rien"):
            assert absent not in page
        DemandeModification.objects.filter(pk=demande.pk).update(
            commentaire="Merci.", message="Bonjour.", version=2, changements={"ville": {"avant": "", "apres": "Aix"}}
        )
        page = lu(membre, f"/espace/demandes/{demande.pk}/")
        for present in ("Réponse de l’équipe Merci.", "Changée le", "Votre message à l’équipe Bonjour.", "Un changement"):
            assert present in page

    def test_a_message_alone_is_said_to_be_read_once_answered(self, membre, demande):
        DemandeModification.objects.filter(pk=demande.pk).update(changements={}, message="Bonjour.")
        assert "elle porte un message à l’équipe." in lu(membre, f"/espace/demandes/{demande.pk}/")
        DemandeModification.objects.filter(pk=demande.pk).update(etat="acceptee", decidee_le=timezone.now())
        assert "à l’équipe, qui l’a pris en compte." in lu(membre, f"/espace/demandes/{demande.pk}/")


def decidee(aix, bob, editrice, acceptes, **suite):
    """Have a request of two changes, or of a message, answered; return the words of the mail."""
    demande = actions.proposer_modification(
        collectivite=aix, par=bob, empreinte_vue=fiche.voir(aix).empreinte, **({"changements": {}} | suite)
    )
    return actions.decider(
        demande=demande, par=editrice, champs=acceptes, commentaire="Voici pourquoi.", version_vue=demande.version
    )


@pytest.mark.parametrize(
    ("acceptes", "dit", "tus"),
    [
        (["ville", "telephone"], "est acceptée, et publiée", ["Une partie", "n’a pas été", "refusés"]),
        (["ville"], "Une partie de la demande", ["n’a pas été"]),
        ([], "n’a pas été acceptée", ["Une partie", "est acceptée", "Changements acceptés"]),
    ],
)
def test_the_mail_says_what_was_decided(aix, bob, editrice, acceptes, dit, tus):
    decidee(aix, bob, editrice, acceptes, changements={"ville": "Aix", "telephone": "04 65 71 00 00"})
    page = sur_une_ligne(Courriel.objects.latest("pk").html)
    assert dit in page
    assert [mot for mot in tus if mot in page] == []
    assert "Voici pourquoi." in page


class TestEspace:
    def test_a_referent_and_an_agent(self, membre, agent):
        page = lu(membre, "/espace/")
        assert "Adhérente Vous êtes référent ou référente Vous pouvez proposer" in page
        assert "Vous êtes agent" not in page
        page = lu(agent, "/espace/")
        assert "Non adhérente Vous êtes agent ou élu" in page
        assert "Vous pouvez proposer" not in page


class TestCollectivite:
    def test_since_when_it_is_a_member(self, visiteur):
        ville = CollectiviteFabrique(nom="Ville", slug="v")
        assert "Adhérente" not in lu(visiteur, "/annuaire/v/")
        adhesion = AdhesionFabrique(collectivite=ville, debut=date(2019, 3, 1))
        assert "Adhérente depuis 2019" in lu(visiteur, "/annuaire/v/")
        adhesion.debut = None
        adhesion.save()
        assert "Adhérente de Cités Unies France" in lu(visiteur, "/annuaire/v/")


class TestGroupe:
    def test_its_countries_and_its_ties(self, visiteur, japon, armenie):
        groupe = GroupeFabrique(nom="Groupe", slug="g", pays=[japon])
        assert "Pays Japon" in lu(visiteur, "/groupes-pays/g/")
        groupe.pays.add(armenie)
        groupe.save()
        for pays in (japon, armenie):
            PartenariatFabrique(collectivites=[CollectiviteFabrique()], autorites=[AutoriteLocaleFabrique(pays=pays)])
        page = lu(visiteur, "/groupes-pays/g/")
        assert "2 pays Arménie Japon" in page
        assert page.count("Coopération décentralisée, depuis 2001") == 2


class TestAgenda:
    @pytest.mark.parametrize(("etat", "mot"), [("annule", "Annulé"), ("complet", "Complet"), ("confirme", None)])
    def test_the_month_says_what_is_not_as_announced(self, visiteur, etat, mot):
        EvenementFabrique(titre="Atelier", slug="a", debut=date(2026, 4, 7), etat=etat)
        texte = sur_une_ligne(visiteur.get("/agenda/2026/04/").text)
        assert ("barre__etat" in texte) == bool(mot)
        assert f'barre__etat">{mot}<' in texte or not mot

    @pytest.mark.parametrize("etat", ["annule", "confirme", "reporte"])
    def test_the_page_of_an_event_is_struck_out_when_cancelled_only(self, visiteur, etat):
        EvenementFabrique(titre="Atelier", slug="a", debut=date(2026, 4, 7), etat=etat)
        texte = sur_une_ligne(visiteur.get("/agenda/a/").text)
        assert ('class="tete tete--evenement carte--annule"' in texte) == (etat == "annule")
        titre = texte.partition("<title>")[2].partition("</title>")[0]
        attendu = "Atelier, nouvelle date à fixer" if etat == "reporte" else "Atelier, mardi 7 avril 2026"
        assert titre.replace("\u00a0", " ").startswith(attendu)


class TestPays:
    def test_regions_are_named_when_there_are_several(self, visiteur, japon):
        GroupeFabrique(pays=[japon])
        assert "par région du monde" not in lu(visiteur, "/pays/")
        GroupeFabrique(pays=[PaysFabrique(alpha2="SN", region_monde="afrique")])
        assert "2 pays, par région du monde" in lu(visiteur, "/pays/")

    def test_the_ties_are_linked_when_there_are_some(self, visiteur, japon):
        ville = CollectiviteFabrique(nom="Ville")
        ville.pays.set([japon])
        ville.save()
        assert "Voir le partenariat" not in lu(visiteur, "/pays/japon/")
        PartenariatFabrique(collectivites=[ville], autorites=[AutoriteLocaleFabrique(pays=japon)])
        assert "Voir le partenariat" in lu(visiteur, "/pays/japon/")


class TestArbre:
    def test_a_branch_and_its_pages(self, visiteur):
        racine = PageFabrique(slug="reseau", titre="Le réseau", titre_menu="Réseau", menu="principal")
        assert "Dans cette rubrique" not in lu(visiteur, "/reseau/")
        qui = PageFabrique(slug="qui", titre="Qui", parent=racine, chapo="Nous.")
        PageFabrique(slug="who", titre="Who", parent=racine, langue="en", chapo="We.")
        texte = sur_une_ligne(visiteur.get("/reseau/").text)
        assert texte.count('<p class="carte__chapo">') == 1
        assert texte.count('<p class="carte__chapo" lang="en">') == 1
        cote = texte.partition("<aside")[2].partition("</aside>")[0]
        assert cote.count("aria-current") == 1
        assert 'href="/reseau/" aria-current="page">Présentation' in cote
        enfant = sur_une_ligne(visiteur.get(qui.get_absolute_url()).text)
        assert "Dans cette rubrique" not in enfant
        cote = enfant.partition("<aside")[2].partition("</aside>")[0]
        assert cote.count("aria-current") == 1
        assert f'href="{qui.get_absolute_url()}" aria-current="page"' in cote


def test_the_total_of_all_funds_says_when_it_leaves_amounts_out(visiteur):
    fonds = FondsFabrique()
    ContributionFabrique(fonds=fonds, montant=1000)
    assert "sans les montants qui ne sont pas publiés" not in lu(visiteur, "/fonds-de-solidarite/")
    ContributionFabrique(fonds=fonds, montant=500, montant_public=False)
    assert "sans les montants qui ne sont pas publiés" in lu(visiteur, "/fonds-de-solidarite/")


def test_a_long_search_is_said_to_be_cut(visiteur):
    assert "Votre recherche est longue" not in lu(visiteur, "/recherche/?q=japon")
    assert "Votre recherche est longue" in lu(visiteur, "/recherche/?q=" + "japon+" * 60)
    titre = sur_une_ligne(visiteur.get("/recherche/?q=japon").text).partition("<title>")[2].partition("</title>")[0]
    assert titre.replace("\u00a0", " ").startswith("Recherche : japon –")
    assert "<title>Recherche –" in sur_une_ligne(visiteur.get("/recherche/").text)


def test_a_link_that_served_is_said_so(visiteur):
    page = lu(visiteur, "/comptes/mot-de-passe/choisir/MQ/abc-def/")
    assert "Ce lien n’est plus valable Il a déjà servi, ou il a plus de trois jours." in page
    assert "Enregistrer" not in page


class TestAvecImage:
    def test_a_picture_is_shown_when_there_is_one(self, visiteur):
        image = Image.objects.create(fichier="images/essai.jpg", alt="Une mairie", largeur=10, hauteur=10)
        for une in (CollectiviteFabrique(slug="v"), MediaFabrique(slug="m"), PageFabrique(slug="p")):
            adresse = une.get_absolute_url()
            principale = visiteur.get(adresse).text.partition("<main")[2].partition("</main>")[0]
            assert "<img" not in principale
            une.image = image
            une.save()
            principale = visiteur.get(adresse).text.partition("<main")[2].partition("</main>")[0]
            assert principale.count("<img") == 1


def test_an_address_and_its_town_stand_on_two_lines(visiteur):
    ville = CollectiviteFabrique(slug="v", adresse="1 rue", ville="Tours", code_postal="37000")
    assert re.search(r"1 rue<br>37000\s+Tours", visiteur.get("/annuaire/v/").text)
    ville.adresse = ""
    ville.save()
    assert "<br>" not in visiteur.get("/annuaire/v/").text.partition("<address")[2].partition("</address>")[0]


def test_the_agenda_leads_to_what_is_past_and_back(visiteur):
    EvenementFabrique()
    EvenementFabrique(debut=date(2020, 3, 4))
    for adresse, ici, autre in (
        ("/agenda/", "Tous à venir", 'href="/agenda/?periode=passes"'),
        ("/agenda/?periode=passes", "Passés", 'href="/agenda/"'),
    ):
        texte = sur_une_ligne(visiteur.get(adresse).text)
        assert f'aria-current="page">{ici}</a>' in texte
        assert autre in texte


def test_the_feed_of_a_selection_is_said_so(visiteur):
    theme = ThemeFabrique(slug="eau")
    ActualiteFabrique(themes=[theme])
    assert "Suivre les actualités par flux RSS" in lu(visiteur, "/actualites/")
    assert "Suivre cette sélection par flux RSS" in lu(visiteur, "/actualites/?theme=eau")
    assert "Suivre les actualités par flux RSS" in lu(visiteur, "/actualites/?theme=zzz")


def test_the_home_page_shows_funds_when_there_are_some(visiteur):
    assert "Tous les fonds" not in lu(visiteur, "/")
    FondsFabrique()
    assert "Tous les fonds" in lu(visiteur, "/")
