"""Contents on the same subjects: those that are read are the closest, as if all had been compared."""

import random
import re
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from actualites.models import Actualite
from agenda.models import Evenement
from tests.fabriques import (
    ActualiteFabrique,
    AppelFabrique,
    EvenementFabrique,
    FondsFabrique,
    GroupeFabrique,
    MediaFabrique,
    PaysFabrique,
    PublicationFabrique,
    ThemeFabrique,
)


def tirer(fabrique, nombre, **dates):
    """Write rows on subjects drawn at random, on few days, so that they tie."""
    hasard = random.Random(3)
    pays, groupes, themes = ([faire() for _ in range(4)] for faire in (PaysFabrique, GroupeFabrique, ThemeFabrique))
    return [
        fabrique(
            pays=hasard.sample(pays, hasard.randrange(3)),
            groupes=hasard.sample(groupes, hasard.randrange(2)),
            themes=hasard.sample(themes, hasard.randrange(3)),
            **{nom: tirage(hasard) for nom, tirage in dates.items()},
        )
        for _ in range(nombre)
    ]


def communs(une, autre, nom):
    return bool(set(getattr(une, nom).all()) & set(getattr(autre, nom).all()))


def proches(objet, tous, rang):
    """Return the rows on a country, a group or a theme of `objet`, sorted by comparing all of them."""
    lies = [un for un in tous if un != objet and any(communs(objet, un, nom) for nom in ("pays", "groupes", "themes"))]
    return sorted(lies, key=lambda un: (not communs(objet, un, "pays"), not communs(objet, un, "groupes"), *rang(un)))


@pytest.mark.parametrize("nombre", [1, 3, 4])
def test_news(db, nombre):
    toutes = tirer(ActualiteFabrique, 40, publie_le=lambda hasard: datetime(2026, 1, hasard.randrange(1, 9), tzinfo=UTC))
    for une in toutes:
        attendues = proches(une, toutes, lambda un: (-un.publie_le.timestamp(), -un.pk))[:nombre]
        assert list(Actualite.objects.publies().du_meme_sujet(une, nombre)[:nombre]) == attendues


def test_events(db):
    aujourd_hui = timezone.localdate()
    tous = tirer(EvenementFabrique, 40, debut=lambda hasard: aujourd_hui + timedelta(days=hasard.randrange(-5, 6)))

    def rang(un):
        loin = date.max.toordinal()
        return (un.debut.toordinal() if un.fin >= aujourd_hui else loin, -un.debut.toordinal(), -un.pk)

    for un in tous:
        attendus = {voisin.pk for voisin in proches(un, tous, rang)[:4]}
        trouves = {voisin.pk for voisin in Evenement.objects.publies().voisins_de_sujet(un, 4)}
        # The list is shown by pairs: its last row is left out when alone.
        assert trouves <= attendus
        assert len(trouves) >= len(attendus) - 1


@pytest.mark.parametrize(
    ("fabrique", "dits"),
    [
        (ActualiteFabrique, {"pays", "themes", "groupes", "fonds"}),
        (PublicationFabrique, {"pays", "themes", "groupes"}),
        (MediaFabrique, {"pays", "themes"}),
        # The groups of an event are told with who chairs them, elsewhere on its page.
        (EvenementFabrique, {"pays", "themes", "fonds"}),
    ],
)
def test_a_page_tells_its_subjects_and_only_those_it_has(visiteur, japon, fabrique, dits):
    groupe, theme, fonds = GroupeFabrique(nom="Groupe Fuji"), ThemeFabrique(nom="Climat"), FondsFabrique(titre="Fonds séisme")
    sujets = {"pays": japon, "themes": theme, "groupes": groupe, "fonds": fonds}
    connus = {nom: un for nom, un in sujets.items() if hasattr(fabrique._meta.model, nom)}
    contenu = fabrique(**{nom: [un] for nom, un in connus.items()})
    texte = visiteur.get(contenu.get_absolute_url()).text
    bloc = texte.split('id="sujets"')[1].split("</section>")[0]
    assert {nom for nom, un in sujets.items() if f">{un}</a>" in bloc} == dits
    assert ("groupes" not in connus) or f"{groupe}</a>" in texte
    for nom, un in connus.items():
        seul = fabrique(**{nom: [un]})
        assert ('id="sujets"' in visiteur.get(seul.get_absolute_url()).text) is (nom in dits)
    assert 'id="sujets"' not in visiteur.get(fabrique().get_absolute_url()).text


def en_commun(client, contenu):
    return re.findall('<p class="en-commun">En commun : ([^<]*)</p>', client.get(contenu.get_absolute_url()).text)


FABRIQUES = [ActualiteFabrique, AppelFabrique, EvenementFabrique, MediaFabrique, PublicationFabrique]


@pytest.mark.parametrize("fabrique", FABRIQUES)
@pytest.mark.parametrize("qui", ["visiteur", "membre", "etranger"])
def test_a_related_content_says_what_it_shares(request, qui, japon, armenie, fabrique):
    eau, climat = ThemeFabrique(nom="Eau"), ThemeFabrique(nom="Climat")
    ici = fabrique(pays=[japon, armenie], themes=[eau])
    fabrique(pays=[japon], themes=[eau, climat])
    assert en_commun(request.getfixturevalue(qui), ici) == ["Japon, Eau"]


@pytest.mark.parametrize("fabrique", FABRIQUES)
def test_nothing_shared_nothing_shown(db, visiteur, japon, armenie, fabrique):
    ici = fabrique(pays=[japon])
    fabrique(pays=[armenie], themes=[ThemeFabrique()])
    assert en_commun(visiteur, ici) == []
    assert "Sur les mêmes sujets" not in visiteur.get(ici.get_absolute_url()).text


@pytest.mark.parametrize("fabrique", [ActualiteFabrique, AppelFabrique, EvenementFabrique, PublicationFabrique])
def test_a_group_that_is_not_told_is_no_reason(visiteur, db, fabrique):
    groupe, comite = GroupeFabrique(nom="Groupe Fuji"), GroupeFabrique(nom="Comité", nature="comite")
    ici = fabrique(groupes=[groupe, comite])
    fabrique(groupes=[groupe, comite])
    assert en_commun(visiteur, ici) == ["Groupe Fuji"]


@pytest.mark.parametrize(("qui", "vu"), [("visiteur", False), ("etranger", False), ("client_redactrice", True)])
def test_what_the_reader_may_not_hear_of_is_not_related(request, qui, vu, japon):
    ici = ActualiteFabrique(pays=[japon])
    ActualiteFabrique(titre="Note interne", pays=[japon], acces="equipe")
    texte = request.getfixturevalue(qui).get(ici.get_absolute_url()).text.split("Sur les mêmes sujets")
    assert (len(texte) > 1 and "Note interne" in texte[1]) is vu


@pytest.mark.parametrize("fabrique", FABRIQUES)
def test_related_ones_cost_the_same(visiteur, japon, fabrique):
    ici, comptes = fabrique(pays=[japon]), []
    for nombre in (2, 4):
        for _ in range(nombre):
            fabrique(pays=[japon], themes=[ThemeFabrique()])
        with CaptureQueriesContext(connection) as requetes:
            visiteur.get(ici.get_absolute_url())
        comptes.append(len(requetes))
    assert comptes[0] == comptes[1]
