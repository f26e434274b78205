"""An officer for Japan writes of Japan: all is read, nothing else is changed, and what is refused is given back."""

import pytest
from django.urls import reverse

from actualites.models import Actualite
from groupes_pays.models import Groupe, Perimetre
from redaction import perms
from redaction.avis import les_relecteurs
from redaction.publication import Statut
from socle.perms import a_le_droit
from tests.annuaire.formulaire import champs_de
from tests.fabriques import (
    ActualiteFabrique,
    CollectiviteFabrique,
    EvenementFabrique,
    FondsFabrique,
    GroupeFabrique,
    PaysFabrique,
    ThemeFabrique,
    UtilisateurFabrique,
)

LISTE = "/admin/actualites/actualite/"


@pytest.fixture
def maroc(db):
    return GroupeFabrique(nom="Groupe-pays Maroc", slug="maroc", pays=[PaysFabrique(alpha2="MA")])


@pytest.fixture
def perimetre(editrice, groupe_japon):
    """That of editrice, who publishes: the group Japon."""
    perimetre = Perimetre.objects.create(utilisateur=editrice)
    perimetre.groupes.add(groupe_japon)
    return perimetre


@pytest.fixture
def chargee(perimetre, editrice, client_de):
    """The client of the officer for Japan."""
    return client_de(editrice)


def fiche(objet):
    return reverse(f"admin:{objet._meta.app_label}_{objet._meta.model_name}_change", args=[objet.pk])


def corriger(client, objet, lu_par=None, **valeurs):
    """Post the form of a row as `lu_par` reads it, with some values changed; return the answer."""
    saisie = champs_de((lu_par or client).get(fiche(objet)))
    return client.post(fiche(objet), saisie | {nom: [valeur] for nom, valeur in valeurs.items()})


def test_she_edits_the_news_and_the_meeting_of_japan_and_its_page(chargee, groupe_japon, japon):
    nouvelle = ActualiteFabrique(titre="Du Japon", pays=[japon])
    reunion = EvenementFabrique(titre="Réunion du groupe", groupes=[groupe_japon])
    assert corriger(chargee, nouvelle, titre="Du Japon, corrigé").status_code == 302
    assert corriger(chargee, reunion, titre="Réunion, corrigée").status_code == 302
    assert corriger(chargee, groupe_japon, chapo="Un chapo corrigé").status_code == 302
    for objet, champ in ((nouvelle, "titre"), (reunion, "titre"), (groupe_japon, "chapo")):
        objet.refresh_from_db()
        assert "corrigé" in getattr(objet, champ)


def test_morocco_s_is_read_and_not_changed_and_what_was_typed_is_given_back(chargee, client_administratrice, maroc):
    autre = ActualiteFabrique(titre="Du Maroc", groupes=[maroc])
    assert "Du Maroc" in chargee.get(LISTE).text
    page = chargee.get(fiche(autre))
    assert page.status_code == 200 and 'name="titre"' not in page.text
    refus = corriger(chargee, autre, client_administratrice, titre="Un titre longuement pesé")
    assert refus.status_code == 403
    assert "n’est lié à aucun groupe ni pays de votre périmètre de travail" in refus.text
    assert "Un titre longuement pesé" in refus.text
    autre.refresh_from_db()
    assert autre.titre == "Du Maroc"


@pytest.mark.parametrize(
    "etranger",
    [
        lambda maroc: maroc,
        lambda maroc: FondsFabrique(),
        # It works with Japan, and is not of the group's business.
        lambda maroc: CollectiviteFabrique(pays=[PaysFabrique(alpha2="JP")]),
        lambda maroc: ThemeFabrique(),
    ],
    ids=["groupe", "fonds", "collectivité", "thème"],
)
def test_she_changes_nothing_else(etranger, chargee, maroc):
    objet = etranger(maroc)
    page = chargee.get(fiche(objet))
    assert page.status_code == 200
    assert 'name="_save"' not in page.text
    assert chargee.post(fiche(objet), {"nom": "Pris"}).status_code == 403
    assert chargee.post(fiche(objet).replace("change", "delete"), {"post": "yes"}).status_code == 403


def test_she_creates_nothing_that_is_not_of_japan(chargee, groupe_japon, maroc):
    saisie = champs_de(chargee.get(f"{LISTE}add/")) | {"titre": ["Une nouvelle"], "slug": ["une-nouvelle"]}
    for groupes in ([], [str(maroc.pk)]):
        refus = chargee.post(f"{LISTE}add/", saisie | {"groupes": groupes})
        assert refus.status_code == 200
        erreurs = refus.context["adminform"].form.errors["groupes"]
        assert "Vous écrivez pour\xa0: Groupe-pays Japon." in erreurs[0]
        assert "Une nouvelle" in refus.text
    assert not Actualite.objects.exists()
    assert chargee.post(f"{LISTE}add/", saisie | {"groupes": [str(maroc.pk), str(groupe_japon.pk)]}).status_code == 302
    assert chargee.get("/admin/groupes_pays/groupe/add/").status_code == 403
    assert chargee.get("/admin/annuaire/collectivite/add/").status_code == 403
    assert chargee.get("/admin/mediatheque/image/add/").status_code == 200, "a picture is of no country"


def test_she_does_not_untie_what_she_edits(chargee, groupe_japon):
    nouvelle = ActualiteFabrique(titre="Du Japon", groupes=[groupe_japon])
    refus = chargee.post(fiche(nouvelle), champs_de(chargee.get(fiche(nouvelle))) | {"groupes": []})
    assert "groupes" in refus.context["adminform"].form.errors
    assert nouvelle.groupes.count() == 1


def test_she_publishes_what_is_hers_and_not_the_rest(perimetre, editrice, groupe_japon, maroc):
    sien = ActualiteFabrique(statut=Statut.A_RELIRE, publie_le=None, groupes=[groupe_japon])
    autre = ActualiteFabrique(statut=Statut.A_RELIRE, publie_le=None, groupes=[maroc])
    assert perms.peut_publier(editrice, sien) and not perms.peut_publier(editrice, autre)


def test_only_those_concerned_are_told_of_a_review(perimetre, editrice, administratrice, redactrice, groupe_japon, maroc):
    sien = ActualiteFabrique(statut=Statut.A_RELIRE, publie_le=None, groupes=[groupe_japon])
    autre = ActualiteFabrique(statut=Statut.A_RELIRE, publie_le=None, groupes=[maroc])
    assert set(les_relecteurs(sien, redactrice)) == {editrice, administratrice}
    assert set(les_relecteurs(autre, redactrice)) == {administratrice}


def test_the_archive_of_a_selection_leaves_the_others(chargee, groupe_japon, maroc):
    sien, autre = ActualiteFabrique(groupes=[groupe_japon]), ActualiteFabrique(groupes=[maroc])
    envoi = {"action": "archiver_la_selection", "confirmer": "1", "_selected_action": [sien.pk, autre.pk]}
    assert "Archivés\xa0: 1." in chargee.post(LISTE, envoi, follow=True).text
    sien.refresh_from_db()
    autre.refresh_from_db()
    assert (sien.statut, autre.statut) == (Statut.ARCHIVE, Statut.PUBLIE)


def test_a_country_alone_is_a_perimeter_without_its_groups(editrice, japon, groupe_japon):
    Perimetre.objects.create(utilisateur=editrice).pays.add(japon)
    assert a_le_droit(editrice, "change", ActualiteFabrique(pays=[japon]))
    assert not a_le_droit(editrice, "change", groupe_japon)


def test_an_empty_perimeter_opens_nothing(editrice, groupe_japon, japon):
    Perimetre.objects.create(utilisateur=editrice)
    assert not a_le_droit(editrice, "change", ActualiteFabrique(pays=[japon]))
    assert not a_le_droit(editrice, "change", groupe_japon)
    assert a_le_droit(editrice, "view", groupe_japon)


def test_it_narrows_a_role_and_never_widens_it(redactrice, groupe_japon, japon):
    Perimetre.objects.create(utilisateur=redactrice).groupes.add(groupe_japon)
    assert a_le_droit(redactrice, "change", ActualiteFabrique(pays=[japon]))
    assert not a_le_droit(redactrice, "publier", ActualiteFabrique(pays=[japon]))
    assert not a_le_droit(redactrice, "change", groupe_japon)


def test_a_superuser_and_who_has_none_are_not_bound(administratrice, editrice, perimetre, maroc):
    direction = UtilisateurFabrique(is_staff=True, is_superuser=True)
    Perimetre.objects.create(utilisateur=direction)
    for libre in (direction, administratrice):
        assert a_le_droit(libre, "change", maroc)
        assert a_le_droit(libre, "add", Groupe)


def test_only_administration_gives_one(client_administratrice, client_redactrice, editrice, groupe_japon):
    ajout = "/admin/groupes_pays/perimetre/add/"
    assert client_redactrice.get(ajout).status_code == 403
    saisie = {"utilisateur": editrice.pk, "groupes": [groupe_japon.pk]}
    assert client_administratrice.post(ajout, saisie).status_code == 302
    assert str(Perimetre.objects.get()) == "Groupe-pays Japon"
    assert "Groupe-pays Japon" in client_administratrice.get("/admin/groupes_pays/perimetre/").text


def test_a_stranger_has_no_more_than_before(client_de, groupe_japon, charlie):
    Perimetre.objects.create(utilisateur=charlie).groupes.add(groupe_japon)
    assert client_de(charlie).get(fiche(groupe_japon)).status_code == 302


def test_a_form_that_asks_many_times_costs_its_ties_once(perimetre, editrice, groupe_japon, django_assert_num_queries):
    nouvelle = ActualiteFabrique(titre="Du Japon", groupes=[groupe_japon])
    assert a_le_droit(editrice, "change", nouvelle)
    with django_assert_num_queries(0):
        assert all(a_le_droit(editrice, action, nouvelle) for action in ("change", "delete", "publier"))
    with django_assert_num_queries(0):
        assert all(a_le_droit(editrice, "view", un) for un in (nouvelle, groupe_japon))
