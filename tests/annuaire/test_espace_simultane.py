"""Two people on one request: nobody overwrites anybody in silence."""

import pytest

from annuaire.models import DemandeModification
from mediatheque.models import Image
from tests.annuaire.conftest import ESPACE_AIX
from tests.annuaire.formulaire import champs_de, envoyer, fichier_de_logo, la_demande
from tests.lecture_html import sur_une_ligne


@pytest.fixture
def collegue(bea, client_de):
    """Béa's client: another référente of Aix-en-Provence."""
    return client_de(bea)


class TestEnMemeTemps:
    def test_the_second_sees_what_the_first_changed_and_keeps_what_she_typed(self, membre, collegue, profil):
        formulaire = champs_de(collegue.get(ESPACE_AIX))
        envoyer(membre, {"telephone": ["05 05 05 05 05"], "ville": ["Aix"]})
        reponse = envoyer(collegue, {"ville": ["Aix-en-Provence"], "adresse": ["Mairie"]}, formulaire=formulaire, statut=409)
        contenu = sur_une_ligne(reponse.content.decode())
        assert "La fiche a changé pendant que vous la remplissiez" in contenu
        assert "05 05 05 05 05" in contenu
        suite = champs_de(reponse)
        assert (suite["ville"], suite["adresse"], suite["telephone"]) == (["Aix-en-Provence"], ["Mairie"], ["05 05 05 05 05"])
        assert la_demande().changements["ville"]["apres"] == "Aix"
        envoyer(collegue, {}, formulaire=suite)
        changements = la_demande().changements
        assert {cle: un["apres"] for cle, un in changements.items()} == {
            "adresse": "Mairie",
            "ville": "Aix-en-Provence",
            "telephone": "05 05 05 05 05",
        }

    def test_a_form_opened_before_the_decision_of_staff_is_stale(self, membre, profil, proposer, decider):
        demande = proposer(profil, {"telephone": "06 39 98 00 00"})
        formulaire = champs_de(membre.get(ESPACE_AIX))
        decider(demande, ["telephone"])
        suite = champs_de(envoyer(membre, {"ville": ["Aix"]}, formulaire=formulaire, statut=409))
        envoyer(membre, {}, formulaire=suite)
        assert set(DemandeModification.objects.en_attente().get().changements) == {"ville"}

    def test_the_logo_chosen_is_kept(self, membre, collegue, profil):
        formulaire = champs_de(collegue.get(ESPACE_AIX))
        envoyer(membre, {"ville": ["Aix"]})
        reponse = envoyer(collegue, {"logo": fichier_de_logo()}, formulaire=formulaire, statut=409)
        assert not Image.objects.exists()
        assert "choisissez-le de nouveau" not in sur_une_ligne(reponse.content.decode())
        envoyer(collegue, {}, formulaire=champs_de(reponse))
        assert la_demande().changements["logo"]["apres"] == Image.objects.get().pk

    def test_the_form_takes_up_the_pending_request(self, collegue, profil, proposer):
        proposer(profil, {"ville": "Aix"}, message="Mot de Bob")
        reponse = collegue.get(ESPACE_AIX)
        assert "envoyée par Bob" in sur_une_ligne(reponse.content.decode())
        formulaire = champs_de(reponse)
        assert (formulaire["ville"], formulaire["message"]) == (["Aix"], ["Mot de Bob"])

    def test_the_message_that_another_corrected_is_not_overwritten_unseen(self, membre, collegue, profil, proposer):
        proposer(profil, {"ville": "Aix"}, message="Premier")
        formulaire = champs_de(collegue.get(ESPACE_AIX))
        envoyer(membre, {"message": ["Corrigé"]})
        suite = champs_de(envoyer(collegue, {"adresse": ["Mairie"]}, formulaire=formulaire, statut=409))
        assert (suite["message"], suite["adresse"]) == (["Corrigé"], ["Mairie"])
        reponse = envoyer(collegue, {"message": ["Le mien"]}, formulaire=formulaire, statut=409)
        assert champs_de(reponse)["message"] == ["Le mien"]
        assert "le remplacera" in sur_une_ligne(reponse.content.decode())
        assert "Corrigé" in sur_une_ligne(reponse.content.decode())

    def test_undoing_everything_points_to_withdrawal(self, membre, profil, proposer):
        proposer(profil, {"ville": "Aix"})
        assert "retirez plutôt la demande" in sur_une_ligne(envoyer(membre, {"ville": [""]}, statut=400).content.decode())
