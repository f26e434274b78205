"""The sheet to take along: what it gathers, for whom, and at what cost."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from annuaire.models import AutoriteLocale
from tests.fabriques import (
    AutoriteLocaleFabrique,
    CollectiviteFabrique,
    ContactFabrique,
    ContributionFabrique,
    DocumentFabrique,
    EvenementFabrique,
    FondsFabrique,
    PartenariatFabrique,
    PaysFabrique,
    ProjetFabrique,
    PublicationFabrique,
)
from tests.lecture_html import sur_une_ligne

ADRESSE = "/pays/japon/fiche-avant-mission/"
TOUS = ["visiteur", "agent", "etranger", "membre", "client_redactrice"]


def dans(jours):
    return timezone.localdate() + timedelta(days=jours)


def lue(client, adresse=ADRESSE):
    reponse = client.get(adresse)
    assert reponse.status_code == 200
    return sur_une_ligne(reponse.text).replace("\xa0", " ").replace("\u202f", " ")


def peupler(japon, groupe, nombre=1):
    shizuoka = AutoriteLocale.objects.filter(nom="Shizuoka").first() or AutoriteLocaleFabrique(nom="Shizuoka", pays=japon)
    for _ in range(nombre):
        cannes, cachee = CollectiviteFabrique(nom="Ville de Cannes"), CollectiviteFabrique(nom="Ville cachée", visible=False)
        PartenariatFabrique(
            collectivites=[cannes, cachee],
            autorites=[shizuoka],
            nature="jumelage",
            annee=1991,
            confirme_le=dans(-9),
        )
        ProjetFabrique(titre="Un projet", collectivites=[cannes], pays=[japon])
        groupe.referents.add(ContactFabrique(nom="Pôle Asie"))
        EvenementFabrique(titre="À venir", pays=[japon], debut=dans(5))
        minutes = DocumentFabrique(titre="Ce qui s’est dit", acces="groupe", cercles=[groupe])
        EvenementFabrique(titre="Passée", pays=[japon], debut=dans(-5), compte_rendu=minutes)
        ContributionFabrique(fonds=FondsFabrique(titre="Fonds Noto", pays=[japon]), montant=1500, etat="versee")
        PublicationFabrique(titre="Répertoire", pays=[japon], acces="adherents")


@pytest.mark.parametrize("qui", TOUS)
def test_it_gathers_what_one_takes_along(qui, japon, groupe_japon, request):
    peupler(japon, groupe_japon)
    html = lue(request.getfixturevalue(qui))
    for attendu in (
        "Groupe-pays Japon", "Pôle Asie", "Shizuoka", "Ville de Cannes", "Jumelage, 1991", "Actif", "Un projet", "À venir",
        "Passée", "Ce qui s’est dit", "Réservé à un groupe", "Fonds Noto", "1 500 € versés", "Répertoire",
        "Réservé aux adhérents", "Établie le", ADRESSE,
    ):  # fmt: skip
        assert attendu in html, attendu
    assert "Ville cachée" not in html


def test_what_is_not_online_or_the_team_s_own_is_not_told(visiteur, client_redactrice, japon):
    EvenementFabrique(titre="Interne", pays=[japon], acces="equipe", debut=dans(5))
    EvenementFabrique(titre="Brouillon", pays=[japon], brouillon=True, debut=dans(4))
    PublicationFabrique(titre="Note", pays=[japon], acces="equipe")
    assert not {"Interne", "Brouillon", "Note</a>"} & {
        mot for mot in ("Interne", "Brouillon", "Note</a>") if mot in lue(visiteur)
    }
    html = lue(client_redactrice)
    assert "Interne" in html
    assert "Note</a>" in html
    assert "Brouillon" not in html


def test_an_empty_one_says_what_is_missing(visiteur, japon):
    html = lue(visiteur)
    for mot in ("Aucun groupe en activité", "Aucun référent", "Aucune rencontre annoncée", "Aucune rencontre passée",
                "Aucun partenariat", "Aucun projet", "Aucun fonds", "Aucune publication"):  # fmt: skip
        assert mot in html, mot


@pytest.mark.parametrize(
    ("alpha2", "eligible", "dit"),
    [
        ("SN", True, "Pays éligible, parmi les pays les moins avancés"),
        ("MA", True, "Pays éligible, selon"),
        ("JP", False, "non éligible"),
    ],
)
def test_it_says_the_status_of_the_country_for_aid(alpha2, eligible, dit, visiteur, db):
    pays = PaysFabrique(alpha2=alpha2, slug="essai", eligible_apd=eligible)
    html = lue(visiteur, f"/pays/{pays.slug}/fiche-avant-mission/")
    assert re.search(rf"{dit}.{{0,220}}liste du CAD de l’OCDE", html)


def test_france_and_what_is_not_a_country_have_none(visiteur, db):
    PaysFabrique(alpha2="FR", slug="france")
    for slug in ("france", "atlantide"):
        assert visiteur.get(f"/pays/{slug}/fiche-avant-mission/").status_code == 404


@pytest.mark.parametrize("qui", ["visiteur", "membre", "client_redactrice"])
def test_it_costs_the_same_whatever_it_gathers(qui, japon, groupe_japon, request, django_assert_max_num_queries):
    client, couts = request.getfixturevalue(qui), []
    for nombre in (2, 18):
        peupler(japon, groupe_japon, nombre)
        with django_assert_max_num_queries(20) as requetes:
            lue(client)
        couts.append(len(requetes))
    assert couts[0] == couts[1]
