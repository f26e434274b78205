"""A new version kept beside what is online: what visitors read does not move before someone who publishes says so."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.utils import timezone

from courriels.models import Courriel
from gestion.usages import usages
from mediatheque.televersement import enregistrer_image
from mediatheque.usages import est_utilisee
from redaction.mise_en_ligne import mettre_en_ligne_les_echues
from redaction.models import Relecture, Retouche
from redaction.versions import versions_de
from socle.models import Journal
from tests.fabriques import ActualiteFabrique, DocumentFabrique, GroupeFabrique, PaysFabrique
from tests.formulaires import fiche, valeurs
from tests.mediatheque.test_images import octets, photo

pytestmark = pytest.mark.django_db


def saisie(client, contenu, **changements):
    """Return what a browser posts from the form as it is shown, the mark of the new version included."""
    retouche = Retouche.objects.sur(contenu).first()
    envoi = {**valeurs(client, fiche(contenu)), **changements}
    return {**envoi, "_retouche_vue": retouche.vue} if retouche else envoi


def lu(contenu):
    return Client().get(contenu.get_absolute_url()).text


def une_image():
    return enregistrer_image(fichier=ContentFile(octets(photo(400, 300), "PNG"), name="mur.png"), par=None, alt="Un mur")


@pytest.fixture
def actualite():
    return ActualiteFabrique(titre="Avant", corps="<p>Texte d’avant.</p>")


class TestGarder:
    def test_what_is_kept_apart_shows_in_the_form_and_not_on_the_site(self, client_redactrice, redactrice, actualite):
        envoi = saisie(client_redactrice, actualite, titre="Après", _garder_a_part="1")
        reponse = client_redactrice.post(fiche(actualite), envoi, follow=True)
        assert "la page en ligne n’a pas changé" in reponse.text
        assert "Vous travaillez sur une nouvelle version, pas encore en ligne" in reponse.text
        assert reponse.context["adminform"].form["titre"].value() == "Après"
        assert "Avant" in lu(actualite)
        assert "Après" not in lu(actualite)
        retouche = Retouche.objects.get()
        assert (retouche.objet, retouche.auteur, retouche.etat) == (actualite, redactrice, "en_chantier")
        assert "Avant" in client_redactrice.get(f"{fiche(actualite)}?en_ligne=1").text

    def test_a_writer_cannot_save_over_what_is_online(self, client_redactrice, actualite):
        envoi = saisie(client_redactrice, actualite, titre="Après")
        assert client_redactrice.post(fiche(actualite), envoi).status_code == 403
        envoi = saisie(client_redactrice, actualite, titre="Après", _garder_a_part="1")
        client_redactrice.post(fiche(actualite), envoi)
        envoi = saisie(client_redactrice, actualite, _mettre_en_ligne="1")
        assert client_redactrice.post(fiche(actualite), envoi).status_code == 403
        actualite.refresh_from_db()
        assert actualite.titre == "Avant"

    def test_a_true_correction_still_goes_online_at_once(self, client_editrice, actualite):
        page = client_editrice.get(fiche(actualite)).text
        assert 'name="_save"' in page
        assert "Enregistrer sans publier" in page
        client_editrice.post(fiche(actualite), saisie(client_editrice, actualite, titre="Corrigé", _save="1"))
        assert "Corrigé" in lu(actualite)

    def test_what_does_not_validate_is_kept_and_said(self, client_editrice, actualite):
        envoi = saisie(client_editrice, actualite, titre="", _garder_a_part="1")
        reponse = client_editrice.post(fiche(actualite), envoi, follow=True)
        assert "il restera à corriger" in reponse.text
        assert Retouche.objects.get().donnees["titre"] == [""]
        envoi = saisie(client_editrice, actualite, _mettre_en_ligne="1")
        assert client_editrice.post(fiche(actualite), envoi).status_code == 200
        actualite.refresh_from_db()
        assert actualite.titre == "Avant"

    def test_two_people_who_keep_one_are_told(self, client_redactrice, client_editrice, actualite):
        client_redactrice.post(fiche(actualite), saisie(client_redactrice, actualite, titre="Une", _garder_a_part="1"))
        ouverte = saisie(client_editrice, actualite, titre="Deux", _garder_a_part="1")
        client_redactrice.post(fiche(actualite), saisie(client_redactrice, actualite, titre="Trois", _garder_a_part="1"))
        reponse = client_editrice.post(fiche(actualite), ouverte)
        assert "a enregistré sa propre nouvelle version" in reponse.text
        assert reponse.context["adminform"].form["titre"].value() == "Deux"
        assert Retouche.objects.get().donnees["titre"] == ["Trois"]
        client_editrice.post(fiche(actualite), {**ouverte, "_retouche_vue": reponse.context["retouche"].vue})
        assert Retouche.objects.get().donnees["titre"] == ["Deux"]

    def test_someone_who_may_not_write_sees_and_keeps_nothing(self, visiteur, actualite):
        assert visiteur.post(fiche(actualite), {"titre": "X", "_garder_a_part": "1"}).status_code in {302, 403}
        assert not Retouche.objects.exists()


class TestRelecture:
    def test_submitted_given_back_submitted_again_and_put_online(
        self, client_redactrice, client_editrice, redactrice, editrice, actualite, mailoutbox
    ):
        japon, groupe = PaysFabrique(nom="Japon"), GroupeFabrique()
        propose = {"titre": "Après", "pays": [japon.pk], "groupes": [groupe.pk], "mot_soumettre_retouche": "Voyez le titre."}
        envoi = saisie(client_redactrice, actualite, **propose, _soumettre_retouche="1")
        client_redactrice.post(fiche(actualite), envoi)
        assert Retouche.objects.get().etat == "a_relire"
        assert actualite.relectures.get().commentaire == "Voyez le titre."
        page = client_editrice.get(fiche(actualite))
        assert page.context["adminform"].form["titre"].value() == "Après"
        assert not page.context["adminform"].form.errors
        envoi = saisie(client_editrice, actualite, mot_renvoyer_retouche="Trop long.", _renvoyer_retouche="1")
        client_editrice.post(fiche(actualite), envoi)
        assert Retouche.objects.get().etat == "renvoyee"
        assert actualite.relectures.en_attente().get().commentaire == "Trop long."
        envoi = saisie(client_redactrice, actualite, titre="Bref", _soumettre_retouche="1")
        client_redactrice.post(fiche(actualite), envoi)
        reponse = client_editrice.post(fiche(actualite), saisie(client_editrice, actualite, _mettre_en_ligne="1"), follow=True)
        assert "La nouvelle version est en ligne" in reponse.text
        assert not Retouche.objects.exists()
        actualite.refresh_from_db()
        assert (actualite.titre, actualite.statut, [*actualite.pays.all()]) == ("Bref", "publie", [japon])
        assert [*actualite.groupes.all()] == [groupe]
        assert "Bref" in lu(actualite)
        assert actualite.relectures.filter(nature=Relecture.Nature.PUBLICATION, par=editrice).exists()
        faits = set(Journal.objects.filter(id_objet=str(actualite.pk)).values_list("action", flat=True))
        assert {"garder_a_part", "soumettre_retouche", "renvoyer_retouche", "mettre_en_ligne"} <= faits

    def test_what_is_submitted_is_valid(self, client_redactrice, actualite):
        envoi = saisie(client_redactrice, actualite, titre="", _soumettre_retouche="1")
        reponse = client_redactrice.post(fiche(actualite), envoi)
        assert "corrigez ce qui est signalé" in reponse.text
        assert reponse.context["adminform"].form.errors["titre"]
        assert not Retouche.objects.exists()


class TestMettreEnLigne:
    def test_a_row_changed_meanwhile_is_shown_and_merged(self, client_redactrice, client_editrice, actualite):
        envoi = saisie(client_redactrice, actualite, titre="Proposé", chapo="Un autre chapo.", _garder_a_part="1")
        client_redactrice.post(fiche(actualite), envoi)
        actualite.titre = "Corrigé en ligne"
        actualite.save()
        page = client_editrice.get(fiche(actualite))
        assert [ecart.champ for ecart in page.context["entre_temps"]["conflits"][0].ecarts] == ["titre", "chapo"]
        conflit = page.context["entre_temps"]["conflits"][0]
        envoi = saisie(client_editrice, actualite, _mettre_en_ligne="1")
        assert client_editrice.post(fiche(actualite), envoi).status_code == 200
        actualite.refresh_from_db()
        assert actualite.titre == "Corrigé en ligne"
        choix = {conflit.nom_vue: conflit.vue, "fusion-titre": "autre"}
        client_editrice.post(fiche(actualite), {**envoi, **choix, "_garder_a_part": "1"} | {"_mettre_en_ligne": ""})
        client_editrice.post(fiche(actualite), {**envoi, **choix})
        actualite.refresh_from_db()
        assert (actualite.titre, actualite.chapo) == ("Corrigé en ligne", "Un autre chapo.")

    def test_a_choice_kept_apart_is_made_for_good(self, client_editrice, actualite):
        client_editrice.post(
            fiche(actualite), saisie(client_editrice, actualite, titre="Proposé", chapo="Un autre chapo.", _garder_a_part="1")
        )
        actualite.titre = "Corrigé en ligne"
        actualite.save()
        conflit = client_editrice.get(fiche(actualite)).context["entre_temps"]["conflits"][0]
        choix = {conflit.nom_vue: conflit.vue, "fusion-titre": "autre"}
        client_editrice.post(fiche(actualite), saisie(client_editrice, actualite, **choix, _garder_a_part="1"))
        page = client_editrice.get(fiche(actualite))
        assert not page.context["entre_temps"]
        assert page.context["adminform"].form["titre"].value() == "Corrigé en ligne"
        assert page.context["adminform"].form["chapo"].value() == "Un autre chapo."

    def test_it_is_compared_with_what_is_online(self, client_redactrice, actualite):
        japon = PaysFabrique(nom="Japon")
        envoi = saisie(client_redactrice, actualite, titre="Après", pays=[japon.pk], _garder_a_part="1")
        client_redactrice.post(fiche(actualite), envoi)
        page = client_redactrice.get(fiche(actualite).replace("change/", "nouvelle-version/"))
        ecarts = {ecart.libelle: ecart for ecart in page.context["comparaison"].ecarts}
        assert set(ecarts) == {"Titre", "Pays"}
        assert ecarts["Pays"].ajoutes == ["Japon"]

    def test_it_is_abandoned_by_who_wrote_it_and_not_by_another_writer(self, client_redactrice, redactrice, editrice, actualite):
        client_redactrice.post(fiche(actualite), saisie(client_redactrice, actualite, titre="Après", _garder_a_part="1"))
        Retouche.objects.update(auteur=editrice)
        envoi = saisie(client_redactrice, actualite, _abandonner_retouche="1")
        assert client_redactrice.post(fiche(actualite), envoi).status_code == 403
        Retouche.objects.update(auteur=redactrice)
        client_redactrice.post(fiche(actualite), envoi)
        assert not Retouche.objects.exists()


class TestProgrammer:
    @pytest.fixture
    def programmee(self, client_editrice, actualite):
        envoi = saisie(client_editrice, actualite, titre="Lundi", _garder_a_part="1")
        client_editrice.post(fiche(actualite), envoi)
        heure = timezone.localtime() + timedelta(hours=2)
        envoi = saisie(client_editrice, actualite, _programmer_retouche="1", _retouche_le=f"{heure:%Y-%m-%dT%H:%M}")
        client_editrice.post(fiche(actualite), envoi)
        retouche = Retouche.objects.get()
        assert retouche.etat == "programmee"
        assert retouche.en_ligne_le == heure.replace(second=0, microsecond=0)
        return retouche

    def echoir(self):
        Retouche.objects.update(en_ligne_le=timezone.now() - timedelta(minutes=1))
        mettre_en_ligne_les_echues()

    def test_it_goes_online_at_its_hour_as_saved_by_who_scheduled_it(self, programmee, actualite, editrice):
        mettre_en_ligne_les_echues()
        assert "Avant" in lu(actualite)
        self.echoir()
        assert "Lundi" in lu(actualite)
        assert not Retouche.objects.exists()
        assert versions_de(actualite).first().revision.user == editrice
        assert Journal.objects.get(action="mettre_en_ligne").par == editrice

    def test_one_that_no_longer_validates_stays_and_who_scheduled_it_is_told(self, programmee, actualite, editrice):
        actualite.titre = "Corrigé"
        actualite.save()
        self.echoir()
        retouche = Retouche.objects.get()
        assert (retouche.etat, retouche.en_ligne_le) == ("en_chantier", None)
        assert "a enregistré d’autres valeurs" in retouche.echec
        assert Courriel.objects.get(sujet__startswith="Pas mise en ligne").destinataire == editrice.courriel
        assert "Corrigé" in lu(actualite)

    def test_who_may_no_longer_publish_puts_nothing_online(self, programmee, actualite, editrice):
        editrice.groups.clear()
        self.echoir()
        assert "Avant" in lu(actualite)
        assert "ne peut plus publier" in Retouche.objects.get().echec

    def test_a_writer_leaves_a_scheduled_one_as_it_is(self, programmee, client_redactrice, actualite):
        envoi = saisie(client_redactrice, actualite, titre="Glissé", _garder_a_part="1")
        assert client_redactrice.post(fiche(actualite), envoi).status_code == 403
        assert Retouche.objects.get().donnees["titre"] == ["Lundi"]

    def test_a_date_past_is_refused(self, client_editrice, actualite):
        heure = timezone.localtime() - timedelta(hours=2)
        envoi = saisie(client_editrice, actualite, _programmer_retouche="1", _retouche_le=f"{heure:%Y-%m-%dT%H:%M}")
        reponse = client_editrice.post(fiche(actualite), envoi)
        assert "date et une heure à venir" in reponse.text


class TestUsages:
    def test_the_pictures_and_documents_of_a_new_version_are_used(self, client_editrice, actualite):
        image, dans_le_texte, document = une_image(), une_image(), DocumentFabrique()
        texte = f'<p><img data-image="{dans_le_texte.pk}" src="{dans_le_texte.fichier.url}" alt="Un mur"></p>'
        changements = {"image": image.pk, "documents": [document.pk], "corps": texte}
        client_editrice.post(fiche(actualite), saisie(client_editrice, actualite, **changements, _garder_a_part="1"))
        assert est_utilisee(image)
        assert est_utilisee(dans_le_texte)
        assert usages(document)
        client_editrice.post(fiche(actualite), saisie(client_editrice, actualite, _abandonner_retouche="1"))
        assert not est_utilisee(image)
