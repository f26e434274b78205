"""Large tables: tried and imported by the queue, lot by lot, with a page that says how far it is."""

import pytest

from actualites.models import Actualite
from gestion.echanges import grands
from gestion.models import Echange
from redaction.versions import versions_de
from socle.models import Journal
from tests.file_attente import vider_la_file
from tests.gestion.test_echanges import classeur, deposer, fautes

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def petits_lots(monkeypatch):
    monkeypatch.setattr(grands, "IMMEDIATES", 6)
    monkeypatch.setattr(grands, "PAR_LOT", 3)


def tableau(nombre=8):
    rangees = [[f"Titre {rang}", "Japon"] for rang in range(2, nombre + 2)]
    rangees[4][1] = "Atlantide"  # row 6 of the file
    return classeur(["Titre", "Pays"], *rangees)


def voir(client, page):
    return client.get(page.request["PATH_INFO"])


def test_a_large_table_is_tried_then_imported_by_the_queue(client_editrice, editrice, japon):
    page = deposer(client_editrice, tableau())
    assert "0 lignes sur 8" in page.text and "à l’essai" in page.text and page["Refresh"] == "4"
    assert grands._un_lot(Echange.objects.get().pk)
    assert "3 lignes sur 8" in voir(client_editrice, page).text
    # Pressed too early, it imports nothing.
    client_editrice.post(page.request["PATH_INFO"])
    assert Echange.objects.get().travail == "essai"
    vider_la_file()
    assert not Actualite.objects.exists(), "tried only"
    page = voir(client_editrice, page)
    assert "Refresh" not in page and page.context["bilan"]["nouvelles"] == 7
    [(ligne, colonne, message)] = fautes(page)
    assert (ligne, colonne) == (6, "B") and "introuvable parmi les pays" in message

    client_editrice.post(page.request["PATH_INFO"], {"jeton_envoi": "importer"})
    assert "L’import est en" in voir(client_editrice, page).text
    vider_la_file()
    page = voir(client_editrice, page)
    assert "C’est importé" in page.text and len(fautes(page)) == 1
    assert Actualite.objects.filter(auteur=editrice).count() == 7
    assert all(versions_de(contenu).count() == 1 for contenu in Actualite.objects.all())
    assert Journal.objects.get(action="importer").detail["nouvelles"] == 7
    # It is done once.
    client_editrice.post(page.request["PATH_INFO"], {"jeton_envoi": "encore"})
    vider_la_file()
    assert Actualite.objects.count() == 7


def test_a_worker_that_dies_takes_up_where_it_was(client_editrice, japon, monkeypatch):
    page = deposer(client_editrice, tableau())
    vider_la_file()
    client_editrice.post(page.request["PATH_INFO"], {"jeton_envoi": "importer"})
    cle = Echange.objects.get().pk
    vrai = grands.bilans.importer

    def mourir(ressource, *args, **kwargs):
        vrai(ressource, *args, **kwargs)
        raise SystemExit

    assert grands._un_lot(cle)
    monkeypatch.setattr(grands.bilans, "importer", mourir)
    with pytest.raises(SystemExit):
        grands._un_lot(cle)
    assert (Actualite.objects.count(), Echange.objects.get().faites) == (3, 3), (
        "a lot is written with how far it is, or not at all"
    )
    monkeypatch.setattr(grands.bilans, "importer", vrai)
    vider_la_file()
    assert sorted(Actualite.objects.values_list("titre", flat=True)) == [f"Titre {rang}" for rang in (2, 3, 4, 5, 7, 8, 9)]


def test_a_row_that_fails_unforeseen_is_set_aside_alone(client_editrice, japon, monkeypatch):
    page = deposer(client_editrice, tableau())
    vider_la_file()
    client_editrice.post(page.request["PATH_INFO"], {"jeton_envoi": "importer"})
    leur_admin = grands.admin.site._registry[Actualite]
    ecrire = type(leur_admin).ecrire_le_formulaire

    def echouer(self, request, formulaire, **suite):
        if formulaire.instance.titre == "Titre 3":
            raise RuntimeError
        ecrire(self, request, formulaire, **suite)

    monkeypatch.setattr(type(leur_admin), "ecrire_le_formulaire", echouer)
    vider_la_file()
    assert Actualite.objects.count() == 6
    assert [(ligne, colonne) for ligne, colonne, _ in fautes(voir(client_editrice, page))] == [(3, ""), (6, "B")]


def test_a_small_table_is_immediate(client_editrice, japon):
    assert "Refresh" not in deposer(client_editrice, classeur(["Titre"], *[[f"T {rang}"] for rang in range(6)]))
    assert not Echange.objects.get().travail


def test_a_table_deleted_meanwhile_stops_its_work(client_editrice, japon):
    deposer(client_editrice, tableau())
    Echange.objects.all().delete()
    vider_la_file()
