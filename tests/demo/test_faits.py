"""The facts of the demo, one by one: events, presidencies, publications, partnerships, funds.

The tables repeat what is known and nothing else: what is not known stays empty in the demo too.
"""

import pytest
import time_machine

from agenda.models import Evenement
from annuaire.models import Collectivite, Partenariat
from demo.contenus import PREFIXE_FICTIF
from fonds_solidarite.models import Affectation, FondsSolidarite
from groupes_pays.models import Groupe
from ressources.models import Publication

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]

# slug; first day; last day when another; hours; mode (V, P, H, ? unknown); who (A members, C collectivités, I invited); state.
EVENEMENTS = """
webinaire-alc-culture-et-patrimoine       2025-04-10 -     -           V tous confirme
groupe-pays-armenie-avril-2025            2025-04-22 -     09:00-10:00 V tous confirme
mission-palestine-2025                    2025-04-30 05-04 -           P tous annule
webinaire-developpement-economique-1      2025-05-21 -     11:00-12:00 V tous confirme
rdv-diplomatie-des-territoires-feministe  2025-05-23 -     -           P tous confirme
exposition-lujan-chartres                 2025-05-23 05-25 -           P tous confirme
5es-assises-franco-armeniennes            2025-06-02 06-03 -           P tous confirme
relais-coop-dec-montpellier               2025-06-19 -     -           P tous confirme
relais-coop-dec-rennes                    2025-06-26 -     -           P tous confirme
ffd4-seville                              2025-06-30 07-03 -           P tous confirme
groupe-pays-vietnam-juillet-2025          2025-07-01 -     -           V tous confirme
relais-coop-dec-poitiers                  2025-07-02 -     -           P tous confirme
soiree-50-ans                             2025-07-03 -     -           P I    confirme
rencontres-aict-2025-colombie             2025-07-04 -     -           ? tous confirme
groupe-pays-senegal-juillet-2025          2025-07-07 -     -           V C    confirme
semaine-formation-sites-et-cites-2025     2025-07-07 07-11 -           H tous confirme
fphn-2025-new-york                        2025-07-14 07-23 -           P tous confirme
fabrique-de-la-diplomatie-2025            2025-09-05 09-06 -           P tous confirme
bureau-executif-septembre-2025            2025-09-16 -     -           ? A    confirme
mission-fonds-maroc-septembre-2025        2025-09-17 09-19 -           P tous confirme
3es-assises-franco-malgaches              2025-09-18 09-19 -           P tous confirme
copil-9es-rencontres-franco-japonaises    2025-09-22 -     -           V C    confirme
atelier-arricod-cuf-1                     2025-09-23 -     -           V tous confirme
groupe-pays-palestine-septembre-2025      2025-09-24 -     16:00-17:30 H tous confirme
groupe-pays-argentine-septembre-2025      2025-09-25 -     15:00-16:30 H tous confirme
atelier-tunisie-octobre-2025              2025-10-06 -     15:00-16:00 V A    confirme
forum-des-maires-2025                     2025-10-06 10-07 -           P tous confirme
universite-europeenne-afccre-2025         2025-10-09 10-10 -           P tous confirme
groupe-pays-liban-octobre-2025            2025-10-14 -     14:00-16:00 V tous confirme
atelier-arricod-cuf-2                     2025-10-14 -     -           H tous confirme
conseil-mondial-cglu-2025                 2025-10-16 10-18 -           P tous confirme
chroniques-geopolitiques-s6-1             2025-10-24 -     14:00-15:00 V A    confirme
climate-chance-afrique-2025               2025-10-27 10-28 -           P tous confirme
forum-mondial-ess-2025                    2025-10-29 10-31 -           P tous confirme
salon-des-maires-2025                     2025-11-18 11-20 -           P tous confirme
atelier-senegal-novembre-2025             2025-11-19 -     10:00       V A    reporte
groupe-pays-etats-unis-novembre-2025      2025-11-20 -     15:00-16:30 V C    confirme
groupe-pays-et-fonds-maroc-novembre-2025  2025-11-28 -     -           ? tous confirme
decryptage-2-migration-climatique         2025-12-09 -     -           ? A    confirme
colloque-franco-argentin-limoges          2025-12-16 12-17 -           P C    confirme
chroniques-geopolitiques-s6-5             2026-02-12 -     -           V A    confirme
groupe-pays-mauritanie-fevrier-2026       2026-02-18 -     15:30       V tous confirme
4es-ateliers-union-europeenne             2026-02-19 -     -           ? tous confirme
webinaire-developpement-economique-3      2026-03-26 -     -           V tous confirme
groupe-pays-maroc-mars-2026               2026-03-30 -     -           ? tous confirme
9es-rencontres-franco-japonaises          2026-10-21 10-24 -           P C    confirme
"""
MODES = {"visio": "V", "presentiel": "P", "hybride": "H", "a_preciser": "?"}
ACCES = {"public": "tous", "adherents": "A", "collectivites": "C"}


def lignes(tableau):
    """Return the rows of a table of facts."""
    return [ligne.split() for ligne in tableau.strip().splitlines()]


@pytest.mark.parametrize("faits", lignes(EVENEMENTS), ids=lambda faits: faits[0])
def test_an_event_is_as_it_is_known(faits):
    un = Evenement.objects.get(slug=faits[0])
    heures = "-".join(f"{heure:%H:%M}" for heure in (un.heure_debut, un.heure_fin) if heure)
    acces = "I" if un.sur_invitation else ACCES[un.acces]
    assert faits[1:] == [
        f"{un.debut}", f"{un.fin:%m-%d}" if un.fin != un.debut else "-", heures or "-", MODES[un.mode], acces, un.etat,
    ]  # fmt: skip


def test_no_event_is_left_out():
    reels = Evenement.objects.exclude(slug__startswith=PREFIXE_FICTIF).values_list("slug", flat=True)
    assert sorted(reels) == sorted(ligne[0] for ligne in lignes(EVENEMENTS))
    assert len(reels) == 46


PRESIDENCES = {
    "argentine": ("Patrick Géroutet", "chartres"),
    "armenie": ("Sonia Zdorovtzoff", "lyon"),
    "etats-unis": ("Jérôme Auslender", "clermont-ferrand"),
    "japon": ("Karima Zerkani-Raynal", "aix-en-provence"),
    "liban": ("Antoine Le Solleuz", "nancy"),
    "madagascar": ("Pascal Duforestel", "region-nouvelle-aquitaine"),
    "maroc": ("François Bonneau", "region-centre-val-de-loire"),
    "mauritanie": ("Sarah Bouseksou", "savigny-le-temple"),
    "palestine": ("Fanny Sallé", "loire-atlantique"),
    "senegal": ("Arnaud Ngatcha", "paris"),
    "tunisie": ("Adda Bekkouche", "colombes"),
    "vietnam": ("Caroline Leclercq", "le-havre"),
    "amerique-latine-et-caraibes": ("Céline Papin", "bordeaux"),
    "jeunesses-et-ecsi": ("Chokri Badreddine", "voiron"),
    "developpement-economique-international": ("Nadia Pellefigue", "region-occitanie"),
    "climat": ("Léonore Moncond’huy", "poitiers"),
    "genre": ("Élise Pereira-Nunes", "tours"),
    "crises-et-rehabilitation": ("Clare Hart", "montpellier-mediterranee-metropole"),
}


def test_each_group_has_the_president_known_in_october_2025():
    presidences = {}
    for groupe in Groupe.objects.publics():
        for presidence in groupe.presidences.avec_mandat():
            presidences[groupe.slug] = (str(presidence.personne), presidence.mandat.collectivite.slug)
    assert presidences == PRESIDENCES


# slug; pages; partnerships counted; formats (N, P, NP or ?); whether the digital copy is known to be free for members.
PUBLICATIONS = """
repertoire-france-japon                       200  None N  True
dossier-pays-japon-5e-edition                 None None ?  False
repertoire-france-mauritanie                  None 13   N  True
repertoire-france-senegal                     None None N  True
repertoire-france-madagascar                  None None N  True
repertoire-france-liban                       None None N  True
repertoire-france-armenie                     None None N  True
repertoire-france-amerique-latine-caraibes    None None NP False
repertoire-france-coree                       None None ?  False
capitalisation-rdv-diplomatie-des-territoires None None ?  False
plaquette-aict-une-force-a-mobiliser          None None N  True
"""


def test_publications_show_as_exact_what_is_known_as_exact():
    vues = []
    for une in Publication.objects.publies():
        formats = "N" * une.numerique + "P" * une.papier or "?"
        vues.append([une.slug, f"{une.pages}", f"{une.partenariats_recenses}", formats, f"{une.gratuit_adherents}"])
    assert sorted(vues) == sorted(lignes(PUBLICATIONS))


@pytest.mark.parametrize(
    ("slug", "mots"),
    [
        ("repertoire-france-japon", "plus de cent quatre-vingts partenariats"),
        ("repertoire-france-mauritanie", "Une centaine de pages"),
        ("repertoire-france-senegal", "Une vingtaine de coopérations"),
    ],
)
def test_a_number_that_is_not_exact_is_said_in_words(slug, mots):
    assert mots in Publication.objects.get(slug=slug).chapo


# French side; authority; country; year (0: not known).
PARTENARIATS = {
    ("montpellier", "Mykolaïv", "UA", 2025),
    ("nantes+saint-nazaire", "Kherson", "UA", 2025),
    ("amiens-metropole", "Kryvyï Rih", "UA", 2025),
    ("aix-en-provence", "Masis", "AM", 0),
    ("aix-en-provence", "Kumamoto", "JP", 2013),
    ("cannes", "Shizuoka", "JP", 0),
    ("nantes", "Niigata", "JP", 0),
    ("nancy", "Kanazawa", "JP", 1973),
    ("tours", "Takamatsu", "JP", 1988),
    ("reims", "Nagoya", "JP", 0),
    ("paris", "Kyoto", "JP", 1958),
    ("paris", "Rome", "IT", 1956),
    ("lyon", "Francfort", "DE", 1960),
    ("montpellier", "Fès", "MA", 2003),
    ("brive-la-gaillarde", "Sikasso", "ML", 1982),
    ("chartres", "Luján", "AR", 0),
    ("lieusaint", "Méderdra", "MR", 0),
    ("chateau-thierry", "Tchouhouïv", "UA", 0),
    ("franconville", "Slavoutytch", "UA", 0),
    ("issy-les-moulineaux", "Hounslow", "GB", 1982),
}


def test_partnerships_are_those_known():
    vus = set()
    for un in Partenariat.objects.prefetch_related("collectivites", "autorites"):
        francaises = "+".join(sorted(collectivite.slug for collectivite in un.collectivites.all()))
        (autorite,) = un.autorites.all()
        vus.add((francaises, autorite.nom, autorite.pays_id, un.annee or 0))
    assert vus == PARTENARIATS


@time_machine.travel("2026-11-22 12:00+00:00", tick=False)
def test_only_a_tie_seen_signed_or_declared_is_confirmed():
    confirmes = set(Partenariat.objects.exclude(confirme_le=None).values_list("autorites__nom", flat=True))
    assert confirmes == {"Mykolaïv", "Kherson", "Kryvyï Rih"}
    assert Partenariat.objects.get(autorites__nom="Luján").nature == "autre"
    assert {un.situation for un in Partenariat.objects.all()} == set(Partenariat.Situation)


def test_sectors_and_goals_are_those_known_or_said_to_be_for_the_demo():
    for une in Collectivite.objects.exclude(slug="aix-en-provence"):
        assert not une.secteurs.filter(code="gouvernance").exists(), une.slug
        assert "démonstration" in une.presentation or not une.odds.exists(), une.slug


def test_a_fund_never_allocates_before_it_receives():
    for affectation in Affectation.objects.all():
        recus = affectation.fonds.contributions.filter(etat="versee", date__lte=affectation.date)
        affectees = affectation.fonds.affectations.filter(date__lte=affectation.date)
        total_recu, total_affecte = (sum(une.montant for une in ecritures) for ecritures in (recus, affectees))
        assert total_affecte <= total_recu, affectation


# Day of the opening when it is known; else the first of the month.
OUVERTURES = {"madagascar-2026": 17}


def test_the_day_of_an_opening_is_the_first_of_the_month_unless_it_is_known():
    for fonds in FondsSolidarite.objects.all():
        assert fonds.ouvert_le.day == OUVERTURES.get(fonds.slug, 1), fonds.slug


def test_a_closing_that_is_not_known_is_said_to_be_for_the_demo():
    for fonds in FondsSolidarite.objects.filter(etat="clos").exclude(slug="liban-2024"):
        assert "démonstration" in fonds.corps, fonds.slug
    assert "démonstration" in FondsSolidarite.objects.get(slug="liban-2020").crise
