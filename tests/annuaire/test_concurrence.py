"""Two people at once, on two connections: neither overwrites the other in silence."""

from threading import Event

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction

from annuaire import actions, fiche
from annuaire.models import DemandeModification, Partenariat
from tests.concurrence import attendre_un_verrou, ensemble

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
    enregistre = Event()

    def enregistrer():
        with transaction.atomic():
            Partenariat.objects.filter(pk=lien.pk).update(annee=1999)
            enregistre.set()
            attendre_un_verrou()

    def decider():
        enregistre.wait(timeout=10)
        return actions.decider(demande=demande, par=editrice, champs=[cle], commentaire="", version_vue=1)

    rate, resultat = ensemble(enregistrer, decider)
    assert rate is None
    assert isinstance(resultat, ValidationError)
    assert resultat.code == "conflit"
    lien.refresh_from_db()
    assert (lien.annee, lien.etat) == (1999, "actif")
