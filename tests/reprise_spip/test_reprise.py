"""A take-over of the small site: what is taken, what a second run does, what was edited here, what the report says."""

import json
import sqlite3
from contextlib import closing
from io import StringIO
from shutil import copyfile

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.management import CommandError, call_command
from django.db import DatabaseError, IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from actualites.models import Actualite
from pages.models import Page
from redaction.publication import Statut
from reprise_spip import actions
from reprise_spip.lecture import Site
from reprise_spip.models import Correspondance, Destination
from reprise_spip.moteur import reprise as moteur
from reprise_spip.moteur.bilan import Sort
from reprise_spip.moteur.reprise import Reprise
from reprise_spip.sources import ouvrir
from ressources.models import Publication
from socle.models import Journal
from tests.fabriques import GroupeFabrique, PaysFabrique, ThemeFabrique, UtilisateurFabrique

pytestmark = pytest.mark.django_db

PRIS, LAISSES = 20, 3  # of `copie`
TOUS = (Actualite, Publication, Page)


@pytest.fixture
def portail():
    """What the plan finds by name."""
    for alpha2, nom in (("JP", "Japon"), ("AM", "Arménie"), ("VN", "Viêt Nam"), ("PS", "Palestine"), ("CI", "Côte d’Ivoire")):
        PaysFabrique(alpha2=alpha2, nom=nom)
    ThemeFabrique(nom="Climat", slug="climat")
    ThemeFabrique(nom="Agriculture et alimentation", slug="agriculture-et-alimentation")


@pytest.fixture
def copie(petit_sqlite, tmp_path):
    """Return the path of a copy of some twenty articles of the small site, that a test may change."""
    chemin = copyfile(petit_sqlite, tmp_path / "copie.sqlite")
    changer(chemin, "DELETE FROM spip_articles WHERE id_article NOT BETWEEN 38 AND 60")
    return chemin


def changer(chemin, requete):
    with closing(sqlite3.connect(chemin)) as connexion, connexion:
        connexion.execute(requete)


def reprendre(chemin, *, ecrire=True, **options):
    with ouvrir(str(chemin)) as base:
        return Reprise(Site(base), ecrire=ecrire, **options).lancer()


def repris(id_spip):
    return Correspondance.objects.get(sorte="article", id_spip=id_spip).objet


def compte(bilan):
    articles = bilan.comptes["article"]
    return {sort: nombre for sort, nombre in articles.sorts.items() if nombre}


def photographie():
    """Return all that a run may write."""
    lignes = [list(modele._base_manager.order_by("pk").values()) for modele in (*TOUS, Correspondance, Destination, Journal)]
    return lignes, [list(modele.themes.through.objects.order_by("pk").values()) for modele in (Actualite, Publication)]


def test_a_trial_writes_nothing_and_says_what_a_run_then_does(portail, petit_sqlite):
    avant = photographie()
    essai = reprendre(petit_sqlite, ecrire=False)
    assert photographie() == avant
    bilan = reprendre(petit_sqlite)
    assert bilan.comptes == essai.comptes
    articles = bilan.comptes["article"]
    assert articles.trouves == 300 == articles.pris + articles.sorts[Sort.LAISSE] + articles.sorts[Sort.REFUSE]
    assert compte(bilan) == {Sort.NOUVEAU: 271, Sort.LAISSE: 29}
    assert articles.raisons == {"refusé dans SPIP": 20, "à la poubelle dans SPIP": 7, "redirection vers une autre page": 2}
    assert sum(modele.objects.count() for modele in TOUS) == 271 == Correspondance.objects.exclude(empreinte="").count()
    assert Journal.objects.filter(action="reprendre_spip").count() == 271
    assert {sorte: bilan.comptes[sorte].trouves for sorte in ("evenement", "breve", "document", "site")} == {
        "evenement": 40,
        "breve": 8,
        "document": 111,
        "site": 5,
    }


def test_states_and_dates_are_those_of_spip(portail, petit_sqlite):
    reprendre(petit_sqlite)
    with closing(sqlite3.connect(petit_sqlite)) as connexion:
        lus = connexion.execute("SELECT id_article, statut, date FROM spip_articles").fetchall()
    lignes = {une.id_spip: une.objet for une in Correspondance.objects.all()}
    for numero, statut, jour in lus:
        if numero not in lignes:
            continue
        ligne = lignes[numero]
        assert ligne.statut == (Statut.PUBLIE if statut == "publie" else Statut.BROUILLON)
        if statut == "publie" and "-00" not in jour[:10]:
            assert timezone.localtime(ligne.publie_le).strftime("%Y-%m-%d %H:%M:%S") == jour
    assert [numero for numero, ligne in sorted(lignes.items()) if ligne.est_programme] == [290, 291, 292, 293, 294, 295]
    assert Actualite.objects.publies().filter(pk=lignes[290].pk).count() == 0


def test_refused_and_thrown_away_come_as_archives_on_demand(portail, petit_sqlite):
    bilan = reprendre(petit_sqlite, refuses=True)
    assert compte(bilan) == {Sort.NOUVEAU: 298, Sort.LAISSE: 2}
    assert sum(modele.objects.filter(statut=Statut.ARCHIVE).count() for modele in TOUS) == 27


def test_mots_become_countries_and_themes_and_the_unmatched_ones_are_listed(portail, petit_sqlite):
    bilan = reprendre(petit_sqlite)
    with closing(sqlite3.connect(petit_sqlite)) as connexion:
        lies = connexion.execute(
            "SELECT m.titre, l.id_objet FROM spip_mots_liens l JOIN spip_mots m USING (id_mot) WHERE l.objet = 'article'"
        ).fetchall()
    for mot, nom, champ in (
        ("Viêt Nam", "Viêt Nam", "pays"),
        ("Agriculture & alimentation", "Agriculture et alimentation", "themes"),
    ):
        numeros = [numero for titre, numero in lies if titre == mot]
        lignes = [une.objet for une in Correspondance.objects.filter(id_spip__in=numeros).exclude(empreinte="")]
        assert lignes
        for ligne in lignes:
            if hasattr(ligne, champ):
                assert nom in [un.nom for un in getattr(ligne, champ).all()]
    a_decider = [remarque.titre for remarque in bilan.remarques if remarque.texte.startswith("À décider")]
    assert {"Québec", "Bénin"} <= {*a_decider}
    assert "Viêt Nam" not in a_decider
    assert Destination.objects.count() == 47 + 50 + 4


def test_texts_are_converted_their_letters_put_right_and_their_links_lead_to_rows(portail, petit_sqlite):
    bilan = reprendre(petit_sqlite)
    assert repris(1).corps.startswith("<")
    assert "{{{" not in repris(1).corps
    assert repris(39).titre == "Réunion d’équipe"
    assert repris(42).titre == "Un titre numéroté"
    assert repris(26).titre == "Titre multilingue"
    assert 'data-objet="actualites:' in repris(9).corps
    assert any(une.id_spip == 39 and "RÃ©union" in une.texte and "Réunion" in une.texte for une in bilan.remarques)
    assert any(une.id_spip == 41 and "pas de titre" in une.texte for une in bilan.remarques)


def test_a_second_run_that_changes_nothing_changes_nothing(portail, copie):
    reprendre(copie)
    avant = photographie()
    bilan = reprendre(copie)
    assert compte(bilan) == {Sort.INCHANGE: PRIS, Sort.LAISSE: LAISSES}
    assert photographie() == avant


def test_only_what_changed_is_written_again_and_keeps_its_address(portail, copie):
    reprendre(copie)
    ligne, avant = repris(54), dict(Actualite.objects.values_list("pk", "modifie_le"))
    changer(copie, "UPDATE spip_articles SET titre = 'Un autre titre', texte = 'Un {{autre}} texte' WHERE id_article = 54")
    changer(copie, "UPDATE spip_articles SET visites = visites + 9 WHERE id_article = 55")
    changer(copie, "DELETE FROM spip_mots_liens WHERE id_objet = 54 AND objet = 'article'")
    assert compte(reprendre(copie)) == {Sort.CHANGE: 1, Sort.INCHANGE: PRIS - 1, Sort.LAISSE: LAISSES}
    relue = repris(54)
    assert (relue.pk, relue.slug, relue.titre, relue.corps) == (
        ligne.pk,
        ligne.slug,
        "Un autre titre",
        "<p>Un <strong>autre</strong> texte</p>",
    )
    assert list(relue.themes.all()) == []
    assert {pk for pk, date in Actualite.objects.values_list("pk", "modifie_le") if avant[pk] != date} <= {ligne.pk}


def test_a_row_edited_here_is_left_and_listed(portail, copie):
    reprendre(copie)
    ligne = repris(54)
    ligne.titre = "Réécrit ici"
    ligne.save()
    supprimee = repris(55)
    supprimee.delete()
    changer(copie, "UPDATE spip_articles SET titre = 'Changé là-bas' WHERE id_article IN (54, 55)")
    bilan = reprendre(copie)
    assert compte(bilan) == {Sort.GARDE: 2, Sort.INCHANGE: PRIS - 2, Sort.LAISSE: LAISSES}
    assert repris(54).titre == "Réécrit ici"
    assert repris(55) is None
    assert {une.id_spip: une.texte for une in bilan.remarques if "depuis la reprise" in une.texte} == {
        54: "Modifié dans le portail depuis la reprise, et laissé tel quel ; SPIP a changé aussi : à comparer.",
        55: "Supprimé dans le portail depuis la reprise : il n’est pas repris à nouveau.",
    }


def test_a_row_edited_while_the_run_goes_is_not_overwritten(portail, copie, monkeypatch):
    reprendre(copie)
    changer(copie, "UPDATE spip_articles SET titre = 'Changé là-bas' WHERE id_article = 54")
    ecrire = actions.ecrire_articles

    def apres_une_saisie(*, prevus):
        ligne = repris(54)
        ligne.titre = "Réécrit ici"
        ligne.save()
        ecrire(prevus=prevus)

    monkeypatch.setattr(actions, "ecrire_articles", apres_une_saisie)
    assert compte(reprendre(copie))[Sort.REFUSE] == 1
    assert repris(54).titre == "Réécrit ici"


def test_a_decision_of_staff_is_kept_and_applied(portail, copie):
    reprendre(copie)
    groupe = GroupeFabrique()
    Destination.objects.filter(sorte="rubrique", id_spip=24).update(groupe=groupe)
    bilan = reprendre(copie)
    assert Destination.objects.get(sorte="rubrique", id_spip=24).groupe == groupe
    assert compte(bilan)[Sort.CHANGE] == groupe.actualites.count() > 0


def test_a_run_cut_in_the_middle_is_finished_by_the_next(portail, copie, monkeypatch):
    ecrire, lots = actions.ecrire_articles, []

    def couper(*, prevus):
        if lots:
            raise KeyboardInterrupt
        lots.append(len(prevus))
        ecrire(prevus=prevus)

    with monkeypatch.context() as coupe, pytest.raises(KeyboardInterrupt):
        coupe.setattr(actions, "ecrire_articles", couper)
        monkeypatch.setattr(moteur, "LOT", 5)
        reprendre(copie)
    places = dict(Correspondance.objects.values_list("id_spip", "id_objet"))
    assert len(places) == PRIS
    assert compte(reprendre(copie)) == {Sort.INCHANGE: lots[0], Sort.NOUVEAU: PRIS - lots[0], Sort.LAISSE: LAISSES}
    assert dict(Correspondance.objects.values_list("id_spip", "id_objet")) == places


def test_an_article_that_the_database_refuses_stops_no_other(portail, copie, monkeypatch):
    ecrire = actions.ecrire_articles

    def refuser(*, prevus):
        if any(prevu.article.id == 54 for prevu in prevus):
            raise DatabaseError("non")
        ecrire(prevus=prevus)

    monkeypatch.setattr(actions, "ecrire_articles", refuser)
    assert compte(reprendre(copie)) == {Sort.NOUVEAU: PRIS - 1, Sort.REFUSE: 1, Sort.LAISSE: LAISSES}


def test_an_author_of_the_team_signs_and_a_lost_rubrique_is_told(portail, copie):
    compte_du_portail = UtilisateurFabrique(courriel="auteur@exemple.test", is_staff=True)
    changer(copie, "UPDATE spip_auteurs SET email = 'Auteur@exemple.test'")
    changer(copie, "UPDATE spip_articles SET id_rubrique = 999 WHERE id_article = 54")
    changer(copie, "INSERT OR IGNORE INTO spip_auteurs_liens (id_auteur, id_objet, objet) VALUES (1, 54, 'article')")
    bilan = reprendre(copie)
    assert repris(54).auteur == compte_du_portail
    assert Correspondance.objects.get(id_spip=54).signatures
    assert any(une.id_spip == 54 and "n’existe plus" in une.texte for une in bilan.remarques)


def lancer(*arguments):
    sortie = StringIO()
    call_command("reprendre_spip", *map(str, arguments), stdout=sortie)
    return sortie.getvalue()


def test_the_command_prints_its_counts_and_writes_its_report(portail, petit_sqlite, tmp_path):
    sortie = lancer(petit_sqlite, "--rapport", tmp_path / "rapport.html")
    assert "Articles : 300 trouvés = 271 pris + 29 laissés + 0 refusés" in sortie
    assert "Essai à blanc, rien n’est écrit" in sortie
    assert Correspondance.objects.count() == 0
    donnees = json.loads((tmp_path / "rapport.json").read_text())
    articles = donnees["comptes"]["article"]
    assert [articles[nom] for nom in ("trouves", "pris", "laisses", "refuses")] == [300, 271, 29, 0]
    page = (tmp_path / "rapport.html").read_text()
    assert "rien n’a été écrit" in page
    lancer(petit_sqlite, "--ecrire", "--rapport", tmp_path / "rapport")
    assert Correspondance.objects.count() == 271
    assert reverse("admin:actualites_actualite_change", args=[repris(39).pk]) in (tmp_path / "rapport.html").read_text()


def test_the_command_says_what_it_cannot_do(portail, petit_sqlite, tmp_path):
    with pytest.raises(CommandError, match=r"n’existe pas\. Rien n’a été écrit"):
        lancer(tmp_path / "rien.sqlite")
    with pytest.raises(CommandError, match="Le rapport n’a pas pu être écrit"):
        lancer(petit_sqlite, "--rapport", tmp_path / "absent" / "rapport")


REFUS = {
    "reprise_spip_correspondance_unique": lambda: [
        Correspondance.objects.create(
            sorte="article", id_spip=1, type_objet=ContentType.objects.get_for_model(Actualite), id_objet=rang
        )
        for rang in (1, 2)
    ],
    "reprise_spip_destination_unique": lambda: [Destination.objects.create(sorte="mot", id_spip=1, titre="Un") for _ in range(2)],
    "reprise_spip_destination_pays": lambda: Destination.objects.create(sorte="mot", id_spip=1, titre="Un", devient="pays"),
    "reprise_spip_destination_theme": lambda: Destination.objects.create(sorte="mot", id_spip=1, titre="Un", devient="themes"),
    "reprise_spip_destination_genre": lambda: Destination.objects.create(sorte="mot", id_spip=1, titre="Un", devient="genres"),
}


@pytest.mark.parametrize("nom", REFUS)
def test_the_database_refuses(nom):
    with pytest.raises(IntegrityError, match=f'"{nom}"'), transaction.atomic():
        REFUS[nom]()
