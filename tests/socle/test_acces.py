"""Who reads what: the five levels, in the query, on the object, on pages and on files."""

import pytest
from django.urls import reverse

from actualites.models import Actualite
from groupes_pays.lecteurs import lecteur_pour
from mediatheque.models import Document
from socle.acces import EQUIPE, VISITEUR, Acces
from tests.fabriques import ActualiteFabrique, DocumentFabrique, GroupeFabrique

LISIBLES = {
    "visiteur": {"public"},
    "dana": {"public", "collectivites"},
    "charlie": {"public", "collectivites", "adherents"},
    "bob": {"public", "collectivites", "adherents", "groupe-japon"},
    "redactrice": {"public", "collectivites", "adherents", "groupe-japon", "groupe-autre", "equipe"},
}


@pytest.fixture
def une_de_chaque(groupe_japon):
    """One piece of news a level, and two kept for groups: Bob's and one he is not in."""
    autre = GroupeFabrique(nom="Groupe-pays Vietnam")
    for acces in ("public", "collectivites", "adherents", "equipe"):
        ActualiteFabrique(slug=acces, acces=acces)
    ActualiteFabrique(slug="groupe-japon", acces=Acces.GROUPE, cercles=[groupe_japon.cercle_ptr])
    ActualiteFabrique(slug="groupe-autre", acces=Acces.GROUPE, cercles=[autre.cercle_ptr])


@pytest.fixture
def lecteur(request):
    def trouver(qui):
        return VISITEUR if qui == "visiteur" else lecteur_pour(request.getfixturevalue(qui))

    return trouver


@pytest.mark.parametrize("qui", LISIBLES)
def test_each_reader_reads_their_levels(qui, une_de_chaque, lecteur):
    lignes = Actualite.objects.visibles_par(lecteur(qui))
    assert set(lignes.values_list("slug", flat=True)) == LISIBLES[qui]
    assert lignes.count() == len(LISIBLES[qui])


@pytest.mark.parametrize("qui", LISIBLES)
def test_the_object_says_the_same_as_the_query(qui, une_de_chaque, lecteur):
    le_lecteur = lecteur(qui)
    assert {contenu.slug for contenu in Actualite.objects.all() if le_lecteur.peut_lire(contenu)} == LISIBLES[qui]


@pytest.mark.parametrize("qui", LISIBLES)
def test_only_staff_see_the_titles_of_the_team(qui, une_de_chaque, lecteur):
    titres = set(Actualite.objects.annonces_pour(lecteur(qui)).values_list("slug", flat=True))
    assert ("equipe" in titres) == (qui == "redactrice")
    assert titres >= {"public", "collectivites", "adherents", "groupe-japon", "groupe-autre"}


def test_a_content_for_two_groups_of_one_reader_comes_once(bob, groupe_japon, groupe_armenie):
    cercles = [groupe_japon.cercle_ptr, groupe_armenie.cercle_ptr]
    ActualiteFabrique(acces=Acces.GROUPE, cercles=cercles)
    assert Actualite.objects.visibles_par(lecteur_pour(bob)).count() == 1


def test_visitors_and_staff_are_constants(redactrice, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert lecteur_pour(redactrice) is EQUIPE


@pytest.mark.parametrize(
    ("client", "acces", "attendu"),
    [
        ("visiteur", "public", 200),
        ("visiteur", "collectivites", 403),
        ("agent", "collectivites", 200),
        ("agent", "adherents", 403),
        ("etranger", "adherents", 200),
        ("etranger", "groupe", 403),
        ("membre", "groupe", 200),
        ("membre", "equipe", 404),
        ("client_redactrice", "equipe", 200),
    ],
)
def test_a_document_is_streamed_to_its_readers_only(client, acces, attendu, request, groupe_japon):
    piece = DocumentFabrique(titre="Compte rendu", acces=acces, cercles=[groupe_japon.cercle_ptr])
    reponse = request.getfixturevalue(client).get(piece.get_absolute_url())
    assert reponse.status_code == attendu
    if attendu == 200:
        assert b"".join(reponse.streaming_content) == b"%PDF-1.4 essai"
        assert 'filename="Compte rendu.pdf"' in reponse["Content-Disposition"]
        assert ("no-store" in reponse.get("Cache-Control", "")) == (acces != "public")
    else:
        assert ("Compte rendu" in reponse.content.decode()) is (attendu == 403)


def test_no_address_leads_to_a_file(visiteur, db):
    piece = DocumentFabrique(acces=Acces.EQUIPE)
    with pytest.raises(ValueError, match="mediatheque.views.document"):
        _ = piece.fichier.url
    for racine in ("/media/", "/static/", "/documents/"):
        assert visiteur.get(racine + piece.fichier.name).status_code == 404
        assert visiteur.get(f"{racine}../documents/{piece.fichier.name}").status_code in (400, 404)


def test_a_document_whose_file_is_lost_says_404(visiteur, db):
    piece = DocumentFabrique()
    piece.fichier.storage.delete(piece.fichier.name)
    assert visiteur.get(piece.get_absolute_url()).status_code == 404
    assert Document.objects.get().poids == 0


def test_a_document_keeps_nothing_of_the_sent_name(db):
    assert "essai" not in DocumentFabrique().fichier.name


def test_the_page_of_components_is_for_the_team(visiteur, membre, client_redactrice):
    adresse = reverse("pages:composants")
    assert [client.get(adresse).status_code for client in (visiteur, membre, client_redactrice)] == [403, 403, 200]


def test_what_is_kept_for_some_is_not_kept_by_the_browser(une_de_chaque, membre, visiteur):
    """On a shared computer, the next person goes back through the history of the one who signed out."""
    for slug, lu in (("public", False), ("adherents", True), ("groupe-japon", True)):
        reponse = membre.get(f"/actualites/{slug}/")
        assert reponse.status_code == 200
        assert ("no-store" in reponse.get("Cache-Control", "")) == lu, slug
    assert "Cookie" in visiteur.get("/actualites/public/")["Vary"]
