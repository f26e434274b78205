"""The feed of projects: the list of its page, the last entered first."""

from xml.etree.ElementTree import fromstring

from django.conf import settings

from tests.fabriques import CollectiviteFabrique, PaysFabrique, ProjetFabrique


def lu(client, requete=""):
    reponse = client.get(f"/annuaire/projets/flux.rss{requete}")
    assert reponse["Content-Type"].startswith("application/rss+xml")
    return fromstring(reponse.content).find("channel")


def titres(client, requete=""):
    return [un.findtext("title") for un in lu(client, requete).iter("item")]


def test_it_holds_the_projects_of_the_filter(visiteur, aix, japon):
    ProjetFabrique(titre="Des forêts", slug="des-forets", collectivites=[aix], pays=[japon])
    ProjetFabrique(titre="De l’eau", collectivites=[CollectiviteFabrique()], pays=[PaysFabrique(alpha2="MA")])
    ProjetFabrique(titre="Caché", collectivites=[CollectiviteFabrique(visible=False)], pays=[japon])
    assert titres(visiteur) == ["De l’eau", "Des forêts"]
    assert titres(visiteur, "?pays=JP") == titres(visiteur, "?collectivite=aix-en-provence") == ["Des forêts"]
    fil = lu(visiteur, "?collectivite=aix-en-provence")
    assert fil.findtext("title") == "Cités Unies France – Projets – Ville d’Aix-en-Provence"
    assert fil.findtext("link") == f"{settings.CUF_URL}/annuaire/projets/?collectivite=aix-en-provence"
    une = fil.find("item")
    assert "Ville d’Aix-en-Provence" in une.findtext("description") and une.findtext("link").endswith("/des-forets/")


def test_a_filter_that_makes_no_sense_is_told(visiteur, db):
    assert visiteur.get("/annuaire/projets/flux.rss?pays=ZZ").status_code == 400


def test_the_page_leads_to_it_with_its_filter(visiteur, aix, japon):
    ProjetFabrique(collectivites=[aix], pays=[japon])
    texte = visiteur.get("/annuaire/projets/?pays=JP").text
    assert 'href="/annuaire/projets/flux.rss?pays=JP"' in texte and 'type="application/rss+xml" title="Projets' in texte


def test_it_costs_the_same_with_2_and_with_20(visiteur, aix, japon, django_assert_num_queries):
    for nombre in (2, 18):
        for _ in range(nombre):
            ProjetFabrique(collectivites=[aix], pays=[japon])
        with django_assert_num_queries(6):
            visiteur.get("/annuaire/projets/flux.rss")


def test_a_feed_of_contents_kept_to_a_collectivite_names_it(visiteur, aix):
    fil = fromstring(visiteur.get("/actualites/flux.rss?collectivite=aix-en-provence").content).find("channel")
    assert fil.findtext("title").endswith("Ville d’Aix-en-Provence")
    assert fil.findtext("link").endswith("?collectivite=aix-en-provence")
