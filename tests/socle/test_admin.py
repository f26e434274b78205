"""The back office: who does what with which button, and nothing is overwritten in silence."""

import re
from datetime import UTC, datetime, time, timedelta

import pytest
from django.contrib import admin
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, models
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from actualites.models import Actualite
from annuaire.models import DemandeModification
from pages.back_office import attentes
from socle import actions
from socle.admin_formulaires import FormulaireVersionne
from socle.models import Contenu, Courriel, Document, Journal
from socle.publication import Statut
from territoires.models import Pays
from tests.fabriques import (
    ActualiteFabrique,
    CollectiviteFabrique,
    ContactFabrique,
    DocumentFabrique,
    EvenementFabrique,
    GroupeFabrique,
    MandatFabrique,
    PageFabrique,
    PartenariatFabrique,
    PersonneFabrique,
    PublicationFabrique,
    ThemeFabrique,
    UtilisateurFabrique,
)
from tests.formulaires import version

LISTE = "/admin/actualites/actualite/"
AJOUT = f"{LISTE}add/"
CHAMPS = {"titre": "Un titre", "slug": "un-titre", "genre": "information", "acces": "public", "corps": "<p>Texte.</p>"}


def fiche(contenu):
    """Return the address of the change form of a piece of news."""
    return f"{LISTE}{contenu.pk}/change/"


def saisie(client, contenu, **changements):
    """Return what a browser would post from the change form, as it stands now for `client`."""
    formulaire = client.get(fiche(contenu)).context["adminform"].form
    valeurs = {nom: champ.value() for nom, champ in ((nom, formulaire[nom]) for nom in formulaire.fields)}
    simples = {nom: valeur for nom, valeur in valeurs.items() if valeur not in (None, [])}
    for nom in ("publie_le", "depublie_le"):
        if nom in simples:
            moment = timezone.localtime(simples.pop(nom))
            simples |= {f"{nom}_0": moment.strftime("%d/%m/%Y"), f"{nom}_1": moment.strftime("%H:%M:%S")}
    return {**simples, **changements}


def test_a_writer_writes_and_submits_but_is_offered_no_publication(client_redactrice, redactrice):
    page = client_redactrice.get(AJOUT).content.decode()
    assert "_soumettre" in page
    assert "_publier" not in page
    client_redactrice.post(AJOUT, {**CHAMPS, "_soumettre": "1"})
    contenu = Actualite.objects.get()
    assert (contenu.statut, contenu.auteur) == (Statut.A_RELIRE, redactrice)


def test_a_writer_who_forges_the_button_or_the_date_publishes_nothing(client_redactrice):
    hier = {"publie_le_0": "01/01/2026", "publie_le_1": "08:00"}
    reponse = client_redactrice.post(AJOUT, {**CHAMPS, **hier, "statut": "publie", "_publier": "1"}, follow=True)
    contenu = Actualite.objects.get()
    assert (contenu.statut, contenu.publie_le) == (Statut.BROUILLON, None)
    assert "Votre rôle ne permet pas cette étape" in reponse.content.decode()


def test_a_writer_reads_what_is_online_without_changing_it(client_redactrice):
    contenu = ActualiteFabrique(titre="En ligne")
    assert client_redactrice.get(fiche(contenu)).status_code == 200
    assert client_redactrice.post(fiche(contenu), {**CHAMPS, "titre": "Changé"}).status_code == 403
    contenu.refresh_from_db()
    assert contenu.titre == "En ligne"


def test_what_a_writer_typed_while_it_was_published_is_given_back(client_redactrice, editrice):
    contenu = ActualiteFabrique(titre="Brouillon", brouillon=True)
    tape = saisie(client_redactrice, contenu, titre="Un meilleur titre", corps="<p>Deux heures <b>de travail</b>.</p>")
    actions.publier(contenu=contenu, par=editrice)
    reponse = client_redactrice.post(fiche(contenu), tape)
    assert reponse.status_code == 403
    assert "Rien n’est enregistré" in reponse.text
    for texte in ("Un meilleur titre", "&lt;p&gt;Deux heures &lt;b&gt;de travail&lt;/b&gt;.&lt;/p&gt;"):
        assert f">{texte}</textarea>" in reponse.text
    contenu.refresh_from_db()
    assert contenu.titre == "Brouillon"


def test_a_content_already_withdrawn_is_not_published(client_editrice):
    contenu = ActualiteFabrique(brouillon=True)
    hier = timezone.localtime() - timedelta(days=1)
    retrait = {"depublie_le_0": hier.strftime("%d/%m/%Y"), "depublie_le_1": "08:00:00"}
    reponse = client_editrice.post(
        fiche(contenu), saisie(client_editrice, contenu, titre="Gardé", _publier="1", **retrait), follow=True
    )
    assert "La date de retrait est passée" in reponse.text
    contenu.refresh_from_db()
    assert (contenu.titre, contenu.statut) == ("Gardé", Statut.BROUILLON)


@pytest.mark.parametrize(
    ("fabrique", "slug", "libre"),
    [(PageFabrique, "agenda", False), (PageFabrique, "espace", False), (PageFabrique, "equipe", True)]
    + [(PublicationFabrique, "mediatheque", False), (PublicationFabrique, "agenda", True)],
)
def test_an_address_that_another_page_answers_is_refused(client_editrice, fabrique, slug, libre):
    contenu = fabrique(brouillon=True)
    contenu.slug = slug
    if libre:
        contenu.clean()
    else:
        with pytest.raises(ValidationError, match="celle d’une autre page du site"):
            contenu.clean()


def test_the_form_says_that_an_address_is_taken(client_editrice):
    reponse = client_editrice.post("/admin/pages/page/add/", {"titre": "Agenda", "slug": "agenda", "ordre": 0})
    assert "Cette adresse est celle d’une autre page du site" in str(reponse.context["errors"])


def test_opening_a_document_to_others_is_in_the_journal(client_editrice):
    piece = DocumentFabrique(acces="groupe")
    adresse = f"/admin/socle/document/{piece.pk}/change/"
    saisie = {"titre": piece.titre, "nature": piece.nature, "acces": "public"}
    client_editrice.post(adresse, saisie | version(client_editrice, adresse))
    assert (Journal.objects.get().action, Journal.objects.get().detail) == ("modifier", {"acces": "public"})


def test_the_dashboard_reads_the_first_ones_and_counts_them_all(administratrice):
    for rang in range(7):
        Courriel.objects.create(destinataire=f"{rang}@exemple.test", sujet="Perdu", corps="…")
    with CaptureQueriesContext(connection) as requetes:
        attente = attentes(administratrice)[-1]
    assert (attente.nombre, len(attente.objets)) == (7, 5)
    assert "LIMIT 5" in requetes.captured_queries[-1]["sql"]


def test_who_may_not_change_a_rich_text_reads_it_and_not_its_code(client_redactrice, client_editrice):
    contenu = EvenementFabrique(titre="En ligne", corps="<p>Un <strong>mot</strong>.</p>", bilan="<h2>Après</h2>")
    adresse = f"/admin/agenda/evenement/{contenu.pk}/change/"
    lue = client_redactrice.get(adresse).content.decode()
    assert '<div class="texte-lu"><p>Un <strong>mot</strong>.</p></div>' in lue
    assert '<div class="texte-lu"><h2>Après</h2></div>' in lue
    assert "texte-lu" not in client_editrice.get(adresse).content.decode()


def test_an_editor_publishes_now_later_gives_back_and_archives(client_editrice):
    client_editrice.post(AJOUT, {**CHAMPS, "_publier": "1"})
    contenu = Actualite.objects.publies().get()
    client_editrice.post(fiche(contenu), saisie(client_editrice, contenu, _renvoyer="1"))
    assert Actualite.objects.get().statut == Statut.BROUILLON
    demain = timezone.localtime() + timedelta(days=1)
    dates = {"publie_le_0": demain.strftime("%d/%m/%Y"), "publie_le_1": "09:30"}
    reponse = client_editrice.post(fiche(contenu), saisie(client_editrice, contenu, _publier="1", **dates), follow=True)
    assert Actualite.objects.get().est_programme
    assert "Le contenu paraîtra le" in reponse.content.decode()
    client_editrice.post(fiche(contenu), saisie(client_editrice, contenu, _archiver="1"))
    assert Actualite.objects.get().statut == Statut.ARCHIVE
    assert list(Journal.objects.order_by("pk").values_list("action", flat=True)) == [
        "publier", "renvoyer", "publier", "archiver",
    ]  # fmt: skip


def test_emptying_the_date_of_a_published_content_is_refused_in_french(client_editrice):
    contenu = ActualiteFabrique()
    reponse = client_editrice.post(fiche(contenu), saisie(client_editrice, contenu, publie_le_0="", publie_le_1=""))
    assert reponse.status_code == 200
    assert "Un contenu publié porte une date de publication." in reponse.content.decode()


def test_two_editors_at_once_do_not_overwrite_each_other(client_editrice, client_administratrice):
    contenu = ActualiteFabrique(titre="Avant")
    chez_l_une = saisie(client_editrice, contenu, titre="Version de l’une")
    chez_l_autre = saisie(client_administratrice, contenu, titre="Version de l’autre", chapo="Long travail.")
    assert client_editrice.post(fiche(contenu), chez_l_une).status_code == 302
    refus = client_administratrice.post(fiche(contenu), chez_l_autre)
    page = refus.content.decode()
    assert "Quelqu’un a enregistré d’autres valeurs" in page
    assert "Version de l’autre" in page and "Long travail." in page
    contenu.refresh_from_db()
    assert contenu.titre == "Version de l’une"


@pytest.mark.parametrize("version", [None, ""])
def test_a_form_that_does_not_say_what_it_saw_overwrites_nothing(client_editrice, version):
    contenu = ActualiteFabrique(titre="Avant")
    donnees = saisie(client_editrice, contenu, titre="Sans version", version=version)
    reponse = client_editrice.post(fiche(contenu), {nom: valeur for nom, valeur in donnees.items() if valeur is not None})
    assert "Quelqu’un a enregistré d’autres valeurs" in reponse.content.decode()
    contenu.refresh_from_db()
    assert contenu.titre == "Avant"


def test_rich_text_typed_in_the_form_is_cleaned(client_editrice):
    client_editrice.post(AJOUT, {**CHAMPS, "corps": '<p onclick="x()">Bon<script>alert(1)</script></p>'})
    assert Actualite.objects.get().corps == "<p>Bon</p>"


def test_a_refused_form_keeps_what_was_typed(client_editrice):
    page = client_editrice.post(AJOUT, {**CHAMPS, "titre": "", "chapo": "Un chapo déjà écrit."}).content.decode()
    assert "Un chapo déjà écrit." in page
    assert "Ce champ est obligatoire" in page


@pytest.mark.parametrize("client", ["visiteur", "membre", "agent"])
def test_the_back_office_is_closed_to_others(client, request):
    reponse = request.getfixturevalue(client).get(LISTE)
    assert (reponse.status_code, reponse["Location"].split("?")[0]) == (302, "/admin/login/")


def test_every_list_and_form_of_the_back_office_opens(client_administratrice, admin_client):
    pages = {}
    for modele, options in admin.site._registry.items():
        nom = f"admin:{modele._meta.app_label}_{modele._meta.model_name}"
        pages[f"{nom}_changelist"] = admin_client.get(reverse(f"{nom}_changelist"), {"q": "œ'été \x00"}).status_code
        if options.has_add_permission(admin_client.get("/admin/").wsgi_request):
            pages[f"{nom}_add"] = admin_client.get(reverse(f"{nom}_add")).status_code
    assert {nom: statut for nom, statut in pages.items() if statut != 200} == {}


def test_the_links_of_a_form_are_searched_never_listed_whole(db):
    """A select of 35,000 communes or 2,700 news items would hang the page."""
    listes = [
        f"{modele._meta.label}.{champ.name}"
        for modele, options in admin.site._registry.items()
        if issubclass(modele, Contenu)
        for champ in [*modele._meta.fields, *modele._meta.many_to_many]
        if isinstance(champ, (models.ForeignKey, models.ManyToManyField))
        and champ.editable
        and champ.name not in options.autocomplete_fields
        and champ.name not in {"comite"}
    ]
    assert listes == []


def test_a_list_costs_the_same_with_two_rows_and_twenty(client_editrice, django_assert_max_num_queries):
    def compter():
        with django_assert_max_num_queries(100) as requetes:
            client_editrice.get(LISTE)
        return len(requetes)

    ActualiteFabrique.create_batch(2)
    compter()  # content types are cached from the first page on
    avec_deux = compter()
    ActualiteFabrique.create_batch(18)
    assert compter() == avec_deux


def test_the_dashboard_tells_each_role_what_awaits_it(client_editrice, client_redactrice, redactrice):
    ActualiteFabrique(titre="À relire ici", statut=Statut.A_RELIRE, publie_le=None)
    ActualiteFabrique(titre="Mon brouillon", brouillon=True, auteur=redactrice)
    hier = timezone.localdate() - timedelta(days=1)
    EvenementFabrique(titre="Réunion sans suite", debut=hier)
    EvenementFabrique(titre="Réunion secrète", debut=hier, confidentiel=True)
    DemandeModification.objects.create(collectivite=CollectiviteFabrique(nom="Ville de Tours"))
    editrice, redactrice_ = (client.get("/admin/").content.decode() for client in (client_editrice, client_redactrice))
    assert "À relire ici" in editrice and "Fiche de Ville de Tours" in editrice
    assert "Réunion sans suite" in editrice and "Réunion secrète" not in editrice
    assert "Mon brouillon" in redactrice_ and "Mon brouillon" not in editrice
    assert "À relire ici" not in redactrice_ and "Fiche de Ville de Tours" not in redactrice_


def test_the_dashboard_counts_and_links_to_the_whole_list(client_editrice):
    ActualiteFabrique.create_batch(7, statut=Statut.A_RELIRE, publie_le=None)
    page = client_editrice.get("/admin/")
    attente = page.context["attentes"][0]
    assert (attente.nombre, len(attente.objets)) == (7, 5)
    assert len(client_editrice.get(attente.adresse).context["cl"].result_list) == 7


def test_failed_mail_is_shown_to_administration(client_administratrice):
    Courriel.objects.create(destinataire="bob@exemple.test", sujet="Perdu", corps="…", erreur="refusé")
    attente = client_administratrice.get("/admin/").context["attentes"][-1]
    assert attente.titre == "Courriels non partis"
    assert "Perdu" in client_administratrice.get(attente.adresse).content.decode()


def test_the_link_of_an_invitation_is_not_read_in_the_back_office(client_administratrice):
    """It would open the account of a superuser to whoever may only see that a message left."""
    courriel = Courriel.objects.create(destinataire="ines@exemple.test", sujet="Votre accès", corps="https://lien-secret")
    fiche_courriel = client_administratrice.get(f"/admin/socle/courriel/{courriel.pk}/change/")
    assert "ines@exemple.test" in fiche_courriel.content.decode()
    assert "lien-secret" not in fiche_courriel.content.decode()
    assert client_administratrice.get("/admin/socle/courriel/", {"corps__startswith": "https://lien-s"}).status_code == 400


def test_a_new_account_is_invited(client_administratrice, django_capture_on_commit_callbacks, mailoutbox):
    with django_capture_on_commit_callbacks(execute=True):
        client_administratrice.post("/admin/comptes/utilisateur/add/", {"courriel": "ines@exemple.test", "prenom": "Inès"})
    assert [message.to for message in mailoutbox] == [["ines@exemple.test"]]


def test_administration_cannot_take_over_a_superuser(client_administratrice, admin_user):
    adresse = f"/admin/comptes/utilisateur/{admin_user.pk}/"
    assert client_administratrice.post(f"{adresse}change/", {"courriel": "a@exemple.test"}).status_code == 403
    assert client_administratrice.post(f"{adresse}password/", {"password1": "x" * 14, "password2": "x" * 14}).status_code == 403
    admin_user.refresh_from_db()
    assert admin_user.courriel != "a@exemple.test"


def test_a_document_of_an_odd_format_is_refused(client_editrice):
    fichier = SimpleUploadedFile("virus.exe", b"MZ")
    donnees = {"titre": "X", "nature": "autre", "acces": "public", "fichier": fichier}
    page = client_editrice.post("/admin/socle/document/add/", donnees).content.decode()
    assert "Ce format n’est pas accepté" in page
    assert not Document.objects.exists()


def test_the_journal_and_the_mail_are_read_only(client_administratrice):
    assert client_administratrice.get("/admin/socle/journal/add/").status_code == 403
    assert client_administratrice.get("/admin/socle/courriel/add/").status_code == 403


def test_a_document_opens_in_the_back_office_and_links_to_the_page_that_checks_the_reader(client_editrice, client_redactrice):
    document = DocumentFabrique(acces="groupe")
    for client in (client_editrice, client_redactrice):
        page = client.get(f"/admin/socle/document/{document.pk}/change/").content.decode()
        assert document.get_absolute_url() in page
        assert document.fichier.name not in page


@pytest.mark.parametrize(
    "adresse",
    [
        "actualites/actualite/?publie_le__year=9999",
        "agenda/evenement/?debut__year=9999&debut__month=12&debut__day=31",
        "territoires/commune/%00/change/",
        "territoires/commune/_00/history/",
        "territoires/pays/A_00/change/",
        "autocomplete/?app_label=actualites&model_name=actualite&field_name=image&term=%00",
        "autocomplete/?app_label=actualites&model_name=actualite&field_name=pays&term=a%00b",
    ],
)
def test_an_odd_address_of_the_back_office_is_no_error_of_ours(adresse, client_redactrice):
    assert client_redactrice.get(f"/admin/{adresse}").status_code < 500


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    "adresse",
    [
        "actualites/actualite/?titre__regex=(",
        "actualites/actualite/?titre__iregex=(",
        "actualites/actualite/?publie_le__lt=9999-12-31T23:59:59-23:59",
        "territoires/commune/?codes_postaux=abc",
    ],
)
def test_a_filter_that_the_database_cannot_read_is_refused(adresse, client_redactrice):
    """In no transaction of the test: the refusal of the database would break it."""
    reponse = client_redactrice.get(f"/admin/{adresse}")
    assert reponse.status_code == 400
    assert "Cette demande n’a pas été comprise" in reponse.text


@pytest.mark.parametrize("cle", ["abc", "", "\0", "1\0", "9" * 5_000, "²"])
@pytest.mark.parametrize("bouton", [{}, {"index": "0"}])
def test_an_action_on_what_is_no_row_is_refused(cle, bouton, client_administratrice):
    action = {"action": "envoyer_invitation", "_selected_action": cle, **bouton}
    reponse = client_administratrice.post("/admin/comptes/utilisateur/", action)
    assert reponse.status_code == 400
    assert "Cette demande n’a pas été comprise" in reponse.text


def test_a_new_form_takes_from_its_address_what_its_fields_can_hold(client_editrice, japon):
    adresse = (
        "/admin/agenda/evenement/add/?titre=Rencontre&pays=JP,%00,zz&fonds=1,a,999999999999999999999999&debut=2027-03-01"
        "&publie_le=2026-01-02&places=abc&image=%00&depublie_le=9999-12-31T23:59:59-23:59&inconnu=%00"
    )
    reponse = client_editrice.get(adresse)
    assert reponse.status_code == 200
    for morceau in ('value="Rencontre"', "Japon", 'value="01/03/2027"', 'value="02/01/2026"'):
        assert morceau in reponse.text


def test_a_null_byte_in_the_address_of_a_row_is_not_found(client_redactrice):
    pays = ContentType.objects.get_for_model(Pays)
    for adresse in (f"/admin/r/{pays.pk}/%00/", "/admin/r/%00/1/"):
        assert client_redactrice.get(adresse).status_code == 404


def test_the_form_is_sound_html(client_editrice):
    """What the checker of the W3C refuses in the stock admin: the label of a hidden field, an option without words."""
    texte = client_editrice.get(fiche(ActualiteFabrique())).text
    caches = set(re.findall(r'<input type="hidden"[^>]* id="([^"]+)"', texte))
    assert "id_version" in caches
    assert not caches & set(re.findall(r'<label[^>]* for="([^"]+)"', texte))
    assert '<option value="">—</option>' in texte
    assert "></option>" not in texte


@pytest.mark.parametrize("ou", ["actualites/actualite", "socle/document"])
def test_what_is_kept_for_groups_names_one(client_editrice, ou):
    saisie = CHAMPS | {"acces": "groupe", "nature": "autre", "fichier": SimpleUploadedFile("a.pdf", b"%PDF-1.4 x")}
    reponse = client_editrice.post(f"/admin/{ou}/add/", saisie)
    assert "Choisissez au moins un groupe" in str(reponse.context["errors"])
    groupe = GroupeFabrique()
    saisie["fichier"].seek(0)
    assert client_editrice.post(f"/admin/{ou}/add/", saisie | {"cercles": [groupe.pk]}).status_code == 302


@pytest.mark.parametrize(
    ("fabrique", "change"),
    [
        (DocumentFabrique, {"acces": "equipe"}),
        (GroupeFabrique, {"chapo": "Autre"}),
        (PartenariatFabrique, {"etat": "en_sommeil"}),
        (UtilisateurFabrique, {"is_active": False}),
        (PersonneFabrique, {"nom": "Autre"}),
        (ThemeFabrique, {"nom": "Autre"}),
    ],
)
def test_no_form_of_the_back_office_overwrites_what_it_has_not_seen(client_administratrice, fabrique, change):
    objet = fabrique()
    adresse = f"/admin/{objet._meta.app_label}/{objet._meta.model_name}/{objet.pk}/change/"
    vue = version(client_administratrice, adresse)
    type(objet).objects.filter(pk=objet.pk).update(**change)
    reponse = client_administratrice.post(adresse, vue)
    assert "Quelqu’un a enregistré d’autres valeurs" in str(reponse.context["errors"])
    avant = type(objet).objects.get(pk=objet.pk)
    assert {nom: getattr(avant, nom) for nom in change} == change
    assert "Quelqu’un" not in str(
        client_administratrice.post(adresse, version(client_administratrice, adresse)).context["errors"]
    )


def test_a_relation_changed_meanwhile_is_seen_too(client_editrice, japon):
    contenu = ActualiteFabrique()
    groupe = GroupeFabrique()
    adresse = f"/admin/groupes_pays/groupe/{groupe.pk}/change/"
    vue = version(client_editrice, adresse)
    groupe.pays.add(japon)
    assert "Quelqu’un" in str(client_editrice.post(adresse, vue).context["errors"])
    assert version(client_editrice, fiche(contenu)) == version(client_editrice, fiche(contenu))


def test_every_form_of_the_back_office_says_what_it_saw(rf, administratrice):
    requete = rf.get("/admin/")
    requete.user = administratrice
    ecrits = [une for une in admin.site._registry.values() if une.has_change_permission(requete)]
    assert len(ecrits) > 10
    for une in ecrits:
        assert issubclass(une.get_form(requete, une.model(), change=True), FormulaireVersionne), une


def test_no_cross_beside_a_chosen_row_deletes_it(client_administratrice):
    """It reads « remove from here », and would delete the person, the page or the document."""
    contenu, mandat = EvenementFabrique(compte_rendu=DocumentFabrique()), MandatFabrique()
    for adresse in (f"agenda/evenement/{contenu.pk}", f"annuaire/collectivite/{mandat.collectivite.pk}", "pages/page/add"):
        page = client_administratrice.get(f"/admin/{adresse}/", follow=True).text
        assert "related-widget-wrapper" in page
        assert "related-widget-wrapper-link delete-related" not in page


def test_what_a_writer_only_reads_says_nothing_of_how_to_fill_it(client_redactrice, client_editrice):
    redaction, edition = client_redactrice.get(AJOUT).text, client_editrice.get(AJOUT).text
    assert "Une date future programme" not in redaction
    assert "Une date future programme" in edition


def test_help_texts_speak_of_the_form_they_are_in(client_editrice):
    document = client_editrice.get("/admin/socle/document/add/").text
    assert "Qui télécharge le fichier" in document and "chapo" not in document
    assert "à Nantes" in client_editrice.get("/admin/agenda/evenement/add/").text
    assert "à Nantes" not in client_editrice.get("/admin/pages/page/add/").text


@pytest.mark.parametrize("fabrique", [CollectiviteFabrique, ContactFabrique])
def test_a_telephone_is_a_number_here_too(fabrique, db):
    fiche_ = fabrique(telephone="bonjour")
    with pytest.raises(ValidationError, match="numéro en chiffres"):
        fiche_.full_clean()
    fiche_.telephone = "04 65 71 00 00"
    fiche_.full_clean()


def test_an_address_and_a_commune_are_taken_once_and_say_so(db):
    une, autre = CollectiviteFabrique(), CollectiviteFabrique()
    autre.slug, autre.commune = une.slug, une.commune
    with pytest.raises(ValidationError) as refus:
        autre.full_clean()
    assert refus.value.message_dict["slug"] == ["Cette adresse est déjà prise : choisissez-en une autre."]
    assert refus.value.message_dict["commune"] == ["Cette commune a déjà sa fiche dans l’annuaire."]


def test_the_journal_is_read_in_words(client_administratrice, editrice):
    actions.archiver(contenu=ActualiteFabrique(titre="Un appel"), par=editrice)
    actions.journaliser(par=None, action="deplacer", objet=CollectiviteFabrique())
    page = client_administratrice.get("/admin/socle/journal/").text
    assert "changer d’adresse" in page and ">deplacer<" not in page
    assert "2 entrées du journal" in page
    assert "Annuaire |" not in page and ">compte<" not in page and 'href="?type=collectivite"' in page
    filtree = client_administratrice.get("/admin/socle/journal/?type=actualite&fait=archiver").context["cl"]
    assert [entree.intitule for entree in filtree.result_list] == ["Un appel"]


def test_the_history_of_a_content_tells_its_steps_and_its_changes(client_editrice, client_redactrice, redactrice, editrice):
    contenu = ActualiteFabrique(brouillon=True, auteur=redactrice)
    client_redactrice.post(fiche(contenu), saisie(client_redactrice, contenu, titre="Mieux dit", _soumettre="1"))
    contenu.refresh_from_db()
    actions.renvoyer(contenu=contenu, par=editrice, commentaire="Il manque la date.")
    page = client_editrice.get(f"{LISTE}{contenu.pk}/history/").text
    assert "Soumettre à relecture" in page and "Renvoyer en brouillon" in page and "Il manque la date." in page
    assert "Titre" in page and str(redactrice) in page
    assert page.index("Renvoyer en brouillon") < page.index("Soumettre à relecture")


def test_hours_hold_on_one_line_and_are_typed_without_seconds(client_editrice):
    seance = EvenementFabrique(heure_debut=time(14))
    assert 'value="14:00"' in client_editrice.get(f"/admin/agenda/evenement/{seance.pk}/change/").text
    ActualiteFabrique(publie_le=datetime(2026, 2, 3, 8, tzinfo=UTC))
    assert "3 février 2026, 9 h 00" in client_editrice.get(LISTE).text


def test_a_filter_names_its_field_and_its_empty_choice(client_editrice, japon):
    CollectiviteFabrique(region=None)
    CollectiviteFabrique()
    page = client_editrice.get("/admin/annuaire/collectivite/").text
    assert "non renseigné</a>" in page and ">-</a>" not in page
    assert "<summary> Visible dans l’annuaire </summary>" in " ".join(page.split())


def test_an_empty_form_begins_with_its_first_field(client_editrice):
    """The buttons of the top took the focus that the script of the admin gives to the first thing of the form."""
    assert client_editrice.get("/admin/annuaire/personne/add/").text.count('name="_save"') == 1
    personne = PersonneFabrique()
    assert client_editrice.get(f"/admin/annuaire/personne/{personne.pk}/change/").text.count('name="_save"') == 2
