"""« Mon espace »: who sees what, the form and what becomes of it."""

from datetime import datetime
from io import BytesIO

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from PIL import Image as ImagePillow

from annuaire import fiche
from annuaire.models import DemandeModification, Rattachement
from socle.models import Image
from tests.annuaire.conftest import ESPACE_AIX
from tests.annuaire.formulaire import champs_de
from tests.fabriques import (
    AutoriteLocaleFabrique,
    PartenariatFabrique,
    PaysFabrique,
    RattachementFabrique,
    UtilisateurFabrique,
)


def page(client, adresse, statut=200):
    reponse = client.get(adresse)
    assert reponse.status_code == statut
    return reponse.content.decode()


def envoyer(client, changements, *, formulaire=None, statut=302):
    """Open the form, change some fields, send it; give the answer."""
    formulaire = formulaire or champs_de(client.get(ESPACE_AIX))
    reponse = client.post(ESPACE_AIX, formulaire | changements)
    assert reponse.status_code == statut, reponse.content.decode()[:4000]
    return reponse


def la_demande():
    return DemandeModification.objects.get()


@pytest.fixture
def collegue(bea, client_de):
    """Béa's client: another référente of Aix-en-Provence."""
    return client_de(bea)


@pytest.fixture
def agent_aix(aix, client_de):
    """A client who reads for Aix-en-Provence."""
    utilisateur = UtilisateurFabrique(courriel="agent@exemple.test")
    RattachementFabrique(utilisateur=utilisateur, collectivite=aix, role="agent")
    return client_de(utilisateur)


class TestQui:
    @pytest.mark.parametrize("adresse", ["/espace/", ESPACE_AIX, "/espace/demandes/1/"])
    def test_a_visitor_is_sent_to_sign_in_and_back(self, visiteur, aix, adresse):
        reponse = visiteur.get(adresse)
        assert reponse.status_code == 302
        assert reponse["Location"] == f"/comptes/connexion/?next={adresse}"

    @pytest.mark.parametrize("client", ["etranger", "agent", "client_editrice"])
    def test_the_form_of_another_collectivite_does_not_exist(self, request, client, profil, bob):
        client = request.getfixturevalue(client)
        page(client, ESPACE_AIX, 404)
        assert client.post(ESPACE_AIX, {"ville": "Aix"}).status_code == 404
        assert not DemandeModification.objects.exists()

    def test_an_agent_reads_who_the_referents_are(self, agent_aix, bob):
        contenu = page(agent_aix, ESPACE_AIX, 403)
        assert bob.get_full_name() in contenu
        assert agent_aix.post(ESPACE_AIX, {"ville": "Aix"}).status_code == 403
        assert not DemandeModification.objects.exists()

    def test_a_request_is_seen_by_the_people_of_its_collectivite_only(
        self, profil, proposer, membre, agent_aix, etranger, agent, client_editrice
    ):
        adresse = f"/espace/demandes/{proposer(profil, {'ville': 'Aix'}).pk}/"
        assert "Ville" in page(membre, adresse)
        assert "Retirer la demande" not in page(agent_aix, adresse)
        for client in (etranger, agent, client_editrice):
            page(client, adresse, 404)
            assert client.post(f"{adresse}retirer/").status_code == 404
        assert agent_aix.post(f"{adresse}retirer/").status_code == 403
        assert la_demande().est_en_attente

    def test_unknown_requests_are_not_found(self, membre):
        for numero in ("987654", "9" * 30):
            page(membre, f"/espace/demandes/{numero}/", 404)

    def test_wrong_methods_are_refused(self, membre, profil, proposer):
        demande = proposer(profil, {"ville": "Aix"})
        assert membre.get(f"/espace/demandes/{demande.pk}/retirer/").status_code == 405
        assert membre.post(f"/espace/demandes/{demande.pk}/").status_code == 405
        assert membre.post("/espace/").status_code == 405
        assert membre.put(ESPACE_AIX).status_code == 405

    def test_private_pages_are_never_cached(self, membre, profil):
        for adresse in ("/espace/", ESPACE_AIX):
            assert "no-store" in membre.get(adresse)["Cache-Control"]


class TestFormulaire:
    def test_it_shows_the_profile(self, membre, profil, lien):
        formulaire = champs_de(membre.get(ESPACE_AIX))
        assert formulaire["presentation"] == ["<p>Des liens avec quinze villes.</p>"]
        assert formulaire["pays"] == ["AM"]
        assert formulaire["secteurs"] == ["culture"]
        assert formulaire["partenariats-0-cle"] == [f"partenariat-{lien.pk}"]
        assert formulaire["partenariats-0-annee"] == ["2013"]

    def test_sent_as_it_is_it_makes_no_request(self, membre, profil):
        reponse = envoyer(membre, {}, statut=400)
        assert "Vous n’avez rien changé" in reponse.content.decode()
        assert not DemandeModification.objects.exists()

    def test_what_changed_becomes_a_request_and_the_page_stays(self, membre, visiteur, profil, japon):
        reponse = envoyer(membre, {"ville": ["Aix"], "pays": ["AM", "JP"], "message": ["Merci"]})
        demande = la_demande()
        assert reponse["Location"] == f"/espace/demandes/{demande.pk}/"
        assert set(demande.changements) == {"ville", "pays"}
        assert demande.message == "Merci"
        assert (
            "Japon</a>"
            not in page(visiteur, "/annuaire/aix-en-provence/").split("pays d’intervention")[-1].split("</section>")[0]
        )
        assert "Votre demande est enregistrée" in page(membre, reponse["Location"])

    @pytest.mark.parametrize(
        ("champ", "valeur", "message"),
        [
            ("code_postal", "1361", "cinq chiffres"),
            ("site", "javascript:alert(1)", "https://www.ville.fr"),
            ("courriel", "pas une adresse", "adresse de courriel valide"),
            ("telephone", "0" * 31, "30 caractères"),
            ("telephone", "au standard", "un numéro en chiffres"),
            ("ville", "a\x00b", "caractère"),
            ("pays", "ZZ", "ZZ"),
            ("secteurs", "inconnu", "inconnu"),
            ("odds", "99", "99"),
            ("odds", "abc", "abc"),
            ("presentation", "a" * 20_001, "20000 caractères"),
            ("partenariats-0-annee", "1492", "après 1900"),
            ("partenariats-0-annee", "2999", "pas encore commencée"),
            ("partenariats-0-nature", "mariage", "mariage"),
            ("partenariats-0-cle", "partenariat-987654", "pas dans votre fiche"),
            ("nouveaux-0-autorite", "Kyoto", "obligatoire"),
            ("nouveaux-0-pays", "JP", "obligatoire"),
            ("partenariats-TOTAL_FORMS", "abc", ""),
            ("nouveaux-TOTAL_FORMS", "100000", ""),
        ],
    )
    def test_a_bad_value_answers_400_beside_its_field_and_keeps_the_rest(self, membre, profil, champ, valeur, message):
        reponse = envoyer(membre, {"adresse": ["Place de l’Hôtel-de-Ville"], champ: [valeur]}, statut=400)
        contenu = reponse.content.decode()
        assert message in contenu
        assert "Place de l’Hôtel-de-Ville" in contenu
        assert "<title>Erreur : Modifier la fiche" in contenu
        assert not DemandeModification.objects.exists()

    def test_errors_say_which_partnership_they_are_of(self, membre, profil, lien):
        saisie = {"partenariats-0-annee": ["1492"], "nouveaux-1-autorite": ["Kyoto"]}
        contenu = envoyer(membre, saisie, statut=400).content.decode()
        nom = fiche.lire_fiche(profil)[f"partenariat-{lien.pk}"]["autorites"][0][0]
        assert f'<li>{nom}, <a href="#id_partenariats-0-annee">' in contenu
        assert '<li>Nouveau partenariat 2, <a href="#id_nouveaux-1-pays">' in contenu

    @pytest.mark.parametrize("telephone", ["04 65 71 03 04", "+33 4 65 71 00 00", "04.65.71.00.00", "3949"])
    def test_a_telephone_is_typed_as_people_do(self, membre, profil, telephone):
        envoyer(membre, {"telephone": [telephone]})
        assert la_demande().changements["telephone"]["apres"] == telephone

    @pytest.mark.parametrize("jeton", ["", "faux", None])
    def test_a_form_without_its_signed_view_is_refused(self, membre, profil, jeton):
        formulaire = champs_de(membre.get(ESPACE_AIX))
        formulaire["vue"] = [jeton] if jeton is not None else []
        envoyer(membre, {"ville": ["Aix"]}, formulaire=formulaire, statut=400)
        assert not DemandeModification.objects.exists()

    def test_what_another_site_would_send_is_refused(self, profil, bob):
        client = Client(enforce_csrf_checks=True)
        client.force_login(bob, backend=settings.AUTHENTICATION_BACKENDS[-1])
        assert client.post(ESPACE_AIX, {"ville": "Aix"}).status_code == 403

    def test_an_obsolete_country_of_the_profile_stays_ticked(self, membre, profil, armenie):
        armenie.obsolete = True
        armenie.save()
        envoyer(membre, {"ville": ["Aix"]})
        assert set(la_demande().changements) == {"ville"}

    def test_france_is_not_a_country_of_cooperation(self, membre, profil):
        PaysFabrique(alpha2="FR", nom="France")
        assert 'value="FR"' not in page(membre, ESPACE_AIX)

    def test_who_has_no_script_is_told_what_the_tags_are(self, membre, profil):
        sans_script = page(membre, ESPACE_AIX).split("<noscript>")[1].split("</noscript>")[0]
        assert "un paragraphe s’écrit entre &lt;p&gt; et &lt;/p&gt;" in sans_script

    def test_chosen_countries_stand_alone_and_once_and_every_region_is_closed(self, membre, profil, japon):
        contenu = page(membre, ESPACE_AIX)
        choisis, regions = contenu.split("1 pays choisi")[1].split("<details", 1)
        assert 'value="AM" id="pays-AM" checked' in choisis
        assert 'value="JP"' in regions
        assert contenu.count('value="AM" id=') == 1
        assert '<details class="cases" open' not in contenu

    def test_a_refused_form_gathers_the_countries_just_ticked(self, membre, profil, japon):
        contenu = envoyer(membre, {"pays": ["JP"], "code_postal": ["1"]}, statut=400).content.decode()
        choisis, regions = contenu.split("1 pays choisi")[1].split("<details", 1)
        assert 'id="pays-JP" checked' in choisis
        assert 'id="pays-AM">' in regions

    def test_without_country_it_says_so(self, membre, profil):
        profil.pays.clear()
        assert "Aucun pays choisi pour le moment." in page(membre, ESPACE_AIX)

    def test_it_costs_the_same_with_many_partnerships(self, membre, profil, kumamoto, django_assert_num_queries):
        for nombre in (1, 18):
            for _ in range(nombre):
                PartenariatFabrique(collectivites=[profil], autorites=[kumamoto])
            with django_assert_num_queries(10):
                membre.get(ESPACE_AIX)

    def test_a_text_too_deeply_nested_is_refused(self, membre):
        reponse = envoyer(membre, {"presentation": "<ul>" * 51}, statut=400)
        assert "trop imbriquée" in reponse.content.decode()


class TestPartenariats:
    def test_confirming_is_dated_today_and_waits_for_staff(self, membre, lien, profil):
        envoyer(membre, {"partenariats-0-confirme": ["on"]})
        changement = la_demande().changements[f"partenariat-{lien.pk}"]
        assert changement["avant"]["confirme_le"] is None
        assert changement["apres"]["confirme_le"] == timezone.localdate().isoformat()
        lien.refresh_from_db()
        assert lien.confirme_le is None

    def test_a_confirmation_already_asked_for_keeps_its_day(self, membre, lien, profil):
        envoyer(membre, {"partenariats-0-confirme": ["on"]})
        demande = la_demande()
        demande.changements[f"partenariat-{lien.pk}"]["apres"]["confirme_le"] = "2026-01-02"
        demande.save()
        envoyer(membre, {"ville": ["Aix"]})
        assert la_demande().changements[f"partenariat-{lien.pk}"]["apres"]["confirme_le"] == "2026-01-02"

    @pytest.mark.parametrize("numero", ["9" * 5_000, "9" * 18, "٣", "-1", "1\0"])
    def test_the_key_of_a_line_is_one_of_the_profile(self, membre, lien, profil, numero):
        envoyer(membre, {"partenariats-0-cle": [f"partenariat-{numero}"]}, statut=400)

    def test_leaving_one(self, membre, lien, profil):
        envoyer(membre, {"partenariats-0-retire": ["on"]})
        assert la_demande().changements[f"partenariat-{lien.pk}"]["apres"] is None
        assert champs_de(membre.get(ESPACE_AIX))["partenariats-0-retire"] == ["on"]

    def test_adding_one_then_giving_it_up(self, membre, profil):
        envoyer(membre, {"nouveaux-0-autorite": ["  Kyoto "], "nouveaux-0-pays": ["JP"], "ville": ["Aix"]})
        cle = "partenariat-nouveau-JP-kyoto-cooperation"
        assert la_demande().changements[cle]["apres"]["autorites"] == [["Kyoto", "JP"]]
        formulaire = champs_de(membre.get(ESPACE_AIX))
        assert formulaire["nouveaux-0-autorite"] == ["Kyoto"]
        envoyer(membre, {"nouveaux-0-DELETE": ["on"]}, formulaire=formulaire)
        assert set(la_demande().changements) == {"ville"}

    @pytest.mark.parametrize("autorite", ["Kumamoto", "kumamoto"])
    def test_one_already_there_is_refused(self, membre, profil, autorite):
        changements = {"nouveaux-0-autorite": [autorite], "nouveaux-0-pays": ["JP"]}
        assert "déjà dans votre fiche" in envoyer(membre, changements, statut=400).content.decode()

    def test_the_same_twice_is_refused(self, membre, profil):
        changements = {
            f"nouveaux-{n}-{champ}": [valeur] for n in (0, 1) for champ, valeur in (("autorite", "Nara"), ("pays", "JP"))
        }
        assert "déjà dans votre fiche" in envoyer(membre, changements, statut=400).content.decode()

    @pytest.mark.parametrize(
        ("changements", "message"),
        [
            ({"partenariats-0-confirme": ["on"], "partenariats-0-etat": ["en_sommeil"]}, "ne se confirme pas"),
            ({"partenariats-0-confirme": ["on"], "partenariats-0-retire": ["on"]}, "Choisissez"),
        ],
    )
    def test_contradictions_are_refused(self, membre, profil, changements, message):
        assert message in envoyer(membre, changements, statut=400).content.decode()

    def test_the_tie_of_another_cannot_be_slipped_in(self, membre, profil, colombes, japon):
        autre = PartenariatFabrique(collectivites=[colombes], autorites=[AutoriteLocaleFabrique(pays=japon)])
        envoyer(membre, {"partenariats-0-cle": [f"partenariat-{autre.pk}"], "partenariats-0-retire": ["on"]}, statut=400)
        assert not DemandeModification.objects.exists()


class TestLogo:
    @staticmethod
    def _fichier(nom="logo.png", contenu=None):
        if contenu is None:
            tampon = BytesIO()
            ImagePillow.new("RGB", (60, 40), "navy").save(tampon, "PNG")
            contenu = tampon.getvalue()
        return SimpleUploadedFile(nom, contenu)

    def test_a_logo_is_proposed_and_shown(self, membre, profil):
        envoyer(membre, {"logo": self._fichier()})
        image = Image.objects.get()
        assert la_demande().changements["logo"] == {"avant": None, "apres": image.pk}
        assert image.fichier.name in page(membre, f"/espace/demandes/{la_demande().pk}/")

    @pytest.mark.parametrize(
        ("nom", "contenu", "message"),
        [("a.svg", b"<svg xmlns='x'/>", "SVG"), ("a.png", b"<html>", "image reconnue"), ("a.png", b"", "vide")],
    )
    def test_what_is_no_image_is_refused_in_french(self, membre, profil, nom, contenu, message):
        reponse = envoyer(membre, {"logo": self._fichier(nom, contenu), "ville": ["Aix"]}, statut=400)
        texte = reponse.content.decode()
        assert message in texte
        assert 'value="Aix"' in texte
        assert "choisissez-le de nouveau" in texte
        assert not Image.objects.exists()

    def test_removing_it(self, membre, profil, proposer, decider):
        envoyer(membre, {"logo": self._fichier()})
        decider(la_demande(), ["logo"])
        envoyer(membre, {"sans_logo": ["on"]})
        derniere = DemandeModification.objects.first()
        assert derniere.changements["logo"]["apres"] is None

    def test_it_is_kept_across_refused_forms_and_sent_once_they_pass(self, membre, profil):
        refus = envoyer(membre, {"logo": self._fichier(), "code_postal": ["1"]}, statut=400)
        assert "Logo choisi, pas encore envoyé" in refus.text
        assert "choisissez-le de nouveau" not in refus.text
        assert 'src="data:image/webp;base64,' in refus.text
        refus = envoyer(membre, {"code_postal": ["13"]}, formulaire=champs_de(refus), statut=400)
        assert not Image.objects.exists()
        envoyer(membre, {"code_postal": ["13100"]}, formulaire=champs_de(refus))
        image = Image.objects.get()
        assert (image.largeur, image.hauteur, image.envoyee_par.prenom) == (60, 40, "Bob")
        assert set(la_demande().changements) == {"logo", "code_postal"}

    def test_one_kept_gives_way_to_another_and_can_be_given_up(self, membre, profil):
        refus = champs_de(envoyer(membre, {"logo": self._fichier(), "code_postal": ["1"]}, statut=400))
        autre = BytesIO()
        ImagePillow.new("RGB", (80, 80), "red").save(autre, "PNG")
        envoyer(membre, {"code_postal": [""], "logo": self._fichier(contenu=autre.getvalue())}, formulaire=refus)
        assert Image.objects.get().largeur == 80
        refus = champs_de(envoyer(membre, {"logo": self._fichier(), "code_postal": ["1"]}, statut=400))
        del refus["logo_garde"]
        envoyer(membre, {"code_postal": ["13100"]}, formulaire=refus)
        assert Image.objects.get().largeur == 80

    def test_one_kept_stays_when_the_next_is_no_image(self, membre, profil):
        refus = champs_de(envoyer(membre, {"logo": self._fichier(), "code_postal": ["1"]}, statut=400))
        refus = envoyer(membre, {"logo": self._fichier("a.png", b"<html>")}, formulaire=refus, statut=400)
        assert "logo_garde" in champs_de(refus)

    @pytest.mark.parametrize("qui", ["collegue", "faux"])
    def test_one_that_the_member_did_not_send_is_refused(self, membre, collegue, profil, qui):
        refus = champs_de(envoyer(membre, {"logo": self._fichier(), "code_postal": ["1"]}, statut=400))
        jeton = refus["logo_garde"] if qui == "collegue" else [refus["logo_garde"][0][:-1] + "!"]
        client = collegue if qui == "collegue" else membre
        reponse = envoyer(client, {"logo_garde": jeton}, statut=400)
        assert "n’a pas été retrouvé" in reponse.text
        assert not DemandeModification.objects.exists()

    def test_one_too_heavy_for_the_page_is_to_be_chosen_again(self, membre, profil, monkeypatch):
        monkeypatch.setattr("annuaire.logo.POIDS_MAX", 10)
        refus = envoyer(membre, {"logo": self._fichier(), "code_postal": ["1"]}, statut=400)
        assert "logo_garde" not in champs_de(refus)
        assert "choisissez-le de nouveau" in refus.text

    def test_sending_and_removing_is_refused(self, membre, profil):
        reponse = envoyer(membre, {"logo": self._fichier(), "sans_logo": ["on"]}, statut=400)
        assert "Choisissez : envoyer" in reponse.content.decode()

    def test_a_refused_logo_is_told_in_words_to_who_proposed_it(self, membre, client_editrice, profil, decider):
        envoyer(membre, {"logo": self._fichier()})
        demande = la_demande()
        decider(demande, [], "Le logo est flou.")
        assert not Image.objects.exists()
        for client, adresse in (
            (membre, f"/espace/demandes/{demande.pk}/"),
            (client_editrice, f"/admin/annuaire/demandemodification/{demande.pk}/change/"),
        ):
            contenu = page(client, adresse)
            assert "(image qui n’a pas été gardée)" in contenu
            assert "(pas de logo)" in contenu


class TestEnMemeTemps:
    def test_the_second_sees_what_the_first_changed_and_keeps_what_she_typed(self, membre, collegue, profil):
        formulaire = champs_de(collegue.get(ESPACE_AIX))
        envoyer(membre, {"telephone": ["05 05 05 05 05"], "ville": ["Aix"]})
        reponse = envoyer(collegue, {"ville": ["Aix-en-Provence"], "adresse": ["Mairie"]}, formulaire=formulaire, statut=409)
        contenu = reponse.content.decode()
        assert "La fiche a changé pendant que vous la remplissiez" in contenu
        assert "05 05 05 05 05" in contenu
        suite = champs_de(reponse)
        assert (suite["ville"], suite["adresse"], suite["telephone"]) == (["Aix-en-Provence"], ["Mairie"], ["05 05 05 05 05"])
        assert la_demande().changements["ville"]["apres"] == "Aix"
        envoyer(collegue, {}, formulaire=suite)
        changements = la_demande().changements
        assert {cle: un["apres"] for cle, un in changements.items()} == {
            "adresse": "Mairie",
            "ville": "Aix-en-Provence",
            "telephone": "05 05 05 05 05",
        }

    def test_a_form_opened_before_the_decision_of_staff_is_stale(self, membre, profil, proposer, decider):
        demande = proposer(profil, {"telephone": "06 39 98 00 00"})
        formulaire = champs_de(membre.get(ESPACE_AIX))
        decider(demande, ["telephone"])
        suite = champs_de(envoyer(membre, {"ville": ["Aix"]}, formulaire=formulaire, statut=409))
        envoyer(membre, {}, formulaire=suite)
        assert set(DemandeModification.objects.en_attente().get().changements) == {"ville"}

    def test_the_logo_chosen_is_kept(self, membre, collegue, profil):
        formulaire = champs_de(collegue.get(ESPACE_AIX))
        envoyer(membre, {"ville": ["Aix"]})
        reponse = envoyer(collegue, {"logo": TestLogo._fichier()}, formulaire=formulaire, statut=409)
        assert not Image.objects.exists()
        assert "choisissez-le de nouveau" not in reponse.content.decode()
        envoyer(collegue, {}, formulaire=champs_de(reponse))
        assert la_demande().changements["logo"]["apres"] == Image.objects.get().pk

    def test_the_form_takes_up_the_pending_request(self, collegue, profil, proposer):
        proposer(profil, {"ville": "Aix"}, message="Mot de Bob")
        reponse = collegue.get(ESPACE_AIX)
        assert "envoyée par Bob" in reponse.content.decode()
        formulaire = champs_de(reponse)
        assert (formulaire["ville"], formulaire["message"]) == (["Aix"], ["Mot de Bob"])

    def test_the_message_that_another_corrected_is_not_overwritten_unseen(self, membre, collegue, profil, proposer):
        proposer(profil, {"ville": "Aix"}, message="Premier")
        formulaire = champs_de(collegue.get(ESPACE_AIX))
        envoyer(membre, {"message": ["Corrigé"]})
        suite = champs_de(envoyer(collegue, {"adresse": ["Mairie"]}, formulaire=formulaire, statut=409))
        assert (suite["message"], suite["adresse"]) == (["Corrigé"], ["Mairie"])
        reponse = envoyer(collegue, {"message": ["Le mien"]}, formulaire=formulaire, statut=409)
        assert champs_de(reponse)["message"] == ["Le mien"]
        assert "le remplacera" in reponse.content.decode()
        assert "Corrigé" in reponse.content.decode()

    def test_undoing_everything_points_to_withdrawal(self, membre, profil, proposer):
        proposer(profil, {"ville": "Aix"})
        assert "retirez plutôt la demande" in envoyer(membre, {"ville": [""]}, statut=400).content.decode()


class TestMessage:
    def test_a_message_alone_is_a_request(self, membre, profil):
        reponse = envoyer(membre, {"message": ["Notre élue a changé.\r\nMerci"]})
        demande = la_demande()
        assert (demande.changements, demande.message) == ({}, "Notre élue a changé.\nMerci")
        contenu = page(membre, reponse["Location"])
        assert "Votre message est enregistré" in contenu
        assert "Notre élue a changé." in contenu
        assert "elle porte un message à l’équipe" in contenu
        assert "0 changements" not in contenu

    def test_the_message_of_a_pending_request_is_corrected_alone(self, membre, profil, proposer):
        proposer(profil, {"ville": "Aix"}, message="Premier\nmot")
        envoyer(membre, {}, statut=400)
        envoyer(membre, {"message": ["Second mot"]})
        demande = la_demande()
        assert (demande.message, demande.version) == ("Second mot", 2)
        assert set(demande.changements) == {"ville"}

    def test_undoing_the_changes_does_not_send_the_message_already_there(self, membre, profil, proposer):
        proposer(profil, {"ville": "Aix"}, message="Premier")
        assert "retirez plutôt" in envoyer(membre, {"ville": [""]}, statut=400).content.decode()
        envoyer(membre, {"ville": [""], "message": ["Seulement ce mot"]})
        assert (la_demande().changements, la_demande().message) == ({}, "Seulement ce mot")

    def test_emptying_a_message_sent_alone_points_to_withdrawal(self, membre, profil, proposer):
        proposer(profil, {}, message="Premier")
        assert "retirez plutôt" in envoyer(membre, {"message": [""]}, statut=400).content.decode()
        assert la_demande().message == "Premier"

    def test_the_answer_is_told_in_the_space(self, membre, profil, proposer, decider):
        demande = proposer(profil, {}, message="Notre élue a changé.")
        decider(demande, [], "C’est noté.")
        contenu = page(membre, f"/espace/demandes/{demande.pk}/")
        assert "l’a pris en compte" in contenu
        assert "C’est noté." in contenu
        assert champs_de(membre.get(ESPACE_AIX))["message"] == [""]


class TestDemande:
    def test_its_title_tells_its_hour(self, membre, profil):
        demande = DemandeModification.objects.create(collectivite=profil, etat="retiree")
        cree_le = timezone.make_aware(datetime(2026, 3, 12, 14))
        DemandeModification.objects.filter(pk=demande.pk).update(cree_le=cree_le)
        assert "<title>Demande du 12\u00a0mars 2026 à 14\u00a0h –" in page(membre, f"/espace/demandes/{demande.pk}/")

    def test_it_tells_the_state_the_answer_and_each_field(self, membre, profil, proposer, decider):
        demande = proposer(profil, {"ville": "Aix", "telephone": "05 00 00 00 00"})
        decider(demande, ["ville"], "Téléphone à vérifier")
        contenu = page(membre, f"/espace/demandes/{demande.pk}/")
        for texte in ("Acceptée en partie", "Téléphone à vérifier", "Accepté<", "Refusé<", "<ins>", "<del>"):
            assert texte in contenu
        assert "Retirer la demande" not in contenu

    def test_withdrawing_is_asked_below_the_links_and_can_be_given_up(self, membre, profil, proposer):
        adresse = f"/espace/demandes/{proposer(profil, {'ville': 'Aix'}).pk}/"
        liens, question = page(membre, adresse).split('<details class="retrait">')
        assert liens.rstrip().endswith("</div>")
        assert "Voir la fiche publiée" in liens
        # Only the confirmation is red.
        assert question.split("Oui, retirer")[0].count("bouton--danger") == 1
        assert "bouton--danger" not in question.split("<form")[0]
        assert f'href="{adresse}">Garder la demande</a>' in question

    def test_withdrawing(self, membre, profil, proposer):
        demande = proposer(profil, {"ville": "Aix"})
        reponse = membre.post(f"/espace/demandes/{demande.pk}/retirer/", follow=True)
        assert "La demande est retirée" in reponse.content.decode()
        reponse = membre.post(f"/espace/demandes/{demande.pk}/retirer/", follow=True)
        assert "Cette demande est déjà" in reponse.content.decode()

    def test_the_rich_text_of_an_old_request_is_cleaned_at_display(self, membre, profil, proposer):
        demande = proposer(profil, {"presentation": "<p>Neuf</p>"})
        demande.changements["presentation"]["apres"] = "<p>Neuf<script>alert(1)</script></p>"
        demande.save()
        assert "alert(1)" not in page(membre, f"/espace/demandes/{demande.pk}/")

    def test_leaving_the_collectivite_closes_its_requests(self, membre, profil, proposer, bob):
        demande = proposer(profil, {"ville": "Aix"})
        Rattachement.objects.filter(utilisateur=bob).delete()
        page(membre, f"/espace/demandes/{demande.pk}/", 404)
