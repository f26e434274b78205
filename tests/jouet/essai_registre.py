"""What gathers contents knows a kind that its own app alone tells of.

Run by `tests/redaction/test_registre.py`, in settings of its own.
"""

import pytest
from django.contrib.auth import get_user_model

from tests.jouet.models import Breve


@pytest.fixture
def breve(japon, groupe_japon):
    une = Breve.objects.create(titre="Une brève d’essai", slug="essai", statut="publie", publie_le="2026-01-02T10:00+01:00")
    une.pays.add(japon)
    une.groupes.add(groupe_japon)
    return une


def test_the_pages_of_its_country_and_of_its_group_show_it(visiteur, breve):
    for adresse in ("/pays/japon/", "/groupes-pays/japon/"):
        page = visiteur.get(adresse).text
        assert 'id="breves"' in page and "Une brève d’essai" in page and 'href="/breves/essai/"' in page
    assert 'href="/breves/?pays=JP"' in visiteur.get("/pays/japon/").text
    assert "/pays/japon/" in visiteur.get("/pays/").text


def test_search_engines_and_readers_of_feeds_find_it(visiteur, breve):
    assert "/sitemap-breves.xml" in visiteur.get("/sitemap.xml").text
    assert "/breves/essai/" in visiteur.get("/sitemap-breves.xml").text
    assert "/breves/</loc>" in visiteur.get("/sitemap-rubriques.xml").text
    assert "Une brève d’essai" in visiteur.get("/breves/flux.rss?pays=JP").text
    assert 'title="Brèves de Cités Unies France" href="/breves/flux.rss"' in visiteur.get("/plan-du-site/").text


def test_its_data_are_open(visiteur, breve):
    lue = visiteur.get("/api/v1/breves?pays=JP").json()
    assert [(une["titre"], une["pays"], une["groupes"]) for une in lue["lignes"]] == [("Une brève d’essai", ["JP"], ["japon"])]
    assert visiteur.get(f"/api/v1/breves/{breve.pk}").json()["url"].endswith("/breves/essai/")
    assert 'id="breves"' in visiteur.get("/api/v1/").text


def test_a_member_finds_it(membre, breve):
    page = membre.get("/espace/").text
    assert "Dernières brèves" in page and "Une brève d’essai" in page


def test_roles_give_its_rights_and_the_dashboard_shows_what_awaits(client_redactrice, client_editrice, redactrice, breve):
    Breve.objects.create(titre="À relire", slug="a-relire", statut="a_relire", auteur=redactrice)
    editrice, auteure = client_editrice.get("/admin/").text, client_redactrice.get("/admin/").text
    assert "Brèves à relire" in editrice and "Brèves sans chapo" in editrice
    assert "Mes textes en relecture" in auteure
    for page in (editrice, auteure):
        assert "Écrire une brève" in page and 'href="/admin/jouet/breve/add/"' in page
    assert not get_user_model().objects.get(pk=redactrice.pk).has_perm("jouet.publier_breve")


def test_the_workflow_moves_it_and_the_journal_names_it(client_editrice, client_administratrice, redactrice):
    texte = Breve.objects.create(titre="Passée en revue", slug="revue", statut="a_relire", auteur=redactrice)
    page = client_editrice.get(f"/admin/jouet/breve/{texte.pk}/change/")
    saisie = {nom: valeur for nom, valeur in page.context["adminform"].form.initial.items() if valeur not in (None, [])}
    champs = page.context["adminform"].form.fields
    saisie = {nom: valeur for nom, valeur in saisie.items() if nom in champs}
    saisie["empreinte"] = page.context["adminform"].form["empreinte"].value()
    reponse = client_editrice.post(page.request["PATH_INFO"], {**saisie, "_publier": "1"})
    assert reponse.status_code == 302
    texte.refresh_from_db()
    assert texte.statut == "publie"
    assert "brève" in client_administratrice.get("/admin/socle/journal/").text
