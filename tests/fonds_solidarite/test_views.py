"""The public pages of the funds: figures from the ledger, amounts kept back, who reads what, and at what cost."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from fonds_solidarite import actions
from fonds_solidarite.models import FondsSolidarite, PointEtape
from tests.fabriques import (
    ActualiteFabrique,
    AffectationFabrique,
    CollectiviteFabrique,
    ContactFabrique,
    ContributionFabrique,
    DocumentFabrique,
    EvenementFabrique,
    FondsFabrique,
    GroupeFabrique,
    MandatFabrique,
    PaysFabrique,
    PresidenceFabrique,
    SecteurFabrique,
)
from tests.lecture_html import sur_une_ligne

TOUS = ["visiteur", "agent", "etranger", "membre", "client_redactrice"]
LISTE = "/fonds-de-solidarite/"
FOLLES = [
    "page=0", "page=-1", "page=abc", "page=999999", "page=%00", "etat=%00", "etat=zzz", "pays=ZZ", "annee=abc", "annee=-1",
    "annee=99999999999999999999", "annee=2023&annee=2024", "pays=%F0%9F%92%A9", "a=b&c", "%zz", "etat=" + "x" * 3000,
]  # fmt: skip


def page(client, adresse, statut=200):
    reponse = client.get(adresse)
    assert reponse.status_code == statut
    return sur_une_ligne(reponse.content.decode())


@pytest.fixture
def maroc(db):
    return FondsFabrique(
        titre="Fonds Maroc", slug="maroc", crise="séisme du 8 septembre 2023", ouvert_le=date(2023, 9, 1), etat="mise_en_oeuvre"
    )


@pytest.mark.parametrize("qui", TOUS)
@pytest.mark.parametrize("adresse", [LISTE, f"{LISTE}maroc/"])
def test_everyone_reads_the_pages(qui, adresse, maroc, request):
    page(request.getfixturevalue(qui), adresse)


def test_an_empty_list_says_so(visiteur, db):
    html = page(visiteur, LISTE)
    assert "Aucun fonds pour le moment" in html
    assert "versés par les collectivités" not in html


def test_the_list_shows_figures_latest_fund_first(visiteur, maroc):
    gaza = FondsFabrique(titre="Fonds Gaza", ouvert_le=date(2023, 10, 1))
    ContributionFabrique(fonds=maroc, collectivite=None, nombre=72, montant=520_000)
    ContributionFabrique(fonds=gaza, montant=1_500)
    AffectationFabrique(fonds=maroc, montant=130_000)
    html = page(visiteur, LISTE)
    assert html.index("Fonds Gaza") < html.index("Fonds Maroc")
    for attendu in ["521\u00a0500\u00a0€", "520\u00a0000\u00a0€", "130\u00a0000\u00a0€ affectés (25\u00a0%)", ">73<"]:
        assert attendu in html


def test_filters_keep_what_they_say(visiteur, maroc):
    liban = PaysFabrique(alpha2="LB")
    FondsFabrique(titre="Fonds Liban", pays=[liban], ouvert_le=date(2024, 10, 1), etat="clos", clos_le=date(2025, 12, 3))
    FondsFabrique(titre="Brouillon", ouvert_le=date(2024, 1, 1), brouillon=True)
    for filtre, attendus in {
        "etat=clos": ["Fonds Liban"],
        "etat=mise_en_oeuvre": ["Fonds Maroc"],
        "pays=LB": ["Fonds Liban"],
        "annee=2023": ["Fonds Maroc"],
        "": ["Fonds Liban", "Fonds Maroc"],
    }.items():
        reponse = visiteur.get(f"{LISTE}?{filtre}")
        assert [fonds.titre for fonds in reponse.context["page_obj"]] == attendus, filtre


@pytest.mark.parametrize("filtre", ["etat=zzz", "pays=ZZ", "annee=1900"])
def test_a_filter_that_makes_no_sense_is_a_400_with_a_message(visiteur, maroc, filtre):
    assert "Un des filtres demandés n’existe pas" in page(visiteur, f"{LISTE}?{filtre}", 400)


@pytest.mark.parametrize("requete", FOLLES)
def test_no_query_string_breaks_the_pages(visiteur, maroc, requete):
    assert visiteur.get(f"{LISTE}?{requete}").status_code in {200, 400, 404}
    assert visiteur.get(f"{LISTE}maroc/?{requete}").status_code == 200


def test_ten_funds_a_page(visiteur, db):
    for _ in range(12):
        FondsFabrique()
    assert len(visiteur.get(LISTE).context["page_obj"]) == 10
    assert len(visiteur.get(f"{LISTE}?page=2").context["page_obj"]) == 2


def test_the_list_costs_the_same_for_two_and_twenty(visiteur, db, django_assert_num_queries):
    pays = PaysFabrique(alpha2="LB")
    for nombre in (2, 8):
        for _ in range(nombre):
            fonds = FondsFabrique(pays=[pays])
            ContributionFabrique(fonds=fonds)
            AffectationFabrique(fonds=fonds)
        with django_assert_num_queries(6):
            page(visiteur, LISTE)


def test_a_bare_fund_has_a_page(visiteur, db):
    html = page(visiteur, FondsFabrique().get_absolute_url())
    assert "Les premières contributions sont attendues" in html
    assert "n’a encore rien affecté" in html
    assert "écrivez à Cités Unies France" in html


def test_the_page_shows_the_fund_in_figures(visiteur, maroc):
    ContributionFabrique(fonds=maroc, montant=800)
    ContributionFabrique(fonds=maroc, montant=200, etat="promise")
    ContributionFabrique(fonds=maroc, montant=50, etat="deliberee")
    AffectationFabrique(
        fonds=maroc, montant=200, partenaire="Targa-Aide", objet="Irrigation", lieu="Ijoukak",
        secteur=SecteurFabrique(nom="Eau"), etat="en_cours",
    )  # fmt: skip
    html = page(visiteur, maroc.get_absolute_url())
    for attendu in [
        "800\u00a0€</span> <span class=\"chiffre__libelle\">versés", "250\u00a0€ encore annoncés", ">3<", ">25\u00a0%<",
        "600\u00a0€</span> <span class=\"chiffre__libelle\">restent", "Targa-Aide", "Irrigation", "Ijoukak", "Eau", "En cours",
    ]:  # fmt: skip
        assert attendu in html


def test_corrected_lines_leave_the_public_page(visiteur, maroc, editrice):
    aix = CollectiviteFabrique(nom="Ville d’Aix", slug="aix")
    lyon = CollectiviteFabrique(nom="Ville de Lyon", slug="lyon")
    ContributionFabrique(fonds=maroc, collectivite=aix, montant=1000)
    retiree = ContributionFabrique(fonds=maroc, collectivite=lyon, montant=300)
    abandon = AffectationFabrique(fonds=maroc, partenaire="Projet abandonné", montant=100)
    for ligne in (retiree, abandon):
        actions.contre_passer(ecriture=ligne, motif="motif interne", par=editrice)
    html = page(visiteur, maroc.get_absolute_url())
    assert "Ville d’Aix" in html
    for absent in ["Ville de Lyon", "Projet abandonné", "motif interne", "-300", "-100"]:
        assert absent not in html


def test_an_amount_that_is_not_published_is_counted_but_not_shown(visiteur, etranger, maroc):
    for nom, montant, public in [("Publique", 1111, True), ("Discrète", 2222, False), ("Mêlée", 3333, True)]:
        ContributionFabrique(
            fonds=maroc, collectivite__nom=nom, collectivite__slug=nom[0], montant=montant, montant_public=public
        )
    melee = maroc.contributions.get(montant=3333).collectivite
    ContributionFabrique(fonds=maroc, collectivite=melee, montant=5555, montant_public=False)
    for client in (visiteur, etranger):
        html = page(client, maroc.get_absolute_url())
        # Two hide an amount: the total is that of the others.
        assert '4\u00a0444\u00a0€</span> <span class="chiffre__libelle">versés' in html
        assert "sans 2 collectivités qui ne publient pas leur montant" in html
        assert "1\u00a0111\u00a0€" in html
        assert html.count("montant non publié") == 2
        for secret in ["2\u00a0222", "3\u00a0333", "5\u00a0555", "9\u00a0999"]:
            assert secret not in html


def test_a_contributor_appears_once_with_its_total(visiteur, maroc, editrice):
    aix = CollectiviteFabrique(nom="Ville d’Aix", slug="aix")
    promesse = ContributionFabrique(fonds=maroc, collectivite=aix, montant=1000, etat="promise")
    actions.faire_avancer(contribution=promesse, etat="versee", montant=900, date=timezone.localdate(), par=editrice)
    ContributionFabrique(fonds=maroc, collectivite=aix, montant=50, etat="promise")
    ContributionFabrique(collectivite=aix, montant=7000)  # another fund
    html = page(visiteur, maroc.get_absolute_url())
    assert html.count("Ville d’Aix") == 1
    assert 'href="/annuaire/aix/"' in html
    assert "950\u00a0€" in html
    assert "(annoncé)" not in html


def test_an_announced_contribution_says_so(visiteur, maroc):
    ContributionFabrique(fonds=maroc, etat="deliberee")
    assert "(annoncé)" in page(visiteur, maroc.get_absolute_url())


def test_contributors_from_before_the_portal_are_counted(visiteur, maroc):
    ContributionFabrique(fonds=maroc, collectivite=None, nombre=72, montant=520_000)
    assert "72 collectivités, sans liste nominative" in page(visiteur, maroc.get_absolute_url())
    ContributionFabrique(fonds=maroc)
    assert "Et 72 autres collectivités" in page(visiteur, maroc.get_absolute_url())


def test_a_hidden_collectivite_is_named_without_a_link(visiteur, maroc):
    ContributionFabrique(fonds=maroc, collectivite__nom="Ville cachée", collectivite__slug="cachee", collectivite__visible=False)
    html = page(visiteur, maroc.get_absolute_url())
    assert "Ville cachée" in html
    assert "/annuaire/cachee/" not in html


def test_an_open_fund_tells_how_to_contribute(visiteur, db):
    modele = DocumentFabrique(titre="Modèle de délibération 2026", nature="deliberation")
    contact = ContactFabrique(courriel="fonds@exemple.test")
    ouvert = FondsFabrique(documents=[modele], contacts=[contact])
    html = page(visiteur, ouvert.get_absolute_url())
    contribuer = html[html.index('id="contribuer"') : html.index('id="reperes"')]
    assert "Modèle de délibération 2026" in contribuer
    assert "fonds@exemple.test" in contribuer
    clos = FondsFabrique(etat="clos", clos_le=timezone.localdate(), contacts=[contact])
    html = page(visiteur, clos.get_absolute_url())
    assert 'id="contribuer"' not in html
    assert "fonds@exemple.test" in html


def test_a_closed_fund_of_before_the_portal_awaits_nothing(visiteur, db):
    html = page(visiteur, FondsFabrique(etat="clos", clos_le=timezone.localdate()).get_absolute_url())
    assert "Les contributions à ce fonds n’ont pas été reprises" in html
    assert "Le fonds en chiffres" not in html
    assert "attendues" not in html


def test_a_document_is_listed_once(visiteur, db):
    modele, rapport = DocumentFabrique(titre="Le modèle", nature="deliberation"), DocumentFabrique(titre="Le rapport")
    for etat, clos_le in [("ouvert", None), ("clos", timezone.localdate())]:
        html = page(visiteur, FondsFabrique(etat=etat, clos_le=clos_le, documents=[modele, rapport]).get_absolute_url())
        assert (html.count("Le modèle"), html.count("Le rapport")) == (1, 1)


@pytest.mark.parametrize(
    ("etat", "faites", "courantes"), [("ouvert", 0, 1), ("comite", 1, 1), ("mise_en_oeuvre", 2, 1), ("clos", 4, 0)]
)
def test_the_steps_of_its_life(visiteur, db, etat, faites, courantes):
    clos_le = date(2025, 12, 3) if etat == "clos" else None
    fonds = FondsFabrique(etat=etat, ouvert_le=date(2024, 10, 1), clos_le=clos_le)
    html = page(visiteur, fonds.get_absolute_url())
    assert (html.count("Étape passée"), html.count("Étape en cours")) == (faites, courantes)
    assert ", octobre 2024" in html
    assert ("Étape passée, décembre 2025" in html) is (etat == "clos")


def test_progress_latest_first_with_news_and_events(visiteur, maroc):
    PointEtape.objects.create(fonds=maroc, date=date(2024, 1, 1), titre="Premier point")
    PointEtape.objects.create(fonds=maroc, date=date(2025, 9, 17), titre="Mission à Ijoukak", texte="Trois jours.")
    ActualiteFabrique(titre="Une nouvelle du fonds", fonds=[maroc])
    ActualiteFabrique(titre="Une nouvelle programmée", fonds=[maroc], programme=True)
    EvenementFabrique(titre="Comité à venir", fonds=[maroc])
    EvenementFabrique(titre="Comité passé", fonds=[maroc], debut=timezone.localdate() - timedelta(days=9))
    html = page(visiteur, maroc.get_absolute_url())
    assert html.index("Mission à Ijoukak") < html.index("Premier point")
    assert html.index("Comité à venir") < html.index("Comité passé")
    assert "Une nouvelle du fonds" in html
    assert "programmée" not in html


def test_the_committee_and_its_documents(visiteur, membre, etranger, client_redactrice, aix, maroc):
    mandat = MandatFabrique(personne__prenom="Marie", personne__nom="Donatrice", fonction="adjointe", collectivite=aix)
    maroc.comite = GroupeFabrique(nature="comite", slug="comite", membres=[aix])
    maroc.save()
    PresidenceFabrique(groupe=maroc.comite, personne=mandat.personne)
    proces_verbal = DocumentFabrique(titre="Procès-verbal du comité", acces="groupe", cercles=[maroc.comite])
    maroc.comite.documents.add(proces_verbal)
    maroc.documents.add(DocumentFabrique(titre="Note interne", acces="equipe"))
    for client, statut in [(visiteur, 403), (etranger, 403), (membre, 200), (client_redactrice, 200)]:
        html = page(client, maroc.get_absolute_url())
        assert "Marie Donatrice" in html
        assert "Ville d’Aix-en-Provence" in html
        assert "Procès-verbal du comité" in html
        assert ("Note interne" in html) is (client is client_redactrice)
        reponse = client.get(proces_verbal.get_absolute_url())
        reponse.getvalue()  # reads the file to its end, which closes it
        assert reponse.status_code == statut


def test_neighbours_by_opening(visiteur, maroc):
    FondsFabrique(titre="Avant", ouvert_le=date(2022, 1, 1))
    FondsFabrique(titre="Bien avant", ouvert_le=date(2020, 1, 1))
    FondsFabrique(titre="Après", ouvert_le=date(2023, 9, 1))  # the same day, entered later
    FondsFabrique(titre="Bien après", ouvert_le=date(2024, 1, 1))
    FondsFabrique(titre="Caché", ouvert_le=date(2023, 8, 1), brouillon=True)
    contexte = visiteur.get(maroc.get_absolute_url()).context
    assert (contexte["precedent"].titre, contexte["suivant"].titre) == ("Avant", "Après")


@pytest.mark.parametrize(
    ("acces", "attendus"),
    [
        ("collectivites", [403, 200, 200, 200, 200]),
        ("adherents", [403, 403, 200, 200, 200]),
        ("groupe", [403, 403, 403, 200, 200]),
        ("equipe", [404, 404, 404, 404, 200]),
    ],
)
def test_a_restricted_fund(acces, attendus, groupe_japon, request):
    fonds = FondsFabrique(titre="Fonds réservé", acces=acces, cercles=[groupe_japon])
    ContributionFabrique(fonds=fonds, montant=123_456)
    for qui, statut in zip(TOUS, attendus, strict=True):
        client = request.getfixturevalue(qui)
        html = page(client, fonds.get_absolute_url(), statut)
        assert ("123\u00a0456" in html) is (statut == 200)
        assert ("Fonds réservé" in html) is (statut != 404)
        assert ("Fonds réservé" in page(client, LISTE)) is (statut != 404)


@pytest.mark.parametrize(
    ("acces", "attendus"),
    [
        ("collectivites", [False, True, True, True, True]),
        ("adherents", [False, False, True, True, True]),
        ("groupe", [False, False, False, True, True]),
    ],
)
def test_the_figures_of_a_restricted_fund_are_for_its_readers(acces, attendus, groupe_japon, japon, request):
    fonds = FondsFabrique(titre="Fonds réservé", acces=acces, cercles=[groupe_japon], pays=[japon])
    ContributionFabrique(fonds=fonds, montant=123_456)
    ContributionFabrique(fonds=FondsFabrique(pays=[japon]), montant=1_000)
    AffectationFabrique(fonds=fonds, montant=61_728)
    for qui, lit in zip(TOUS, attendus, strict=True):
        for adresse in (LISTE, "/", "/pays/japon/"):
            html = page(request.getfixturevalue(qui), adresse)
            assert "Fonds réservé" in html
            # The home page tells what was given alone.
            for chiffre in ("123\u00a0456\u00a0€", "61\u00a0728\u00a0€")[: 1 if adresse == "/" else 2]:
                assert (chiffre in html) is lit, (qui, adresse)
            avis = "Chiffres réservés" if adresse == "/" else "chiffres de ce fonds sont réservés"
            assert (avis in html) is not lit
            # In the general totals.
            assert ("124\u00a0456\u00a0€" in html) is (lit and adresse != "/pays/japon/")


def test_a_draft_is_previewed_by_staff_only(visiteur, etranger, client_redactrice):
    adresse = FondsFabrique(brouillon=True).get_absolute_url()
    page(visiteur, adresse, 404)
    page(etranger, adresse, 404)
    assert "Aperçu" in page(client_redactrice, adresse)


def test_an_unknown_fund(visiteur, db):
    page(visiteur, f"{LISTE}inconnu/", 404)


def test_a_page_costs_the_same_whatever_it_gathers(visiteur, maroc, django_assert_num_queries):
    maroc.comite = GroupeFabrique(nature="comite")
    maroc.save()
    maroc.pays.add(PaysFabrique(alpha2="MA"))
    for nombre in (2, 18):
        for rang in range(nombre):
            membre = CollectiviteFabrique()
            maroc.comite.membres.add(membre)
            maroc.contacts.add(ContactFabrique())
            maroc.documents.add(DocumentFabrique())
            maroc.comite.documents.add(DocumentFabrique())
            ContributionFabrique(fonds=maroc)
            ContributionFabrique(fonds=maroc, collectivite=membre)
            AffectationFabrique(fonds=maroc, secteur=SecteurFabrique())
            PointEtape.objects.create(fonds=maroc, date=date(2024, 1, 1 + rang), titre="Point")
            ActualiteFabrique(fonds=[maroc])
            EvenementFabrique(fonds=[maroc])
            FondsFabrique(ouvert_le=date(2023, 8, 1 + rang))
        with django_assert_num_queries(15):
            page(visiteur, maroc.get_absolute_url())
    assert FondsSolidarite.objects.count() == 21


def test_what_is_announced_is_not_said_paid(visiteur, maroc):
    ContributionFabrique(fonds=maroc, montant=8_000)
    promesse = ContributionFabrique(fonds=maroc, montant=20_000, etat="promise")
    ContributionFabrique(fonds=maroc, collectivite=promesse.collectivite, montant=1_000, etat="deliberee")
    assert "versés par 1 collectivité, 1 autre annoncée" in page(visiteur, LISTE)
    assert "dont 1 a annoncé et pas encore versé" in page(visiteur, maroc.get_absolute_url())


def test_who_gave_to_two_funds_contributed_twice(visiteur, maroc, aix):
    for fonds in (maroc, FondsFabrique()):
        ContributionFabrique(fonds=fonds, collectivite=aix)
    ContributionFabrique(fonds=maroc, etat="promise")
    html = page(visiteur, LISTE)
    assert '>2</span> <span class="chiffre__libelle">contributions de collectivités' in html


def test_an_open_fund_says_at_once_how_to_contribute(visiteur, maroc):
    lien = 'href="#contribuer"'
    assert lien not in page(visiteur, maroc.get_absolute_url())
    ouvert = page(visiteur, FondsFabrique().get_absolute_url())
    assert ouvert.index(lien) < ouvert.index("Le fonds en chiffres") < ouvert.index('id="contribuer"')


def test_a_restricted_fund_says_where_it_stands_and_whom_to_ask(etranger, visiteur, groupe_japon):
    fonds = FondsFabrique(titre="Fonds réservé", acces="groupe", cercles=[groupe_japon])
    for client in (etranger, visiteur):
        html = page(client, fonds.get_absolute_url(), 403)
        assert f'<a href="{LISTE}">Fonds de solidarité</a>' in html
        assert 'href="/contact/"' in html[html.index("<main") :]
        assert "Groupe-pays Japon" in html
