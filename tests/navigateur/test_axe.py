"""axe-core on every kind of page, at 1280 and 360 px: no violation."""

import json

import pytest

from redaction import actions
from redaction.transitions import JETER
from redaction.versions import garder_l_etat_trouve, versions_de
from tests.fabriques import ActualiteFabrique
from tests.jeu_de_donnees import peupler
from tests.navigateur.conftest import ETROIT, LARGE
from tests.navigateur.test_visiteur import MEMBRE, VUES, visiter

REGLES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# In the back office: the search box of a list has the button « Rechercher » and its help for only words (stock Django).
REGLES_DE_DJANGO = ["label-title-only"]
# Widgets of others, whose markup is not ours: select2 of the Django admin, the language button of CKEditor (named « Langue »,
# showing « Choisir la langue »).
AILLEURS = [".select2-container", ".ck-text-fragment-language-dropdown"]
BACK_OFFICE = [
    "/admin/",
    "/admin/actualites/actualite/",
    "/admin/actualites/actualite/add/",
    "/admin/calendrier/",
    "/admin/corbeille/",
    "/admin/agenda/evenement/",
    "/admin/annuaire/collectivite/",
    "/admin/annuaire/demandemodification/",
    "/admin/fonds_solidarite/fondssolidarite/",
    "/admin/mediatheque/image/",
    "/admin/mediatheque/image/add/",
    "/admin/mediatheque/image/a-decrire/",
    "/admin/mediatheque/document/",
]


@pytest.fixture
def jeu(live_server):
    return peupler()


@pytest.fixture
def analyser(source_axe):
    """Return a function running axe on a page through the debugging protocol, which no content policy concerns."""
    pretes = {}

    def analyser(page, sans=(), seule=None):
        if page not in pretes:
            pretes[page] = page.context.new_cdp_session(page)
        session = pretes[page]
        session.send("Runtime.evaluate", {"expression": source_axe})
        options = {
            "runOnly": [seule] if seule else REGLES,
            "rules": {nom: {"enabled": False} for nom in sans},
            "resultTypes": ["violations"],
            # Reading style sheets through a <style> of its own would break our policy; no rule used here needs it.
            "preload": False,
        }
        portee = json.dumps({"exclude": AILLEURS})
        resultat = session.send(
            "Runtime.evaluate",
            {
                "expression": f"axe.run({portee}, {json.dumps(options)}).then((r) => JSON.stringify(r.violations))",
                "awaitPromise": True,
                "returnByValue": True,
            },
        )
        assert "exceptionDetails" not in resultat, resultat
        return [
            f"{une['id']} : {une['help']} – {noeud['html'][:160]} ({noeud['target'][0]})"
            for une in json.loads(resultat["result"]["value"])
            for noeud in une["nodes"][:3]
        ]

    return analyser


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


def test_the_back_office_has_no_violation_of_ours(ouvrir, connecter, jeu, analyser):
    page = ouvrir()
    connecter(page, jeu.editrice)
    # What was said in review, on its form and on the dashboard.
    a_relire = ActualiteFabrique(statut="a_relire", publie_le=None, auteur=jeu.editrice)
    rendue = ActualiteFabrique(brouillon=True, auteur=jeu.editrice)
    for contenu in (a_relire, rendue):
        contenu.relectures.create(nature="soumission", commentaire="Pour lundi.")
        contenu.relectures.create(nature="renvoi", commentaire="Citez la source.")
    a_relire.relectures.repondre(par=jeu.editrice, reponse="C’est fait.")
    jeu.actualite.titre = "Un titre changé"
    garder_l_etat_trouve(jeu.actualite)
    jeu.actualite.save()
    [version] = versions_de(jeu.actualite)
    fiche = f"/admin/actualites/actualite/{jeu.actualite.pk}/"
    actions.passer(contenu=ActualiteFabrique(), transition=JETER, par=jeu.editrice)
    chemins = [
        *BACK_OFFICE,
        f"{fiche}versions/",
        f"{fiche}versions/comparer/?avant={version.pk}",
        f"{fiche}change/?reprendre={version.pk}",
        f"{fiche}delete/",
        *(f"/admin/actualites/actualite/{contenu.pk}/change/" for contenu in (a_relire, rendue)),
        f"/admin/annuaire/demandemodification/{jeu.demande.pk}/change/",
        f"/admin/actualites/actualite/{jeu.actualite.pk}/change/",
    ]
    sans_violation(relever(page, ouvrir_chacune(page, chemins), analyser, sans=REGLES_DE_DJANGO))


def test_axe_sees_a_violation(ouvrir, live_server, db, analyser):
    page = ouvrir()
    page.goto("/comptes/connexion/")
    page.evaluate("() => { document.querySelector('main label').remove(); document.documentElement.lang = 'zz' }")
    noms = {une.split(" : ")[0] for une in analyser(page)}
    assert {"html-lang-valid", "label"} <= noms
