"""How many partnerships tie the directory to some countries: what is counted, and how pages say it."""

from collections.abc import Mapping, Sequence

from django.db.models import QuerySet
from django.urls import reverse

from annuaire.models import Partenariat
from socle.reperes import Repere, en_nombre
from territoires.models import Pays

DETAILLES = 6
"""Countries up to which each is told apart: the list of partnerships is filtered by one."""


def partenariats_confirmes(pays: Sequence[Pays]) -> dict[str, QuerySet]:
    """Return the rows that `repere_des_partenariats` counts (`socle.listes.compter`): of all these countries, then of each."""
    confirmes = Partenariat.objects.publics().en_situation(Partenariat.Situation.ACTIF)
    listes = {"partenariats": confirmes.filter(autorites__pays__in=[un.pk for un in pays]).distinct()}
    if 1 < len(pays) <= DETAILLES:
        listes |= {f"partenariats_{un.pk}": confirmes.filter(autorites__pays=un).distinct() for un in pays}
    return listes


def repere_des_partenariats(pays: Sequence[Pays], nombres: Mapping[str, int]) -> Repere:
    """Return the figure of the partnerships with some countries, with the list of them, or those of each country."""
    details = tuple(
        (f"{un.nom} ({en_nombre(compte)})", _liste(un)) for un in pays if (compte := nombres.get(f"partenariats_{un.pk}"))
    )
    return Repere(
        compte=nombres["partenariats"],
        nom="partenariat actif",
        noms="partenariats actifs",
        note="en cours, avec une confirmation de moins de 24 mois",
        adresse=_liste(pays[0]) if len(pays) == 1 else "",
        details=details,
    )


def _liste(pays: Pays) -> str:
    return reverse("annuaire:partenariats", query={"pays": pays.pk, "situation": Partenariat.Situation.ACTIF.value})
