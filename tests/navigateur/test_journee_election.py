"""The day after an election: who chairs and who holds a mandate is answered in one screen, and the site says so at once."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from annuaire.models import Mandat
from groupes_pays.models import Presidence
from tests.fabriques import (
    CollectiviteFabrique,
    ElectionFabrique,
    GroupeFabrique,
    MandatFabrique,
    PersonneFabrique,
    PresidenceFabrique,
)
from tests.navigateur.gestes import attendre_le_message

QUI = (("Karima", "Zerkani"), ("Patrick", "Géroutet"), ("Sonia", "Zdor"), ("Jérôme", "Auslender"))


@pytest.fixture
def groupes(japon, armenie):
    japonais = GroupeFabrique(nom="Groupe-pays Japon", slug="japon", pays=[japon])
    return [japonais, GroupeFabrique(nom="Groupe-pays Arménie", slug="armenie", pays=[armenie])]


@pytest.fixture
def mandats(groupes):
    """Four mandates of four towns; the two first chair a group."""
    tous = [
        MandatFabrique(
            personne=PersonneFabrique(prenom=prenom, nom=nom),
            collectivite=CollectiviteFabrique(nom=f"Ville {rang}"),
            fonction="adjointe au maire",
        )
        for rang, (prenom, nom) in enumerate(QUI)
    ]
    for groupe, mandat in zip(groupes, tous, strict=False):
        PresidenceFabrique(groupe=groupe, personne=mandat.personne, debut=timezone.localdate() - timedelta(days=900))
    return tous


def test_the_day_after_an_election(ouvrir, connecter, editrice, mandats, groupes):
    hier = timezone.localdate() - timedelta(days=1)
    ElectionFabrique(premier_tour=hier - timedelta(days=7), dernier_tour=hier)
    visiteur, page = ouvrir(), ouvrir()
    for groupe in groupes:
        visiteur.goto(groupe.get_absolute_url())
        expect(visiteur.locator("main")).to_contain_text("à désigner")

    connecter(page, editrice)
    page.goto("/admin/")
    file = page.locator(".attente", has_text="Mandats à confirmer après l’élection")
    expect(file.locator(".attente__nombre")).to_have_text("4")
    # Those who chair a group come first.
    expect(file.locator("li").first).to_contain_text("préside un groupe", ignore_case=True)
    file.get_by_role("link").first.click()
    expect(page.locator(".confirmer__etat")).to_contain_text("4 mandats à confirmer")

    # One stays, one ends, and the two others are ticked and confirmed at once: all in this screen.
    preside, finit, *autres = mandats
    page.get_by_role("button", name=f"Toujours en fonction : {preside.personne}").click()
    attendre_le_message(page)
    page.get_by_role("button", name=f"Terminé : {finit.personne}").click()
    expect(page.locator(".confirmer__etat")).to_contain_text("2 mandats à confirmer", timeout=15_000)
    for mandat in autres:
        page.get_by_label(f"Choisir {mandat.personne}").check()
    page.locator(".confirmer__lot").get_by_role("button", name="Toujours en fonction").click()
    expect(page.locator(".confirmer__etat")).to_contain_text("Tous les mandats sont confirmés ou terminés.", timeout=15_000)

    preside.refresh_from_db()
    finit.refresh_from_db()
    assert preside.constate_le == timezone.localdate() and preside.fin is None
    assert finit.fin == hier
    assert Mandat.objects.filter(fin=None).count() == 3 and Presidence.objects.en_cours().count() == 1
    page.goto("/admin/")
    expect(page.locator("#content")).not_to_contain_text("Mandats à confirmer après l’élection")
    visiteur.goto(groupes[0].get_absolute_url())
    expect(visiteur.locator("main")).to_contain_text(str(preside.personne))
    expect(visiteur.locator("main")).not_to_contain_text("à désigner")
