from datetime import date

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from groupes_pays.models import Groupe, Presidence
from tests.fabriques import (
    AutoriteLocaleFabrique,
    CollectiviteFabrique,
    GroupeFabrique,
    MandatFabrique,
    PartenariatFabrique,
    PaysFabrique,
    PersonneFabrique,
    PresidenceFabrique,
    ThemeFabrique,
)

pytestmark = pytest.mark.django_db


def test_each_nature_is_listed_in_its_place():
    natures = {nature: GroupeFabrique(nature=nature) for nature in ("groupe-pays", "geographique", "thematique", "comite")}
    assert set(Groupe.objects.groupes_pays()) == {natures["groupe-pays"]}
    assert set(Groupe.objects.dynamiques()) == {natures["geographique"], natures["thematique"]}
    assert natures["comite"] not in Groupe.objects.publics()
    assert Groupe.objects.publics().count() == 3


def test_a_closed_group_is_not_at_work():
    GroupeFabrique(etat="clos")
    actif = GroupeFabrique()
    assert list(Groupe.objects.actifs()) == [actif]


def test_two_presidencies_at_once_are_refused_by_the_database():
    groupe = GroupeFabrique()
    PresidenceFabrique(groupe=groupe, debut=date(2024, 1, 1), fin=date(2026, 3, 20))
    with pytest.raises(ValidationError, match="déjà une présidence"):
        Presidence(groupe=groupe, personne=PersonneFabrique(), debut=date(2026, 3, 20)).full_clean()
    PresidenceFabrique(groupe=groupe, debut=date(2026, 3, 21))
    PresidenceFabrique(debut=date(2024, 6, 1))  # another group
    with pytest.raises(IntegrityError, match="groupes_pays_presidence_unique"):
        PresidenceFabrique(groupe=groupe, debut=date(2030, 1, 1))


def test_a_presidency_does_not_end_before_it_begins():
    with pytest.raises(IntegrityError, match="groupes_pays_presidence_dates_ordonnees"):
        PresidenceFabrique(debut=date(2026, 1, 2), fin=date(2026, 1, 1))


@pytest.mark.parametrize(
    ("debut", "fin", "attendu"),
    [
        (None, None, True),
        (date(2026, 3, 1), None, True),
        (date(2026, 3, 2), None, False),
        (None, date(2026, 3, 1), True),
        (None, date(2026, 2, 28), False),
    ],
)
@time_machine.travel("2026-02-28 23:30+00:00", tick=False)  # 1 March in Paris
def test_in_force_is_one_rule(debut, fin, attendu):
    presidence = PresidenceFabrique(debut=debut, fin=fin)
    assert presidence.est_en_cours is attendu
    assert Presidence.objects.en_cours().exists() is attendu


@time_machine.travel("2026-10-01 12:00+00:00", tick=False)
def test_a_presidency_shows_the_mandate_of_its_time():
    personne = PersonneFabrique()
    avant = MandatFabrique(personne=personne, fonction="maire", debut=date(2020, 7, 1), fin=date(2026, 3, 22))
    apres = MandatFabrique(personne=personne, fonction="conseillère régionale", debut=date(2026, 3, 23))
    finie = PresidenceFabrique(personne=personne, debut=date(2021, 1, 1), fin=date(2025, 12, 31))
    en_cours = PresidenceFabrique(personne=personne, debut=date(2026, 1, 1))
    sans = PresidenceFabrique()
    mandats = {presidence.pk: presidence.mandat for presidence in Presidence.objects.avec_mandat()}
    assert mandats == {finie.pk: avant, en_cours.pk: apres, sans.pk: None}
    # On another day: before its end, a presidency shows the mandate of that day.
    assert finie.mandat_au(date(2020, 7, 1)) == avant
    assert finie.mandat_au(date(2020, 6, 30)) is None


def test_of_two_mandates_a_presidency_shows_the_latest_begun():
    personne = PersonneFabrique()
    for debut, fonction in ((None, "députée"), (date(2020, 1, 1), "maire"), (date(2021, 1, 1), "présidente")):
        MandatFabrique(personne=personne, fonction=fonction, debut=debut)
    PresidenceFabrique(personne=personne)
    assert Presidence.objects.avec_mandat().get().mandat.fonction == "présidente"


def test_partnerships_are_counted_once_and_hidden_collectivites_not():
    japon, chine = PaysFabrique(alpha2="JP"), PaysFabrique(alpha2="CN")
    groupe, vide = GroupeFabrique(pays=[japon, chine]), GroupeFabrique()
    tours = CollectiviteFabrique()
    villes = [AutoriteLocaleFabrique(pays=japon), AutoriteLocaleFabrique(pays=japon), AutoriteLocaleFabrique(pays=chine)]
    PartenariatFabrique(collectivites=[tours], autorites=villes)
    PartenariatFabrique(collectivites=[tours], autorites=villes[:1])
    PartenariatFabrique(collectivites=[CollectiviteFabrique(visible=False)], autorites=villes)
    assert (groupe.nombre_de_partenariats, vide.nombre_de_partenariats) == (2, 0)


def test_cards_cost_the_same_for_two_and_twenty(django_assert_num_queries):
    for nombre in (2, 18):
        for _ in range(nombre):
            mandat = MandatFabrique()
            groupe = GroupeFabrique()
            groupe.themes.add(ThemeFabrique())
            PresidenceFabrique(groupe=groupe, personne=mandat.personne)
        with django_assert_num_queries(5):
            for groupe in Groupe.objects.pour_carte():
                assert not groupe.pays.all()
                assert groupe.themes.all()
                assert [presidence.mandat.collectivite.nom for presidence in groupe.presidences_en_cours]
