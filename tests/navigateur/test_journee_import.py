"""A table of five hundred rows, seven of them bad: these are said by line, the others written, then these once mended."""

import io

from openpyxl import Workbook, load_workbook
from playwright.sync_api import expect

from actualites.models import Actualite
from redaction.publication import Statut
from socle.tableur import XLSX
from tests.fabriques import PaysFabrique

LISTE = "/admin/actualites/actualite/"
PATIENCE = 120_000  # milliseconds: each row passes by the form of its page, twice
TETES = ["titre", "type", "chapo", "texte", "pays"]
MAUVAISES = {
    # Row of the workbook: (column, value).
    12: ("titre", ""),
    87: ("type", "rumeur"),
    150: ("pays", "Atlantide"),
    233: ("titre", "x" * 400),
    301: ("type", "brève"),
    377: ("pays", "Japon | Nulle part"),
    499: ("titre", ""),
}


def classeur(rangees, tetes=TETES):
    """Return a workbook of these rows, as a spreadsheet saves it."""
    page = (livre := Workbook()).active
    page.append(tetes)
    for rangee in rangees:
        page.append(rangee)
    livre.save(sortie := io.BytesIO())
    return {"name": "actualites.xlsx", "mimeType": XLSX, "buffer": sortie.getvalue()}


def lignes():
    """Return the rows, from the second one of the workbook."""
    for rang in range(2, 502):
        ligne = dict(zip(TETES, (f"Nouvelle {rang}", "actualité", "Deux phrases.", f"Texte {rang}.", "Japon"), strict=True))
        if rang in MAUVAISES:
            champ, valeur = MAUVAISES[rang]
            ligne[champ] = valeur
        yield [ligne[nom] for nom in TETES]


def lire_le_tableau(page, fichier):
    """From the list, send a table and wait for what it would do."""
    page.get_by_role("link", name="Importer", exact=True).click()
    page.get_by_label("Tableau à importer").set_input_files(fichier)
    page.get_by_role("button", name="Lire ce tableau").click()
    expect(page.locator("#content")).to_contain_text("Rien n’est encore écrit.", timeout=PATIENCE)


def nombre(page, nom):
    return page.locator(".echange__nombres div", has_text=nom).locator("dd")


def test_five_hundred_rows_of_which_seven_are_bad(ouvrir, connecter, editrice):
    PaysFabrique(alpha2="JP")
    page = ouvrir()
    page.set_default_timeout(PATIENCE)
    connecter(page, editrice)
    page.goto("/admin/")
    page.get_by_role("link", name="Actualités", exact=True).first.click()
    lire_le_tableau(page, classeur(lignes()))
    expect(nombre(page, "Nouvelles")).to_have_text("493")
    expect(nombre(page, "À corriger")).to_have_text("7")
    fautes = page.get_by_role("region", name="Lignes à corriger").locator("tbody tr")
    expect(fautes).to_have_count(7)
    # Where each is, as the spreadsheet names it, and why.
    assert [int(numero) for numero in fautes.locator("th").all_text_contents()] == list(MAUVAISES)
    expect(fautes.nth(1)).to_contain_text("rumeur")
    expect(fautes.nth(2)).to_contain_text("Atlantide")
    assert not Actualite.objects.exists()

    with page.expect_download() as telecharge:
        page.get_by_role("link", name="Télécharger les 7 lignes à corriger").click()
    page.get_by_role("button", name="Importer les 493 bonnes lignes").click()
    expect(page.locator("#content")).to_contain_text("C’est importé", timeout=PATIENCE)
    assert Actualite.objects.count() == 493
    assert set(Actualite.objects.values_list("statut", "auteur")) == {(Statut.BROUILLON, editrice.pk)}
    assert not Actualite.objects.exclude(pays__nom="Japon").exists()

    # Mended in the very file that was handed over, then sent again.
    feuille = load_workbook(io.BytesIO(telecharge.value.path().read_bytes())).active
    rangees = [[case.value for case in rangee] for rangee in feuille.iter_rows()]
    tetes, *mauvaises = rangees
    assert len(mauvaises) == 7 and tetes[:5] == TETES and all(rangee[-1] for rangee in mauvaises)
    bonnes = [
        [f"Corrigée {rang}", "actualité", "Deux phrases.", "Texte.", "Japon", *rangee[5:]]
        for rang, rangee in enumerate(mauvaises)
    ]
    page.get_by_role("link", name="Voir la liste").click()
    lire_le_tableau(page, classeur(bonnes, tetes))
    expect(nombre(page, "Nouvelles")).to_have_text("7")
    expect(nombre(page, "À corriger")).to_have_text("0")
    page.get_by_role("button", name="Importer ces 7 lignes").click()
    expect(page.locator("#content")).to_contain_text("C’est importé", timeout=PATIENCE)
    assert Actualite.objects.count() == 500
