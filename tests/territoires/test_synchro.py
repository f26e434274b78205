from threading import Thread

import pytest
from django.db import IntegrityError, connection

from territoires.lecture import lire
from territoires.models import Commune, Epci, ImportReferentiel, Region, Secteur, Theme
from territoires.synchro import Genre, deja_importe, differences, importer

pytestmark = pytest.mark.django_db


@pytest.fixture
def charger(fichier):
    """Return a function importing `contenu` as it stands; it returns the number of differences of each kind."""

    def importer_contenu(*, ecrire=True):
        return importer(lire(fichier()), ecrire=ecrire)

    return importer_contenu


def test_the_first_import_adds_everything(charger, contenu):
    taille = sum(len(table["lignes"]) for table in contenu["tables"].values())
    assert charger() == {Genre.AJOUT: taille}
    bourg = Commune.objects.get(insee="01053")
    assert (bourg.nom, bourg.siren, bourg.slug, bourg.codes_postaux) == (
        "Bourg-en-Bresse",
        "210100533",
        "bourg-en-bresse",
        ["01000"],
    )
    assert (bourg.departement.nom, bourg.departement.region.nom, bourg.epci.nature) == ("Ain", "Auvergne-Rhône-Alpes", "CA")


def test_a_dry_run_writes_nothing(charger, contenu):
    assert charger(ecrire=False).total() > 10
    assert not Region.objects.exists() and not Commune.objects.exists() and not ImportReferentiel.objects.exists()


def test_a_dry_run_on_loaded_data_writes_nothing(charger, communes):
    charger()
    communes["01053"][3] = 1
    assert charger(ecrire=False) == {Genre.MODIFICATION: 1}
    assert Commune.objects.get(pk="01053").population == 42000


def test_a_second_run_changes_nothing(charger):
    charger()
    avant = list(Commune.objects.values())
    assert not charger()
    assert list(Commune.objects.values()) == avant
    assert ImportReferentiel.objects.count() == 1


def test_the_import_is_recorded(charger, fichier, communes):
    charger()
    empreinte = lire(fichier()).empreinte
    assert deja_importe(empreinte)
    communes["01053"][3] = 1
    charger()
    assert not deja_importe(empreinte)
    assert deja_importe(lire(fichier()).empreinte)


def test_a_change_is_told_and_written(charger, communes, fichier):
    charger()
    communes["01053"][2:4] = ["Bourg", 1]
    ecarts = list(differences(lire(fichier()).tables["communes"], Commune.objects.all(), "insee"))
    assert [(e.genre, e.objet.pk, e.champs) for e in ecarts] == [
        (Genre.MODIFICATION, "01053", {"nom": ("Bourg-en-Bresse", "Bourg"), "population": (42000, 1)})
    ]
    assert str(ecarts[0]) == "Bourg (01053) : nom : 'Bourg-en-Bresse' → 'Bourg', population : 42000 → 1"
    charger()
    bourg = Commune.objects.get(pk="01053")
    assert (bourg.nom, bourg.slug, bourg.nom_tri, bourg.population) == ("Bourg", "bourg", "bourg", 1)


def test_a_vanished_commune_is_kept_and_marked(charger, contenu, communes):
    charger()
    contenu["tables"]["communes"]["lignes"].remove(communes["01001"])
    assert charger() == {Genre.OBSOLETE: 1}
    disparue = Commune.objects.get(pk="01001")
    assert disparue.obsolete
    assert (disparue.nom, disparue.siren, disparue.departement_id) == ("L’Abergement-Clémenciat", "210100012", "01")
    assert disparue not in Commune.objects.actuels()
    assert not charger()  # told once


def test_a_commune_that_comes_back_is_unmarked(charger, contenu, communes):
    charger()
    contenu["tables"]["communes"]["lignes"].remove(communes["01001"])
    charger()
    contenu["tables"]["communes"]["lignes"].append(communes["01001"])
    assert charger() == {Genre.MODIFICATION: 1}
    assert not Commune.objects.get(pk="01001").obsolete


def test_a_merger(charger, contenu, communes):
    """A new commune replaces two others and takes over the SIREN of one."""
    charger()
    lignes = contenu["tables"]["communes"]["lignes"]
    lignes.remove(communes["01001"])
    lignes.remove(communes["01053"])
    lignes.append(["01460", "210100533", "Bourg-l’Abergement", 42860, ["01000", "01400"], "01", "240100750", 46.2, 5.2])
    assert charger() == {Genre.AJOUT: 1, Genre.OBSOLETE: 2}
    assert {c.pk: c.obsolete for c in Commune.objects.filter(siren="210100533")} == {"01053": True, "01460": False}
    assert not charger()


def test_two_communes_exchange_their_siren(charger, communes):
    charger()
    communes["01001"][1], communes["01053"][1] = communes["01053"][1], communes["01001"][1]
    assert charger() == {Genre.MODIFICATION: 2}
    assert Commune.objects.get(siren="210100012").pk == "01053"


def test_a_commune_back_with_the_siren_another_gave_up(charger, contenu, communes):
    charger()
    lignes = contenu["tables"]["communes"]["lignes"]
    lignes.remove(communes["01001"])
    communes["01053"][1] = "210100012"
    charger()
    lignes.append(communes["01001"])
    communes["01053"][1] = "210100533"
    assert charger() == {Genre.MODIFICATION: 2}
    assert Commune.objects.get(siren="210100012", obsolete=False).pk == "01001"


def test_an_obsolete_epci_is_still_that_of_an_obsolete_commune(charger, contenu, communes):
    charger()
    contenu["tables"]["communes"]["lignes"].remove(communes["01053"])
    contenu["tables"]["epci"]["lignes"] = [["200000172", "Communauté de communes d’essai", "CC", 1]]
    charger()
    assert Epci.objects.get(pk="240100750").obsolete
    assert Commune.objects.get(pk="01053").epci_id == "240100750"


def test_what_staff_wrote_in_their_lists_stays(charger, contenu):
    charger()
    Secteur.objects.filter(code="eau").update(nom="Eau potable", ordre=9, obsolete=True)
    Theme.objects.create(slug="paix", nom="Paix")
    contenu["tables"]["secteurs"]["lignes"] = [["eau", "Eau", "Water", 1], ["culture", "Culture", "Culture", 3]]
    assert charger() == {Genre.AJOUT: 1}
    assert list(Secteur.objects.order_by("code").values_list("code", "nom", "ordre", "obsolete")) == [
        ("culture", "Culture", 3, False),
        ("eau", "Eau potable", 9, True),
        ("sport", "Sport", 2, False),
    ]
    assert not Theme.objects.get(slug="paix").obsolete


@pytest.mark.django_db(transaction=True)
def test_a_refused_row_undoes_the_whole_import(charger, communes):
    communes["98735"][1] = "123456789"  # nine digits, wrong key; the regions come long before
    with pytest.raises(IntegrityError, match="commune_siren_valide"):
        charger()
    assert not Region.objects.exists() and not ImportReferentiel.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_imports_at_once_add_each_row_once(fichier):
    referentiel = lire(fichier())
    bilans = []

    def second():
        try:
            bilans.append(importer(referentiel, ecrire=True))
        finally:
            connection.close()

    autre = Thread(target=second)

    def pendant(table, ecarts):
        if not autre.ident:
            autre.start()
            autre.join(0.5)
            assert autre.is_alive()  # it waits for the first one to end

    premier = importer(referentiel, ecrire=True, suivre=pendant)
    autre.join(10)
    assert premier.total() == 15
    assert [bilan.total() for bilan in bilans] == [0]
    assert ImportReferentiel.objects.count() == 1


def test_the_number_of_queries_does_not_follow_the_rows(charger, contenu, django_assert_max_num_queries):
    contenu["tables"]["communes"]["lignes"] += [
        [f"01{numero:03d}", None, f"Commune {numero}", 1, [], "01", None, None, None] for numero in range(500, 900)
    ]
    # Lock, eight reads, eight writes with their obsolete rows, the record, the savepoint.
    with django_assert_max_num_queries(32):
        charger()
