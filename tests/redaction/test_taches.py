"""Tasks: asked of someone about a content, seen on the dashboard and on the content, done and taken back."""

from datetime import timedelta

import pytest
from django.utils import timezone

from pages.attentes import attentes
from redaction import actions
from redaction.choix_contenu import cle_de
from redaction.models import Tache
from socle.journal import Journal
from tests.fabriques import ActualiteFabrique, ContactFabrique
from tests.formulaires import valeurs

pytestmark = pytest.mark.django_db
LISTE = "/admin/redaction/tache/"


def dans(jours):
    return timezone.localdate() + timedelta(days=jours)


def ouvrir(titre="Relire", *, jours=3, **champs):
    objet = champs.pop("objet", None) or ActualiteFabrique()
    return actions.ouvrir_tache(objet=objet, nature="autre", titre=titre, echeance=dans(jours), **champs)


def du_tableau(utilisateur):
    return {une.titre: [objet.libelle for objet in une.objets] for une in attentes(utilisateur) if "âches" in une.titre}


def dans_la_liste(client, lesquelles=""):
    page = client.get(LISTE, {"lesquelles": lesquelles} if lesquelles else {}).context["cl"]
    return [tache.titre for tache in page.result_list]


def test_the_dashboard_says_mine_my_groups_and_late(editrice, redactrice):
    contact = ContactFabrique(courriel=editrice.courriel.upper())
    ouvrir("À moi", pour=editrice)
    ouvrir("Du groupe", pour=redactrice, referents=[contact])
    ouvrir("De personne")
    ouvrir("En retard", jours=-1, pour=redactrice)
    assert du_tableau(editrice) == {
        "Mes tâches": ["À moi"],
        "Tâches de mes groupes": ["Du groupe"],
        "Tâches en retard": ["En retard"],
    }
    assert du_tableau(redactrice)["Mes tâches"] == ["En retard", "Du groupe"]


def test_today_is_not_late():
    assert not ouvrir(jours=0).est_en_retard
    assert not Tache.objects.en_retard().exists()


def test_each_list_shows_its_own(client_editrice, editrice, redactrice):
    ouvrir("À moi", pour=editrice)
    ouvrir("Du groupe", pour=redactrice, referents=[ContactFabrique(courriel=editrice.courriel)])
    ouvrir("Vieille", jours=-2)
    actions.faire_tache(tache=ouvrir("Finie"), par=editrice)
    assert dans_la_liste(client_editrice) == ["Vieille", "À moi", "Du groupe"]
    assert dans_la_liste(client_editrice, "miennes") == ["À moi"]
    assert dans_la_liste(client_editrice, "groupes") == ["Du groupe"]
    assert dans_la_liste(client_editrice, "retard") == ["Vieille"]
    assert dans_la_liste(client_editrice, "faites") == ["Finie"]


def test_done_then_taken_back_by_the_list(client_editrice, editrice):
    tache = ouvrir()
    envoi = {"action": "marquer_faites", "_selected_action": [tache.pk]}
    client_editrice.post(LISTE, envoi)
    tache.refresh_from_db()
    assert tache.faite_par == editrice
    assert not actions.faire_tache(tache=tache, par=None), "done once"
    client_editrice.post(f"{LISTE}?lesquelles=faites", envoi | {"action": "rouvrir"})
    tache.refresh_from_db()
    assert (tache.faite_le, tache.faite_par) == (None, None)
    assert [une.action for une in Journal.objects.order_by("pk")] == ["ouvrir_tache", "faire_tache", "rouvrir_tache"]


def test_it_is_added_from_its_content(client_editrice, editrice):
    actualite = ActualiteFabrique(titre="Les actes seront bientôt disponibles")
    fiche = client_editrice.get(f"/admin/actualites/actualite/{actualite.pk}/change/").text
    adresse = f"{LISTE}add/?contenu={cle_de(actualite).replace(':', '%3A')}"
    assert f'href="{adresse}"' in fiche and "Rien n’est demandé sur ce contenu." in fiche
    envoi = valeurs(client_editrice, adresse)
    assert envoi["contenu"] == cle_de(actualite)
    envoi |= {"nature": "bientot", "titre": "Joindre les actes", "echeance": dans(9).strftime("%d/%m/%Y"), "pour": editrice.pk}
    assert client_editrice.post(adresse, envoi).status_code == 302
    tache = Tache.objects.get()
    assert (tache.objet, tache.pour) == (actualite, editrice)
    assert "Joindre les actes" in client_editrice.get(f"/admin/actualites/actualite/{actualite.pk}/change/").text


def test_minutes_are_asked_for_once(client_editrice):
    actualite = ActualiteFabrique()
    actions.ouvrir_tache(objet=actualite, nature="compte_rendu", titre="Un", echeance=dans(1))
    adresse = f"{LISTE}add/?contenu={cle_de(actualite).replace(':', '%3A')}"
    envoi = valeurs(client_editrice, adresse) | {"nature": "compte_rendu", "titre": "Deux", "echeance": "01/01/2031"}
    reponse = client_editrice.post(adresse, envoi)
    assert "est déjà demandé" in reponse.text and "Deux" in reponse.text
    assert Tache.objects.count() == 1


@pytest.mark.parametrize("cle", ["", "rien:1", "actualites:99999", "<b>"])
def test_a_content_that_is_not_there(client_editrice, cle):
    assert client_editrice.get(f"{LISTE}add/", {"contenu": cle}).status_code == 200


def test_a_task_on_what_is_gone_stays_readable(client_editrice):
    tache = ouvrir("Orpheline")
    type(tache.objet).objects.all().delete()
    assert "contenu supprimé" in client_editrice.get(LISTE).text
    assert client_editrice.get(f"{LISTE}{tache.pk}/change/").status_code == 200
    assert actions.faire_tache(tache=Tache.objects.get(), par=None)


def test_as_many_queries_for_two_and_twenty(client_editrice, editrice, django_assert_max_num_queries):
    couts = []
    for nombre in (2, 18):
        for _ in range(nombre):
            ouvrir(pour=editrice)
        with django_assert_max_num_queries(20) as requetes:
            client_editrice.get(LISTE)
        couts.append(len(requetes))
    assert couts[0] == couts[1]
