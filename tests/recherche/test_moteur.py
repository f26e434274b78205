"""What a search finds, in what order, for whom, and how it is counted."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from groupes_pays.lecteurs import lecteur_pour
from recherche import moteur
from recherche.models import Synonyme
from recherche.requete import comprendre
from socle.acces import EQUIPE, VISITEUR
from tests.fabriques import (
    ActualiteFabrique,
    AutoriteLocaleFabrique,
    CollectiviteFabrique,
    EvenementFabrique,
    FondsFabrique,
    GroupeFabrique,
    MandatFabrique,
    PartenariatFabrique,
    PaysFabrique,
    PersonneFabrique,
    PublicationFabrique,
    ThemeFabrique,
)

pytestmark = pytest.mark.django_db


def resultats(texte, lecteur=VISITEUR, **filtres):
    return moteur.chercher(comprendre(texte), lecteur, filtres)


def noms(texte, lecteur=VISITEUR, **filtres):
    """Return « kind: key » of what is found, best first."""
    trouves = resultats(texte, lecteur, **filtres).lignes
    return [str(un.genre.modele.objects.get(pk=un.cle)) for un in trouves]


@pytest.mark.parametrize("texte", ["événement", "évènement", "evenement", "ÉVÉNEMENTS", "évènements"])
def test_an_event_has_one_spelling(texte):
    ActualiteFabrique(titre="Un évènement à Lyon")
    ActualiteFabrique(titre="Des événements à Nice")
    ActualiteFabrique(titre="Autre chose", corps="")
    assert sorted(noms(texte)) == ["Des événements à Nice", "Un évènement à Lyon"]


@pytest.mark.parametrize("texte", ["États-Unis", "Etats-Unis", "états unis", "ETATS UNIS", "États‑Unis"])
def test_the_united_states_are_found_as_people_type_them(texte):
    PaysFabrique(alpha2="US", nom="États-Unis")
    ActualiteFabrique(titre="Aux Etats-Unis, des villes jumelles")
    assert noms(texte) == ["États-Unis", "Aux Etats-Unis, des villes jumelles"]


@pytest.mark.parametrize("texte", ["saint étienne", "St-Etienne", "st etienne"])
def test_saint_is_st(texte):
    CollectiviteFabrique(nom="Ville de Saint-Étienne")
    ActualiteFabrique(titre="Rendez-vous à St-Étienne")
    ActualiteFabrique(titre="Rendez-vous à Saint-Étienne")
    ActualiteFabrique(titre="Étienne et le stade", corps="")
    assert sorted(noms(texte)) == ["Rendez-vous à Saint-Étienne", "Rendez-vous à St-Étienne", "Ville de Saint-Étienne"]


def test_a_phrase_is_found_in_its_order():
    ActualiteFabrique(titre="La sécurité alimentaire", corps="")
    ActualiteFabrique(titre="Alimentaire", corps="<p>La sécurité des villes.</p>")
    assert len(noms("sécurité alimentaire")) == 2
    for texte in ('"sécurité alimentaire"', "« sécurité alimentaire »", "“securite alimentaire”"):
        assert noms(texte) == ["La sécurité alimentaire"]


def test_a_word_is_left_out_by_a_hyphen():
    ActualiteFabrique(titre="Climat au Mali", corps="")
    ActualiteFabrique(titre="Climat au Maroc", corps="")
    assert noms("climat -mali") == ["Climat au Maroc"]
    assert noms('climat -"au maroc"') == ["Climat au Mali"]
    assert noms("climat-mali") == ["Climat au Mali"]


def test_an_excluded_word_tells_nothing_of_a_text_kept_from_the_reader():
    ActualiteFabrique(titre="Climat réservé", corps="<p>Un mot secret.</p>", acces="adherents")
    assert noms("climat -secret") == ["Climat réservé"]
    assert noms("climat -secret", EQUIPE) == []


@pytest.mark.parametrize("acces", ["collectivites", "adherents", "groupe"])
def test_a_text_kept_from_the_reader_is_found_by_its_title_and_chapo_only(acces):
    ActualiteFabrique(titre="Réunion fermée", chapo="Un chapo ouvert.", corps="<p>Le mot secret.</p>", acces=acces)
    assert noms("secret") == []
    assert noms("reunion secret") == []
    assert noms("fermee ouvert") == ["Réunion fermée"]
    assert noms("secret", EQUIPE) == ["Réunion fermée"]


def test_a_member_searches_the_texts_of_their_groups(bob, groupe_japon):
    ActualiteFabrique(titre="Pour le Japon", corps="<p>Confidence</p>", acces="groupe", cercles=[groupe_japon])
    ActualiteFabrique(titre="Pour d’autres", corps="<p>Confidence</p>", acces="groupe", cercles=[GroupeFabrique()])
    assert noms("confidence", lecteur_pour(bob)) == ["Pour le Japon"]


def test_what_is_not_online_or_is_the_team_s_own_is_not_found():
    ActualiteFabrique(titre="Climat brouillon", brouillon=True)
    ActualiteFabrique(titre="Climat programmé", programme=True)
    ActualiteFabrique(titre="Climat interne", acces="equipe")
    assert noms("climat") == []
    assert noms("climat", EQUIPE) == ["Climat interne"]


def test_the_words_of_staff_mean_the_same():
    ActualiteFabrique(titre="L’AICT en question", corps="")
    ActualiteFabrique(titre="L’action internationale des collectivités territoriales", corps="")
    ActualiteFabrique(titre="Une action des collectivités", corps="")
    Synonyme.objects.create(expressions="AICT\naction internationale des collectivités territoriales")
    Synonyme.objects.create(expressions="coop déc\ncoopération décentralisée")
    ActualiteFabrique(titre="La coopération décentralisée", corps="")
    deux = ["L’AICT en question", "L’action internationale des collectivités territoriales"]
    assert sorted(noms("aict")) == sorted(noms("action internationale des collectivités territoriales")) == sorted(deux)
    assert noms("coop dec") == ["La coopération décentralisée"]


def test_the_exact_title_comes_first_then_what_says_it_then_what_is_fresh():
    ActualiteFabrique(titre="Le climat", corps="", publie_le=timezone.now() - timedelta(days=3000))
    ActualiteFabrique(titre="Autre chose", corps="<p>Le climat change, le climat, le climat.</p>")
    ActualiteFabrique(titre="Villes et climat", corps="", publie_le=timezone.now() - timedelta(days=1500))
    ActualiteFabrique(titre="Villes et climat, suite", corps="")
    assert noms("le climat") == ["Le climat", "Villes et climat, suite", "Villes et climat", "Autre chose"]


def test_every_kind_is_found_by_its_words():
    japon = PaysFabrique(alpha2="JP", nom="Japon")
    GroupeFabrique(nom="Groupe-pays Japon", pays=[japon])
    aix = CollectiviteFabrique(nom="Ville d’Aix", pays=[japon])
    kumamoto = AutoriteLocaleFabrique(nom="Kumamoto", pays=japon)
    PartenariatFabrique(collectivites=[aix], autorites=[kumamoto], nature="jumelage")
    for fabrique in (ActualiteFabrique, EvenementFabrique, PublicationFabrique, FondsFabrique):
        fabrique(titre="Avec le Japon")
    trouves = resultats("japon")
    assert trouves.facettes["type"] == {
        "pays": 1, "groupes": 1, "autorites": 1, "actualites": 1, "agenda": 1, "publications": 1, "fonds": 1,
    }  # fmt: skip
    assert trouves.nombre == 7
    assert noms("japon")[:2] == ["Japon", "Groupe-pays Japon"]
    assert noms("jumelage kumamoto") == noms("kumamoto") == ["Kumamoto (Japon)"]
    assert noms("jumelage japon") == ["Kumamoto (Japon)"], "the towns of a country"
    assert sorted(noms("aix kumamoto")) == ["Kumamoto (Japon)", "Ville d’Aix"]
    assert sorted(noms("aix japon")) == ["Kumamoto (Japon)", "Ville d’Aix"]


def test_a_content_is_found_by_the_names_of_its_subjects():
    japon = PaysFabrique(alpha2="JP", nom="Japon")
    ActualiteFabrique(titre="Une délégation à Aix", corps="", pays=[japon], themes=[ThemeFabrique(nom="Jeunesse")])
    assert noms("japon delegation jeunesse") == ["Une délégation à Aix"]
    assert noms("japon delegation climat") == []
    assert noms("japon -delegation") == ["Japon"]


def test_people_shown_are_found_and_no_other():
    mandat = MandatFabrique(personne=PersonneFabrique(prenom="Zoé", nom="Élan", variantes="Hélan"), fonction="adjointe")
    MandatFabrique(personne=PersonneFabrique(prenom="Zoé", nom="Partie"), fin=date(2020, 1, 1))
    MandatFabrique(personne=PersonneFabrique(prenom="Zoé", nom="Cachée"), collectivite__visible=False)
    PersonneFabrique(prenom="Zoé", nom="Seule")
    assert noms("zoé") == noms("helan") == noms("zoe adjointe") == [str(mandat.personne)]


def test_what_the_directory_hides_is_not_found():
    cachee = CollectiviteFabrique(nom="Ville de Cachan", visible=False)
    PartenariatFabrique(collectivites=[cachee], autorites=[AutoriteLocaleFabrique(nom="Cachanville")])
    GroupeFabrique(nom="Comité Cachan", nature="comite")
    assert noms("cachan") == []


@pytest.fixture
def varies():
    japon, mali, climat = PaysFabrique(alpha2="JP"), PaysFabrique(alpha2="ML"), ThemeFabrique(nom="Climat", slug="climat")
    ActualiteFabrique(titre="Eau un", pays=[japon], themes=[climat], publie_le=timezone.make_aware(timezone.datetime(2024, 5, 2)))
    ActualiteFabrique(titre="Eau deux", pays=[japon, mali], acces="adherents")
    EvenementFabrique(titre="Eau trois", pays=[mali], debut=date(2024, 6, 1), fin=date(2024, 6, 1))


def test_facets_count_what_the_others_keep(varies):
    tous = resultats("eau").facettes
    assert tous["type"] == {"actualites": 2, "agenda": 1}
    assert tous["pays"] == {"JP": 2, "ML": 2}
    assert tous["theme"] == {"climat": 1}
    assert tous["annee"]["2024"] == 2
    assert tous["acces"] == {"public": 2, "adherents": 1}
    trouves = resultats("eau", pays="JP", annee="2024")
    assert (trouves.nombre, trouves.facettes["type"]) == (1, {"actualites": 1})
    assert trouves.facettes["pays"] == {"JP": 1, "ML": 1}
    assert trouves.facettes["annee"]["2024"] == 1
    assert noms("eau", type="agenda") == ["Eau trois"]
    assert noms("eau", theme="climat") == ["Eau un"]
    assert noms("eau", acces="adherents") == ["Eau deux"]


def test_beyond_the_count_the_filters_choose_among_all(varies, monkeypatch):
    for module in (moteur, moteur.textes, moteur.fiches, moteur.textes.fenetres):
        monkeypatch.setattr(module, "COMPTE_MAX", 1)
    monkeypatch.setattr(moteur.textes.fenetres, "PREMIERE", 1)
    trouves = resultats("eau")
    assert trouves.plancher == 1
    assert trouves.facettes["pays"] == {"JP": None, "ML": None}
    # The older of the two, which the latest hid.
    assert noms("eau", annee="2024", type="actualites") == ["Eau un"]
    vieux = timezone.now() - timedelta(days=9000)
    ActualiteFabrique(titre="Eau", publie_le=vieux)
    assert noms("eau")[0] == "Eau"


@pytest.mark.parametrize(
    "texte",
    ["a" * 10_000, "mot " * 2_500, "!?;:,.", "'; DROP TABLE x; --", "😀🎉", "le la les", "&|!()<->:*", "\\", '"', "-", "--", '""']
    + ["« »", "-le", "à", "%_", "\ufffd", "(a|b)*c", "[", "x" * 61 + " y", '"' + "eau " * 100 + '"', "<script>", "œ", "-eau"],
)
def test_nothing_typed_breaks_the_search(texte):
    ActualiteFabrique(titre="L’eau potable", pays=[PaysFabrique()])
    requete = comprendre(texte)
    if requete:
        moteur.chercher(requete, VISITEUR, {})


def test_signs_and_exclusions_alone_ask_for_nothing():
    for texte in ("", "  ", "!?", "😀", "-eau", '""'):
        assert not comprendre(texte)
    assert comprendre("le")
    assert comprendre("x" * 300).coupee
    assert comprendre("un deux trois quatre cinq six sept huit neuf dix").coupee
    assert not comprendre("eau potable").coupee


def test_older_rows_are_read_as_long_as_few_are_found(monkeypatch):
    monkeypatch.setattr(moteur.textes.fenetres, "PREMIERE", 1)
    for jours in (1, 10, 100, 1000, 5000):
        ActualiteFabrique(titre=f"Eau {jours}", publie_le=timezone.now() - timedelta(days=jours))
    trouves = resultats("eau")
    assert (trouves.nombre, trouves.plancher, trouves.facettes["type"]) == (5, None, {"actualites": 5})


def test_a_word_that_names_many_subjects_is_looked_for_in_texts(monkeypatch):
    monkeypatch.setattr("recherche.voies.SUJETS_MAX", 1)
    ActualiteFabrique(titre="Un", pays=[PaysFabrique(alpha2="GN", nom="Guinée")])
    assert "Un" in noms("guinée")
    PaysFabrique(alpha2="GQ", nom="Guinée équatoriale")
    assert "Un" not in noms("guinée")
