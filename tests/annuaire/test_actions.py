"""Proposing, deciding, withdrawing: who may, what changes, what is told, what is refused."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from annuaire import actions, fiche
from annuaire.models import DemandeModification, Rattachement
from mediatheque.models import Image
from socle.models import Journal
from tests.annuaire.conftest import actuel, un_logo
from tests.fabriques import UtilisateurFabrique

ETATS = DemandeModification.Etat


class TestProposer:
    def test_a_request_is_written_and_the_profile_stays_as_it_was(self, profil, proposer, bob):
        demande = proposer(profil, {"telephone": "04 65 71 11 11", "pays": ["AM", "JP"]}, message="À relire")
        assert actuel(profil).telephone == "04 65 71 00 00"
        assert list(profil.pays.values_list("pk", flat=True)) == ["AM"]
        assert demande.changements == {
            "telephone": {"avant": "04 65 71 00 00", "apres": "04 65 71 11 11"},
            "pays": {"avant": ["AM"], "apres": ["AM", "JP"]},
        }
        assert (demande.auteur, demande.etat, demande.message) == (bob, ETATS.EN_ATTENTE, "À relire")

    def test_the_journal_says_who_proposed_what(self, profil, proposer, bob):
        demande = proposer(profil, {"ville": "Aix"})
        entree = Journal.objects.get(action="proposer")
        assert (entree.par, entree.id_objet, entree.detail["champs"]) == (bob, str(demande.pk), ["ville"])

    def test_nothing_is_written_when_the_journal_fails(self, profil, proposer, monkeypatch):
        def tomber(**details):
            raise RuntimeError("journal")

        monkeypatch.setattr(actions, "journaliser", tomber)
        with pytest.raises(RuntimeError, match="journal"):
            proposer(profil, {"ville": "Aix"})
        assert not DemandeModification.objects.exists()

    def test_rich_text_is_cleaned_in_the_request(self, profil, proposer):
        demande = proposer(profil, {"presentation": "<p>Neuf<script>alert(1)</script></p>"})
        assert demande.changements["presentation"]["apres"] == "<p>Neuf</p>"

    def test_a_stranger_an_agent_and_staff_are_refused(self, profil, proposer, charlie, editrice):
        agent = Rattachement.objects.create(
            collectivite=profil, utilisateur=UtilisateurFabrique(courriel="agent@exemple.test"), role="agent"
        ).utilisateur
        for personne in (charlie, agent, editrice):
            with pytest.raises(PermissionDenied):
                proposer(profil, {"ville": "Aix"}, par=personne)
        assert not DemandeModification.objects.exists()

    def test_no_change_makes_no_request(self, profil, proposer):
        with pytest.raises(actions.AucunChangement):
            proposer(profil, {"telephone": "04 65 71 00 00"})
        assert not DemandeModification.objects.exists()

    def test_a_second_proposal_completes_the_pending_request(self, profil, proposer, bea):
        premiere = proposer(profil, {"ville": "Aix"})
        seconde = proposer(profil, {"telephone": "05 00 00 00 00"}, par=bea)
        assert seconde.pk == premiere.pk
        assert (seconde.version, seconde.auteur) == (2, bea)
        assert set(seconde.changements) == {"ville", "telephone"}

    def test_undoing_the_pending_request_asks_to_withdraw_it(self, profil, proposer):
        proposer(profil, {"ville": "Aix"})
        with pytest.raises(actions.AucunChangement) as erreur:
            proposer(profil, {"ville": ""})
        assert erreur.value.annule

    def test_who_did_not_see_the_other_request_is_refused(self, profil, proposer, bea):
        vue = fiche.voir(profil).empreinte
        proposer(profil, {"ville": "Aix"})
        with pytest.raises(actions.FichePerimee):
            proposer(profil, {"ville": "Aix-en-Provence"}, par=bea, empreinte_vue=vue)
        assert DemandeModification.objects.get().changements["ville"]["apres"] == "Aix"

    def test_who_did_not_see_the_change_of_staff_is_refused(self, profil, proposer):
        vue = fiche.voir(profil).empreinte
        profil.pays.clear()
        with pytest.raises(actions.FichePerimee):
            proposer(profil, {"ville": "Aix"}, empreinte_vue=vue)

    def test_a_logo_enters_the_library_with_the_request_only(self, profil, proposer, bob):
        demande = proposer(profil, {}, logo=un_logo())
        image = Image.objects.get()
        assert demande.changements == {"logo": {"avant": None, "apres": image.pk}}
        assert image.envoyee_par == bob
        with pytest.raises(actions.FichePerimee):
            proposer(profil, {}, logo=un_logo(), empreinte_vue="perimee")
        assert Image.objects.count() == 1

    def test_the_database_refuses_two_pending_requests(self, profil, proposer):
        proposer(profil, {"ville": "Aix"})
        with pytest.raises(IntegrityError, match="annuaire_demande_une_en_attente"), transaction.atomic():
            DemandeModification.objects.create(collectivite=profil)


class TestRetirer:
    def test_a_referent_withdraws_even_the_request_of_another(self, profil, proposer, bea):
        demande = actions.retirer(demande=proposer(profil, {"ville": "Aix"}), par=bea)
        assert actuel(demande).etat == ETATS.RETIREE
        assert Journal.objects.filter(action="retirer", par=bea).exists()
        assert proposer(profil, {"ville": "Aix"}).pk != demande.pk

    def test_a_stranger_does_not(self, profil, proposer, charlie):
        demande = proposer(profil, {"ville": "Aix"})
        with pytest.raises(PermissionDenied):
            actions.retirer(demande=demande, par=charlie)
        assert actuel(demande).est_en_attente

    def test_an_answered_request_stays(self, profil, proposer, decider, bob):
        demande = proposer(profil, {"ville": "Aix"})
        decider(demande, ["ville"])
        with pytest.raises(ValidationError, match="acceptée"):
            actions.retirer(demande=demande, par=bob)
