"""The fields of the back office where a relation is searched: what a browser never sends is refused, never an error."""

import pytest
from django.contrib import admin

from actualites.models import Actualite
from annuaire.models import Collectivite
from gestion.relations import AvecRecherche
from tests.fabriques import (
    ActualiteFabrique,
    CommuneFabrique,
    EpciFabrique,
    GroupeFabrique,
    PaysFabrique,
    PersonneFabrique,
    ThemeFabrique,
)

ACTUALITE = "/admin/actualites/actualite/add/"
COLLECTIVITE = "/admin/annuaire/collectivite/add/"
FORMULAIRES = {
    ACTUALITE: {"titre": "Un titre", "slug": "un-titre", "genre": "information", "acces": "public"},
    COLLECTIVITE: {"nom": "Ville", "slug": "ville", "type": "commune"},
}
FAUSSES = ("abc", "-1", "1.5", " ", "9" * 30, "1\0", "None", "\ud7ff")


def envoyer(client, adresse, **valeurs):
    """Post a form of creation, with one line in each of its inlines, as a browser would, then `valeurs`."""
    lignes = {}
    for formset in client.get(adresse).context["inline_admin_formsets"]:
        lignes |= {f"{formset.formset.prefix}-TOTAL_FORMS": 1, f"{formset.formset.prefix}-INITIAL_FORMS": 0}
    return client.post(adresse, {**FORMULAIRES[adresse], **lignes, **valeurs})


@pytest.mark.parametrize("fausse", FAUSSES)
@pytest.mark.parametrize(
    ("adresse", "champ"),
    [
        *((ACTUALITE, champ) for champ in ("image", "documents", "cercles", "pays", "themes", "groupes", "collectivites")),
        *((COLLECTIVITE, champ) for champ in ("image", "commune", "epci", "pays", "secteurs", "mandats-0-personne")),
    ],
)
def test_what_is_not_a_key_is_refused_in_words(client_editrice, adresse, champ, fausse):
    reponse = envoyer(client_editrice, adresse, **{champ: fausse})
    assert reponse.status_code == 200
    assert "errornote" in reponse.text
    assert not Actualite.objects.exists()
    assert not Collectivite.objects.exists()


def test_a_choice_stays_chosen_when_the_form_comes_back(client_editrice):
    """Keys that are not numbers: a country, a commune, an intercommunalité; a group, whose key is that of its circle."""
    pays, theme, groupe = PaysFabrique(alpha2="JP"), ThemeFabrique(), GroupeFabrique()
    vraies = {"pays": [pays.pk, "ZZ"], "themes": [theme.pk, "abc"], "groupes": [groupe.pk]}
    texte = envoyer(client_editrice, ACTUALITE, titre="", **vraies).text
    for choix in (pays, theme, groupe):
        assert f'<option value="{choix.pk}" selected' in texte
    assert '<option value="abc"' not in texte
    commune, epci, personne = CommuneFabrique(insee="13001"), EpciFabrique(), PersonneFabrique()
    vraies = {"commune": commune.pk, "epci": epci.pk, "mandats-0-personne": personne.pk}
    texte = envoyer(client_editrice, COLLECTIVITE, nom="", **vraies).text
    for choix in (commune, epci, personne):
        assert f'<option value="{choix.pk}" selected' in texte


def test_true_keys_are_saved(client_editrice):
    pays, groupe = PaysFabrique(alpha2="JP"), GroupeFabrique()
    assert envoyer(client_editrice, ACTUALITE, pays=[pays.pk], groupes=[groupe.pk]).status_code == 302
    actualite = Actualite.objects.get()
    assert (actualite.pays.get(), actualite.groupes.get()) == (pays, groupe)


def test_every_search_of_a_relation_is_ours():
    for modele in admin.site._registry.values():
        for formulaire in (modele, *(inline(modele.model, admin.site) for inline in modele.inlines)):
            assert not formulaire.autocomplete_fields or isinstance(formulaire, AvecRecherche), formulaire


@pytest.mark.parametrize("mots", ["senegal", "SÉNÉGAL", "l'eau", "l’eau senegal", "cooperation"])
def test_lists_are_searched_as_people_type(client_editrice, mots):
    senegal = PaysFabrique(alpha2="SN", nom="Sénégal")
    ActualiteFabrique(titre="L’eau potable", chapo="Coopération", pays=[senegal, PaysFabrique(alpha2="ML", nom="Mali")])
    ActualiteFabrique(titre="Autre chose")
    reponse = client_editrice.get("/admin/actualites/actualite/", {"q": mots})
    assert [actualite.titre for actualite in reponse.context["cl"].result_list] == ["L’eau potable"]


def test_every_word_is_looked_for(client_editrice):
    ActualiteFabrique(titre="L’eau potable")
    assert not client_editrice.get("/admin/actualites/actualite/", {"q": "eau turquie"}).context["cl"].result_list


def test_so_is_the_field_that_searches_a_group(client_editrice):
    GroupeFabrique(nom="Groupe-pays Arménie")
    demande = {"term": "armenie", "app_label": "actualites", "model_name": "actualite", "field_name": "groupes"}
    trouves = client_editrice.get("/admin/autocomplete/", demande).json()["results"]
    assert [un["text"] for un in trouves] == ["Groupe-pays Arménie"]
