"""The pages of subjects: figures that are those of the lists they lead to, everything gathered, feeds, and at what cost."""

import html as entites
import re
from datetime import timedelta
from xml.etree import ElementTree

import pytest
from django.utils import timezone

from socle.listes import COMPTE_MAX, compter
from socle.reperes import Repere
from tests.fabriques import (
    ActualiteFabrique,
    AppelFabrique,
    AutoriteLocaleFabrique,
    CollectiviteFabrique,
    ContactFabrique,
    DocumentFabrique,
    EvenementFabrique,
    FondsFabrique,
    GroupeFabrique,
    MediaFabrique,
    PartenariatFabrique,
    PublicationFabrique,
    ThemeFabrique,
)
from tests.lecture_html import sur_une_ligne

TOUS = ["visiteur", "agent", "etranger", "membre", "client_redactrice"]
SUJETS = ["pays", "themes", "groupes", "dynamiques", "fonds"]


def dans(jours):
    return timezone.localdate() + timedelta(days=jours)


@pytest.fixture
def sujets(aix, japon, groupe_japon):
    """A country, a theme, a country group, a dynamique and a fund, by the relation that points at each."""
    return {
        "pays": japon,
        "themes": ThemeFabrique(nom="Climat", slug="climat"),
        "groupes": groupe_japon,
        "dynamiques": GroupeFabrique(nom="Dynamique climat", nature="thematique", slug="climat", pays=[japon]),
        "fonds": FondsFabrique(titre="Fonds Noto", slug="noto", pays=[japon]),
    }


def adresse(nom, sujets):
    return f"/{nom}/{sujets[nom].slug}/" if nom in ("pays", "themes") else sujets[nom].get_absolute_url()


def remplir(sujets, groupe, nombre, rang=0):
    """Tie `nombre` of everything to everything, some for the team alone, some not online, some kept for `groupe`."""
    lies = {"pays": [sujets["pays"]], "themes": [sujets["themes"]], "groupes": [sujets["groupes"], sujets["dynamiques"]]}
    du_fonds = {**lies, "fonds": [sujets["fonds"]]}
    for jour in range(rang + 1, rang + nombre + 1):
        minutes = DocumentFabrique(acces="groupe", cercles=[groupe])
        for acces in ({}, {"acces": "groupe", "cercles": [groupe]}, {"acces": "equipe"}, {"brouillon": True}):
            ActualiteFabrique(**du_fonds, **acces)
            EvenementFabrique(**du_fonds, **acces, debut=dans(jour))
            EvenementFabrique(**du_fonds, **acces, debut=dans(-jour), compte_rendu=minutes)
            AppelFabrique(**lies, **acces)
            PublicationFabrique(**lies, **acces)
            MediaFabrique(pays=lies["pays"], themes=lies["themes"], **acces)
        membre = CollectiviteFabrique(pays=[sujets["pays"]])
        cachee = CollectiviteFabrique(pays=[sujets["pays"]], visible=False)
        for groupe_du_pays in (sujets["groupes"], sujets["dynamiques"]):
            groupe_du_pays.membres.add(membre, cachee)
            groupe_du_pays.themes.add(sujets["themes"])
        autorite = AutoriteLocaleFabrique(pays=sujets["pays"])
        # Confirmed lately, long ago, dormant; and hidden from the directory.
        PartenariatFabrique(collectivites=[membre], autorites=[autorite], confirme_le=dans(-9))
        PartenariatFabrique(collectivites=[membre], autorites=[autorite], confirme_le=dans(-800))
        PartenariatFabrique(collectivites=[membre], autorites=[autorite], confirme_le=dans(-9), etat="en_sommeil")
        PartenariatFabrique(collectivites=[cachee], autorites=[autorite], confirme_le=dans(-9))


def lue(client, ou):
    reponse = client.get(ou)
    assert reponse.status_code == 200, ou
    return entites.unescape(sur_une_ligne(reponse.text)).replace("\xa0", " ").replace("\u202f", " ")


def bandeau_de(page):
    """Return the head that a page shows."""
    if "bandeau" in page.context:
        return page.context["bandeau"]
    fiche = page.context["fiche"]
    return fiche["bandeau"] if "theme" in page.context else fiche.bandeau


def compte_de_la_liste(client, ou):
    """Return how many rows the list at this address says it holds."""
    reponse = client.get(ou)
    assert reponse.status_code == 200, ou
    return reponse.context["paginator"].count


@pytest.mark.parametrize("nombre", [0, 1, 3])
@pytest.mark.parametrize("qui", TOUS)
@pytest.mark.parametrize("nom", SUJETS)
def test_a_figure_is_that_of_the_list_it_leads_to(nom, qui, nombre, sujets, groupe_japon, request):
    remplir(sujets, groupe_japon, nombre)
    client = request.getfixturevalue(qui)
    page = client.get(adresse(nom, sujets))
    bandeau = bandeau_de(page)
    listes = [repere for repere in [*bandeau.reperes, bandeau.rencontres] if repere.adresse]
    assert listes
    for repere in listes:
        if repere.adresse.startswith("/"):
            assert compte_de_la_liste(client, repere.adresse) == repere.compte, repere
        else:
            assert f'id="{repere.adresse[1:]}"' in page.text or not repere.compte
    if nombre:
        assert all(repere.compte for repere in listes)
        assert bandeau.prochaine is not None


@pytest.mark.parametrize("qui", ["visiteur", "membre", "client_redactrice"])
@pytest.mark.parametrize("nom", SUJETS)
def test_a_section_says_how_many_its_list_holds(nom, qui, sujets, groupe_japon, request):
    remplir(sujets, groupe_japon, 8)
    client = request.getfixturevalue(qui)
    html = lue(client, adresse(nom, sujets))
    suites = re.findall(r'href="([^"]+)">Voir les ([\d ]+) ', html)
    assert len(suites) >= (2 if nom == "fonds" else 4)
    for ou, dit in suites:
        assert compte_de_la_liste(client, ou) == int(dit.replace(" ", "")), ou


@pytest.mark.parametrize(
    ("compte", "dit"),
    [
        (0, "Aucune collectivité"),
        (1, "Une collectivité"),
        (2, "2 collectivités"),
        (COMPTE_MAX + 1, "Plus de 1 000 collectivités"),
    ],
)
def test_a_figure_is_said_in_right_french(compte, dit):
    repere = Repere(compte=compte, nom="collectivité", noms="collectivités", note="", feminin=True)
    assert f"{repere.valeur} {repere.libelle}".replace("\u202f", " ").replace("\xa0", " ") == dit


def test_a_masculine_figure_too():
    assert [Repere(compte=n, nom="fonds", noms="fonds", note="").valeur for n in (0, 1)] == ["Aucun", "Un"]


@pytest.mark.parametrize("nom", SUJETS)
def test_nothing_is_said_in_words(nom, visiteur, sujets):
    html = lue(visiteur, adresse(nom, sujets))
    assert "Aucune rencontre annoncée" in re.sub(r"<[^>]+>", "", html).replace("  ", " ")
    assert "Écrire à Cités Unies France" in html


@pytest.mark.parametrize("nom", SUJETS)
def test_the_head_says_whom_to_write_to_and_how_to_follow(nom, visiteur, sujets):
    contact = ContactFabrique(nom="Anne Martin", courriel="anne@exemple.test")
    for groupe in ("groupes", "dynamiques"):
        sujets[groupe].referents.add(contact)
        sujets[groupe].themes.add(sujets["themes"])
    sujets["fonds"].contacts.add(contact)
    html = lue(visiteur, adresse(nom, sujets))
    assert 'href="mailto:anne@exemple.test"' in html.partition('class="bandeau"')[2].partition("</section>")[0]
    flux = f"{adresse(nom, sujets)}flux.rss"
    assert re.search(rf'<link rel="alternate" type="application/rss\+xml" title="[^"]+" href="{flux}"', html)
    assert f'<a href="{flux}"' in html


@pytest.mark.parametrize("nom", SUJETS)
def test_the_feed_gathers_every_kind_for_visitors(nom, visiteur, client_redactrice, sujets, groupe_japon):
    remplir(sujets, groupe_japon, 2)
    ActualiteFabrique(titre="Ailleurs")
    for client in (visiteur, client_redactrice):
        reponse = client.get(f"{adresse(nom, sujets)}flux.rss")
        assert reponse.status_code == 200
        assert reponse["Content-Type"].startswith("application/rss+xml")
        flux = ElementTree.fromstring(reponse.content)
        genres = {un.text for un in flux.iter("category")}
        assert {"Actualité", "Événement"} <= genres
        assert ("Publication" in genres) == (nom != "fonds")
        liens = [un.findtext("link") for un in flux.iter("item")]
        assert len(liens) == len({*liens}) > 3
        assert all("Ailleurs" not in un.findtext("title") for un in flux.iter("item"))
    assert visiteur.get(f"/{adresse(nom, sujets).split('/')[1]}/inconnu/flux.rss").status_code == 404


def test_a_feed_without_a_subject_says_nothing_of_a_committee(visiteur, db):
    GroupeFabrique(nature="comite", slug="comite")
    for racine in ("groupes-pays", "dynamiques"):
        assert visiteur.get(f"/{racine}/comite/flux.rss").status_code == 404
    equipe = FondsFabrique(acces="equipe", slug="interne")
    assert visiteur.get(f"{equipe.get_absolute_url()}flux.rss").status_code == 404


@pytest.mark.parametrize("nom", ["pays", "groupes", "dynamiques", "fonds"])
def test_the_minutes_say_who_may_read_them(nom, visiteur, client_redactrice, sujets, groupe_japon):
    lies = {"pays": [sujets["pays"]], "groupes": [sujets["groupes"], sujets["dynamiques"]], "fonds": [sujets["fonds"]]}
    minutes = DocumentFabrique(titre="Compte rendu de mars", acces="groupe", cercles=[groupe_japon])
    interne = DocumentFabrique(titre="Notes internes", acces="equipe")
    EvenementFabrique(**lies, debut=dans(-3), compte_rendu=minutes)
    EvenementFabrique(**lies, debut=dans(-4), compte_rendu=interne)
    EvenementFabrique(**lies, debut=dans(-5), compte_rendu=DocumentFabrique(titre="Ouvert", acces="public"))
    for client in (visiteur, client_redactrice):
        html = lue(client, adresse(nom, sujets))
        assert minutes.get_absolute_url() in html
        assert re.search(r"Compte rendu de mars</a>.{0,400}Réservé à un groupe.{0,200}Groupe-pays Japon", html)
        assert re.search(r"Ouvert</a>.{0,80}Ouvert à tous", html)
        assert "Notes internes" not in html


def test_partnerships_with_several_countries_are_told_country_by_country(visiteur, japon, armenie):
    groupe = GroupeFabrique(nature="geographique", pays=[japon, armenie])
    for pays in (japon, japon, armenie):
        PartenariatFabrique(
            collectivites=[CollectiviteFabrique()], autorites=[AutoriteLocaleFabrique(pays=pays)], confirme_le=dans(-9)
        )
    repere = visiteur.get(groupe.get_absolute_url()).context["bandeau"].reperes[1]
    assert repere.compte == 3
    assert [mots for mots, _ in repere.details] == ["Arménie (1)", "Japon (2)"]
    assert [compte_de_la_liste(visiteur, ou) for _, ou in repere.details] == [1, 2]


def test_the_list_of_themes_holds_those_with_content(visiteur, client_redactrice, db):
    vide, plein, interne = ThemeFabrique(nom="Vide"), ThemeFabrique(nom="Plein"), ThemeFabrique(nom="Interne")
    ActualiteFabrique(themes=[plein])
    ActualiteFabrique(themes=[interne], acces="equipe")
    html = lue(visiteur, "/themes/")
    assert (plein.nom in html, vide.nom in html, interne.nom in html) == (True, False, False)
    assert interne.nom in lue(client_redactrice, "/themes/")
    assert "noindex" in lue(visiteur, f"/themes/{vide.slug}/")
    assert "noindex" not in lue(visiteur, f"/themes/{plein.slug}/")
    assert visiteur.get("/themes/inconnu/").status_code == 404


def test_a_fund_filters_the_agenda_and_the_news_without_being_offered(visiteur, db):
    fonds = FondsFabrique(slug="noto", titre="Fonds Noto")
    ActualiteFabrique(titre="Du fonds", fonds=[fonds])
    ActualiteFabrique(titre="Autre")
    html = lue(visiteur, "/actualites/?fonds=noto")
    assert "Du fonds" in html
    assert "Autre</a>" not in html
    assert "Fonds Noto" in html
    assert visiteur.get("/actualites/?fonds=inconnu").status_code == 400
    assert visiteur.get("/actualites/flux.rss?fonds=noto").status_code == 200
    FondsFabrique(slug="interne", acces="equipe")
    assert visiteur.get("/agenda/?fonds=interne").status_code == 400


def test_counting_stops_and_takes_one_query(db, django_assert_num_queries):
    ActualiteFabrique.create_batch(3)
    tous = type(ActualiteFabrique()).objects.all()
    with django_assert_num_queries(1):
        assert compter({"tous": tous, "aucun": tous.none(), "un": tous.filter(pk=tous[0:1].values("pk")[:1])}) is not None
    assert compter({"aucun": tous.none()}) == {"aucun": 0}


@pytest.mark.parametrize("qui", ["visiteur", "membre", "client_redactrice"])
@pytest.mark.parametrize("nom", SUJETS)
def test_a_page_costs_the_same_whatever_it_gathers(nom, qui, sujets, groupe_japon, request, django_assert_max_num_queries):
    client = request.getfixturevalue(qui)
    contact = ContactFabrique()
    for groupe in ("groupes", "dynamiques"):
        sujets[groupe].referents.add(contact)
    remplir(sujets, groupe_japon, 2)
    couts = []
    for _ in range(2):
        with django_assert_max_num_queries(20) as requetes:
            client.get(adresse(nom, sujets))
        couts.append(len(requetes))
        remplir(sujets, groupe_japon, 10, rang=2)
    assert couts[0] == couts[1]
