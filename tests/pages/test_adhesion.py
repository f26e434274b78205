"""« Adhérer »: what membership opens, the collectivité recognised, the request, and what the team and the sender are told."""

import re
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from annuaire import actions, taches
from annuaire.models import DemandeAdhesion
from annuaire.models.adhesion import GARDE
from annuaire.reconnaissance import retrouver
from comptes.verrou import LIENS_PAR_COMPTE
from courriels.models import Courriel
from socle.models import Journal
from tests.fabriques import AdhesionFabrique, ContactFabrique, PageFabrique
from tests.lecture_html import sur_une_ligne
from tests.test_envois import deux_fois, jeton

pytestmark = pytest.mark.django_db

ADHERER, DEMANDE, RECUE = "/adherer/", "/adherer/demande/", "/adherer/demande/recue/"
SAISIE = {
    "contact": "Inès Martin",
    "fonction": "directrice des relations internationales",
    "courriel": "ines.martin@exemple.test",
    "telephone": "05 59 00 00 00",
    "message": "Notre conseil délibère en mars.",
}


def envoi(**champs):
    return {"choix": "fiche:billere", "nom": "Ville de Billère", **SAISIE, **champs}


def lire(client, adresse=DEMANDE, status=200, **parametres):
    reponse = client.get(adresse, parametres)
    assert reponse.status_code == status
    return sur_une_ligne(reponse.text)


class TestPage:
    def test_it_stands_before_the_team_writes_it(self, visiteur):
        texte = lire(visiteur, ADHERER)
        assert "<h1>Adhérer à Cités Unies France</h1>" in texte
        assert f'action="{DEMANDE}" method="get"' in texte

    def test_it_says_the_words_of_the_team(self, visiteur):
        PageFabrique(
            slug="adherer",
            titre="Rejoindre le réseau",
            corps="<h2>La cotisation</h2><p>Selon la population.</p>",
            contacts=[ContactFabrique(nom="Secrétariat")],
        )
        texte = lire(visiteur, ADHERER)
        for mots in ("<h1>Rejoindre le réseau</h1>", "Selon la population.", "Secrétariat", f'action="{DEMANDE}" method="get"'):
            assert mots in texte

    def test_the_team_may_write_it_and_nothing_over_its_form(self):
        page = PageFabrique(slug="adherer")
        page.full_clean()
        with pytest.raises(ValidationError, match="une autre page du site"):
            PageFabrique.build(slug="demande", parent=page).full_clean()

    def test_a_draft_of_it_is_shown_to_nobody_but_the_team(self, visiteur, client_redactrice):
        PageFabrique(slug="adherer", titre="Rejoindre le réseau", brouillon=True)
        assert "Rejoindre le réseau" not in lire(visiteur, ADHERER)
        assert "Rejoindre le réseau" in lire(client_redactrice, ADHERER)


class TestReconnaissance:
    def test_the_name_is_asked_first(self, visiteur):
        texte = lire(visiteur)
        assert 'name="nom"' in texte and "csrfmiddlewaretoken" not in texte

    def test_those_that_bear_it_are_offered(self, visiteur, billere, aix):
        texte = lire(visiteur, nom="billere")
        assert f'href="{DEMANDE}?choix=fiche%3Abillere"' in texte
        assert "Aix" not in texte
        assert f'href="{DEMANDE}?choix=autre&amp;nom=billere"' in texte

    def test_a_name_that_nobody_knows_is_kept(self, visiteur):
        assert f'href="{DEMANDE}?choix=autre&amp;nom=Xyz+42"' in lire(visiteur, nom="Xyz 42")
        assert "nom gardé comme vous l’avez écrit" in lire(visiteur, choix="autre", nom="Xyz 42")

    def test_a_member_is_told_so_and_whom_to_write_to(self, visiteur, aix):
        assert "Adhérente" in lire(visiteur, nom="aix")
        sans_page = lire(visiteur, choix="fiche:aix-en-provence")
        assert "<h1>Votre collectivité est déjà adhérente</h1>" in sans_page
        assert 'href="/contact/">Écrire à l’équipe</a>' in sans_page
        assert "csrfmiddlewaretoken" not in sans_page
        PageFabrique(slug="adherer", contacts=[ContactFabrique(courriel="secretariat@exemple.test")])
        assert "mailto:secretariat@exemple.test" in lire(visiteur, choix="fiche:aix-en-provence")

    @pytest.mark.parametrize(
        "parametres",
        [
            {"nom": ""},
            {"nom": "x"},
            {"nom": "y" * 151},
            {"nom": "z" * 10_000},
            {"choix": "fiche:rien"},
            {"choix": "autre"},
            {"choix": "autre", "nom": ""},
            {"choix": "🙂" * 500},
        ],
    )
    def test_what_makes_no_sense_is_400_with_what_was_typed(self, visiteur, parametres):
        texte = lire(visiteur, status=400, **parametres)
        if nom := parametres.get("nom"):
            assert f'value="{nom}"' in texte


class TestDemande:
    def test_it_is_written_and_told(self, visiteur, billere, editrice, redactrice):
        reponse = visiteur.post(DEMANDE, envoi())
        assert (reponse.status_code, reponse["Location"]) == (302, RECUE)
        demande = DemandeAdhesion.objects.get()
        assert (demande.nom, demande.type, demande.collectivite) == ("Ville de Billère", "commune", billere)
        assert (demande.code, demande.etat) == (billere.commune_id, "nouvelle")
        assert {nom: getattr(demande, nom) for nom in SAISIE} == SAISIE
        ecrits = {un.destinataire: un for un in Courriel.objects.all()}
        assert set(ecrits) == {editrice.courriel, SAISIE["courriel"]}
        assert f"/admin/annuaire/demandeadhesion/{demande.pk}/change/" in ecrits[editrice.courriel].texte
        for propre in (SAISIE["contact"], SAISIE["courriel"], SAISIE["message"]):
            assert propre not in ecrits[editrice.courriel].texte
        entree = Journal.objects.get(action="demander")
        assert (entree.par, entree.objet, entree.intitule) == (None, demande, "Adhésion de Ville de Billère")
        assert "Votre demande est reçue" in lire(visiteur, RECUE)

    def test_an_unknown_collectivite_asks_too(self, visiteur):
        assert visiteur.post(DEMANDE, envoi(choix="autre", nom="Syndicat des eaux du Gave")).status_code == 302
        demande = DemandeAdhesion.objects.get()
        assert (demande.nom, demande.type, demande.code, demande.collectivite) == ("Syndicat des eaux du Gave", "", "", None)

    def test_sent_twice_it_is_written_once(self, visiteur, billere):
        deux_fois(visiteur, DEMANDE, {**envoi(), **jeton(visiteur, f"{DEMANDE}?choix=fiche:billere")})
        assert DemandeAdhesion.objects.count() == 1

    @pytest.mark.parametrize(
        ("champ", "valeur"),
        [
            ("contact", ""),
            ("contact", "a" * 151),
            ("fonction", ""),
            ("courriel", ""),
            ("courriel", "ines"),
            ("telephone", "rien"),
            ("message", "m" * 2001),
        ],
    )
    def test_a_bad_answer_is_400_and_keeps_what_was_typed(self, visiteur, billere, champ, valeur):
        reponse = visiteur.post(DEMANDE, envoi(**{champ: valeur}))
        assert reponse.status_code == 400
        assert f'href="#id_{champ}"' in sur_une_ligne(reponse.text)
        for nom, typed in (SAISIE | {champ: valeur}).items():
            assert typed in reponse.text, nom
        assert "Ville de Billère" in reponse.text
        assert not DemandeAdhesion.objects.exists() and not Courriel.objects.exists()

    def test_telephone_and_message_may_be_left_out(self, visiteur, billere):
        assert visiteur.post(DEMANDE, envoi(telephone="", message="")).status_code == 302

    @pytest.mark.parametrize(
        "corps", [{}, {"choix": "fiche:rien"}, {"choix": "autre"}, {"nom": ""}, {"choix": "autre", "nom": "x"}]
    )
    def test_an_envelope_of_nothing_is_400(self, visiteur, corps):
        assert visiteur.post(DEMANDE, {**SAISIE, **corps}).status_code == 400
        assert not DemandeAdhesion.objects.exists()

    def test_a_member_writes_nothing(self, visiteur, aix):
        reponse = visiteur.post(DEMANDE, envoi(choix="fiche:aix-en-provence"))
        assert reponse.status_code == 409
        assert "déjà adhérente" in reponse.text
        assert not DemandeAdhesion.objects.exists()

    def test_who_became_a_member_meanwhile_is_refused_by_the_action_itself(self, billere):
        AdhesionFabrique(collectivite=billere)
        with pytest.raises(actions.DejaAdherente):
            actions.demander_adhesion(nom="", reconnue=retrouver("fiche:billere"), saisie=SAISIE)

    def test_a_program_is_thanked_and_writes_nothing(self, visiteur, billere):
        assert visiteur.post(DEMANDE, envoi(site="https://exemple.test"))["Location"] == RECUE
        assert not DemandeAdhesion.objects.exists() and not Courriel.objects.exists()

    def test_nobody_is_flooded_by_the_requests_of_another(self, visiteur, billere):
        statuts = [visiteur.post(DEMANDE, envoi(message=str(rang))).status_code for rang in range(LIENS_PAR_COMPTE + 1)]
        assert statuts == [302] * LIENS_PAR_COMPTE + [429]
        trop = visiteur.post(DEMANDE, envoi(message="encore"))
        assert "Réessayez dans une heure" in sur_une_ligne(trop.text)
        assert "encore" in trop.text
        assert DemandeAdhesion.objects.count() == LIENS_PAR_COMPTE

    def test_the_form_says_how_long_and_by_whom_what_is_typed_is_kept(self, visiteur, billere):
        PageFabrique(slug="donnees-personnelles", titre="Données personnelles")
        texte = lire(visiteur, choix="fiche:billere")
        for mots in ("effacées un an après", "intérêt légitime", "vous y opposer", "CNIL", 'href="/donnees-personnelles/"'):
            assert mots in texte

    def test_it_is_not_kept(self, visiteur, billere):
        assert "no-store" in visiteur.get(DEMANDE, {"choix": "fiche:billere"})["Cache-Control"]


def _demande(**champs):
    return DemandeAdhesion.objects.create(nom="Ville de Pau", **{**SAISIE, **champs})


@pytest.mark.parametrize(("secondes", "oubliee"), [(-60, False), (60, True)])
def test_it_is_forgotten_after_a_year(secondes, oubliee):
    _demande(cree_le=timezone.now() - GARDE - timedelta(seconds=secondes), etat="close")
    taches.oublier_les_adhesions(timestamp=0)
    assert DemandeAdhesion.objects.exists() is not oubliee


class TestEquipe:
    LISTE = "/admin/annuaire/demandeadhesion/"

    def test_it_awaits_until_someone_takes_it_up(self, client_editrice):
        demande = _demande()
        accueil = sur_une_ligne(client_editrice.get("/admin/").text)
        assert "Demandes d’adhésion à suivre" in accueil and ">Ville de Pau</a>" in accueil
        fiche = f"{self.LISTE}{demande.pk}/change/"
        page = client_editrice.get(fiche).text
        assert SAISIE["message"] in page and 'name="contact"' not in page
        caches = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page))
        caches.pop("csrfmiddlewaretoken", None)
        assert client_editrice.post(fiche, {**caches, "etat": "suivie", "note": "Appelée"}).status_code == 302
        demande.refresh_from_db()
        assert (demande.etat, demande.note, demande.contact) == ("suivie", "Appelée", SAISIE["contact"])
        assert "Demandes d’adhésion à suivre" not in client_editrice.get("/admin/").text

    def test_they_are_listed_by_state_and_found(self, client_editrice):
        _demande()
        _demande(etat="close", contact="Omar Petit")
        assert client_editrice.get(self.LISTE, {"etat": "close"}).context["cl"].result_count == 1
        assert client_editrice.get(self.LISTE, {"q": "omar"}).context["cl"].result_count == 1

    def test_who_does_not_answer_does_not_read_them(self, client_redactrice, client_editrice, visiteur):
        _demande()
        assert client_redactrice.get(self.LISTE).status_code == 403
        assert "Demandes d’adhésion" not in client_redactrice.get("/admin/").text
        assert visiteur.get(self.LISTE).status_code == 302
        assert client_editrice.get(f"{self.LISTE}add/").status_code == 403

    def test_it_is_erased_for_who_asks(self, client_editrice):
        demande = _demande()
        assert client_editrice.post(f"{self.LISTE}{demande.pk}/delete/", {"post": "yes"}).status_code == 302
        assert not DemandeAdhesion.objects.exists()
