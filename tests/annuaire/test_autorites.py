"""The page of an authority abroad, and the ways to group partnerships."""

from datetime import date

from annuaire.models import AutoriteLocale, Partenariat
from tests.annuaire.test_doubles import saisie
from tests.fabriques import AutoriteLocaleFabrique, CollectiviteFabrique, PartenariatFabrique, PaysFabrique, ProjetFabrique
from tests.lecture_html import sur_une_ligne

KUMAMOTO = "/annuaire/autorites/kumamoto/"


def kumamoto(**champs):
    return AutoriteLocaleFabrique(nom="Kumamoto", slug="kumamoto", pays=PaysFabrique(latitude=36.6, longitude=138.0), **champs)


def page(client, adresse=KUMAMOTO, statut=200):
    reponse = client.get(adresse)
    assert reponse.status_code == statut
    return sur_une_ligne(reponse.text)


class TestPage:
    def test_partners_country_and_last_confirmation(self, visiteur, aix, colombes):
        ville = kumamoto(site="https://kumamoto.example/")
        PartenariatFabrique(collectivites=[aix], autorites=[ville], annee=2013, confirme_le=date(2025, 6, 6))
        PartenariatFabrique(collectivites=[colombes], autorites=[ville], annee=2001, confirme_le=date(2024, 1, 2))
        contenu = page(visiteur)
        for texte in (
            'href="/annuaire/aix-en-provence/"',
            'href="/annuaire/colombes/"',
            'href="/pays/japon/"',
            '<dd><time datetime="2025-06-06">',
            "<dd>2001</dd>",
            'href="https://kumamoto.example/"',
            'href="/annuaire/carte/?pays=JP"',
        ):
            assert texte in contenu, texte
        assert f'<a href="{KUMAMOTO}"' not in contenu

    def test_never_confirmed(self, visiteur, aix):
        PartenariatFabrique(collectivites=[aix], autorites=[kumamoto()])
        contenu = page(visiteur)
        assert "Aucune pour le moment" in contenu
        assert "Le point est au milieu du pays" in contenu
        assert contenu.count("à confirmer") == 1

    def test_without_any_point_there_is_no_map(self, visiteur, aix):
        PartenariatFabrique(
            collectivites=[aix], autorites=[AutoriteLocaleFabrique(slug="perdue", pays=PaysFabrique(alpha2="ZZ"))]
        )
        assert '<svg class="planisphere' not in page(visiteur, "/annuaire/autorites/perdue/")

    def test_one_tied_to_hidden_collectivites_only_has_no_page(self, visiteur, db):
        PartenariatFabrique(collectivites=[CollectiviteFabrique(visible=False)], autorites=[kumamoto()])
        page(visiteur, statut=404)

    def test_a_hidden_collectivite_is_not_named(self, visiteur, aix):
        ville = kumamoto()
        cachee = CollectiviteFabrique(nom="Ville cachée", visible=False)
        lien = PartenariatFabrique(collectivites=[aix, cachee], autorites=[ville])
        PartenariatFabrique(collectivites=[cachee], autorites=[ville], description="Lien caché")
        ProjetFabrique(titre="Projet caché", collectivites=[cachee], partenariat=lien)
        ProjetFabrique(titre="Projet public", collectivites=[aix], partenariat=lien)
        contenu = page(visiteur)
        assert "caché" not in contenu
        assert "Projet public" in contenu

    def test_unknown(self, visiteur, db):
        page(visiteur, "/annuaire/autorites/nulle-part/", 404)


class TestGroups:
    def test_by_town_abroad_and_by_collectivite(self, visiteur, aix, colombes, japon, armenie):
        nara, masis = AutoriteLocaleFabrique(nom="Nara", pays=japon), AutoriteLocaleFabrique(nom="Masis", pays=armenie)
        PartenariatFabrique(collectivites=[aix], autorites=[nara])
        PartenariatFabrique(collectivites=[colombes], autorites=[nara])
        PartenariatFabrique(collectivites=[aix], autorites=[masis])

        def groupes(tri):
            sections = visiteur.get(f"/annuaire/partenariats/?tri={tri}").context["sections"]
            return [(str(titre), len(lignes)) for titre, lignes in sections]

        assert groupes("ville") == [("Masis (Arménie)", 1), ("Nara (Japon)", 2)]
        assert groupes("") == [("Arménie", 1), ("Japon", 2)]
        assert groupes("collectivite") == [("Ville d’Aix-en-Provence", 2), ("Ville de Colombes", 1)]
        assert [titre for titre, _ in groupes("annee")] == ["None"]
        contenu = page(visiteur, "/annuaire/partenariats/?tri=ville")
        assert f'<h2 class="liste__mois" id="{nara.slug}"><a href="{nara.get_absolute_url()}">' in contenu

    def test_sectors_are_a_filter_too(self, visiteur, aix, db):
        PartenariatFabrique(collectivites=[aix], autorites=[kumamoto()])
        page(visiteur, "/annuaire/partenariats/?secteur=zzz", 400)


class TestBackOffice:
    AJOUT = "/admin/annuaire/autoritelocale/add/"

    def test_address_and_point_are_found_when_they_are_not_typed(self, client_editrice, japon):
        assert client_editrice.post(self.AJOUT, saisie(client_editrice, self.AJOUT, nom="Nara", pays="JP")).status_code == 302
        nara = AutoriteLocale.objects.get()
        assert (nara.slug, round(nara.latitude), round(nara.longitude)) == ("nara-jp", 35, 136)

    def test_what_is_typed_is_kept(self, client_editrice, japon):
        champs = {"nom": "Nara", "pays": "JP", "slug": "nara", "latitude": "1.5", "longitude": "2.5"}
        assert client_editrice.post(self.AJOUT, saisie(client_editrice, self.AJOUT, **champs)).status_code == 302
        nara = AutoriteLocale.objects.get()
        assert (nara.slug, nara.latitude, nara.longitude) == ("nara", 1.5, 2.5)

    def test_the_english_name_is_found_unless_it_is_typed(self, client_editrice, db):
        PaysFabrique(alpha2="SY", nom="Syrie")
        for nom, saisi, attendu in (("Alep", "", "Aleppo"), ("Damas", "Old Damascus", "Old Damascus")):
            champs = saisie(client_editrice, self.AJOUT, nom=nom, pays="SY", nom_anglais=saisi)
            assert client_editrice.post(self.AJOUT, champs).status_code == 302
            assert AutoriteLocale.objects.get(nom=nom).nom_anglais == attendu

    def test_half_a_point_is_refused(self, client_editrice, japon):
        champs = saisie(client_editrice, self.AJOUT, nom="Nara", pays="JP", latitude="1.5")
        reponse = client_editrice.post(self.AJOUT, champs)
        assert reponse.status_code == 200 and "Un point a une latitude" in sur_une_ligne(reponse.text)
        assert not AutoriteLocale.objects.exists()

    def test_the_old_address_leads_to_the_new(self, client_editrice, visiteur, aix):
        ville = kumamoto()
        PartenariatFabrique(collectivites=[aix], autorites=[ville])
        adresse = f"/admin/annuaire/autoritelocale/{ville.pk}/change/"
        assert client_editrice.post(adresse, saisie(client_editrice, adresse, slug="kumamoto-shi")).status_code == 302
        assert visiteur.get(KUMAMOTO)["Location"] == "/annuaire/autorites/kumamoto-shi/"
        assert Partenariat.objects.count() == 1
