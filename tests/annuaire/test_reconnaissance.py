"""The collectivité that a name means: of the directory, else of the référentiel; and whether it is a member."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from annuaire.models import DemandeAdhesion
from annuaire.reconnaissance import PROPOSEES, proposer, retrouver
from tests.fabriques import AdhesionFabrique, CollectiviteFabrique, CommuneFabrique, DepartementFabrique, EpciFabrique

pytestmark = pytest.mark.django_db


def cles(texte):
    return [une.cle for une in proposer(texte)]


@pytest.mark.parametrize("texte", ["Billère", "billere", "ville de Billère", "Mairie de Billère", "la commune de billere"])
def test_a_name_is_found_as_people_write_it(billere, texte):
    assert cles(texte) == ["fiche:billere"]


@pytest.mark.parametrize("texte", ["Pau", "mairie de Pau"])
def test_a_commune_outside_the_directory_is_found_in_the_referentiel(texte):
    pau = CommuneFabrique(nom="Pau", insee="64445")
    (trouvee,) = proposer(texte)
    assert (trouvee.cle, trouvee.nom, trouvee.code, trouvee.fiche) == ("commune:64445", "Pau", "64445", None)
    assert trouvee.precision == f"commune, {pau.departement.nom}"
    assert not trouvee.adherente


def test_a_commune_of_the_directory_is_offered_once():
    commune = CommuneFabrique(nom="Pau", insee="64445")
    CollectiviteFabrique(nom="Ville de Pau", slug="pau", commune=commune)
    assert cles("Pau") == ["fiche:pau"]
    assert retrouver("commune:64445").cle == "fiche:pau"


def test_a_departement_is_not_hidden_by_the_profile_of_its_towns():
    departement = DepartementFabrique(code="64", nom="Pyrénées-Atlantiques")
    CollectiviteFabrique(nom="Ville de Pau", commune=CommuneFabrique(nom="Pau", departement=departement))
    assert cles("Pyrénées-Atlantiques") == ["departement:64"]
    CollectiviteFabrique(nom="Département des Pyrénées-Atlantiques", slug="cd64", type="departement", departement=departement)
    assert cles("Pyrénées-Atlantiques") == ["fiche:cd64"]


def test_a_grouping_says_how_many_people_it_holds():
    EpciFabrique(nom="CA Pau Béarn Pyrénées", siren="200067254", nature="CA", population=161_000)
    (trouvee,) = proposer("Pau Béarn")
    assert trouvee.precision == "communauté d’agglomération, 161\u00a0000 habitants"


def test_a_member_is_known_while_it_is_one(aix, billere):
    assert retrouver("fiche:aix-en-provence").adherente
    assert not retrouver("fiche:billere").adherente
    AdhesionFabrique(collectivite=billere, fin=timezone.localdate() - timezone.timedelta(days=1))
    assert not retrouver("fiche:billere").adherente


def test_a_hidden_profile_is_not_told():
    commune = CommuneFabrique(nom="Pau", insee="64445")
    AdhesionFabrique(collectivite=CollectiviteFabrique(nom="Ville de Pau", slug="pau", commune=commune, visible=False))
    assert cles("Pau") == ["commune:64445"]
    assert retrouver("fiche:pau") is None
    assert not retrouver("commune:64445").adherente


@pytest.mark.parametrize(
    "cle", ["", "fiche:", "fiche:rien", "commune:99999", "commune:" + "9" * 3000, "rien:1", "🙂", "epci:'--"]
)
def test_a_key_of_nothing_names_nothing(cle):
    assert retrouver(cle) is None


@pytest.mark.parametrize("texte", ["…", "'; DROP", "🙂🙂", "zz" * 70])
def test_whatever_is_typed_is_looked_for(billere, texte):
    assert proposer(texte) == []


@pytest.mark.parametrize("nombre", [2, 20])
def test_few_are_offered_at_the_same_cost(django_assert_num_queries, nombre):
    for rang in range(nombre):
        CollectiviteFabrique(nom=f"Ville de Saint-Jean-{rang}")
        CommuneFabrique(nom=f"Saint-Jean-du-{rang}")
    with django_assert_num_queries(5):
        trouvees = proposer("Saint-Jean")
    assert len(trouvees) == min(PROPOSEES, 2 * nombre)


def test_a_request_to_join_holds_no_code_without_a_type():
    with pytest.raises(IntegrityError) as refus, transaction.atomic():
        DemandeAdhesion.objects.create(nom="Ville", courriel="a@exemple.test", type="", code="13001")
    assert refus.value.__cause__.diag.constraint_name == "annuaire_demandeadhesion_type"
