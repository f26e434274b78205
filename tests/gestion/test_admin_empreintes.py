"""No form of the back office overwrites what its writer has not seen."""

import pytest
from django.contrib import admin

from gestion.formulaires import FormulaireAvecEmpreinte
from tests.fabriques import (
    ActualiteFabrique,
    DocumentFabrique,
    GroupeFabrique,
    PartenariatFabrique,
    PersonneFabrique,
    ThemeFabrique,
    UtilisateurFabrique,
)
from tests.formulaires import empreinte, fiche, saisie


def test_two_editors_at_once_do_not_overwrite_each_other(editrice, client_editrice, client_administratrice):
    contenu = ActualiteFabrique(titre="Avant")
    chez_l_une = saisie(client_editrice, contenu, titre="Version de l’une")
    chez_l_autre = saisie(client_administratrice, contenu, titre="Version de l’autre", chapo="Long travail.")
    assert client_editrice.post(fiche(contenu), chez_l_une).status_code == 302
    refus = client_administratrice.post(fiche(contenu), chez_l_autre)
    page = refus.content.decode()
    assert f"{editrice.get_full_name()} a enregistré d’autres valeurs" in page
    assert "Version de l’autre" in page and "Long travail." in page
    contenu.refresh_from_db()
    assert contenu.titre == "Version de l’une"


@pytest.mark.parametrize("vue", [None, ""])
def test_a_form_that_does_not_say_what_it_saw_overwrites_nothing(client_editrice, vue):
    contenu = ActualiteFabrique(titre="Avant")
    donnees = saisie(client_editrice, contenu, titre="Sans empreinte", empreinte=vue)
    reponse = client_editrice.post(fiche(contenu), {nom: valeur for nom, valeur in donnees.items() if valeur is not None})
    assert "Quelqu’un a enregistré d’autres valeurs" in reponse.content.decode()
    contenu.refresh_from_db()
    assert contenu.titre == "Avant"


@pytest.mark.parametrize(
    ("fabrique", "change"),
    [
        (DocumentFabrique, {"acces": "equipe"}),
        (GroupeFabrique, {"chapo": "Autre"}),
        (PartenariatFabrique, {"etat": "en_sommeil"}),
        (UtilisateurFabrique, {"is_active": False}),
        (PersonneFabrique, {"nom": "Autre"}),
        (ThemeFabrique, {"nom": "Autre"}),
    ],
)
def test_no_form_of_the_back_office_overwrites_what_it_has_not_seen(client_administratrice, fabrique, change):
    objet = fabrique()
    adresse = f"/admin/{objet._meta.app_label}/{objet._meta.model_name}/{objet.pk}/change/"
    vue = empreinte(client_administratrice, adresse)
    type(objet).objects.filter(pk=objet.pk).update(**change)
    reponse = client_administratrice.post(adresse, vue)
    assert "Quelqu’un a enregistré d’autres valeurs" in str(reponse.context["errors"])
    avant = type(objet).objects.get(pk=objet.pk)
    assert {nom: getattr(avant, nom) for nom in change} == change
    assert "Quelqu’un" not in str(
        client_administratrice.post(adresse, empreinte(client_administratrice, adresse)).context["errors"]
    )


def test_a_relation_changed_meanwhile_is_seen_too(client_editrice, japon):
    contenu = ActualiteFabrique()
    groupe = GroupeFabrique()
    adresse = f"/admin/groupes_pays/groupe/{groupe.pk}/change/"
    vue = empreinte(client_editrice, adresse)
    groupe.pays.add(japon)
    assert "Quelqu’un" in str(client_editrice.post(adresse, vue).context["errors"])
    assert empreinte(client_editrice, fiche(contenu)) == empreinte(client_editrice, fiche(contenu))


def test_every_form_of_the_back_office_says_what_it_saw(rf, administratrice):
    requete = rf.get("/admin/")
    requete.user = administratrice
    ecrits = [une for une in admin.site._registry.values() if une.has_change_permission(requete)]
    assert len(ecrits) > 10
    for une in ecrits:
        assert issubclass(une.get_form(requete, une.model(), change=True), FormulaireAvecEmpreinte), une
