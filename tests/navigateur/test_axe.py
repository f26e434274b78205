"""axe-core on every kind of page, at 1280 and 360 px: no violation."""

import pytest

from tests.jeu_de_donnees import peupler
from tests.navigateur.conftest import ETROIT, LARGE
from tests.navigateur.test_visiteur import MEMBRE, VUES, visiter


@pytest.fixture
def jeu(live_server):
    return peupler()


def ouvrir_chacune(page, chemins):
    """Open each of these paths, and give it while it is shown."""
    for chemin in chemins:
        page.goto(chemin)
        yield chemin


def relever(page, ouvertes, analyser, **options):
    """Return the violations of the pages that `ouvertes` opens one by one, one line each."""
    trouvees = []
    for chemin in ouvertes:
        for taille in (LARGE, ETROIT):
            page.set_viewport_size(taille)
            if taille is ETROIT:
                # Everything that folds is opened, so that nothing is left unread.
                page.evaluate("() => document.querySelectorAll('details').forEach((d) => { d.open = true })")
            trouvees += [f"{chemin} à {taille['width']} : {une}" for une in analyser(page, **options)]
    return trouvees


def sans_violation(violations):
    """Fail with the list of `violations`, if any."""
    assert not violations, "\n" + "\n".join(violations)


@pytest.mark.parametrize("part", [0, 1])
def test_public_pages_have_no_violation(ouvrir, jeu, analyser, part):
    """Refusals, errors, sign-in included."""
    page = ouvrir()
    sans_violation(relever(page, visiter(page, jeu, VUES[part::2]), analyser))


@pytest.mark.parametrize("part", [0, 1])
def test_every_text_reads_in_a_dark_scheme(ouvrir, connecter, jeu, analyser, part):
    """The contrasts are all that the scheme changes."""
    visiteur, membre = ouvrir(color_scheme="dark"), ouvrir(color_scheme="dark")
    connecter(membre, jeu.bob)
    sans_violation(
        [
            *relever(visiteur, visiter(visiteur, jeu, VUES[part::2]), analyser, seule="color-contrast"),
            *relever(membre, ouvrir_chacune(membre, MEMBRE[part::2]), analyser, seule="color-contrast"),
        ]
    )


def test_the_pages_of_members_have_no_violation(ouvrir, connecter, jeu, analyser):
    page = ouvrir()
    connecter(page, jeu.bob)
    chemins = [*MEMBRE, f"/espace/demandes/{jeu.demande.pk}/", "/actualites/adherents/"]
    sans_violation(relever(page, ouvrir_chacune(page, chemins), analyser))


def test_axe_sees_a_violation(ouvrir, live_server, db, analyser):
    page = ouvrir()
    page.goto("/comptes/connexion/")
    page.evaluate("() => { document.querySelector('main label').remove(); document.documentElement.lang = 'zz' }")
    noms = {une.split(" : ")[0] for une in analyser(page)}
    assert {"html-lang-valid", "label"} <= noms
