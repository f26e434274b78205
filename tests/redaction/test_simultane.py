"""Two steps at once, each on its own connection: one is taken, the other is told; neither undoes the first."""

from itertools import combinations_with_replacement, product

import pytest
from django.core.exceptions import ValidationError

from courriels.models import Courriel
from redaction import actions
from redaction.publication import Statut
from redaction.transitions import TRANSITIONS
from socle.models import Journal
from tests.concurrence import ensemble, pendant
from tests.fabriques import ActualiteFabrique

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("statut", Statut)
def test_of_two_steps_at_once_one_is_taken_and_the_other_told(statut, editrice, administratrice, redactrice):
    """Every pair of steps that leave a state, some by way of another that the second could then follow."""
    modele = ActualiteFabrique._meta.model
    date = {} if statut in {Statut.PUBLIE, Statut.ARCHIVE} else {"publie_le": None}
    couples = list(combinations_with_replacement([une for une in TRANSITIONS if statut in une.depuis], 2))
    assert couples

    def geste(cle, transition, publie):
        # Read before the start, as each saw it.
        contenu, par = modele.objects.get(pk=cle), redactrice if transition.nom == "reprendre" else publie
        return lambda: actions.passer(contenu=contenu, transition=transition, par=par)

    for une, autre in couples:
        cle = ActualiteFabrique(statut=statut, auteur=None, **date).pk
        Journal.objects.all().delete()
        Courriel.objects.all().delete()
        resultats = ensemble(geste(cle, une, editrice), geste(cle, autre, administratrice))
        gagnante = [rang for rang, resultat in enumerate(resultats) if not isinstance(resultat, Exception)]
        assert len(gagnante) == 1, (une.nom, autre.nom, resultats)
        transition, refus = (une, autre)[gagnante[0]], resultats[1 - gagnante[0]]
        assert isinstance(refus, ValidationError)
        assert "rechargez la page" in refus.messages[0] and transition.vers.label in refus.messages[0]
        assert modele.objects.get(pk=cle).statut == transition.vers
        assert Journal.objects.get().action == transition.nom
        # The step that was not taken tells nobody.
        assert Courriel.objects.exists() is (transition.nom == "soumettre")


@pytest.mark.parametrize("statut", Statut)
def test_the_second_of_two_steps_waits_for_the_first_then_sees_it(statut, editrice, administratrice, redactrice):
    """Each step that leaves a state, then each of those that left it too; the words of the first stay."""
    modele = ActualiteFabrique._meta.model
    date = {} if statut in {Statut.PUBLIE, Statut.ARCHIVE} else {"publie_le": None}

    def geste(cle, transition, publie, mot):
        contenu, par = modele.objects.get(pk=cle), redactrice if transition.nom == "reprendre" else publie
        return lambda: actions.passer(contenu=contenu, transition=transition, par=par, mot=mot)

    for une, autre in product([une for une in TRANSITIONS if statut in une.depuis], repeat=2):
        cle = ActualiteFabrique(statut=statut, auteur=None, **date).pk
        Journal.objects.all().delete()
        _, refus = pendant(geste(cle, une, editrice, "Premier mot."), geste(cle, autre, administratrice, "Second mot."))
        assert isinstance(refus, ValidationError), (une.nom, autre.nom, refus)
        assert "rechargez la page" in refus.messages[0] and une.vers.label in refus.messages[0]
        assert modele.objects.get(pk=cle).statut == une.vers
        assert (Journal.objects.get().action, Journal.objects.get().par) == (
            une.nom,
            redactrice if une.nom == "reprendre" else editrice,
        )
        assert not modele.objects.filter(pk=cle, relectures__commentaire="Second mot.").exists()


def test_a_text_deleted_meanwhile_is_told(editrice):
    contenu = ActualiteFabrique(brouillon=True)
    type(contenu).objects.get(pk=contenu.pk).delete()
    with pytest.raises(ValidationError, match="vient d’être supprimé"):
        actions.passer(contenu=contenu, transition=TRANSITIONS[0], par=editrice)
