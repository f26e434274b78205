"""A content that goes to the team only keeps the circles it had: their members hear of it nowhere any more."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.urls import reverse

from redaction.registre import sortes
from socle.acces import Acces
from tests.fabriques import CONTENUS, DocumentFabrique, EvenementFabrique
from tests.jeu_de_donnees import ADRESSES, jeu_d_un_module

MOT = "Zanzibar"
LISTES = {"?pays=JP", "?groupe=japon", f"?q={MOT}"}
# By kind, where its circle hears of it while it is kept for that circle: elsewhere, silence would prove nothing.
OU = {
    "actualites": {
        "/", "/pays/japon/", "/groupes-pays/japon/", "/annuaire/aix-en-provence/", "/fonds-de-solidarite/fonds-seisme/",
        "/actualites/", "/actualites/publique/", "/actualites/flux.rss",
        *(f"/actualites/{une}" for une in LISTES), *(f"/actualites/flux.rss{une}" for une in LISTES),
    },
    "agenda": {
        "/pays/japon/", "/groupes-pays/japon/", "/fonds-de-solidarite/fonds-seisme/", "/espace/", "/agenda/", "/agenda/passe/",
        "/agenda/2026/12/", "/agenda/calendrier.ics", "/agenda/calendrier.ics?groupe=japon",
        *(f"/agenda/{une}" for une in LISTES),
    },
    "appels": {
        "/pays/japon/", "/groupes-pays/japon/", "/appels-et-offres/", "/appels-et-offres/appel-ouvert/",
        "/appels-et-offres/flux.rss", *(f"/appels-et-offres/{une}" for une in LISTES),
        *(f"/appels-et-offres/flux.rss{une}" for une in LISTES),
    },
    "publications": {
        "/", "/pays/japon/", "/groupes-pays/japon/", "/espace/", "/ressources/", "/ressources/repertoire/",
        "/ressources/flux.rss", *(f"/ressources/{une}" for une in LISTES), *(f"/ressources/flux.rss{une}" for une in LISTES),
    },
    "medias": {
        "/pays/japon/", "/ressources/mediatheque/", "/ressources/mediatheque/video/", "/ressources/mediatheque/flux.rss",
        "/ressources/mediatheque/?pays=JP", f"/ressources/mediatheque/?q={MOT}",
    },
    "fonds": {
        "/", "/pays/japon/", "/plan-du-site/", "/groupes-pays/japon/", "/fonds-de-solidarite/",
        "/fonds-de-solidarite/fonds-seisme/", "/fonds-de-solidarite/flux.rss", "/fonds-de-solidarite/?pays=JP",
        f"/fonds-de-solidarite/?q={MOT}",
    },
    "pages": {"/plan-du-site/"},
}  # fmt: skip
JOUR = datetime(2026, 11, 25, 10, tzinfo=UTC)


@pytest.fixture(scope="module")
def jeu(django_db_setup, django_db_blocker):
    with time_machine.travel(JOUR, tick=False), jeu_d_un_module(django_db_blocker) as jeu:
        yield jeu


def ecrire(jeu, acces):
    """Write and return by kind one content of each, tied to all that the set of data has, with a circle of Bob's."""
    ecrits = {}
    sujets = {"pays": [jeu.japon], "groupes": [jeu.groupe], "fonds": [jeu.fonds], "collectivites": [jeu.aix]}
    for sorte in sortes():
        contenu = ecrits[sorte.cle] = CONTENUS[sorte.modele](
            titre=f"{MOT} {sorte.cle}", slug=f"{MOT.lower()}-{sorte.cle}", acces=acces, cercles=[jeu.groupe]
        )
        for nom, lies in sujets.items():
            if sorte.a(nom):
                getattr(contenu, nom).set(lies)
    return ecrits


def chemins(jeu):
    """Return the paths of the site that a member may open, each list also searched and filtered."""
    trouves = [une.chemin(jeu) for une in ADRESSES if une.statut("membre") in {200, 400}]
    trouves += [reverse("pages:section", kwargs={"section": sorte.cle}) for sorte in sortes()]
    for sorte in sortes():
        for nom in filter(None, (sorte.liste, sorte.flux)):
            trouves += [reverse(nom, query=choix) for choix in ({"pays": "JP"}, {"groupe": "japon"}, {"q": MOT})]
    trouves += ["/agenda/2026/12/", "/agenda/calendrier.ics?groupe=japon"]
    return [*dict.fromkeys(trouves)]


def lu(client, chemin):
    """Return the text of the answer, in small letters."""
    reponse = client.get(chemin)
    octets = b"".join(reponse.streaming_content) if reponse.streaming else reponse.content
    return octets.decode(errors="replace").casefold()


def ou(client, jeu):
    """Return, by kind, the paths where `client` is told its title or its address."""
    textes = {chemin: lu(client, chemin) for chemin in chemins(jeu)}
    noms = {sorte.cle: (f"{MOT} {sorte.cle}".casefold(), f"{MOT}-{sorte.cle}".casefold()) for sorte in sortes()}
    return {cle: {chemin for chemin, texte in textes.items() if any(nom in texte for nom in deux)} for cle, deux in noms.items()}


def test_its_circle_hears_of_what_is_kept_for_it(jeu, db):
    ecrire(jeu, Acces.GROUPE)
    trouves = ou(jeu.clients["membre"], jeu)
    assert {cle: lieux - trouves[cle] for cle, lieux in OU.items()} == dict.fromkeys(OU, set())


@pytest.mark.parametrize("qui", ["membre", "etranger", "visiteur"])
def test_nobody_but_the_team_hears_of_what_goes_to_the_team(jeu, db, qui):
    ecrits = ecrire(jeu, Acces.EQUIPE)
    client = jeu.clients[qui]
    assert ou(client, jeu) == {cle: set() for cle in OU}
    for contenu in ecrits.values():
        assert client.get(contenu.get_absolute_url()).status_code == 404
        assert jeu.clients["equipe"].get(contenu.get_absolute_url()).status_code == 200
    assert client.get(f"{ecrits['agenda'].get_absolute_url()}calendrier.ics").status_code == 404


def test_who_is_of_the_circle_and_no_adherent_does_not_read_what_adherents_read(jeu, db):
    jeu.groupe.membres.add(jeu.billere)
    ecrits, client = ecrire(jeu, Acces.ADHERENTS), jeu.clients["agent"]
    for contenu in ecrits.values():
        assert client.get(contenu.get_absolute_url()).status_code == 403
        assert jeu.clients["etranger"].get(contenu.get_absolute_url()).status_code == 200
    assert f"{MOT} publications".casefold() not in lu(client, "/espace/")
    for contenu in ecrits.values():
        type(contenu).objects.filter(pk=contenu.pk).update(acces=Acces.GROUPE)
        assert client.get(contenu.get_absolute_url()).status_code == 200
    assert f"{MOT} publications".casefold() in lu(client, "/espace/")


@pytest.mark.parametrize("acces", [Acces.GROUPE, Acces.EQUIPE])
def test_a_document_of_the_team_is_named_to_no_circle(jeu, db, acces):
    piece = DocumentFabrique(titre=f"{MOT} notes", acces=acces, cercles=[jeu.groupe])
    passe = EvenementFabrique(
        titre=f"{MOT} passée", slug="passee", debut=date(2026, 11, 2), groupes=[jeu.groupe], compte_rendu=piece
    )
    porteurs = [jeu.groupe, jeu.fonds, *ecrire(jeu, Acces.PUBLIC).values()]
    for porteur in porteurs:
        porteur.documents.add(piece)
    adresses = [un.get_absolute_url() for un in [*porteurs, passe]] + ["/espace/"]
    client, nom = jeu.clients["membre"], piece.titre.casefold()
    assert [nom in lu(client, adresse) for adresse in adresses] == [acces == Acces.GROUPE] * len(adresses)
    listes = [lu(client, f"/agenda/?periode=passes{suite}") for suite in ("", "&suites=compte-rendu")]
    assert [f"{MOT} passée".casefold() in liste for liste in listes] == [True, acces == Acces.GROUPE]
    reponse = client.get(piece.get_absolute_url())
    assert reponse.status_code == (200 if acces == Acces.GROUPE else 404)
    reponse.getvalue()
