"""Doubles are asked about: a form says what already exists, with a link, and writes once told that both exist."""

import re

import pytest

from annuaire.models import AutoriteLocale, Mandat, Partenariat, Personne, Projet
from tests.annuaire.formulaire import envoyer, la_demande
from tests.fabriques import (
    AutoriteLocaleFabrique,
    CollectiviteFabrique,
    MandatFabrique,
    PartenariatFabrique,
    PersonneFabrique,
    ProjetFabrique,
)
from tests.formulaires import lignes, valeurs
from tests.lecture_html import sur_une_ligne

ADMIN = "/admin/annuaire"


def saisie(client, adresse, **champs):
    """Return what a browser sends from a form of the back office, with some fields changed."""
    remplis = {nom: valeur for nom, valeur in valeurs(client, adresse).items() if valeur != ""}
    return remplis | lignes(client, adresse) | champs


def case(reponse):
    """Return the tick that the question offers: `{name: value}`."""
    return dict([re.search(r'name="(double_vu)" value="(\w+)"', reponse.text).groups()])


@pytest.fixture
def cas(aix, japon, db):
    """By kind: the model, a row already there, and what is typed of another that looks like it."""
    nara = AutoriteLocaleFabrique(nom="Nara", pays=japon)
    alice = PersonneFabrique(prenom="Éva", nom="Noël", variantes="Eve Noel")
    lien = PartenariatFabrique(collectivites=[aix], autorites=[nara], nature="jumelage")
    mandat = MandatFabrique(personne=alice, collectivite=aix, fonction="maire")
    projet = ProjetFabrique(titre="Écoles jumelles", collectivites=[aix], pays=[japon])
    return {
        "personne": (Personne, alice, {"prenom": "eva", "nom": "NOEL"}),
        "graphie": (Personne, alice, {"prenom": "Eve", "nom": "Noël"}),
        "autorite": (AutoriteLocale, nara, {"nom": "NARA", "pays": "JP"}),
        "partenariat": (Partenariat, lien, {"collectivites": [aix.pk], "autorites": [nara.pk], "nature": "cooperation"}),
        "projet": (Projet, projet, {"titre": "ecoles jumelles", "collectivites": [aix.pk], "pays": ["JP"]}),
        "mandat": (Mandat, mandat, {"personne": alice.pk, "collectivite": aix.pk, "fonction": "adjointe"}),
    }


@pytest.mark.parametrize("genre", ["personne", "graphie", "autorite", "partenariat", "projet", "mandat"])
def test_a_row_that_looks_like_another_is_asked_about_then_written(client_editrice, cas, genre):
    modele, ligne, champs = cas[genre]
    adresse = f"{ADMIN}/{modele._meta.model_name}/add/"
    donnees = saisie(client_editrice, adresse, **champs)
    reponse = client_editrice.post(adresse, donnees)
    assert reponse.status_code == 200
    assert "Cela existe déjà, semble-t-il" in reponse.text
    assert f'href="{ADMIN}/{modele._meta.model_name}/{ligne.pk}/change/"' in reponse.text
    assert modele.objects.count() == 1
    assert client_editrice.post(adresse, donnees | {"double_vu": "autre"}).status_code == 200
    assert client_editrice.post(adresse, donnees | case(reponse)).status_code == 302
    assert modele.objects.count() == 2


def test_what_does_not_look_like_another_is_written_at_once(client_editrice, cas, japon, armenie):
    ailleurs = CollectiviteFabrique()
    for genre, champs in [
        ("personne", {"prenom": "Éva", "nom": "Petit"}),
        ("autorite", {"nom": "Nara", "pays": "AM"}),
        ("partenariat", {"collectivites": [ailleurs.pk], "autorites": [cas["autorite"][1].pk]}),
        ("projet", {"titre": "Écoles jumelles", "collectivites": [ailleurs.pk], "pays": ["JP"]}),
        ("mandat", {"personne": cas["personne"][1].pk, "collectivite": ailleurs.pk, "fonction": "maire"}),
    ]:
        modele = cas[genre][0]
        adresse = f"{ADMIN}/{modele._meta.model_name}/add/"
        reponse = client_editrice.post(adresse, saisie(client_editrice, adresse, **champs))
        assert reponse.status_code == 302, (genre, sur_une_ligne(reponse.text)[-3000:])


def test_a_row_is_not_asked_about_again_when_something_else_changes(client_editrice, cas):
    PersonneFabrique(prenom="Eva", nom="Noel")
    adresse = f"{ADMIN}/personne/{cas['personne'][1].pk}/change/"
    assert client_editrice.post(adresse, saisie(client_editrice, adresse, variantes="E. Noël")).status_code == 302
    assert client_editrice.post(adresse, saisie(client_editrice, adresse, nom="NOËL")).status_code == 200


def test_the_tick_holds_for_the_rows_shown_and_for_none_added_since(client_editrice, cas):
    adresse = f"{ADMIN}/personne/add/"
    donnees = saisie(client_editrice, adresse, prenom="Eva", nom="Noel")
    vue = case(client_editrice.post(adresse, donnees))
    PersonneFabrique(prenom="Eva", nom="Noel")
    assert client_editrice.post(adresse, donnees | vue).status_code == 200
    assert Personne.objects.count() == 2


def test_a_name_that_holds_tags_is_shown_as_text(client_editrice, db):
    PersonneFabrique(prenom="<b>Eva</b>", nom="Noel")
    adresse = f"{ADMIN}/personne/add/"
    reponse = client_editrice.post(adresse, saisie(client_editrice, adresse, prenom="<b>Eva</b>", nom="Noel"))
    assert "&lt;b&gt;Eva&lt;/b&gt; Noel" in reponse.text
    assert "<b>Eva</b>" not in reponse.text


def test_a_mandate_that_ended_before_the_other_begins_is_no_double(client_editrice, cas, aix):
    _, mandat, champs = cas["mandat"]
    mandat.fin = "2020-06-30"
    mandat.save()
    adresse = f"{ADMIN}/mandat/add/"
    assert client_editrice.post(adresse, saisie(client_editrice, adresse, **champs, debut="01/07/2020")).status_code == 302


def ligne_de_mandat(client, adresse, **champs):
    """Return what a browser sends with one mandate more, typed in the form of its collectivité or of its person."""
    donnees = saisie(client, adresse)
    rang = donnees["mandats-INITIAL_FORMS"]
    ajout = {f"mandats-{rang}-{nom}": valeur for nom, valeur in {"fonction": "adjointe", **champs}.items()}
    return rang, donnees | {"mandats-TOTAL_FORMS": rang + 1} | ajout


@pytest.mark.parametrize("parent", ["collectivite", "personne"])
def test_a_mandate_typed_in_the_form_of_another_thing_is_asked_about_too(client_editrice, cas, aix, parent):
    _, mandat, champs = cas["mandat"]
    champs = {nom: valeur for nom, valeur in champs.items() if nom != parent}
    adresse = f"{ADMIN}/{parent}/{getattr(mandat, parent).pk}/change/"
    rang, donnees = ligne_de_mandat(client_editrice, adresse, **champs)
    reponse = client_editrice.post(adresse, donnees)
    assert reponse.status_code == 200
    assert f'href="{ADMIN}/mandat/{mandat.pk}/change/"' in reponse.text
    assert Mandat.objects.count() == 1
    (vu,) = re.findall(rf'name="mandats-{rang}-double_vu" value="(\w+)"', reponse.text)
    assert client_editrice.post(adresse, donnees | {f"mandats-{rang}-double_vu": vu}).status_code == 302
    assert Mandat.objects.count() == 2


def test_the_mandate_of_someone_else_is_written_at_once(client_editrice, cas, aix):
    adresse = f"{ADMIN}/collectivite/{aix.pk}/change/"
    _, donnees = ligne_de_mandat(client_editrice, adresse, personne=PersonneFabrique().pk)
    assert client_editrice.post(adresse, donnees).status_code == 302
    assert Mandat.objects.count() == 2


def test_the_same_mandate_typed_twice_at_once_is_refused(client_editrice, cas, aix):
    adresse = f"{ADMIN}/collectivite/{aix.pk}/change/"
    rang, donnees = ligne_de_mandat(client_editrice, adresse, personne=PersonneFabrique().pk)
    encore = {nom.replace(f"-{rang}-", f"-{rang + 1}-"): valeur for nom, valeur in donnees.items() if f"-{rang}-" in nom}
    encore |= {"mandats-TOTAL_FORMS": rang + 2}
    assert "figure deux fois" in client_editrice.post(adresse, donnees | encore).text
    assert client_editrice.post(adresse, donnees | encore | {f"mandats-{rang + 1}-fonction": "présidente"}).status_code == 302
    assert Mandat.objects.count() == 3


@pytest.mark.parametrize(
    ("champs", "deja"),
    [
        ({"nouveaux-0-autorite": "KUMAMOTO", "nouveaux-0-pays": "JP", "nouveaux-0-nature": "jumelage"}, "Kumamoto, coopération"),
        (
            {"nouveaux-mandats-0-prenom": "eva", "nouveaux-mandats-0-nom": "NOEL", "nouveaux-mandats-0-fonction": "maire"},
            "Éva Noël, adjointe",
        ),
    ],
)
def test_a_member_is_asked_about_one_more_line_on_the_same_town_or_person(membre, profil, lien, champs, deja):
    MandatFabrique(collectivite=profil, personne__prenom="Éva", personne__nom="Noël", fonction="adjointe")
    envoi = {nom: [valeur] for nom, valeur in champs.items()}
    reponse = envoyer(membre, envoi, statut=400)
    assert f"La fiche dit déjà\u00a0: {deja}" in reponse.text
    autre = f"{next(iter(champs)).rpartition('-')[0]}-autre"
    assert f'name="{autre}"' in reponse.text
    envoyer(membre, envoi | {autre: ["on"]})
    assert len(la_demande().changements) == 1
    # Opened again, the form does not ask again.
    envoyer(membre, {"ville": ["Aix"]})
    assert len(la_demande().changements) == 2
