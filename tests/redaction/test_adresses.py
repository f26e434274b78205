"""A page that changes its address is still found at the old one."""

from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, transaction

from redaction.actions import deplacer
from redaction.models import AncienneAdresse
from socle.models import Journal
from tests.fabriques import (
    ActualiteFabrique,
    CollectiviteFabrique,
    EvenementFabrique,
    GroupeFabrique,
    PageFabrique,
)


def changer(client, objet, **valeurs):
    """Change an object in the back office, in its own form, as a browser would; return the page that follows."""
    adresse = f"/admin/{objet._meta.app_label}/{objet._meta.model_name}/{objet.pk}/change/"
    contexte = client.get(adresse).context
    saisie = {}
    for champ in contexte["adminform"].form:
        valeur = champ.value()
        if isinstance(valeur, list):
            saisie[champ.html_name] = [str(une) for une in valeur]
        elif hasattr(champ.field.widget, "widgets"):
            moities = champ.field.widget.decompress(valeur)
            saisie |= {f"{champ.html_name}_{rang}": moitie or "" for rang, moitie in enumerate(moities)}
        elif valeur is not None and valeur is not False:
            saisie[champ.html_name] = str(valeur)
    for formset in contexte["inline_admin_formsets"]:
        saisie |= {f"{formset.formset.prefix}-TOTAL_FORMS": 0, f"{formset.formset.prefix}-INITIAL_FORMS": 0}
    reponse = client.post(adresse, saisie | valeurs, follow=True)
    assert reponse.redirect_chain, reponse.context["errors"]
    objet.refresh_from_db()
    return reponse


def test_the_old_address_leads_to_the_new_one_with_what_was_asked(client_editrice, visiteur):
    actualite = ActualiteFabrique(slug="avant")
    reponse = changer(client_editrice, actualite, slug="apres")
    assert "L’ancienne adresse de la page, /actualites/avant/, conduit désormais à la nouvelle." in reponse.text
    for demande in (visiteur.get, visiteur.head):
        reponse = demande("/actualites/avant/?source=lettre&x=%C3%A9")
        assert (reponse.status_code, reponse.url) == (301, "/actualites/apres/?source=lettre&x=%C3%A9")
        assert reponse["Cache-Control"] == "public, max-age=3600"
    assert visiteur.get("/actualites/apres/").status_code == 200
    assert visiteur.get("/actualites/avant/la/suite/").status_code == 301
    assert visiteur.post("/actualites/avant/la/suite/").status_code == 404


def test_two_changes_are_one_step_and_a_return_is_no_loop(client_editrice, visiteur):
    actualite = ActualiteFabrique(slug="un")
    changer(client_editrice, actualite, slug="deux")
    changer(client_editrice, actualite, slug="trois")
    assert [visiteur.get(f"/actualites/{slug}/").url for slug in ("un", "deux")] == ["/actualites/trois/"] * 2
    changer(client_editrice, actualite, slug="un")
    assert visiteur.get("/actualites/un/").status_code == 200
    assert [visiteur.get(f"/actualites/{slug}/").url for slug in ("deux", "trois")] == ["/actualites/un/"] * 2


def test_what_stands_below_an_address_follows_it(client_editrice, visiteur):
    evenement = EvenementFabrique(slug="avant")
    changer(client_editrice, evenement, slug="apres")
    assert visiteur.get("/agenda/avant/calendrier.ics").url == "/agenda/apres/calendrier.ics"
    mere, fille = PageFabrique(slug="mere"), PageFabrique(slug="fille", parent=PageFabrique(slug="autre"))
    changer(client_editrice, fille, parent=mere.pk)
    assert visiteur.get("/autre/fille/").url == "/mere/fille/"
    changer(client_editrice, mere, slug="maison")
    assert visiteur.get("/mere/").url == "/maison/"
    assert visiteur.get("/mere/fille/").url == "/maison/fille/"
    assert visiteur.get("/autre/fille/", follow=True).redirect_chain[-1] == ("/maison/fille/", 301)


def test_a_group_and_a_profile_keep_their_readers(client_editrice, visiteur):
    groupe, aix = GroupeFabrique(slug="climat", nature="groupe-pays"), CollectiviteFabrique(slug="aix")
    changer(client_editrice, groupe, nature="thematique")
    changer(client_editrice, aix, slug="aix-en-provence")
    assert visiteur.get("/groupes-pays/climat/").url == "/dynamiques/climat/"
    assert visiteur.get("/annuaire/aix/").url == "/annuaire/aix-en-provence/"


@pytest.mark.parametrize(
    "fabriquer",
    [
        lambda: ActualiteFabrique(brouillon=True),
        lambda: ActualiteFabrique(acces="equipe"),
        lambda: CollectiviteFabrique(visible=False),
        lambda: GroupeFabrique(nature="comite"),
    ],
)
def test_what_visitors_never_found_leaves_no_trace(client_editrice, visiteur, fabriquer):
    objet = fabriquer()
    avant = objet.get_absolute_url()
    changer(client_editrice, objet, slug="titre-secret")
    assert objet.slug == "titre-secret"
    assert visiteur.get(avant).status_code == 404
    assert not AncienneAdresse.objects.exists()


def test_the_longest_old_address_wins(client_editrice, visiteur):
    """A page left its mother, which then moved: what stood below the page follows the page, and not its mother."""
    mere = PageFabrique(slug="mere")
    fille = PageFabrique(slug="fille", parent=mere)
    changer(client_editrice, fille, parent=PageFabrique(slug="tante").pk)
    changer(client_editrice, mere, slug="maison")
    attendues = {
        "/mere/": "/maison/",
        "/mere/soeur/": "/maison/soeur/",
        "/mere/fille/": "/tante/fille/",
        "/mere/fille/annexe/": "/tante/fille/annexe/",
        # Whole words only: the beginning of a name is not an address.
        "/mere/fillette/": "/maison/fillette/",
    }
    assert {chemin: visiteur.get(chemin).url for chemin in attendues} == attendues


@pytest.mark.parametrize("dernier", [0, 1, 2])
def test_the_longest_old_address_wins_whatever_was_written_last(db, visiteur, dernier):
    chemins = {"/agenda/": "/rendez-vous/", "/agenda/avant/": "/agenda/apres/", "/agenda/avant/la/": "/annuaire/"}
    ordre = [*chemins][dernier:] + [*chemins][:dernier]
    for chemin in ordre:
        AncienneAdresse.objects.create(chemin=chemin, actuelle=chemins[chemin])
    for chemin, suite in {
        "/agenda/nulle-part/": "/rendez-vous/nulle-part/",
        "/agenda/avant/": "/agenda/apres/",
        "/agenda/avant/x.ics": "/agenda/apres/x.ics",
        "/agenda/avant/la/suite/": "/annuaire/suite/",
    }.items():
        assert visiteur.get(chemin).url == suite


def test_a_page_filed_below_its_old_address_is_no_endless_way(client_editrice, visiteur):
    page = PageFabrique(slug="avant")
    changer(client_editrice, page, slug="apres")
    changer(client_editrice, page, parent=PageFabrique(slug="avant").pk)
    assert visiteur.get("/avant/apres/").status_code == 200
    assert visiteur.get("/apres/").url == "/avant/apres/"
    assert visiteur.get("/avant/rien/").status_code == 404


def test_a_move_is_in_the_journal(client_editrice, editrice):
    changer(client_editrice, ActualiteFabrique(slug="avant"), slug="apres")
    ligne = Journal.objects.get(action="deplacer")
    assert (ligne.par, ligne.detail) == (editrice, {"avant": "/actualites/avant/", "apres": "/actualites/apres/"})


def test_a_page_online_comes_before_an_old_address(client_editrice, visiteur):
    changer(client_editrice, ActualiteFabrique(slug="avant"), slug="apres")
    ActualiteFabrique(slug="avant", titre="Une autre")
    assert "Une autre" in visiteur.get("/actualites/avant/").text


def test_only_what_is_not_found_asks_the_database(db, visiteur, django_assert_num_queries):
    with django_assert_num_queries(0):
        visiteur.get("/robots.txt")
    deplacer(objet=EvenementFabrique(slug="apres"), avant="/agenda/avant/", par=None)
    for chemin in ("/agenda/", "/agenda/ailleurs/", "/agenda/avant-hier/", "/agenda/avan/"):
        assert visiteur.get(chemin).status_code != 301
    # Without its slash, an address first gets it, as any other.
    assert visiteur.get("/agenda/avant").url == "/agenda/avant/"
    assert visiteur.get("/" + "a/" * 2000).status_code == 404


@pytest.mark.parametrize(
    ("couple", "contrainte"),
    [
        (("/a/", "/a/"), "redaction_ancienneadresse_ailleurs"),
        (("/a/", "/a/b/"), "redaction_ancienneadresse_ailleurs"),
        (("a/", "/b/"), "redaction_ancienneadresse_du_site"),
        (("/a/", "https://ailleurs.exemple.test/"), "redaction_ancienneadresse_du_site"),
    ],
)
def test_the_database_refuses_an_address_that_leads_nowhere(db, couple, contrainte):
    with pytest.raises(IntegrityError, match=contrainte), transaction.atomic():
        AncienneAdresse.objects.create(chemin=couple[0], actuelle=couple[1])


@pytest.mark.parametrize(
    "valeurs",
    [
        {"_renvoyer": "1"},
        {"_archiver": "1"},
        {"acces": "equipe"},
        {"publie_le_0": "01/01/2099", "publie_le_1": "09:00"},
        {"depublie_le_0": "01/01/2024", "depublie_le_1": "09:00"},
    ],
    ids=str,
)
def test_a_page_renamed_as_it_is_withdrawn_does_not_tell_its_new_address(client_editrice, visiteur, valeurs):
    actualite = ActualiteFabrique(slug="avant", publie_le=datetime(2023, 1, 1, tzinfo=UTC))
    changer(client_editrice, actualite, slug="projet-secret", **valeurs)
    assert visiteur.get("/actualites/avant/").status_code == 404
    assert not AncienneAdresse.objects.exists()


def test_nor_does_a_profile_hidden_as_it_is_renamed(client_editrice, visiteur):
    collectivite = CollectiviteFabrique(slug="avant")
    changer(client_editrice, collectivite, slug="nom-cache", visible="")
    assert visiteur.get("/annuaire/avant/").status_code == 404
