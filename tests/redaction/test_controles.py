"""What each check tells of a text, and what it does not; none fails, nor takes long, whatever is written."""

import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from redaction.controles import dates, electoral, images, langues, liens, longueur, mandats, titres, traceurs
from redaction.controles.base import CONSTATS_MAX, Saisie
from redaction.controles.lecture import lire
from redaction.controles.toutes import controler
from redaction.controles.traceurs import sans_traceurs
from socle.texte_riche import assainir


def saisie(corps="", **autres):
    lignes = {nom: autres.pop(nom) for nom in ("titre", "chapo", "surtitre") if nom in autres}
    return Saisie(lignes=lignes, textes={"corps": lire(assainir(corps))}, **autres)


def extraits(constats):
    return [une.extrait for une in constats]


def test_a_picture_without_words_is_told_unless_it_is_decorative():
    une = '<figure class="image"><img src="/media/a.webp" alt="{}" data-image="3"></figure>'
    assert extraits(images.images(saisie(une.format(" ")))) == ["a.webp"]
    assert images.images(saisie(une.format("Le port"))) == []
    assert images.images(saisie(une.format(""), decoratives=frozenset({3}))) == []
    assert images.images(saisie(une.format(""), decoratives=frozenset({4})))


@pytest.mark.parametrize(
    ("corps", "trouves"),
    [
        ("<h2>a</h2><h3>b</h3><h4>c</h4><h2>d</h2><h3>e</h3>", []),
        ("<h3>a</h3>", ["a"]),
        ("<h2>a</h2><h4>b</h4>", ["b"]),
        ("<h4>a</h4><h4>b</h4>", ["a"]),
        ("<h2>a</h2><h3></h3>", [""]),
        ("<h2>a<br></h2>", []),
    ],
)
def test_headings_skipped_or_empty(corps, trouves):
    assert extraits(titres.niveaux(saisie(corps))) == trouves


def test_titles_in_capitals():
    assert extraits(titres.capitales(saisie("<h2>LES ACTES</h2><h2>Les ODD</h2>", titre="RENCONTRES DE FÈS"))) == [
        "RENCONTRES DE FÈS",
        "LES ACTES",
    ]
    for bon in ("CUF – ODD", "UNESCO", "Le programme PAISIBLE à l’ONU", "AIMF"):
        assert titres.capitales(saisie(titre=bon)) == []


@pytest.mark.parametrize(
    "mots", ["Cliquez ici", "ici", "Lire la suite…", "en savoir plus »", "Télécharger", "https://a.test/x", "www.a.test"]
)
def test_links_that_say_nothing(mots):
    assert extraits(liens.muets(saisie(f'<p>Voir <a href="https://a.test/">{mots}</a></p>'))) == [mots]


@pytest.mark.parametrize(
    "lien",
    [
        '<a href="https://a.test/">le programme</a>',
        '<sup><a href="#note-1">1</a></sup>',
        '<a href="/a/"><img src="/media/a.webp" alt="Le port"></a>',
        '<a href="/a/">la page d’ici</a>',
    ],
)
def test_links_that_say_something(lien):
    assert liens.muets(saisie(f"<p>{lien}</p>")) == []


def test_links_that_lead_nowhere():
    corps = '<p><a data-objet="actualites:1" href="/a/">a</a> <a href="/b/">b</a> <a href="https://c.test/">c</a></p>'
    lue = saisie(corps, absents={"actualites:1": "un brouillon", "/b/": "rien"}, morts={"https://c.test/": "page introuvable"})
    assert [une.message for une in liens.absents(lue)] == ["Le lien « a » mène à un brouillon.", "Le lien « b » mène à rien."]
    assert extraits(liens.morts(lue)) == ["c"]


@pytest.mark.parametrize(
    ("mots", "dit"),
    [
        ("mardi 6 octobre 2025", "ce jour-là est un lundi"),
        ("Lundi 6 octobre 2025", ""),
        ("mardi 6 octobre", ""),
        ("le 6 octobre 2025", ""),
        ("dimanche 1er mars 2026", ""),
        ("samedi 1ᵉʳ mars 2026", "un dimanche"),
        ("31 avril 2026", "pas au calendrier"),
        ("29 février 2025", "pas au calendrier"),
        ("MARDI 6 OCTOBRE 2025", "un lundi"),
        ("mardi\u00a06 octobre\u202f2025", "un lundi"),
        ("99 mai 9999", "pas au calendrier"),
    ],
)
def test_weekdays(mots, dit):
    for lue in (saisie(f"<p>Rendez-vous {mots}.</p>"), saisie(chapo=f"Rendez-vous {mots}.")):
        constats = dates.jours(lue)
        assert len(constats) == bool(dit)
        assert all(dit in une.message for une in constats)


def test_a_date_that_is_not_the_event_s():
    quand = {"debut": date(2026, 3, 4), "fin": date(2026, 3, 6)}
    assert extraits(dates.evenement(saisie(chapo="Le 5 mars 2026, puis le 7 mars 2026.", **quand))) == ["7 mars 2026"]
    assert dates.evenement(saisie("<p>Inscription avant le 1er mars 2026.</p>", **quand)) == []
    assert dates.evenement(saisie(chapo="Le 7 mars 2026.")) == []


def test_a_date_beside_a_link_to_an_event_that_is_on_another_day():
    lies = {"agenda:1": ("Assises", date(2026, 3, 4), date(2026, 3, 4))}
    lien = '<a data-objet="agenda:1" href="/agenda/assises/">Assises</a>'
    assert extraits(dates.evenement(saisie(f"<p>Les {lien} du 5 mars 2026.</p>", dates_liees=lies))) == ["5 mars 2026"]
    assert dates.evenement(saisie(f"<p>Les {lien} du 4 mars 2026.</p><p>Le 5 mars 2026.</p>", dates_liees=lies)) == []


@pytest.mark.parametrize(
    ("adresse", "propre"),
    [
        ("https://a.test/x?utm_source=lettre&utm_medium=e&id=3#b", "https://a.test/x?id=3#b"),
        ("https://a.test/?fbclid=IwAR0", "https://a.test/"),
        ("https://a.test/?mc_cid=1&mc_eid=2&p=1", "https://a.test/?p=1"),
        ("https://www.youtube.com/watch?v=abc&si=xyz&feature=share", "https://www.youtube.com/watch?v=abc"),
        ("https://a.test/?si=oui", "https://a.test/?si=oui"),
        ("https://a.test/?id=a%20b&vide=", "https://a.test/?id=a%20b&vide="),
        ("mailto:a@b.test?subject=utm_source", "mailto:a@b.test?subject=utm_source"),
        ("https://[a/?utm_source=1", "https://[a/?utm_source=1"),
        ("/actualites/?utm_source=1", "/actualites/?utm_source=1"),
    ],
)
def test_marks_of_campaigns_and_subscribers(adresse, propre):
    assert sans_traceurs(adresse) == propre
    constats = traceurs.traceurs(saisie(f'<p><a href="{adresse}">a</a></p>'))
    assert [une.propose for une in constats] == ([propre] if propre != adresse else [])


def test_relays_of_letters_are_told():
    assert traceurs.traceurs(saisie('<p><a href="https://cuf.us2.list-manage.com/track/click?u=1&id=2&e=3">a</a></p>'))
    assert traceurs.traceurs(saisie('<p><a href="https://eur01.safelinks.protection.outlook.com/?url=x">a</a></p>'))
    assert traceurs.traceurs(saisie('<p><a href="https://exemple.test/list-manage.com">a</a></p>')) == []


ANGLAIS = "The mayor of the city will be in Paris for the meeting of the network with the partners"


def test_a_passage_in_another_language_is_told_unless_it_says_so():
    assert langues.langues(saisie(f"<p>{ANGLAIS}</p>"))[0].message.startswith("Ce passage paraît en anglais")
    assert langues.langues(saisie("<p>Los alcaldes de las ciudades se reunieron para hablar del agua y de los jóvenes</p>"))
    assert langues.langues(saisie(f'<p lang="en">{ANGLAIS}</p>')) == []
    assert langues.langues(saisie(f'<p><span lang="en">{ANGLAIS}</span></p>')) == []
    assert langues.langues(saisie(f"<p>{ANGLAIS}</p>", francais=False)) == []


@pytest.mark.parametrize(
    "mots",
    [
        "Cités Unies France et United Cities and Local Governments ont signé",
        "The Shift Project",
        "Les collectivités de la région sont réunies pour parler de l’eau et des jeunes",
        "Rencontre avec Maria de los Santos, maire de São Paulo, et Hans von der Tann",
    ],
)
def test_french_with_foreign_names_is_french(mots):
    assert langues.langues(saisie(f"<p>{mots}</p>")) == []


def test_length():
    assert longueur.minutes(saisie("<p>" + "mot " * 231 + "</p>")) == 2
    assert longueur.minutes(saisie()) == 0
    dites = [une.message for une in longueur.longueur(saisie("<p>" + "mot " * 700 + "</p>", chapo=""))]
    assert len(dites) == 3 and "700 mots sans un titre" in dites[0] and "n’a pas de chapo" in dites[2]
    court = "".join(f"<h2>Titre</h2><p>{'mot ' * 100}</p>" for _ in range(7))
    assert longueur.longueur(saisie(court, chapo="Un chapo.")) == []


@pytest.mark.parametrize(
    "mots",
    [
        "bilan du mandat",
        "grâce à l’action du maire",
        "sous l'impulsion de la présidente",
        "nos réussites",
        "appelle à voter",
    ],
)
def test_wording_in_an_electoral_period_only(mots):
    lue = {"titre": mots, "electorale": "période électorale jusqu’au 22 mars 2026"}
    assert extraits(electoral.electoral(saisie(**lue))) == [mots]
    assert electoral.electoral(saisie(titre=mots)) == []


def test_facts_are_no_promotion():
    lue = saisie(
        "<p>Le maire de Fès a reçu la délégation. Le bilan de la mission est publié.</p>", electorale="période électorale"
    )
    assert electoral.electoral(lue) == []


def test_someone_whose_mandates_ended_is_told_once():
    lue = saisie(
        "<p>Jeanne Dupont, maire.</p><p>Jeanne Dupont</p>", partis={"Jeanne Dupont": "plus maire depuis 2026", "Paul": "x"}
    )
    assert extraits(mandats.mandats(lue)) == ["Jeanne Dupont"]


def test_what_is_wrong_comes_first_and_not_too_much_is_told():
    lue = saisie("<h2>TOUT EN CAPITALES</h2>" + '<p><a href="/a/">ici</a></p>' + "<p>31 avril 2026</p>" * 3)
    assert [une.niveau for une in controler(lue)] == ["alerte", "alerte", "conseil"]
    beaucoup = "".join(f'<p><a href="https://a.test/{rang}">https://a.test/{rang}</a></p>' for rang in range(100))
    assert len(controler(saisie(beaucoup))) == CONSTATS_MAX


MORCEAUX = st.sampled_from(
    [
        "<p>", "</p>", "<h2>", "<h4>", "</h4>", '<a href="', '">', "</a>", "https://a.test/?utm_source=",
        "mardi ", "31 avril 2026", "é",
        "<", "&", '<img alt="">', '<span lang="en">', "</span>", "<li>", "\0", "grâce à l’action ", "de la ",
        "https://[", "%", "\u202e",
    ]
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.text(max_size=300), st.lists(MORCEAUX, max_size=60).map("".join)), st.text(max_size=80))
def test_no_text_makes_a_check_fail(corps, titre):
    controler(
        Saisie(
            lignes={"titre": titre, "chapo": corps},
            textes={"corps": lire(assainir(corps)), "brut": lire(corps)},
            electorale="période",
            debut=date(2026, 1, 1),
            partis={"a": "b"},
        )
    )


@pytest.mark.parametrize(
    "motif",
    [
        "a", "mardi ", "6 octobre ", "A ", "grâce à l’action de la ", "bilan de ", "<p>the of and</p>", '<a href="https://a.test/?si=1">ici</a>',
        "<h2>A B C D</h2>", "<span>", '<img src="/media/a.webp">', "<li>a", "nos ", "é" * 10 + " ", "<b>", "conseil a",
    ],
)  # fmt: skip
def test_time_grows_with_the_text_and_no_faster(motif):
    """Four times as long takes at most about four times the time: sixteen would be the square."""

    def duree(longueur):
        texte = (motif * longueur)[:longueur]
        lue = lire(texte)
        essais = []
        for _ in range(3):
            debut = time.process_time()
            lire(texte)
            controler(
                Saisie(lignes={"titre": texte, "chapo": texte}, textes={"corps": lue}, electorale="période", partis={"a b": "c"})
            )
            essais.append(time.process_time() - debut)
        return min(essais)

    court, long = duree(10_000), duree(40_000)
    assert long < 9 * court + 0.05, (motif, court, long)
