"""The back office of the funds: the ledger is read, and written at the counter only."""

from datetime import date
from decimal import Decimal

import pytest
from django.contrib.auth.models import Permission
from django.contrib.messages import get_messages
from django.utils import timezone

from fonds_solidarite import actions
from fonds_solidarite.models import Affectation, Contribution, FondsSolidarite, PointEtape
from tests.fabriques import AffectationFabrique, CollectiviteFabrique, ContributionFabrique, FondsFabrique
from tests.formulaires import lignes, valeurs

ADMIN = "/admin/fonds_solidarite"
FONDS = f"{ADMIN}/fondssolidarite"
JOUR = "20/02/2026"


@pytest.fixture
def fonds(db):
    return FondsFabrique(titre="Fonds Maroc")


def contribution(**change):
    return {
        "collectivite": "",
        "reprise": "on",
        "nombre": 1,
        "montant": "1500,50",
        "etat": "versee",
        "date": JOUR,
        "montant_public": "on",
    } | change


def nommee(collectivite, **change):
    """What is sent of the contribution of a collectivité: no box of taking over."""
    champs = contribution(collectivite=collectivite.pk, **change)
    return {nom: valeur for nom, valeur in champs.items() if nom != "reprise"}


def affectation(**change):
    champs = {"partenaire": "Targa-Aide", "objet": "Irrigation", "lieu": "", "secteur": "", "montant": "100", "etat": "votee"}
    return champs | {"date": JOUR} | change


def fiche(client, adresse):
    """Return what a browser sends back, untouched, from the form of a fund."""
    return valeurs(client, adresse) | lignes(client, adresse)


def guichets(fonds):
    """Return the address of every counter for a fund and its lines, with what to send there."""
    ContributionFabrique(fonds=fonds)
    promise = ContributionFabrique(fonds=fonds, etat="promise")
    affectee = AffectationFabrique(fonds=fonds)
    return {
        f"{FONDS}/guichet/contribuer/{fonds.pk}/": contribution(),
        f"{FONDS}/guichet/affecter/{fonds.pk}/": affectation(),
        f"{FONDS}/guichet/avancer/{promise.pk}/": {"etat": "versee", "montant": "10", "date": JOUR},
        f"{FONDS}/guichet/avancement/{affectee.pk}/": {"etat": "achevee", "etat_vu": "votee"},
        f"{FONDS}/guichet/contre-passer-contribution/{promise.pk}/": {"motif": "erreur"},
        f"{FONDS}/guichet/contre-passer-affectation/{affectee.pk}/": {"motif": "erreur"},
    }


@pytest.mark.parametrize(("qui", "statut"), [("visiteur", 302), ("membre", 302), ("client_redactrice", 403)])
def test_the_counter_is_for_those_who_keep_the_funds(qui, statut, fonds, request):
    client = request.getfixturevalue(qui)
    for adresse, donnees in guichets(fonds).items():
        assert client.get(adresse).status_code == statut
        assert client.post(adresse, donnees).status_code == statut
    assert (Contribution.objects.count(), Affectation.objects.count()) == (2, 1)


@pytest.mark.parametrize("qui", ["client_editrice", "client_administratrice"])
def test_each_counter_opens(qui, fonds, request):
    client = request.getfixturevalue(qui)
    for adresse in guichets(fonds):
        html = client.get(adresse).content.decode()
        assert "Fonds Maroc" in html
        assert "reste à affecter" in html
        assert "<script>" not in html
        assert "style=" not in html.partition('id="content-main"')[2]


def test_recording_a_contribution(client_editrice, editrice, fonds):
    aix = CollectiviteFabrique()
    reponse = client_editrice.post(f"{FONDS}/guichet/contribuer/{fonds.pk}/", nommee(aix))
    assert (reponse.status_code, reponse.url) == (302, f"{FONDS}/{fonds.pk}/change/")
    ligne = Contribution.objects.get()
    assert (ligne.fonds, ligne.collectivite, ligne.montant, ligne.etat) == (fonds, aix, Decimal("1500.50"), "versee")
    assert (ligne.saisie_par, ligne.montant_public) == (editrice, True)
    assert [str(message) for message in get_messages(reponse.wsgi_request)] == ["La contribution est enregistrée."]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"montant": "0"}, "Écrivez un montant positif."),
        ({"montant": "-5"}, "Écrivez un montant positif."),
        ({"montant": "abc"}, "Écrivez le montant en chiffres"),
        ({"montant": "NaN"}, "Écrivez le montant en chiffres"),
        ({"montant": "1e5"}, "Écrivez le montant en chiffres"),
        ({"montant": "1_000"}, "Écrivez le montant en chiffres"),
        ({"montant": "9" * 400}, "chiffres"),
        ({"montant": "10,005"}, "chiffres après la virgule"),
        ({"montant": ""}, "obligatoire"),
        ({"date": "31/02/2026"}, "date valide"),
        ({"date": "01/01/2999"}, "date à venir"),
        ({"date": "14/01/2025"}, "Le fonds a ouvert le 15\u00a0janvier 2025"),
        ({"collectivite": "999999"}, "choix valide"),
        ({"collectivite": "x' OR 1=1"}, "choix valide"),
        ({"etat": "autre"}, "choix valide"),
        ({"nombre": "0"}, "supérieure ou égale"),
        ({"nombre": "99999999999999"}, "inférieure ou égale"),
    ],
)
def test_a_contribution_that_makes_no_sense(client_editrice, fonds, change, message):
    reponse = client_editrice.post(f"{FONDS}/guichet/contribuer/{fonds.pk}/", contribution(**change))
    assert reponse.status_code == 400
    assert message in reponse.content.decode()
    assert not Contribution.objects.exists()


def test_a_forgotten_collectivite_is_asked_for_and_nothing_typed_is_lost(client_editrice, fonds):
    donnees = {nom: valeur for nom, valeur in contribution(montant="1 234,56").items() if nom != "reprise"}
    reponse = client_editrice.post(f"{FONDS}/guichet/contribuer/{fonds.pk}/", donnees)
    assert reponse.status_code == 400
    assert "Choisissez la collectivité qui contribue" in reponse.text
    assert "1 234,56" in reponse.text
    assert not Contribution.objects.exists()


def test_a_named_contribution_is_no_taking_over(client_editrice, fonds):
    reponse = client_editrice.post(
        f"{FONDS}/guichet/contribuer/{fonds.pk}/", contribution(collectivite=CollectiviteFabrique().pk)
    )
    assert (reponse.status_code, "Une reprise ne nomme personne" in reponse.text) == (400, True)


@pytest.mark.parametrize("lettre", ["", "_autre"])
@pytest.mark.parametrize("guichet", ["contribuer", "affecter"])
def test_one_more_line_is_entered_at_once_with_the_day_and_state_of_the_last(client_editrice, fonds, guichet, lettre):
    ContributionFabrique(fonds=fonds)
    ecrite = {"contribuer": nommee(CollectiviteFabrique()), "affecter": affectation(etat="en_cours")}[guichet]
    ici = f"{FONDS}/guichet/{guichet}/{fonds.pk}/"
    reponse = client_editrice.post(ici, ecrite | ({lettre: "1"} if lettre else {}))
    assert reponse.status_code == 302
    if not lettre:
        assert reponse.url == f"{FONDS}/{fonds.pk}/change/"
        return
    assert reponse.url.partition("?")[0] == ici
    suivante = client_editrice.get(reponse.url).context["form"]
    assert (suivante["etat"].value(), suivante["date"].value()) == (ecrite["etat"], date(2026, 2, 20))
    assert not suivante["montant"].value()
    assert client_editrice.get(f"{ici}?apres=999999").status_code == 404


def test_a_missing_collectivite_is_created_from_the_counter_by_who_may(client_editrice, fonds, editrice):
    adresse = f"{FONDS}/guichet/contribuer/{fonds.pk}/"
    assert "/admin/annuaire/collectivite/add/?_to_field=id&amp;_popup=1" in client_editrice.get(adresse).text
    editrice.groups.get().permissions.remove(Permission.objects.get(codename="add_collectivite"))
    assert "/admin/annuaire/collectivite/add/" not in client_editrice.get(adresse).text.partition('id="content-main"')[2]


def test_the_ledger_stands_first_in_the_form_of_a_fund(client_editrice, fonds):
    html = client_editrice.get(f"{FONDS}/{fonds.pk}/change/").text
    assert html.index('id="contributions-group"') < html.index('id="affectations-group"') < html.index('name="titre"')
    assert html.index('name="titre"') < html.index('id="points_etape-group"')


def test_a_progress_point_takes_rich_text_and_pictures(client_editrice, fonds, visiteur):
    adresse = f"{FONDS}/{fonds.pk}/change/"
    assert 'data-envoi="' in client_editrice.get(adresse).text.partition('id="points_etape-group"')[2]
    texte = (
        '<h2>Eau</h2><p>Un <strong>puits</strong><script>x</script></p><figure class="image"><img src="/media/p.jpg"></figure>'
    )
    point = PointEtape.objects.create(fonds=fonds, date=timezone.localdate(), titre="Point", texte=texte)
    html = visiteur.get(fonds.get_absolute_url()).text
    assert "<h4>Eau</h4>" in html
    assert "<strong>puits</strong></p>" in html
    assert "<script>x" not in html
    assert 'src="/media/p.jpg"' in html
    assert list(PointEtape.vues_des_lecteurs(PointEtape.objects.all())) == [point]
    FondsSolidarite.objects.update(statut="brouillon")
    assert not PointEtape.vues_des_lecteurs(PointEtape.objects.all()).exists()


def test_a_named_contribution_counts_for_one(client_editrice, fonds):
    donnees = nommee(CollectiviteFabrique(), nombre=3)
    reponse = client_editrice.post(f"{FONDS}/guichet/contribuer/{fonds.pk}/", donnees)
    assert reponse.status_code == 400
    assert "un seul contributeur" in reponse.content.decode()


@pytest.mark.parametrize("saisi", ["1 500,50", "1\u00a0500,50\u00a0€", "1\u202f500.50 €", " 1500,5 "])
def test_an_amount_is_read_as_it_is_written(client_editrice, fonds, saisi):
    assert client_editrice.post(f"{FONDS}/guichet/contribuer/{fonds.pk}/", contribution(montant=saisi)).status_code == 302
    assert Contribution.objects.get().montant == Decimal("1500.50")


@pytest.mark.parametrize("saisi", ["1.500,50", "€", "mille", "1 500,505", "-1 500"])
def test_an_amount_that_reads_two_ways_or_none_is_refused(client_editrice, fonds, saisi):
    assert client_editrice.post(f"{FONDS}/guichet/contribuer/{fonds.pk}/", contribution(montant=saisi)).status_code == 400
    assert not Contribution.objects.exists()


def test_allocating(client_editrice, fonds):
    ContributionFabrique(fonds=fonds, montant=1000)
    adresse = f"{FONDS}/guichet/affecter/{fonds.pk}/"
    assert client_editrice.post(adresse, affectation(montant="999,99")).status_code == 302
    reponse = client_editrice.post(adresse, affectation(montant="0,02"))
    assert reponse.status_code == 400
    assert "On n’affecte pas plus que ce que le fonds a reçu" in reponse.content.decode()
    assert Affectation.objects.get().montant == Decimal("999.99")


def test_moving_on(client_editrice, fonds):
    promesse = ContributionFabrique(fonds=fonds, etat="promise", montant=1000)
    adresse = f"{FONDS}/guichet/avancer/{promesse.pk}/"
    html = client_editrice.get(adresse).content.decode()
    assert 'value="1\u00a0000"' in html
    assert 'value="deliberee"' in html
    assert 'value="promise"' not in html
    assert client_editrice.post(adresse, {"etat": "versee", "montant": "900", "date": JOUR}).status_code == 302
    assert Contribution.objects.en_vigueur().get().montant == 900
    # Opened twice, sent twice: the second learns it.
    reponse = client_editrice.post(adresse, {"etat": "versee", "montant": "900", "date": JOUR})
    assert reponse.status_code == 400
    assert "déjà corrigée" in reponse.content.decode()


def test_noting_progress(client_editrice, fonds):
    ContributionFabrique(fonds=fonds)
    ligne = AffectationFabrique(fonds=fonds)
    assert (
        client_editrice.post(f"{FONDS}/guichet/avancement/{ligne.pk}/", {"etat": "en_cours", "etat_vu": "votee"}).status_code
        == 302
    )
    ligne.refresh_from_db()
    assert ligne.etat == "en_cours"


def test_who_notes_progress_second_is_told_what_the_first_noted_then_decides(client_editrice, fonds):
    ContributionFabrique(fonds=fonds, montant=5000)
    ligne = AffectationFabrique(fonds=fonds, montant=100)
    ici = f"{FONDS}/guichet/avancement/{ligne.pk}/"
    vu = client_editrice.get(ici).context["form"]["etat_vu"].value()
    Affectation.objects.update(etat="achevee")
    reponse = client_editrice.post(ici, {"etat": "en_cours", "etat_vu": vu})
    assert (reponse.status_code, "a noté «\u00a0achevée\u00a0»" in reponse.text) == (400, True)
    assert Affectation.objects.get().etat == "achevee"
    assert reponse.context["form"]["etat"].value() == "en_cours"
    assert (
        client_editrice.post(ici, {"etat": "en_cours", "etat_vu": reponse.context["form"]["etat_vu"].value()}).status_code == 302
    )
    assert Affectation.objects.get().etat == "en_cours"


def test_who_cancels_second_reads_the_reason_of_the_first_and_keeps_theirs(client_editrice, administratrice, fonds):
    ligne = ContributionFabrique(fonds=fonds)
    actions.contre_passer(ecriture=ligne, motif="saisie deux fois", par=administratrice)
    reponse = client_editrice.post(f"{FONDS}/guichet/contre-passer-contribution/{ligne.pk}/", {"motif": "mauvaise date"})
    assert reponse.status_code == 400
    assert f"par {administratrice.get_full_name()}" in " ".join(reponse.text.split())
    assert "saisie deux fois" in reponse.text
    assert 'value="mauvaise date"' in reponse.text


def test_correcting(client_editrice, fonds):
    ligne = ContributionFabrique(fonds=fonds)
    adresse = f"{FONDS}/guichet/contre-passer-contribution/{ligne.pk}/"
    assert client_editrice.post(adresse, {"motif": ""}).status_code == 400
    assert client_editrice.post(adresse, {"motif": "virement rejeté"}).status_code == 302
    assert not Contribution.objects.en_vigueur().exists()
    html = client_editrice.get(f"{FONDS}/{fonds.pk}/change/").content.decode()
    assert "contre-écriture\u00a0: virement rejeté" in html or "contre-écriture : virement rejeté" in html
    assert "annulée" in html


def test_cancelling_leads_to_the_entry_of_the_right_line(client_editrice, fonds):
    ligne = ContributionFabrique(fonds=fonds, montant=Decimal("15000.50"), montant_public=False, etat="versee")
    adresse = f"{FONDS}/guichet/contre-passer-contribution/{ligne.pk}/"
    html = client_editrice.get(adresse).content.decode()
    assert "Annuler l’écriture" in html
    assert "Annuler et ressaisir" in html
    reponse = client_editrice.post(adresse, {"motif": "montant faux", "_ressaisir": "Annuler et ressaisir"})
    saisie = f"{FONDS}/guichet/contribuer/{fonds.pk}/?reprend={ligne.pk}"
    assert (reponse.status_code, reponse.url) == (302, saisie)
    page = client_editrice.get(saisie)
    assert "Écriture annulée" in page.text
    proposees = {champ.name: champ.value() for champ in page.context["form"]}
    assert (proposees["collectivite"], proposees["etat"], proposees["montant_public"]) == (ligne.collectivite.pk, "versee", False)
    assert (proposees["montant"], proposees["date"]) == ("15\u00a0000,50", ligne.date)
    corrigee = proposees | {"montant": "1500,50", "montant_public": "", "date": JOUR}
    reponse = client_editrice.post(saisie, corrigee)
    assert (reponse.status_code, reponse.url) == (302, f"{FONDS}/{fonds.pk}/change/")
    assert Contribution.objects.en_vigueur().get().montant == Decimal("1500.50")


def test_an_allocation_is_entered_again_too(client_editrice, fonds):
    ContributionFabrique(fonds=fonds)
    ligne = AffectationFabrique(fonds=fonds, lieu="Ijoukak")
    adresse = f"{FONDS}/guichet/contre-passer-affectation/{ligne.pk}/"
    reponse = client_editrice.post(adresse, {"motif": "montant faux", "_ressaisir": ""})
    assert reponse.url == f"{FONDS}/guichet/affecter/{fonds.pk}/?reprend={ligne.pk}"
    champs = client_editrice.get(reponse.url).context["form"]
    proposes = [champs[nom].value() for nom in ("partenaire", "lieu", "montant")]
    assert proposes == [ligne.partenaire, "Ijoukak", "100"]


def test_a_closed_fund_takes_no_line_again(client_editrice, fonds):
    ligne = ContributionFabrique(fonds=fonds)
    FondsSolidarite.objects.filter(pk=fonds.pk).update(etat="clos", clos_le=timezone.localdate())
    adresse = f"{FONDS}/guichet/contre-passer-contribution/{ligne.pk}/"
    assert "_ressaisir" not in client_editrice.get(adresse).text
    assert client_editrice.post(adresse, {"motif": "erreur", "_ressaisir": ""}).url == f"{FONDS}/{fonds.pk}/change/"


def test_only_a_cancelled_line_of_the_fund_is_entered_again(client_editrice, editrice, fonds):
    debout, annulee, ailleurs = ContributionFabrique(fonds=fonds), ContributionFabrique(fonds=fonds), ContributionFabrique()
    contre = actions.contre_passer(ecriture=annulee, motif="erreur", par=editrice)
    actions.contre_passer(ecriture=ailleurs, motif="erreur", par=editrice)
    adresse = f"{FONDS}/guichet/contribuer/{fonds.pk}/?reprend="
    assert client_editrice.get(f"{adresse}{annulee.pk}").status_code == 200
    for cle in (debout.pk, ailleurs.pk, contre.pk, "", "abc", "%00", "9" * 30, "9" * 5000):
        assert client_editrice.get(f"{adresse}{cle}").status_code == 404, cle


@pytest.mark.parametrize("adresse", ["contribuer/999999/", "avancer/999999/", "inconnu/1/", "contribuer/abc/"])
def test_a_counter_for_nothing(client_editrice, db, adresse):
    assert client_editrice.get(f"{FONDS}/guichet/{adresse}").status_code in {302, 404}


def test_the_form_of_a_fund_shows_the_whole_ledger_and_its_counters(client_editrice, fonds, editrice):
    ContributionFabrique(fonds=fonds, collectivite__nom="Ville d’Aix", montant=1000)
    annulee = ContributionFabrique(fonds=fonds, collectivite__nom="Ville de Lyon", montant=300)
    actions.contre_passer(ecriture=annulee, motif="saisie deux fois", par=editrice)
    AffectationFabrique(fonds=fonds, partenaire="Targa-Aide", montant=250)
    html = client_editrice.get(f"{FONDS}/{fonds.pk}/change/").content.decode()
    for attendu in [
        "Ville d’Aix", "Ville de Lyon", "saisie deux fois", "Targa-Aide", "Enregistrer une contribution", "Affecter une somme",
        "reçu : 1\u00a0000\u00a0€", "25 %", f"/guichet/contribuer/{fonds.pk}/",
    ]:  # fmt: skip
        assert attendu in html.replace("\u00a0:", " :").replace("25\u00a0%", "25 %"), attendu
    # Two lines stand: the corrected one and its counter-entry offer nothing.
    assert html.count("Annuler ou corriger") == 2


def test_the_button_of_each_counter_stands_above_its_table(client_editrice, fonds):
    html = client_editrice.get(f"{FONDS}/{fonds.pk}/change/").content.decode()
    outils, _, suite = html.partition('id="contributions-group"')
    contributions, _, affectations = suite.partition('id="affectations-group"')
    assert "/guichet/" not in outils
    assert f"/guichet/contribuer/{fonds.pk}/" in contributions.partition("<table>")[0]
    assert f"/guichet/affecter/{fonds.pk}/" in affectations.partition("<table>")[0]


def test_a_closed_fund_offers_corrections_only(client_editrice, fonds):
    ContributionFabrique(fonds=fonds)
    FondsSolidarite.objects.filter(pk=fonds.pk).update(etat="clos", clos_le=timezone.localdate())
    html = client_editrice.get(f"{FONDS}/{fonds.pk}/change/").content.decode()
    assert "/guichet/contribuer/" not in html
    assert "/guichet/affecter/" not in html
    assert "Annuler ou corriger" in html


def test_redaction_reads_the_ledger_without_counters(client_redactrice, fonds):
    ContributionFabrique(fonds=fonds, collectivite__nom="Ville d’Aix")
    html = client_redactrice.get(f"{FONDS}/{fonds.pk}/change/").content.decode()
    assert "Ville d’Aix" in html
    assert "/guichet/" not in html


def test_a_new_fund(client_editrice, db):
    assert client_editrice.get(f"{FONDS}/add/").status_code == 200
    donnees = {
        "titre": "Fonds Mayotte", "slug": "mayotte", "surtitre": "", "sous_titre": "", "crise": "cyclone", "date_crise": "",
        "ouvert_le": JOUR, "etat": "ouvert", "clos_le": "", "objectif": "", "comite": "", "chapo": "", "corps": "", "image": "",
        "acces": "public", "publie_le_0": "", "publie_le_1": "", "depublie_le_0": "", "depublie_le_1": "", "empreinte": "",
    }  # fmt: skip
    assert client_editrice.post(f"{FONDS}/add/", donnees | {"_publier": "1"}).status_code == 302
    assert FondsSolidarite.objects.get().est_en_ligne
    reponse = client_editrice.post(f"{FONDS}/add/", donnees | {"slug": "autre", "etat": "clos"})
    assert "Un fonds clos porte sa date de clôture" in reponse.content.decode()


def test_the_goal_of_a_fund_is_typed_as_an_amount(client_editrice, fonds):
    FondsSolidarite.objects.filter(pk=fonds.pk).update(objectif=50000)
    adresse = f"{FONDS}/{fonds.pk}/change/"
    donnees = fiche(client_editrice, adresse)
    assert donnees["objectif"] == "50\u00a0000"
    for saisi, attendu in {"60 000": 60000, "1 500,50 €": Decimal("1500.50"), "": None}.items():
        assert client_editrice.post(adresse, fiche(client_editrice, adresse) | {"objectif": saisi}).status_code == 302
        fonds.refresh_from_db()
        assert fonds.objectif == attendu
    reponse = client_editrice.post(adresse, fiche(client_editrice, adresse) | {"objectif": "0"})
    assert reponse.context["adminform"].form.errors == {"objectif": ["Écrivez un montant positif."]}


def test_a_fund_does_not_open_after_its_first_entry(client_editrice, editrice, fonds):
    ligne = ContributionFabrique(fonds=fonds, date=date(2026, 2, 20))
    adresse = f"{FONDS}/{fonds.pk}/change/"
    reponse = client_editrice.post(adresse, fiche(client_editrice, adresse) | {"ouvert_le": "21/02/2026"})
    assert reponse.context["adminform"].form.errors == {
        "ouvert_le": ["Le grand livre porte une écriture du 20\u00a0février 2026, avant cette date."]
    }
    assert client_editrice.post(adresse, fiche(client_editrice, adresse) | {"ouvert_le": "20/02/2026"}).status_code == 302
    actions.contre_passer(ecriture=ligne, motif="autre fonds", par=editrice)
    assert client_editrice.post(adresse, fiche(client_editrice, adresse) | {"ouvert_le": "21/02/2026"}).status_code == 302


@pytest.mark.parametrize("modele", ["contribution", "affectation"])
def test_lines_are_listed_searched_and_never_written_there(client_administratrice, fonds, modele):
    ligne = ContributionFabrique(fonds=fonds)
    if modele == "affectation":
        ligne = AffectationFabrique(fonds=fonds)
    racine = f"{ADMIN}/{modele}"
    reponse = client_administratrice.get(f"{racine}/?q=maroc&situation=vigueur&fonds__id__exact={fonds.pk}")
    assert list(reponse.context["cl"].result_list) == [ligne]
    assert client_administratrice.get(f"{racine}/{ligne.pk}/change/").status_code == 200
    assert client_administratrice.post(f"{racine}/{ligne.pk}/change/", {"montant": "2"}).status_code == 403
    assert client_administratrice.get(f"{racine}/add/").status_code == 403
    assert client_administratrice.post(f"{racine}/{ligne.pk}/delete/", {"post": "yes"}).status_code == 403


def test_lines_by_what_became_of_them(client_editrice, editrice, fonds):
    debout, annulee = ContributionFabrique(fonds=fonds), ContributionFabrique(fonds=fonds)
    contre = actions.contre_passer(ecriture=annulee, motif="erreur", par=editrice)
    for situation, attendue in {"vigueur": debout, "annulees": annulee, "contre": contre}.items():
        reponse = client_editrice.get(f"{ADMIN}/contribution/?situation={situation}")
        assert list(reponse.context["cl"].result_list) == [attendue]


@pytest.mark.parametrize("adresse", [f"{FONDS}/", f"{ADMIN}/contribution/", f"{ADMIN}/affectation/"])
def test_lists_cost_the_same_for_two_and_twenty(client_editrice, adresse, django_assert_max_num_queries):
    couts = []
    for nombre in (2, 18):
        for _ in range(nombre):
            fonds = FondsFabrique()
            ContributionFabrique(fonds=fonds)
            AffectationFabrique(fonds=fonds)
        with django_assert_max_num_queries(20) as requetes:
            client_editrice.get(adresse)
        couts.append(len(requetes))
    assert couts[0] == couts[1]


def test_a_long_ledger_shows_its_latest_lines_and_leads_to_all_of_them(client_editrice, fonds, monkeypatch):
    monkeypatch.setattr("fonds_solidarite.registres.MONTREES", 2)
    for jour in (1, 2):
        ContributionFabrique(fonds=fonds, collectivite__nom=f"Ville {jour}", date=date(2026, 3, jour))
    adresse, mots = f"{FONDS}/{fonds.pk}/change/", "Toutes les contributions à ce fonds"
    assert mots not in client_editrice.get(adresse).content.decode()
    ContributionFabrique(fonds=fonds, collectivite__nom="Ville 3", date=date(2026, 3, 3))
    ContributionFabrique(collectivite__nom="Ville d’un autre fonds")
    html = client_editrice.get(adresse).content.decode()
    assert "Ville 3" in html and "Ville 2" in html and "Ville 1" not in html
    lien = f"{ADMIN}/contribution/?fonds__id__exact={fonds.pk}"
    assert f'<a href="{lien}">{mots}</a>' in html
    toutes = client_editrice.get(lien).content.decode()
    assert "Ville 1" in toutes and "Ville d’un autre fonds" not in toutes


def test_the_form_of_a_fund_costs_the_same_for_two_and_twenty_lines(client_editrice, fonds, django_assert_max_num_queries):
    couts = []
    for nombre in (2, 18):
        for _ in range(nombre):
            ContributionFabrique(fonds=fonds)
            AffectationFabrique(fonds=fonds)
        with django_assert_max_num_queries(40) as requetes:
            client_editrice.get(f"{FONDS}/{fonds.pk}/change/")
        couts.append(len(requetes))
    assert couts[0] == couts[1]
