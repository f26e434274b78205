"""What each card shows in each state of its content, and does not show in the others."""

import re
from datetime import UTC, date, datetime, time

import pytest

from actualites.models import Actualite
from annuaire.models import AutoriteLocale, Collectivite, Mandat, Partenariat, Personne
from fonds_solidarite.bilans import Bilan
from fonds_solidarite.models import FondsSolidarite
from groupes_pays.models import Groupe, Presidence
from pages.exemples import ligne, nommees
from ressources.models import Publication
from socle.acces import VISITEUR
from territoires.models import Departement, Pays, Region
from tests.composants import A_FIXER, REPORTE, dit, evenement, html, image


class TestCarteActualite:
    def carte(self, **champs):
        une = ligne(Actualite, titre="Titre", slug="titre", liens={"pays": nommees(Pays, "Japon"), "themes": []}, **champs)
        return {"actualite": une}

    def test_its_picture_follows_its_variant(self):
        assert 'class="carte carte--actualite"' in html("carte_actualite", **self.carte())
        assert "visuel" in html("carte_actualite", **self.carte())
        une = html("carte_actualite", variante="une", **self.carte())
        assert "carte--une" in une
        assert une.count('class="visuel visuel--mots') == 1
        assert "visuel" not in html("carte_actualite", variante="texte", **self.carte())

    def test_the_picture_of_the_first_news_alone_is_asked_for_first(self):
        assert 'fetchpriority="high"' in html("carte_actualite", variante="une", **self.carte(image=image()))
        assert "fetchpriority" not in html("carte_actualite", **self.carte(image=image()))

    def test_what_is_not_written_leaves_no_empty_line(self):
        page = html("carte_actualite", **self.carte())
        for absent in ("carte__sous-titre", "carte__chapo", "Publié le"):
            assert absent not in page
        pleine = self.carte(sous_titre="à Nantes", chapo="Un chapo.", publie_le=datetime(2025, 9, 8, 9, tzinfo=UTC))
        assert "à Nantes" in dit("carte_actualite", **pleine)
        assert "Un chapo. Publié le 8 septembre 2025" in dit("carte_actualite", **pleine)


class TestCarteCollectivite:
    def carte(self, noms=(), **champs):
        return {"collectivite": ligne(Collectivite, nom="Aix", slug="aix", liens={"pays": nommees(Pays, *noms)}, **champs)}

    def test_a_drawing_where_there_is_no_logo(self):
        assert "<img" not in html("carte_collectivite", **self.carte())
        avec_logo = html("carte_collectivite", **self.carte(image=image()))
        assert "<img" in avec_logo
        assert avec_logo.count("<svg") == 0

    def test_where_it_is(self):
        assert dit("carte_collectivite", **self.carte(type="commune")) == "Aix Commune"
        (departement,), (region,) = nommees(Departement, "Var"), nommees(Region, "Sud")
        assert dit("carte_collectivite", **self.carte(type="commune", departement=departement)).startswith("Aix Commune Var")
        assert dit("carte_collectivite", **self.carte(type="commune", region=region)) == "Aix Commune Sud"

    def test_it_is_said_a_member_only_when_asked(self):
        assert "Adhérente" in dit("carte_collectivite", adherente=True, **self.carte())
        assert "Adhérente" not in dit("carte_collectivite", **self.carte())

    @pytest.mark.parametrize(
        ("noms", "attendu"),
        [
            ("A", "1 pays : A"),
            ("AB", "2 pays : A, B"),
            ("ABCD", "4 pays : A, B, C, D"),
            ("ABCDE", "5 pays : A, B, C, D…"),
        ],
    )
    def test_its_countries_are_counted_and_the_first_four_named(self, noms, attendu):
        assert dit("carte_collectivite", **self.carte(noms)).replace(" …", "…").endswith(attendu)


class TestCarteEvenement:
    @pytest.mark.parametrize(
        ("champs", "attendu"),
        [({}, ""), ({"etat": "annule"}, "Annulé"), ({"etat": "complet"}, "Complet"), (A_FIXER, "Reporté"), (REPORTE, "Reporté")],
    )
    def test_its_state(self, champs, attendu):
        page = html("carte_evenement", evenement=evenement(**champs))
        assert ('class="etiquettes"' in page) == bool(attendu)
        assert attendu in page
        assert ("carte--annule" in page) == (attendu == "Annulé")

    def test_the_day_first_announced_is_said_once(self):
        assert "annoncé d’abord au 3 novembre 2026" in dit("carte_evenement", evenement=evenement(**REPORTE))
        assert dit("carte_evenement", evenement=evenement(**A_FIXER)).count("annoncé d’abord") == 1
        assert "annoncé d’abord" not in dit("carte_evenement", evenement=evenement(etat="annule"))

    @pytest.mark.parametrize(
        ("champs", "attendu"),
        [
            ({}, None),
            ({"heure_debut": time(14)}, "14 h"),
            ({"fin": date(2026, 12, 11)}, "du 10 au 11 décembre 2026"),
            (A_FIXER, "Nouvelle date à fixer, annoncé d’abord au jeudi 10 décembre 2026"),
        ],
    )
    def test_under_a_heading_that_says_the_day_the_hour_is_enough(self, champs, attendu):
        page = html("carte_evenement", evenement=evenement(**champs), jour_dit=True)
        quand = re.search(r'<p class="carte__sous-titre">(.*?)</p>', page)
        assert (re.sub(r"<[^>]+>", "", quand[1]).strip() if quand else None) == attendu
        assert "10 décembre 2026" in dit("carte_evenement", evenement=evenement())

    def test_its_chapo_goes_where_there_is_no_room(self):
        assert "Un chapo." in dit("carte_evenement", evenement=evenement(chapo="Un chapo."))
        assert "Un chapo." not in dit("carte_evenement", evenement=evenement(chapo="Un chapo."), court=True)
        assert "carte__chapo" not in html("carte_evenement", evenement=evenement())


class TestJour:
    def test_the_first_day_and_the_last_of_several(self):
        assert dit("jour", evenement=evenement()) == "10 déc. 2026"
        assert dit("jour", evenement=evenement(fin=date(2026, 12, 11))) == "10 déc. 2026 au 11 déc."

    def test_a_day_that_is_no_longer_the_one_is_struck_out(self):
        assert "jour--ancien" in html("jour", evenement=evenement(**A_FIXER))
        for champs in ({}, REPORTE):
            assert "jour--ancien" not in html("jour", evenement=evenement(**champs))


def test_a_day_to_come_is_not_given_for_the_one_first_announced():
    assert dit("quand", evenement=evenement(**A_FIXER)) == "Nouvelle date à fixer, annoncé d’abord au jeudi 10 décembre 2026"
    plusieurs = evenement(fin=date(2026, 12, 11), **A_FIXER)
    assert dit("quand", evenement=plusieurs) == "Nouvelle date à fixer, annoncé d’abord du 10 au 11 décembre 2026"
    assert dit("quand", evenement=evenement(**REPORTE)) == "jeudi 10 décembre 2026"


@pytest.mark.parametrize(("etat", "ton"), [("annule", "alerte"), ("reporte", "alerte"), ("complet", "plein"), ("confirme", None)])
def test_the_label_of_a_state(etat, ton):
    page = html("etiquette_etat", evenement=evenement(etat=etat))
    assert (f"etiquette--{ton}" in page) if ton else page == ""


class TestCarteGroupe:
    def carte(self, *presidences, **champs):
        groupe = ligne(Groupe, nom="Groupe-pays Japon", slug="japon", **champs)
        groupe.presidences_en_cours = list(presidences)
        return {"groupe": groupe}

    def test_a_closed_group_is_said_so(self):
        assert "Ancien groupe" in dit("carte_groupe", **self.carte(etat=Groupe.Etat.CLOS))
        assert dit("carte_groupe", sans_visuel=True, **self.carte()) == "Groupe-pays Japon"

    def test_a_list_of_words_has_no_picture(self):
        assert "visuel" not in html("carte_groupe", **self.carte())
        assert "visuel" in html("carte_groupe", **self.carte(image=image()))
        assert "visuel" not in html("carte_groupe", sans_visuel=True, **self.carte(image=image()))

    def test_what_is_not_written_leaves_no_empty_line(self):
        assert "carte__chapo" not in html("carte_groupe", **self.carte())
        assert "Un chapo." in dit("carte_groupe", **self.carte(chapo="Un chapo."))

    def test_its_president_with_the_mandate_when_it_is_known(self):
        (tours,) = nommees(Collectivite, "Tours")
        personne = ligne(Personne, prenom="Ana", nom="Lopez")
        personne._prefetched_objects_cache["mandats"] = []
        presidence = ligne(Presidence, personne=personne)
        assert dit("carte_groupe", **self.carte(presidence)).endswith("Présidence : Ana Lopez")
        mandat = ligne(Mandat, personne=personne, fonction="maire", collectivite=tours)
        personne._prefetched_objects_cache["mandats"] = [mandat]
        presidence = ligne(Presidence, personne=personne)
        assert dit("carte_groupe", **self.carte(presidence)).endswith("Présidence : Ana Lopez, maire, Tours")


class TestCartePartenariat:
    def carte(self, **champs):
        (pays,) = nommees(Pays, "Japon")
        autorite = ligne(AutoriteLocale, nom="Takamatsu", slug="takamatsu", pays=pays)
        liens = {"collectivites": nommees(Collectivite, "Tours", "Blois"), "autorites": [autorite]}
        return {"partenariat": ligne(Partenariat, nature="jumelage", liens=liens, **champs)}

    def test_the_authority_is_linked_to_its_page_but_there(self):
        carte = self.carte()
        lien = '<a href="/annuaire/autorites/takamatsu/">Takamatsu</a>'
        assert lien in html("carte_partenariat", **carte)
        (autorite,) = carte["partenariat"].autorites.all()
        assert lien not in html("carte_partenariat", page_de=autorite, **carte)

    def test_names_are_parted_by_commas(self):
        assert dit("carte_partenariat", **self.carte()).startswith("Tours, Blois et Takamatsu (Japon) Jumelage")

    def test_a_name_is_linked_but_on_its_own_page(self):
        carte = self.carte()
        (tours, _) = carte["partenariat"].collectivites.all()
        assert 'href="/annuaire/tours/"' in html("carte_partenariat", **carte)
        ici = html("carte_partenariat", page_de=tours, **carte)
        assert 'href="/annuaire/tours/"' not in ici
        assert 'href="/annuaire/blois/"' in ici

    def test_what_is_known_of_it(self):
        muet = dit("carte_partenariat", **self.carte())
        assert "depuis" not in muet
        assert "Source" not in muet
        assert muet.endswith("Jumelage")
        su = dit(
            "carte_partenariat",
            **self.carte(annee=1988, confirme_le=date(2025, 6, 6), description="Un échange.", source="le répertoire"),
        )
        assert "Jumelage depuis 1988" in su
        assert "confirmé le 6 juin 2025 Un échange. Source : le répertoire" in su


def test_the_card_of_a_publication_says_what_is_known():
    genre = Publication.Genre.REPERTOIRE
    muette = ligne(Publication, titre="Le Japon", slug="japon", genre=genre)
    assert "<span" not in html("carte_publication", publication=muette).split("carte__corps")[1]
    assert "carte__chapo" not in html("carte_publication", publication=muette)
    pleine = ligne(
        Publication, titre="T", slug="t", genre=genre, edition="mai 2025", pages=200, partenariats_recenses=180, chapo="Un chapo."
    )
    assert dit("carte_publication", publication=pleine).endswith("Mai 2025 200 pages 180 partenariats recensés Un chapo.")


def test_the_cover_of_a_publication_is_its_picture_or_its_title():
    publication = ligne(Publication, titre="Le Japon", slug="japon")
    assert dit("ouvrage", publication=publication) == "Le Japon"
    assert "ouvrage--grand" not in html("ouvrage", publication=publication)
    assert "ouvrage--grand" in html("ouvrage", publication=publication, grand=True)
    publication.image = image()
    assert "<img" in html("ouvrage", publication=publication)
    assert dit("ouvrage", publication=publication) == ""


class TestCarteFonds:
    def carte(self, etat="ouvert", lecteur=VISITEUR, acces="public", **chiffres):
        fonds = ligne(FondsSolidarite, titre="Fonds", slug="f", crise="séisme", etat=etat, acces=acces)
        chiffres = {"promis": 0, "delibere": 0, "verse": 0, "affecte": 0, "contributeurs": 0, "donateurs": 0} | chiffres
        return dit("carte_fonds", fonds=fonds, bilan=Bilan(**chiffres), lecteur=lecteur)

    @pytest.mark.parametrize(("etat", "ton"), [("ouvert", "alerte"), ("comite", "brume"), ("clos", "")])
    def test_its_state_has_its_tone(self, etat, ton):
        fonds = ligne(FondsSolidarite, titre="Fonds", slug="f", crise="séisme", etat=etat)
        bilan = Bilan(promis=0, delibere=0, verse=0, affecte=0, contributeurs=0, donateurs=0)
        page = html("carte_fonds", fonds=fonds, bilan=bilan, lecteur=VISITEUR)
        assert re.findall(r'class="etiquette(?: etiquette--(\w+))?"', page) == [ton]

    def test_without_money(self):
        assert self.carte().endswith("Les premières contributions sont attendues.")
        assert self.carte("clos").endswith("Les montants de ce fonds ne sont pas encore dans le portail.")

    def test_what_was_paid_by_whom_and_who_announced(self):
        assert "1 000 € versés par 1 collectivité " in self.carte(verse=1000, contributeurs=1, donateurs=1)
        annonce = self.carte(verse=1000, contributeurs=4, donateurs=2)
        assert "1 000 € versés par 2 collectivités, 2 autres annoncées" in annonce
        assert "autre annoncée " in self.carte(verse=1000, contributeurs=3, donateurs=2)
        assert "annoncée" not in self.carte(verse=1000, contributeurs=2, donateurs=2)

    def test_amounts_left_out_are_said_so_and_no_gauge_is_drawn(self):
        retenu = self.carte(verse=1500, verse_cache=500, nb_verse_cache=1, contributeurs=3, donateurs=3, affecte=100)
        assert "1 000 € versés, montants non publiés à part, par 3 collectivités" in retenu
        assert "affectés" not in retenu
        entier = self.carte(verse=1500, contributeurs=3, donateurs=3, affecte=100)
        assert "montants non publiés" not in entier
        assert "100 € affectés" in entier
        cache = self.carte(verse=500, verse_cache=500, nb_verse_cache=1, contributeurs=1, donateurs=1)
        assert cache.endswith("Le montant versé n’est pas publié.")

    def test_a_fund_kept_for_others_shows_no_figure(self):
        assert self.carte(acces="adherents", verse=1000, contributeurs=1, donateurs=1).endswith(
            "Les chiffres de ce fonds sont réservés à ceux qui peuvent le lire."
        )
