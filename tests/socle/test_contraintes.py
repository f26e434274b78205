"""What the database refuses by itself, although the fields of forms refuse it first."""

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction
from django.db.models.expressions import RawSQL

from agenda.models import Evenement
from fonds_solidarite.models import Contribution, FondsSolidarite
from mediatheque.models import Document
from redaction.models import AncienneAdresse
from ressources.models import Publication
from tests.fabriques import ContributionFabrique, DocumentFabrique, EvenementFabrique, FondsFabrique, PublicationFabrique

NOS_APPS = {
    "socle", "territoires", "annuaire", "groupes_pays", "fonds_solidarite", "actualites", "agenda", "appels", "ressources",
    "pages",
}  # fmt: skip


def test_every_field_with_choices_is_kept_to_them(db):
    """Of each model: a new list of choices is kept too, or fails here; one that may be left blank is let alone."""
    with connection.cursor() as curseur:
        curseur.execute("SELECT conname FROM pg_constraint WHERE contype = 'c'")
        noms = {nom for (nom,) in curseur.fetchall()}
    attendus = {
        f"{modele._meta.app_label}_{modele._meta.model_name}_{champ.name}_connu"
        for modele in apps.get_models()
        if modele._meta.app_label in NOS_APPS
        for champ in modele._meta.local_fields
        if champ.choices and not champ.blank
    }
    assert len(attendus) > 25
    assert attendus - noms == set()


@pytest.mark.parametrize(
    ("fabrique", "modele", "champ"),
    [
        (EvenementFabrique, Evenement, "statut"),
        (EvenementFabrique, Evenement, "acces"),
        (EvenementFabrique, Evenement, "etat"),
        (DocumentFabrique, Document, "acces"),
        (FondsFabrique, FondsSolidarite, "etat"),
    ],
)
def test_an_unknown_value_is_refused(db, fabrique, modele, champ):
    objet = fabrique()
    with pytest.raises(IntegrityError, match=f"{champ}_connu"), transaction.atomic():
        modele.objects.filter(pk=objet.pk).update(**{champ: "inventé"})


def test_an_unknown_state_enters_no_ledger(db):
    with pytest.raises(IntegrityError, match="contribution_etat_connu"), transaction.atomic():
        ContributionFabrique(etat="inventé")
    assert not Contribution.objects.exists()


@pytest.mark.parametrize(
    ("fabrique", "modele", "champ"), [(FondsFabrique, FondsSolidarite, "objectif"), (PublicationFabrique, Publication, "prix")]
)
def test_what_is_not_a_number_is_no_price(db, fabrique, modele, champ):
    objet = fabrique()
    with pytest.raises(IntegrityError, match=f"{champ}_borne"), transaction.atomic():
        modele.objects.filter(pk=objet.pk).update(**{champ: RawSQL("'NaN'::numeric", ())})


@pytest.mark.parametrize(
    ("actuelle", "contrainte"),
    [
        ("//ailleurs.test/", "redaction_ancienneadresse_une_barre"),
        ("/\\ailleurs.test/", "redaction_ancienneadresse_une_barre"),
        ("https://ailleurs.test/", "redaction_ancienneadresse"),
    ],
)
def test_an_old_address_leads_to_this_site(db, actuelle, contrainte):
    with pytest.raises(IntegrityError, match=contrainte), transaction.atomic():
        AncienneAdresse.objects.create(chemin="/avant/", actuelle=actuelle)
