"""What a save keeps: who, when, a note, the values of the form, its links and its inlines; and at what cost."""

import pytest
from django.contrib.admin import site
from django.db import connection
from django.test.utils import CaptureQueriesContext
from reversion.models import Revision, Version

from actualites.models import Actualite
from annuaire.models import Collectivite, Mandat, Personne, Projet
from fonds_solidarite.models import Affectation, Contribution
from redaction import versions
from redaction.admin_contenu import AdminContenu
from redaction.versions import TROUVE, etat_actuel, etat_de, garder, garder_l_etat_trouve, versions_de
from tests.fabriques import (
    ActualiteFabrique,
    CollectiviteFabrique,
    ContributionFabrique,
    FondsFabrique,
    GroupeFabrique,
    MandatFabrique,
    PartenariatFabrique,
    PersonneFabrique,
    PresidenceFabrique,
    ProjetFabrique,
)
from tests.formulaires import AJOUT, CHAMPS, fiche, lignes, saisie, valeurs

pytestmark = pytest.mark.django_db


def notes(objet):
    return [(une.revision.comment, une.revision.user) for une in versions_de(objet)]


def champs(objet, rang=0):
    return etat_de(versions_de(objet)[rang]).champs(type(objet), objet.pk)


def test_every_content_has_versions_and_the_ledger_has_none():
    versionnes = {modele for modele, admin in site._registry.items() if hasattr(admin, "blocs_versionnes")}
    assert {modele for modele, admin in site._registry.items() if isinstance(admin, AdminContenu)} < versionnes
    assert {Collectivite, Personne} < versionnes
    assert not {Contribution, Affectation} & versionnes
    for modele in (Contribution, Affectation):
        assert not versions.reversion.is_registered(modele)


def test_what_is_added_is_a_version_by_its_author_with_its_note(client_redactrice, redactrice, japon):
    client_redactrice.post(AJOUT, {**CHAMPS, "pays": [japon.pk], "note_version": "Premier jet"})
    contenu = Actualite.objects.get()
    assert notes(contenu) == [("Premier jet", redactrice)]
    assert champs(contenu)["titre"] == "Un titre"
    assert champs(contenu)["pays"] == [japon.pk]


def test_the_first_save_keeps_what_stood_before_it(client_editrice, editrice):
    contenu = ActualiteFabrique(titre="Avant")
    client_editrice.post(fiche(contenu), saisie(client_editrice, contenu, titre="Après"))
    assert notes(contenu) == [("", editrice), (TROUVE, None)]
    assert [champs(contenu, rang)["titre"] for rang in (0, 1)] == ["Après", "Avant"]
    client_editrice.post(fiche(contenu), saisie(client_editrice, contenu, titre="Encore"))
    assert len(notes(contenu)) == 3


def test_what_another_page_wrote_since_is_kept_before_the_next_save(client_editrice):
    contenu = ActualiteFabrique(titre="Avant")
    client_editrice.post(fiche(contenu), saisie(client_editrice, contenu, titre="Après"))
    type(contenu).objects.filter(pk=contenu.pk).update(chapo="Écrit par une commande")
    client_editrice.post(fiche(contenu), saisie(client_editrice, contenu, titre="Encore"))
    assert [comment for comment, _ in notes(contenu)] == ["", TROUVE, "", TROUVE]
    assert champs(contenu, 1)["chapo"] == "Écrit par une commande"


def test_a_form_sent_as_it_was_makes_no_version_and_a_note_alone_makes_one(client_editrice):
    contenu = ActualiteFabrique()
    client_editrice.post(fiche(contenu), saisie(client_editrice, contenu))
    assert [note for note, _ in notes(contenu)] == [TROUVE]
    client_editrice.post(fiche(contenu), saisie(client_editrice, contenu, note_version="Relu par Aude"))
    assert [note for note, _ in notes(contenu)] == ["Relu par Aude", TROUVE]


def test_a_refused_form_makes_no_version_and_keeps_the_note(client_editrice):
    contenu = ActualiteFabrique()
    page = client_editrice.post(fiche(contenu), saisie(client_editrice, contenu, titre="", note_version="Ma note")).text
    assert "Ma note" in page
    assert not Revision.objects.exists()


def test_the_rows_of_a_person_are_kept_with_it(client_editrice):
    personne = PersonneFabrique()
    une, autre = MandatFabrique(personne=personne), MandatFabrique(personne=personne)
    adresse = f"/admin/annuaire/personne/{personne.pk}/change/"
    envoi = {**valeurs(client_editrice, adresse), **lignes(client_editrice, adresse), "nom": "Nouveau"}
    assert client_editrice.post(adresse, envoi).status_code == 302
    etat = etat_de(versions_de(personne)[0])
    assert set(etat.lignes_de(Mandat)) == {str(une.pk), str(autre.pk)}
    assert etat.champs(Personne, personne.pk)["nom"] == "Nouveau"


def test_a_group_is_kept_with_its_parent_row_its_links_and_its_presidencies(japon, aix, editrice):
    groupe = GroupeFabrique(nom="Groupe Japon")
    groupe.pays.add(japon)
    groupe.membres.add(aix)
    presidence = PresidenceFabrique(groupe=groupe)
    garder(objet=groupe, par=editrice)
    etat = etat_de(versions_de(groupe)[0])
    tenus = etat.champs(type(groupe), groupe.pk)
    assert (tenus["nom"], tenus["pays"], tenus["membres"]) == ("Groupe Japon", [japon.pk], [aix.pk])
    assert set(etat.lignes_de(type(presidence))) == {str(presidence.pk)}
    assert etat.lignes == etat_actuel(groupe).lignes


def test_a_fund_is_kept_without_its_ledger_nor_its_state(editrice):
    fonds = FondsFabrique()
    ContributionFabrique(fonds=fonds)
    garder(objet=fonds, par=editrice)
    etat = etat_de(versions_de(fonds)[0])
    assert {label for label, _ in etat.lignes} == {"fonds_solidarite.fondssolidarite"}
    assert not {"statut", "publie_le", "depublie_le", "recherche", "auteur"} & set(etat.champs(type(fonds), fonds.pk))


def test_a_collectivite_keeps_no_account_nor_membership(bob, aix, editrice):
    garder(objet=aix, par=editrice)
    assert {label.split(".")[1] for label, _ in etat_de(versions_de(aix)[0]).lignes} <= {"collectivite", "mandat"}


@pytest.mark.parametrize("texte", ["a\x00b".replace("\x00", ""), "<script>x</script>" * 50, "mot " * 40_000])
def test_any_text_of_a_form_is_kept(texte, client_editrice):
    contenu = ActualiteFabrique()
    client_editrice.post(fiche(contenu), saisie(client_editrice, contenu, corps=texte))
    contenu.refresh_from_db()
    assert champs(contenu)["corps"] == contenu.corps


@pytest.mark.parametrize("nombre", [2, 20])
def test_a_version_costs_the_same_whatever_its_rows(nombre, editrice):
    personne = PersonneFabrique()
    for rang in range(nombre):
        MandatFabrique(personne=personne, fonction=f"Fonction {rang}")
    garder(objet=personne, par=editrice)
    with CaptureQueriesContext(connection) as requetes:
        garder(objet=personne, par=editrice)
    assert len(requetes) == 10
    with CaptureQueriesContext(connection) as requetes:
        garder_l_etat_trouve(personne)
    assert len(requetes) == 6


@pytest.mark.parametrize("nombre", [2, 20])
def test_the_links_of_a_content_cost_one_query_each(nombre, editrice):
    contenu = ActualiteFabrique()
    for _ in range(nombre):
        contenu.collectivites.add(CollectiviteFabrique())
        contenu.projets.add(ProjetFabrique())
    partenariat = PartenariatFabrique()
    garder(objet=partenariat, par=editrice)
    garder(objet=contenu, par=editrice)
    with CaptureQueriesContext(connection) as requetes:
        garder(objet=contenu, par=editrice)
    assert len(requetes) == 17


def test_a_row_deleted_for_good_takes_its_versions_along(client_editrice, editrice):
    projet = ProjetFabrique()
    garder(objet=projet, par=editrice)
    client_editrice.post(f"/admin/annuaire/projet/{projet.pk}/delete/", {"post": "yes"})
    assert not Projet.objects.exists() and not Version.objects.exists()


def test_to_forget_a_row_forgets_its_versions_and_no_other(editrice):
    une, autre = ActualiteFabrique(), ActualiteFabrique()
    for objet in (une, autre, une):
        garder(objet=objet, par=editrice)
    versions.oublier_les_versions(une)
    assert [version.object_id for version in Version.objects.all()] == [str(autre.pk)]
