"""Someone from outside reads a text by a link, until its day, and leaves a remark; nobody else does, nor for longer."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from courriels.models import Courriel
from redaction import actions_liens_de_relecture, remarques_dites
from redaction.models import LienDeRelecture, Remarque, Retouche
from tests.fabriques import ActualiteFabrique, GroupeFabrique
from tests.formulaires import fiche, valeurs

pytestmark = pytest.mark.django_db


@pytest.fixture
def brouillon(redactrice):
    return ActualiteFabrique(titre="Un brouillon", corps="<p>Le texte.</p>", brouillon=True, auteur=redactrice)


def ouvrir(contenu, par, **choix):
    lien, jeton = actions_liens_de_relecture.ouvrir_lien(contenu=contenu, par=par, **{"pour": "Mme Martin", "jours": 7, **choix})
    return lien, f"/redaction/relecture/{jeton}/"


def test_a_link_made_from_the_form_opens_the_draft_to_who_has_it(client_redactrice, brouillon):
    page = client_redactrice.post(fiche(brouillon).replace("change/", "liens/"), {"pour": "Mme Martin", "jours": 7})
    adresse = page.context["adresse"].removeprefix("http://testserver")
    lue = Client().get(adresse)
    assert lue.status_code == 200
    assert "Un brouillon" in lue.text
    assert "Le texte." in lue.text
    assert "Mme Martin" in lue.text
    assert "no-store" in lue["Cache-Control"]
    assert "noindex" in lue["X-Robots-Tag"]
    assert adresse.split("/")[3] not in LienDeRelecture.objects.get().condense
    brouillon.refresh_from_db()
    assert brouillon.statut == "brouillon"
    assert Client().get(brouillon.get_absolute_url()).status_code == 404


def test_it_shows_the_new_version_of_what_is_online(client_editrice, editrice):
    contenu = ActualiteFabrique(titre="En ligne")
    envoi = {**valeurs(client_editrice, fiche(contenu)), "titre": "À venir", "_garder_a_part": "1"}
    client_editrice.post(fiche(contenu), envoi)
    assert Retouche.objects.exists()
    _, adresse = ouvrir(contenu, editrice)
    assert "À venir" in Client().get(adresse).text
    assert "À venir" not in Client().get(contenu.get_absolute_url()).text


def test_a_text_kept_for_a_group_is_read_whole_by_who_was_given_it(editrice):
    contenu = ActualiteFabrique(corps="<p>Réservé.</p>", acces="groupe", brouillon=True)
    contenu.cercles.add(GroupeFabrique())
    _, adresse = ouvrir(contenu, editrice)
    assert "Réservé." in Client().get(adresse).text


def test_an_altered_link_is_nothing_and_a_closed_or_old_one_is_gone(client_redactrice, redactrice, brouillon):
    lien, adresse = ouvrir(brouillon, redactrice)
    altere = Client().get(f"{adresse[:-2]}X/")
    assert altere.status_code == 404
    assert "Ce lien de relecture n’existe pas" in altere.text
    LienDeRelecture.objects.update(cree_le=timezone.now() - timedelta(days=9), expire_le=timezone.now() - timedelta(days=1))
    vieux = Client().get(adresse)
    assert vieux.status_code == 410
    assert "plus ouvert" in vieux.text
    assert "Un brouillon" not in vieux.text
    assert "no-store" in vieux["Cache-Control"]
    LienDeRelecture.objects.update(expire_le=timezone.now() + timedelta(days=1))
    assert Client().get(adresse).status_code == 200
    client_redactrice.post(fiche(brouillon).replace("change/", "liens/"), {"_fermer": lien.pk})
    assert Client().get(adresse).status_code == 410
    assert Client().post(adresse, {"nom": "X", "texte": "Y"}).status_code == 410


def test_who_made_it_and_left_opens_nothing(redactrice, brouillon):
    _, adresse = ouvrir(brouillon, redactrice)
    redactrice.is_active = False
    redactrice.save()
    assert Client().get(adresse).status_code == 410


def test_what_is_the_team_s_own_is_given_to_nobody(editrice):
    contenu = ActualiteFabrique(acces="equipe", brouillon=True)
    with pytest.raises(ValidationError):
        ouvrir(contenu, editrice)
    contenu = ActualiteFabrique(brouillon=True)
    _, adresse = ouvrir(contenu, editrice)
    contenu.acces = "equipe"
    contenu.save()
    assert Client().get(adresse).status_code == 410


class TestRemarques:
    def test_a_remark_arrives_with_the_item(self, client_redactrice, redactrice, brouillon):
        _, adresse = ouvrir(brouillon, redactrice)
        dite = {"nom": "Mme Martin", "texte": "La date est fausse. <script>alert(1)</script>"}
        reponse = Client().post(adresse, dite, follow=True)
        assert "votre remarque est arrivée" in reponse.text
        page = client_redactrice.get(fiche(brouillon)).text
        assert "La date est fausse. &lt;script&gt;" in page
        Remarque.objects.update(le=timezone.now() - timedelta(minutes=10))
        remarques_dites.dire()
        assert Courriel.objects.get().destinataire == redactrice.courriel
        Client().post(adresse, dite)
        assert Remarque.objects.count() == 1

    def test_a_machine_leaves_nothing(self, redactrice, brouillon):
        _, adresse = ouvrir(brouillon, redactrice)
        assert Client().post(adresse, {"nom": "Bot", "texte": "Spam", "site": "http://x.test"}).status_code == 302
        assert not Remarque.objects.exists()

    def test_it_is_bounded_in_length_and_in_number(self, redactrice, brouillon):
        _, adresse = ouvrir(brouillon, redactrice)
        reponse = Client().post(adresse, {"nom": "X", "texte": "a" * 2001})
        assert reponse.status_code == 200
        assert not Remarque.objects.exists()
        for rang in range(11):
            reponse = Client().post(adresse, {"nom": "X", "texte": f"Remarque {rang}"})
        assert Remarque.objects.count() == 10
        assert "Trop de remarques" in reponse.text

    def test_a_token_against_forged_requests_is_asked(self, redactrice, brouillon):
        _, adresse = ouvrir(brouillon, redactrice)
        assert Client(enforce_csrf_checks=True).post(adresse, {"nom": "X", "texte": "Y"}).status_code == 403


def test_a_writer_of_another_perimeter_neither_opens_nor_closes(client_redactrice, editrice):
    archive = ActualiteFabrique(statut="archive")
    assert client_redactrice.get(fiche(archive).replace("change/", "liens/")).status_code == 403
    autre, _ = ouvrir(ActualiteFabrique(brouillon=True), editrice)
    ici = ActualiteFabrique(brouillon=True)
    assert client_redactrice.post(fiche(ici).replace("change/", "liens/"), {"_fermer": autre.pk}).status_code == 404
