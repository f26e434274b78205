"""The declaration of accessibility, drawn from its review, and the form by which people say what they cannot read or use."""

import re

import pytest
from django.conf import settings

from comptes.verrou import LIENS_PAR_COMPTE
from courriels.models import Courriel
from pages.conformite import REVUE, lire
from tests.lecture_html import sur_une_ligne
from tests.test_envois import deux_fois, jeton

pytestmark = pytest.mark.django_db

DECLARATION, SIGNALER, RECU = "/accessibilite/", "/accessibilite/signaler/", "/accessibilite/signaler/recu/"
THEMES = (9, 2, 3, 13, 8, 2, 5, 10, 4, 14, 13, 11, 12)
SAISIE = {"page": "/agenda/?periode=passes", "description": "Le bouton\nn’a pas de nom.", "courriel": "ines@exemple.test"}


def revue_de(*etats):
    lignes = "\n".join(f"| 1.{rang} | Un critère | {etat} | vu |" for rang, etat in enumerate(etats, 1))
    return lire(
        f"Date de la revue : 2026-11-30\n\n## Technologies\n\n- HTML\n\n## Environnement de test\n\n- Chromium\n\n{lignes}\n"
    )


class TestRevue:
    def test_it_judges_each_criterion_of_the_rgaa_once(self):
        attendus = [f"{theme}.{rang}" for theme, nombre in enumerate(THEMES, 1) for rang in range(1, nombre + 1)]
        assert [un.numero for un in REVUE.criteres] == attendus
        assert len(attendus) == 106

    @pytest.mark.parametrize(
        ("etats", "etat", "taux"),
        [
            (["conforme"] * 3 + ["non applicable"], "totalement conforme", 100),
            (["conforme"] * 199 + ["non conforme"], "partiellement conforme", 99),
            (["conforme", "non conforme"], "partiellement conforme", 50),
            (["conforme", "non vérifié"], "partiellement conforme", 50),
            (["conforme", "non vérifié", "non conforme", "non applicable"], "non conforme", 33),
        ],
    )
    def test_the_state_is_the_share_of_what_is_met_among_what_applies(self, etats, etat, taux):
        revue = revue_de(*etats)
        assert (revue.etat, revue.taux) == (etat, taux)

    def test_a_list_ends_where_the_next_part_begins(self):
        revue = revue_de("conforme")
        assert (revue.technologies, revue.environnement, revue.pages) == (("HTML",), ("Chromium",), ())

    def test_the_tests_that_it_names_exist(self):
        textes = [fichier.read_text() for fichier in (settings.BASE_DIR / "tests").rglob("test_*.py")]
        for un in REVUE.criteres:
            for cite in un.constat.split("`")[1::2]:
                if cite.startswith("test_"):
                    assert any(f"def {cite}(" in texte for texte in textes), (un.numero, cite)
                elif "/" in cite and " " not in cite:
                    assert any(settings.BASE_DIR.glob(f"{cite}*")), (un.numero, cite)


class TestDeclaration:
    def test_it_says_all_that_the_law_asks(self, visiteur):
        texte = sur_une_ligne(visiteur.get(DECLARATION).text)
        nombres = REVUE.nombres
        for mots in (
            f"<h1>Accessibilité\u00a0: {REVUE.etat}</h1>",
            "article 47 de la loi n°\u00a02005-102",
            f"{nombres['conformes']} des {nombres['applicables']} critères applicables",
            f"soit {REVUE.taux}\u00a0%",
            "30\u00a0novembre 2026",
            "https://formulaire.defenseurdesdroits.fr/",
            "Libre réponse 71120, 75342 Paris CEDEX 07",
            f'href="{SIGNALER}"',
            *(f"(critère {un.numero})" for un in [*REVUE.non_conformes, *REVUE.non_verifies]),
        ):
            assert mots in texte.replace("\u202f", "\u00a0"), mots

    def test_each_page_leads_to_it_in_the_words_of_the_law(self, visiteur):
        pied = sur_une_ligne(visiteur.get("/").text).split('id="pied"')[1]
        assert re.search(rf'href="{DECLARATION}"\s*>Accessibilité\u00a0: {REVUE.etat}</a>', pied)
        assert f'href="{SIGNALER}"' in pied


class TestSignalement:
    def test_it_leaves_for_the_contact_of_the_site(self, visiteur):
        reponse = visiteur.post(SIGNALER, SAISIE)
        assert (reponse.status_code, reponse["Location"]) == (302, RECU)
        courriel = Courriel.objects.get()
        assert courriel.destinataire == settings.CUF_CONTACT
        for mots in (SAISIE["page"], "Le bouton", "n’a pas de nom.", SAISIE["courriel"]):
            assert mots in courriel.texte
        assert courriel.travail
        assert "Votre signalement est reçu" in visiteur.get(RECU).text

    def test_only_what_is_wrong_must_be_said(self, visiteur):
        assert visiteur.post(SIGNALER, {"description": "Illisible."}).status_code == 302
        texte = Courriel.objects.get().texte
        assert "non précisée" in texte and "aucune adresse laissée" in texte

    def test_sent_twice_it_is_written_once(self, visiteur):
        deux_fois(visiteur, SIGNALER, {**SAISIE, **jeton(visiteur, SIGNALER)})
        assert Courriel.objects.count() == 1

    @pytest.mark.parametrize(
        ("champ", "valeur"),
        [("description", ""), ("description", "d" * 4001), ("courriel", "ines"), ("page", "/" + "p" * 500)],
    )
    def test_a_bad_answer_is_400_and_keeps_what_was_typed(self, visiteur, champ, valeur):
        envoi = {**SAISIE, champ: valeur}
        reponse = visiteur.post(SIGNALER, envoi)
        assert reponse.status_code == 400
        assert f'href="#id_{champ}"' in sur_une_ligne(reponse.text)
        assert "<title>Erreur\u00a0: Signaler" in reponse.text
        for nom, tape in envoi.items():
            assert tape in reponse.text, nom
        assert not Courriel.objects.exists()

    def test_a_program_is_thanked_and_writes_nothing(self, visiteur):
        assert visiteur.post(SIGNALER, {**SAISIE, "site": "https://exemple.test"})["Location"] == RECU
        assert not Courriel.objects.exists()

    @pytest.mark.parametrize("courriel", [SAISIE["courriel"], ""])
    def test_nobody_floods_the_team(self, visiteur, courriel):
        envois = [{**SAISIE, "courriel": courriel, "description": f"Défaut {rang}"} for rang in range(LIENS_PAR_COMPTE + 1)]
        reponses = [visiteur.post(SIGNALER, envoi) for envoi in envois]
        assert [une.status_code for une in reponses] == [302] * LIENS_PAR_COMPTE + [429]
        assert f"Défaut {LIENS_PAR_COMPTE}" in reponses[-1].text
        assert Courriel.objects.count() == LIENS_PAR_COMPTE

    @pytest.mark.parametrize(
        ("requete", "venue", "page"),
        [
            ("", "http://testserver/agenda/?periode=passes", "/agenda/?periode=passes"),
            ("", "http://testserver/annuaire/", "/annuaire/"),
            ("", "https://ailleurs.exemple.test/annuaire/", ""),
            ("", "http://testserver/accessibilite/", ""),
            ("", "http://[", ""),
            ("", "", ""),
            ("?page=/pays/japon/", "http://testserver/annuaire/", "/pays/japon/"),
        ],
    )
    def test_the_page_that_one_comes_from_is_written_already(self, visiteur, requete, venue, page):
        reponse = visiteur.get(SIGNALER + requete, headers={"referer": venue})
        assert reponse.context["form"]["page"].value() == page

    def test_it_is_not_kept_and_not_searched_for(self, visiteur):
        reponse = visiteur.get(SIGNALER)
        assert "no-store" in reponse["Cache-Control"]
        assert 'content="noindex"' in reponse.text
