"""The back office of the groups: read, search and filter, and the presidencies of a group in one form."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from groupes_pays.models import Groupe, Presidence
from socle.dates import date_simple
from tests.fabriques import (
    CollectiviteFabrique,
    FondsFabrique,
    GroupeFabrique,
    MandatFabrique,
    PersonneFabrique,
    PresidenceFabrique,
)
from tests.formulaires import empreinte, lignes

LISTE = "/admin/groupes_pays/groupe/"


@pytest.fixture
def groupe(japon, aix):
    return GroupeFabrique(nom="Groupe-pays Japon", slug="japon", pays=[japon], membres=[aix])


def fiche(groupe, *presidences, **champs):
    """Return the POST of a group's form with its presidencies, dictionaries of fields."""
    donnees = {
        "nom": groupe.nom, "slug": groupe.slug, "nature": groupe.nature, "etat": groupe.etat, "cree_en": "", "chapo": "",
        "missions": "", "creation": "", "faits_marquants": "", "image": "",
        "membres": [membre.pk for membre in groupe.membres.all()], "pays": [pays.pk for pays in groupe.pays.all()],
        "presidences-TOTAL_FORMS": len(presidences),
        "presidences-INITIAL_FORMS": sum("id" in presidence for presidence in presidences),
        "presidences-MIN_NUM_FORMS": 0, "presidences-MAX_NUM_FORMS": 1000,
    }  # fmt: skip
    for rang, presidence in enumerate(presidences):
        vide = {"groupe": groupe.pk, "debut": "", "fin": "", "constate_le": ""}
        donnees |= {f"presidences-{rang}-{nom}": valeur for nom, valeur in (vide | presidence).items()}
    return donnees | champs


def envoyer(client, groupe, *presidences, **champs):
    """Post the form of a group, as it stands now for `client`."""
    adresse = f"{LISTE}{groupe.pk}/change/"
    vues = lignes(client, adresse)
    for presidence in presidences:
        if "id" in presidence:
            rang = next(nom for nom, cle in vues.items() if nom.endswith("-id") and cle == presidence["id"])
            presidence["empreinte"] = vues[rang.replace("-id", "-empreinte")]
    return client.post(adresse, fiche(groupe, *presidences, **champs) | empreinte(client, adresse))


def ligne(presidence, **change):
    """Return the fields of a presidency already there, some changed."""
    jours = {nom: getattr(presidence, nom) for nom in ("debut", "fin")}
    ecrits = {nom: jour.strftime("%d/%m/%Y") if jour else "" for nom, jour in jours.items()}
    return {"id": presidence.pk, "personne": presidence.personne_id} | ecrits | change


@pytest.mark.parametrize("qui", ["visiteur", "membre", "etranger"])
@pytest.mark.parametrize("adresse", [LISTE, "/admin/groupes_pays/presidence/"])
def test_the_back_office_is_for_staff(qui, adresse, db, request):
    assert request.getfixturevalue(qui).get(adresse).status_code == 302


def test_redaction_reads_and_does_not_write(client_redactrice, groupe):
    assert client_redactrice.get(f"{LISTE}{groupe.pk}/change/").status_code == 200
    reponse = client_redactrice.post(f"{LISTE}{groupe.pk}/change/", fiche(groupe, nom="Autre nom"))
    assert reponse.status_code == 403
    groupe.refresh_from_db()
    assert groupe.nom == "Groupe-pays Japon"


def test_the_list_searches_filters_and_shows_the_presidency(client_editrice, groupe, japon):
    PresidenceFabrique(groupe=groupe, personne=PersonneFabrique(nom="Zerkani"))
    GroupeFabrique(nom="Climat", nature="thematique")
    html = client_editrice.get(LISTE).content.decode()
    assert "Dominique Zerkani" in html
    for requete in ["q=zerkani", "q=aix", "q=japon", "nature__exact=groupe-pays", f"pays__alpha2__exact={japon.pk}"]:
        trouves = client_editrice.get(f"{LISTE}?{requete}").context["cl"].result_list
        assert [trouve.nom for trouve in trouves] == ["Groupe-pays Japon"], requete


def test_a_country_finds_its_group_before_the_committee_of_a_fund(client_editrice, groupe):
    GroupeFabrique(nom="Comité des donateurs Japon", nature="comite")
    choix = client_editrice.get(
        "/admin/autocomplete/?term=japon&app_label=actualites&model_name=actualite&field_name=groupes"
    ).json()
    assert [un["text"] for un in choix["results"]] == ["Groupe-pays Japon", "Comité des donateurs Japon"]


def test_the_list_costs_the_same_for_two_and_twenty(client_editrice, django_assert_max_num_queries):
    couts = []
    for nombre in (2, 18):
        for _ in range(nombre):
            groupe = GroupeFabrique(membres=[CollectiviteFabrique()])
            PresidenceFabrique(groupe=groupe, personne=MandatFabrique().personne)
        with django_assert_max_num_queries(20) as requetes:
            client_editrice.get(LISTE)
        couts.append(len(requetes))
    assert couts[0] == couts[1]


def test_a_committee_has_no_link_to_the_site(client_editrice, groupe):
    comite = GroupeFabrique(nature="comite")
    assert "/groupes-pays/japon/" in client_editrice.get(f"{LISTE}{groupe.pk}/change/").content.decode()
    assert "viewsitelink" not in client_editrice.get(f"{LISTE}{comite.pk}/change/").content.decode()


def test_ending_a_presidency_and_beginning_the_next_in_one_form(client_editrice, groupe):
    avant = PresidenceFabrique(groupe=groupe, debut=date(2020, 7, 1))
    apres = {"personne": PersonneFabrique().pk, "debut": "23/03/2026"}
    reponse = envoyer(client_editrice, groupe, ligne(avant, fin="22/03/2026"), apres)
    assert reponse.status_code == 302, reponse.context["errors"]
    assert list(groupe.presidences.values_list("debut", "fin")) == [
        (date(2026, 3, 23), None),
        (date(2020, 7, 1), date(2026, 3, 22)),
    ]


def refus(client, groupe, *presidences):
    reponse = envoyer(client, groupe, *presidences)
    assert reponse.status_code == 200
    return reponse.content.decode()


def test_two_presidencies_at_once_are_refused_in_french(client_editrice, groupe):
    avant = PresidenceFabrique(groupe=groupe, debut=date(2020, 7, 1))
    nouvelles = [{"personne": PersonneFabrique().pk, "debut": f"01/01/{annee}"} for annee in (2021, 2022)]
    assert "se chevauchent" in refus(client_editrice, groupe, ligne(avant), nouvelles[0])
    assert "se chevauchent" in refus(client_editrice, groupe, *nouvelles)
    assert Presidence.objects.count() == 1


def test_moving_the_dates_of_two_presidencies_is_asked_one_by_one(client_editrice, groupe):
    avant = PresidenceFabrique(groupe=groupe, debut=date(2020, 1, 1), fin=date(2021, 12, 31))
    apres = PresidenceFabrique(groupe=groupe, debut=date(2022, 1, 1))
    deux = [ligne(avant, fin="31/12/2022"), ligne(apres, debut="01/01/2023")]
    assert "une période à la fois" in refus(client_editrice, groupe, *deux)
    assert "une période à la fois" in refus(client_editrice, groupe, deux[0], ligne(apres, DELETE="on"))


def test_a_presidency_added_by_someone_else_meanwhile_is_seen(client_editrice, groupe):
    PresidenceFabrique(groupe=groupe, debut=date(2024, 1, 1))
    nouvelle = {"personne": PersonneFabrique().pk, "debut": "01/01/2025"}
    html = refus(client_editrice, groupe, nouvelle)
    assert f"du {date_simple(date(2024, 1, 1))}, sans date de fin" in html
    assert "01/01/2025" in html
    assert Presidence.objects.count() == 1


def test_a_presidency_that_ends_before_it_begins_is_refused(client_editrice, groupe):
    html = refus(client_editrice, groupe, {"personne": PersonneFabrique().pk, "debut": "02/01/2026", "fin": "01/01/2026"})
    assert "ne peut pas précéder" in html


def test_a_presidency_alone(client_editrice, groupe):
    personne = PersonneFabrique()
    adresse = "/admin/groupes_pays/presidence/add/"
    donnees = {"groupe": groupe.pk, "personne": personne.pk, "debut": "01/01/2026", "fin": "", "constate_le": ""}
    assert client_editrice.post(adresse, donnees).status_code == 302
    reponse = client_editrice.post(adresse, donnees)
    assert reponse.status_code == 200
    assert "déjà une présidence" in reponse.content.decode()


@pytest.mark.parametrize(("periode", "attendu"), [("cours", "Actuelle"), ("finies", "Passée")])
def test_presidencies_are_filtered_by_period(client_editrice, groupe, periode, attendu):
    """The last day is still one of presidency."""
    aujourd_hui = timezone.localdate()
    PresidenceFabrique(groupe=groupe, personne=PersonneFabrique(nom="Passée"), fin=aujourd_hui - timedelta(days=1))
    PresidenceFabrique(groupe=GroupeFabrique(), personne=PersonneFabrique(nom="Actuelle"), fin=aujourd_hui)
    lignes = client_editrice.get(f"/admin/groupes_pays/presidence/?periode={periode}").context["cl"].result_list
    assert [presidence.personne.nom for presidence in lignes] == [attendu]


def test_texts_are_cleaned(client_editrice, groupe):
    envoyer(client_editrice, groupe, missions="<p>Bon<script>x()</script></p>")
    assert Groupe.objects.get(pk=groupe.pk).missions == "<p>Bon</p>"


def test_a_group_is_created_while_a_fund_has_no_committee(client_editrice, db):
    """« The fund whose committee is this group » is none of a group that has no key yet."""
    FondsFabrique(comite=None)
    nouveau = Groupe(nom="Groupe-pays Liban", slug="liban", nature="groupe-pays", etat="actif")
    donnees = {"nom": nouveau.nom, "slug": nouveau.slug, "nature": nouveau.nature, "etat": nouveau.etat}
    donnees |= {"presidences-TOTAL_FORMS": 0, "presidences-INITIAL_FORMS": 0}
    assert client_editrice.post(f"{LISTE}add/", donnees).status_code == 302
    assert Groupe.objects.get().slug == "liban"
