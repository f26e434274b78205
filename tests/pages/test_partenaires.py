"""The partners at the foot of every page, as the team keeps them."""

import re

import pytest
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.test import Client

from mediatheque.televersement import enregistrer_image
from pages.models import Partenaire
from tests.fabriques import PageFabrique, PartenaireFabrique, UtilisateurFabrique
from tests.jeu_de_donnees import dessin
from tests.lecture_html import sur_une_ligne

pytestmark = pytest.mark.django_db


def pied(client):
    return sur_une_ligne(client.get("/plan-du-site/").text).partition("<footer")[2]


def test_without_partner_nothing_is_shown(visiteur):
    PartenaireFabrique(affiche=False)
    assert "Avec le soutien de" not in pied(visiteur)


def test_they_stand_in_their_order_a_name_where_there_is_no_mark(visiteur):
    image = enregistrer_image(
        fichier=ContentFile(dessin(), name="marque.jpg"), par=UtilisateurFabrique(), alt="Ce que l’image montre"
    )
    PartenaireFabrique(nom="Dernier", ordre=3)
    PartenaireFabrique(nom="Marque", ordre=2, image=image, lien="https://marque.exemple.test/")
    PartenaireFabrique(nom="Premier", ordre=1)
    texte = pied(visiteur)
    assert re.findall(r"Premier|Marque|Dernier", texte) == ["Premier", "Marque", "Dernier"]
    marque = re.search(r'<a href="https://marque.exemple.test/">\s*(<img [^>]*>)\s*</a>', texte)[1]
    assert 'alt="Marque"' in marque and 'loading="lazy"' in marque and 'sizes="10rem"' in marque


def test_the_menu_keeps_its_order_beside_them(visiteur):
    PageFabrique(titre="Zèbre", slug="zebre", menu="principal", ordre=1)
    PartenaireFabrique(ordre=1)
    PageFabrique(titre="Abeille", slug="abeille", menu="principal", ordre=2, parent=PageFabrique(slug="mere"))
    contexte = visiteur.get("/").context
    assert list(contexte["menu_pages"]) == [("Zèbre", "/zebre/", "fr"), ("Abeille", "/mere/abeille/", "fr")]


@pytest.mark.parametrize("nombre", [2, 20])
def test_they_cost_no_query_of_their_own(visiteur, django_assert_num_queries, nombre):
    for _ in range(nombre):
        PartenaireFabrique()
    with django_assert_num_queries(1):
        visiteur.get("/adherer/demande/recue/")


@pytest.mark.django_db(transaction=True)
def test_kept_pages_follow_them():
    cache.clear()

    def montre():
        return "Fondation" in pied(Client())

    assert not montre()
    partenaire = PartenaireFabrique(nom="Fondation")
    assert montre()
    Partenaire.objects.update(affiche=False)
    assert not montre()
    Partenaire.objects.update(affiche=True)
    assert montre()
    partenaire.delete()
    assert not montre()


def test_the_team_keeps_them(client_editrice, client_redactrice):
    ajout = "/admin/pages/partenaire/add/"
    assert client_redactrice.get(ajout).status_code == 403
    envoi = {"nom": "Fondation", "lien": "fondation.exemple.test", "ordre": "1", "affiche": "on"}
    assert client_editrice.post(ajout, envoi).status_code == 302
    partenaire = Partenaire.objects.get()
    assert (partenaire.lien, partenaire.affiche) == ("https://fondation.exemple.test", True)
    refuse = client_editrice.post(ajout, envoi)
    assert refuse.status_code == 200 and "déjà dans la liste" in refuse.text
