"""A page read again costs no body when nothing changed, is whole after a change, and is nobody else's."""

import gzip

import pytest
from django.http import FileResponse, HttpResponse
from django.test import RequestFactory

from cuf.conditionnel import ConditionnelMiddleware
from tests.fabriques import ActualiteFabrique, EvenementFabrique


def relire(client, adresse, etiquette, **entetes):
    return client.get(adresse, headers={"If-None-Match": etiquette, **entetes})


@pytest.mark.django_db
@pytest.mark.parametrize("adresse", ["/", "/actualites/", "/actualites/flux.rss", "/sitemap.xml"])
@pytest.mark.parametrize("changement", ["titre", "retrait", "ajout"])
def test_a_change_is_seen_at_once(visiteur, adresse, changement):
    ActualiteFabrique()
    derniere = ActualiteFabrique(titre="Avant")
    etiquette = visiteur.get(adresse)["ETag"]
    assert relire(visiteur, adresse, etiquette).status_code == 304
    if changement == "titre":
        derniere.titre = "Après"
        derniere.save()
    elif changement == "retrait":
        derniere.delete()
    else:
        ActualiteFabrique()
    assert relire(visiteur, adresse, etiquette).status_code == 200


@pytest.mark.django_db
def test_a_section_of_the_sitemap_changes_with_its_rows(visiteur):
    ActualiteFabrique()
    etiquette = visiteur.get("/sitemap-actualites.xml")["ETag"]
    assert relire(visiteur, "/sitemap-actualites.xml", etiquette).status_code == 304
    derniere = ActualiteFabrique()
    suivante = relire(visiteur, "/sitemap-actualites.xml", etiquette)
    assert suivante.status_code == 200
    derniere.delete()
    assert relire(visiteur, "/sitemap-actualites.xml", suivante["ETag"]).status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize("adresse", ["/agenda/calendrier.ics", "/agenda/rencontre/calendrier.ics", "/agenda/rencontre/"])
def test_a_change_of_an_event_is_seen_at_once(visiteur, adresse):
    evenement = EvenementFabrique(slug="rencontre", titre="Avant")
    etiquette = visiteur.get(adresse)["ETag"]
    assert relire(visiteur, adresse, etiquette).status_code == 304
    evenement.titre = "Après"
    evenement.save()
    assert relire(visiteur, adresse, etiquette).status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize("adresse", ["/actualites/flux.rss", "/sitemap-actualites.xml"])
def test_no_date_says_that_a_withdrawn_row_is_still_there(visiteur, adresse):
    ActualiteFabrique()
    assert "Last-Modified" not in visiteur.get(adresse)
    demain = "Wed, 01 Jan 2098 00:00:00 GMT"
    assert visiteur.get(adresse, headers={"If-Modified-Since": demain}).status_code == 200


class TestComptes:
    @pytest.mark.parametrize("adresse", ["/", "/actualites/", "/annuaire/"])
    def test_no_page_of_a_reader_stands_for_that_of_another(self, visiteur, membre, etranger, adresse):
        etiquettes = [client.get(adresse)["ETag"] for client in (visiteur, membre, etranger)]
        assert len(set(etiquettes)) == 3
        for rang, client in enumerate((visiteur, membre, etranger)):
            for autre, etiquette in enumerate(etiquettes):
                if autre != rang:
                    reponse = relire(client, adresse, etiquette)
                    assert reponse.status_code == 200
                    assert "Cookie" in reponse["Vary"]

    def test_the_page_of_a_member_is_gone_with_their_session(self, membre):
        etiquette = membre.get("/actualites/")["ETag"]
        membre.logout()
        assert relire(membre, "/actualites/", etiquette).status_code == 200

    def test_what_is_never_kept_has_no_tag(self, membre, client_redactrice, groupe_japon):
        reservee = ActualiteFabrique(acces="groupe", cercles=[groupe_japon]).get_absolute_url()
        for client, adresse in ((membre, reservee), (membre, "/espace/"), (client_redactrice, "/actualites/")):
            reponse = client.get(adresse)
            assert reponse.status_code == 200
            assert "no-store" in reponse["Cache-Control"]
            assert "ETag" not in reponse
            assert relire(client, adresse, "*").status_code == 200


class TestCompression:
    def test_the_tag_holds_through_compression_which_makes_it_weak(self, db, visiteur):
        ActualiteFabrique()
        compressee = visiteur.get("/actualites/", headers={"Accept-Encoding": "gzip"})
        claire = visiteur.get("/actualites/")
        assert gzip.decompress(compressee.content) == claire.content
        assert compressee["ETag"] == f"W/{claire['ETag']}"
        for etiquette in (compressee["ETag"], claire["ETag"]):
            reponse = relire(visiteur, "/actualites/", etiquette, **{"Accept-Encoding": "gzip"})
            assert reponse.status_code == 304
            assert "Content-Encoding" not in reponse
            assert set(reponse["Vary"].split(", ")) == set(compressee["Vary"].split(", ")) >= {"Accept-Encoding", "Cookie"}


class TestAutresReponses:
    def passer(self, reponse):
        return ConditionnelMiddleware(lambda requete: reponse)(RequestFactory().get("/", headers={"If-None-Match": "*"}))

    @pytest.mark.parametrize("statut", [400, 403, 404, 500])
    def test_an_error_stays_an_error(self, statut):
        assert self.passer(HttpResponse("Erreur", status=statut)).status_code == statut

    @pytest.mark.django_db  # closing the file ends the request, which looks at the connection
    def test_a_file_is_not_read_to_be_tagged(self, tmp_path):
        chemin = tmp_path / "film.bin"
        chemin.write_bytes(b"0" * 100)
        fichier = FileResponse(chemin.open("rb"), headers={"Last-Modified": "Thu, 01 Jan 2026 00:00:00 GMT"})
        recue = self.passer(fichier)
        assert recue is fichier
        assert "ETag" not in recue and "Last-Modified" in recue
        recue.close()
