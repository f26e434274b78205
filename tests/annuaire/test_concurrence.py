"""Two people at once, on two connections: neither overwrites the other in silence."""

import pytest
from django.core.exceptions import ValidationError

from annuaire import actions, fiche
from annuaire.models import DemandeModification, Partenariat
from tests.concurrence import ensemble, pendant

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("essai", range(3))
def test_two_referents_at_once_make_one_request(profil, bob, bea, essai):
    vue = fiche.voir(profil).empreinte

    def proposer(par, ville):
        return lambda: actions.proposer_modification(
            collectivite=profil, changements={"ville": ville}, par=par, empreinte_vue=vue
        )

    resultats = ensemble(proposer(bob, "Aix"), proposer(bea, "Autre"))
    assert sorted(type(un).__name__ for un in resultats) == ["DemandeModification", "FichePerimee"]
    assert DemandeModification.objects.get().version == 1


@pytest.mark.parametrize("essai", range(3))
def test_two_of_staff_at_once_decide_once(profil, proposer, editrice, administratrice, essai):
    demande = proposer(profil, {"ville": "Aix"})

    def decider(par, champs):
        return lambda: actions.decider(demande=demande, par=par, champs=champs, commentaire="Vu.", version_vue=1)

    resultats = ensemble(decider(editrice, ["ville"]), decider(administratrice, []))
    assert sorted(isinstance(un, ValidationError) for un in resultats) == [False, True]
    demande.refresh_from_db()
    profil.refresh_from_db()
    assert (profil.ville == "Aix") == (demande.etat == "acceptee")


@pytest.mark.parametrize("essai", range(3))
def test_a_member_who_edits_while_staff_accept_never_sees_unread_words_published(profil, proposer, bob, editrice, essai):
    demande = proposer(profil, {"ville": "Lu"})
    vue = fiche.voir(profil).empreinte
    ensemble(
        lambda: actions.proposer_modification(
            collectivite=profil, changements={"ville": "Jamais lu"}, par=bob, empreinte_vue=vue
        ),
        lambda: actions.decider(demande=demande, par=editrice, champs=["ville"], commentaire="", version_vue=1),
    )
    profil.refresh_from_db()
    assert profil.ville in {"", "Lu"}


def test_a_tie_that_staff_are_saving_is_compared_once_saved(profil, lien, proposer, editrice):
    cle = f"partenariat-{lien.pk}"
    demande = proposer(profil, {cle: {**fiche.lire_fiche(profil)[cle], "etat": "en_sommeil"}})
    _, resultat = pendant(
        lambda: Partenariat.objects.filter(pk=lien.pk).update(annee=1999),
        lambda: actions.decider(demande=demande, par=editrice, champs=[cle], commentaire="", version_vue=1),
    )
    assert isinstance(resultat, ValidationError)
    assert resultat.code == "conflit"
    lien.refresh_from_db()
    assert (lien.annee, lien.etat) == (1999, "actif")


class TestLaSecondeVoitLaPremiere:
    """Of two gestures on a profile, one waits for the end of the other, then acts on what it wrote."""

    def decider(self, demande, par, champs=("ville",)):
        return lambda: actions.decider(demande=demande, par=par, champs=champs, commentaire="Vu.", version_vue=1)

    def proposer(self, profil, par, ville):
        vue = fiche.voir(profil).empreinte
        return lambda: actions.proposer_modification(
            collectivite=profil, changements={"ville": ville}, par=par, empreinte_vue=vue
        )

    def test_two_requests(self, profil, bob, bea):
        _, seconde = pendant(self.proposer(profil, bob, "Aix"), self.proposer(profil, bea, "Autre"))
        assert isinstance(seconde, actions.FichePerimee)
        assert DemandeModification.objects.get().changements["ville"]["apres"] == "Aix"

    def test_two_answers(self, profil, proposer, editrice, administratrice):
        demande = proposer(profil, {"ville": "Aix"})
        _, seconde = pendant(self.decider(demande, editrice), self.decider(demande, administratrice, []))
        assert isinstance(seconde, ValidationError)
        assert (seconde.code, editrice.get_full_name() in seconde.messages[0]) == ("decidee", True)
        demande.refresh_from_db()
        assert (demande.etat, demande.decidee_par) == ("acceptee", editrice)

    def test_an_answer_then_a_request(self, profil, proposer, bob, editrice):
        demande = proposer(profil, {"ville": "Lu"})
        _, seconde = pendant(self.decider(demande, editrice), self.proposer(profil, bob, "Jamais lu"))
        assert isinstance(seconde, actions.FichePerimee)

    def test_a_request_then_an_answer(self, profil, proposer, bob, editrice):
        demande = proposer(profil, {"ville": "Lu"})
        _, seconde = pendant(self.proposer(profil, bob, "Jamais lu"), self.decider(demande, editrice))
        assert isinstance(seconde, ValidationError)
        assert seconde.code == "version"
        profil.refresh_from_db()
        assert profil.ville == ""

    @pytest.mark.parametrize("retire_d_abord", [True, False])
    def test_a_request_withdrawn_and_an_answer(self, profil, proposer, bob, editrice, retire_d_abord):
        demande = proposer(profil, {"ville": "Aix"})
        gestes = [lambda: actions.retirer(demande=demande, par=bob), self.decider(demande, editrice)]
        premiere, seconde = pendant(*(gestes if retire_d_abord else gestes[::-1]))
        assert isinstance(seconde, ValidationError)
        assert seconde.code == "decidee"
        demande.refresh_from_db()
        assert demande.etat == premiere.etat == ("retiree" if retire_d_abord else "acceptee")
