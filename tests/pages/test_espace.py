"""« Mon espace »: a member's collectivités and requests, and what they may open; for each, words where there is nothing."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from annuaire.models import DemandeModification
from mediatheque.models import Document
from tests.fabriques import (
    DocumentFabrique,
    EvenementFabrique,
    GroupeFabrique,
    PublicationFabrique,
    RattachementFabrique,
    UtilisateurFabrique,
)
from tests.lecture_html import sur_une_ligne


@pytest.fixture
def agent_aix(aix, client_de):
    """A client who reads for Aix-en-Provence."""
    return client_de(RattachementFabrique(collectivite=aix, role="agent").utilisateur)


def lire(client):
    reponse = client.get("/espace/")
    assert reponse.status_code == 200
    return sur_une_ligne(reponse.text)


def dans(jours):
    return timezone.localdate() + timedelta(days=jours)


class TestCollectivites:
    def test_it_shows_the_collectivite_its_groups_and_its_requests(self, membre, aix):
        GroupeFabrique(nom="Comité secret", nature="comite", membres=[aix])
        GroupeFabrique(nom="Groupe-pays d’autres")
        demande = DemandeModification.objects.create(collectivite=aix, changements={"ville": {"avant": "", "apres": "Aix"}})
        contenu = lire(membre)
        for texte in (
            "Ville d’Aix-en-Provence",
            "Groupe-pays Japon",
            "Groupe-pays Arménie",
            "En attente",
            f"/espace/demandes/{demande.pk}/",
            ">Adhérente<",
        ):
            assert texte in contenu
        assert "Comité secret" not in contenu
        assert "Groupe-pays d’autres" not in contenu

    def test_it_shows_nothing_of_the_collectivites_of_others(self, etranger, bob, aix):
        DemandeModification.objects.create(collectivite=aix)
        contenu = lire(etranger)
        assert "Ville de Colombes" in contenu
        assert "Aix" not in contenu

    def test_two_requests_of_a_day_are_told_apart_by_their_hour(self, membre, aix):
        heures = {"9\u00a0h\u00a005": (9, 5), "14\u00a0h": (14, 0)}
        for heure, minute in heures.values():
            demande = DemandeModification.objects.create(collectivite=aix, etat="retiree")
            cree_le = timezone.make_aware(datetime(2026, 3, 12, heure, minute))
            DemandeModification.objects.filter(pk=demande.pk).update(cree_le=cree_le)
        contenu = lire(membre)
        for heure in heures:
            assert f"demande du 12\u00a0mars 2026 à {heure}</a>" in contenu

    def test_an_account_without_collectivite_is_told_what_to_do(self, client_de, db):
        contenu = lire(client_de(UtilisateurFabrique()))
        assert "pas encore rattaché" in contenu
        assert "/contact/" in contenu

    def test_staff_find_the_way_to_the_back_office(self, client_editrice):
        assert 'href="/admin/"' in lire(client_editrice)


class TestAgent:
    def test_it_is_led_to_the_profile_and_to_the_referents_and_not_to_the_form(self, agent_aix, bob, aix):
        ferme = RattachementFabrique(collectivite=aix, utilisateur__is_active=False).utilisateur
        contenu = lire(agent_aix)
        assert "/espace/collectivites/aix-en-provence/modifier/" not in contenu
        assert 'href="/annuaire/aix-en-provence/">Voir la fiche publiée' in contenu
        assert f'<a href="mailto:{bob.courriel}">{bob.get_full_name()}</a>.' in contenu
        assert ferme.courriel not in contenu

    def test_without_referent_it_is_told_whom_to_ask(self, agent):
        assert '<a href="/contact/">demandez-en un à l’équipe</a>' in lire(agent)

    def test_who_is_no_adherent_is_told_how_to_join(self, agent):
        assert '<a href="/adherer/">Voir ce que l’adhésion ouvre</a>' in lire(agent)

    def test_an_adherent_is_not_asked_to_join(self, membre):
        assert "Voir ce que l’adhésion ouvre" not in lire(membre)


def lectures(client, cle):
    """Return the rows that the space of `client` shows under the key of a list."""
    return next(une["lignes"] for une in client.get("/espace/").context["lectures"] if une["cle"] == cle)


class TestLectures:
    def test_the_next_meetings_of_ones_groups_soonest_first(self, membre, groupe_japon, groupe_armenie, aix):
        comite = GroupeFabrique(nature="comite", membres=[aix])
        EvenementFabrique(titre="Dernière", groupes=[groupe_japon, groupe_armenie], debut=dans(9))
        EvenementFabrique(titre="Réunion du comité", groupes=[comite], debut=dans(2))
        EvenementFabrique(titre="Réservée", groupes=[groupe_japon], debut=dans(5), acces="groupe", cercles=[groupe_japon])
        EvenementFabrique(titre="Passée", groupes=[groupe_japon], debut=dans(-2))
        EvenementFabrique(titre="Brouillon", groupes=[groupe_japon], debut=dans(1), brouillon=True)
        EvenementFabrique(titre="D’un autre groupe", groupes=[GroupeFabrique()], debut=dans(1))
        reunions = lectures(membre, "reunions")
        assert [une.titre for une in reunions] == ["Réunion du comité", "Réservée", "Dernière"]

    def test_the_latest_minutes_that_one_may_open(self, membre, etranger, agent, groupe_japon):
        for jours, acces in ((-4, "public"), (-3, "collectivites"), (-2, "adherents"), (-1, "groupe"), (-5, "equipe")):
            document = DocumentFabrique(titre=f"CR {acces}", acces=acces, cercles=[groupe_japon] if acces == "groupe" else [])
            EvenementFabrique(debut=dans(jours), compte_rendu=document)
        EvenementFabrique(debut=dans(-1), compte_rendu=DocumentFabrique(titre="CR caché"), brouillon=True)

        def titres(client):
            return [un.compte_rendu.titre for un in lectures(client, "comptes-rendus")]

        assert titres(membre) == ["CR groupe", "CR adherents", "CR collectivites", "CR public"]
        assert titres(etranger) == ["CR adherents", "CR collectivites", "CR public"]
        assert titres(agent) == ["CR collectivites", "CR public"]
        public = Document.objects.get(titre="CR public")
        assert f'href="{public.get_absolute_url()}">CR public</a>' in lire(agent)

    def test_the_latest_publications_that_one_may_open(self, membre, agent):
        PublicationFabrique(titre="Pour tous", parue_le="2025-01-01")
        PublicationFabrique(titre="Pour les adhérents", parue_le="2026-01-01", acces="adherents")
        assert lire(membre).index("Pour les adhérents") < lire(membre).index("Pour tous")
        assert "Pour tous" in lire(agent)
        assert "Pour les adhérents" not in lire(agent)

    def test_where_there_is_nothing_it_says_so(self, membre, agent):
        for client, reunions in ((membre, "Aucune réunion n’est annoncée"), (agent, "n’est membre d’aucun groupe")):
            contenu = lire(client)
            assert reunions in contenu
            assert "Aucun compte rendu ne vous est ouvert" in contenu
            assert "Aucune publication ne vous est ouverte" in contenu

    def test_an_account_without_collectivite_has_no_such_list(self, client_de, db):
        PublicationFabrique(titre="Pour tous")
        assert "Ce que vous pouvez lire" not in lire(client_de(UtilisateurFabrique()))


def test_it_costs_the_same_with_2_and_with_20_collectivites(membre, bob, django_assert_num_queries):
    for nombre in (1, 18):
        for _ in range(nombre):
            collectivite = RattachementFabrique(utilisateur=bob).collectivite
            groupe = GroupeFabrique(membres=[collectivite])
            RattachementFabrique(collectivite=collectivite)
            DemandeModification.objects.create(collectivite=collectivite, auteur=bob)
            EvenementFabrique(groupes=[groupe])
            EvenementFabrique(groupes=[groupe], debut=dans(-3), compte_rendu=DocumentFabrique())
            PublicationFabrique()
        with django_assert_num_queries(12):
            membre.get("/espace/")
