"""The threads of subjects: what each page shows of them and to whom, how they are written, what forbids nonsense."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from redaction.actions import composer_fil
from redaction.fils import sortes_de_fil
from redaction.models import Fil, Maillon
from redaction.registre import sortes
from socle.models import Journal
from tests.fabriques import (
    ActualiteFabrique,
    AppelFabrique,
    EvenementFabrique,
    FondsFabrique,
    MediaFabrique,
    PublicationFabrique,
    fil_de,
)
from tests.formulaires import lignes, valeurs
from tests.lecture_html import sur_une_ligne

AJOUT = "/admin/redaction/fil/add/"
TOUS = ["visiteur", "agent", "etranger", "membre", "client_redactrice"]
FABRIQUES = (ActualiteFabrique, EvenementFabrique, AppelFabrique, PublicationFabrique, MediaFabrique, FondsFabrique)


def page(client, contenu):
    reponse = client.get(contenu.get_absolute_url())
    assert reponse.status_code == 200
    return sur_une_ligne(reponse.text)


def fil_lu(html):
    """Return the text of the timeline."""
    return html.partition('class="fil-sujet"')[2].partition("</nav>")[0]


@pytest.mark.parametrize("qui", TOUS)
def test_each_page_shows_the_thread_in_order_and_marks_itself(qui, db, request):
    annonce = ActualiteFabrique(titre="L’annonce")
    reunion = EvenementFabrique(titre="La réunion", debut=date(2026, 3, 4))
    publication = PublicationFabrique(titre="L’ouvrage")
    fil_de("Mission à Kyoto", annonce, reunion, publication)
    client = request.getfixturevalue(qui)
    for contenu in (annonce, reunion, publication):
        html = fil_lu(page(client, contenu))
        assert "Mission à Kyoto" in html
        assert html.index("L’annonce") < html.index("La réunion") < html.index("L’ouvrage")
        assert f'<span aria-current="page">{contenu.titre}</span>' in html
        assert html.count("aria-current") == 1
        assert 'datetime="2026-03-04"' in html
        assert "Événement" in html


@pytest.mark.parametrize("fabrique", FABRIQUES)
def test_any_listed_kind_has_its_thread(fabrique, visiteur, db):
    contenu, autre = fabrique(), ActualiteFabrique(titre="Autre nouvelle")
    fil_de("Un sujet", contenu, autre)
    assert "Autre nouvelle" in fil_lu(page(visiteur, contenu))
    assert contenu.get_absolute_url() in fil_lu(page(visiteur, autre))


def test_the_kinds_that_enter_a_thread_are_those_with_a_list_and_their_slug_makes_their_address(db):
    assert {sorte.cle for sorte in sortes()} - {sorte.cle for sorte in sortes_de_fil()} == {"pages"}
    for sorte in sortes_de_fil():
        assert "essai" in sorte.modele(pk=1, slug="essai").get_absolute_url()
    assert {fabrique._meta.model for fabrique in FABRIQUES} == {sorte.modele for sorte in sortes_de_fil()}


@pytest.mark.parametrize(
    ("qui", "vus"),
    [
        ("visiteur", {"Réservée"}),
        ("agent", {"Réservée"}),
        ("etranger", {"Réservée"}),
        ("membre", {"Réservée"}),
        ("client_redactrice", {"Réservée", "Note d’équipe"}),
    ],
)
def test_what_a_reader_may_not_hear_of_is_no_step_and_what_is_restricted_is_one_by_its_title(qui, vus, groupe_japon, request):
    ici = ActualiteFabrique()
    fil_de(
        "Un sujet",
        ActualiteFabrique(titre="Brouillon", brouillon=True),
        EvenementFabrique(titre="Archivée", statut="archive"),
        ici,
        ActualiteFabrique(titre="Réservée", acces="groupe", cercles=[groupe_japon]),
        PublicationFabrique(titre="Note d’équipe", acces="equipe"),
    )
    html = fil_lu(page(request.getfixturevalue(qui), ici))
    assert {titre for titre in ("Brouillon", "Archivée", "Réservée", "Note d’équipe") if titre in html} == vus
    assert "Réservé à un groupe" in html


def test_a_thread_with_nothing_else_to_show_is_not_shown(visiteur, db):
    ici = ActualiteFabrique()
    fil_de("Un sujet", ici, ActualiteFabrique(brouillon=True))
    fil_de("Seul", ici)
    assert "fil-sujet" not in page(visiteur, ici)
    assert "fil-sujet" not in page(visiteur, ActualiteFabrique())


def test_a_content_in_two_threads_shows_both(visiteur, db):
    ici = ActualiteFabrique()
    fil_de("Premier sujet", ici, ActualiteFabrique())
    fil_de("Second sujet", EvenementFabrique(), ici)
    html = page(visiteur, ici)
    assert html.count('class="fil-sujet"') == 2
    assert html.index("Premier sujet") < html.index("Second sujet")


def test_a_preview_shows_itself_in_its_thread(client_redactrice, db):
    brouillon = EvenementFabrique(titre="À paraître", brouillon=True)
    fil_de("Un sujet", ActualiteFabrique(titre="Avant"), brouillon)
    assert '<span aria-current="page">À paraître</span>' in fil_lu(page(client_redactrice, brouillon))


@pytest.mark.parametrize("nombre", [2, 20])
def test_a_page_costs_the_same_whatever_its_threads(nombre, visiteur, db, django_assert_num_queries):
    ici = ActualiteFabrique()
    for rang in range(nombre // 2):
        fil_de(f"Sujet {rang}", ici, *(fabrique() for fabrique in FABRIQUES), *ActualiteFabrique.create_batch(nombre))
    with django_assert_num_queries(12):
        page(visiteur, ici)


def test_a_thread_that_changes_changes_the_pages_that_are_kept(visiteur, transactional_db, roles, editrice):
    ici, autre = ActualiteFabrique(), ActualiteFabrique(titre="Autre nouvelle")
    assert "fil-sujet" not in page(visiteur, ici)
    fil = fil_de("Un sujet", ici, autre)
    assert "Autre nouvelle" in fil_lu(page(visiteur, ici))
    Fil.objects.update(titre="Un autre sujet")
    assert "Un autre sujet" in fil_lu(page(visiteur, ici))
    composer_fil(fil=fil, contenus=[ici], par=editrice)
    assert "fil-sujet" not in page(visiteur, ici)


class TestAction:
    def test_it_writes_the_order_and_the_journal(self, editrice):
        une, deux, trois = ActualiteFabrique(), EvenementFabrique(), PublicationFabrique()
        fil = Fil.objects.create(titre="Un sujet")
        composer_fil(fil=fil, contenus=[une, deux], par=editrice)
        avant = fil.modifie_le
        composer_fil(fil=fil, contenus=[trois, deux, une], par=editrice)
        assert [un.objet for un in fil.maillons.all()] == [trois, deux, une]
        assert [un.rang for un in fil.maillons.all()] == [1, 2, 3]
        composer_fil(fil=fil, contenus=[deux], par=editrice)
        assert [un.objet for un in fil.maillons.all()] == [deux]
        faits = Journal.objects.filter(action="composer_fil")
        assert [len(un.detail["contenus"]) for un in faits] == [1, 3, 2]
        assert all(un.par == editrice and un.objet == fil for un in faits)
        assert fil.modifie_le > avant

    def test_nothing_changed_is_nothing_written(self, editrice):
        fil = fil_de("Un sujet", une := ActualiteFabrique())
        composer_fil(fil=fil, contenus=[une], par=editrice)
        assert not Journal.objects.filter(action="composer_fil").exists()

    def test_twice_is_refused_and_nothing_changes(self, editrice):
        fil = fil_de("Un sujet", une := ActualiteFabrique())
        with pytest.raises(ValidationError, match="deux fois"):
            composer_fil(fil=fil, contenus=[une, ActualiteFabrique(), une], par=editrice)
        assert fil.maillons.count() == 1


@pytest.mark.parametrize(
    ("changement", "contrainte"),
    [
        (lambda fil, une: fil.maillons.create(objet=une, rang=2), "redaction_maillon_une_fois"),
        (lambda fil, une: fil.maillons.create(objet=ActualiteFabrique(), rang=1), "redaction_maillon_rang"),
        (lambda fil, une: fil.maillons.create(objet=ActualiteFabrique(), rang=0), "redaction_maillon_rang_positif"),
    ],
)
def test_the_database_keeps_a_thread_whole(changement, contrainte, transactional_db):
    fil = fil_de("Un sujet", une := ActualiteFabrique())
    with pytest.raises(IntegrityError, match=contrainte), transaction.atomic():
        changement(fil, une)


def test_a_content_deleted_leaves_its_threads(db):
    fil_de("Un sujet", une := ActualiteFabrique(), ActualiteFabrique())
    une.delete()
    assert Maillon.objects.count() == 1


class TestGestion:
    def poster(self, client, adresse, titre, *contenus, **autres):
        """Post the form of a new thread with these (place, content key) rows."""
        envoi = {"titre": titre, "maillons-TOTAL_FORMS": len(contenus), "maillons-INITIAL_FORMS": 0, **autres}
        for rang, (place, cle) in enumerate(contenus):
            envoi |= {f"maillons-{rang}-place": place, f"maillons-{rang}-contenu": cle}
        return client.post(adresse, envoi)

    def test_an_editor_opens_a_thread_and_orders_it(self, client_editrice, editrice):
        une, deux, trois = ActualiteFabrique(), EvenementFabrique(), PublicationFabrique()
        cles = [("", f"publications:{trois.pk}"), (2, f"actualites:{une.pk}"), (1, f"agenda:{deux.pk}")]
        assert self.poster(client_editrice, AJOUT, "Mission à Kyoto", *cles).status_code == 302
        fil = Fil.objects.get()
        assert [un.objet for un in fil.maillons.all()] == [deux, une, trois]
        assert Journal.objects.get(action="composer_fil").par == editrice

    def test_the_form_is_read_back_and_changed(self, client_editrice):
        fil = fil_de("Un sujet", une := ActualiteFabrique(titre="Une nouvelle"), deux := EvenementFabrique())
        adresse = reverse("admin:redaction_fil_change", args=[fil.pk])
        html = client_editrice.get(adresse).text
        assert f'<option value="actualites:{une.pk}" selected' in html
        assert "Une nouvelle" in html
        envoi = valeurs(client_editrice, adresse) | lignes(client_editrice, adresse)
        envoi = {cle: getattr(valeur, "value", valeur) for cle, valeur in envoi.items()}
        envoi |= {"maillons-0-contenu": f"actualites:{une.pk}", "maillons-1-contenu": f"agenda:{deux.pk}"}
        assert client_editrice.post(adresse, envoi | {"maillons-0-place": 3}).status_code == 302
        assert [un.objet for un in fil.maillons.all()] == [deux, une]

    @pytest.mark.parametrize(
        ("cle", "message"),
        [
            ("", "Choisissez un contenu"),
            ("actualites:999", "n’existe plus"),
            ("rien", "n’existe plus"),
            ("agenda:é", "n’existe plus"),
        ],
    )
    def test_what_names_no_content_is_refused(self, cle, message, client_editrice):
        reponse = self.poster(client_editrice, AJOUT, "Un sujet", (1, cle))
        assert reponse.status_code == 200
        assert message in reponse.text
        assert not Fil.objects.exists()

    def test_the_same_content_twice_is_refused(self, client_editrice):
        cle = f"actualites:{ActualiteFabrique().pk}"
        reponse = self.poster(client_editrice, AJOUT, "Un sujet", (1, cle), (2, cle))
        assert "deux fois" in reponse.text
        assert not Fil.objects.exists()

    def test_a_writer_reads_threads_and_writes_none(self, client_redactrice):
        fil = fil_de("Un sujet", ActualiteFabrique())
        assert client_redactrice.get(reverse("admin:redaction_fil_change", args=[fil.pk])).status_code == 200
        assert self.poster(client_redactrice, AJOUT, "Autre").status_code == 403

    def test_the_picker_finds_any_kind_drafts_included(self, client_editrice, membre, visiteur):
        une = ActualiteFabrique(titre="Mission à Kyoto")
        deux = EvenementFabrique(titre="Kyoto, réunion", brouillon=True, debut=date(2026, 3, 4))
        adresse = reverse("admin:redaction_fil_contenus")
        trouves = {un["id"]: un["text"] for un in client_editrice.get(adresse, {"term": "kyoto"}).json()["results"]}
        assert trouves.keys() == {f"actualites:{une.pk}", f"agenda:{deux.pk}"}
        assert trouves[f"agenda:{deux.pk}"].replace("\xa0", " ") == "Événement du 4 mars 2026 – Kyoto, réunion (brouillon)"
        assert client_editrice.get(adresse, {"term": "«;"}).json()["results"] == []
        assert membre.get(adresse).status_code == visiteur.get(adresse).status_code == 302

    def test_the_form_of_a_content_says_its_threads(self, client_editrice, client_redactrice):
        une = ActualiteFabrique()
        adresse = reverse("admin:actualites_actualite_change", args=[une.pk])
        assert "Ce contenu n’est dans aucun fil" in client_editrice.get(adresse).text
        fil_de("Mission à Kyoto", EvenementFabrique(), une)
        for client in (client_editrice, client_redactrice):
            registre = next(un for un in client.get(adresse).context["registres"] if un.identifiant == "fils")
            assert [(str(lien), place, sur) for lien, place, sur in registre.lignes] == [
                (f'<a href="{reverse("admin:redaction_fil_change", args=[Fil.objects.get().pk])}">Mission à Kyoto</a>', 2, 2)
            ]

    @pytest.mark.parametrize("nombre", [2, 20])
    def test_the_form_costs_the_same_whatever_it_ties(self, nombre, client_editrice, django_assert_max_num_queries):
        fil = fil_de("Un sujet", *ActualiteFabrique.create_batch(nombre), *EvenementFabrique.create_batch(nombre))
        adresse = reverse("admin:redaction_fil_change", args=[fil.pk])
        client_editrice.get(adresse)
        with django_assert_max_num_queries(14):
            assert client_editrice.get(adresse).status_code == 200
