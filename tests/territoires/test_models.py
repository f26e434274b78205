import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from territoires.models import Commune, Departement, Epci, Odd, Pays, Region
from tests.fabriques import (
    CommuneFabrique,
    DepartementFabrique,
    EpciFabrique,
    OddFabrique,
    PaysFabrique,
    RegionFabrique,
    SecteurFabrique,
    ThemeFabrique,
)

pytestmark = pytest.mark.django_db

SIREN = "211300017"
FAUX = ["211300018", "21130001", "2113000170", "21130001A", "", "٢١١٣٠٠٠١٧"]


def refuse(contrainte, fabrique, **champs):
    """Say whether the database refuses the row because of `contrainte`."""
    with pytest.raises(IntegrityError, match=contrainte), transaction.atomic():
        fabrique(**champs)


@pytest.mark.parametrize("siren", FAUX[:2] + FAUX[3:5])
def test_the_database_refuses_a_wrong_siren(siren):
    refuse("commune_siren_valide", CommuneFabrique, siren=siren)
    refuse("region_siren_valide", RegionFabrique, siren=siren)
    refuse("departement_siren_valide", DepartementFabrique, siren=siren)
    with pytest.raises(IntegrityError, match="epci_siren_valide"), transaction.atomic():
        Epci.objects.create(siren=siren, nom="Essai", nature="CC")


@pytest.mark.parametrize("siren", [faux for faux in FAUX if faux])
def test_a_form_refuses_a_wrong_siren_in_french(siren):
    with pytest.raises(ValidationError, match="SIREN"):
        Commune(insee="13001", nom="Aix", slug="aix", siren=siren).full_clean(exclude=["nom_tri"])


def test_two_current_communes_have_two_sirens():
    ancienne = CommuneFabrique(siren=SIREN)
    refuse("commune_siren_unique", CommuneFabrique, siren=SIREN)
    with pytest.raises(ValidationError, match="déjà celui d’une autre ligne"):
        Commune(insee="13001", nom="Aix", slug="aix", siren=SIREN).full_clean(exclude=["nom_tri"])
    ancienne.obsolete = True
    ancienne.save()
    CommuneFabrique(siren=SIREN)


@pytest.mark.parametrize(
    ("contrainte", "fabrique", "codes"),
    [
        ("region_siren_unique", RegionFabrique, ["93", "84"]),
        ("departement_siren_unique", DepartementFabrique, ["13", "2A"]),
    ],
)
def test_two_current_regions_or_departements_have_two_sirens(contrainte, fabrique, codes):
    premiere = fabrique(code=codes[0], siren=SIREN)
    refuse(contrainte, fabrique, code=codes[1], siren=SIREN)
    with pytest.raises(ValidationError, match="déjà celui d’une autre ligne"):
        fabrique.build(code=codes[1], siren=SIREN).full_clean(exclude=["nom_tri", "ordre", "region"])
    premiere.obsolete = True
    premiere.save()
    assert fabrique(code=codes[1], siren=SIREN).pk


def test_many_communes_have_no_siren():
    CommuneFabrique.create_batch(2, siren=None)


@pytest.mark.parametrize("insee", ["13001", "2A004", "2B033", "97105", "98735", "01001"])
def test_insee_codes(insee):
    Commune(insee=insee, nom="Essai", slug="essai").full_clean(exclude=["nom_tri"])
    assert CommuneFabrique(insee=insee).pk == insee


@pytest.mark.parametrize("insee", ["1300", "2C004", "20A04", "130 1", "2a004", "ABCDE"])
def test_the_database_refuses_what_is_no_insee_code(insee):
    refuse("commune_insee", CommuneFabrique, insee=insee)
    with pytest.raises(ValidationError, match="code INSEE"):
        Commune(insee=insee, nom="Essai", slug="essai").full_clean(exclude=["nom_tri"])


@pytest.mark.parametrize("code", ["2A", "2B", "01", "95", "971", "976"])
def test_codes_of_departements(code):
    assert DepartementFabrique(code=code).pk == code


@pytest.mark.parametrize("code", ["2C", "1", "970", "977", "2a"])
def test_the_database_refuses_what_is_no_departement(code):
    refuse("departement_code", DepartementFabrique, code=code)


def test_the_database_refuses_what_is_no_region():
    refuse("region_code", RegionFabrique, code="9")
    refuse("region_code", RegionFabrique, code="2A")


def test_corsica_stands_between_19_and_21():
    for code in ("971", "30", "21", "2B", "20"[:1] + "9", "2A", "19", "01"):
        DepartementFabrique(code=code)
    assert list(Departement.objects.values_list("code", flat=True)) == ["01", "19", "2A", "2B", "21", "29", "30", "971"]


@pytest.mark.parametrize("numero", [0, 18])
def test_there_are_seventeen_goals(numero):
    refuse("odd_numero", OddFabrique, numero=numero)
    with pytest.raises(ValidationError, match="de 1 à 17"):
        Odd(numero=numero, nom="Essai").full_clean(exclude=["nom_tri"])


def test_codes_of_countries():
    refuse("pays_codes_iso", PaysFabrique, alpha2="jp")
    refuse("pays_codes_iso", PaysFabrique, alpha2="FR", alpha3="FR")


def test_names_sort_without_accents_case_or_ligatures():
    noms = ["Zambie", "Évry", "Œuilly", "Evran", "étain", "Ochey", "Oz"]
    for rang, nom in enumerate(noms):
        CommuneFabrique(insee=f"1300{rang}", nom=nom)
    assert [c.nom for c in Commune.objects.all()] == ["étain", "Evran", "Évry", "Ochey", "Œuilly", "Oz", "Zambie"]


def test_current_rows():
    ThemeFabrique(nom="Retiré", obsolete=True)
    actuel = ThemeFabrique(nom="Actuel")
    assert list(type(actuel).objects.actuels()) == [actuel]


@pytest.fixture
def villes():
    CommuneFabrique(insee="75056", nom="Paris", population=2_100_000, codes_postaux=["75001", "75018"])
    CommuneFabrique(insee="81202", nom="Parisot", population=900, codes_postaux=["81310"])
    CommuneFabrique(insee="95176", nom="Cormeilles-en-Parisis", population=25_000, codes_postaux=["95240"])
    CommuneFabrique(insee="59009", nom="Villeneuve-d’Ascq", population=62_000, codes_postaux=["59650"])
    CommuneFabrique(insee="2A004", nom="Ajaccio", population=None, codes_postaux=["20000"])


@pytest.mark.parametrize(
    ("texte", "attendu"),
    [
        ("paris", ["75056", "81202", "95176"]),
        ("PARÎS", ["75056", "81202", "95176"]),
        ("parisis cormeilles", ["95176"]),
        ("villeneuve-d'ascq", ["59009"]),
        ("59650", ["59009"]),
        ("59650 villeneuve", ["59009"]),
        ("2a004", ["2A004"]),
        ("75001extra", []),
        ("100%", []),
        ("x" * 500, []),
    ],
)
def test_search_by_name_insee_or_postcode(villes, texte, attendu):
    assert [c.pk for c in Commune.objects.recherche(texte)] == attendu


@pytest.fixture
def saints():
    loire = DepartementFabrique(code="42", nom="Loire")
    for insee, nom, departement, population in (
        ("42218", "Saint-Étienne", loire, 172_000), ("42285", "Saint-Étienne-le-Molard", loire, 900),
        ("66182", "Sainte-Marie-la-Mer", None, 5_000), ("2A312", "Sainte-Marie-Sicché", None, 400),
        ("98735", "Papeete", None, 26_000),
    ):  # fmt: skip
        CommuneFabrique(insee=insee, nom=nom, departement=departement, population=population)


DITS = [
    *((texte, "42218") for texte in ("Saint-Étienne (42)", "saint etienne", "St-Étienne", "st etienne 42", "St. Étienne")),
    *((texte, "42218") for texte in ("ST\u2011ETIENNE", "saint etienne (42)")),
    *((texte, "66182") for texte in ("Ste Marie la Mer", "ste-marie-la-mer", "SAINTE MARIE LA MER")),
    ("Saint-Étienne-le-Molard (42)", "42285"),
    ("Papeete (987)", "98735"),
    ("papeete 987", "98735"),
]


@pytest.mark.parametrize(("texte", "premiere"), DITS)
def test_a_label_finds_its_row_however_saint_is_written(saints, texte, premiere):
    assert Commune.objects.recherche(texte).first().pk == premiere


def test_each_row_of_the_lists_is_found_by_its_label(saints):
    rangees = [
        DepartementFabrique(code="2B", nom="Haute-Corse"),
        RegionFabrique(nom="Provence-Alpes-Côte d’Azur"),
        EpciFabrique(nom="CC du Pays d’Arles (13 communes)"),
        PaysFabrique(alpha2="CI", nom="Côte d’Ivoire"),
        OddFabrique(numero=6, nom="Eau propre et assainissement"),
        OddFabrique(numero=16, nom="Paix"),
        ThemeFabrique(nom="Eau, assainissement : accès"),
        SecteurFabrique(nom="Culture / patrimoine"),
        *Commune.objects.filter(pk__in=["42218", "42285", "98735"]),
    ]
    for rangee in rangees:
        assert type(rangee).objects.recherche(str(rangee)).first() == rangee, str(rangee)


@pytest.mark.parametrize("signes", ["()", "—", "…", "% _"])
def test_signs_alone_name_nothing(villes, signes):
    assert not Commune.objects.recherche(signes)


def test_search_puts_the_exact_name_first():
    CommuneFabrique(insee="91228", nom="Évry-Courcouronnes", population=66_000)
    CommuneFabrique(insee="89162", nom="Évry", population=350)
    CommuneFabrique(insee="77118", nom="Chevry", population=90_000)
    assert [c.pk for c in Commune.objects.recherche("evry")] == ["89162", "91228", "77118"]


def test_search_of_coded_rows():
    departement = DepartementFabrique(code="2A", nom="Corse-du-Sud")
    pays = PaysFabrique(alpha2="US", alpha3="USA", nom="États-Unis")
    assert list(Departement.objects.recherche("2a")) == list(Departement.objects.recherche("CORSE sud")) == [departement]
    assert list(Pays.objects.recherche("usa")) == list(Pays.objects.recherche("etats unis")) == [pays]
    assert list(Region.objects.recherche("93")) == [departement.region]


def test_a_commune_says_where_it_is():
    ain = DepartementFabrique(code="01", nom="Ain")
    bourg = CommuneFabrique(insee="01053", nom="Bourg-en-Bresse", departement=ain)
    papeete = CommuneFabrique(insee="98735", nom="Papeete", departement=None)
    assert (str(bourg), bourg.territoire) == ("Bourg-en-Bresse (01)", "Ain")
    assert (str(papeete), papeete.territoire) == ("Papeete (987)", "Polynésie française")


@pytest.mark.parametrize(
    ("alpha2", "nom", "article", "preposition", "attendu"),
    [
        ("JP", "Japon", "le", "au", ("le Japon", "au Japon", "du Japon")),
        ("AM", "Arménie", "l’", "en", ("l’Arménie", "en Arménie", "d’Arménie")),
        ("TN", "Tunisie", "la", "en", ("la Tunisie", "en Tunisie", "de Tunisie")),
        ("US", "États-Unis", "les", "aux", ("les États-Unis", "aux États-Unis", "des États-Unis")),
        ("MG", "Madagascar", "", "à", ("Madagascar", "à Madagascar", "de Madagascar")),
        ("IL", "Israël", "", "en", ("Israël", "en Israël", "d’Israël")),
        ("HT", "Haïti", "", "en", ("Haïti", "en Haïti", "d’Haïti")),
        ("DM", "Dominique", "la", "à la", ("la Dominique", "à la Dominique", "de la Dominique")),
        ("IM", "Île de Man", "l’", "à l’", ("l’Île de Man", "à l’Île de Man", "d’Île de Man")),
    ],
)
def test_a_country_in_a_sentence(alpha2, nom, article, preposition, attendu):
    pays = Pays(alpha2=alpha2, nom=nom, article=article, preposition=preposition)
    assert (pays.avec_article, pays.en_pays, pays.de_pays) == attendu


def test_countries_to_cooperate_with():
    japon = PaysFabrique(alpha2="JP")
    PaysFabrique(alpha2="FR", nom="France", slug="france")
    PaysFabrique(alpha2="RE", nom="La Réunion", slug="la-reunion")
    assert list(Pays.objects.etrangers()) == [japon]


def test_a_search_of_a_thousand_words_looks_for_the_first_eight(villes):
    assert [c.pk for c in Commune.objects.recherche("ajaccio aja jac acc cci cio ajac ccio " + "ailleurs " * 1_500)] == ["2A004"]
