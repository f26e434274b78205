"""Staff decide on a request: all, part or none of it, in one transaction, and its référents are told."""

from datetime import date

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from annuaire import actions, fiche, lignes
from annuaire.models import AutoriteLocale, DemandeModification, Partenariat, Rattachement
from courriels.models import Courriel
from redaction.versions import etat_de, versions_de
from socle.models import Journal
from tests.annuaire.conftest import actuel
from tests.fabriques import AutoriteLocaleFabrique, PartenariatFabrique, PaysFabrique, UtilisateurFabrique
from tests.file_attente import relever_le_courrier

ETATS = DemandeModification.Etat


def nouveau(nom="Kyoto", pays="JP", **suite):
    valeur = {"autorites": [[nom, pays]], "avec": [], "nature": "jumelage", "annee": 1958, "etat": "actif"}
    valeur["description"] = "Des échanges de jeunes."
    valeur |= {"confirme_le": "2026-01-05", **suite}
    return {lignes.cle_nouvelle(lignes.PARTENARIAT, valeur): valeur}


class TestDecider:
    def test_accepting_everything_changes_the_profile(self, profil, proposer, decider, editrice, japon):
        demande = proposer(profil, {"ville": "Aix", "pays": ["JP"], "presentation": "<p>Neuf</p>"})
        decider(demande, list(demande.changements))
        assert (actuel(profil).ville, profil.presentation) == ("Aix", "<p>Neuf</p>")
        assert list(profil.pays.all()) == [japon]
        assert profil.verifiee_le == timezone.localdate()
        demande = actuel(demande)
        assert (demande.etat, demande.decidee_par) == (ETATS.ACCEPTEE, editrice)
        assert demande.decidee_le is not None

    def test_what_is_accepted_is_a_version_after_the_one_that_stood(self, profil, proposer, decider, editrice):
        avant = profil.ville
        demande = proposer(profil, {"ville": "Aix"})
        decider(demande, list(demande.changements))
        etats = [etat_de(une).champs(type(profil), profil.pk)["ville"] for une in versions_de(profil)]
        assert etats == ["Aix", avant]
        assert versions_de(profil)[0].revision.user == editrice

    def test_accepting_a_part_changes_that_part_only(self, profil, proposer, decider):
        demande = proposer(profil, {"ville": "Aix", "pays": ["JP"]})
        decider(demande, ["ville"])
        assert actuel(profil).ville == "Aix"
        assert list(profil.pays.values_list("pk", flat=True)) == ["AM"]
        assert (actuel(demande).etat, demande.champs_acceptes) == (ETATS.PARTIELLE, ["ville"])

    def test_leaving_out_a_part_needs_a_comment_and_the_day_it_was_sent_stays(self, profil, proposer, decider):
        demande = proposer(profil, {"ville": "Aix", "adresse": "Mairie"})
        envoyee_le = actuel(demande).modifie_le
        with pytest.raises(ValidationError, match="une partie de sa demande est refusée"):
            decider(demande, ["ville"], "")
        decider(demande, ["ville", "adresse"], "")
        assert actuel(demande).etat == ETATS.ACCEPTEE
        assert actuel(demande).modifie_le == envoyee_le

    def test_refusing_changes_nothing_and_needs_a_comment(self, profil, proposer, decider):
        demande = proposer(profil, {"ville": "Aix"})
        with pytest.raises(ValidationError) as erreur:
            decider(demande, [], "   ")
        assert erreur.value.code == "commentaire"
        assert actuel(demande).est_en_attente
        decider(demande, [], "Merci de préciser.")
        assert actuel(demande).etat == ETATS.REFUSEE
        assert actuel(profil).ville == ""
        assert profil.verifiee_le is None

    def test_who_may_not_change_requests_is_refused(self, profil, proposer, decider, redactrice, bob):
        demande = proposer(profil, {"ville": "Aix"})
        for personne in (redactrice, bob):
            with pytest.raises(PermissionDenied):
                decider(demande, ["ville"], par=personne)
        assert actuel(profil).ville == ""

    def test_a_request_is_decided_once(self, profil, proposer, decider):
        demande = proposer(profil, {"ville": "Aix"})
        decider(demande, ["ville"])
        with pytest.raises(ValidationError) as erreur:
            decider(demande, [], "Non")
        assert erreur.value.code == "decidee"

    def test_a_version_that_staff_did_not_read_is_not_accepted(self, profil, proposer, decider):
        demande = proposer(profil, {"ville": "Aix"})
        proposer(profil, {"ville": "Autre"})
        with pytest.raises(ValidationError) as erreur:
            decider(demande, ["ville"])
        assert erreur.value.code == "version"
        assert actuel(profil).ville == ""

    def test_a_field_changed_by_staff_meanwhile_is_a_conflict(self, profil, proposer, decider):
        demande = proposer(profil, {"ville": "Aix", "telephone": "05 00 00 00 00"})
        profil.ville = "Aix-en-Provence"
        profil.save()
        with pytest.raises(ValidationError) as erreur:
            decider(demande, ["ville", "telephone"])
        assert erreur.value.code == "conflit"
        assert "Ville" in erreur.value.message
        assert "Téléphone" not in erreur.value.message
        assert actuel(profil).telephone == "04 65 71 00 00"

    def test_a_conflict_is_overwritten_when_staff_say_so(self, profil, proposer, decider):
        demande = proposer(profil, {"ville": "Aix"})
        profil.ville = "Aix-en-Provence"
        profil.save()
        decider(demande, ["ville"], ecraser=["ville"])
        assert actuel(profil).ville == "Aix"

    def test_a_conflict_on_a_refused_field_does_not_matter(self, profil, proposer, decider):
        demande = proposer(profil, {"ville": "Aix", "telephone": "05 00 00 00 00"})
        profil.ville = "Aix-en-Provence"
        profil.save()
        decider(demande, ["telephone"])
        assert (actuel(profil).ville, profil.telephone) == ("Aix-en-Provence", "05 00 00 00 00")

    def test_a_value_that_makes_no_sense_any_more_changes_nothing(self, profil, proposer, decider):
        demande = proposer(profil, {"ville": "Aix"} | {"logo": 987654})
        with pytest.raises(ValidationError, match="médiathèque"):
            decider(demande, ["ville", "logo"])
        assert actuel(profil).ville == ""
        assert actuel(demande).est_en_attente

    def test_the_journal_keeps_the_values_before_and_after(self, profil, proposer, decider, editrice):
        demande = proposer(profil, {"ville": "Aix", "telephone": "05 00 00 00 00"})
        decider(demande, ["ville"])
        entree = Journal.objects.get(action="modifier")
        assert (entree.par, entree.id_objet) == (editrice, str(profil.pk))
        assert entree.detail["changements"] == {"ville": {"avant": "", "apres": "Aix"}}
        assert Journal.objects.get(action="decider").detail["refuses"] == ["telephone"]

    def test_nothing_is_written_when_the_journal_fails(self, profil, proposer, decider, monkeypatch):
        demande = proposer(profil, {"ville": "Aix"})

        def tomber(**details):
            raise RuntimeError("journal")

        monkeypatch.setattr(actions, "journaliser", tomber)
        with pytest.raises(RuntimeError, match="journal"):
            decider(demande, ["ville"])
        assert actuel(profil).ville == ""
        assert not Courriel.objects.exists()


class TestPartenariats:
    def test_confirming_a_tie_dates_it(self, profil, lien, proposer, decider):
        cle = f"partenariat-{lien.pk}"
        valeur = {**fiche.lire_fiche(profil)[cle], "confirme_le": "2026-11-20"}
        decider(proposer(profil, {cle: valeur}), [cle])
        assert actuel(lien).confirme_le == date(2026, 11, 20)

    def test_a_new_tie_creates_its_authority(self, profil, proposer, decider, lien):
        demande = proposer(profil, nouveau())
        assert not AutoriteLocale.objects.filter(nom="Kyoto").exists()
        decider(demande, list(demande.changements))
        cree = Partenariat.objects.get(autorites__nom="Kyoto")
        assert list(cree.collectivites.all()) == [profil]
        assert (cree.nature, cree.annee, cree.confirme_le) == ("jumelage", 1958, date(2026, 1, 5))

    def test_an_authority_already_known_is_used_whatever_accents_and_case(self, profil, proposer, decider):
        existante = AutoriteLocaleFabrique(nom="Mykolaïv", pays=PaysFabrique(alpha2="UA"))
        demande = proposer(profil, nouveau("mykolaiv", "UA"))
        decider(demande, list(demande.changements))
        assert Partenariat.objects.get(annee=1958).autorites.get() == existante

    def test_a_tie_that_staff_added_meanwhile_is_not_doubled(self, profil, proposer, decider, lien, kumamoto):
        demande = proposer(profil, nouveau("Kumamoto", nature="jumelage"))
        PartenariatFabrique(collectivites=[profil], autorites=[kumamoto], nature="jumelage")
        with pytest.raises(ValidationError, match="déjà ce partenariat"):
            decider(demande, list(demande.changements))

    def test_leaving_a_shared_tie_keeps_it_for_the_others(self, profil, colombes, lien, proposer, decider):
        lien.collectivites.add(colombes)
        cle = f"partenariat-{lien.pk}"
        decider(proposer(profil, {cle: None}), [cle])
        assert list(lien.collectivites.all()) == [colombes]

    def test_the_tie_goes_with_its_last_collectivite(self, profil, lien, proposer, decider):
        cle = f"partenariat-{lien.pk}"
        decider(proposer(profil, {cle: None}), [cle])
        assert not Partenariat.objects.filter(pk=lien.pk).exists()

    def test_a_tie_of_another_collectivite_is_out_of_reach(self, profil, colombes, kumamoto, proposer, decider):
        autre = PartenariatFabrique(collectivites=[colombes], autorites=[kumamoto])
        cle = f"partenariat-{autre.pk}"
        valeur = {**nouveau()["partenariat-nouveau-JP-kyoto-jumelage"], "etat": "en_sommeil"}
        demande = proposer(profil, {cle: valeur})
        with pytest.raises(ValidationError, match="n’existe plus"):
            decider(demande, [cle])
        assert actuel(autre).etat == "actif"

    def test_each_tie_is_accepted_on_its_own(self, profil, proposer, decider, lien):
        demande = proposer(profil, nouveau() | nouveau("Nara"))
        decider(demande, [cle for cle in demande.changements if "nara" in cle])
        assert AutoriteLocale.objects.filter(nom="Nara").exists()
        assert not AutoriteLocale.objects.filter(nom="Kyoto").exists()


class TestCourriels:
    def test_every_referent_of_today_is_told(self, profil, proposer, decider, bea):
        partie = UtilisateurFabrique(courriel="inactive@exemple.test", is_active=False)
        Rattachement.objects.create(collectivite=profil, utilisateur=partie, role="referent")
        agent = UtilisateurFabrique(courriel="agent@exemple.test")
        Rattachement.objects.create(collectivite=profil, utilisateur=agent, role="agent")
        demande = proposer(profil, {"ville": "Aix", "telephone": "05 00 00 00 00"})
        decider(demande, ["ville"], "Le téléphone est faux & à revoir.")
        assert {message.to[0] for message in relever_le_courrier()} == {"bob@exemple.test", "bea@exemple.test"}
        corps = mail.outbox[0].body
        assert "acceptés\u00a0:\n- Ville" in corps
        assert "refusés\u00a0:\n- Téléphone" in corps
        assert "Le téléphone est faux & à revoir." in corps
        assert f"/espace/demandes/{demande.pk}/" in corps

    def test_who_left_the_collectivite_is_not_told(self, profil, proposer, decider, bob, bea):
        demande = proposer(profil, {"ville": "Aix"})
        bob.rattachements.all().delete()
        decider(demande, ["ville"])
        assert [courriel.destinataire for courriel in Courriel.objects.all()] == ["bea@exemple.test"]
