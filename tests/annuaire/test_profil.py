"""The page of a collectivité: what it gathers, for whom, where it leads, and what is kept of it."""

import re
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from annuaire import profil
from annuaire.models import Collectivite
from socle.acces import Acces
from tests.fabriques import (
    ActualiteFabrique,
    AppelFabrique,
    AutoriteLocaleFabrique,
    CollectiviteFabrique,
    ContributionFabrique,
    EvenementFabrique,
    FondsFabrique,
    GroupeFabrique,
    MandatFabrique,
    OddFabrique,
    PartenariatFabrique,
    PaysFabrique,
    ProjetFabrique,
    SecteurFabrique,
)
from tests.lecture_html import sur_une_ligne

AIX = "/annuaire/aix-en-provence/"
GENS = ["visiteur", "etranger", "membre", "client_editrice"]


def page(client, adresse=AIX, statut=200):
    reponse = client.get(adresse)
    assert reponse.status_code == statut
    return sur_une_ligne(reponse.text)


def test_partnerships_stand_under_their_country(visiteur, aix, japon, armenie):
    for pays, noms in ((japon, ("Kyoto", "Kumamoto")), (armenie, ("Masis",))):
        for nom in noms:
            PartenariatFabrique(collectivites=[aix], autorites=[AutoriteLocaleFabrique(nom=nom, pays=pays)])
    contenu = page(visiteur)
    rangs = [contenu.index(texte) for texte in (">Arménie</a></h3>", "Masis", ">Japon</a></h3>", "Kumamoto", "Kyoto")]
    assert rangs == sorted(rangs)
    assert contenu.count(">Japon</a></h3>") == 1
    assert "?collectivite=aix-en-provence" not in contenu


def test_many_partnerships_lead_to_their_list(visiteur, aix, colombes, kumamoto, monkeypatch):
    monkeypatch.setattr(profil, "PARTENARIATS_MONTRES", 2)
    PartenariatFabrique.create_batch(3, collectivites=[aix], autorites=[kumamoto])
    PartenariatFabrique(collectivites=[colombes], autorites=[kumamoto])
    contenu = page(visiteur)
    assert "Voir les 3 partenariats" in contenu and contenu.count("carte--partenariat") == 2
    liste = page(visiteur, "/annuaire/partenariats/?collectivite=aix-en-provence")
    assert "3 partenariats" in liste
    assert re.search("Retirer le filtre Collectivité.: </span>Ville d’Aix-en-Provence", liste)


def test_many_projects_lead_to_their_list(visiteur, aix, colombes, japon, monkeypatch):
    monkeypatch.setattr(profil, "MONTRES", 2)
    ProjetFabrique.create_batch(3, collectivites=[aix], pays=[japon])
    ProjetFabrique(titre="Un autre", collectivites=[colombes], pays=[japon])
    assert "Voir les 3 projets" in page(visiteur)
    liste = page(visiteur, "/annuaire/projets/?collectivite=aix-en-provence")
    assert "3 projets" in liste and "Un autre" not in liste


LISTES = ["/annuaire/partenariats/", "/annuaire/projets/", "/actualites/", "/agenda/", "/appels-et-offres/"]


@pytest.mark.parametrize("liste", LISTES)
def test_a_list_of_one_that_is_not_in_the_directory_is_refused(visiteur, aix, liste):
    Collectivite.objects.update(visible=False)
    for slug in ("aix-en-provence", "inconnue", "%00", "a b", "x" * 300):
        contenu = page(visiteur, f"{liste}?collectivite={slug}", 400)
        assert "champ__erreurs" in contenu and "Cette valeur n’existe pas" in contenu


@pytest.mark.parametrize("client", GENS)
def test_contents_about_it_each_with_its_list(request, aix, colombes, groupe_japon, client):
    demain = timezone.localdate() + timedelta(days=3)
    for nom, une in (("d’Aix", aix), ("de Colombes", colombes)):
        ActualiteFabrique(titre=f"Nouvelle {nom}").collectivites.add(une)
        AppelFabrique(titre=f"Appel {nom}").collectivites.add(une)
    EvenementFabrique(titre="Réunion Japon", debut=demain).groupes.add(groupe_japon)
    EvenementFabrique(titre="Bilan Japon", debut=date(2025, 3, 3)).groupes.add(groupe_japon, GroupeFabrique(membres=[aix]))
    EvenementFabrique(titre="Réunion ailleurs", debut=demain).groupes.add(GroupeFabrique(membres=[colombes]))
    client = request.getfixturevalue(client)
    contenu = page(client)
    for texte in ("Nouvelle d’Aix", "Appel d’Aix", "Réunion Japon", "Bilan Japon"):
        assert texte in contenu, texte
    for texte in ("Nouvelle de Colombes", "Appel de Colombes", "Réunion ailleurs"):
        assert texte not in contenu, texte
    for nom in ("actualites:liste", "agenda:liste", "appels:liste"):
        assert f'href="{reverse(nom)}?collectivite=aix-en-provence' in contenu
    assert "Nouvelle de Colombes" not in page(client, "/actualites/?collectivite=aix-en-provence")
    agenda = page(client, "/agenda/?collectivite=aix-en-provence&periode=tous")
    assert agenda.count("Bilan Japon</a>") == 1 and "Réunion Japon" in agenda and "Réunion ailleurs" not in agenda


@pytest.mark.parametrize("client", ["visiteur", "membre", "client_editrice"])
def test_a_meeting_of_a_donors_committee_tells_nobody_who_sits_there(request, aix, client):
    comite = GroupeFabrique(nom="Comité secret", nature="comite", membres=[aix])
    EvenementFabrique(titre="Séance du comité", debut=timezone.localdate() + timedelta(days=3)).groupes.add(comite)
    client = request.getfixturevalue(client)
    assert "Séance du comité" not in page(client)
    assert "Séance du comité" not in page(client, "/agenda/?collectivite=aix-en-provence")


def test_what_is_reserved_to_some_is_shown_to_them_only(visiteur, etranger, membre, aix, groupe_japon):
    for titre, suite in {
        "Pour tous": {},
        "Pour adhérents": {"acces": Acces.ADHERENTS},
        "Pour le groupe": {"acces": Acces.GROUPE, "cercles": [groupe_japon]},
    }.items():
        fonds = FondsFabrique(titre=titre, **suite)
        ContributionFabrique(fonds=fonds, collectivite=aix, montant=1000)
    vus = {
        nom: {titre for titre in ("Pour tous", "Pour adhérents", "Pour le groupe") if titre in page(client)}
        for nom, client in {"visiteur": visiteur, "etranger": etranger, "membre": membre}.items()
    }
    assert vus == {
        "visiteur": {"Pour tous"},
        "etranger": {"Pour tous", "Pour adhérents"},
        "membre": {"Pour tous", "Pour adhérents", "Pour le groupe"},
    }


def test_an_empty_profile_has_no_empty_section(visiteur, aix):
    contenu = page(visiteur)
    assert "Aucun partenariat n’est enregistré" in contenu
    for identifiant in ("projets", "fonds", "actualites", "reunions", "appels", "groupes", "representants"):
        assert f'<h2 id="{identifiant}"' not in contenu


def test_the_day_of_the_last_change_is_said(visiteur, aix):
    Collectivite.objects.filter(pk=aix.pk).update(modifie_le="2026-03-12T10:00:00+01:00")
    assert "Dernière mise à jour le" in page(visiteur)
    assert "12\u00a0mars\u00a02026" in page(visiteur) or "12 mars 2026" in page(visiteur).replace("\u00a0", " ")


def test_it_costs_a_member_the_same_with_many_rows(membre, aix, groupe_japon, django_assert_max_num_queries):
    couts = []
    for nombre in (2, 18):
        for rang in range(nombre):
            pays = PaysFabrique(alpha2=f"{'X' if nombre == 2 else 'Z'}{chr(65 + rang)}")
            aix.pays.add(pays)
            aix.odds.add(OddFabrique(numero=rang % 17 + 1))
            aix.secteurs.add(SecteurFabrique())
            PartenariatFabrique(
                collectivites=[aix, CollectiviteFabrique()], autorites=[AutoriteLocaleFabrique(pays=pays)], annee=1990 + rang
            )
            ProjetFabrique(collectivites=[aix], pays=[pays])
            MandatFabrique(collectivite=aix)
            ContributionFabrique(collectivite=aix)
            ActualiteFabrique().collectivites.add(aix)
            AppelFabrique().collectivites.add(aix)
            EvenementFabrique(debut=timezone.localdate() + timedelta(days=rang)).groupes.add(groupe_japon)
            EvenementFabrique(debut=date(2025, 1, 1 + rang)).groupes.add(groupe_japon)
            GroupeFabrique(membres=[aix])
        with django_assert_max_num_queries(20) as requetes:
            membre.get(AIX)
        couts.append(len(requetes))
    assert couts[0] == couts[1]


@pytest.mark.django_db(transaction=True)
def test_the_body_is_kept_for_members_but_not_the_way_to_the_form(membre, etranger, aix, django_assert_max_num_queries):
    assert "Proposer une modification" in page(membre)
    assert "Proposer une modification" not in page(etranger)
    with django_assert_max_num_queries(8):
        assert "Proposer une modification" in page(membre)
    Collectivite.objects.filter(pk=aix.pk).update(presentation="<p>Du nouveau.</p>")
    assert "Du nouveau." in page(membre)
