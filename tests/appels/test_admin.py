"""The form of an appeal or an offer in the back office, and the list of those who sign."""

from datetime import date, time, timedelta

import pytest
from django.utils import timezone

from appels.models import Appel, Signature
from tests.fabriques import AppelFabrique, CollectiviteFabrique, SignatureFabrique
from tests.formulaires import lignes, valeurs
from tests.lecture_html import sur_une_ligne

pytestmark = pytest.mark.django_db

LISTE = "/admin/appels/appel/"
AJOUT = f"{LISTE}add/"
CHAMPS = {
    "titre": "Un stage", "slug": "un-stage", "genre": "stage", "organisme": "Ville de Grenoble", "contrat": "six mois",
    "cloture": "18/02/2026", "heure_cloture": "12:00", "acces": "public", "lien": "grenoble.exemple.test/stage",
}  # fmt: skip


def fiche(appel):
    return f"{LISTE}{appel.pk}/change/"


def test_an_editor_writes_and_publishes_one(client_editrice, visiteur):
    reponse = client_editrice.post(AJOUT, {**CHAMPS, "_publier": "1"})
    assert reponse.status_code == 302
    appel = Appel.objects.get()
    assert (appel.cloture, appel.heure_cloture, appel.lien) == (
        date(2026, 2, 18), time(12), "https://grenoble.exemple.test/stage",
    )  # fmt: skip
    assert visiteur.get(appel.get_absolute_url()).status_code == 200


def test_a_writer_submits_and_does_not_publish(client_redactrice, visiteur):
    client_redactrice.post(AJOUT, {**CHAMPS, "_publier": "1"})
    assert not Appel.objects.filter(statut="publie").exists()
    client_redactrice.post(AJOUT, {**CHAMPS, "slug": "autre", "_soumettre": "1"})
    assert Appel.objects.get(slug="autre").statut == "a_relire"
    assert visiteur.get("/appels-et-offres/autre/").status_code == 404


def test_nobody_else_enters(visiteur, membre, etranger):
    appel = AppelFabrique()
    for client in (visiteur, membre, etranger):
        for adresse in (LISTE, AJOUT, fiche(appel)):
            assert client.get(adresse).status_code == 302
            assert client.post(adresse, CHAMPS).status_code == 302
    assert Appel.objects.count() == 1


@pytest.mark.parametrize(
    ("champs", "champ", "message"),
    [
        ({"cloture": "31/02/2026"}, "cloture", None),
        ({"cloture": "18/02/20261"}, "cloture", None),
        ({"cloture": "18/02/1826"}, "cloture", None),
        ({"cloture": ""}, "cloture", "Une heure de clôture demande un jour de clôture."),
        ({"heure_cloture": "00:00"}, "heure_cloture", "Pour une clôture à la fin du jour, laissez l’heure vide."),
        ({"heure_cloture": "25:00"}, "heure_cloture", None),
        ({"genre": "enquete"}, "contrat", "Seuls un emploi et un stage ont un contrat."),
        ({"genre": "inventé"}, "genre", None),
        ({"organisme": ""}, "organisme", None),
        ({"lien": "javascript:alert(1)"}, "lien", None),
        ({"slug": "flux.rss"}, "slug", None),
    ],
)
def test_what_makes_no_sense_is_said_beside_its_field(client_editrice, champs, champ, message):
    reponse = client_editrice.post(AJOUT, {**CHAMPS, **champs})
    assert reponse.status_code == 200
    erreurs = reponse.context["adminform"].form.errors
    assert list(erreurs) == [champ]
    assert message is None or erreurs[champ] == [message]
    assert not Appel.objects.exists()


class TestSignatures:
    def test_the_list_is_offered_where_one_signs(self, client_editrice):
        assert "signatures-TOTAL_FORMS" not in client_editrice.get(AJOUT).text
        stage, tribune = AppelFabrique(genre="stage"), AppelFabrique(genre="signatures")
        assert "signatures-TOTAL_FORMS" not in client_editrice.get(fiche(stage)).text
        assert "signatures-TOTAL_FORMS" in client_editrice.get(fiche(tribune)).text
        # One that bears signatures keeps them in view, whatever its kind became.
        SignatureFabrique(appel=stage)
        assert "signatures-TOTAL_FORMS" in client_editrice.get(fiche(stage)).text

    def saisie(self, client, appel, *nouvelles):
        ici = fiche(appel)
        envoi = {**valeurs(client, ici), **lignes(client, ici)}
        rang = int(envoi["signatures-INITIAL_FORMS"])
        for numero, ligne in enumerate(nouvelles, start=rang):
            envoi |= {f"signatures-{numero}-{nom}": valeur for nom, valeur in ligne.items()}
        return {**envoi, "signatures-TOTAL_FORMS": rang + len(nouvelles)}

    def test_the_team_adds_and_removes_signatories(self, client_redactrice, redactrice):
        appel = AppelFabrique(genre="signatures", brouillon=True, auteur=redactrice)
        partie = SignatureFabrique(appel=appel)
        aix = CollectiviteFabrique()
        envoi = self.saisie(
            client_redactrice,
            appel,
            {"prenom": "Ada", "nom": "Martin", "fonction": "maire", "collectivite": aix.pk},
            {"prenom": "Ali", "nom": "Zidi", "organisme": "Une association"},
        )
        assert client_redactrice.post(fiche(appel), {**envoi, "signatures-0-DELETE": "on"}).status_code == 302
        assert not Signature.objects.filter(pk=partie.pk).exists()
        assert list(appel.signatures.values_list("prenom", "nom", "fonction", "collectivite", "organisme")) == [
            ("Ada", "Martin", "maire", aix.pk, ""),
            ("Ali", "Zidi", "", None, "Une association"),
        ]

    def test_the_same_person_twice_is_refused(self, client_editrice):
        signature = SignatureFabrique(prenom="Ada", nom="Martin")
        envoi = self.saisie(client_editrice, signature.appel, {"prenom": "Ada", "nom": "Martin", "fonction": "maire"})
        reponse = client_editrice.post(fiche(signature.appel), envoi)
        assert reponse.status_code == 200
        assert "Corrigez les données en double" in sur_une_ligne(reponse.text)
        assert signature.appel.signatures.count() == 1

    def test_a_writer_changes_nothing_of_what_is_published(self, client_redactrice, client_editrice):
        signature = SignatureFabrique()
        envoi = self.saisie(client_editrice, signature.appel)
        assert client_redactrice.post(fiche(signature.appel), {**envoi, "signatures-0-DELETE": "on"}).status_code == 403
        assert Signature.objects.filter(pk=signature.pk).exists()

    @pytest.mark.parametrize("nombre", [2, 20])
    def test_number_of_queries(self, client_editrice, django_assert_max_num_queries, nombre):
        appel = AppelFabrique(genre="signatures")
        for _ in range(nombre):
            SignatureFabrique(appel=appel, collectivite=CollectiviteFabrique())
        with django_assert_max_num_queries(20):
            client_editrice.get(fiche(appel))


class TestListe:
    def test_open_and_closed(self, client_editrice):
        jour = timezone.localdate()
        for titre, cloture in (("Ouvert", jour), ("Clos", jour - timedelta(days=1)), ("Sans limite", None)):
            AppelFabrique(titre=titre, cloture=cloture)

        def titres(etat):
            return {un.titre for un in client_editrice.get(f"{LISTE}?etat={etat}").context["cl"].result_list}

        assert titres("ouverts") == {"Ouvert", "Sans limite"}
        assert titres("clos") == {"Clos"}
        assert titres("") == {"Ouvert", "Clos", "Sans limite"}

    def test_the_dashboard_offers_to_write_one(self, client_editrice):
        texte = sur_une_ligne(client_editrice.get("/admin/").text)
        assert f'href="{AJOUT}"' in texte and "Publier un appel ou une offre" in texte

    @pytest.mark.parametrize("nombre", [2, 20])
    def test_number_of_queries(self, client_editrice, django_assert_max_num_queries, nombre):
        AppelFabrique.create_batch(nombre)
        with django_assert_max_num_queries(14):
            client_editrice.get(LISTE)
