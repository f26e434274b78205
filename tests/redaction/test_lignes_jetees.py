"""A person, a partnership in the bin: nowhere to be seen, then back with their mandates and links, or gone after sixty days."""

from datetime import timedelta

import pytest
import time_machine
from django.db import IntegrityError
from django.utils import timezone

from annuaire.models import Mandat, Partenariat, Personne
from redaction.models import LigneJetee
from redaction.publication import GARDE
from redaction.taches import vider_la_corbeille
from redaction.versions import garder, versions_de
from socle.models import Journal
from tests.fabriques import (
    AutoriteLocaleFabrique,
    CollectiviteFabrique,
    MandatFabrique,
    PartenariatFabrique,
    PersonneFabrique,
    PresidenceFabrique,
    ProjetFabrique,
    SecteurFabrique,
)

pytestmark = pytest.mark.django_db
CORBEILLE = "/admin/corbeille/"
PERSONNES, PARTENARIATS = "/admin/annuaire/personne/", "/admin/annuaire/partenariat/"


def jeter(client, liste, objet):
    return client.post(f"{liste}{objet.pk}/delete/", {"post": "yes"}, follow=True)


def sortir(client, jetee=None):
    jetee = jetee or LigneJetee.objects.get()
    return client.post(f"{CORBEILLE}restaurer/", {"contenu": f"redaction.lignejetee:{jetee.pk}"}, follow=True)


@pytest.fixture
def elue():
    return MandatFabrique(
        personne=PersonneFabrique(prenom="Awa", nom="Diallo", variantes="A. Diallo"), fonction="maire", debut="2020-07-01"
    ).personne


def test_a_person_goes_with_their_mandates_and_comes_back_with_them(client_editrice, editrice, elue, visiteur):
    mandat = elue.mandats.get()
    avant = Personne.objects.filter(pk=elue.pk).values().get(), Mandat.objects.filter(pk=mandat.pk).values().get()
    fiche = mandat.collectivite.get_absolute_url()
    assert "Awa Diallo" in visiteur.get(fiche).text
    garder(objet=elue, par=editrice)
    page = client_editrice.get(f"{PERSONNES}{elue.pk}/delete/").text
    assert "ce qui part avec lui (mandats\u00a0: 1)" in page
    assert "60 jours" in page and "revient tel qu’il était" in page and "définitif" not in page
    reponse = jeter(client_editrice, PERSONNES, elue)
    assert "à la corbeille" in reponse.text
    assert not Personne.objects.exists() and not Mandat.objects.exists()
    assert "Awa Diallo" not in visiteur.get(fiche).text
    assert not client_editrice.get(
        "/admin/autocomplete/?app_label=annuaire&model_name=mandat&field_name=personne&term=diallo"
    ).json()["results"]
    liste = client_editrice.get(CORBEILLE).text
    assert "Awa Diallo" in liste and "Personne, supprimé" in liste

    reponse = sortir(client_editrice)
    assert reponse.redirect_chain[-1][0] == f"{PERSONNES}{elue.pk}/change/"
    assert (Personne.objects.values().get(), Mandat.objects.values().get()) == avant
    assert "Awa Diallo" in visiteur.get(fiche).text
    assert versions_de(elue).exists(), "its versions waited"
    assert [une.action for une in Journal.objects.filter(id_objet=str(elue.pk)).order_by("pk")] == ["jeter", "restaurer"]
    assert "vide" in client_editrice.get(CORBEILLE).text


def test_a_presidency_holds_a_person(client_editrice):
    presidence = PresidenceFabrique()
    reponse = client_editrice.get(f"{PERSONNES}{presidence.personne_id}/delete/")
    assert "Les présidences se gardent" in reponse.text
    jeter(client_editrice, PERSONNES, presidence.personne)
    assert Personne.objects.exists() and not LigneJetee.objects.exists()


def test_a_partnership_comes_back_with_its_links_and_those_others_had_to_it(client_editrice, visiteur, japon):
    ville, autre = CollectiviteFabrique(nom="Tours"), CollectiviteFabrique(nom="Nantes")
    partenariat = PartenariatFabrique(
        collectivites=[ville, autre], autorites=[AutoriteLocaleFabrique(nom="Takamatsu", pays=japon)], annee=1988
    )
    partenariat.secteurs.add(SecteurFabrique())
    projet = ProjetFabrique(partenariat=partenariat)
    avant = Partenariat.objects.values().get()
    jeter(client_editrice, PARTENARIATS, partenariat)
    projet.refresh_from_db()
    assert projet.partenariat is None and not Partenariat.objects.exists()
    assert "Takamatsu" not in visiteur.get(ville.get_absolute_url()).text
    assert (
        "Nantes, Tours – Takamatsu" in client_editrice.get(CORBEILLE).text
        or "Tours, Nantes" in client_editrice.get(CORBEILLE).text
    )
    # Meanwhile another town is gone for good: the tie comes back without it.
    autre.delete()
    sortir(client_editrice)
    projet.refresh_from_db()
    revenu = Partenariat.objects.get()
    assert Partenariat.objects.values().get() == avant and projet.partenariat == revenu
    assert ([*revenu.collectivites.all()], revenu.autorites.count(), revenu.secteurs.count()) == ([ville], 1, 1)
    assert "Takamatsu" in visiteur.get(ville.get_absolute_url()).text


def test_a_mandate_whose_town_is_gone_is_told(client_editrice, elue):
    ville = elue.mandats.get().collectivite
    jeter(client_editrice, PERSONNES, elue)
    ville.delete()
    reponse = sortir(client_editrice)
    assert "N’est pas revenu avec lui" in reponse.text
    assert Personne.objects.get().mandats.count() == 0


def test_a_link_made_otherwise_since_stays(client_editrice):
    partenariat, autre = PartenariatFabrique(), PartenariatFabrique()
    projet = ProjetFabrique(partenariat=partenariat)
    jeter(client_editrice, PARTENARIATS, partenariat)
    projet.partenariat = autre
    projet.save()
    projet.refresh_from_db()
    sortir(client_editrice)
    projet.refresh_from_db()
    assert projet.partenariat == autre


def test_what_took_its_place_is_told_and_the_bin_keeps_it(client_editrice, elue):
    jeter(client_editrice, PERSONNES, elue)
    LigneJetee.objects.update(detail={"lignes": [{"model": "annuaire.ancienne", "pk": 1, "fields": {}}], "liens": []})
    assert "ne peut revenir" in sortir(client_editrice).text
    assert LigneJetee.objects.exists()


def test_who_may_not_delete_neither_puts_in_nor_takes_out(client_redactrice, client_editrice, elue):
    assert jeter(client_redactrice, PERSONNES, elue).status_code == 403
    jeter(client_editrice, PERSONNES, elue)
    jetee = LigneJetee.objects.get()
    assert sortir(client_redactrice, jetee).status_code == 403
    assert "Sortir de la corbeille" not in client_redactrice.get(CORBEILLE).text
    sortir(client_editrice, jetee)
    assert sortir(client_editrice, jetee).status_code == 404, "it is out"


def test_after_sixty_days_it_is_gone_with_its_versions(client_editrice, editrice, elue):
    garder(objet=elue, par=editrice)
    jeter(client_editrice, PERSONNES, elue)
    with time_machine.travel(timezone.now() + GARDE - timedelta(hours=1), tick=False):
        vider_la_corbeille(0)
        assert LigneJetee.objects.exists()
    with time_machine.travel(timezone.now() + GARDE + timedelta(hours=1), tick=False):
        vider_la_corbeille(0)
    assert not LigneJetee.objects.exists() and not versions_de(elue).exists()


def test_a_row_is_once_in_the_bin(client_editrice, elue):
    jeter(client_editrice, PERSONNES, elue)
    jetee = LigneJetee.objects.get()
    jetee.pk = None
    with pytest.raises(IntegrityError, match="redaction_lignejetee_unique"):
        jetee.save()
