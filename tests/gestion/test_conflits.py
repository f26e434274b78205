"""Two people on one row: each is told of the other, and what both wrote is merged field by field, never lost."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.contrib.contenttypes.models import ContentType
from django.utils import timezone

from gestion.models import Presence
from gestion.presences import lire_objet, signer_objet
from tests.fabriques import ActualiteFabrique, MandatFabrique, PersonneFabrique, ThemeFabrique
from tests.formulaires import empreinte, fiche, lignes, saisie

PRESENCE = "/saisie/presence/"


@pytest.fixture
def collision(client_editrice, client_administratrice, japon, armenie):
    """Two people opened one piece of news; the second saved title, chapo and countries. Return it, and what the first sends."""
    contenu = ActualiteFabrique(titre="Avant", chapo="Chapo d’avant.", surtitre="Surtitre d’avant", corps="<p>Un texte.</p>")
    contenu.pays.add(japon)
    vue = saisie(client_editrice, contenu)
    autre = saisie(client_administratrice, contenu, titre="Titre de l’autre", chapo="Chapo de l’autre.", pays=[armenie.pk])
    assert client_administratrice.post(fiche(contenu), autre).status_code == 302
    return contenu, {**vue, "titre": "Le mien", "surtitre": "Mon surtitre", "pays": [japon.pk]}


def choix(page):
    """Return the side chosen of each field that a refused page shows, empty where one is to choose."""
    trouves = re.findall(r'name="(fusion-\w+)" value="(\w+)"( checked)?', page)
    cotes = {nom: "" for nom, _, _ in trouves}
    return cotes | {nom: cote for nom, cote, coche in trouves if coche}


def vue(page):
    return {"empreinte_vue": unescape(re.search(r'name="empreinte_vue" value="([^"]+)"', page)[1])}


def test_a_refused_save_names_who_and_shows_both_sides(client_editrice, administratrice, collision, armenie):
    contenu, mien = collision
    page = client_editrice.post(fiche(contenu), mien).text
    assert f"{administratrice.get_full_name()} a enregistré d’autres valeurs à " in page
    assert choix(page) == {
        "fusion-titre": "",
        "fusion-surtitre": "mien",
        "fusion-chapo": "autre",
        "fusion-pays": "autre",
    }
    assert "<del>" in page and "Titre de l’autre" in page and "de l’autre.</del>" in page and armenie.nom in page


def test_each_field_takes_the_side_chosen_and_the_form_is_saved(client_editrice, collision, armenie):
    contenu, mien = collision
    page = client_editrice.post(fiche(contenu), mien).text
    envoi = mien | vue(page) | choix(page) | {"fusion-titre": "mien"}
    assert client_editrice.post(fiche(contenu), envoi).status_code == 302
    contenu.refresh_from_db()
    assert (contenu.titre, contenu.surtitre, contenu.chapo) == ("Le mien", "Mon surtitre", "Chapo de l’autre.")
    assert list(contenu.pays.all()) == [armenie]


def test_one_overwrites_knowingly(client_editrice, collision, japon):
    contenu, mien = collision
    page = client_editrice.post(fiche(contenu), mien).text
    envoi = mien | vue(page) | dict.fromkeys(choix(page), "mien")
    assert client_editrice.post(fiche(contenu), envoi).status_code == 302
    contenu.refresh_from_db()
    assert (contenu.titre, contenu.chapo) == ("Le mien", "Chapo d’avant.")
    assert list(contenu.pays.all()) == [japon]


def test_what_both_changed_waits_for_a_choice(client_editrice, collision):
    contenu, mien = collision
    page = client_editrice.post(fiche(contenu), mien).text
    encore = client_editrice.post(fiche(contenu), mien | vue(page) | choix(page)).text
    assert choix(encore)["fusion-titre"] == "" and "Le mien" in encore
    contenu.refresh_from_db()
    assert contenu.titre == "Titre de l’autre"


def test_a_third_version_is_not_overwritten_by_a_choice_made_on_the_second(client_editrice, collision):
    contenu, mien = collision
    page = client_editrice.post(fiche(contenu), mien).text
    contenu.refresh_from_db()
    contenu.chapo = "Chapo d’un troisième."
    contenu.save()
    encore = client_editrice.post(fiche(contenu), mien | vue(page) | dict.fromkeys(choix(page), "mien")).text
    assert "Quelqu’un a enregistré d’autres valeurs" in encore and "d’un troisième.</del>" in encore
    assert choix(encore)["fusion-titre"] == "mien"
    contenu.refresh_from_db()
    assert contenu.chapo == "Chapo d’un troisième."


def test_another_error_keeps_both_sides_and_the_choices(client_editrice, collision):
    contenu, mien = collision
    page = client_editrice.post(fiche(contenu), mien).text
    envoi = mien | vue(page) | choix(page) | {"fusion-titre": "mien", "titre": "Le mien", "slug": "pas une adresse !"}
    encore = client_editrice.post(fiche(contenu), envoi)
    assert encore.status_code == 200 and choix(encore.text)["fusion-titre"] == "mien"
    assert "Titre de l’autre" in encore.text
    ok = envoi | vue(encore.text) | choix(encore.text) | {"slug": contenu.slug}
    assert client_editrice.post(fiche(contenu), ok).status_code == 302


def test_a_value_of_mine_that_is_refused_matters_no_more_once_the_other_is_chosen(client_editrice, collision):
    contenu, mien = collision
    page = client_editrice.post(fiche(contenu), mien | {"titre": ""}).text
    envoi = mien | vue(page) | choix(page) | {"titre": "", "fusion-titre": "autre"}
    assert client_editrice.post(fiche(contenu), envoi).status_code == 302
    contenu.refresh_from_db()
    assert contenu.titre == "Titre de l’autre"


def test_rich_texts_are_compared_as_they_read(client_editrice, client_administratrice):
    contenu = ActualiteFabrique(corps="<p>La mairie ouvre lundi.</p>")
    mien = saisie(client_editrice, contenu, corps="<p>La mairie ouvre <strong>mardi</strong>.</p>")
    client_administratrice.post(fiche(contenu), saisie(client_administratrice, contenu, corps="<p>La mairie ferme lundi.</p>"))
    page = client_editrice.post(fiche(contenu), mien).text
    deux = page[page.index("entre-temps__cotes") :]
    assert (
        "La mairie" in deux
        and re.search(r"<del>.*?ferme lundi\.</del>", deux)
        and re.search(r"<ins>.*?ouvre mardi\.</ins>", deux)
    )


def test_rows_of_the_other_are_named_and_one_changed_by_both_is_merged(client_editrice, client_administratrice):
    personne = PersonneFabrique()
    un, deux = (MandatFabrique(personne=personne, fonction=nom) for nom in ("maire", "adjointe"))
    adresse = f"/admin/annuaire/personne/{personne.pk}/change/"

    def envoi(client, **changements):
        base = {"nom": personne.nom, "prenom": personne.prenom, **empreinte(client, adresse), **lignes(client, adresse)}
        rangs = {str(base[f"mandats-{rang}-id"]): rang for rang in (0, 1)}
        return base | {f"mandats-{rangs[str(ligne.pk)]}-fonction": mots for ligne, mots in changements.values()}, rangs

    mien, rangs = envoi(client_editrice, a=(un, "maire, à moi"))
    autre, _ = envoi(client_administratrice, a=(un, "maire, à l’autre"), b=(deux, "adjointe, à l’autre"))
    assert client_administratrice.post(adresse, autre).status_code == 302
    refus = client_editrice.post(adresse, mien).text
    assert "adjointe, à l’autre" in refus and "changée" in refus
    rang = rangs[str(un.pk)]
    nom = f"mandats-{rang}-"
    assert f'name="{nom}fusion-fonction"' in refus
    vues = dict(re.findall(r'name="((?:mandats-\d-)?empreinte_vue)" value="([^"]+)"', refus))
    suite = mien | {cle: unescape(texte) for cle, texte in vues.items()} | {f"{nom}fusion-fonction": "mien"}
    reponse = client_editrice.post(adresse, suite)
    assert reponse.status_code == 302, reponse.context["errors"]
    assert sorted(personne.mandats.values_list("fonction", flat=True)) == ["adjointe, à l’autre", "maire, à moi"]


def test_a_model_that_keeps_no_moment_names_nobody(client_editrice, client_administratrice):
    theme = ThemeFabrique(nom="Avant")
    adresse = f"/admin/territoires/theme/{theme.pk}/change/"
    ouvert = empreinte(client_administratrice, adresse)
    theme.nom = "Après"
    theme.save()
    assert "Quelqu’un a enregistré" in str(client_administratrice.post(adresse, {"nom": "Mien", **ouvert}).context["errors"])


def presences(client, objet, **suite):
    return client.post(PRESENCE, {"objet": signer_objet(objet), **suite})


def test_each_is_told_of_the_other(client_editrice, client_administratrice, editrice, administratrice):
    contenu, ailleurs = ActualiteFabrique(), ActualiteFabrique()
    assert presences(client_editrice, contenu).json()["autres"] == []
    assert presences(client_administratrice, ailleurs).json()["autres"] == []
    (vue_par_l_autre,) = presences(client_administratrice, contenu).json()["autres"]
    assert vue_par_l_autre["nom"] == editrice.get_full_name() and " h " in vue_par_l_autre["depuis"].replace("\u00a0", " ")
    assert [une["nom"] for une in presences(client_editrice, contenu).json()["autres"]] == [administratrice.get_full_name()]
    presences(client_administratrice, contenu, quitte="1")
    assert presences(client_editrice, contenu).json()["autres"] == []


def test_who_says_no_more_is_forgotten(client_editrice, client_administratrice):
    contenu = ActualiteFabrique()
    presences(client_editrice, contenu)
    Presence.objects.update(vue_le=timezone.now() - timedelta(seconds=50), ouverte_le=timezone.now() - timedelta(hours=2))
    assert len(presences(client_administratrice, contenu).json()["autres"]) == 1
    Presence.objects.update(vue_le=timezone.now() - timedelta(seconds=61))
    assert presences(client_administratrice, contenu).json()["autres"] == []
    assert Presence.objects.count() == 1


def test_who_saved_since_the_opening_is_said(client_editrice, client_administratrice, editrice):
    contenu = ActualiteFabrique(titre="Avant")
    ouverte = timezone.now().isoformat()
    assert presences(client_administratrice, contenu, depuis=ouverte).json()["enregistree"] is None
    client_editrice.post(fiche(contenu), saisie(client_editrice, contenu, titre="Après"))
    assert presences(client_administratrice, contenu, depuis=ouverte).json()["enregistree"]["nom"] == editrice.get_full_name()
    assert presences(client_editrice, contenu, depuis=ouverte).json()["enregistree"] is None
    assert presences(client_administratrice, contenu, depuis=timezone.now().isoformat()).json()["enregistree"] is None
    for depuis in ("", "hier", "2026-13-45T00:00", "2026-01-01T00:00"):
        assert presences(client_administratrice, contenu, depuis=depuis).json()["enregistree"] is None


def test_nobody_asks_who_reads_a_row_that_no_page_of_theirs_named(client_editrice, membre, visiteur):
    contenu = ActualiteFabrique()
    genre = ContentType.objects.get_for_model(contenu)
    assert lire_objet(signer_objet(contenu)) == (genre, str(contenu.pk))
    assert client_editrice.post(PRESENCE, {"objet": f'["{genre.pk}","{contenu.pk}"]:faux'}).status_code == 400
    assert client_editrice.post(PRESENCE).status_code == 400
    assert presences(membre, contenu).status_code == 403
    assert presences(visiteur, contenu).json()["autres"] == []
    assert not Presence.objects.exists()


def test_a_word_of_presence_costs_few_queries(client_editrice, django_assert_max_num_queries):
    contenu = ActualiteFabrique()
    presences(client_editrice, contenu)
    with django_assert_max_num_queries(10):
        presences(client_editrice, contenu, depuis=timezone.now().isoformat())
