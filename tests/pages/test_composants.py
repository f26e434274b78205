import re
from datetime import date, time
from decimal import Decimal

import pytest
from django import forms
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.paginator import Paginator
from django.template import Context, RequestContext, Template
from django.template.loader import get_template
from django.test import RequestFactory
from django.utils.safestring import mark_safe

from agenda.models import Evenement
from fonds_solidarite.models import FondsSolidarite
from pages.exemples import ligne
from pages.vitrine import vitrine
from socle import nombres
from socle.acces import VISITEUR
from socle.templatetags import composants
from tests.lecture_html import sur_une_ligne

N = "\u00a0"
GABARITS = settings.BASE_DIR / "templates"
COMPOSANTS = sorted(chemin.stem for chemin in (GABARITS / "composants").glob("*.html"))


def rendu(source, **contexte):
    requete = contexte.pop("requete", None)
    page = RequestContext(requete, contexte) if requete else Context(contexte)
    return Template("{% load composants %}" + source).render(page)


def test_every_component_of_the_show_page_renders(client, admin_client):
    assert client.get("/composants/").status_code == 403
    reponse = admin_client.get("/composants/?pays=JP&annee=2025")
    assert reponse.status_code == 200
    for attendu in ("Fonds Maroc", "Annulé", f"520{N}000{N}€", "Page 5 sur 12", "Retirer le filtre Pays"):
        assert attendu in reponse.content.decode()


def test_a_cover_depends_on_its_subject_only():
    assert composants.couverture("Japon", "a") == composants.couverture("Japon", "a")
    assert composants.couverture("Japon", "a") != composants.couverture("Japon", "b")
    assert composants.couverture("Japon", "a") != composants.couverture("Maroc", "a")


@pytest.mark.parametrize("variante", ["a", "b", "c", "d", "e", "f"])  # between them, the three compositions
def test_a_cover_holds_a_strict_csp_and_is_hidden_from_assistive_technologies(variante):
    dessin = composants.couverture('"><script>alert(1)</script>', variante)
    assert 'aria-hidden="true"' in dessin
    assert "style=" not in dessin
    assert "script" not in dessin
    assert len(dessin) < 5000


def test_range_of_days_is_written_with_its_dates():
    assert rendu("{% plage a b %}", a=date(2025, 9, 18), b=date(2025, 9, 19)) == (
        f'du <time datetime="2025-09-18">18</time> au <time datetime="2025-09-19">19{N}septembre 2025</time>'
    )
    assert rendu("{% plage a %}", a=date(2025, 11, 19)) == (f'<time datetime="2025-11-19">mercredi 19{N}novembre 2025</time>')


def test_hours_are_written_only_when_known():
    assert rendu("{% heures a b %}", a=time(15), b=time(16, 30)) == f"15{N}h{N}–\u2060{N}16{N}h{N}30"
    assert rendu("{% heures a b %}", a=None, b=None) == ""


@pytest.mark.parametrize(
    ("valeur", "attendu"),
    [
        (520000, f"520{N}000{N}€"),
        (Decimal("12.50"), f"12,50{N}€"),
        (Decimal("-1234.50"), f"−1{N}234,50{N}€"),
        (Decimal("-1234"), f"−1{N}234{N}€"),
        (0, f"0{N}€"),
    ],
)
def test_amounts(valeur, attendu):
    assert nombres.montant(valeur) == attendu


def test_weights_of_files():
    assert nombres.poids(200) == f"1{N}Ko"
    assert nombres.poids(348_000) == f"348{N}Ko"
    assert nombres.poids(1_240_000) == f"1,2{N}Mo"


def test_typography_escapes_what_people_typed_and_keeps_safe_html():
    assert rendu("{{ t|typo }}", t="<b> ?") == f"&lt;b&gt;{N}?"
    assert rendu("{{ t|typo }}", t="R&D !") == f"R&amp;D{N}!"
    assert rendu("{{ t|typo }}", t=mark_safe("<b>Oui !</b>")) == f"<b>Oui{N}!</b>"


@pytest.mark.parametrize(
    ("total", "part", "taux"),
    [(100, 78, 78), (0, 0, 0), (100, 150, 100), (100, -5, 0), (Decimal("3"), Decimal("2"), 67), (1000, 999, 99), (1000, 1, 1)],
)
def test_gauge_share(total, part, taux):
    assert composants.jauge(total, part)["taux"] == taux


def test_gauge_says_its_figures():
    html = rendu("{% jauge 520000 410000 %}")
    assert f"410{N}000{N}€ affectés (79{N}%)" in html
    assert f"110{N}000{N}€ à affecter" in html


def test_pagination_keeps_the_filters():
    request = RequestFactory().get("/actualites/?pays=JP&pays=MG&page=5")
    request.user, request.lecteur = AnonymousUser(), VISITEUR
    html = rendu('{% include "composants/pagination.html" %}', page=Paginator(range(120), 10).page(5), requete=request)
    assert "Page 5 sur 12" in html
    assert 'href="?pays=JP&amp;pays=MG&amp;page=6"' in html


def test_pagination_of_a_single_page_is_nothing():
    assert rendu('{% include "composants/pagination.html" %}', page=Paginator(range(3), 10).page(1)).strip() == ""


class Filtre(forms.Form):
    pays = forms.MultipleChoiceField(choices=[("JP", "Japon"), ("MG", "Madagascar")], required=False, label="Pays")
    annee = forms.IntegerField(required=False, label="Année")
    texte = forms.CharField(required=False)


def actifs(adresse):
    request = RequestFactory().get(adresse)
    return composants.filtres_actifs({"request": request}, Filtre(request.GET))


def test_each_filter_in_force_can_be_removed_alone():
    liste = actifs("/?pays=JP&pays=MG&annee=2025&page=3")
    assert [(actif["champ"], actif["libelle"], actif["adresse"]) for actif in liste] == [
        ("Pays", "Japon", "?pays=MG&annee=2025"),
        ("Pays", "Madagascar", "?pays=JP&annee=2025"),
        ("Année", "2025", "?pays=JP&pays=MG"),
    ]


@pytest.mark.parametrize("adresse", ["/", "/?pays=&annee=", "/?pays=XX", "/?annee=abc", "/?inconnu=1"])
def test_no_filter_in_force(adresse):
    assert actifs(adresse) == []


@pytest.mark.parametrize(
    ("etat", "affiche", "attendu"),
    [("annule", "annulé", "Annulé"), ("reporte", "reporté", "Reporté"), ("complet", "complet", "Complet")],
)
def test_the_state_of_an_event_is_said_in_words(etat, affiche, attendu):
    evenement = vitrine()["evenements"][0]
    evenement.etat = etat
    assert evenement.get_etat_display() == affiche
    html = rendu('{% include "composants/carte_evenement.html" %}', evenement=evenement)
    assert attendu in html


def test_heading_level_is_chosen_by_the_page():
    carte = '{% include "composants/carte_actualite.html" with niveau=2 %}'
    assert '<h2 class="carte__titre">' in rendu(carte, actualite=vitrine()["actualites"][0])


@pytest.mark.parametrize(
    ("acces", "attendu"), [("adherents", "Réservé aux adhérents"), ("groupe", "Réservé à un groupe ou un comité"), ("public", "")]
)
def test_lock_badge(acces, attendu):
    html = rendu('{% include "composants/etiquette_acces.html" %}', acces=acces).strip()
    assert (attendu in html) if attendu else html == ""


def test_errors_of_a_field_are_linked_to_it():
    html = rendu("{% for champ in formulaire_refuse %}{% include 'composants/formulaire_champ.html' %}{% endfor %}", **vitrine())
    assert 'aria-describedby="id_refus-courriel_error"' in html
    assert 'id="id_refus-courriel_error"' in html
    assert 'autocomplete="email"' in html


@pytest.mark.parametrize("nom", COMPOSANTS)
def test_each_component_opens_with_a_comment_saying_its_parameters(nom):
    assert (GABARITS / "composants" / f"{nom}.html").read_text().startswith("{# ")


def test_each_component_is_shown_on_the_internal_page():
    montres, a_lire = set(), ["pages/composants.html", "base.html"]
    while a_lire:
        source = (GABARITS / a_lire.pop()).read_text()
        noms = set(re.findall(r"composants/(\w+)\.html", source))
        noms |= {"visuel"} if "{% visuel" in source else set()
        noms |= {"jauge"} if "{% jauge" in source else set()
        a_lire += [f"composants/{nom}.html" for nom in noms - montres]
        montres |= noms
    assert set(COMPOSANTS) - montres == set()


@pytest.mark.parametrize("nom", ["400.html", "403.html", "404.html", "500.html", "503.html"])
def test_error_pages_render_with_no_context_at_all(nom):
    html = get_template(nom).render()
    assert "<h1>" in html
    assert 'href="/"' in html


def test_a_neighbour_says_its_own_date():
    jour = date(2025, 11, 19)
    page = rendu(
        '{% include "composants/precedent_suivant.html" with quoi="Fonds" %}',
        precedent=ligne(Evenement, titre="Atelier", slug="atelier", debut=jour, publie_le=date(2025, 1, 2)),
        suivant=ligne(FondsSolidarite, titre="Fonds Maroc", slug="maroc", ouvert_le=date(2023, 9, 1), publie_le=date(2025, 1, 2)),
    )
    page = sur_une_ligne(page)
    assert f"Fonds précédent, mercredi 19{N}novembre 2025" in page
    assert "Fonds suivant, septembre 2023" in page
    assert 'aria-label="Fonds précédent et suivant"' in page


def test_a_tie_is_not_linked_to_the_page_it_is_on():
    (lien, _) = vitrine()["partenariats"]
    ici = lien.collectivites.all()[0]
    page = rendu('{% include "composants/carte_partenariat.html" with page_de=ici %}', partenariat=lien, ici=ici)
    assert "/annuaire/saint-nazaire/" in page
    assert "/annuaire/nantes/" not in page


@pytest.mark.parametrize(
    ("fin", "heure_debut", "heure_fin", "attendu"),
    [
        (date(2026, 12, 10), None, None, f"jeudi 10{N}décembre 2026"),
        (date(2026, 12, 10), time(14), time(16, 30), f"jeudi 10{N}décembre 2026, 14{N}h"),
        (date(2026, 12, 11), None, None, f"du 10 au 11{N}décembre 2026"),
        (date(2026, 12, 11), time(14), None, f"du 10 au 11{N}décembre 2026, à partir de 14{N}h"),
        (date(2026, 12, 11), time(14), time(12, 30), f"du 10{N}décembre, 14{N}h, au 11{N}décembre 2026, 12{N}h{N}30"),
        (date(2027, 1, 2), time(14), time(9), f"du 10{N}décembre 2026, 14{N}h, au 2{N}janvier 2027, 9{N}h"),
    ],
)
def test_each_hour_stands_beside_its_day(fin, heure_debut, heure_fin, attendu):
    html = str(composants.moment(date(2026, 12, 10), fin, heure_debut, heure_fin))
    assert re.sub(r"<[^>]+>", "", html).startswith(attendu)
