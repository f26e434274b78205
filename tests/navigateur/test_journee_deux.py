"""Two editors work on one published text: each is told of the other, the second to save merges field by field."""

from playwright.sync_api import expect

from redaction.versions import versions_de
from tests.fabriques import ActualiteFabrique
from tests.formulaires import fiche
from tests.navigateur.gestes import attendre_le_message

ZONE = ".field-corps .ck-editor__editable"


def ouvrir_depuis_le_tableau(page, titre):
    page.goto("/admin/")
    page.locator("#q-entete").fill(titre)
    page.keyboard.press("Enter")
    page.get_by_role("link", name=titre).click()
    expect(page.locator(ZONE)).to_be_visible()


def choisir(page, champ, lequel):
    page.locator(".entre-temps").get_by_role("group", name=champ, exact=True).get_by_label(lequel).check()


def test_two_editors_collide_and_merge_field_by_field(ouvrir, connecter, editrice, administratrice):
    contenu = ActualiteFabrique(
        titre="Le forum de Rabat", surtitre="Maroc", chapo="Trois jours.", corps="<p>La mairie ouvre lundi.</p>"
    )
    une, autre, visiteur = ouvrir(), ouvrir(), ouvrir()
    connecter(une, editrice)
    connecter(autre, administratrice)
    ouvrir_depuis_le_tableau(une, contenu.titre)
    ouvrir_depuis_le_tableau(autre, contenu.titre)
    expect(autre.locator(".presences")).to_contain_text(f"{editrice.get_full_name()} a cette page ouverte depuis")

    # Two fields each, of which one in common; and each one that the other left.
    autre.locator("#id_titre").fill("Le forum de Rabat, jour 1")
    autre.locator("#id_chapo").fill("Quatre jours.")
    autre.locator("[name=_save]").click()
    attendre_le_message(autre)
    une.locator("#id_titre").fill("Rabat accueille le forum")
    une.locator("#id_surtitre").fill("Méditerranée")
    une.locator(ZONE).click()
    une.keyboard.press("Control+End")
    une.keyboard.type(" Et mardi.")
    une.locator("[name=_save]").click()

    fusion = une.locator(".entre-temps")
    expect(fusion).to_contain_text(administratrice.get_full_name(), timeout=15_000)
    expect(fusion).to_contain_text("changé des deux côtés")
    # Nothing is written, nothing is lost, and what is not decided is not overwritten.
    contenu.refresh_from_db()
    assert (contenu.titre, contenu.surtitre) == ("Le forum de Rabat, jour 1", "Maroc")
    expect(une.locator("#id_surtitre")).to_have_value("Méditerranée")
    expect(une.locator(ZONE)).to_contain_text("Et mardi.")
    choisir(une, "Titre (changé des deux côtés : à choisir)", "Le vôtre")
    une.locator("[name=_save]").click()
    attendre_le_message(une, "Rabat accueille le forum")
    contenu.refresh_from_db()
    assert (contenu.titre, contenu.surtitre, contenu.chapo) == ("Rabat accueille le forum", "Méditerranée", "Quatre jours.")
    assert "Et mardi." in contenu.corps

    # Both saves are versions, and visitors read the whole.
    assert {version.revision.user for version in versions_de(contenu)} >= {editrice, administratrice}
    visiteur.goto(contenu.get_absolute_url())
    expect(visiteur.locator("h1")).to_contain_text("Rabat accueille le forum")
    expect(visiteur.locator("main")).to_contain_text("Quatre jours.")

    # The other one, who still works on the former version, is refused too, and takes what was saved meanwhile.
    autre.goto(fiche(contenu))
    autre.locator("#id_chapo").fill("Cinq jours.")
    une.goto(fiche(contenu))
    une.locator("#id_chapo").fill("Six jours.")
    une.locator("[name=_save]").click()
    attendre_le_message(une)
    autre.locator("[name=_save]").click()
    expect(autre.locator(".entre-temps")).to_contain_text(editrice.get_full_name(), timeout=15_000)
    autre.locator(".entre-temps").get_by_role("group", name="Chapo", exact=False).get_by_label(editrice.get_full_name()).check()
    autre.locator("[name=_save]").click()
    attendre_le_message(autre)
    contenu.refresh_from_db()
    assert contenu.chapo == "Six jours."
