"""What the page shows besides the fields is proposed by the member too: people, projects, and all of a partnership."""

import re
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from annuaire import actions, fiche, lignes
from annuaire.models import DemandeModification, Mandat, Personne, Projet
from tests.annuaire.conftest import ESPACE_AIX, actuel
from tests.annuaire.formulaire import champs_de, envoyer, la_demande, page
from tests.fabriques import CollectiviteFabrique, MandatFabrique, PersonneFabrique, ProjetFabrique
from tests.lecture_html import sur_une_ligne

AIX = "/annuaire/aix-en-provence/"


@pytest.fixture
def alice(aix):
    """The official whom the page names."""
    return MandatFabrique(
        collectivite=aix, personne__prenom="Alice", personne__nom="Durand", fonction="adjointe à l’international"
    )


@pytest.fixture
def projet(aix, japon):
    return ProjetFabrique(titre="Écoles jumelles", collectivites=[aix], pays=[japon], annee_debut=2020, description="Un mot.")


def cle(genre, ligne):
    return lignes.cle_de(genre, ligne.pk)


def tout_accepter(decider):
    demande = la_demande()
    return decider(demande, list(demande.changements), commentaire="")


class TestChaqueDonneeDeLaPage:
    def test_all_that_the_page_shows_is_in_the_form(self, membre, profil, lien, alice, projet):
        lien.description = "Échanges de lycéens."
        lien.save()
        champs = champs_de(membre.get(ESPACE_AIX))
        attendus = {
            "partenariats-0-description": "Échanges de lycéens.", "partenariats-0-nature": "cooperation",
            "partenariats-0-annee": "2013", "mandats-0-prenom": "Alice", "mandats-0-nom": "Durand",
            "mandats-0-fonction": "adjointe à l’international", "projets-0-titre": "Écoles jumelles", "projets-0-pays": "JP",
            "projets-0-annee_debut": "2020", "projets-0-annee_fin": "", "projets-0-description": "Un mot.",
        }  # fmt: skip
        assert {nom: champs[nom][0] for nom in attendus} == attendus

    def test_sent_as_it_is_it_proposes_nothing(self, membre, profil, lien, alice, projet):
        """Line feeds as the admin kept them are no change."""
        lien.description = "Une ligne.\r\nUne autre. "
        lien.save()
        envoyer(membre, {}, statut=400)
        assert not DemandeModification.objects.exists()

    def test_changed_then_accepted_it_is_on_the_page_and_not_before(
        self, membre, visiteur, profil, lien, alice, projet, armenie, decider
    ):
        envoyer(
            membre,
            {
                "partenariats-0-description": ["Des lycéens."], "partenariats-0-nature": ["jumelage"],
                "partenariats-0-annee": ["1999"], "mandats-0-fonction": ["maire"], "projets-0-titre": ["Écoles sœurs"],
                "projets-0-pays": ["AM"], "projets-0-annee_debut": ["2021"], "projets-0-annee_fin": ["2023"],
                "projets-0-description": ["Neuf."],
            },
        )  # fmt: skip
        assert set(la_demande().changements) == {
            cle("partenariat", lien), cle("mandat", alice), cle("projet", projet)
        }  # fmt: skip
        neufs = ["Des lycéens.", "depuis 1999", "Maire", "Écoles sœurs", "Neuf.", "2021\u00a0– 2023"]
        avant = page(visiteur, AIX)
        assert not [mot for mot in neufs if mot in avant]
        tout_accepter(decider)
        apres = page(visiteur, AIX)
        assert [mot for mot in neufs if mot in apres] == neufs
        assert list(actuel(projet).pays.values_list("pk", flat=True)) == ["AM"]

    def test_staff_read_it_in_words(self, membre, client_editrice, profil, alice, projet, japon):
        envoyer(membre, {"mandats-0-fonction": ["maire"], "projets-0-description": ["Neuf."]})
        demande = la_demande()
        html = page(client_editrice, f"/admin/annuaire/demandemodification/{demande.pk}/change/")
        for mots in ["Représentant : Alice Durand", "maire", "Projet : Écoles jumelles", "Japon", "2020", "Neuf."]:
            assert mots in html

    @pytest.mark.parametrize(
        ("champ", "valeur", "message"),
        [
            ("mandats-0-fonction", "", "obligatoire"),
            ("mandats-0-nom", "x" * 101, "100 caractères"),
            ("mandats-0-cle", "projet-1", "pas dans votre fiche"),
            ("mandats-0-cle", "mandat-987654", "pas dans votre fiche"),
            ("nouveaux-mandats-0-nom", "Seul", "obligatoire"),
            ("projets-0-pays", "ZZ", "ZZ"),
            ("projets-0-annee_fin", "2019", "ne peut pas précéder"),
            ("projets-0-annee_debut", "", "Donnez la première année"),
            ("projets-0-annee_fin", "3000", "trop lointaine"),
            ("projets-0-cle", "mandat-1", "pas dans votre fiche"),
            ("nouveaux-projets-0-titre", "Sans pays", "obligatoire"),
            ("partenariats-0-description", "x" * 1001, "1000 caractères"),
        ],
    )
    def test_a_bad_value_is_said_and_nothing_is_lost(self, membre, profil, lien, alice, projet, champ, valeur, message):
        saisie = {"projets-0-annee_fin": ["2022"], "adresse": ["Place de l’Hôtel"], champ: [valeur]}
        contenu = sur_une_ligne(envoyer(membre, saisie, statut=400).content.decode())
        assert message in contenu
        assert "Place de l’Hôtel" in contenu
        assert not DemandeModification.objects.exists()


class TestRepresentants:
    def test_who_left_leaves_the_page_and_the_mandate_is_kept_with_its_end(self, membre, visiteur, profil, alice, decider):
        envoyer(membre, {"mandats-0-retire": ["on"]})
        assert "Alice Durand" in page(visiteur, AIX)
        tout_accepter(decider)
        assert "Alice Durand" not in page(visiteur, AIX)
        assert actuel(alice).fin == timezone.localdate() - timedelta(days=1)

    def test_confirming_dates_it_today(self, membre, profil, alice, decider):
        envoyer(membre, {"mandats-0-confirme": ["on"]})
        assert champs_de(membre.get(ESPACE_AIX))["mandats-0-confirme"] == ["on"]
        tout_accepter(decider)
        assert actuel(alice).constate_le == timezone.localdate()

    def test_a_spelling_is_corrected_and_the_old_one_still_found(self, membre, profil, alice, decider):
        envoyer(membre, {"mandats-0-nom": ["Durant"]})
        tout_accepter(decider)
        alice.refresh_from_db()
        assert (str(alice.personne), alice.personne.variantes) == ("Alice Durant", "Alice Durand")

    def test_another_person_does_not_take_the_name_of_one_whose_functions_are_kept(self, membre, profil, alice):
        reponse = envoyer(membre, {"mandats-0-prenom": ["Bernard"], "mandats-0-nom": ["Petit"]}, statut=400)
        assert "Une autre personne" in reponse.text
        envoyer(membre, {"mandats-0-prenom": ["ALICE"], "mandats-0-nom": ["DURAND"]})

    def test_a_new_one_is_added(self, membre, visiteur, profil, decider):
        ajout = {"prenom": "Éva", "nom": "Noël", "fonction": "directrice"}
        envoyer(membre, {f"nouveaux-mandats-0-{champ}": [valeur] for champ, valeur in ajout.items()})
        assert champs_de(membre.get(ESPACE_AIX))["nouveaux-mandats-0-nom"] == ["Noël"]
        tout_accepter(decider)
        assert "Éva Noël" in page(visiteur, AIX)
        assert Mandat.objects.get().constate_le == timezone.localdate()

    @pytest.mark.parametrize("combien", [1, 2])
    def test_a_person_already_entered_is_not_entered_again(self, membre, profil, decider, combien):
        """One of this name elsewhere is the same; of two, nobody here can say which: a third is entered."""
        PersonneFabrique.create_batch(combien, prenom="Eva", nom="NOEL")
        ajout = {"prenom": "Éva", "nom": "Noël", "fonction": "directrice"}
        envoyer(membre, {f"nouveaux-mandats-0-{champ}": [valeur] for champ, valeur in ajout.items()})
        tout_accepter(decider)
        assert Personne.objects.count() == {1: 1, 2: 3}[combien]

    @pytest.mark.parametrize("fonction", ["adjointe à l’international", "ADJOINTE A L’INTERNATIONAL"])
    def test_one_already_there_is_refused(self, membre, profil, alice, fonction):
        ajout = {"prenom": "alice", "nom": "Durand", "fonction": fonction}
        reponse = envoyer(membre, {f"nouveaux-mandats-0-{champ}": [valeur] for champ, valeur in ajout.items()}, statut=400)
        assert "déjà dans votre fiche" in reponse.text

    def test_one_that_staff_ended_meanwhile_is_not_changed(self, profil, alice, proposer, decider):
        nom = cle("mandat", alice)
        valeur = fiche.lire_fiche(profil)[nom]
        demande = proposer(profil, {nom: {**valeur, "fonction": "maire"}})
        alice.fin = timezone.localdate() - timedelta(days=1)
        alice.save()
        with pytest.raises(ValidationError) as refus:
            decider(demande, [nom])
        assert refus.value.code == "conflit"
        assert actuel(alice).fonction == "adjointe à l’international"

    def test_the_mandate_of_another_cannot_be_slipped_in(self, membre, profil, colombes):
        autre = MandatFabrique(collectivite=colombes)
        assert "champ__erreurs" not in page(membre, ESPACE_AIX)
        glissee = {"cle": cle("mandat", autre), "retire": "on", "prenom": "A", "nom": "B", "fonction": "C"}
        envoi = {f"mandats-0-{nom}": [valeur] for nom, valeur in glissee.items()} | {"mandats-TOTAL_FORMS": ["1"]}
        texte = re.sub("> <", "><", sur_une_ligne(envoyer(membre, envoi, statut=400).text))
        assert not DemandeModification.objects.exists()
        assert '<ul class="champ__erreurs"><li>Cette ligne n’est pas dans votre fiche.</li></ul>' in texte


class TestProjets:
    def test_leaving_a_shared_one_keeps_it_for_the_others_and_alone_it_goes(self, membre, profil, colombes, projet, decider):
        projet.collectivites.add(colombes)
        assert "avec Ville de Colombes" in page(membre, ESPACE_AIX)
        envoyer(membre, {"projets-0-retire": ["on"]})
        tout_accepter(decider)
        assert list(projet.collectivites.all()) == [colombes]
        projet.collectivites.set([profil])
        envoyer(membre, {"projets-0-retire": ["on"]})
        demande = la_demande_en_attente()
        decider(demande, list(demande.changements))
        assert not Projet.objects.exists()

    def test_a_new_one_is_added(self, membre, visiteur, profil, japon, decider):
        envoyer(membre, {"nouveaux-projets-0-titre": ["Eau partagée"], "nouveaux-projets-0-pays": ["JP"]})
        tout_accepter(decider)
        assert "Eau partagée" in page(visiteur, AIX)
        reponse = envoyer(membre, {"nouveaux-projets-0-titre": ["eau partagee"], "nouveaux-projets-0-pays": ["JP"]}, statut=400)
        assert "déjà dans votre fiche" in reponse.text

    def test_its_countries_are_boxes_to_tick_by_region(self, membre, profil, projet, japon, armenie, decider):
        """No key to hold down: those chosen are ticked, each of the others stands once in its region."""
        formulaire = membre.get(ESPACE_AIX)
        assert '<select name="projets-0-pays"' not in formulaire.text
        assert champs_de(formulaire)["projets-0-pays"] == ["JP"]
        assert "Aucun pays choisi" in formulaire.text, "said of the project to add"
        for code in ("JP", "AM"):
            assert formulaire.text.count(f'name="projets-0-pays" value="{code}"') == 1
        envoyer(membre, {"projets-0-pays": ["JP", "AM"]})
        tout_accepter(decider)
        assert set(projet.pays.all()) == {japon, armenie}

    def test_the_summary_of_errors_leads_to_the_boxes(self, membre, profil):
        reponse = envoyer(membre, {"nouveaux-projets-0-titre": ["Sans pays"]}, statut=400)
        assert 'href="#id_nouveaux-projets-0-pays"' in reponse.text
        assert 'id="id_nouveaux-projets-0-pays"' in reponse.text


def la_demande_en_attente():
    return DemandeModification.objects.en_attente().get()


GENRES = ["partenariat", "mandat", "projet"]
CHANGE = {"partenariat": {"annee": 1999}, "mandat": {"fonction": "maire"}, "projet": {"titre": "Neuf"}}


class TestLigneSupprimee:
    """A row deleted by staff does not come back with a request that changes it, sent again, taken up or decided."""

    @pytest.fixture(params=GENRES)
    def ligne(self, request, lien, alice, projet):
        return {"partenariat": lien, "mandat": alice, "projet": projet}[request.param]

    @pytest.fixture
    def nom(self, ligne):
        return cle(ligne._meta.model_name, ligne)

    @pytest.fixture
    def changement(self, profil, ligne, nom):
        return {**fiche.lire_fiche(profil)[nom], **CHANGE[ligne._meta.model_name]}

    @staticmethod
    def oter(ligne, profil, comment):
        """Delete a row, or, for what several collectivités share, take this one off it."""
        if comment == "supprimée":
            ligne.delete()
        elif hasattr(ligne, "collectivites"):
            ligne.collectivites.remove(profil)
        else:
            type(ligne).objects.filter(pk=ligne.pk).update(collectivite=CollectiviteFabrique())

    @staticmethod
    def ne_revient_pas(ligne, profil):
        """Say whether the page of `profil` stays without the row, under its key or another."""
        return not any(lignes.genre_de(une) == ligne._meta.model_name for une in fiche.lire_fiche(profil))

    @pytest.mark.parametrize("comment", ["supprimée", "détachée"])
    @pytest.mark.parametrize("par_la_page", [True, False])
    def test_a_request_sent_again_no_longer_speaks_of_it(
        self, membre, profil, ligne, nom, changement, proposer, decider, comment, par_la_page
    ):
        proposer(profil, {nom: changement, "ville": "Aix"})
        self.oter(ligne, profil, comment)
        # The form shows no such row; the action does not count on it.
        if par_la_page:
            envoyer(membre, {"telephone": ["0500000000"]})
        else:
            proposer(profil, {"telephone": "0500000000"})
        demande = la_demande()
        assert set(demande.changements) == {"ville", "telephone"}
        decider(demande, ["ville", "telephone"], commentaire="")
        assert self.ne_revient_pas(ligne, profil)

    @pytest.mark.parametrize("comment", ["supprimée", "détachée"])
    @pytest.mark.parametrize("propose", ["changée", "retirée"])
    def test_decided_as_it_was_it_is_a_conflict_and_writes_nothing(
        self, profil, ligne, nom, changement, proposer, decider, comment, propose
    ):
        demande = proposer(profil, {nom: changement if propose == "changée" else None, "ville": "Aix"})
        avant = type(ligne).objects.count()
        self.oter(ligne, profil, comment)
        reste = avant - (comment == "supprimée")
        for ecraser, code in (([], "conflit"), ([nom], ligne._meta.model_name)):
            with pytest.raises(ValidationError) as refus:
                decider(demande, [nom, "ville"], ecraser=ecraser)
            assert refus.value.code == code
        assert self.ne_revient_pas(ligne, profil)
        assert type(ligne).objects.count() == reste
        # Without it, the rest of the request is accepted.
        decider(demande, ["ville"])
        assert actuel(profil).ville == "Aix"
        assert self.ne_revient_pas(ligne, profil)

    @pytest.mark.parametrize("comment", ["supprimée", "détachée"])
    def test_a_withdrawn_request_taken_up_leaves_it_out(self, membre, bob, profil, ligne, nom, changement, proposer, comment):
        demande = actions.retirer(demande=proposer(profil, {nom: changement, "ville": "Aix"}), par=bob)
        self.oter(ligne, profil, comment)
        assert set(fiche.reprendre(demande, fiche.lire_fiche(profil))) == {"ville"}
        champs = champs_de(membre.get(f"{ESPACE_AIX}?reprend={demande.pk}"))
        envoyer(membre, {}, formulaire=champs)
        assert set(la_demande_en_attente().changements) == {"ville"}


class TestReprendre:
    @pytest.fixture
    def retiree(self, membre, profil, lien, alice):
        envoyer(membre, {"ville": ["Aix"], "mandats-0-fonction": ["maire"], "message": ["Merci"]})
        demande = la_demande()
        membre.post(f"/espace/demandes/{demande.pk}/retirer/")
        return actuel(demande)

    def test_a_withdrawn_request_fills_the_form_again(self, membre, retiree):
        adresse = f"{ESPACE_AIX}?reprend={retiree.pk}"
        assert adresse in page(membre, f"/espace/demandes/{retiree.pk}/")
        champs = champs_de(membre.get(adresse))
        assert (champs["ville"], champs["mandats-0-fonction"], champs["message"]) == (["Aix"], ["maire"], ["Merci"])
        assert champs_de(membre.get(ESPACE_AIX))["ville"] == [""]
        envoyer(membre, {}, formulaire=champs)
        assert set(la_demande_en_attente().changements) == set(retiree.changements)

    def test_what_was_refused_is_taken_up_and_what_was_accepted_is_not(self, membre, profil, proposer, decider):
        demande = decider(proposer(profil, {"ville": "Aix", "telephone": "0500000000"}), ["ville"])
        profil.refresh_from_db()
        profil.ville = "Aix-en-Provence"
        profil.save()
        champs = champs_de(membre.get(f"{ESPACE_AIX}?reprend={demande.pk}"))
        assert (champs["ville"], champs["telephone"]) == (["Aix-en-Provence"], ["0500000000"])

    def test_a_row_that_staff_removed_since_is_left_out(self, membre, retiree, alice):
        alice.delete()
        champs = champs_de(membre.get(f"{ESPACE_AIX}?reprend={retiree.pk}"))
        envoyer(membre, {}, formulaire=champs)
        assert set(la_demande_en_attente().changements) == {"ville"}

    def test_nothing_is_taken_up_over_a_pending_request(self, membre, retiree):
        envoyer(membre, {"ville": ["Autre"]})
        assert "?reprend=" not in page(membre, f"/espace/demandes/{retiree.pk}/")
        assert champs_de(membre.get(f"{ESPACE_AIX}?reprend={retiree.pk}"))["ville"] == ["Autre"]

    @pytest.mark.parametrize("reprend", ["", "abc", "0", "9" * 30, "%00"])
    def test_an_address_that_makes_no_sense(self, membre, retiree, reprend):
        assert membre.get(f"{ESPACE_AIX}?reprend={reprend}").status_code == 404

    def test_that_of_another_collectivite_or_accepted_is_not_found(self, membre, profil, colombes, proposer, decider):
        autre = DemandeModification.objects.create(collectivite=colombes, etat="retiree", changements={})
        acceptee = decider(proposer(profil, {"ville": "Aix"}), ["ville"])
        for demande in (autre, acceptee):
            assert membre.get(f"{ESPACE_AIX}?reprend={demande.pk}").status_code == 404
