"""The count beside each choice of the directory is what the list holds once it is chosen, whatever else is."""

import random

import pytest
from django.utils import timezone

from annuaire.filtres_annuaire import FiltreCollectivites
from annuaire.models import Collectivite
from tests.fabriques import (
    AdhesionFabrique,
    AutoriteLocaleFabrique,
    CollectiviteFabrique,
    CommuneFabrique,
    DepartementFabrique,
    GroupeFabrique,
    OddFabrique,
    PartenariatFabrique,
    PaysFabrique,
    RegionFabrique,
    SecteurFabrique,
)

FACETTES = ("pays", "region", "departement", "type", "adherent", "secteur", "odd", "groupe")


def choix(client, requete=""):
    """Return {facet: {value: label}} of what the page of the directory offers."""
    reponse = client.get(f"/annuaire/{requete}")
    assert reponse.status_code in {200, 400}
    formulaire = reponse.context["filtre"].form
    return {nom: {str(cle): mot for cle, mot in formulaire[nom].field.widget.choices if cle} for nom in FACETTES}


@pytest.fixture
def annuaire(db):
    """Forty collectivités whose facts are drawn at random, always the same; three of them hidden."""
    hasard = random.Random(9)
    pays = [PaysFabrique(alpha2=code) for code in ("AM", "JP", "MA", "SN", "UA")]
    secteurs = [SecteurFabrique(code=code, slug=code) for code in ("culture", "eau", "jeunesse", "sport")]
    odds = [OddFabrique(numero=numero) for numero in (2, 6, 11, 17)]
    regions = [RegionFabrique(code=code) for code in ("11", "24", "76")]
    departements = [DepartementFabrique(code=f"{rang:02}", region=regions[rang // 2 - 1]) for rang in range(2, 8)]
    groupes = [GroupeFabrique(nature=nature) for nature in ("groupe-pays", "thematique", "comite")]
    toutes = []
    for rang in range(40):
        une = CollectiviteFabrique(
            nom=f"{hasard.choice(('Ville', 'Agglomération'))} {rang}",
            type=hasard.choice(("commune", "commune", "departement")),
            commune=CommuneFabrique(departement=hasard.choice(departements)),
            visible=rang % 13 != 0,
            pays=hasard.sample(pays, hasard.randrange(3)),
            secteurs=hasard.sample(secteurs, hasard.randrange(3)),
        )
        une.odds.set(hasard.sample(odds, hasard.randrange(3)))
        une.groupes.set(hasard.sample(groupes, hasard.randrange(3)))
        if hasard.random() < 0.5:
            AdhesionFabrique(collectivite=une)
        toutes.append(une)
    for _ in range(40):
        autorites = [AutoriteLocaleFabrique(pays=un) for un in hasard.sample(pays, hasard.choice((1, 1, 2)))]
        PartenariatFabrique(collectivites=hasard.sample(toutes, hasard.choice((1, 1, 2, 3))), autorites=autorites)
    return hasard


def compte(requete):
    """Return the number of rows of the list, as it is filtered."""
    jeu = FiltreCollectivites(requete, queryset=Collectivite.objects.visibles().avec_adhesion().alphabetique(), request=None)
    assert jeu.is_valid(), jeu.errors
    return len({une.pk for une in jeu.qs})


def valeurs_possibles():
    jeu = FiltreCollectivites({}, queryset=Collectivite.objects.visibles().avec_adhesion(), request=None)
    return {nom: [cle for cle, _ in jeu.form.fields[nom].choices if cle] for nom in FACETTES}


def test_every_count_is_the_length_of_the_list_under_any_combination(annuaire):
    valeurs, essayees = valeurs_possibles(), 0
    assert [len(valeurs[nom]) for nom in FACETTES] == [5, 3, 6, len(Collectivite.Type.choices), 2, 4, 4, 2]
    for _ in range(40):
        choisies = annuaire.sample(FACETTES, annuaire.randrange(4))
        requete = {nom: annuaire.choice(valeurs[nom]) for nom in choisies}
        if annuaire.random() < 0.3:
            requete["q"] = annuaire.choice(("ville", "agglo", "vile"))
        jeu = FiltreCollectivites(requete, queryset=Collectivite.objects.visibles().avec_adhesion().alphabetique(), request=None)
        assert jeu.is_valid()
        comptes = jeu.comptes()
        for nom in FACETTES:
            for valeur in valeurs[nom]:
                attendu = compte({**requete, nom: valeur})
                assert comptes[nom].get(valeur, 0) == attendu, (requete, nom, valeur)
                essayees += attendu > 0
    assert essayees > 300


def test_a_choice_says_its_count_and_one_without_row_is_not_offered(visiteur, aix, japon, armenie):
    billere = CollectiviteFabrique(commune__departement=DepartementFabrique(code="64", region=RegionFabrique(code="75")))
    aix.pays.set([japon])
    billere.pays.set([armenie])
    assert choix(visiteur)["pays"] == {"AM": "Arménie (1)", "JP": "Japon (1)"}
    region = billere.region.slug
    assert choix(visiteur, f"?region={region}")["pays"] == {"AM": "Arménie (1)"}
    # The one in force stays, even with nothing; the others say what they would give in its place.
    assert choix(visiteur, f"?region={region}&pays=JP")["pays"] == {"AM": "Arménie (1)", "JP": "Japon (0)"}
    assert choix(visiteur, "?pays=JP")["region"] == {aix.region.slug: f"{aix.region.nom} (1)"}


def test_a_country_declared_and_that_of_a_partner_count_once(visiteur, aix, lien, japon):
    aix.pays.set([japon])
    PartenariatFabrique(collectivites=[aix], autorites=[AutoriteLocaleFabrique(pays=japon)])
    assert choix(visiteur)["pays"] == {"JP": "Japon (1)"}


def test_a_partner_makes_its_country_found(visiteur, aix, lien, billere):
    assert [une.nom for une in visiteur.get("/annuaire/?pays=JP").context["page_obj"]] == ["Ville d’Aix-en-Provence"]


def test_a_past_membership_counts_among_the_others(visiteur, aix, billere):
    AdhesionFabrique(collectivite=billere, debut="2020-01-01", fin=timezone.localdate().replace(year=2021))
    assert choix(visiteur)["adherent"] == {"oui": "Adhérente (1)", "non": "Non adhérente (1)"}


def test_a_donors_committee_is_no_facet_to_anyone(visiteur, client_editrice, aix, groupe_japon):
    GroupeFabrique(nom="Comité secret", slug="comite-secret", nature="comite", membres=[aix])
    for client in (visiteur, client_editrice):
        assert choix(client)["groupe"] == {"japon": "Groupe-pays Japon (1)"}
        assert client.get("/annuaire/?groupe=comite-secret").status_code == 400
    assert visiteur.get("/annuaire/?groupe=japon").context["paginator"].count == 1


def test_a_hidden_collectivite_counts_nowhere(visiteur, client_editrice, aix, colombes, japon):
    aix.pays.set([japon])
    Collectivite.objects.filter(pk=aix.pk).update(visible=False)
    for client in (visiteur, client_editrice):
        assert choix(client)["pays"] == {}
        assert list(choix(client)["region"]) == [colombes.region.slug]


def test_a_refused_filter_is_left_out_of_the_counts(visiteur, aix, billere, japon):
    aix.pays.set([japon])
    offerts = choix(visiteur, "?type=zzz&pays=JP")
    assert list(offerts["region"]) == [aix.region.slug]
    assert offerts["type"] == {"commune": "Commune (1)"}
