"""« Mon espace »: who sees what, the form and what becomes of it."""

from datetime import datetime

import pytest
from django.utils import timezone

from annuaire.models import DemandeModification, Rattachement
from tests.annuaire.conftest import ESPACE_AIX
from tests.annuaire.formulaire import champs_de, envoyer, la_demande, page
from tests.fabriques import (
    RattachementFabrique,
    UtilisateurFabrique,
)


@pytest.fixture
def agent_aix(aix, client_de):
    """A client who reads for Aix-en-Provence."""
    utilisateur = UtilisateurFabrique(courriel="agent@exemple.test")
    RattachementFabrique(utilisateur=utilisateur, collectivite=aix, role="agent")
    return client_de(utilisateur)


class TestQui:
    @pytest.mark.parametrize("adresse", ["/espace/", ESPACE_AIX, "/espace/demandes/1/"])
    def test_a_visitor_is_sent_to_sign_in_and_back(self, visiteur, aix, adresse):
        reponse = visiteur.get(adresse)
        assert reponse.status_code == 302
        assert reponse["Location"] == f"/comptes/connexion/?next={adresse}"

    @pytest.mark.parametrize("client", ["etranger", "agent", "client_editrice"])
    def test_the_form_of_another_collectivite_does_not_exist(self, request, client, profil, bob):
        client = request.getfixturevalue(client)
        page(client, ESPACE_AIX, 404)
        assert client.post(ESPACE_AIX, {"ville": "Aix"}).status_code == 404
        assert not DemandeModification.objects.exists()

    def test_an_agent_reads_who_the_referents_are(self, agent_aix, bob):
        contenu = page(agent_aix, ESPACE_AIX, 403)
        assert bob.get_full_name() in contenu
        assert agent_aix.post(ESPACE_AIX, {"ville": "Aix"}).status_code == 403
        assert not DemandeModification.objects.exists()

    def test_a_request_is_seen_by_the_people_of_its_collectivite_only(
        self, profil, proposer, membre, agent_aix, etranger, agent, client_editrice
    ):
        adresse = f"/espace/demandes/{proposer(profil, {'ville': 'Aix'}).pk}/"
        assert "Ville" in page(membre, adresse)
        assert "Retirer la demande" not in page(agent_aix, adresse)
        for client in (etranger, agent, client_editrice):
            page(client, adresse, 404)
            assert client.post(f"{adresse}retirer/").status_code == 404
        assert agent_aix.post(f"{adresse}retirer/").status_code == 403
        assert la_demande().est_en_attente

    def test_unknown_requests_are_not_found(self, membre):
        for numero in ("987654", "9" * 30):
            page(membre, f"/espace/demandes/{numero}/", 404)

    def test_wrong_methods_are_refused(self, membre, profil, proposer):
        demande = proposer(profil, {"ville": "Aix"})
        assert membre.get(f"/espace/demandes/{demande.pk}/retirer/").status_code == 405
        assert membre.post(f"/espace/demandes/{demande.pk}/").status_code == 405
        assert membre.post("/espace/").status_code == 405
        assert membre.put(ESPACE_AIX).status_code == 405

    def test_private_pages_are_never_cached(self, membre, profil):
        for adresse in ("/espace/", ESPACE_AIX):
            assert "no-store" in membre.get(adresse)["Cache-Control"]


class TestMessage:
    def test_a_message_alone_is_a_request(self, membre, profil):
        reponse = envoyer(membre, {"message": ["Notre élue a changé.\r\nMerci"]})
        demande = la_demande()
        assert (demande.changements, demande.message) == ({}, "Notre élue a changé.\nMerci")
        contenu = page(membre, reponse["Location"])
        assert "Votre message est enregistré" in contenu
        assert "Notre élue a changé." in contenu
        assert "elle porte un message à l’équipe" in contenu
        assert "0 changements" not in contenu

    def test_the_message_of_a_pending_request_is_corrected_alone(self, membre, profil, proposer):
        proposer(profil, {"ville": "Aix"}, message="Premier\nmot")
        envoyer(membre, {}, statut=400)
        envoyer(membre, {"message": ["Second mot"]})
        demande = la_demande()
        assert (demande.message, demande.version) == ("Second mot", 2)
        assert set(demande.changements) == {"ville"}

    def test_undoing_the_changes_does_not_send_the_message_already_there(self, membre, profil, proposer):
        proposer(profil, {"ville": "Aix"}, message="Premier")
        assert "retirez plutôt" in envoyer(membre, {"ville": [""]}, statut=400).content.decode()
        envoyer(membre, {"ville": [""], "message": ["Seulement ce mot"]})
        assert (la_demande().changements, la_demande().message) == ({}, "Seulement ce mot")

    def test_emptying_a_message_sent_alone_points_to_withdrawal(self, membre, profil, proposer):
        proposer(profil, {}, message="Premier")
        assert "retirez plutôt" in envoyer(membre, {"message": [""]}, statut=400).content.decode()
        assert la_demande().message == "Premier"

    def test_the_answer_is_told_in_the_space(self, membre, profil, proposer, decider):
        demande = proposer(profil, {}, message="Notre élue a changé.")
        decider(demande, [], "C’est noté.")
        contenu = page(membre, f"/espace/demandes/{demande.pk}/")
        assert "l’a pris en compte" in contenu
        assert "C’est noté." in contenu
        assert champs_de(membre.get(ESPACE_AIX))["message"] == [""]


class TestDemande:
    def test_its_title_tells_its_hour(self, membre, profil):
        demande = DemandeModification.objects.create(collectivite=profil, etat="retiree")
        cree_le = timezone.make_aware(datetime(2026, 3, 12, 14))
        DemandeModification.objects.filter(pk=demande.pk).update(cree_le=cree_le)
        assert "<title>Demande du 12\u00a0mars 2026 à 14\u00a0h –" in page(membre, f"/espace/demandes/{demande.pk}/")

    def test_it_tells_the_state_the_answer_and_each_field(self, membre, profil, proposer, decider):
        demande = proposer(profil, {"ville": "Aix", "telephone": "05 00 00 00 00"})
        decider(demande, ["ville"], "Téléphone à vérifier")
        contenu = page(membre, f"/espace/demandes/{demande.pk}/")
        for texte in ("Acceptée en partie", "Téléphone à vérifier", "Accepté<", "Refusé<", "<ins>", "<del>"):
            assert texte in contenu
        assert "Retirer la demande" not in contenu

    def test_withdrawing_is_asked_below_the_links_and_can_be_given_up(self, membre, profil, proposer):
        adresse = f"/espace/demandes/{proposer(profil, {'ville': 'Aix'}).pk}/"
        liens, question = page(membre, adresse).split('<details class="retrait">')
        assert liens.rstrip().endswith("</div>")
        assert "Voir la fiche publiée" in liens
        # Only the confirmation is red.
        assert question.split("Oui, retirer")[0].count("bouton--danger") == 1
        assert "bouton--danger" not in question.split("<form")[0]
        assert f'href="{adresse}">Garder la demande</a>' in question

    def test_withdrawing(self, membre, profil, proposer):
        demande = proposer(profil, {"ville": "Aix"})
        reponse = membre.post(f"/espace/demandes/{demande.pk}/retirer/", follow=True)
        assert "La demande est retirée" in reponse.content.decode()
        reponse = membre.post(f"/espace/demandes/{demande.pk}/retirer/", follow=True)
        assert "Cette demande est déjà" in reponse.content.decode()

    def test_the_rich_text_of_an_old_request_is_cleaned_at_display(self, membre, profil, proposer):
        demande = proposer(profil, {"presentation": "<p>Neuf</p>"})
        demande.changements["presentation"]["apres"] = "<p>Neuf<script>alert(1)</script></p>"
        demande.save()
        assert "alert(1)" not in page(membre, f"/espace/demandes/{demande.pk}/")

    def test_leaving_the_collectivite_closes_its_requests(self, membre, profil, proposer, bob):
        demande = proposer(profil, {"ville": "Aix"})
        Rattachement.objects.filter(utilisateur=bob).delete()
        page(membre, f"/espace/demandes/{demande.pk}/", 404)
