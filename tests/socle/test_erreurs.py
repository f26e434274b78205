"""What a constraint of the database refuses is said beside the field to correct."""

import pytest

from tests.fabriques import CollectiviteFabrique, FondsFabrique, PaysFabrique, PersonneFabrique

pytestmark = pytest.mark.django_db

EVENEMENT = {
    "titre": "Rencontre", "slug": "rencontre", "genre": "groupe", "debut": "18/02/2026", "fin": "18/02/2026", "acces": "public",
    "mode": "presentiel", "etat": "confirme",
}  # fmt: skip
RETRAIT_AVANT = {
    "publie_le_0": "02/02/2026", "publie_le_1": "8:00", "depublie_le_0": "01/02/2026", "depublie_le_1": "8:00",
}  # fmt: skip
FONDS = {"titre": "Fonds", "slug": "fonds", "crise": "séisme", "ouvert_le": "18/02/2026", "etat": "ouvert", "acces": "public"}
COLLECTIVITE = {"nom": "Ville", "slug": "ville", "type": "autre"}
LIGNES = {f"{prefixe}-{nom}_FORMS": 0 for prefixe in ("adhesions", "mandats", "rattachement_set") for nom in ("TOTAL", "INITIAL")}


@pytest.mark.parametrize(
    ("ou", "saisie", "champ", "message"),
    [
        ("agenda/evenement", EVENEMENT | {"fin": "17/02/2026"}, "fin", "ne peut pas précéder le premier"),
        ("agenda/evenement", EVENEMENT | {"heure_fin": "10:00"}, "heure_debut", "demande une heure de début"),
        ("agenda/evenement", EVENEMENT | {"heure_debut": "11:00", "heure_fin": "10:00"}, "heure_fin", "vient après l’heure"),
        ("agenda/evenement", EVENEMENT | {"confidentiel": "on", "bilan": "<p>Dit</p>"}, "confidentiel", "ni compte rendu ni"),
        ("agenda/evenement", EVENEMENT | {"annonce_au": "01/02/2026"}, "annonce_au", "demande l’état « reporté »"),
        (
            "agenda/evenement",
            EVENEMENT | {"inscription_du": "02/02/2026", "inscription_au": "01/02/2026"},
            "inscription_au",
            "ferment avant de s’ouvrir",
        ),
        (
            "agenda/evenement",
            EVENEMENT | RETRAIT_AVANT,
            "depublie_le",
            "vient après la publication",
        ),
        ("fonds_solidarite/fondssolidarite", FONDS | {"etat": "clos"}, "clos_le", "porte sa date de clôture"),
        ("annuaire/collectivite", COLLECTIVITE | {"type": "commune"}, "commune", "Choisissez la commune"),
        ("annuaire/collectivite", COLLECTIVITE | {"type": "epci"}, "epci", "Choisissez l’intercommunalité"),
        ("annuaire/collectivite", COLLECTIVITE | {"type": "region"}, "region", "Choisissez la région"),
        ("annuaire/collectivite", COLLECTIVITE | {"type": "departement"}, "departement", "Choisissez le département"),
        ("annuaire/collectivite", COLLECTIVITE | {"code_postal": "abc"}, "code_postal", "compte cinq chiffres"),
    ],
)  # fmt: skip
def test_a_constraint_speaks_beside_its_field(client_editrice, ou, saisie, champ, message):
    erreurs = client_editrice.post(f"/admin/{ou}/add/", saisie | LIGNES).context["adminform"].form.errors
    assert list(erreurs) == [champ]
    assert message in erreurs[champ][0]


def test_so_does_that_of_a_row(client_editrice):
    """A mandate in the form of its collectivité."""
    mandat = {"personne": PersonneFabrique().pk, "fonction": "maire", "debut": "02/02/2026", "fin": "01/02/2026"}
    saisie = COLLECTIVITE | LIGNES | {f"mandats-0-{nom}": valeur for nom, valeur in mandat.items()} | {"mandats-TOTAL_FORMS": 1}
    reponse = client_editrice.post("/admin/annuaire/collectivite/add/", saisie)
    formulaire = next(
        bloc.formset for bloc in reponse.context["inline_admin_formsets"] if bloc.formset.prefix == "mandats"
    ).forms[0]
    assert formulaire.errors == {"fin": ["La fin ne peut pas précéder le début."]}


def test_so_do_those_of_projects_and_authorities(client_editrice):
    pays = PaysFabrique()
    projet = {
        "titre": "Puits",
        "slug": "puits",
        "etat": "en_cours",
        "collectivites": [CollectiviteFabrique().pk],
        "pays": [pays.pk],
    }
    reponse = client_editrice.post("/admin/annuaire/projet/add/", projet | {"annee_debut": 2026, "annee_fin": 2025})
    assert reponse.context["adminform"].form.errors == {"annee_fin": ["La dernière année ne peut pas précéder la première."]}
    autorite = {"nom": "Kyoto", "pays": pays.pk}
    assert client_editrice.post("/admin/annuaire/autoritelocale/add/", autorite).status_code == 302
    reponse = client_editrice.post("/admin/annuaire/autoritelocale/add/", autorite)
    assert reponse.context["adminform"].form.errors == {"nom": ["Cette autorité locale existe déjà dans ce pays."]}


def test_so_does_that_of_the_ledger_at_its_counter(client_editrice):
    saisie = {"collectivite": CollectiviteFabrique().pk, "nombre": 3, "montant": "10", "etat": "promise", "date": "20/02/2026"}
    reponse = client_editrice.post(f"/admin/fonds_solidarite/fondssolidarite/guichet/contribuer/{FondsFabrique().pk}/", saisie)
    assert reponse.context["form"].errors == {"nombre": ["Une contribution nommée compte pour un seul contributeur."]}
