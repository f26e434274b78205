"""Pages kept for visitors: what moves the mark on, what never does, who gets them."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier

import pytest
import time_machine
from django.apps import apps
from django.conf import settings
from django.core.cache import cache
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from actualites.models import Actualite
from mediatheque.models import Document, Image
from socle import generation
from tests.fabriques import (
    ActualiteFabrique,
    CollectiviteFabrique,
    DocumentFabrique,
    EvenementFabrique,
    FondsFabrique,
    PaysFabrique,
    UtilisateurFabrique,
)

pytestmark = pytest.mark.django_db(transaction=True)

# What no page of a visitor shows.
PRIVEES = {
    "annuaire_demandeadhesion",
    "annuaire_demandemodification",
    "annuaire_fusiondepersonnes",
    "annuaire_rattachement",
    "api_passage",
    "comptes_codesaisi",
    "comptes_liendemande",
    "comptes_session",
    "comptes_utilisateur",
    "comptes_utilisateur_groups",
    "comptes_utilisateur_user_permissions",
    "courriels_courriel",
    "gestion_echange",
    "gestion_presence",
    "gestion_vue",
    "groupes_pays_perimetre",
    "groupes_pays_perimetre_groupes",
    "groupes_pays_perimetre_pays",
    "mediatheque_fichierremplace",
    "redaction_ancienneadresse",
    "recherche_motconnu",
    "recherche_recherchevaine",
    "recherche_synonyme",
    "redaction_lienexterne",
    "redaction_lignejetee",
    "redaction_lienderelecture",
    "redaction_relecteur",
    "redaction_relecture",
    "redaction_remarque",
    "redaction_reponse",
    "redaction_retouche",
    "redaction_retouche_documents",
    "redaction_retouche_images",
    "redaction_tache",
    "redaction_tache_referents",
    "socle_envoi",
    "socle_generation",
    "socle_journal",
}


def lu(client, adresse, **parametres):
    reponse = client.get(adresse, parametres)
    assert reponse.status_code == 200
    return reponse.content.decode()


def test_every_table_of_ours_moves_the_mark_or_is_named_here():
    """A new table is one or the other: nobody forgets it."""
    ours = {
        modele._meta.db_table
        for modele in apps.get_models(include_auto_created=True)
        if not modele._meta.proxy
        and modele._meta.app_config.path.startswith(str(settings.BASE_DIR))
        and ".venv" not in modele._meta.app_config.path
    }
    with connection.cursor() as curseur:
        curseur.execute("SELECT DISTINCT tgrelid::regclass::text FROM pg_trigger WHERE tgname = 'generation_update'")
        suivies = {table for (table,) in curseur.fetchall()}
    assert ours - suivies == PRIVEES
    assert suivies <= ours


def test_a_visitor_gets_the_page_kept_for_another():
    ActualiteFabrique(titre="Une actualité")
    premiere = Client().get("/actualites/")
    with CaptureQueriesContext(connection) as requetes:
        seconde = Client().get("/actualites/")
    assert [requete["sql"].split(" FROM ")[1] for requete in requetes] == ["socle_generation"]
    assert seconde.content == premiere.content
    assert "Une actualité" in seconde.content.decode()


def test_what_is_published_changed_or_withdrawn_shows_at_the_next_request(visiteur):
    actualite = ActualiteFabrique(titre="Avant")
    assert "Avant" in lu(visiteur, "/actualites/")
    Actualite.objects.filter(pk=actualite.pk).update(titre="Après")
    assert "Après" in lu(visiteur, "/actualites/")
    Actualite.objects.filter(pk=actualite.pk).update(statut="archive")
    assert "Après" not in lu(visiteur, "/actualites/")
    ActualiteFabrique(titre="Une autre")
    assert "Une autre" in lu(visiteur, "/actualites/")
    Actualite.objects.all().delete()
    assert "Une autre" not in lu(visiteur, "/actualites/")


def test_what_another_app_or_a_link_changes_shows_too(visiteur):
    pays = PaysFabrique(nom="Pays d’essai")
    actualite = ActualiteFabrique(titre="Une actualité")
    assert "Pays d’essai" not in lu(visiteur, "/actualites/")
    actualite.pays.add(pays)
    assert "Pays d’essai" in lu(visiteur, "/actualites/")
    pays.nom = "Pays renommé"
    pays.save()
    assert "Pays renommé" in lu(visiteur, "/actualites/")


def test_drafts_their_links_and_what_nothing_uses_move_nothing():
    actualite = ActualiteFabrique(statut="publie")
    brouillon = ActualiteFabrique(statut="brouillon", publie_le=None)
    pays = PaysFabrique()
    avant = generation.lire()
    brouillon.titre = "Autre titre"
    brouillon.save()
    brouillon.pays.add(pays)
    Image.objects.create(fichier="images/essai.jpg", alt="Une mairie", largeur=10, hauteur=10)
    Actualite.objects.filter(pk=0).update(titre="Personne")
    assert generation.lire() == avant
    actualite.pays.add(pays)
    assert generation.lire() != avant


def test_what_is_undone_moves_nothing_and_what_is_not_done_yet_is_kept_for_nobody(visiteur):
    avant = generation.lire()
    with transaction.atomic():
        ActualiteFabrique(titre="Jamais écrite")
        assert generation.lire() is None
        assert "Jamais écrite" in lu(visiteur, "/actualites/")
        transaction.set_rollback(True)
    assert generation.lire() == avant
    assert "Jamais écrite" not in lu(visiteur, "/actualites/")


def test_two_transactions_write_the_same_parts_crosswise_without_waiting():
    """Each writes where the other wrote first: the marks are locked as they commit, in one order."""
    actualite, evenement = ActualiteFabrique(), EvenementFabrique()
    collectivites = [CollectiviteFabrique(), CollectiviteFabrique()]
    ensemble = Barrier(2, timeout=20)

    def ecrire(rang):
        try:
            with transaction.atomic():
                for tour in range(2):
                    if (rang + tour) % 2:
                        type(actualite).objects.filter(pk=actualite.pk).exists()
                        ActualiteFabrique(titre=f"{rang} {tour}")
                    else:
                        collectivites[rang].nom = f"Ville {rang} {tour}"
                        collectivites[rang].save()
                    ensemble.wait()
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as fils:
        list(fils.map(ecrire, range(2)))
    assert evenement.pk
    assert Actualite.objects.filter(titre__in=["0 1", "1 0"]).count() == 2


def test_a_member_never_gets_nor_leaves_a_page_to_another(membre, visiteur, bob):
    ActualiteFabrique()
    for _ in range(2):
        assert "Mon espace" in lu(membre, "/actualites/")
        page = lu(visiteur, "/actualites/")
        assert "Se connecter" in page
        assert "Mon espace" not in page


def test_two_sessions_at_once_get_their_own_page(bob, charlie, client_de):
    ActualiteFabrique()
    clients = {"membre": client_de(bob), "autre": client_de(charlie), "visiteur": Client()}

    def lire(nom):
        try:
            return nom, [lu(clients[nom], "/actualites/") for _ in range(15)]
        finally:
            connection.close()

    with ThreadPoolExecutor(3) as fils:
        for nom, pages in fils.map(lire, clients):
            for page in pages:
                assert ("Mon espace" in page) == (nom != "visiteur")


def test_a_kept_page_holds_no_parameter_that_the_view_does_not_read(visiteur):
    for rang in range(12):
        ActualiteFabrique(titre=f"Actualité {rang}")
    with CaptureQueriesContext(connection) as requetes:
        page = lu(visiteur, "/actualites/", inconnu="pistage", theme="")
        assert lu(visiteur, "/actualites/") == page
        assert lu(visiteur, "/actualites/", autre="x") == page
    assert "pistage" not in page
    assert sum("socle_generation" in requete["sql"] for requete in requetes) == 3
    assert sum('FROM "actualites_actualite"' in requete["sql"] for requete in requetes) < 8


def test_a_wrong_value_and_a_page_that_writes_a_cookie_are_not_kept(visiteur):
    cache.clear()
    for adresse in ("/actualites/?pays=ZZZ", "/comptes/connexion/", "/actualites/absente/"):
        for _ in range(2):
            visiteur.get(adresse)
    assert not [cle for cle in cache._cache if ":page:" in cle]
    Client().get("/actualites/")
    assert len([cle for cle in cache._cache if ":page:" in cle]) == 1


def test_what_was_set_for_later_shows_when_its_hour_strikes(visiteur):
    depart = datetime(2026, 11, 30, 10, tzinfo=UTC)
    with time_machine.travel(depart, tick=False):
        ActualiteFabrique(titre="Programmée", publie_le=timezone.now() + timedelta(minutes=30))
        ActualiteFabrique(titre="Retirée", publie_le=timezone.now(), depublie_le=timezone.now() + timedelta(minutes=50))
        assert "Programmée" not in lu(visiteur, "/actualites/")
    with time_machine.travel(depart + timedelta(minutes=29, seconds=59), tick=False):
        page = lu(visiteur, "/actualites/")
        assert "Programmée" not in page
        assert "Retirée" in page
    with time_machine.travel(depart + timedelta(minutes=30, seconds=1), tick=False):
        assert "Programmée" in lu(visiteur, "/actualites/")
    with time_machine.travel(depart + timedelta(minutes=50, seconds=1), tick=False):
        assert "Retirée" not in lu(visiteur, "/actualites/")


@pytest.mark.parametrize("minuit", [datetime(2026, 7, 14, 22, tzinfo=UTC), datetime(2026, 12, 14, 23, tzinfo=UTC)])
def test_a_page_changes_at_midnight_in_paris(visiteur, minuit):
    with time_machine.travel(minuit - timedelta(minutes=1), tick=False):
        EvenementFabrique(titre="Réunion du jour", debut=timezone.localdate(), fin=timezone.localdate())
        assert "Réunion du jour" in lu(visiteur, "/agenda/")
    with time_machine.travel(minuit + timedelta(seconds=1), tick=False):
        assert "Réunion du jour" not in lu(visiteur, "/agenda/")


def test_headers_let_a_proxy_keep_a_page_and_ask_again():
    ActualiteFabrique()
    for _ in range(2):
        reponse = Client().get("/actualites/", headers={"accept-encoding": "gzip"})
        assert reponse["Content-Encoding"] == "gzip"
        assert reponse["Cache-Control"] == "public, no-cache"
        assert {"Cookie", "Accept-Encoding"} <= {nom.strip() for nom in reponse["Vary"].split(",")}
        assert "Content-Security-Policy" in reponse
        assert not reponse.cookies
    inchangee = Client().get("/actualites/", headers={"if-none-match": reponse["ETag"]})
    assert (inchangee.status_code, inchangee.content) == (304, b"")
    ActualiteFabrique()
    assert Client().get("/actualites/", headers={"if-none-match": reponse["ETag"]}).status_code == 200


def test_the_page_of_a_member_is_not_kept_by_a_proxy(membre):
    assert "private" in membre.get("/actualites/")["Cache-Control"]


def test_a_feed_is_the_same_for_everyone_signed_in_or_not(membre, visiteur):
    ActualiteFabrique(titre="Une actualité")
    flux = lu(visiteur, "/actualites/flux.rss")
    with CaptureQueriesContext(connection) as requetes:
        assert lu(membre, "/actualites/flux.rss") == flux
    assert len(requetes) == 1


@pytest.mark.parametrize("adresse", ["/", "/actualites/", "/actualites/une-actualite/", "/agenda/", "/fonds-de-solidarite/"])
def test_parts_kept_for_members_show_a_change_at_the_next_request(membre, adresse):
    actualite = ActualiteFabrique(titre="Titre d’avant", slug="une-actualite", chapo="Le chapo d’avant.")
    evenement = EvenementFabrique(titre="Rendez-vous d’avant")
    fonds = FondsFabrique(titre="Fonds d’avant")
    assert "d’avant" in lu(membre, adresse)
    lu(membre, adresse)
    for objet in (actualite, evenement, fonds):
        objet.titre = objet.titre.replace("avant", "après")
        objet.save()
    assert "d’après" in lu(membre, adresse)


@pytest.mark.parametrize(
    "adresse", ["/", "/actualites/", "/actualites/reservee/", "/agenda/", "/agenda/reunion/", "/fonds-de-solidarite/", "/pays/"]
)
def test_whoever_came_before_each_reader_gets_the_page_made_for_them_alone(adresse, bob, dana, groupe_japon, client_de):
    """Bob reads the minutes of his group and the news kept for members; Dana does not, nor does an account of no collectivité."""
    compte_rendu = DocumentFabrique(titre="Compte rendu de la réunion", acces="groupe", nature=Document.Nature.COMPTE_RENDU)
    compte_rendu.cercles.add(groupe_japon)
    EvenementFabrique(slug="reunion", compte_rendu=compte_rendu, groupes=[groupe_japon])
    ActualiteFabrique(slug="reservee", acces="adherents", groupes=[groupe_japon])
    FondsFabrique(acces="adherents")
    clients = [Client(), client_de(UtilisateurFabrique()), client_de(dana), client_de(bob)]

    def page(client):
        return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", client.get(adresse).content.decode())

    seules = []
    for client in clients:
        cache.clear()
        seules.append(page(client))
    cache.clear()
    for _ in range(2):
        assert [page(client) for client in clients] == seules
    cache.clear()
    assert [page(client) for client in reversed(clients)] == seules[::-1]


def test_the_team_sees_its_drafts_as_they_are(client_editrice):
    page = ActualiteFabrique(statut="brouillon", publie_le=None, slug="brouillon", titre="Premier jet")
    assert "Premier jet" in lu(client_editrice, "/actualites/brouillon/")
    Actualite.objects.filter(pk=page.pk).update(titre="Second jet")
    assert "Second jet" in lu(client_editrice, "/actualites/brouillon/")


def test_header_and_foot_are_kept_by_language(client):
    """A visitor who reads French, then one who reads English, then the first one again: each gets a frame of their own."""
    for adresse, mots in (
        ("/agenda/", ["Groupes-pays</a>", "Flux RSS"]),
        ("/en/solidarity-funds/", ["Find a French partner</a>", "On the French website"]),
        ("/fonds-de-solidarite/", ["Groupes-pays</a>", "Flux RSS"]),
    ):
        texte = lu(client, adresse)
        assert all(mot in texte for mot in mots), adresse
