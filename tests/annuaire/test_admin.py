"""The back office of the directory: lists, search, and the decision on a request."""

import re
from datetime import date

import pytest
from django.contrib.auth.models import Permission
from django.utils.html import escape

from annuaire import actions, fiche
from annuaire.models import Collectivite, DemandeModification, Mandat
from socle.dates import date_simple
from tests.annuaire.formulaire import champs_de
from tests.fabriques import (
    AdhesionFabrique,
    AutoriteLocaleFabrique,
    CollectiviteFabrique,
    CommuneFabrique,
    DepartementFabrique,
    EpciFabrique,
    MandatFabrique,
    PartenariatFabrique,
    RattachementFabrique,
)
from tests.file_attente import relever_le_courrier
from tests.lecture_html import sur_une_ligne

LISTE = "/admin/annuaire/demandemodification/"
MODELES = ["collectivite", "personne", "mandat", "autoritelocale", "partenariat", "projet", "demandemodification"]


def adresse(demande, fin="change/"):
    return f"{LISTE}{demande.pk}/{fin}"


def page(client, ou, statut=200):
    reponse = client.get(ou)
    assert reponse.status_code == statut
    return sur_une_ligne(reponse.content.decode())


@pytest.fixture
def demande(profil, proposer):
    return proposer(profil, {"ville": "Aix", "telephone": "0500000000", "presentation": "<p>Des liens avec vingt villes.</p>"})


@pytest.fixture
def decision(client_editrice, demande):
    """Return a function sending the page of the request with a button and changes."""

    def envoyer(bouton, statut=302, **changements):
        champs = champs_de(client_editrice.get(adresse(demande)), "decider") | {"decision": [bouton]}
        reponse = client_editrice.post(adresse(demande, "decider/"), champs | changements)
        assert reponse.status_code == statut, sur_une_ligne(reponse.content.decode())
        demande.refresh_from_db()
        demande.collectivite.refresh_from_db()
        return sur_une_ligne(reponse.content.decode())

    return envoyer


class TestDemande:
    def test_it_shows_each_field_before_and_after(self, client_editrice, demande):
        contenu = page(client_editrice, adresse(demande))
        assert '<del><span class="sr visually-hidden">supprimé : </span>quinze</del>' in contenu
        assert '<ins><span class="sr visually-hidden">ajouté : </span>vingt</ins>' in contenu
        assert "04 65 71 00 00" in contenu

    def test_accepting_everything(self, decision, demande):
        decision("tout")
        assert (demande.etat, demande.collectivite.ville) == ("acceptee", "Aix")

    def test_accepting_what_is_ticked(self, decision, demande):
        decision("selection", champs=["ville"], commentaire=["Téléphone faux"])
        assert (demande.etat, demande.collectivite.ville, demande.collectivite.telephone) == (
            "partielle",
            "Aix",
            "04 65 71 00 00",
        )
        assert demande.commentaire == "Téléphone faux"

    def test_refusing_needs_a_comment_and_keeps_what_was_ticked(self, decision, demande):
        contenu = decision("refus", statut=409, champs=["ville"])
        assert "Expliquez à la collectivité" in contenu
        assert contenu.count(" checked") == 1
        assert demande.est_en_attente
        decision("refus", commentaire=["Non"])
        assert (demande.etat, demande.collectivite.ville) == ("refusee", "")

    @pytest.mark.parametrize(
        ("champs", "message"),
        [
            ({"decision": ["selection"], "champs": []}, "Cochez au moins un changement"),
            ({"decision": ["autre"]}, ""),
            ({"champs": ["slug"], "decision": ["selection"]}, ""),
            ({"version": ["abc"]}, ""),
            ({"commentaire": ["a" * 1001]}, "1 000 caractères"),
        ],
    )
    def test_bad_values_answer_400_and_write_nothing(self, decision, demande, champs, message):
        assert message in decision("tout", statut=400, **champs)
        assert demande.est_en_attente

    def test_a_conflict_is_shown_and_overwritten_only_when_ticked(self, decision, demande, client_editrice):
        Collectivite.objects.update(ville="Aix-en-Provence")
        contenu = page(client_editrice, adresse(demande))
        assert "Conflit" in contenu
        assert "Aix-en-Provence" in contenu
        assert "conflit" in decision("tout", statut=409).lower()
        assert demande.collectivite.ville == "Aix-en-Provence"
        decision("tout", ecraser=["ville"])
        assert demande.collectivite.ville == "Aix"

    def test_a_conflict_is_not_ticked_at_first(self, client_editrice, demande):
        Collectivite.objects.update(ville="Aix-en-Provence")
        assert champs_de(client_editrice.get(adresse(demande)), "decider")["champs"] == ["presentation", "telephone"]

    def test_what_the_member_changed_meanwhile_is_not_accepted_unread(self, client_editrice, demande, profil, proposer):
        champs = champs_de(client_editrice.get(adresse(demande)), "decider") | {"decision": ["tout"]}
        proposer(profil, {"ville": "Pas lu"})
        reponse = client_editrice.post(adresse(demande, "decider/"), champs)
        assert reponse.status_code == 409
        assert "relisez-la" in sur_une_ligne(reponse.content.decode())
        assert 'name="version" value="2"' in sur_une_ligne(reponse.content.decode())
        profil.refresh_from_db()
        assert profil.ville == ""

    def test_who_decides_second_reads_the_first_and_keeps_their_own_words(
        self, client_administratrice, demande, decider, editrice
    ):
        champs = champs_de(client_administratrice.get(adresse(demande)), "decider")
        decider(demande, ["ville"], commentaire="Le numéro est faux.")
        reponse = client_administratrice.post(
            adresse(demande, "decider/"), champs | {"decision": ["refus"], "commentaire": ["Ma longue réponse."]}
        )
        contenu = sur_une_ligne(reponse.content.decode())
        assert reponse.status_code == 409
        assert f"déjà «\u00a0acceptée en partie\u00a0» par {editrice.get_full_name()}, le" in contenu
        assert "Le numéro est faux." in contenu
        assert "readonly>Ma longue réponse.</textarea>" in contenu
        assert "Tout accepter" not in contenu

    def test_who_answers_a_request_just_withdrawn_keeps_their_words(self, client_editrice, demande, bob):
        champs = champs_de(client_editrice.get(adresse(demande)), "decider")
        actions.retirer(demande=demande, par=bob)
        envoi = champs | {"decision": ["refus"], "commentaire": ["Ma longue réponse."]}
        reponse = client_editrice.post(adresse(demande, "decider/"), envoi)
        assert reponse.status_code == 409
        assert "retirée par la collectivité" in reponse.text
        assert "readonly>Ma longue réponse.</textarea>" in reponse.text

    def test_an_answered_request_offers_no_button(self, client_editrice, demande, decider):
        decider(demande, ["ville"])
        contenu = page(client_editrice, adresse(demande))
        assert "Tout accepter" not in contenu
        assert "refusé" in contenu

    def test_who_has_no_right_is_refused(self, client_redactrice, membre, visiteur, demande):
        assert client_redactrice.get(adresse(demande)).status_code == 403
        assert client_redactrice.post(adresse(demande, "decider/"), {"decision": "tout", "version": 1}).status_code == 403
        for client in (membre, visiteur):
            assert client.get(adresse(demande)).status_code == 302
            assert client.post(adresse(demande, "decider/"), {"decision": "tout", "version": 1}).status_code == 302
        demande.refresh_from_db()
        assert demande.est_en_attente

    def test_who_may_only_view_may_not_decide(self, client_de, redactrice, demande):
        redactrice.user_permissions.add(Permission.objects.get(codename="view_demandemodification"))
        client = client_de(redactrice)
        assert "Tout accepter" not in page(client, adresse(demande))
        assert client.post(adresse(demande, "decider/"), {"decision": "tout", "version": 1}).status_code == 403

    def test_it_is_neither_added_nor_changed_nor_deleted_by_hand(self, client_administratrice, demande):
        for ou in (f"{LISTE}add/", adresse(demande, "delete/")):
            assert client_administratrice.get(ou).status_code == 403
            assert client_administratrice.post(ou, {}).status_code == 403
        assert client_administratrice.post(adresse(demande), {"etat": "acceptee"}).status_code == 405
        assert client_administratrice.get(adresse(demande, "decider/")).status_code == 405
        assert DemandeModification.objects.get().est_en_attente

    @pytest.mark.parametrize("numero", ["987654", "abc", "9" * 30])
    def test_an_unknown_request_is_not_found(self, client_editrice, demande, numero):
        page(client_editrice, f"{LISTE}{numero}/change/", 404)


class TestMessageSeul:
    @pytest.fixture
    def demande(self, profil, proposer):
        return proposer(profil, {}, message="Notre élue a changé.")

    def test_it_is_shown_with_one_button(self, client_editrice, demande):
        contenu = page(client_editrice, adresse(demande))
        assert "Notre élue a changé." in contenu
        assert contenu.count('name="decision"') == 1
        assert "Marquer comme lu et pris en compte" in contenu
        assert "<table" not in contenu.split('id="content-main"')[1]

    def test_it_is_taken_into_account_and_the_profile_is_not_said_checked(self, decision, demande, client_editrice):
        decision("tout", commentaire=["C’est noté."])
        assert (demande.etat, demande.champs_acceptes, demande.collectivite.verifiee_le) == ("acceptee", [], None)
        assert "pris en compte" in page(client_editrice, LISTE)
        (message,) = relever_le_courrier()
        assert message.subject == "Fiche de Ville d’Aix-en-Provence : message pris en compte"
        assert "est lu, et pris en compte" in message.body
        for texte in ("Notre élue a changé.", "C’est noté."):
            assert texte in message.body
        for texte in ("acceptée", "publiée.", "Changements"):
            assert texte not in message.body

    def test_it_is_not_refused(self, decision, demande):
        assert "ne change rien dans la fiche" in decision("refus", statut=400, commentaire=["Non"])
        assert demande.est_en_attente

    def test_a_message_corrected_meanwhile_is_read_first(self, client_editrice, demande, profil, proposer):
        champs = champs_de(client_editrice.get(adresse(demande)), "decider") | {"decision": ["tout"]}
        proposer(profil, {}, message="Notre élu a changé.")
        assert client_editrice.post(adresse(demande, "decider/"), champs).status_code == 409
        demande.refresh_from_db()
        assert demande.est_en_attente


class TestListes:
    @pytest.mark.parametrize("modele", MODELES)
    @pytest.mark.parametrize("requete", ["", "?q=aix", "?q=213", "?etat=en_attente", "?verification=ancienne", "?situation=zzz"])
    def test_every_list_and_search_opens(self, client_editrice, demande, lien, modele, requete):
        reponse = client_editrice.get(f"/admin/annuaire/{modele}/{requete}")
        assert reponse.status_code in {200, 302}

    @pytest.mark.parametrize("modele", [modele for modele in MODELES if modele != "demandemodification"])
    def test_every_form_opens(self, client_editrice, demande, lien, modele):
        MandatFabrique(collectivite=demande.collectivite)
        page(client_editrice, f"/admin/annuaire/{modele}/add/")
        une = client_editrice.get(f"/admin/annuaire/{modele}/").context["cl"].queryset.first()
        if une is not None:
            page(client_editrice, f"/admin/annuaire/{modele}/{une.pk}/change/")

    @pytest.mark.parametrize("texte", ["aix en provence", "d'aix", "INSEE", "SIREN"])
    def test_a_collectivite_is_found_by_name_insee_and_siren(self, client_editrice, aix, colombes, texte):
        Collectivite.objects.filter(pk=aix.pk).update(siren="211300017")
        texte = {"INSEE": aix.commune.insee, "SIREN": "211300017"}.get(texte, texte)
        trouvees = client_editrice.get("/admin/annuaire/collectivite/", {"q": texte}).context["cl"].queryset
        assert list(trouvees) == [aix]

    def test_a_partnership_is_found_by_both_sides_and_once(self, client_editrice, aix, colombes, japon):
        autorites = [AutoriteLocaleFabrique(nom=nom, pays=japon) for nom in ("Kumamoto", "Kyoto")]
        lien = PartenariatFabrique(collectivites=[aix, colombes], autorites=autorites)
        trouves = client_editrice.get("/admin/annuaire/partenariat/", {"q": "colombes japon"}).context["cl"].queryset
        assert list(trouves) == [lien]

    def test_members_are_told_from_others(self, client_editrice, aix, billere):
        def lignes(valeur):
            return list(client_editrice.get(f"/admin/annuaire/collectivite/?adherente={valeur}").context["cl"].queryset)

        assert (lignes("oui"), lignes("non")) == ([aix], [billere])

    def test_mandates_to_check_are_those_of_the_dashboard(self, client_editrice, aix):
        ancien = MandatFabrique(collectivite=aix, constate_le="2020-01-01")
        MandatFabrique(collectivite=aix, constate_le="2020-01-01", fin="2021-01-01")
        trouves = client_editrice.get("/admin/annuaire/mandat/?verification=ancienne").context["cl"].queryset
        assert list(trouves) == [ancien]
        assert Mandat.objects.count() == 2

    def test_autocompletion_survives_a_null_character(self, client_editrice, aix):
        parametres = {"app_label": "groupes_pays", "model_name": "groupe", "field_name": "membres", "term": "ai\x00x"}
        assert client_editrice.get("/admin/autocomplete/", parametres).status_code == 200

    @pytest.mark.parametrize("modele", ["collectivite", "partenariat", "demandemodification"])
    def test_lists_cost_the_same_with_2_and_with_20_rows(
        self, client_editrice, japon, bob, modele, django_assert_max_num_queries
    ):
        couts = []
        for nombre in (2, 18):
            for _ in range(nombre):
                collectivite = CollectiviteFabrique()
                PartenariatFabrique(collectivites=[collectivite], autorites=[AutoriteLocaleFabrique(pays=japon)])
                DemandeModification.objects.create(collectivite=collectivite, auteur=bob)
            with django_assert_max_num_queries(30) as requetes:
                client_editrice.get(f"/admin/annuaire/{modele}/")
            couts.append(len(requetes))
        assert couts[0] == couts[1]


class TestCollectivite:
    @staticmethod
    def _formulaire(client, ou="/admin/annuaire/collectivite/add/"):
        return champs_de(client.get(ou))

    def test_the_commune_gives_departement_region_and_siren(self, client_editrice, db):
        commune = CommuneFabrique()
        champs = {"nom": ["Ville de Test"], "slug": ["test"], "type": ["commune"], "commune": [commune.pk], "visible": ["on"]}
        reponse = client_editrice.post("/admin/annuaire/collectivite/add/", self._formulaire(client_editrice) | champs)
        assert reponse.status_code == 302, reponse.context["errors"]
        creee = Collectivite.objects.get(slug="test")
        assert (creee.departement, creee.region, creee.siren) == (
            commune.departement,
            commune.departement.region,
            commune.siren,
        )

    @pytest.mark.parametrize("genre", ["commune", "epci"])
    @pytest.mark.parametrize("tape", ["", "200054781"])
    def test_what_the_official_code_knows_is_taken_where_nothing_is_typed(self, client_editrice, db, genre, tape):
        officiel = CommuneFabrique() if genre == "commune" else EpciFabrique()
        ailleurs = DepartementFabrique(code="75") if tape else None
        champs = {"nom": ["Une"], "slug": ["une"], "type": [genre], genre: [officiel.pk], "siren": [tape]}
        champs |= {"departement": [ailleurs.pk if ailleurs else ""]}
        reponse = client_editrice.post("/admin/annuaire/collectivite/add/", self._formulaire(client_editrice) | champs)
        assert reponse.status_code == 302, reponse.context["errors"]
        creee = Collectivite.objects.get(slug="une")
        connu = officiel.departement if genre == "commune" else None
        assert (creee.siren, creee.departement) == (tape or officiel.siren, ailleurs or connu)
        assert creee.region == (creee.departement and creee.departement.region)

    @pytest.mark.parametrize("slug", ["partenariats", "carte"])
    def test_the_address_of_a_page_of_the_directory_is_refused(self, client_editrice, db, slug):
        champs = {"nom": ["X"], "slug": [slug], "type": ["autre"]}
        reponse = client_editrice.post("/admin/annuaire/collectivite/add/", self._formulaire(client_editrice) | champs)
        assert "celle d’une page de l’annuaire" in sur_une_ligne(reponse.content.decode())

    @staticmethod
    def _ligne(prefixe, rang, **valeurs):
        return {f"{prefixe}-{rang}-{nom}": [valeur] for nom, valeur in valeurs.items()}

    def _enregistrer(self, client, collectivite, changements, statut=200):
        """Send the form of a collectivité with changes; give the page, or nothing when it was saved."""
        ou = f"/admin/annuaire/collectivite/{collectivite.pk}/change/"
        reponse = client.post(ou, self._formulaire(client, ou) | changements)
        assert reponse.status_code == statut, sur_une_ligne(reponse.content.decode())[:3000]
        return sur_une_ligne(reponse.content.decode())

    def test_two_memberships_at_once_are_refused_and_nothing_typed_is_lost(self, client_editrice, billere):
        AdhesionFabrique(collectivite=billere, debut=date(2020, 1, 1), fin=date(2023, 12, 31))
        ajout = {"adhesions-TOTAL_FORMS": ["2"], "ville": ["Ville tapée"]}
        html = self._enregistrer(client_editrice, billere, ajout | self._ligne("adhesions", 1, debut="01/06/2023", fin=""))
        assert "se chevauchent" in html
        assert 'value="Ville tapée"' in html
        assert 'value="01/06/2023"' in html
        self._enregistrer(client_editrice, billere, ajout | self._ligne("adhesions", 1, debut="01/01/2024", fin=""), 302)
        assert billere.adhesions.count() == 2

    def test_a_membership_is_ended_and_the_next_begun_in_one_form(self, client_editrice, billere):
        AdhesionFabrique(collectivite=billere, debut=date(2020, 1, 1))
        deux = {"adhesions-TOTAL_FORMS": ["2"], "adhesions-0-fin": ["31/12/2023"]}
        self._enregistrer(client_editrice, billere, deux | self._ligne("adhesions", 1, debut="01/01/2024", fin=""), 302)
        assert billere.adhesions.count() == 2

    def test_a_membership_added_by_someone_else_meanwhile_is_seen(self, client_editrice, billere):
        ou = f"/admin/annuaire/collectivite/{billere.pk}/change/"
        champs = self._formulaire(client_editrice, ou)
        AdhesionFabrique(collectivite=billere, debut=date(2024, 1, 1))
        ajout = {"adhesions-TOTAL_FORMS": ["1"]} | self._ligne("adhesions", 0, debut="01/06/2024", fin="")
        reponse = client_editrice.post(ou, champs | ajout)
        assert reponse.status_code == 200
        assert f"du {date_simple(date(2024, 1, 1))}, sans date de fin" in sur_une_ligne(reponse.content.decode())
        assert billere.adhesions.count() == 1

    def test_a_collectivite_is_added_with_two_memberships_at_once(self, client_editrice, db):
        ou = "/admin/annuaire/collectivite/add/"
        champs = {"nom": ["X"], "slug": ["x"], "type": ["autre"], "adhesions-TOTAL_FORMS": ["2"]}
        champs |= self._ligne("adhesions", 0, debut="01/01/2024", fin="") | self._ligne(
            "adhesions", 1, debut="01/01/2025", fin=""
        )
        reponse = client_editrice.post(ou, self._formulaire(client_editrice) | champs)
        assert reponse.status_code == 200
        assert "se chevauchent" in sur_une_ligne(reponse.content.decode())
        assert not Collectivite.objects.exists()

    def test_an_account_is_attached_once(self, client_administratrice, aix, bob, bea):
        ajout = {"rattachements-TOTAL_FORMS": ["3"]} | self._ligne("rattachements", 2, utilisateur=bob.pk, role="agent")
        self._enregistrer(client_administratrice, aix, ajout)
        assert aix.rattachements.count() == 2

    def test_an_account_attached_by_someone_else_meanwhile_is_seen(self, client_administratrice, aix, bob, charlie):
        ou = f"/admin/annuaire/collectivite/{aix.pk}/change/"
        champs = self._formulaire(client_administratrice, ou)
        RattachementFabrique(collectivite=aix, utilisateur=charlie)
        ajout = {"rattachements-TOTAL_FORMS": ["2"]} | self._ligne("rattachements", 1, utilisateur=charlie.pk, role="agent")
        reponse = client_administratrice.post(ou, champs | ajout)
        assert reponse.status_code == 200
        assert "a été ajouté par quelqu’un d’autre" in sur_une_ligne(reponse.content.decode())
        assert aix.rattachements.count() == 2

    def test_two_attached_accounts_do_not_swap_places(self, client_administratrice, aix, bob, bea):
        echange = {"rattachements-0-utilisateur": [bea.pk], "rattachements-1-utilisateur": [bob.pk]}
        premier = aix.rattachements.order_by("utilisateur").first()
        if premier.utilisateur_id != bob.pk:
            echange = {"rattachements-0-utilisateur": [bob.pk], "rattachements-1-utilisateur": [bea.pk]}
        assert "échangent leurs valeurs" in self._enregistrer(client_administratrice, aix, echange)

    def test_its_partnerships_are_read_and_lead_to_their_own_form(self, client_editrice, client_redactrice, aix, lien):
        ou = f"/admin/annuaire/collectivite/{aix.pk}/change/"
        html = client_editrice.get(ou).text
        assert f'<a href="/admin/annuaire/partenariat/{lien.pk}/change/">{escape(str(lien))}</a>' in html
        ajout = f"/admin/annuaire/partenariat/add/?collectivites={aix.pk}"
        assert ajout in html
        assert f'<option value="{aix.pk}" selected>' in client_editrice.get(ajout).text
        assert ajout not in client_redactrice.get(ou).text

    def test_a_row_to_find_by_typing_is_asked_for_by_the_form(self, client_editrice, aix):
        for ou in ("/admin/annuaire/mandat/add/", f"/admin/annuaire/mandat/{MandatFabrique(collectivite=aix).pk}/change/"):
            (liste,) = re.findall(r'<select name="personne"[^>]*>', page(client_editrice, ou))
            assert " required" not in liste
        reponse = client_editrice.post("/admin/annuaire/mandat/add/", {"collectivite": aix.pk, "fonction": "maire"})
        assert "Ce champ est obligatoire" in reponse.text

    def test_staff_do_not_overwrite_what_was_accepted_meanwhile(self, client_editrice, demande, decider):
        ou = f"/admin/annuaire/collectivite/{demande.collectivite.pk}/change/"
        champs = self._formulaire(client_editrice, ou)
        decider(demande, ["ville"])
        reponse = client_editrice.post(ou, champs | {"telephone": ["09 00 00 00 00"]})
        assert reponse.status_code == 200
        assert "Quelqu’un a enregistré d’autres valeurs" in sur_une_ligne(reponse.content.decode())
        demande.collectivite.refresh_from_db()
        assert (demande.collectivite.ville, demande.collectivite.telephone) == ("Aix", "04 65 71 00 00")

    def test_staff_do_not_undo_a_tie_accepted_meanwhile(self, client_editrice, profil, lien, proposer, decider):
        cle = f"partenariat-{lien.pk}"
        demande = proposer(profil, {cle: {**fiche.lire_fiche(profil)[cle], "etat": "en_sommeil"}})
        ou = f"/admin/annuaire/partenariat/{lien.pk}/change/"
        champs = self._formulaire(client_editrice, ou)
        decider(demande, [cle])
        reponse = client_editrice.post(ou, champs | {"source": ["Vu au journal officiel"]})
        assert reponse.status_code == 200
        assert 'value="Vu au journal officiel"' in sur_une_ligne(reponse.content.decode())
        lien.refresh_from_db()
        assert (lien.etat, lien.source) == ("en_sommeil", "")
