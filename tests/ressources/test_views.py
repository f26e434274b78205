"""The publications and the media on the site: lists, pages, access, number of queries."""

from datetime import date
from decimal import Decimal

import pytest

from socle.acces import Acces
from tests.fabriques import ContactFabrique, DocumentFabrique, GroupeFabrique, MediaFabrique, PublicationFabrique, ThemeFabrique
from tests.lecture_html import sur_une_ligne

pytestmark = pytest.mark.django_db

LISTES = {"/ressources/": PublicationFabrique, "/ressources/mediatheque/": MediaFabrique}


def titres(reponse):
    return [contenu.titre for contenu in reponse.context["page_obj"]]


@pytest.mark.parametrize("adresse", LISTES)
class TestListes:
    def test_empty_one_many(self, visiteur, adresse):
        assert "pour le moment" in sur_une_ligne(visiteur.get(adresse).text)
        LISTES[adresse]()
        assert len(titres(visiteur.get(adresse))) == 1
        for _ in range(11):
            LISTES[adresse]()
        assert len(titres(visiteur.get(adresse))) == 10
        assert len(titres(visiteur.get(adresse + "?page=2"))) == 2
        assert visiteur.get(adresse + "?page=3").status_code == 404

    def test_what_is_not_online_or_kept_by_the_team_is_not_listed(self, visiteur, client_redactrice, adresse):
        LISTES[adresse](titre="Brouillon", brouillon=True)
        LISTES[adresse](titre="Demain", programme=True)
        LISTES[adresse](titre="Interne", acces=Acces.EQUIPE)
        LISTES[adresse](titre="Réservée", acces=Acces.ADHERENTS)
        assert titres(visiteur.get(adresse)) == ["Réservée"]
        assert set(titres(client_redactrice.get(adresse))) == {"Réservée", "Interne"}

    def test_country_and_theme(self, visiteur, japon, armenie, adresse):
        LISTES[adresse](titre="Choisie", pays=[japon], themes=[ThemeFabrique(slug="climat")])
        LISTES[adresse](titre="Autre", pays=[armenie])
        for filtre in ("pays=JP", "theme=climat"):
            assert titres(visiteur.get(f"{adresse}?{filtre}")) == ["Choisie"]

    @pytest.mark.parametrize("filtre", ["pays=ZZ", "type=%00", "theme=x%27y", "pays=" + "J" * 5000])
    def test_unknown_value_is_refused_with_a_message(self, visiteur, adresse, filtre):
        LISTES[adresse]()
        reponse = visiteur.get(f"{adresse}?{filtre}")
        assert reponse.status_code == 400
        assert "Cette valeur n’existe pas dans la liste" in sur_une_ligne(reponse.text)

    @pytest.mark.parametrize("nombre", [2, 20])
    def test_number_of_queries(self, visiteur, django_assert_num_queries, japon, adresse, nombre):
        for _ in range(nombre):
            LISTES[adresse](pays=[japon], themes=[ThemeFabrique()])
        # Menu, choices of the filters, count, rows, countries, themes.
        with django_assert_num_queries(6):
            visiteur.get(adresse)


def test_publications_by_type_group_and_year(visiteur):
    PublicationFabrique(titre="Choisie", genre="plaquette", groupes=[GroupeFabrique(slug="dalc")], parue_le=date(2022, 10, 1))
    PublicationFabrique(titre="Autre")
    for filtre in ("type=plaquette", "groupe=dalc", "annee=2022"):
        assert titres(visiteur.get(f"/ressources/?{filtre}")) == ["Choisie"]


def test_media_by_type(visiteur):
    MediaFabrique(titre="Son", genre="son", transcription="Bonjour.")
    MediaFabrique(titre="Texte")
    assert titres(visiteur.get("/ressources/mediatheque/?type=son")) == ["Son"]


class TestPagePublication:
    def test_shows_everything(self, visiteur, japon):
        PublicationFabrique(
            slug="repertoire",
            titre="Répertoire franco-japonais",
            edition="2ᵉ édition, février 2025",
            parue_le=date(2025, 2, 1),
            pages=200,
            partenariats_recenses=180,
            papier=True,
            prix=Decimal("25.00"),
            pays=[japon],
            groupes=[GroupeFabrique(nom="Groupe-pays Japon")],
            contacts=[ContactFabrique(nom="Pôle Asie")],
        )
        texte = sur_une_ligne(visiteur.get("/ressources/repertoire/").text)
        for attendu in (
            "2ᵉ édition, février 2025",
            "Février 2025",
            "200 pages",
            "180",
            "Papier et numérique",
            "25\u00a0€ pour les autres lecteurs",
            "gratuite pour les adhérents",
            "Demander cette publication",
            "Groupe-pays Japon",
            "Pôle Asie",
        ):
            assert attendu in texte, attendu

    @pytest.mark.parametrize(
        ("champs", "attendu"),
        [
            ({"prix": None}, "gratuite pour les adhérents."),
            ({"prix": 0}, "gratuite pour les adhérents, comme pour les autres lecteurs."),
            ({"prix": None, "gratuit_adherents": False}, "sur demande."),
            ({"prix": 12, "gratuit_adherents": False}, "12\u00a0€."),
            ({"prix": None, "papier": True}, "tarif communiqué sur demande."),
        ],
    )
    def test_price(self, visiteur, champs, attendu):
        PublicationFabrique(slug="p", **champs)
        assert attendu in sur_une_ligne(visiteur.get("/ressources/p/").text)

    def test_editions_name_each_other_when_they_are_online(self, visiteur):
        premiere = PublicationFabrique(slug="premiere", titre="Première")
        PublicationFabrique(slug="seconde", titre="Seconde", remplace=premiere)
        PublicationFabrique(titre="Troisième", remplace=premiere, brouillon=True)
        texte = sur_une_ligne(visiteur.get("/ressources/premiere/").text)
        assert "Une édition plus récente existe" in texte and "/ressources/seconde/" in texte
        assert "Troisième" not in texte
        assert "/ressources/premiere/" in sur_une_ligne(visiteur.get("/ressources/seconde/").text)
        premiere.statut = "archive"
        premiere.save()
        assert "Première" not in sur_une_ligne(visiteur.get("/ressources/seconde/").text)

    def test_documents_say_who_may_read_them(self, visiteur):
        document = DocumentFabrique(titre="Version numérique complète", acces=Acces.ADHERENTS)
        interne = DocumentFabrique(titre="Épreuves", acces=Acces.EQUIPE)
        PublicationFabrique(slug="p", documents=[document, interne])
        texte = sur_une_ligne(visiteur.get("/ressources/p/").text)
        assert "Version numérique complète" in texte and "Réservé aux adhérents" in texte
        assert "Épreuves" not in texte
        assert visiteur.get(document.get_absolute_url()).status_code == 403

    def test_a_country_ties_two_publications_before_a_theme(self, visiteur, japon):
        theme = ThemeFabrique()
        PublicationFabrique(slug="ici", pays=[japon], themes=[theme])
        PublicationFabrique(titre="Même pays", pays=[japon], parue_le=date(2001, 1, 1))
        PublicationFabrique(titre="Même thème", themes=[theme], parue_le=date(2025, 1, 1))
        PublicationFabrique(titre="Sans rapport")
        assert [p.titre for p in visiteur.get("/ressources/ici/").context["voisines"]] == ["Même pays", "Même thème"]

    def test_one_asks_for_it_by_mail_or_on_the_contact_page(self, visiteur):
        publication = PublicationFabrique(slug="p", titre="Répertoire n° 2 & suite ?")
        assert 'href="/contact/">Demander cette publication' in sur_une_ligne(visiteur.get("/ressources/p/").text)
        publication.contacts.set([ContactFabrique(nom=nom, courriel=f"{nom}+1@exemple.test") for nom in ("asie", "bureau")])
        adresse = "mailto:asie%2B1@exemple.test,bureau%2B1@exemple.test?subject=R%C3%A9pertoire%20n%C2%B0%202%20%26%20suite%20%3F"
        assert f'href="{adresse}">Demander cette publication' in sur_une_ligne(visiteur.get("/ressources/p/").text)
        publication.documents.add(DocumentFabrique())
        assert "Demander cette publication" not in sur_une_ligne(visiteur.get("/ressources/p/").text)

    @pytest.mark.parametrize(("nombre", "montrees"), [(0, 0), (1, 1), (3, 2), (5, 4)])
    def test_related_ones_go_by_pairs(self, visiteur, japon, nombre, montrees):
        PublicationFabrique(slug="ici", pays=[japon])
        for _ in range(nombre):
            PublicationFabrique(pays=[japon])
        assert len(visiteur.get("/ressources/ici/").context["voisines"]) == montrees

    @pytest.mark.parametrize("nombre", [2, 20])
    def test_number_of_queries(self, visiteur, django_assert_max_num_queries, japon, nombre):
        premiere = PublicationFabrique(pays=[japon])
        PublicationFabrique(slug="ici", pays=[japon], remplace=premiere, documents=[DocumentFabrique() for _ in range(nombre)])
        for _ in range(nombre):
            PublicationFabrique(pays=[japon], themes=[ThemeFabrique()])
        with django_assert_max_num_queries(12):
            visiteur.get("/ressources/ici/")


class TestPageMedia:
    def test_transcript_and_link_to_the_host(self, visiteur):
        MediaFabrique(
            slug="m", genre="video", lien="https://www.tube.exemple.test/v/1", transcription="Bonjour.\n\n<b>Deuxième</b>"
        )
        texte = sur_une_ligne(visiteur.get("/ressources/mediatheque/m/").text)
        assert "Voir la vidéo sur tube.exemple.test" in texte
        assert "Transcription" in texte and "<p>Bonjour.</p>" in texte
        assert "&lt;b&gt;" in texte

    def test_each_line_of_a_transcript_is_a_paragraph_and_its_speaker_stands_out(self, visiteur):
        MediaFabrique(
            slug="m", genre="son", transcription="[Musique.]\nJulie de la Tour, maire : Bonjour.\nTrois mots : un, deux."
        )
        paragraphes = (
            "<p>[Musique.]</p><p><strong>Julie de la Tour, maire\u00a0:</strong> Bonjour.</p><p>Trois mots\u00a0: un, deux.</p>"
        )
        assert paragraphes in sur_une_ligne(visiteur.get("/ressources/mediatheque/m/").text)

    def test_without_link(self, visiteur):
        MediaFabrique(slug="m")
        assert "Transcription" not in sur_une_ligne(visiteur.get("/ressources/mediatheque/m/").text)


@pytest.mark.parametrize(
    ("fabrique", "prefixe"), [(PublicationFabrique, "/ressources/"), (MediaFabrique, "/ressources/mediatheque/")]
)
def test_drafts_are_previewed_by_staff_only(membre, client_redactrice, fabrique, prefixe):
    fabrique(slug="brouillon", brouillon=True)
    assert membre.get(f"{prefixe}brouillon/").status_code == 404
    assert "Aperçu" in sur_une_ligne(client_redactrice.get(f"{prefixe}brouillon/").text)
