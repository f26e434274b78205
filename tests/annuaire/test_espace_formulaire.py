"""The form of a profile in the member’s space: what it shows, what it refuses, what it keeps."""

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from annuaire import fiche
from annuaire.models import DemandeModification
from tests.annuaire.conftest import ESPACE_AIX
from tests.annuaire.formulaire import champs_de, envoyer, la_demande, page
from tests.fabriques import (
    AutoriteLocaleFabrique,
    MandatFabrique,
    PartenariatFabrique,
    PaysFabrique,
    ProjetFabrique,
)
from tests.lecture_html import sur_une_ligne


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
        assert "Vous n’avez rien changé" in sur_une_ligne(reponse.content.decode())
        assert not DemandeModification.objects.exists()

    def test_what_changed_becomes_a_request_and_the_page_stays(self, membre, visiteur, profil, japon):
        reponse = envoyer(membre, {"ville": ["Aix"], "pays": ["AM", "JP"], "message": ["Merci"]})
        demande = la_demande()
        assert reponse["Location"] == f"/espace/demandes/{demande.pk}/"
        assert set(demande.changements) == {"ville", "pays"}
        assert demande.message == "Merci"
        fiche = page(visiteur, "/annuaire/aix-en-provence/")
        assert "/pays/japon/" not in fiche.partition('aria-labelledby="pays"')[2].split("</section>")[0]
        assert "Votre demande est enregistrée" in page(membre, reponse["Location"])

    @pytest.mark.parametrize(
        ("champ", "valeur", "message"),
        [
            ("code_postal", "1361", "cinq chiffres"),
            ("site", "javascript:alert(1)", "https://www.ville.fr"),
            ("courriel", "pas une adresse", "une adresse complète"),
            ("telephone", "0" * 31, "30 caractères"),
            ("telephone", "au standard", "un numéro en chiffres"),
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
        contenu = sur_une_ligne(reponse.content.decode())
        assert message in contenu
        assert "Place de l’Hôtel-de-Ville" in contenu
        assert "<title>Erreur : Modifier la fiche" in contenu
        assert not DemandeModification.objects.exists()

    def test_errors_say_which_partnership_they_are_of(self, membre, profil, lien):
        saisie = {"partenariats-0-annee": ["1492"], "nouveaux-1-autorite": ["Kyoto"]}
        contenu = sur_une_ligne(envoyer(membre, saisie, statut=400).content.decode())
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
        assert contenu.count('name="pays" value="AM"') == 1
        assert '<details class="cases" open' not in contenu

    def test_a_refused_form_gathers_the_countries_just_ticked(self, membre, profil, japon):
        contenu = sur_une_ligne(envoyer(membre, {"pays": ["JP"], "code_postal": ["1"]}, statut=400).content.decode())
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
                MandatFabrique(collectivite=profil)
                ProjetFabrique(collectivites=[profil], pays=[kumamoto.pays])
            with django_assert_num_queries(18):
                membre.get(ESPACE_AIX)

    def test_a_text_too_deeply_nested_is_refused(self, membre):
        reponse = envoyer(membre, {"presentation": "<ul>" * 51}, statut=400)
        assert "trop imbriquée" in sur_une_ligne(reponse.content.decode())


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
        assert "déjà dans votre fiche" in sur_une_ligne(envoyer(membre, changements, statut=400).content.decode())

    def test_the_same_twice_is_refused(self, membre, profil):
        changements = {
            f"nouveaux-{n}-{champ}": [valeur] for n in (0, 1) for champ, valeur in (("autorite", "Nara"), ("pays", "JP"))
        }
        assert "déjà dans votre fiche" in sur_une_ligne(envoyer(membre, changements, statut=400).content.decode())

    @pytest.mark.parametrize(
        ("changements", "message"),
        [
            ({"partenariats-0-confirme": ["on"], "partenariats-0-etat": ["en_sommeil"]}, "ne se confirme pas"),
            ({"partenariats-0-confirme": ["on"], "partenariats-0-retire": ["on"]}, "Choisissez"),
        ],
    )
    def test_contradictions_are_refused(self, membre, profil, changements, message):
        assert message in sur_une_ligne(envoyer(membre, changements, statut=400).content.decode())

    def test_the_tie_of_another_cannot_be_slipped_in(self, membre, profil, colombes, japon):
        autre = PartenariatFabrique(collectivites=[colombes], autorites=[AutoriteLocaleFabrique(pays=japon)])
        envoyer(membre, {"partenariats-0-cle": [f"partenariat-{autre.pk}"], "partenariats-0-retire": ["on"]}, statut=400)
        assert not DemandeModification.objects.exists()
