"""The essential data of subsidies: what the funds allocated above 23,000 €, in the columns that the law gives them.

Décret n° 2017-779 of 5 May 2017 and arrêté of 17 November 2017 (schema « subventions »), for the threshold of article 10 of
law n° 2000-321 (décret n° 2001-495: 23,000 €). Columns keep the names of the arrêté; those that the
portal does not hold are null.
"""

from datetime import date
from decimal import Decimal
from typing import Annotated

from pydantic import BaseModel, Field

from api.jeux import Jeu, absolue
from api.modeles import Numero, Page
from fonds_solidarite.models import Affectation, FondsSolidarite
from socle.acces import VISITEUR

SEUIL = Decimal(23_000)
"""Euros above which the essential data of a subsidy are given."""
ATTRIBUANT = "Cités Unies France"
NATURE = "aide en numéraire"

Inconnu = Annotated[None, Field(description="le portail ne la connaît pas : toujours vide")]


class Subvention(BaseModel):
    nomAttribuant: str = Field(description="qui attribue la subvention")  # noqa: N815 - the names are those of the arrêté
    idAttribuant: Inconnu  # noqa: N815
    dateConvention: Inconnu  # noqa: N815
    referenceDecision: Inconnu  # noqa: N815
    nomBeneficiaire: str = Field(description="partenaire qui reçoit la subvention")  # noqa: N815
    idBeneficiaire: Inconnu  # noqa: N815
    objet: str = Field(description="ce que l’argent permet de faire")
    montant: float = Field(description="montant en euros, supérieur à 23 000 €")
    nature: str = Field(description=f"toujours « {NATURE} »")
    conditionsVersement: Inconnu  # noqa: N815
    datesPeriodeVersement: Inconnu  # noqa: N815
    idRAE: Inconnu  # noqa: N815
    notificationUE: Inconnu  # noqa: N815
    pourcentageSubvention: Inconnu  # noqa: N815
    id: Numero
    date_affectation: date = Field(description="jour où la somme a été affectée, qui n’est pas celui d’une convention")
    etat: str = Field(description="état de l’affectation : votee, en_cours, achevee")
    lieu: str | None
    secteur: str | None = Field(description="secteur d’intervention, par son nom court")
    fonds: int = Field(description="fonds de solidarité, par son numéro")
    fonds_url: Page


INCONNUES = tuple(nom for nom, champ in Subvention.model_fields.items() if champ.annotation is type(None))


def _lignes(request):
    """Return the allocations that stand, of the funds that everyone may read in full."""
    lisibles = FondsSolidarite.objects.publies().visibles_par(VISITEUR)
    en_vigueur = Affectation.objects.en_vigueur().filter(montant__gt=SEUIL, fonds__in=lisibles)
    return en_vigueur.select_related("secteur", "fonds").only(
        "date", "montant", "partenaire", "objet", "lieu", "etat", "secteur__slug", "fonds__slug"
    )


def _subvention(affectation):
    return {
        **dict.fromkeys(INCONNUES),
        "nomAttribuant": ATTRIBUANT,
        "nomBeneficiaire": affectation.partenaire,
        "objet": affectation.objet,
        "montant": affectation.montant,
        "nature": NATURE,
        "id": affectation.pk,
        "date_affectation": affectation.date,
        "etat": affectation.etat,
        "lieu": affectation.lieu or None,
        "secteur": affectation.secteur and affectation.secteur.slug,
        "fonds": affectation.fonds_id,
        "fonds_url": absolue(affectation.fonds.get_absolute_url()),
    }


SUBVENTIONS = Jeu(
    cle="subventions",
    titre="Données essentielles des subventions",
    description=(
        "Les sommes de plus de 23 000 € que les fonds de solidarité affectent à des partenaires, dans les colonnes du décret "
        "n° 2017-779 du 5 mai 2017 et de l’arrêté du 17 novembre 2017."
    ),
    lignes=_lignes,
    ligne=Subvention,
    fiche=Subvention,
    lire=_subvention,
)
