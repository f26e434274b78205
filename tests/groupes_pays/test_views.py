"""The lists of groups: what is listed, in which order, and at what cost."""

import pytest

from groupes_pays.carte import STYLE
from tests.fabriques import GroupeFabrique, MandatFabrique, PaysFabrique, PresidenceFabrique, ThemeFabrique
from tests.lecture_html import sur_une_ligne

TOUS = ["visiteur", "agent", "etranger", "membre", "client_redactrice"]
LISTES = ["/groupes-pays/", "/dynamiques/"]
FOLLES = [
    "page=0", "page=abc", "page=999999", "page=%00", "etat=%00", "etat=zzz", "pays=ZZ", "pays=%F0%9F%92%A9", "region=mars",
    "theme=%27%22%3E%3Cscript%3E", "nature=comite", "etat=clos&etat=actif", "a=b&c", "pays[]=JP", "%zz", "theme=" + "x" * 3000,
]  # fmt: skip


def page(client, adresse, statut=200):
    reponse = client.get(adresse)
    assert reponse.status_code == statut
    return sur_une_ligne(reponse.content.decode())


@pytest.fixture
def mali(db):
    return PaysFabrique(alpha2="ML", nom="Mali", slug="mali", region_monde="afrique")


@pytest.mark.parametrize("qui", TOUS)
@pytest.mark.parametrize("adresse", [*LISTES, "/groupes-pays/japon/"])
def test_everyone_reads_the_pages(qui, adresse, groupe_japon, request):
    page(request.getfixturevalue(qui), adresse)


@pytest.mark.parametrize("adresse", LISTES)
def test_an_empty_list_says_so(visiteur, db, adresse):
    assert "pour le moment" in page(visiteur, adresse)


def test_groups_at_work_come_before_the_former_ones(visiteur, mali):
    GroupeFabrique(nom="Groupe-pays Bénin", etat="clos")
    GroupeFabrique(nom="Groupe-pays Mali", pays=[mali])
    GroupeFabrique(nom="Dynamique Climat", nature="thematique")
    GroupeFabrique(nom="Comité du fonds", nature="comite")
    html = page(visiteur, "/groupes-pays/")
    assert html.index("Groupes-pays en activité") < html.index("Groupe-pays Mali") < html.index("Anciens groupes-pays")
    assert html.index("Anciens groupes-pays") < html.index("Groupe-pays Bénin")
    assert "Dynamique Climat" not in html
    assert "Comité du fonds" not in html


def test_dynamiques_are_listed_by_nature(visiteur, db):
    GroupeFabrique(nom="Climat", nature="thematique")
    GroupeFabrique(nom="Amérique latine", nature="geographique")
    GroupeFabrique(nom="Groupe-pays Mali")
    GroupeFabrique(nom="Ancienne", nature="geographique", etat="clos")
    html = page(visiteur, "/dynamiques/").partition("<h1>")[2]
    titres = ["Dynamiques géographiques", "Amérique latine", "Dynamiques thématiques", "Climat", "Anciennes dynamiques"]
    assert sorted(titres, key=html.index) == titres
    assert "Groupe-pays Mali" not in html


def test_a_card_names_the_presidency_with_its_mandate(visiteur, db):
    mandat = MandatFabrique(fonction="adjointe au maire", collectivite__nom="Ville du Havre")
    PresidenceFabrique(groupe=GroupeFabrique(), personne=mandat.personne)
    assert f"Présidence\u00a0: {mandat.personne}, adjointe au maire, Ville du Havre" in page(visiteur, "/groupes-pays/")


def test_filters_keep_what_they_say(visiteur, mali, japon):
    GroupeFabrique(nom="Groupe-pays Mali", pays=[mali], etat="clos")
    GroupeFabrique(nom="Groupe-pays Japon", pays=[japon])
    GroupeFabrique(nom="Groupe-pays Sahel", pays=[mali, PaysFabrique(alpha2="NE", region_monde="afrique")])
    for filtre, attendus in {
        "pays=JP": ["Japon"],
        "region=afrique": ["Sahel", "Mali"],
        "etat=clos": ["Mali"],
        "etat=actif": ["Japon", "Sahel"],
        "etat=actif&pays=ML": ["Sahel"],
        "": ["Japon", "Sahel", "Mali"],
    }.items():
        reponse = visiteur.get(f"/groupes-pays/?{filtre}")
        assert [groupe.nom.split()[-1] for groupe in reponse.context["page_obj"]] == attendus, filtre


def test_filters_of_the_dynamiques(visiteur, db):
    climat = ThemeFabrique(nom="Climat", slug="climat")
    GroupeFabrique(nom="Climat", nature="thematique").themes.add(climat)
    GroupeFabrique(nom="Alpes", nature="geographique")
    for filtre, attendus in {"theme=climat": ["Climat"], "nature=geographique": ["Alpes"], "": ["Alpes", "Climat"]}.items():
        reponse = visiteur.get(f"/dynamiques/?{filtre}")
        assert [groupe.nom for groupe in reponse.context["page_obj"]] == attendus, filtre


@pytest.mark.parametrize("adresse", ["/groupes-pays/?pays=ZZ", "/groupes-pays/?etat=dormant", "/dynamiques/?nature=comite"])
def test_a_filter_that_makes_no_sense_is_a_400_with_a_message(visiteur, groupe_japon, adresse):
    html = page(visiteur, adresse, 400)
    assert "Un des filtres demandés n’existe pas" in html
    assert "choisissez-en" in html


@pytest.mark.parametrize("adresse", LISTES)
@pytest.mark.parametrize("requete", FOLLES)
def test_no_query_string_breaks_a_list(visiteur, groupe_japon, adresse, requete):
    assert visiteur.get(f"{adresse}?{requete}").status_code in {200, 400, 404}


def test_ten_groups_a_page_keeping_the_filters(visiteur, mali):
    for rang in range(12):
        GroupeFabrique(nom=f"Groupe {rang:02d}", pays=[mali])
    html = page(visiteur, "/groupes-pays/?pays=ML")
    assert "Groupe 09" in html
    assert "Groupe 10" not in html
    assert "pays=ML&amp;page=2" in html
    assert "Groupe 11" in page(visiteur, "/groupes-pays/?pays=ML&page=2")


@pytest.mark.parametrize("adresse", LISTES)
def test_a_list_costs_the_same_for_two_and_twenty(visiteur, db, adresse, django_assert_num_queries):
    nature = "groupe-pays" if adresse == "/groupes-pays/" else "thematique"
    pays, theme = PaysFabrique(alpha2="ML"), ThemeFabrique()
    for nombre in (2, 18):
        for _ in range(nombre):
            groupe = GroupeFabrique(nature=nature, pays=[pays])
            groupe.themes.add(theme)
            PresidenceFabrique(groupe=groupe, personne=MandatFabrique().personne)
        with django_assert_num_queries(8):
            page(visiteur, adresse)


@pytest.mark.parametrize(("adresse", "nature"), [("/groupes-pays/", "groupe-pays"), ("/dynamiques/", "thematique")])
def test_accents_do_not_change_the_order_of_names(visiteur, db, adresse, nature):
    for nom in ("Groupe Vietnam", "Groupe États-Unis", "groupe Bénin"):
        GroupeFabrique(nom=nom, nature=nature)
    trouves = [groupe.nom for groupe in visiteur.get(adresse).context["page_obj"]]
    assert trouves == ["groupe Bénin", "Groupe États-Unis", "Groupe Vietnam"]


def test_the_map_of_groups_has_its_colours_of_a_dark_scheme_and_the_policy_lets_them_in(client, db):
    for _ in range(2):  # drawn, then kept
        reponse = client.get("/groupes-pays/carte.svg")
        assert STYLE.balise in reponse.text
        assert f"style-src 'self' {STYLE.source_csp};" in reponse["Content-Security-Policy"] + ";"
