"""The two forms of a message say the same, in the house style, without pictures."""

import re
from html.parser import HTMLParser
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.template.loader import render_to_string

from annuaire.models import DemandeAdhesion, DemandeModification
from courriels.mise_en_page import en_texte, habiller
from socle.palette import JETONS
from tests.fabriques import ActualiteFabrique, CollectiviteFabrique, ContactFabrique, EvenementFabrique, UtilisateurFabrique

GABARITS = Path(__file__).resolve().parents[2] / "templates" / "emails"
LIEN = "https://portail.exemple.test/ici/?a=1&b=2"


def rendre(gabarit, **contexte):
    commun = {"sujet": "Essai", "portail": "https://portail.exemple.test", "couleurs": JETONS}
    return render_to_string(f"emails/{gabarit}", {**commun, **contexte})


def demande(**champs):
    commentaire = "Oui & non.\n\n<b>Merci</b>"
    return DemandeModification(**{"etat": "partielle", "changements": {"ville": {}}, "commentaire": commentaire, **champs})


def decision(une, **champs):
    ici = {"adresse": LIEN, "page": LIEN, "acceptes": ["Ville"], "refuses": ["Téléphone", "Site"], **champs}
    return rendre(
        "annuaire/decision.html",
        demande=une,
        collectivite=CollectiviteFabrique.build(nom="Ville d’Aix"),
        utilisateur=UtilisateurFabrique.build(prenom="Inès", nom="Été"),
        **ici,
    )


def etape(gabarit):
    ici = UtilisateurFabrique.build(prenom="Inès", nom="Été")
    contenu = ActualiteFabrique.build(titre="Un <titre>", auteur=ici)
    suite = {"nature": "actualité", "mot": "Citez la source.", "seul": False, "adresse": LIEN, "page": LIEN}
    return rendre(gabarit, contenu=contenu, par=ici, a=ici, **suite)


def compte(gabarit):
    utilisateur = UtilisateurFabrique.build(prenom="Inès", nom="Été", courriel="ines@exemple.test")
    return rendre(gabarit, utilisateur=utilisateur, lien=LIEN, oubli=LIEN)


def adhesion(gabarit):
    une = DemandeAdhesion(nom="Ville d’Aix", courriel="ines@exemple.test")
    return rendre(gabarit, demande=une, a=UtilisateurFabrique.build(prenom="Inès", nom="Été"), adresse=LIEN)


def securite():
    utilisateur = UtilisateurFabrique.build(prenom="Inès", nom="Été")
    return rendre("comptes/securite.html", utilisateur=utilisateur, fait="Un second facteur a été retiré.", compte=LIEN)


def compte_rendu():
    referent = ContactFabrique.build(nom="Pôle <Asie>")
    ici = {"evenement": EvenementFabrique.build(titre="Une réunion"), "echeance": "25 mars 2026", "rappel": True}
    return rendre("agenda/compte_rendu.html", a=referent, adresse=LIEN, **ici)


def remarques():
    remarque = SimpleNamespace(qui="Inès Été", citation="ce passage", texte="D’où vient <ce chiffre> ?")
    reponse = SimpleNamespace(qui="Rémi", texte="Du rapport.")
    ici = {
        "contenu": ActualiteFabrique.build(titre="Un <titre>"),
        "lignes": [(remarque, remarque, False), (remarque, reponse, True)],
    }
    return rendre("redaction/remarques.html", a=UtilisateurFabrique.build(prenom="Inès", nom="Été"), adresse=LIEN, **ici)


def empechee():
    ici = {"contenu": ActualiteFabrique.build(titre="Un <titre>"), "empeche": "Le titre manque."}
    return rendre("redaction/retouche_empechee.html", a=UtilisateurFabrique.build(prenom="Inès", nom="Été"), adresse=LIEN, **ici)


PAGES = {
    "agenda/compte_rendu.html": compte_rendu,
    "annuaire/adhesion_equipe.html": lambda: adhesion("annuaire/adhesion_equipe.html"),
    "annuaire/adhesion_recue.html": lambda: adhesion("annuaire/adhesion_recue.html"),
    "annuaire/decision.html": lambda: decision(demande()),
    "comptes/invitation.html": lambda: compte("comptes/invitation.html"),
    "comptes/mot_de_passe.html": lambda: compte("comptes/mot_de_passe.html"),
    "comptes/securite.html": securite,
    "pages/defaut.html": lambda: rendre("pages/defaut.html", page=LIEN, description="Un champ sans nom.", courriel=""),
    "redaction/publication.html": lambda: etape("redaction/publication.html"),
    "redaction/remarques.html": remarques,
    "redaction/retouche_empechee.html": empechee,
    "redaction/retouche_renvoyee.html": lambda: etape("redaction/retouche_renvoyee.html"),
    "redaction/retouche_soumise.html": lambda: etape("redaction/retouche_soumise.html"),
    "redaction/renvoi.html": lambda: etape("redaction/renvoi.html"),
    "redaction/soumission.html": lambda: etape("redaction/soumission.html"),
}


class Balises(HTMLParser):
    """Notes the tags of a page, those left open, and the words it shows."""

    def __init__(self, page):
        super().__init__()
        self.balises, self.ouvertes, self.mots, self.liens = [], [], [], []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.balises.append((tag, dict(attrs)))
        if tag == "a":
            self.liens.append(dict(attrs)["href"])
        if tag not in {"meta", "br"}:
            self.ouvertes.append(tag)

    def handle_endtag(self, tag):
        assert self.ouvertes.pop() == tag

    def handle_data(self, data):
        if "head" not in self.ouvertes:
            self.mots += data.split()


def test_every_message_is_tried_here():
    assert sorted(PAGES) == sorted(str(f.relative_to(GABARITS)) for f in GABARITS.rglob("*.*") if f.name != "base.html")


@pytest.mark.parametrize("nom", PAGES)
class TestChaqueMessage:
    def test_its_html_is_for_old_readers_and_shows_no_picture(self, nom):
        page = habiller(PAGES[nom]())
        lu = Balises(page)
        assert lu.ouvertes == []
        assert '<html lang="fr">' in page
        balises = {tag for tag, _ in lu.balises}
        assert balises <= {"html", "head", "meta", "title", "body", "table", "tr", "td", "p", "ul", "li", "blockquote", "a", "br"}
        for tag, attributs in lu.balises:
            assert tag != "table" or attributs["role"] == "presentation"
            assert tag not in {"p", "ul", "li", "blockquote", "a"} or attributs.get("style"), tag
            assert "url(" not in attributs.get("style", "")
            fonds = "background-color" in attributs.get("style", "")
            assert tag != "td" or not fonds or "color:" in attributs["style"].replace("background-color:", ""), "one colour alone"

    def test_its_text_says_the_same(self, nom):
        page = PAGES[nom]()
        lu, texte = Balises(page), en_texte(page)
        mots = texte.split()
        for lien in lu.liens:
            assert lien in mots
        assert [mot for mot in mots if mot not in {"-", ":", *lu.liens}] == [
            mot for mot in lu.mots if mot not in {"-", ":", *lu.liens}
        ]
        assert "&" not in texte.replace("& non", "").replace("&b=2", "")
        assert not re.search(r"\n{3}| \n|^\s|<p|<a", texte)

    def test_it_says_who_writes(self, nom):
        assert "L’équipe de Cités Unies France" in PAGES[nom]()


def test_what_a_person_wrote_is_text_and_keeps_its_paragraphs():
    page = decision(demande())
    assert "&lt;b&gt;Merci&lt;/b&gt;" in page
    assert "Oui & non.\n\n<b>Merci</b>\n" in en_texte(page)


def test_a_message_taken_into_account_is_quoted():
    texte = en_texte(decision(demande(etat="acceptee", changements={}, message="Notre élue\na changé."), acceptes=[], refuses=[]))
    assert "pris en compte\xa0:\n\nNotre élue\na changé.\n" in texte
    assert "Changements" not in texte


@pytest.mark.parametrize(
    ("page", "attendu"),
    [
        ("<p>Un\n   deux</p>\n<p>Trois</p>", "Un deux\n\nTrois\n"),
        ("<p>Liste\xa0:</p>\n<ul><li>a</li>\n<li>b</li></ul><p>Fin</p>", "Liste\xa0:\n- a\n- b\n\nFin\n"),
        ('<p><a href="https://a.test/?x=1&amp;y=2">Là</a></p>', "Là\xa0:\nhttps://a.test/?x=1&y=2\n"),
        ('<p>À <a href="https://a.test">https://a.test</a></p>', "À https://a.test\n"),
        ("<p>Un<br>deux</p>", "Un\ndeux\n"),
        ("<blockquote><p>Un</p>\n\n<p>Deux</p></blockquote><p>Fin</p>", "Un\n\nDeux\n\nFin\n"),
        ("<head><title>Non</title><style>p {}</style></head><p>&lt;oui&gt;</p>", "<oui>\n"),
        ("<table><tr><td>Haut</td></tr>\n<tr><td><p>Bas</p></td></tr></table>", "Haut\n\nBas\n"),
    ],
)
def test_a_page_as_text(page, attendu):
    assert en_texte(page) == attendu
