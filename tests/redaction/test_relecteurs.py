"""A text is submitted to someone, to those in charge of a group or of a country, or to all who may publish it."""

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from actualites.models import Actualite
from groupes_pays.models import Perimetre
from pages.attentes import attentes
from redaction import actions
from redaction.publication import Statut
from redaction.transitions import PUBLIER, RENVOYER, SOUMETTRE
from tests.conftest import _equipe
from tests.fabriques import ActualiteFabrique, ContactFabrique, GroupeFabrique
from tests.file_attente import relever_le_courrier
from tests.formulaires import LISTE, fiche, saisie


@pytest.fixture
def brouillon(redactrice, groupe_japon):
    return ActualiteFabrique(titre="Un texte", brouillon=True, auteur=redactrice, groupes=[groupe_japon])


@pytest.fixture
def japonisante(roles, groupe_japon):
    """Who publishes what is of the group Japon, and nothing else."""
    compte = _equipe("japonisante", "Édition")
    Perimetre.objects.create(utilisateur=compte).groupes.add(groupe_japon)
    return compte


def soumettre(client, contenu, a):
    return client.post(fiche(contenu), saisie(client, contenu, _soumettre="1", relecteur=a), follow=True)


def prevenus():
    return {un.to[0] for un in relever_le_courrier()}


def titres(utilisateur):
    return {attente.titre: attente.nombre for attente in attentes(utilisateur)}


def test_submitted_to_one_person_only_they_are_told(
    client_redactrice, brouillon, editrice, administratrice, redactrice, japonisante
):
    soumettre(client_redactrice, brouillon, f"compte:{editrice.pk}")
    assert prevenus() == {editrice.courriel}
    assert "Toutes les personnes" not in relever_le_courrier()[0].body
    assert titres(editrice) == {"Actualités à relire": 1}
    assert titres(administratrice) == titres(japonisante) == {}
    assert "Mes textes en relecture\u00a0: actualités" in titres(redactrice)
    assert f"à relire par {editrice}" in client_redactrice.get(fiche(brouillon)).text
    assert f"à relire par {editrice}" in client_redactrice.get(LISTE).text


def test_the_list_keeps_what_is_asked_of_me(client_de, client_redactrice, brouillon, editrice, administratrice):
    soumettre(client_redactrice, brouillon, f"compte:{editrice.pk}")
    ActualiteFabrique(titre="Pour toutes", statut=Statut.A_RELIRE, publie_le=None)
    siennes, autres = (client_de(un).get(f"{LISTE}?relecture=moi").text for un in (editrice, administratrice))
    assert "Un texte" in siennes and "Pour toutes" in siennes
    assert "Un texte" not in autres and "Pour toutes" in autres


def test_submitted_to_those_in_charge_of_a_group(
    client_redactrice, brouillon, groupe_japon, japonisante, editrice, administratrice
):
    page = client_redactrice.get(fiche(brouillon)).text
    assert f"Groupe-pays Japon ({japonisante})" in page
    groupe_japon.referents.add(ContactFabrique(courriel=editrice.courriel.upper()))
    soumettre(client_redactrice, brouillon, f"groupe:{groupe_japon.pk}")
    assert prevenus() == {japonisante.courriel, editrice.courriel}


def test_an_officer_of_another_group_hears_of_nothing(client_redactrice, brouillon, japonisante, editrice, groupe_armenie):
    Perimetre.objects.create(utilisateur=editrice).groupes.add(groupe_armenie)
    soumettre(client_redactrice, brouillon, "")
    assert japonisante.courriel in prevenus() and editrice.courriel not in prevenus()
    assert titres(editrice) == {} and titres(japonisante) == {"Actualités à relire": 1}


def test_who_may_not_publish_it_is_not_asked(client_redactrice, brouillon, redactrice, japonisante):
    autre = ActualiteFabrique(brouillon=True, auteur=redactrice, groupes=[GroupeFabrique()])
    page = soumettre(client_redactrice, autre, f"compte:{japonisante.pk}").text
    assert "ne peut publier ce contenu" in page
    autre.refresh_from_db()
    assert autre.statut == Statut.BROUILLON and prevenus() == set()
    with pytest.raises(ValidationError):
        actions.passer(contenu=autre, transition=SOUMETTRE, par=redactrice, a=[japonisante])
    assert "choisissez-en une autre" in soumettre(client_redactrice, brouillon, f"compte:{redactrice.pk}").text


def test_given_back_it_is_submitted_to_the_same_person_again(client_redactrice, brouillon, redactrice, editrice, administratrice):
    actions.passer(contenu=brouillon, transition=SOUMETTRE, par=redactrice, a=[editrice])
    actions.passer(contenu=Actualite.objects.get(), transition=RENVOYER, par=editrice, mot="À revoir.")
    relever_le_courrier().clear()
    formulaire = client_redactrice.get(fiche(brouillon)).context["adminform"].form
    assert formulaire["relecteur"].value() == "memes"
    soumettre(client_redactrice, brouillon, "memes")
    assert prevenus() == {editrice.courriel}
    actions.passer(contenu=Actualite.objects.get(), transition=RENVOYER, par=editrice, mot="Encore.")
    soumettre(client_redactrice, brouillon, "")
    assert not brouillon.relecteurs.exists() and administratrice.courriel in prevenus()


def test_a_form_costs_the_same_whatever_the_team(client_redactrice, brouillon, groupe_japon, japonisante):
    def compter():
        client_redactrice.get(fiche(brouillon))
        with CaptureQueriesContext(connection) as requetes:
            client_redactrice.get(fiche(brouillon))
        return len(requetes)

    avant = compter()
    for rang in range(10):
        Perimetre.objects.create(utilisateur=_equipe(f"edition{rang}", "Édition")).groupes.add(groupe_japon)
    assert compter() == avant


def test_once_published_the_review_is_asked_of_nobody_any_more(brouillon, redactrice, editrice, administratrice):
    actions.passer(contenu=brouillon, transition=SOUMETTRE, par=redactrice, a=[editrice])
    actions.passer(contenu=Actualite.objects.get(), transition=PUBLIER, par=administratrice)
    assert not brouillon.relecteurs.exists()
