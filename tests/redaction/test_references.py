"""Links of a text to rows of the portal: where they lead, for whom, at what cost, and how they are found."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from mediatheque.templatetags.texte_riche import riche
from redaction.cibles import cibles, en_ligne, lire, trouver
from socle.texte_riche import assainir
from tests.fabriques import (
    ActualiteFabrique,
    CollectiviteFabrique,
    DocumentFabrique,
    EvenementFabrique,
    GroupeFabrique,
    PaysFabrique,
)


def lien(reference, adresse="/ancienne/", mots="les mots"):
    return f'<a data-objet="{reference}" href="{adresse}">{mots}</a>'


def test_the_cleaner_keeps_a_reference_and_drops_what_is_none():
    for bon in ("actualites:12", "appels-et-offres:1"):
        assert f'data-objet="{bon}"' in assainir(f"<p>{lien(bon)}</p>")
    for faux in ("12", "actualites:", "Actualites:1", "actualites:1x", "a:" + "9" * 19, "actualites:١", "a b:1"):
        assert "data-objet" not in assainir(f"<p>{lien(faux)}</p>")
    assert assainir('<p><a data-objet="actualites:1">a</a></p>') == "<p>a</p>"
    assert "data-objet" not in assainir('<p data-objet="actualites:1">a</p>')


def test_a_reference_is_written_in_one_way():
    for texte in ('<a href="/x/" data-objet="pays:JP" lang="en">a</a>', '<a href="/x/" lang="en" data-objet="pays:JP">a</a>'):
        assert assainir(texte) == '<a data-objet="pays:JP" href="/x/" lang="en">a</a>' == assainir(assainir(texte))


def test_a_link_follows_the_address_of_its_row(db):
    actualite = ActualiteFabrique(slug="avant")
    texte = f"<p>{lien(f'actualites:{actualite.pk}', '/actualites/avant/#suite')}</p>"
    assert riche(texte) == '<p><a href="/actualites/avant/#suite">les mots</a></p>'
    type(actualite).objects.filter(pk=actualite.pk).update(slug="apres")
    assert riche(texte) == '<p><a href="/actualites/apres/#suite">les mots</a></p>'


@pytest.mark.parametrize("etat", ["brouillon", "archive", "corbeille", "programme", "equipe", "efface", "inconnu"])
def test_a_link_to_what_readers_do_not_find_is_its_words(db, etat):
    actualite = ActualiteFabrique()
    reference = f"actualites:{actualite.pk}"
    lignes = type(actualite).objects.filter(pk=actualite.pk)
    if etat == "efface":
        lignes.delete()
    elif etat == "inconnu":
        reference = "nulle-part:1"
    elif etat == "programme":
        lignes.update(publie_le=timezone.now() + timedelta(days=1))
    elif etat == "equipe":
        lignes.update(acces="equipe")
    else:
        lignes.update(statut=etat)
    assert riche(f"<p>{lien(reference, mots='<em>a</em>')}</p>") == "<p><em>a</em></p>"


def test_a_link_to_what_is_kept_for_some_leads_to_the_page_that_says_so(db):
    actualite = ActualiteFabrique(slug="reservee", acces="adherents")
    assert 'href="/actualites/reservee/"' in riche(lien(f"actualites:{actualite.pk}"))


def test_every_kind_has_its_address(db):
    cas = {
        f"evenements:{EvenementFabrique(slug='e').pk}": "/agenda/e/",
        f"collectivites:{CollectiviteFabrique(slug='c').pk}": "/annuaire/c/",
        f"groupes:{GroupeFabrique(slug='g').pk}": "/groupes-pays/g/",
        f"pays:{PaysFabrique(alpha2='JP').pk}": "/pays/japon/",
    }
    document = DocumentFabrique()
    cas[f"documents:{document.pk}"] = document.get_absolute_url()
    connues = cibles()
    evenements = next(cle for cle, cible in connues.items() if cible.modele.__name__ == "Evenement")
    for reference, adresse in cas.items():
        reference = reference.replace("evenements:", f"{evenements}:")
        assert f'href="{adresse}"' in riche(lien(reference)), reference


def test_links_cost_a_query_for_each_kind_whatever_their_number(db):
    actualites = ActualiteFabrique.create_batch(6)
    groupes = GroupeFabrique.create_batch(3)
    texte = "".join([*(lien(f"actualites:{une.pk}") for une in actualites), *(lien(f"groupes:{un.pk}") for un in groupes)])
    with CaptureQueriesContext(connection) as requetes:
        assert riche(texte).count("<a ") == 9
    assert len(requetes) == 2
    with CaptureQueriesContext(connection) as requetes:
        riche('<p><a href="/a/">a</a></p>')
    assert len(requetes) == 0


@pytest.mark.parametrize(
    "reference", ["", ":", "actualites", "actualites:x", "actualites:-1", "actualites:JP", "pays:1", "x:1", "a:1:2"]
)
def test_what_is_no_reference_names_nothing(db, reference):
    assert lire(reference) is None
    assert en_ligne([reference]) == {}


def test_the_public_page_shows_them(db, visiteur):
    cible = ActualiteFabrique(slug="cible")
    actualite = ActualiteFabrique(corps=f"<p>{lien(f'actualites:{cible.pk}')} {lien('actualites:999999', mots='perdu')}</p>")
    page = visiteur.get(actualite.get_absolute_url()).text
    assert '<a href="/actualites/cible/">les mots</a> perdu' in page
    assert "data-objet" not in page
    flux = visiteur.get("/actualites/flux.rss").text
    assert "data-objet" not in flux and "/actualites/cible/" in flux


def test_the_search_finds_by_words_of_the_title_what_its_asker_may_read(client_redactrice, visiteur, bob, client_de):
    brouillon = ActualiteFabrique(titre="Mission à Kyoto", brouillon=True)
    ActualiteFabrique(titre="Autre chose")
    reponse = client_redactrice.get("/redaction/liens/", {"q": "kyoto"})
    assert reponse.json()["lignes"] == [
        {
            "objet": f"actualites:{brouillon.pk}",
            "titre": "Mission à Kyoto",
            "mention": "Actualité",
            "adresse": brouillon.get_absolute_url(),
            "en_ligne": False,
        }
    ]
    assert client_redactrice.get("/redaction/liens/").json() == {"lignes": []}
    assert visiteur.get("/redaction/liens/", {"q": "kyoto"}).status_code == 403
    assert client_de(bob).get("/redaction/liens/", {"q": "kyoto"}).status_code == 403


def test_an_account_without_rights_is_offered_nothing(bob):
    ActualiteFabrique(titre="Mission à Kyoto")
    assert trouver("kyoto", bob) == []


@pytest.mark.parametrize("mots", ["\0", "%", "'; --", "x" * 500, "« »", "\u202e"])
def test_any_words_may_be_looked_for(client_redactrice, mots):
    assert client_redactrice.get("/redaction/liens/", {"q": mots}).status_code == 200
