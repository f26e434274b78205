"""The pages of the groups: what each gathers, who reads what, and at what cost."""

from datetime import date, time, timedelta

import pytest
import time_machine
from django.utils import timezone

from tests.fabriques import (
    ActualiteFabrique,
    AppelFabrique,
    AutoriteLocaleFabrique,
    CollectiviteFabrique,
    ContactFabrique,
    DocumentFabrique,
    EvenementFabrique,
    FondsFabrique,
    GroupeFabrique,
    MandatFabrique,
    PartenariatFabrique,
    PresidenceFabrique,
    PublicationFabrique,
    ThemeFabrique,
)
from tests.lecture_html import sur_une_ligne

TOUS = ["visiteur", "agent", "etranger", "membre", "client_redactrice"]
LISTES = ["/groupes-pays/", "/dynamiques/"]


def page(client, adresse, statut=200):
    reponse = client.get(adresse)
    assert reponse.status_code == statut
    return sur_une_ligne(reponse.content.decode())


def statut_du_document(client, document):
    """Ask for a document by its address alone; return the status."""
    reponse = client.get(document.get_absolute_url())
    reponse.getvalue()  # reads the file to its end, which closes it
    return reponse.status_code


@pytest.mark.parametrize(
    ("nature", "bonne", "mauvaise"),
    [
        ("groupe-pays", "/groupes-pays/", "/dynamiques/"),
        ("geographique", "/dynamiques/", "/groupes-pays/"),
        ("thematique", "/dynamiques/", "/groupes-pays/"),
    ],
)
def test_a_group_has_one_address(visiteur, db, nature, bonne, mauvaise):
    groupe = GroupeFabrique(nature=nature, slug="essai")
    assert groupe.get_absolute_url() == f"{bonne}essai/"
    page(visiteur, f"{bonne}essai/")
    page(visiteur, f"{mauvaise}essai/", 404)


@pytest.mark.parametrize("qui", TOUS)
@pytest.mark.parametrize("liste", LISTES)
def test_a_committee_has_no_page(qui, liste, db, request):
    GroupeFabrique(nature="comite", slug="comite-maroc")
    page(request.getfixturevalue(qui), f"{liste}comite-maroc/", 404)


@pytest.mark.parametrize("nature", ["groupe-pays", "thematique"])
def test_a_bare_group_has_a_page(visiteur, db, nature):
    groupe = GroupeFabrique(nature=nature)
    html = page(visiteur, groupe.get_absolute_url())
    assert "Présidence à confirmer" in html
    assert "Aucune réunion n’est annoncée" in html
    assert 'Aucune</span> <span class="chiffre__libelle">collectivité membre<' in html


def test_the_page_gathers_the_group(visiteur, japon):
    nancy = CollectiviteFabrique(nom="Ville de Nancy", slug="nancy")
    cachee = CollectiviteFabrique(nom="Ville cachée", visible=False)
    groupe = GroupeFabrique(
        nom="Groupe-pays Japon", slug="japon", pays=[japon], membres=[nancy, cachee], cree_en="juin 2005",
        chapo="Un chapo utile.", creation="<p>Né à Nancy.</p>", missions="<p>Se coordonner.</p>",
        faits_marquants="<p>Neuvièmes rencontres.</p>",
    )  # fmt: skip
    groupe.referents.add(ContactFabrique(nom="Mission Asie", courriel="asie@exemple.test"))
    PartenariatFabrique(collectivites=[nancy], autorites=[AutoriteLocaleFabrique(pays=japon)])
    FondsFabrique(titre="Fonds Noto", slug="noto", pays=[japon])
    FondsFabrique(titre="Fonds d’ailleurs")
    PublicationFabrique(titre="Répertoire franco-japonais", groupes=[groupe])
    html = page(visiteur, "/groupes-pays/japon/")
    for attendu in [
        "Un chapo utile.", "<p>Né à Nancy.</p>", "<p>Se coordonner.</p>", "<p>Neuvièmes rencontres.</p>", "juin 2005",
        'href="/annuaire/nancy/"', 'href="/pays/japon/"', "asie@exemple.test", "Fonds Noto", "Répertoire franco-japonais",
        'href="/annuaire/partenariats/?pays=JP"', "partenariat actif", "Voir le partenariat", "Collectivités membres</h2>",
    ]:  # fmt: skip
        assert attendu in html
    assert "Ville cachée" not in html
    assert "Fonds d’ailleurs" not in html


@time_machine.travel("2026-11-22 12:00+00:00", tick=False)
def test_presidencies_of_today_and_of_before(visiteur, db):
    groupe = GroupeFabrique(slug="liban")
    lyon = CollectiviteFabrique(nom="Ville de Lyon", slug="lyon")
    actuel = MandatFabrique(personne__nom="Courante", collectivite=lyon, fonction="adjointe aux coopérations")
    passe = MandatFabrique(personne__nom="Ancienne", collectivite=lyon, fonction="maire", fin=date(2024, 5, 1))
    PresidenceFabrique(groupe=groupe, personne=passe.personne, debut=date(2020, 7, 1), fin=date(2024, 4, 1))
    PresidenceFabrique(groupe=groupe, personne=actuel.personne, debut=date(2024, 4, 2), constate_le=date(2025, 10, 15))
    html = page(visiteur, "/groupes-pays/liban/")
    tete = html[html.index("<h1>") : html.index("</header>", html.index("<h1>"))]
    assert "Courante, adjointe aux coopérations, Ville de Lyon" in tete
    assert "Ancienne" not in tete
    assert "État constaté en octobre 2025" in html
    anciennes = html[html.index("Présidences précédentes") :]
    assert "Ancienne" in anciennes
    assert "Maire, " in anciennes
    assert "De juillet 2020 à avril 2024" in anciennes


def reunions(reponse):
    """Return the meetings to come and those over, as the page of a group shows them."""
    bloc = next(bloc for bloc in reponse.context["blocs"] if bloc.sorte.cle == "agenda")
    return [volet.lignes for volet in bloc.volets]


def test_meetings_to_come_then_past_and_not_those_of_others(visiteur, groupe_japon):
    aujourd_hui = timezone.localdate()
    for titre, jours in [("Loin", 30), ("Bientôt", 3), ("Aujourd’hui", 0), ("Hier", -1), ("Autrefois", -90)]:
        EvenementFabrique(titre=titre, debut=aujourd_hui + timedelta(days=jours), groupes=[groupe_japon])
    EvenementFabrique(titre="D’un autre groupe")
    EvenementFabrique(titre="Brouillon", groupes=[groupe_japon], brouillon=True)
    a_venir, passees = reunions(visiteur.get("/groupes-pays/japon/"))
    assert [evenement.titre for evenement in a_venir] == ["Aujourd’hui", "Bientôt", "Loin"]
    assert [evenement.titre for evenement in passees] == ["Hier", "Autrefois"]


def test_meetings_of_a_day_follow_their_hours(visiteur, groupe_japon):
    aujourd_hui = timezone.localdate()
    for jours in (3, -3):
        for heure in (14, 9):
            EvenementFabrique(
                titre=f"À {heure} h", debut=aujourd_hui + timedelta(days=jours), heure_debut=time(heure), groupes=[groupe_japon]
            )
    a_venir, passees = reunions(visiteur.get("/groupes-pays/japon/"))
    assert [evenement.titre for evenement in a_venir] == ["À 9 h", "À 14 h"]
    assert [evenement.titre for evenement in passees] == ["À 14 h", "À 9 h"]


def test_news_latest_first_online_only_and_staff_notes_for_staff(visiteur, client_redactrice, groupe_japon):
    hier, avant = (timezone.now() - timedelta(days=jours) for jours in (1, 9))
    ActualiteFabrique(titre="Ancienne nouvelle", groupes=[groupe_japon], publie_le=avant)
    ActualiteFabrique(titre="Dernière nouvelle", groupes=[groupe_japon], publie_le=hier, acces="adherents")
    ActualiteFabrique(titre="Nouvelle programmée", groupes=[groupe_japon], programme=True)
    ActualiteFabrique(titre="Note d’équipe", groupes=[groupe_japon], acces="equipe")
    html = page(visiteur, "/groupes-pays/japon/")
    assert html.index("Dernière nouvelle") < html.index("Ancienne nouvelle")
    assert "Réservé aux adhérents" in html
    assert "programmée" not in html
    assert "Note d’équipe" not in html
    assert "Note d’équipe" in page(client_redactrice, "/groupes-pays/japon/")


def test_a_closed_group_says_so(visiteur, db):
    groupe = GroupeFabrique(etat="clos")
    html = page(visiteur, groupe.get_absolute_url())
    assert "Ce groupe a cessé ses travaux" in html
    for mot in ("Réunions</h2>", "Présidence", "Rejoindre", "Aucune réunion"):
        assert mot not in html, mot
    assert "Demander la reprise du groupe</h2>" in html
    assert '<a href="/contact/">Cités Unies France</a>' in html
    groupe.referents.add(ContactFabrique(courriel="asie@exemple.test"))
    html = page(visiteur, groupe.get_absolute_url())
    bandeau, _, suite = html.partition('class="fiche fiche--groupe"')
    assert "mailto:asie@exemple.test" in bandeau
    assert suite.index("Demander la reprise") < suite.index("mailto:asie@exemple.test")
    assert suite.count("mailto:asie@exemple.test") == 1
    assert '<a href="/contact/">Cités Unies France</a>' not in html


def test_a_closed_group_keeps_its_past(visiteur, db):
    groupe = GroupeFabrique(etat="clos")
    PresidenceFabrique(groupe=groupe, personne__nom="Ancienne", debut=date(2001, 1, 1), fin=date(2004, 1, 1))
    EvenementFabrique(titre="Dernière rencontre", debut=date(2004, 1, 1), groupes=[groupe])
    html = page(visiteur, groupe.get_absolute_url())
    for mot in ("Présidences précédentes", "Ancienne", "Réunions</h2>", "Dernière rencontre"):
        assert mot in html, mot
    assert "à pourvoir" not in html


def test_a_dynamique_is_not_called_a_group(visiteur, db):
    dynamique = GroupeFabrique(nature="thematique")
    EvenementFabrique(debut=date(2004, 1, 1), groupes=[dynamique])
    ActualiteFabrique(groupes=[dynamique])
    html = page(visiteur, dynamique.get_absolute_url())
    for mot in ("Rejoindre la dynamique", "Toutes les réunions de la dynamique", "Toutes les actualités de la dynamique"):
        assert mot in html, mot
    dynamique.etat = "clos"
    dynamique.save()
    html = page(visiteur, dynamique.get_absolute_url())
    assert "Cette dynamique a cessé ses travaux" in html
    assert "Demander la reprise de la dynamique" in html


@pytest.mark.parametrize(
    ("nombre", "valeur", "libelle"),
    [(0, "Aucune", "collectivité membre"), (1, "Une", "collectivité membre"), (2, "2", "collectivités membres")],
)
def test_the_number_of_members_is_a_figure(visiteur, db, nombre, valeur, libelle):
    groupe = GroupeFabrique(membres=[CollectiviteFabrique() for _ in range(nombre)])
    html = page(visiteur, groupe.get_absolute_url())
    assert f'>{valeur}</span> <span class="chiffre__libelle">{libelle}<' in html
    assert ('href="#membres"' in html) is (nombre > 0)


@pytest.mark.parametrize(
    ("qui", "statut"),
    [("visiteur", 403), ("agent", 403), ("etranger", 403), ("membre", 200), ("client_redactrice", 200)],
)
def test_a_document_of_the_group_is_announced_to_all_and_opens_for_its_members(qui, statut, groupe_japon, request):
    client = request.getfixturevalue(qui)
    compte_rendu = DocumentFabrique(titre="Compte rendu du COPIL", acces="groupe", cercles=[groupe_japon])
    note = DocumentFabrique(titre="Note de l’équipe", acces="equipe")
    groupe_japon.documents.add(compte_rendu, note)
    html = page(client, "/groupes-pays/japon/")
    assert "Compte rendu du COPIL" in html
    assert "Réservé à un groupe ou un comité" in html
    assert ("Note de l’équipe" in html) is (qui == "client_redactrice")
    # By its address alone.
    assert statut_du_document(client, compte_rendu) == statut
    assert statut_du_document(client, note) == (200 if qui == "client_redactrice" else 404)


def test_leaving_the_group_closes_its_documents(membre, aix, groupe_japon):
    compte_rendu = DocumentFabrique(acces="groupe", cercles=[groupe_japon])
    assert statut_du_document(membre, compte_rendu) == 200
    groupe_japon.membres.remove(aix)
    assert statut_du_document(membre, compte_rendu) == 403


def test_a_document_of_another_group_stays_closed(membre, etranger, groupe_japon, colombes):
    autre = GroupeFabrique(membres=[colombes])
    reserve = DocumentFabrique(acces="groupe", cercles=[autre])
    assert statut_du_document(membre, reserve) == 403
    assert statut_du_document(etranger, reserve) == 200


def peupler(groupe, nombre):
    """Point `nombre` objects of each kind at a group."""
    for _ in range(nombre):
        groupe.membres.add(CollectiviteFabrique())
        groupe.referents.add(ContactFabrique())
        groupe.documents.add(DocumentFabrique())
        PublicationFabrique(groupes=[groupe])
        AppelFabrique(groupes=[groupe])
        ActualiteFabrique(groupes=[groupe], pays=groupe.pays.all())
        FondsFabrique(pays=groupe.pays.all())
        EvenementFabrique(groupes=[groupe])
        EvenementFabrique(groupes=[groupe], debut=timezone.localdate() - timedelta(days=30))


@pytest.mark.parametrize("nature", ["groupe-pays", "geographique", "thematique"])
def test_a_page_costs_the_same_whatever_it_gathers(visiteur, japon, nature, django_assert_num_queries):
    groupe = GroupeFabrique(nature=nature, pays=[] if nature == "thematique" else [japon])
    groupe.themes.add(ThemeFabrique())
    annees = iter(range(1990, 2020))
    for nombre in (2, 18):
        peupler(groupe, nombre)
        for _ in range(nombre // 2):
            annee = next(annees)
            debut, fin = date(annee, 1, 1), date(annee, 12, 31)
            PresidenceFabrique(groupe=groupe, personne=MandatFabrique().personne, debut=debut, fin=fin)
        # A thematic dynamique has no country, whose funds and projects would be asked for.
        with django_assert_num_queries(14 if nature == "thematique" else 16):
            page(visiteur, groupe.get_absolute_url())


def test_a_presidency_that_ended_is_to_be_filled(visiteur, db):
    groupe = PresidenceFabrique(fin=date(2026, 3, 22)).groupe
    assert "Présidence à pourvoir" in page(visiteur, groupe.get_absolute_url())
