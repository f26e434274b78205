"""Two rows that are one person: all that points at the one goes to the other, and comes back."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from annuaire.fusions import defaire_fusion, fusionner, identiques
from annuaire.models import FusionDePersonnes, Mandat, Personne
from gestion.usages import liens_vers
from groupes_pays.models import Presidence
from redaction.versions import versions_de
from socle.models import Journal
from tests.fabriques import MandatFabrique, PersonneFabrique, PresidenceFabrique

pytestmark = pytest.mark.django_db

TABLES = ("annuaire_personne", "annuaire_mandat", "groupes_pays_presidence")


@pytest.fixture
def gardee(db):
    return PersonneFabrique(prenom="Karima", nom="Zerkani-Raynal", variantes="Karima Raynal")


@pytest.fixture
def absorbee(db):
    return PersonneFabrique(prenom="Karima", nom="Zerkani Raynal", variantes="K. Zerkani, Karima Raynal")


def tables():
    """Return every value of every row of the tables at stake."""
    contenu = {}
    with connection.cursor() as curseur:
        for table in TABLES:
            curseur.execute(f"SELECT * FROM {table} ORDER BY id")
            contenu[table] = curseur.fetchall()
    return contenu


def remplir(gardee, absorbee, aix):
    """Give both rows mandates, the same twice among them, and to the second a presidency."""
    MandatFabrique(personne=gardee, collectivite=aix, fonction="Adjointe au maire", debut=date(2020, 7, 1))
    MandatFabrique(
        personne=absorbee, collectivite=aix, fonction="adjointe  au maire", fin=date(2026, 3, 22), constate_le=date(2025, 1, 1)
    )
    MandatFabrique(personne=absorbee, collectivite=aix, fonction="conseillère métropolitaine")
    PresidenceFabrique(personne=absorbee, debut=date(2021, 1, 1))


def test_all_that_points_at_the_one_goes_to_the_other(gardee, absorbee, aix, editrice):
    remplir(gardee, absorbee, aix)
    presidence = Presidence.objects.get()
    fusion = fusionner(gardee=gardee, absorbee=absorbee, choix={"nom": "absorbee"}, par=editrice)
    assert not Personne.objects.filter(pk=absorbee.pk).exists()
    gardee.refresh_from_db()
    assert str(gardee) == "Karima Zerkani Raynal"
    assert gardee.variantes == "Karima Raynal, Karima Zerkani-Raynal, K. Zerkani"
    assert list(gardee.presidences.all()) == [presidence]
    dits = {(un.fonction, un.debut, un.fin, un.constate_le) for un in gardee.mandats.all()}
    assert dits == {
        ("Adjointe au maire", date(2020, 7, 1), date(2026, 3, 22), date(2025, 1, 1)),
        ("conseillère métropolitaine", None, None, None),
    }
    assert (fusion.absorbee_nom, fusion.faite_par) == ("Karima Zerkani Raynal", editrice)
    assert Journal.objects.filter(action="fusionner", par=editrice).count() == 2
    assert "Réunie avec Karima Zerkani Raynal" in versions_de(gardee).first().revision.comment


@pytest.mark.parametrize("choix", [{}, {"prenom": "absorbee", "nom": "absorbee"}])
def test_undone_every_table_is_as_it_was(gardee, absorbee, aix, editrice, choix):
    remplir(gardee, absorbee, aix)
    MandatFabrique(personne=absorbee, fonction="ailleurs")
    MandatFabrique(personne=absorbee, collectivite=aix, fonction="ADJOINTE AU MAIRE", debut=date(2019, 1, 1))
    avant = tables()
    fusion = fusionner(gardee=gardee, absorbee=absorbee, choix=choix, par=editrice)
    assert tables() != avant
    assert defaire_fusion(fusion=fusion, par=editrice) == absorbee
    assert tables() == avant
    assert Journal.objects.filter(action="defaire_fusion").count() == 2
    with pytest.raises(ValidationError, match="déjà défaite"):
        defaire_fusion(fusion=fusion, par=editrice)
    # And it may be done again.
    fusionner(gardee=gardee, absorbee=absorbee, choix={}, par=editrice)
    assert FusionDePersonnes.objects.count() == 2


def test_of_a_chain_the_last_is_undone_first(gardee, absorbee, aix, editrice):
    remplir(gardee, absorbee, aix)
    avant, derniere = tables(), PersonneFabrique()
    pendant = tables()
    premiere = fusionner(gardee=gardee, absorbee=absorbee, choix={}, par=editrice)
    seconde = fusionner(gardee=derniere, absorbee=gardee, choix={}, par=editrice)
    premiere.refresh_from_db()
    assert premiere.gardee == derniere
    with pytest.raises(ValidationError, match="le nom ou les graphies ont changé"):
        defaire_fusion(fusion=premiere, par=editrice)
    defaire_fusion(fusion=seconde, par=editrice)
    defaire_fusion(fusion=premiere, par=editrice)
    assert tables() == pendant
    derniere.delete()
    assert tables() == avant


@pytest.mark.parametrize(
    ("modele", "champs", "dit"),
    [
        (Personne, {"variantes": "Autre"}, "graphies ont changé"),
        (Presidence, {"debut": date(2022, 1, 1)}, "Présidence «"),
        (Mandat, {"constate_le": date(2026, 1, 1)}, "Mandat «"),
        (Presidence, None, "Présidence n° "),
    ],
)
def test_what_changed_since_is_told_and_then_stays_as_it_is(gardee, absorbee, aix, editrice, modele, champs, dit):
    remplir(gardee, absorbee, aix)
    fusion = fusionner(gardee=gardee, absorbee=absorbee, choix={}, par=editrice)
    if champs is None:
        modele.objects.all().delete()
    else:
        modele.objects.update(**champs)
    apres = tables()
    with pytest.raises(ValidationError) as refus:
        defaire_fusion(fusion=fusion, par=editrice)
    assert any(dit in message for message in refus.value.messages)
    assert tables() == apres
    defaire_fusion(fusion=fusion, par=editrice, malgre=True)
    assert absorbee.mandats.count() == 2
    lignes = modele.objects.exclude(pk=absorbee.pk) if modele is Personne else modele.objects.filter(personne=absorbee)
    for champ, valeur in (champs or {}).items():
        assert valeur in lignes.values_list(champ, flat=True)


@pytest.mark.parametrize(
    ("autre", "attendu"),
    [
        ({}, True),
        ({"debut": date(2026, 3, 22)}, True),
        ({"debut": date(2026, 3, 23)}, False),
        ({"fin": date(2020, 6, 30)}, False),
        ({"fonction": "maire"}, False),
    ],
)
def test_which_mandates_say_the_same_thing(aix, gardee, autre, attendu):
    un = MandatFabrique.build(personne=gardee, collectivite=aix, debut=date(2020, 7, 1), fin=date(2026, 3, 22))
    double = MandatFabrique.build(personne=gardee, collectivite=aix, **autre)
    assert identiques(un, double) is identiques(double, un) is attendu


def test_the_same_function_elsewhere_is_another(gardee, absorbee, editrice):
    MandatFabrique(personne=gardee)
    MandatFabrique(personne=absorbee)
    fusionner(gardee=gardee, absorbee=absorbee, choix={}, par=editrice)
    assert gardee.mandats.count() == 2


def test_what_is_refused_writes_nothing(gardee, absorbee, editrice):
    with pytest.raises(ValidationError, match="deux fiches différentes"):
        fusionner(gardee=gardee, absorbee=gardee, choix={}, par=editrice)
    Personne.objects.update(variantes="x" * 490)
    avant = tables()
    with pytest.raises(ValidationError):
        fusionner(gardee=gardee, absorbee=absorbee, choix={"prenom": "absorbee"}, par=editrice)
    assert tables() == avant


def test_the_database_keeps_a_row_from_being_absorbed_twice(gardee):
    champs = {"gardee": gardee, "absorbee_cle": 1, "absorbee_nom": "Une", "detail": {}}
    FusionDePersonnes.objects.create(**champs, defaite_le=timezone.now())
    FusionDePersonnes.objects.create(**champs)
    with pytest.raises(IntegrityError) as refus, transaction.atomic():
        FusionDePersonnes.objects.create(**champs)
    assert refus.value.__cause__.diag.constraint_name == "annuaire_fusion_une_fois"


def test_every_link_to_a_person_is_of_a_kind_that_moves():
    """Keys to one row, which nothing else points at: a link of another kind asks for more than `_deplacer` does."""
    assert all(lien.one_to_many for lien in liens_vers(Personne))
    assert not liens_vers(Mandat)


@pytest.mark.django_db(transaction=True)
def test_two_people_at_once_make_one_fusion(editrice):
    gardee, absorbee = PersonneFabrique(), PersonneFabrique()
    MandatFabrique(personne=absorbee)
    depart = Barrier(2, timeout=20)

    def reunir(cotes):
        try:
            depart.wait()
            return fusionner(gardee=cotes[0], absorbee=cotes[1], choix={}, par=editrice)
        except ValidationError as refus:
            return refus.messages[0]
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as fils:
        faits = list(fils.map(reunir, [(gardee, absorbee), (absorbee, gardee)]))
    assert sum("n’existe plus" in str(un) for un in faits) == 1
    assert FusionDePersonnes.objects.count() == Personne.objects.count() == Mandat.objects.count() == 1
