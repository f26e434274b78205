"""The whole loop, from the member's form to a real mail server: the profile changes at the decision, and not before."""

from email import message_from_bytes, policy

import pytest
from django.test import override_settings

from tests.annuaire.conftest import ESPACE_AIX
from tests.annuaire.formulaire import champs_de
from tests.file_attente import vider_la_file
from tests.lecture_html import sur_une_ligne


@pytest.mark.django_db(transaction=True)
def test_from_the_form_to_the_published_page_and_the_mail(profil, lien, membre, client_editrice, visiteur, boite_smtp):
    changements = {
        "presentation": ["<p>Des liens avec vingt villes, de l’Arménie au Japon.</p>"],
        "pays": ["AM", "JP"],
        "telephone": ["04 99 99 99 99"],
        "nouveaux-0-autorite": ["Kyoto"],
        "nouveaux-0-pays": ["JP"],
        "partenariats-0-confirme": ["on"],
    }
    envoi = membre.post(ESPACE_AIX, champs_de(membre.get(ESPACE_AIX)) | changements)
    assert envoi.status_code == 302
    publique = sur_une_ligne(visiteur.get(profil.get_absolute_url()).content.decode())
    assert "quinze villes" in publique
    assert "Kyoto" not in publique

    demande = profil.demandes.get()
    adresse = f"/admin/annuaire/demandemodification/{demande.pk}/"
    champs = champs_de(client_editrice.get(f"{adresse}change/"), "decider")
    gardes = [cle for cle in champs["champs"] if cle != "telephone"]
    smtp = {
        "EMAIL_BACKEND": "courriels.serveur.Messagerie",
        "EMAIL_HOST": "127.0.0.1",
        "EMAIL_PORT": boite_smtp.port,
    }
    with override_settings(**smtp, EMAIL_USE_TLS=False, CUF_URL="https://portail.exemple.test"):
        reponse = client_editrice.post(
            f"{adresse}decider/", champs | {"champs": gardes, "decision": ["selection"], "commentaire": ["Le numéro est faux."]}
        )
        assert reponse.status_code == 302
        vider_la_file()

    publique = sur_une_ligne(visiteur.get(profil.get_absolute_url()).content.decode())
    for texte in (
        "vingt villes",
        "Kyoto</a> (Japon)",
        "Kumamoto</a> (Japon)",
        "Japon</a>",
        "04 65 71 00 00",
        "Fiche vérifiée le",
    ):
        assert texte in publique
    assert "04 99" not in publique

    ((destinataires, octets),) = boite_smtp.recus
    assert destinataires == ["bob@exemple.test"]
    message = message_from_bytes(octets, policy=policy.default)
    assert message["subject"].strip() == "Fiche de Ville d’Aix-en-Provence : demande acceptée en partie"
    corps = message.get_body(["plain"]).get_content()
    for texte in (
        "acceptés\u00a0:\r\n- Présentation",
        "- Nouveau partenariat : Kyoto",
        "refusés\u00a0:\r\n- Téléphone",
        "Le numéro est faux.",
        f"https://portail.exemple.test/espace/demandes/{demande.pk}/",
        "https://portail.exemple.test/annuaire/aix-en-provence/",
    ):
        assert texte in corps
    assert "acceptée en partie" in sur_une_ligne(membre.get("/espace/").content.decode()).lower()
