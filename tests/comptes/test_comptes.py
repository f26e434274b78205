"""Accounts: one per address, opened by invitation, shut after too many wrong passwords, for a while."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.apps import apps
from django.contrib.auth.password_validation import get_default_password_validators, validate_password
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from comptes.actions import inviter
from comptes.models import LienDemande, Utilisateur
from comptes.roles import droits_de
from courriels.models import Courriel
from socle.models import Journal
from tests.fabriques import UtilisateurFabrique
from tests.file_attente import relever_le_courrier

CONNEXION = "/comptes/connexion/"
BON = "mot-de-passe-de-test"


def essayer(client, courriel="bob@exemple.test", mot_de_passe=BON, adresse="10.0.0.1"):
    """Post the sign-in form from an address; return the response."""
    donnees = {"username": courriel, "password": mot_de_passe}
    return client.post(CONNEXION, donnees, REMOTE_ADDR=adresse)


def test_two_accounts_cannot_share_an_address_in_another_case(db):
    UtilisateurFabrique(courriel="bob@exemple.test")
    with pytest.raises(IntegrityError, match="comptes_utilisateur_courriel_unique"), transaction.atomic():
        Utilisateur.objects.create_user("BOB@exemple.test")


@pytest.mark.parametrize(
    "semblable",
    [
        "bob\u200b@exemple.test",
        "b\u202eob@exemple.test",
        "bob @exemple.test",
        "ｂｏｂ@exemple.test",
        "Bob@EXEMPLE.test",
        "𝐁ob@exemple.test",
        "mailto:bob@exemple.test",
    ],
)
def test_two_accounts_that_look_the_same_cannot_exist(semblable, client_administratrice, client_de, bob):
    refus = client_administratrice.post("/admin/comptes/utilisateur/add/", {"courriel": semblable, "nom": "Autre"})
    assert "Un compte existe déjà avec cette adresse électronique." in refus.text
    with pytest.raises(IntegrityError, match="courriel"), transaction.atomic():
        Utilisateur.objects.create_user(semblable)
    assert essayer(Client(), courriel=semblable).status_code == 302, "and it opens the one account that is"


@pytest.mark.parametrize("semblable", ["bоb@exemple.test", "bob@exemplе.test", "bob@exémple.test", "bobı@exemple.test"])
def test_the_address_of_an_account_is_in_letters_that_look_like_no_other(semblable, client_administratrice, db):
    assert not semblable.isascii()
    refus = client_administratrice.post("/admin/comptes/utilisateur/add/", {"courriel": semblable, "nom": "Autre"})
    assert refus.context["adminform"].form.errors["courriel"]
    with pytest.raises(IntegrityError, match="comptes_utilisateur_courriel_ascii"), transaction.atomic():
        Utilisateur.objects.create_user(semblable)


def test_one_signs_in_whatever_the_case_of_the_address(bob, visiteur):
    reponse = essayer(visiteur, courriel="Bob@Exemple.test")
    assert (reponse.status_code, reponse["Location"]) == (302, "/espace/")


def test_staff_go_to_the_back_office_unless_they_came_from_a_page(redactrice, visiteur):
    redactrice.set_password(BON)
    redactrice.save()
    assert essayer(visiteur, courriel=redactrice.courriel)["Location"] == "/admin/"
    # Signed in already, the sign-in page leads there too.
    assert visiteur.get(CONNEXION)["Location"] == "/admin/"
    assert visiteur.get(f"{CONNEXION}?next=/agenda/")["Location"] == "/agenda/"


def test_a_wrong_password_says_what_to_do_and_keeps_the_address(bob, visiteur):
    reponse = essayer(visiteur, mot_de_passe="faux")
    page = reponse.content.decode()
    assert reponse.status_code == 400
    assert "<strong>Connexion refusée</strong>" in page
    assert "Adresse ou mot de passe incorrect" in page
    assert 'value="bob@exemple.test"' in page
    assert "faux" not in page


@pytest.mark.parametrize("suite", ["https://ailleurs.exemple.test/", "//ailleurs.exemple.test", "javascript:alert(1)"])
def test_signing_in_never_leads_out_of_the_site(suite, bob, visiteur):
    reponse = visiteur.post(CONNEXION, {"username": bob.courriel, "password": BON, "next": suite})
    assert reponse["Location"] == "/espace/"


@pytest.mark.parametrize("suite", [CONNEXION, f"{CONNEXION}?next={CONNEXION}", f"//testserver{CONNEXION}"])
def test_the_sign_in_page_never_leads_to_itself(suite, membre):
    reponse = membre.get(CONNEXION, {"next": suite})
    assert (reponse.status_code, reponse["Location"]) == (302, "/espace/")


def test_a_name_that_lengthens_in_small_letters_is_only_wrong(db, visiteur):
    assert essayer(visiteur, courriel="İ" * 200).status_code == 400


@pytest.mark.parametrize("courriel", ["edıtrice@exemple.test", "EDİTRICE@exemple.test"])
def test_letters_that_look_like_others_open_no_account_beside_its_ten_tries(courriel, db, visiteur):
    UtilisateurFabrique(courriel="editrice@exemple.test", password=BON)
    assert essayer(visiteur, courriel=courriel).status_code == 400
    # The sign of kelvins is a « k » in small letters, here and in the database.
    UtilisateurFabrique(courriel="kate@exemple.test", password=BON)
    assert [essayer(visiteur, courriel="\u212aate@exemple.test", mot_de_passe="faux").status_code for _ in range(10)][-1] == 429
    assert essayer(visiteur, courriel="kate@exemple.test").status_code == 429


def test_a_closed_account_does_not_sign_in(bob, visiteur):
    Utilisateur.objects.filter(pk=bob.pk).update(is_active=False)
    assert essayer(visiteur).status_code == 400
    assert "_auth_user_id" not in visiteur.session


def test_ten_wrong_passwords_shut_one_account_from_one_place_for_a_quarter_of_an_hour(bob, charlie):
    debut = timezone.now()
    with time_machine.travel(debut, tick=False):
        casses = ["bob@exemple.test", "BOB@exemple.test"] * 5
        statuts = [essayer(Client(), courriel=casse, mot_de_passe="faux").status_code for casse in casses]
        assert statuts == [400] * 9 + [429]
        bloquee = essayer(Client())
        assert bloquee.status_code == 429
        assert "dans 15 minutes" in bloquee.content.decode().replace("\xa0", " ")
        # The colleague behind the same address, and Bob from home, still sign in.
        assert essayer(Client(), courriel="charlie@exemple.test").status_code == 302
        assert essayer(Client(), adresse="10.0.0.2").status_code == 302
    with time_machine.travel(debut + timedelta(minutes=16), tick=False):
        assert essayer(Client()).status_code == 302


def test_the_back_office_has_the_same_door_whose_tries_are_counted(bob):
    """A form of its own would be a second way in, without the second factor."""
    donnees = {"username": bob.courriel, "password": BON}
    for reponse in (Client().get("/admin/login/?next=/admin/"), Client().post("/admin/login/?next=/admin/", donnees)):
        assert (reponse.status_code, reponse["Location"]) == (302, f"{CONNEXION}?next=%2Fadmin%2F")
        assert not reponse.cookies


def test_signing_out_is_a_post(membre):
    assert membre.get(reverse("comptes:deconnexion")).status_code == 405
    assert membre.post(reverse("comptes:deconnexion")).status_code == 302
    assert "_auth_user_id" not in membre.session


def test_who_signs_out_is_told_so_and_keeps_no_cookie(membre, visiteur):
    membre.get("/espace/")
    assert {nom for nom, un in membre.cookies.items() if un.value} == {"sessionid", "csrftoken"}
    sortie = membre.post(reverse("comptes:deconnexion"))
    assert {nom: un.value for nom, un in sortie.cookies.items()} == {"sessionid": "", "csrftoken": ""}
    # A browser no longer sends them, where the test client would.
    page = visiteur.get(sortie["Location"])
    assert "Vous êtes déconnecté." in page.text
    assert f'href="{CONNEXION}"' in page.text
    assert not visiteur.cookies


def test_who_forgot_a_password_reads_the_same_words_from_page_to_page_and_finds_the_way_back(visiteur, db):
    oubli = reverse("comptes:mot_de_passe_oublie")
    nom = re.search(rf'<a href="{oubli}">(.+?)</a>', visiteur.get(CONNEXION).text)[1]
    page = visiteur.get(oubli).text
    assert f"<h1>{nom}</h1>" in page
    for contenu in (page, visiteur.get(reverse("comptes:mot_de_passe_envoye")).text):
        assert f'<a href="{CONNEXION}">Revenir à la connexion</a>' in contenu


def test_what_a_password_is_stands_in_one_sentence(membre):
    page = membre.get(reverse("comptes:mot_de_passe_changer")).text
    (longueur,) = (regle.min_length for regle in get_default_password_validators() if hasattr(regle, "min_length"))
    assert f"{longueur} caractères au moins, pas seulement des chiffres" in page
    assert "<ul><li>" not in page


@pytest.mark.django_db(transaction=True)
def test_an_invitation_opens_an_account_once(visiteur, settings):
    settings.CUF_URL = "https://portail.exemple.test"
    invitee = Utilisateur.objects.create_user("nouvelle@exemple.test", prenom="Inès")
    inviter(utilisateur=invitee, par=None)
    message = relever_le_courrier()[0]
    assert message.to == ["nouvelle@exemple.test"]
    lien = re.search(r"https://portail\.exemple\.test(/comptes/\S+/choisir/\S+)", message.body)[1]

    page = visiteur.get(lien, follow=True)
    formulaire = page.redirect_chain[-1][0]
    faible = visiteur.post(formulaire, {"new_password1": "123", "new_password2": "123"})
    assert faible.status_code == 400
    assert "12 caractères au moins" in faible.text
    choisi = {"new_password1": "un-bon-mot-de-passe", "new_password2": "un-bon-mot-de-passe"}
    assert visiteur.post(formulaire, choisi).status_code == 302
    assert essayer(visiteur, courriel="nouvelle@exemple.test", mot_de_passe="un-bon-mot-de-passe").status_code == 302
    assert "Ce lien n’est plus valable" in Client().get(lien).content.decode()
    assert Journal.objects.get().action == "inviter"


@pytest.mark.parametrize(("jours", "valable"), [(2.9, True), (3.1, False)])
def test_an_invitation_lasts_three_days(jours, valable, db):
    invitee = UtilisateurFabrique(courriel="nouvelle@exemple.test")
    inviter(utilisateur=invitee, par=None)
    lien = re.search(r"(/comptes/\S+/choisir/\S+)", relever_le_courrier()[0].body)[1]
    with time_machine.travel(timezone.now() + timedelta(days=jours), tick=False):
        assert ("Ce lien n’est plus valable" not in Client().get(lien, follow=True).content.decode()) is valable


def test_a_forgotten_password_is_answered_alike_for_known_and_unknown(bob, visiteur, settings):
    settings.CUF_URL = "https://portail.exemple.test"
    adresse = reverse("comptes:mot_de_passe_oublie")
    connu, questions_connu = _questions(lambda: visiteur.post(adresse, {"email": "BOB@exemple.test "}, HTTP_HOST="testserver"))
    inconnu, questions_inconnu = _questions(lambda: visiteur.post(adresse, {"email": "inconnu@exemple.test"}))
    assert (connu.status_code, connu["Location"]) == (inconnu.status_code, inconnu["Location"])
    # The same work, so the same time: no account is looked for, nor a message written, before the answer.
    assert questions_connu == questions_inconnu
    assert not any("comptes_utilisateur" in une or "courriels_courriel" in une for une in questions_connu)
    assert mail.outbox == [], "it left before the answer"
    (message,) = relever_le_courrier()
    assert message.to == ["bob@exemple.test"]
    assert "https://portail.exemple.test/comptes/mot-de-passe/choisir/" in message.body


def _questions(agir):
    """Return what `agir` gives, and what it asked the database, values apart."""
    with CaptureQueriesContext(connection) as posees:
        reponse = agir()
    return reponse, [re.sub(r"'[^']*'|\d+", "?", une["sql"]) for une in posees]


def test_a_link_asked_for_waits_for_a_mail_server_that_is_down(bob, visiteur, settings, boite_smtp):
    settings.EMAIL_BACKEND, settings.EMAIL_HOST, settings.EMAIL_PORT = (
        "courriels.serveur.Messagerie",
        "127.0.0.1",
        boite_smtp.port,
    )
    settings.EMAIL_USE_TLS = False
    boite_smtp.reponses["MAIL"] = "421 down"
    visiteur.post(reverse("comptes:mot_de_passe_oublie"), {"email": "bob@exemple.test"})
    relever_le_courrier()
    garde = Courriel.objects.get(destinataire="bob@exemple.test")
    assert (garde.etat, boite_smtp.recus) == ("en_attente", [])
    assert garde.prochain_le > timezone.now()


def test_addresses_of_nobody_count_towards_the_limits_too(bob):
    """Else the eleventh answer would tell which of the ten were known."""
    for rang in range(10):
        _demander_un_lien(f"inconnu{rang}@exemple.test")
    _demander_un_lien("bob@exemple.test")
    assert relever_le_courrier() == []
    assert LienDemande.objects.count() == 10
    for vient_de in ("10.0.0.2", "10.0.0.3", "10.0.0.4", "10.0.0.5"):
        _demander_un_lien("personne@exemple.test", vient_de)
    assert LienDemande.objects.count() == 13
    assert not any("exemple" in str(vars(une)) for une in LienDemande.objects.all()), "who asks is nobody's business"


def test_a_closed_account_gets_no_link(bob):
    Utilisateur.objects.filter(pk=bob.pk).update(is_active=False)
    _demander_un_lien("bob@exemple.test")
    assert relever_le_courrier() == []


@pytest.mark.parametrize(
    "faible",
    [
        "motdepasse123",
        "MotDePasse2026!",
        "mot-de-passe-12",
        "M0tdepa55e1234",
        "azertyuiop12",
        "azertyazerty",
        "2026bonjour2026",
        "password12345",
    ],
)
def test_a_widespread_word_is_refused_with_whatever_stands_around(faible):
    with pytest.raises(ValidationError, match="trop répandu"):
        validate_password(faible)


@pytest.mark.parametrize("mot", ["aaaaaaaaaaaa", "cufcufcufcuf", "abcdefghijkl", "zyxwvutsrqpo", "1234567890ab", "ABCDabcdABCD"])
def test_the_same_signs_again_or_in_their_order_are_no_password(mot):
    with pytest.raises(ValidationError):
        validate_password(mot)


@pytest.mark.parametrize("bon", ["un-bon-mot-de-passe", "demo-portail-2026", "cheval agrafe batterie", "k7Qz-9fTe-2mXa"])
def test_words_put_together_make_a_password(bon):
    validate_password(bon)


def test_fifty_wrong_passwords_shut_an_address_whatever_the_accounts(bob, charlie):
    """Ten for an account from an address are never reached by who tries one password on each account."""
    for rang in range(49):
        assert essayer(Client(), courriel=f"compte{rang}@exemple.test", mot_de_passe="faux").status_code == 400
    assert essayer(Client(), courriel="charlie@exemple.test").status_code == 302, "a town hall still signs in"
    assert essayer(Client(), courriel="encore@exemple.test", mot_de_passe="faux").status_code == 429
    assert essayer(Client()).status_code == 429
    assert essayer(Client(), adresse="10.0.0.2").status_code == 302
    with time_machine.travel(timezone.now() + timedelta(minutes=16), tick=False):
        assert essayer(Client()).status_code == 302


def _demander_un_lien(courriel, vient_de="10.0.0.1"):
    """Ask for a new password, and check that the answer says nothing."""
    reponse = Client().post(reverse("comptes:mot_de_passe_oublie"), {"email": courriel}, REMOTE_ADDR=vient_de)
    assert (reponse.status_code, reponse["Location"]) == (302, reverse("comptes:mot_de_passe_envoye"))


def test_three_links_an_hour_leave_for_an_account(bob, charlie):
    for rang in range(5):
        _demander_un_lien("bob@exemple.test", f"10.0.0.{rang}")
    assert len(relever_le_courrier()) == 3
    _demander_un_lien("charlie@exemple.test")
    assert len(relever_le_courrier()) == 4
    with time_machine.travel(timezone.now() + timedelta(minutes=61), tick=False):
        _demander_un_lien("bob@exemple.test")
    assert len(relever_le_courrier()) == 5


def test_ten_links_an_hour_are_asked_for_from_one_address(db):
    comptes = [UtilisateurFabrique() for _ in range(12)]
    for compte in comptes:
        _demander_un_lien(compte.courriel)
    assert len(relever_le_courrier()) == 10
    _demander_un_lien(comptes[-1].courriel, "10.0.0.2")
    assert len(relever_le_courrier()) == 11


@pytest.mark.parametrize("nom", ["connexion", "mot_de_passe_oublie", "mot_de_passe_envoye", "mot_de_passe_choisi"])
def test_the_pages_of_accounts_answer(nom, visiteur, db):
    assert visiteur.get(reverse(f"comptes:{nom}")).status_code == 200


def test_changing_a_password_needs_the_old_one(membre, bob):
    adresse = reverse("comptes:mot_de_passe_changer")
    nouveau = {"new_password1": "un-autre-mot-de-passe", "new_password2": "un-autre-mot-de-passe"}
    refus = membre.post(adresse, {"old_password": "faux", **nouveau})
    assert refus.status_code == 400
    assert "<title>Erreur : Changer de mot de passe" in refus.text
    assert "Votre mot de passe est enregistré." in membre.post(adresse, {"old_password": BON, **nouveau}, follow=True).text
    bob.refresh_from_db()
    assert bob.check_password("un-autre-mot-de-passe")


def test_the_old_password_is_tried_ten_times_as_at_sign_in(membre, bob):
    adresse = reverse("comptes:mot_de_passe_changer")
    nouveau = {"new_password1": "un-autre-mot-de-passe", "new_password2": "un-autre-mot-de-passe"}
    statuts = [membre.post(adresse, {"old_password": "faux", **nouveau}).status_code for _ in range(10)]
    assert statuts == [400] * 9 + [429]
    assert membre.post(adresse, {"old_password": BON, **nouveau}).status_code == 429
    bob.refresh_from_db()
    assert bob.check_password(BON)


def test_the_back_office_changes_a_password_at_the_same_place(client_editrice):
    assert client_editrice.get("/admin/password_change/")["Location"] == reverse("comptes:mot_de_passe_changer")


def test_every_model_of_the_portal_is_decided_for_administration(roles):
    ours = {"socle", "courriels", "mediatheque", "redaction", "territoires", "comptes", "annuaire", "groupes_pays"}
    ours |= {"fonds_solidarite", "actualites", "agenda", "appels", "ressources", "pages", "recherche", "gestion"}
    # On what has no right of its own there is nothing to decide.
    notres = (modele._meta for modele in apps.get_models() if modele._meta.default_permissions)
    modeles = {options.label_lower for options in notres if options.app_label in ours}
    assert modeles == set(droits_de("Administration"))


@pytest.mark.parametrize(
    ("role", "droit", "attendu"),
    [
        ("redactrice", "actualites.change_actualite", True),
        ("redactrice", "actualites.publier_actualite", False),
        ("redactrice", "actualites.delete_actualite", False),
        ("redactrice", "annuaire.change_demandemodification", False),
        ("redactrice", "comptes.view_utilisateur", False),
        ("editrice", "actualites.publier_actualite", True),
        ("editrice", "annuaire.change_demandemodification", True),
        ("editrice", "fonds_solidarite.add_contribution", True),
        ("editrice", "fonds_solidarite.delete_contribution", False),
        ("editrice", "comptes.view_utilisateur", False),
        ("editrice", "annuaire.change_adhesion", True),
        ("editrice", "annuaire.view_rattachement", True),
        ("editrice", "annuaire.add_rattachement", False),
        ("administratrice", "annuaire.add_rattachement", True),
        ("administratrice", "comptes.change_utilisateur", True),
        ("administratrice", "comptes.delete_utilisateur", False),
        ("administratrice", "socle.view_journal", True),
        ("administratrice", "socle.change_journal", False),
    ],
)
def test_each_role_has_its_rights_and_no_more(role, droit, attendu, request):
    assert request.getfixturevalue(role).has_perm(droit) is attendu


def test_a_new_account_says_where_its_role_and_its_collectivite_are(client_administratrice):
    saisie = {"courriel": "nouvelle@exemple.test", "prenom": "Nora", "nom": "Vell"}
    texte = client_administratrice.post("/admin/comptes/utilisateur/add/", saisie, follow=True).text
    assert "Une invitation part à nouvelle@exemple.test." in texte
    assert "Rôles" in texte
    assert "Rattacher à une collectivité" in texte


def test_an_account_is_said_in_words_that_fit_the_portal(client_administratrice):
    """Here a group is of countries, and the person invited chooses the password."""
    ajout = client_administratrice.get("/admin/comptes/utilisateur/add/").text
    assert "modifiez davantage" not in ajout and "choisit elle-même son mot de passe" in ajout
    invite = UtilisateurFabrique(courriel="ines@exemple.test")
    fiche = f"/admin/comptes/utilisateur/{invite.pk}/change/"
    assert "Réinitialiser le mot de passe" in client_administratrice.get(fiche).text
    invite.set_unusable_password()
    invite.save()
    page = client_administratrice.get(fiche).text
    assert "Définir un mot de passe" not in page and "Pas encore choisi" in page
    roles = page.split('id="user_form"')[-1].split("field-groups")[1][:900]
    assert "rôles" in roles.lower() and 'type="checkbox" name="groups"' in roles and "groupe" not in roles
    assert 'data-filter-title="Rôles"' in client_administratrice.get("/admin/comptes/utilisateur/").text


def test_an_account_leads_to_its_collectivites_and_to_one_more(client_administratrice, client_editrice, bob, aix, billere):
    fiche = f"/admin/comptes/utilisateur/{bob.pk}/change/"
    page = client_administratrice.get(fiche).text
    ajout = f"/admin/annuaire/rattachement/add/?utilisateur={bob.pk}"
    assert ajout in page and f"/admin/annuaire/collectivite/{aix.pk}/change/" in page
    assert f'<option value="{bob.pk}" selected>' in client_administratrice.get(ajout).text
    saisie = {"utilisateur": bob.pk, "collectivite": billere.pk, "role": "agent"}
    assert client_administratrice.post(ajout, saisie).status_code == 302
    assert bob.rattachements.count() == 2
    assert client_editrice.post(ajout, saisie).status_code == 403
