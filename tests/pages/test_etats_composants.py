"""What each small component shows in each of its states, and does not show in the others."""

import re
from datetime import UTC, date, datetime

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.files.base import ContentFile
from django.test import RequestFactory

from actualites.models import Actualite
from comptes.models import Utilisateur
from groupes_pays.models import Groupe
from mediatheque.models import Document
from pages.exemples import ligne, nommees
from redaction.models import Contact
from ressources.models import Publication
from territoires.models import Theme
from tests.composants import A_FIXER, JOUR, dit, evenement, html, image


class TestImage:
    def illustration(self, **champs):
        return html(
            "visuel",
            image=image(**champs),
            usage="pleine",
            prioritaire=False,
        )

    @pytest.mark.parametrize(
        ("champs", "attendu"),
        [
            ({}, None),
            ({"legende": "Le port"}, "Le port"),
            ({"credit": "Ana"}, "© Ana"),
            ({"legende": "Le port", "credit": "Ana"}, "Le port – © Ana"),
        ],
    )
    def test_its_caption_and_its_credit(self, champs, attendu):
        legende = re.search(r'<figcaption class="legende">(.*?)</figcaption>', self.illustration(**champs))
        assert (legende[1].strip() if legende else None) == attendu

    def test_the_caption_of_a_picture_is_its_name(self):
        assert 'role="figure" aria-label="Le port – © Ana"' in self.illustration(legende="Le port", credit="Ana")
        assert "role=" not in self.illustration()

    def test_a_map_carries_its_country_when_it_is_to_be_said(self):
        base = {"image": None, "repere": "/carte/x.svg", "prioritaire": False}
        for usage in ("carte", "pleine"):
            assert dit("visuel", libelle="Japon", usage=usage, **base) == "Japon"
            page = html("visuel", libelle="", usage=usage, **base)
            assert "visuel__libelle" not in page
            assert '<img src="/carte/x.svg" alt=""' in page

    def test_words_stand_for_a_picture_beside_a_title_only(self):
        base = {"image": None, "repere": "", "mots": "Climat", "ton": "brume", "prioritaire": False}
        assert dit("visuel", usage="carte", **base) == "Climat"
        assert 'class="visuel visuel--mots visuel--brume" aria-hidden="true"' in html("visuel", usage="carte", **base)
        assert html("visuel", usage="carte", **(base | {"mots": ""})).strip() == ""

    def test_a_picture_on_a_card_is_not_an_illustration_and_says_its_credit(self):
        page = html("visuel", image=image(credit="Ana"), usage="carte", prioritaire=False)
        assert "<img" in page
        assert "<figure" not in page
        assert dit("visuel", image=image(credit="Ana"), usage="carte", prioritaire=False) == "© Ana"
        assert "visuel__credit" not in html("visuel", image=image(), usage="carte", prioritaire=False)


class TestVoisins:
    def voisins(self, **contexte):
        return dit("precedent_suivant", quoi="Actualité", **contexte)

    def test_one_two_or_none(self):
        un = ligne(Actualite, titre="Premier", slug="un")
        deux = ligne(Actualite, titre="Second", slug="deux")
        assert self.voisins(precedent=None, suivant=None) == ""
        assert self.voisins(precedent=un, suivant=None) == "Actualité précédent Premier"
        assert self.voisins(precedent=None, suivant=deux) == "Actualité suivant Second"
        assert self.voisins(precedent=un, suivant=deux, feminin=True) == "Actualité précédente Premier Actualité suivante Second"

    def test_their_name_agrees(self):
        un = ligne(Actualite, titre="Premier", slug="un")
        accorde = html("precedent_suivant", quoi="Actualité", precedent=un, suivant=None, feminin=True)
        assert 'aria-label="Actualité précédente et suivante"' in accorde
        assert 'aria-label="Fonds précédent et suivant"' in html("precedent_suivant", quoi="Fonds", precedent=un, suivant=None)

    @pytest.mark.parametrize(
        ("voisin", "attendu"),
        [
            (evenement(), ", jeudi 10 décembre 2026"),
            (evenement(**A_FIXER), ", nouvelle date à fixer"),
            (ligne(Publication, parue_le=date(2025, 2, 3)), ", février 2025"),
            (ligne(Publication, publie_le=datetime(2025, 9, 8, 9, tzinfo=UTC)), ", lundi 8 septembre 2025"),
            (ligne(Actualite), ""),
        ],
    )
    def test_their_dates(self, voisin, attendu):
        assert dit("voisin_date", voisin=voisin) == attendu


class TestAcces:
    @pytest.mark.parametrize(
        ("acces", "mots"),
        [
            ("collectivites", "Le compte est gratuit"),
            ("adherents", "est un service rendu aux collectivités adhérentes"),
            ("groupe", "aux membres d’un groupe ou d’un comité."),
            ("equipe", "est un document de travail de l’équipe"),
        ],
    )
    def test_who_reads_and_how_to_join(self, acces, mots):
        assert mots in dit("encart_acces", acces=acces)

    def test_the_groups_are_named(self):
        cercles = [{"nom": "Japon"}, {"nom": "Chine"}]
        assert "aux membres de « Japon », « Chine »." in dit("encart_acces", acces="groupe", cercles=cercles).replace(" .", ".")

    def test_one_who_is_signed_in_is_not_sent_to_sign_in(self):
        requete = RequestFactory().get("/agenda/atelier/")
        requete.user = AnonymousUser()
        invite = html("encart_acces", acces="groupe", request=requete)
        assert 'href="/comptes/connexion/?next=/agenda/atelier/"' in invite
        assert "Vous êtes connecté" not in invite
        requete.user = Utilisateur()
        connecte = html("encart_acces", acces="groupe", request=requete)
        assert "Vous êtes connecté, mais votre compte n’ouvre pas ce contenu." in connecte
        assert "/comptes/connexion/" not in connecte
        assert 'href="/comptes/connexion/"' in html("encart_acces", acces="groupe")

    def test_the_links_of_an_account(self):
        def compte(**contexte):
            return dit("compte", **contexte)

        assert compte(user=AnonymousUser()) == "Se connecter"
        assert compte(user=Utilisateur()) == "Mon espace Se déconnecter"
        assert compte(user=Utilisateur(), adresse_de_gestion="/admin/x/") == "Mon espace Se déconnecter"
        equipe = Utilisateur(is_staff=True)
        assert compte(user=equipe) == "Mon espace Administration Se déconnecter"
        assert compte(user=equipe, adresse_de_gestion="/admin/x/") == (
            "Mon espace Modifier cette page Administration Se déconnecter"
        )


class TestLiens:
    @pytest.mark.parametrize(
        ("chemin", "courant"), [("/agenda/", "page"), ("/agenda/atelier/", "true"), ("/actualites/", None), (None, None)]
    )
    def test_the_menu_says_where_one_is(self, chemin, courant):
        requete = {"request": RequestFactory().get(chemin)} if chemin else {}
        page = html("menu_lien", adresse="/agenda/", nom="Agenda", **requete)
        assert re.findall(r'aria-current="(\w+)"', page) == ([courant] if courant else [])

    @pytest.mark.parametrize(("langue", "attendu"), [("en", 'lang="en" hreflang="en"'), ("fr", ""), ("", "")])
    def test_a_link_says_a_language_that_is_not_french(self, langue, attendu):
        assert html("langue_lien", langue=langue) == attendu

    def test_the_name_of_a_page_says_its_language(self):
        assert 'aria-current="page" lang="en"' in html("fil_ariane", courant="English", langue="en")
        assert "lang=" not in html("fil_ariane", courant="Agenda")


class TestSujets:
    def sujets(self, **contexte):
        return dit("sujets", liste="actualites:liste", titre="Sujets", **contexte)

    def test_groups_are_left_out_where_the_page_shows_them(self):
        (groupe,) = [ligne(Groupe, nom="Groupe Japon", slug="japon")]
        objet = ligne(Actualite, liens={"groupes": [groupe]})
        assert self.sujets(objet=objet) == "Sujets Groupe Japon"
        assert self.sujets(objet=objet, sans_groupes=True) == ""
        objet = ligne(Actualite, liens={"groupes": [groupe], "themes": nommees(Theme, "Eau")})
        assert self.sujets(objet=objet) == "Sujets Eau Groupe Japon"
        assert self.sujets(objet=objet, sans_groupes=True) == "Sujets Eau"

    def test_a_content_about_nothing_shows_no_heading(self):
        assert self.sujets(objet=ligne(Actualite)) == ""


class TestPieces:
    def test_where_to_go_is_linked_when_it_is_given(self):
        vide = {"titre": "Rien", "conseil": "Revenez."}
        assert dit("bloc_vide", **vide) == "Rien Revenez."
        assert dit("bloc_vide", lien="/", lien_texte="Accueil", **vide) == "Rien Revenez. Accueil"
        tete = {"titre": "Agenda", "identifiant": "agenda"}
        assert "<a" not in html("section_tete", **tete)
        assert "<p>" not in html("section_tete", **tete)
        assert dit("section_tete", lien="/agenda/", lien_texte="Tout", intro="À venir", **tete) == "Agenda Tout À venir"

    def test_a_label_has_its_tone(self):
        assert html("etiquette", texte="Mot") == '<span class="etiquette">Mot</span>'
        assert html("etiquette", texte="Mot", ton="brume") == '<span class="etiquette etiquette--brume">Mot</span>'

    def test_a_figure_and_its_note(self):
        assert dit("figure_chiffre", valeur="72", libelle="membres") == "72 membres"
        assert "chiffre__note" not in html("figure_chiffre", valeur="72", libelle="membres")
        assert dit("figure_chiffre", valeur="72", libelle="membres", note="en mai") == "72 membres en mai"

    def test_the_steps_say_what_is_past_and_to_come(self):
        etapes = [
            {"nom": "Appel", "etat": "faite", "date": date(2023, 9, 11)},
            {"nom": "Comité", "etat": "courante", "date": None},
            {"nom": "Clôture", "etat": "a_venir", "date": None},
        ]
        assert dit("etapes", etapes=etapes) == "Appel Étape passée, septembre 2023 Comité Étape en cours Clôture À venir"
        assert re.findall(r'<li class="(\w+)" aria-current="step">', html("etapes", etapes=etapes)) == ["courante"]

    def test_a_dated_point_without_a_text_leaves_no_empty_one(self):
        points = [{"date": JOUR, "titre": "Un", "texte": "<p>Deux</p>"}, {"date": JOUR, "titre": "Trois", "texte": ""}]
        assert html("chronologie", points=points).count('class="texte"') == 1
        assert dit("chronologie", points=points) == "10 décembre 2026 Un Deux 10 décembre 2026 Trois"

    def test_what_is_known_of_a_contact(self):
        seul = ligne(Contact, nom="Ana", courriel="ana@exemple.test")
        assert dit("contacts", contacts=[seul]) == "Ana ana@exemple.test"
        assert "contacts__detail" not in html("contacts", contacts=[seul])
        assert "contacts--grille" not in html("contacts", contacts=[seul])
        assert "contacts--grille" in html("contacts", contacts=[seul], grille=True)
        plein = ligne(Contact, nom="Ana", fonction="chargée", courriel="ana@exemple.test", telephone="01 53 41 81 81")
        assert dit("contacts", contacts=[plein]) == "Ana Chargée ana@exemple.test 01 53 41 81 81"
        assert 'href="tel:0153418181"' in html("contacts", contacts=[plein])

    def test_a_file_says_its_nature_unless_a_heading_does(self):
        document = ligne(Document, titre="Ordre", nature=Document.Nature.PROGRAMME)
        document.fichier = ContentFile(b"0" * 2000, "essai.pdf")
        assert dit("liste_documents", documents=[document]) == "Ordre Programme, PDF, 2 Ko"
        assert dit("liste_documents", documents=[document], sans_nature=True) == "Ordre PDF, 2 Ko"
        document.fichier = ContentFile(b"", "essai.pdf")
        assert dit("liste_documents", documents=[document]) == "Ordre Programme, PDF"

    def test_a_table_sets_its_numbers_to_the_right_and_ends_with_its_total(self):
        tableau = {"identifiant": "t", "titre": "Table", "colonnes": ["Nom", "Montant"], "lignes": [["Aix", "2"]]}
        page = html("tableau", numeriques=[1], **tableau)
        assert '<th scope="col">Nom</th>' in page
        assert '<th scope="col" class="nombre">Montant</th>' in page
        assert '<th scope="row">Aix</th>' in page
        assert '<td class="nombre">2</td>' in page
        assert "tfoot" not in page
        page = html("tableau", numeriques=[1], total=["Total", "2"], **tableau)
        assert '<th scope="row">Total</th>' in page
        assert page.count('<td class="nombre">2</td>') == 2
        assert "nombre" not in html("tableau", numeriques=[], total=["Total", "2"], **tableau)
