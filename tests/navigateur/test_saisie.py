"""Nothing typed is lost: crash, closed tab, refusal, other account, session ended; under the real headers of the site."""

import json

import pytest
from playwright.sync_api import expect

from actualites.models import Actualite
from annuaire.models import Personne
from mediatheque.models import Document
from tests.fabriques import ActualiteFabrique, CollectiviteFabrique, GroupeFabrique, MandatFabrique, PersonneFabrique
from tests.formulaires import finir_les_sessions
from tests.navigateur.conftest import MOT_DE_PASSE

AJOUT = "/admin/actualites/actualite/add/"
ZONE = ".ck-editor__editable"
BARRE = "form .saisie"
DIT = "n’a pas été enregistrée"


def fiche(objet):
    return f"/admin/{objet._meta.app_label}/{objet._meta.model_name}/{objet.pk}/change/"


def gardees(page):
    """Return what the browser keeps, by key."""
    textes = page.evaluate("Object.entries(localStorage).filter(([cle]) => cle.startsWith('cuf-saisie:'))")
    return {cle: json.loads(texte) for cle, texte in textes}


def attendre_garde(page, mot):
    page.wait_for_function(
        "mot => Object.entries(localStorage).some(([cle, texte]) => cle.startsWith('cuf-saisie:') && texte.includes(mot))",
        arg=mot,
    )


def tomber(page):
    """Close a page without a word, as a crash does, and return another one of the same browser."""
    contexte = page.context
    page.close(run_before_unload=False)
    neuve = contexte.new_page()
    neuve.garde = page.garde
    return neuve


@pytest.fixture
def ecrire(ouvrir, connecter, editrice):
    """Return a function that opens a page of the back office, its editors ready, as who publishes or `qui`."""

    def ecrire(adresse, qui=None):
        page = ouvrir()
        connecter(page, qui or editrice)
        page.goto(adresse)
        return page

    return ecrire


def choisir(page, champ, texte):
    page.locator(f".field-{champ} .select2-selection").first.click()
    page.locator(f".field-{champ} .select2-search__field, .select2-container--open .select2-search__field").first.type(texte)
    page.locator(".select2-results__option", has_text=texte).first.click()


def test_a_crash_loses_nothing(ecrire, japon):
    page = ecrire(AJOUT)
    page.locator("#id_titre").press_sequentially("Les rencontres de Nantes")
    page.locator("#id_chapo").fill("Trois jours d’échanges.")
    page.locator(ZONE).first.click()
    page.keyboard.type("Un texte riche.")
    page.locator("#id_acces").select_option("equipe")
    choisir(page, "pays", japon.nom)
    attendre_garde(page, japon.nom)
    attendre_garde(page, "Un texte riche.")

    page = tomber(page)
    page.goto(AJOUT)
    expect(page.locator(BARRE)).to_contain_text(DIT)
    expect(page.locator("#id_titre")).to_have_value("")
    page.get_by_text("Voir ce qui a été gardé").click()
    expect(page.locator(f"{BARRE} dl")).to_contain_text("Trois jours d’échanges.")
    page.get_by_role("button", name="Reprendre").click()
    expect(page.locator(BARRE)).to_contain_text("Votre saisie est reprise")
    expect(page.locator("#id_titre")).to_have_value("Les rencontres de Nantes")
    expect(page.locator(ZONE).first).to_have_text("Un texte riche.")
    expect(page.locator(".field-pays .select2-selection__choice")).to_contain_text(japon.nom)
    assert len(gardees(page)) == 1
    page.locator("[name=_continue]").click()
    expect(page.locator(".messagelist")).to_contain_text("Les rencontres de Nantes")
    contenu = Actualite.objects.get()
    assert (contenu.chapo, contenu.acces, contenu.slug) == ("Trois jours d’échanges.", "equipe", "les-rencontres-de-nantes")
    assert "Un texte riche." in contenu.corps and list(contenu.pays.all()) == [japon]
    page.wait_for_function("!Object.keys(localStorage).some((cle) => cle.startsWith('cuf-saisie:'))")


def test_the_dashboard_says_where_something_was_left(ecrire):
    page = ecrire(AJOUT)
    page.locator("#id_titre").fill("Un titre en cours")
    attendre_garde(page, "Un titre en cours")
    page = tomber(page)
    page.goto("/admin/")
    page.locator(".saisie").get_by_role("link").click()
    expect(page.locator(BARRE)).to_contain_text(DIT)


def test_another_account_of_the_machine_is_offered_nothing(ecrire, connecter, redactrice):
    page = ecrire(AJOUT)
    page.locator("#id_titre").fill("Un titre à moi")
    attendre_garde(page, "Un titre à moi")
    page = tomber(page)
    page.context.clear_cookies()
    connecter(page, redactrice)
    with page.expect_response("**/jsi18n/"):
        page.goto(AJOUT)
    page.locator(ZONE).first.wait_for()
    expect(page.locator(BARRE)).to_be_hidden()
    assert len(gardees(page)) == 1


def test_what_is_being_typed_in_another_tab_is_not_offered(ecrire):
    page = ecrire(AJOUT)
    page.locator("#id_titre").fill("Un titre en cours")
    attendre_garde(page, "Un titre en cours")
    autre = page.context.new_page()
    with autre.expect_response("**/saisie/etat/*"):
        autre.goto(AJOUT)
    expect(autre.locator(BARRE)).to_be_hidden()
    autre.locator("#id_titre").fill("Un autre titre")
    attendre_garde(autre, "Un autre titre")
    assert len(gardees(page)) == 2


def test_a_refused_save_then_a_crash_lose_nothing(ecrire):
    contenu = ActualiteFabrique(titre="Avant")
    page = ecrire(fiche(contenu))
    page.locator("#id_titre").fill("")
    page.locator("#id_chapo").fill("Un chapo long à écrire.")
    page.locator("[name=_save]").first.click()
    expect(page.locator(".erreurs-liees")).to_be_visible()
    expect(page.locator(BARRE)).to_be_hidden()
    attendre_garde(page, "Un chapo long à écrire.")
    assert len(gardees(page)) == 1
    page = tomber(page)
    page.goto(fiche(contenu))
    page.get_by_role("button", name="Reprendre").click()
    expect(page.locator("#id_chapo")).to_have_value("Un chapo long à écrire.")
    expect(page.locator("#id_titre")).to_have_value("")


def test_what_is_thrown_away_is_gone_and_what_is_old_too(ecrire):
    page = ecrire(AJOUT)
    page.locator("#id_titre").fill("Un titre")
    attendre_garde(page, "Un titre")
    page = tomber(page)
    page.goto(AJOUT)
    page.get_by_role("button", name="Effacer").click()
    expect(page.locator(BARRE)).to_be_hidden()
    assert gardees(page) == {}
    page.evaluate("""() => {
        localStorage.setItem("cuf-saisie:x:/y/:z", JSON.stringify({ le: Date.now() - 31 * 86400000 }));
        localStorage.setItem("cuf-saisie:x:/y/:jeune", JSON.stringify({ le: Date.now() - 29 * 86400000 }));
        localStorage.setItem("cuf-saisie:x:/y/:illisible", "{");
    }""")
    page.goto("/admin/")
    assert page.evaluate("Object.keys(localStorage).filter((cle) => cle.startsWith('cuf-saisie:'))") == ["cuf-saisie:x:/y/:jeune"]


def test_rows_added_changed_and_removed_come_back(ecrire):
    personne = PersonneFabrique()
    gardee, otee = (MandatFabrique(personne=personne, fonction=nom) for nom in ("maire", "adjointe"))
    mairie = CollectiviteFabrique(nom="Ville de Tours")
    page = ecrire(fiche(personne))
    lignes = page.locator("#mandats-group .form-row.has_original, #mandats-group .inline-related.has_original")
    assert lignes.count() == 2
    rangs = {page.locator(f"[name=mandats-{rang}-id]").input_value(): rang for rang in (0, 1)}
    page.locator(f"[name=mandats-{rangs[str(gardee.pk)]}-fonction]").fill("maire honoraire")
    page.locator(f"[name=mandats-{rangs[str(otee.pk)]}-DELETE]").check()
    page.locator("#mandats-group .add-row a").click()
    page.locator("[name=mandats-2-fonction]").fill("conseiller")
    choisir_dans = page.locator("[name=mandats-2-collectivite]").locator("xpath=..")
    choisir_dans.locator(".select2-selection").click()
    page.locator(".select2-container--open .select2-search__field").type("Tours")
    page.locator(".select2-results__option", has_text="Tours").first.click()
    attendre_garde(page, "Ville de Tours")
    attendre_garde(page, "conseiller")

    page = tomber(page)
    page.goto(fiche(personne))
    page.get_by_role("button", name="Reprendre").click()
    expect(page.locator("[name=mandats-2-fonction]")).to_have_value("conseiller")
    page.locator("[name=_continue]").first.click()
    expect(page.locator(".messagelist")).to_be_visible()
    assert sorted(personne.mandats.values_list("fonction", flat=True)) == ["conseiller", "maire honoraire"]
    assert personne.mandats.get(fonction="conseiller").collectivite == mairie


def test_what_changed_since_is_said_and_not_overwritten(ecrire):
    contenu = ActualiteFabrique(titre="Avant")
    page = ecrire(fiche(contenu))
    page.locator("#id_titre").fill("Le mien")
    attendre_garde(page, "Le mien")
    page = tomber(page)
    contenu.titre = "Celui d’une autre"
    contenu.save()
    page.goto(fiche(contenu))
    expect(page.locator(BARRE)).to_contain_text("Depuis, la page a été enregistrée")
    page.get_by_role("button", name="Reprendre").click()
    page.locator("[name=_save]").first.click()
    expect(page.locator(".erreurs-liees")).to_be_visible()
    contenu.refresh_from_db()
    assert contenu.titre == "Celui d’une autre"


def test_a_chosen_file_comes_back(ecrire):
    page = ecrire("/admin/mediatheque/document/add/")
    page.locator("#id_titre").fill("Compte-rendu")
    page.locator("#id_fichier").set_input_files({"name": "cr.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4\n%%EOF\n"})
    attendre_garde(page, "cr.pdf")
    page.wait_for_function("indexedDB.databases().then((bases) => bases.length)")
    page.wait_for_timeout(300)
    page = tomber(page)
    page.goto("/admin/mediatheque/document/add/")
    page.get_by_role("button", name="Reprendre").click()
    expect(page.locator(BARRE)).to_contain_text("Votre saisie est reprise : relisez")
    assert page.evaluate("document.querySelector('#id_fichier').files[0].name") == "cr.pdf"
    page.locator("[name=_continue]").first.click()
    expect(page.locator(".messagelist")).to_be_visible()
    assert Document.objects.get().titre == "Compte-rendu"


def test_leaving_warns_for_any_kind_of_field_and_only_then(ecrire, japon):
    page = ecrire(AJOUT)
    page.locator(ZONE).first.wait_for()

    def avertit():
        page.evaluate("location.href = '/admin/'")
        page.wait_for_url("**/admin/")
        fautes = [faute for faute in page.garde.relever() if "beforeunload" in faute]
        page.goto(AJOUT)
        page.locator(ZONE).first.wait_for()
        return bool(fautes)

    page.locator("#id_titre").click()
    assert not avertit()
    for geste in (
        lambda: page.locator("#id_titre").fill("Un titre"),
        lambda: page.locator("#id_acces").select_option("equipe"),
        lambda: (page.locator(ZONE).first.click(), page.keyboard.type("Un mot")),
        lambda: choisir(page, "pays", japon.nom),
        # Filled by the calendar of Django, which tells nobody.
        lambda: page.locator(".field-publie_le .datetimeshortcuts a").first.click(),
    ):
        geste()
        assert avertit()
    page.locator("#id_titre").fill("Un titre")
    page.locator("#id_titre").fill("")
    assert not avertit()


def test_a_session_that_ends_while_one_writes_loses_nothing(ecrire, editrice):
    groupe = GroupeFabrique(nom="Groupe d’essai")
    page = ecrire(fiche(groupe))
    page.locator(ZONE).nth(1).wait_for()
    for rang, texte in enumerate(("Premier texte.", "Second texte.")):
        page.locator(ZONE).nth(rang).click()
        page.keyboard.press("Control+End")
        page.keyboard.type(texte)
    page.locator("#presidences-group .add-row a").click()
    ligne = "presidences-0"
    personne = PersonneFabrique(nom="Roustan", prenom="Max")
    page.locator(f"[name={ligne}-personne]").locator("xpath=..").locator(".select2-selection").click()
    page.locator(".select2-container--open .select2-search__field").type("Roustan")
    page.locator(".select2-results__option", has_text="Roustan").first.click()
    page.locator(f"[name={ligne}-debut]").fill("01/01/2024")
    finir_les_sessions()

    page.locator("[name=_continue]").first.click()
    cadre = page.frame_locator("dialog iframe")
    expect(page.locator("dialog h2")).to_have_text("Votre session a expiré")
    expect(cadre.locator("[name=username]")).to_be_focused()
    cadre.locator("[name=username]").fill(editrice.courriel)
    cadre.locator("[name=password]").fill("pas le bon mot")
    page.garde.attendre("réponse 400")
    cadre.locator("main form [type=submit]").click()
    expect(cadre.locator("main")).to_contain_text("Adresse ou mot de passe incorrect")
    cadre.locator("[name=username]").fill(editrice.courriel)
    cadre.locator("[name=password]").fill(MOT_DE_PASSE)
    cadre.locator("main form [type=submit]").click()
    expect(page.locator(".messagelist")).to_contain_text("Groupe d’essai")
    groupe.refresh_from_db()
    riches = " ".join(str(getattr(groupe, champ.name)) for champ in groupe._meta.fields)
    assert "Premier texte." in riches and "Second texte." in riches
    assert [presidence.personne for presidence in groupe.presidences.all()] == [personne]
    assert Personne.objects.count() == 1


def test_another_account_does_not_send_what_this_one_typed(ecrire, connecter, redactrice, editrice):
    page = ecrire(AJOUT)
    page.locator("#id_titre").fill("Un titre à moi")
    page.context.clear_cookies()
    connecter(page, redactrice)
    page.locator("[name=_continue]").click()
    expect(page.locator("dialog h2")).to_have_text("Un autre compte est connecté")
    assert not Actualite.objects.exists()
    page.context.clear_cookies()
    connecter(page, editrice)
    page.get_by_role("button", name="Plus tard").click()
    page.locator("[name=_continue]").click()
    expect(page.locator(".messagelist")).to_contain_text("Un titre à moi")
    assert Actualite.objects.get().auteur == editrice


def test_a_network_cut_says_so_and_loses_nothing(ecrire):
    page = ecrire(AJOUT)
    page.locator("#id_titre").fill("Un titre")
    page.context.set_offline(True)
    page.garde.attendre("échec net::ERR_INTERNET_DISCONNECTED")
    page.locator("[name=_continue]").click()
    expect(page.locator(".saisie__avis")).to_contain_text("Le site ne répond pas")
    page.context.set_offline(False)
    page.locator("[name=_continue]").click()
    expect(page.locator(".messagelist")).to_contain_text("Un titre")
    assert Actualite.objects.count() == 1


def test_the_preview_opens_beside_what_is_typed(ecrire):
    contenu = ActualiteFabrique(titre="Avant")
    page = ecrire(fiche(contenu))
    page.locator("#id_titre").fill("Après")
    with page.context.expect_page() as apercu:
        page.locator(".viewsitelink").first.click()
    expect(apercu.value.locator("h1")).to_have_text("Avant")
    expect(page.locator("#id_titre")).to_have_value("Après")


def test_two_editors_see_each_other_collide_and_merge(ecrire, editrice, administratrice):
    contenu = ActualiteFabrique(titre="Avant", chapo="Chapo d’avant.", corps="<p>La mairie ouvre lundi.</p>")
    une = ecrire(fiche(contenu))
    autre = ecrire(fiche(contenu), administratrice)
    expect(autre.locator(".presences")).to_contain_text(f"{editrice.get_full_name()} a cette page ouverte depuis")
    une.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(une.locator(".presences")).to_contain_text(f"{administratrice.get_full_name()} a cette page ouverte depuis")

    autre.locator("#id_titre").fill("Titre de l’autre")
    autre.locator("#id_chapo").fill("Chapo de l’autre.")
    autre.locator("[name=_save]").first.click()
    expect(autre.locator(".messagelist")).to_be_visible()
    une.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(une.locator(".presences")).to_contain_text(f"{administratrice.get_full_name()} a enregistré cette page à")
    expect(une.locator(".presences")).not_to_contain_text("ouverte depuis")

    une.locator("#id_titre").fill("Le mien")
    une.locator(ZONE).first.click()
    une.keyboard.press("Control+End")
    une.keyboard.type(" Et mardi.")
    une.locator("[name=_save]").first.click()
    fusion = une.locator(".entre-temps")
    expect(fusion).to_contain_text("changé des deux côtés")
    expect(fusion.locator(".entre-temps__champ")).to_have_count(3)
    fusion.get_by_role("group", name="Titre").get_by_label("Le vôtre").check()
    une.locator("[name=_continue]").first.click()
    expect(une.locator(".messagelist")).to_contain_text("Le mien")
    contenu.refresh_from_db()
    assert (contenu.titre, contenu.chapo) == ("Le mien", "Chapo de l’autre.")
    assert "Et mardi." in contenu.corps


def test_a_member_finds_their_form_back(ouvrir, connecter, bob, charlie, aix):
    adresse = f"/espace/collectivites/{aix.slug}/modifier/"
    page = ouvrir()
    connecter(page, bob)
    page.goto(adresse)
    page.locator("[name=ville]").fill("Aix-en-Provence, à moi")
    page.locator(ZONE).first.click()
    page.keyboard.type("Une présentation.")
    attendre_garde(page, "Une présentation.")
    attendre_garde(page, "à moi")
    page = tomber(page)
    page.goto(adresse)
    expect(page.locator(BARRE)).to_contain_text(DIT)
    expect(page.locator(BARRE)).not_to_contain_text("Depuis, la page a été enregistrée")
    page.get_by_role("button", name="Reprendre").click()
    expect(page.locator("[name=ville]")).to_have_value("Aix-en-Provence, à moi")
    expect(page.locator(ZONE).first).to_contain_text("Une présentation.")
    finir_les_sessions()
    page.get_by_role("button", name="Envoyer la demande").last.click()
    cadre = page.frame_locator("dialog iframe")
    cadre.locator("[name=username]").fill(bob.courriel)
    cadre.locator("[name=password]").fill(MOT_DE_PASSE)
    cadre.locator("main form [type=submit]").click()
    page.wait_for_url(lambda ou: adresse not in ou)
    assert aix.demandes.get().changements["ville"]["apres"] == "Aix-en-Provence, à moi"


def test_without_scripts_nothing_is_lost_either(ouvrir, connecter, editrice):
    page = ouvrir(java_script_enabled=False)
    connecter(page, editrice)
    page.goto(AJOUT)
    page.locator("#id_titre").fill("Sans script")
    page.locator("#id_slug").fill("sans-script")
    finir_les_sessions()
    page.garde.attendre("réponse 403")
    page.locator("[name=_continue]").click()
    expect(page.locator("h1")).to_have_text("Votre saisie n’est pas encore enregistrée")
    with page.context.expect_page() as onglet:
        page.get_by_role("link", name="Connectez-vous dans un autre onglet").click()
    connexion = onglet.value
    connexion.locator("[name=username]").fill(editrice.courriel)
    connexion.locator("[name=password]").fill(MOT_DE_PASSE)
    connexion.locator("main form [type=submit]").click()
    expect(connexion.locator("h1")).to_have_text("Vous êtes connecté")
    page.get_by_role("button", name="Enregistrer ma saisie").click()
    # The token of a page opened before the sign-in is another session's: asked once more, and nothing is lost.
    expect(page.locator("main")).to_contain_text("Vous êtes connecté, et rien n’est perdu")
    page.get_by_role("button", name="Enregistrer ma saisie").click()
    expect(page.locator(".messagelist")).to_contain_text("Sans script")
    assert Actualite.objects.get().auteur == editrice
