"""The versions of an item seen, compared and taken up: who may, what is shown, what comes back and what does not."""

import json
import re

import pytest
from django.contrib.admin.models import LogEntry
from django.db import connection
from django.test.utils import CaptureQueriesContext
from reversion.models import Version

from actualites.models import Actualite
from annuaire.models import Mandat
from mediatheque.models import Image
from redaction.publication import Statut
from redaction.versions import etat_de, garder, versions_de
from socle.acces import Acces
from tests.fabriques import (
    ActualiteFabrique,
    AppelFabrique,
    GroupeFabrique,
    MandatFabrique,
    PaysFabrique,
    PersonneFabrique,
    PresidenceFabrique,
    SignatureFabrique,
    ThemeFabrique,
    UtilisateurFabrique,
)
from tests.formulaires import LISTE, fiche, lignes, valeurs

pytestmark = pytest.mark.django_db


def page_des_versions(contenu):
    return f"{LISTE}{contenu.pk}/versions/"


def reprendre(adresse, version):
    return f"{adresse}?reprendre={version.pk}"


def changer(contenu, par, **champs):
    for nom, valeur in champs.items():
        setattr(contenu, nom, valeur)
    contenu.save()
    garder(objet=contenu, par=par)


def envoyer(client, adresse):
    """Send back the form as the page shows it, its rows included, as a browser does."""
    envoi = {**valeurs(client, adresse), **lignes_toutes(client, adresse)}
    return client.post(adresse, envoi, follow=True)


def lignes_toutes(client, adresse):
    envoi = lignes(client, adresse)
    for bloc in client.get(adresse).context["inline_admin_formsets"]:
        formset = bloc.formset
        envoi[f"{formset.prefix}-TOTAL_FORMS"] = formset.total_form_count()
        for formulaire in formset.extra_forms:
            for champ in formulaire:
                valeur = champ.value()
                envoi[champ.html_name] = "" if valeur is None else getattr(valeur, "pk", valeur)
    return {nom: valeur for nom, valeur in envoi.items() if valeur is not False}


def ecrire_dans(version, **champs):
    """Change what a version holds, as a schema of another time would have written it."""
    [ligne] = json.loads(version.serialized_data)
    for nom, valeur in champs.items():
        if valeur is None:
            ligne["fields"].pop(nom)
        else:
            ligne["fields"][nom] = valeur
    Version.objects.filter(pk=version.pk).update(serialized_data=json.dumps([ligne]))


class TestListe:
    def test_it_says_who_when_why_and_what_changed(self, client_redactrice, editrice, japon):
        contenu = ActualiteFabrique(titre="Un")
        garder(objet=contenu, par=None, note="Reprise du site")
        contenu.pays.add(japon)
        changer(contenu, editrice, titre="Deux")
        page = client_redactrice.get(page_des_versions(contenu)).text
        assert "A changé\u00a0: Titre, Pays" in page
        assert str(editrice) in page and "le portail" in page
        assert "«\u00a0Reprise du site\u00a0»" in page
        assert "Première version gardée" in page

    def test_the_form_leads_to_it(self, client_editrice):
        contenu = ActualiteFabrique()
        assert page_des_versions(contenu) in client_editrice.get(fiche(contenu)).text

    def test_an_item_without_versions_says_so(self, client_editrice):
        assert "Aucune version" in client_editrice.get(page_des_versions(ActualiteFabrique())).text

    def test_two_hundred_versions_come_in_pages(self, client_editrice, editrice):
        contenu = ActualiteFabrique()
        for _ in range(200):
            garder(objet=contenu, par=editrice)
        page = client_editrice.get(page_des_versions(contenu)).text
        assert page.count('class="version"') == 25 and "Page 1 sur 8" in page
        derniere = client_editrice.get(page_des_versions(contenu), {"page": "8"}).text
        assert derniere.count('class="version"') == 25 and "Première version gardée" in derniere

    def test_it_costs_the_same_with_two_and_with_twenty(self, client_editrice, editrice):
        cout = []
        for nombre in (2, 20):
            contenu = ActualiteFabrique()
            for rang in range(nombre):
                changer(contenu, editrice, titre=f"Titre {rang}")
            client_editrice.get(page_des_versions(contenu))
            with CaptureQueriesContext(connection) as requetes:
                client_editrice.get(page_des_versions(contenu))
            cout.append(len(requetes))
        assert cout[0] == cout[1] <= 20

    @pytest.mark.parametrize(
        ("qui", "statut"), [("visiteur", 302), ("membre", 302), ("etranger", 302), ("client_redactrice", 200)]
    )
    def test_only_the_team_reads_it(self, qui, statut, request, editrice):
        contenu = ActualiteFabrique()
        garder(objet=contenu, par=editrice)
        client = request.getfixturevalue(qui)
        [version] = versions_de(contenu)
        assert client.get(page_des_versions(contenu)).status_code == statut
        assert client.get(f"{page_des_versions(contenu)}comparer/", {"avant": version.pk}).status_code == statut

    def test_staff_without_a_right_on_it_read_nothing(self, client_de, editrice):
        contenu = ActualiteFabrique()
        assert client_de(UtilisateurFabrique(is_staff=True)).get(page_des_versions(contenu)).status_code == 403

    def test_what_does_not_exist_is_not_found(self, client_editrice):
        assert client_editrice.get(f"{LISTE}999999/versions/").status_code == 404


class TestComparer:
    def comparer(self, client, contenu, avant, apres=None):
        parametres = {"avant": avant.pk, **({"apres": apres.pk} if apres else {})}
        return client.get(f"{page_des_versions(contenu)}comparer/", parametres).text

    def test_words_values_links_and_pictures(self, client_redactrice, editrice, japon):
        une, autre = (
            Image.objects.create(fichier=f"images/{nom}.jpg", alt=nom, largeur=10, hauteur=10) for nom in ("une", "autre")
        )
        theme = ThemeFabrique(nom="Eau")
        contenu = ActualiteFabrique(corps="<p>Un texte ancien.</p>", genre="information", image=une)
        contenu.themes.add(theme)
        garder(objet=contenu, par=editrice)
        contenu.themes.clear()
        contenu.pays.add(japon)
        changer(
            contenu, editrice, corps='<p>Un texte <a href="https://exemple.test/">neuf</a>.</p>', genre="tribune", image=autre
        )
        apres, avant = versions_de(contenu)
        page = " ".join(self.comparer(client_redactrice, contenu, avant, apres).split())
        assert re.search(r"<del>.{0,80}ancien\.</del>", page) and re.search(r"<ins>.{0,80}neuf ?\.</ins>", page)
        assert "<dd>tribune" in page.lower() and "<dd>actualité" in page.lower()
        assert re.search(r"<del>.{0,80}Eau</del>", page) and re.search(r"<ins>.{0,80}Japon</ins>", page)
        assert re.search(r"<ins>.{0,80}https://exemple.test/</ins>", page)
        assert "images/une.jpg" in page and "images/autre.jpg" in page

    def test_the_order_asked_for_does_not_matter_and_the_present_is_compared(self, client_editrice, editrice):
        contenu = ActualiteFabrique(titre="Un")
        garder(objet=contenu, par=editrice)
        changer(contenu, editrice, titre="Deux")
        Actualite.objects.filter(pk=contenu.pk).update(titre="Trois")
        apres, avant = versions_de(contenu)
        memes = [self.comparer(client_editrice, contenu, *paire) for paire in ((avant, apres), (apres, avant))]
        assert [re.search(r"<ins>.*?Deux</ins>", page) is not None for page in memes] == [True, True]
        assert re.search(r"<ins>.*?Trois</ins>", self.comparer(client_editrice, contenu, avant))

    def test_what_a_text_held_is_shown_and_never_run(self, client_editrice, editrice):
        contenu = ActualiteFabrique()
        garder(objet=contenu, par=editrice)
        [version] = versions_de(contenu)
        mauvais = "<p>Neuf</p><script>alert(1)</script><img src=x onerror=alert(2)>"
        ecrire_dans(version, corps=mauvais, titre="<script>alert(3)</script>")
        page = self.comparer(client_editrice, contenu, version)
        assert "<script>alert" not in page and "onerror" not in page
        assert "&lt;script&gt;alert(3)" in page

    def test_a_field_gone_and_a_link_gone_are_said(self, client_editrice, editrice):
        contenu, pays = ActualiteFabrique(), PaysFabrique(nom="Ancien pays")
        contenu.pays.add(pays)
        garder(objet=contenu, par=editrice)
        [version] = versions_de(contenu)
        ecrire_dans(version, ancien_champ="Une valeur")
        contenu.pays.clear()
        cle = pays.pk
        pays.delete()
        page = self.comparer(client_editrice, contenu, version)
        assert "ancien_champ (champ disparu)" in page and "Une valeur" in page
        assert f"supprimé depuis (n°\u00a0{cle})" in page

    def test_rows_that_come_go_and_change(self, client_editrice, editrice):
        personne = PersonneFabrique()
        change, part = MandatFabrique(personne=personne, fonction="maire"), MandatFabrique(personne=personne, fonction="élu")
        garder(objet=personne, par=editrice)
        [version] = versions_de(personne)
        Mandat.objects.filter(pk=change.pk).update(fonction="présidente")
        part.delete()
        MandatFabrique(personne=personne, fonction="adjointe")
        page = client_editrice.get(f"/admin/annuaire/personne/{personne.pk}/versions/comparer/", {"avant": version.pk}).text
        texte = " ".join(page.split())
        assert all(mot in texte for mot in ("ligne ajoutée", "ligne supprimée", "ligne changée"))
        assert re.search(r"<ins>.{0,80}présidente</ins>", texte)

    @pytest.mark.parametrize("mauvais", ["", "x", "-1", "9" * 12, "٣"])
    def test_a_version_that_is_none_is_not_found(self, mauvais, client_editrice):
        adresse = f"{page_des_versions(ActualiteFabrique())}comparer/"
        assert client_editrice.get(adresse, {"avant": mauvais}).status_code == 404

    def test_the_version_of_another_item_is_not_found(self, client_editrice, editrice):
        une, autre = ActualiteFabrique(), ActualiteFabrique()
        garder(objet=autre, par=editrice)
        [version] = versions_de(autre)
        assert client_editrice.get(f"{page_des_versions(une)}comparer/", {"avant": version.pk}).status_code == 404
        assert client_editrice.get(reprendre(fiche(une), version)).status_code == 404


class TestReprendre:
    def test_the_form_is_filled_then_saved_as_any_other(self, client_editrice, editrice, japon, armenie):
        contenu = ActualiteFabrique(titre="Ancien", corps="<p>Ancien texte</p>", chapo="Ancien chapo")
        contenu.pays.add(japon)
        garder(objet=contenu, par=editrice)
        [version] = versions_de(contenu)
        contenu.pays.set([armenie])
        changer(contenu, editrice, titre="Nouveau", corps="<p>Nouveau texte</p>", chapo="")
        adresse = reprendre(fiche(contenu), version)
        page = client_editrice.get(adresse).text
        assert "Vous reprenez la version du" in page
        # Nothing to say of what it never brings back.
        assert "plus récent que cette version" not in page
        contenu.refresh_from_db()
        assert contenu.titre == "Nouveau"
        envoyer(client_editrice, adresse)
        contenu.refresh_from_db()
        assert (contenu.titre, contenu.corps, contenu.chapo) == ("Ancien", "<p>Ancien texte</p>", "Ancien chapo")
        assert [*contenu.pays.all()] == [japon]
        derniere = versions_de(contenu)[0]
        assert derniere.revision.comment.startswith("Version du ") and derniere.revision.comment.endswith(" reprise")
        assert LogEntry.objects.filter(object_id=contenu.pk, user=editrice).exists()

    def test_state_dates_access_and_address_stay_as_they_are(self, client_editrice, editrice):
        groupe = GroupeFabrique()
        contenu = ActualiteFabrique(slug="ancienne", acces=Acces.PUBLIC)
        garder(objet=contenu, par=editrice)
        [version] = versions_de(contenu)
        contenu.cercles.add(groupe)
        changer(contenu, editrice, slug="nouvelle", acces=Acces.GROUPE, titre="Autre")
        avant = (contenu.statut, contenu.publie_le.replace(microsecond=0), contenu.depublie_le)
        envoyer(client_editrice, reprendre(fiche(contenu), version))
        contenu.refresh_from_db()
        assert contenu.titre != "Autre"
        assert (contenu.slug, contenu.acces, contenu.cercles.count()) == ("nouvelle", Acces.GROUPE, 1)
        assert (contenu.statut, contenu.publie_le.replace(microsecond=0), contenu.depublie_le) == avant

    def test_the_rows_come_back_changed_deleted_and_added(self, client_editrice, editrice):
        appel = AppelFabrique(genre="signatures")
        change, part = SignatureFabrique(appel=appel, nom="Avant"), SignatureFabrique(appel=appel, nom="Partie")
        garder(objet=appel, par=editrice)
        [version] = versions_de(appel)
        type(change).objects.filter(pk=change.pk).update(nom="Après")
        part.delete()
        SignatureFabrique(appel=appel, nom="Récente")
        adresse = reprendre(f"/admin/appels/appel/{appel.pk}/change/", version)
        page = client_editrice.get(adresse).text
        assert "cochés « Supprimer »" in page
        envoyer(client_editrice, adresse)
        assert {*appel.signatures.values_list("nom", flat=True)} == {"Avant", "Partie"}

    def test_mandates_more_recent_than_the_version_stay(self, client_editrice, editrice):
        personne = PersonneFabrique(nom="Ancien")
        garder(objet=personne, par=editrice)
        [version] = versions_de(personne)
        personne.nom = "Nouveau"
        personne.save()
        MandatFabrique(personne=personne)
        adresse = reprendre(f"/admin/annuaire/personne/{personne.pk}/change/", version)
        assert "plus récent que cette version, reste" in client_editrice.get(adresse).text
        envoyer(client_editrice, adresse)
        personne.refresh_from_db()
        assert (personne.nom, personne.mandats.count()) == ("Ancien", 1)

    def test_a_group_comes_back_with_its_parent_row_and_keeps_its_members(self, client_editrice, editrice, aix):
        groupe = GroupeFabrique(nom="Ancien nom", chapo="Ancien")
        PresidenceFabrique(groupe=groupe)
        garder(objet=groupe, par=editrice)
        [version] = versions_de(groupe)
        groupe.membres.add(aix)
        groupe.nom, groupe.chapo = "Nouveau nom", "Nouveau"
        groupe.save()
        adresse = reprendre(f"/admin/groupes_pays/groupe/{groupe.pk}/change/", version)
        envoyer(client_editrice, adresse)
        groupe.refresh_from_db()
        assert (groupe.nom, groupe.chapo, [*groupe.membres.all()]) == ("Ancien nom", "Ancien", [aix])

    def test_what_cannot_come_back_is_said_and_the_rest_comes(self, client_editrice, editrice, japon):
        pays = PaysFabrique(alpha2="XK")
        contenu = ActualiteFabrique(titre="Ancien")
        contenu.pays.add(pays, japon)
        garder(objet=contenu, par=editrice)
        [version] = versions_de(contenu)
        ecrire_dans(version, ancien_champ="x", chapo=None, genre="genre-disparu", image=987654)
        contenu.pays.clear()
        pays.delete()
        changer(contenu, editrice, titre="Nouveau", chapo="Gardé")
        adresse = reprendre(fiche(contenu), version)
        page = client_editrice.get(adresse).text
        assert "« ancien_champ » de cette version n’existe plus" in page
        assert "Chapo : ce champ est plus récent que cette version" in page
        assert "Type : la valeur d’alors n’est plus admise" in page
        assert "Image : un élément lié a été supprimé depuis" in page
        assert "Pays : un élément lié a été supprimé depuis" in page
        envoyer(client_editrice, adresse)
        contenu.refresh_from_db()
        assert (contenu.titre, contenu.chapo, [*contenu.pays.all()]) == ("Ancien", "Gardé", [japon])

    def test_a_version_that_holds_anything_is_cleaned_by_the_form(self, client_editrice, editrice):
        contenu = ActualiteFabrique()
        garder(objet=contenu, par=editrice)
        [version] = versions_de(contenu)
        ecrire_dans(version, corps="<p>Bon</p><script>alert(1)</script><p onclick='x()'>Encore</p>", cycle=[1], pays="x")
        adresse = reprendre(fiche(contenu), version)
        assert "<script>alert(1)" not in client_editrice.get(adresse).text
        envoyer(client_editrice, adresse)
        contenu.refresh_from_db()
        assert contenu.corps == "<p>Bon</p><p>Encore</p>"

    def test_what_the_form_refuses_today_is_refused_and_what_is_typed_stays(self, client_editrice, editrice):
        contenu = ActualiteFabrique()
        garder(objet=contenu, par=editrice)
        [version] = versions_de(contenu)
        ecrire_dans(version, titre="x" * 300)
        adresse = reprendre(fiche(contenu), version)
        reponse = envoyer(client_editrice, adresse)
        assert "x" * 300 in reponse.text and "errorlist" in reponse.text
        contenu.refresh_from_db()
        assert contenu.titre != "x" * 300

    def test_what_someone_saved_meanwhile_is_not_overwritten(self, client_editrice, editrice):
        contenu = ActualiteFabrique(titre="Ancien")
        garder(objet=contenu, par=editrice)
        [version] = versions_de(contenu)
        adresse = reprendre(fiche(contenu), version)
        envoi = valeurs(client_editrice, adresse)
        changer(contenu, editrice, titre="Entre-temps")
        client_editrice.post(adresse, envoi)
        contenu.refresh_from_db()
        assert contenu.titre == "Entre-temps"

    def test_a_writer_takes_up_a_draft_and_what_is_online_beside_it_only(self, client_redactrice, editrice):
        for statut, reponse in ((Statut.BROUILLON, 200), (Statut.PUBLIE, 200), (Statut.ARCHIVE, 403)):
            contenu = ActualiteFabrique(titre="Ancien", statut=statut)
            garder(objet=contenu, par=editrice)
            [version] = versions_de(contenu)
            changer(contenu, editrice, titre="Nouveau")
            adresse = reprendre(fiche(contenu), version)
            assert client_redactrice.get(adresse).status_code == reponse
            assert ("?reprendre=" in client_redactrice.get(page_des_versions(contenu)).text) is (reponse == 200)
            if statut != Statut.BROUILLON:
                assert client_redactrice.post(adresse, {"titre": "Ancien"}).status_code == 403
            contenu.refresh_from_db()
            assert (contenu.titre, contenu.statut) == ("Nouveau", statut)

    def test_it_costs_the_same_with_two_and_with_twenty_rows(self, client_editrice, editrice):
        cout = []
        for nombre in (2, 20):
            personne = PersonneFabrique()
            for rang in range(nombre):
                MandatFabrique(personne=personne, fonction=f"Fonction {rang}")
            garder(objet=personne, par=editrice)
            adresse = reprendre(f"/admin/annuaire/personne/{personne.pk}/change/", versions_de(personne)[0])
            client_editrice.get(adresse)
            with CaptureQueriesContext(connection) as requetes:
                client_editrice.get(adresse)
            cout.append(len(requetes))
        assert cout[0] == cout[1]


def test_a_version_taken_up_says_the_same_as_the_version(client_editrice, editrice):
    contenu = ActualiteFabrique(titre="Ancien")
    garder(objet=contenu, par=editrice)
    [version] = versions_de(contenu)
    changer(contenu, editrice, titre="Nouveau")
    envoyer(client_editrice, reprendre(fiche(contenu), version))
    assert etat_de(versions_de(contenu)[0]).lignes == etat_de(version).lignes
