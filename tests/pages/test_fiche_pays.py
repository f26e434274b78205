"""The projects and the media of a country stand on its page, with what a reader may hear of."""

import pytest

from socle.acces import Acces
from tests.fabriques import CollectiviteFabrique, MediaFabrique, ProjetFabrique
from tests.lecture_html import sur_une_ligne

ADRESSE = "/pays/japon/"


@pytest.fixture
def page(visiteur, japon):
    return lambda client=visiteur: sur_une_ligne(client.get(ADRESSE).text)


def test_it_names_projects_with_their_collectivites(page, japon):
    cachee = CollectiviteFabrique(nom="Ville cachée", visible=False)
    tours = CollectiviteFabrique(nom="Ville de Tours")
    ProjetFabrique(titre="Jardins partagés", annee_debut=2024, annee_fin=2026, pays=[japon], collectivites=[tours, cachee])
    ProjetFabrique(titre="Projet caché", pays=[japon], collectivites=[cachee])
    html = page()
    assert "Jardins partagés" in html and "Ville de Tours, 2024\u00a0– 2026" in html.replace(" –", "\u00a0–")
    assert "Ville cachée" not in html and "Projet caché" not in html


def test_it_names_media_but_not_the_team_s(page, japon, client_redactrice):
    MediaFabrique(titre="Un film", genre="video", transcription="Paroles", pays=[japon])
    MediaFabrique(titre="Notes", acces=Acces.EQUIPE, pays=[japon])
    MediaFabrique(titre="Brouillon", brouillon=True, pays=[japon])
    html = page()
    assert "Un film" in html and "Vidéo" in html
    assert "Notes" not in html and "Brouillon" not in html
    assert "Notes" in page(client_redactrice)


def test_they_make_the_country_known(visiteur, japon):
    assert ADRESSE not in sur_une_ligne(visiteur.get("/pays/").text)
    MediaFabrique(pays=[japon])
    assert ADRESSE in sur_une_ligne(visiteur.get("/pays/").text)


def test_a_medium_has_neighbours_and_others_on_its_subjects(visiteur, japon):
    avant, ici, apres = (MediaFabrique(titre=f"Média {rang}", pays=[japon]) for rang in range(3))
    html = sur_une_ligne(visiteur.get(ici.get_absolute_url()).text)
    assert f'rel="prev" href="{avant.get_absolute_url()}"' in html
    assert f'rel="next" href="{apres.get_absolute_url()}"' in html
    assert "Sur les mêmes sujets" in html
