"""The logo that a member proposes: checked, kept across refused forms, shown to the team."""

from io import BytesIO

import pytest
from PIL import Image as ImagePillow

from annuaire.models import DemandeModification
from mediatheque import televersement
from mediatheque.models import Image
from tests.annuaire.conftest import ESPACE_AIX
from tests.annuaire.formulaire import champs_de, envoyer, fichier_de_logo, la_demande, page


@pytest.fixture
def collegue(bea, client_de):
    """Béa's client: another référente of Aix-en-Provence."""
    return client_de(bea)


class TestLogo:
    def test_a_logo_is_proposed_and_shown(self, membre, profil):
        envoyer(membre, {"logo": fichier_de_logo()})
        image = Image.objects.get()
        assert la_demande().changements["logo"] == {"avant": None, "apres": image.pk}
        assert image.fichier.name in page(membre, f"/espace/demandes/{la_demande().pk}/")

    @pytest.mark.parametrize(
        ("nom", "contenu", "message"),
        [("a.svg", b"<svg xmlns='x'/>", "SVG"), ("a.png", b"<html>", "image reconnue"), ("a.png", b"", "vide")],
    )
    def test_what_is_no_image_is_refused_in_french(self, membre, profil, nom, contenu, message):
        reponse = envoyer(membre, {"logo": fichier_de_logo(nom, contenu), "ville": ["Aix"]}, statut=400)
        texte = reponse.content.decode()
        assert message in texte
        assert 'value="Aix"' in texte
        assert "choisissez-le de nouveau" in texte
        assert not Image.objects.exists()

    def test_removing_it(self, membre, profil, proposer, decider):
        envoyer(membre, {"logo": fichier_de_logo()})
        decider(la_demande(), ["logo"])
        envoyer(membre, {"sans_logo": ["on"]})
        derniere = DemandeModification.objects.first()
        assert derniere.changements["logo"]["apres"] is None

    def test_it_is_kept_across_refused_forms_and_sent_once_they_pass(self, membre, profil):
        refus = envoyer(membre, {"logo": fichier_de_logo(), "code_postal": ["1"]}, statut=400)
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
        refus = champs_de(envoyer(membre, {"logo": fichier_de_logo(), "code_postal": ["1"]}, statut=400))
        autre = BytesIO()
        ImagePillow.new("RGB", (80, 80), "red").save(autre, "PNG")
        envoyer(membre, {"code_postal": [""], "logo": fichier_de_logo(contenu=autre.getvalue())}, formulaire=refus)
        assert Image.objects.get().largeur == 80
        refus = champs_de(envoyer(membre, {"logo": fichier_de_logo(), "code_postal": ["1"]}, statut=400))
        del refus["logo_garde"]
        envoyer(membre, {"code_postal": ["13100"]}, formulaire=refus)
        assert Image.objects.get().largeur == 80

    def test_one_kept_stays_when_the_next_is_no_image(self, membre, profil):
        refus = champs_de(envoyer(membre, {"logo": fichier_de_logo(), "code_postal": ["1"]}, statut=400))
        refus = envoyer(membre, {"logo": fichier_de_logo("a.png", b"<html>")}, formulaire=refus, statut=400)
        assert "logo_garde" in champs_de(refus)

    @pytest.mark.parametrize("qui", ["collegue", "faux"])
    def test_one_that_the_member_did_not_send_is_refused(self, membre, collegue, profil, qui):
        refus = champs_de(envoyer(membre, {"logo": fichier_de_logo(), "code_postal": ["1"]}, statut=400))
        jeton = refus["logo_garde"] if qui == "collegue" else [refus["logo_garde"][0][:-1] + "!"]
        client = collegue if qui == "collegue" else membre
        reponse = envoyer(client, {"logo_garde": jeton}, statut=400)
        assert "n’a pas été retrouvé" in reponse.text
        assert not DemandeModification.objects.exists()

    def test_one_too_heavy_for_the_page_is_to_be_chosen_again(self, membre, profil, monkeypatch):
        monkeypatch.setattr("annuaire.logo.POIDS_MAX", 10)
        refus = envoyer(membre, {"logo": fichier_de_logo(), "code_postal": ["1"]}, statut=400)
        assert "logo_garde" not in champs_de(refus)
        assert "choisissez-le de nouveau" in refus.text

    def test_sending_and_removing_is_refused(self, membre, profil):
        reponse = envoyer(membre, {"logo": fichier_de_logo(), "sans_logo": ["on"]}, statut=400)
        assert "Choisissez : envoyer" in reponse.content.decode()

    def test_a_refused_logo_is_told_in_words_to_who_proposed_it(self, membre, client_editrice, profil, decider):
        envoyer(membre, {"logo": fichier_de_logo()})
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

    def test_a_stranger_s_logo_is_not_decoded(self, membre, etranger, agent, profil, monkeypatch):
        decodes = []
        monkeypatch.setattr(televersement, "preparer_image", lambda fichier: decodes.append(fichier))
        formulaire = champs_de(membre.get(ESPACE_AIX))
        for client, statut in ((etranger, 404), (agent, 404)):
            envoyer(client, {"logo": fichier_de_logo()}, formulaire=formulaire, statut=statut)
        assert client_sans_vue(membre, formulaire).status_code == 400
        assert decodes == []


def client_sans_vue(client, formulaire):
    """Send a logo without the signed view of the form."""
    return client.post(ESPACE_AIX, {**formulaire, "vue": ["fausse"], "logo": fichier_de_logo()})
