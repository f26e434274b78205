"""What a run needs at hand: the site, the plan, what was taken already, what of the portal is named by name."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model

from comptes.models import Utilisateur
from reprise_spip.conversion import Renvois
from reprise_spip.lecture import Site
from reprise_spip.models import Correspondance, Destination, Sorte


@dataclass
class Contexte:
    """The state of a run."""

    site: Site
    plan: dict[tuple[str, int], Destination]
    correspondances: dict[tuple[str, int], Correspondance]
    equipe: dict[str, Utilisateur]
    refuses: bool = False
    titres: dict[int, str] = field(default_factory=dict)
    slugs: dict[type[Model], set[str]] = field(default_factory=dict)

    @classmethod
    def ouvrir(cls, site: Site, lignes: Iterable[Destination], *, refuses: bool = False) -> "Contexte":
        """Read what was taken before, and the accounts of the team."""
        return cls(
            site=site,
            plan={(ligne.sorte, ligne.id_spip): ligne for ligne in lignes},
            correspondances={(une.sorte, une.id_spip): une for une in Correspondance.objects.all()},
            equipe={un.courriel.lower(): un for un in Utilisateur.objects.filter(is_staff=True)},
            refuses=refuses,
        )

    @property
    def renvois(self) -> Renvois:
        """What knows where the links of a text lead."""
        return Renvois(self.correspondances, self.titres, self.site.documents)

    def rubrique(self, id_rubrique: int) -> Destination | None:
        """Return what the plan says of a rubrique; None for one that the source has not."""
        return self.plan.get((Sorte.RUBRIQUE, id_rubrique))

    def mot(self, id_mot: int) -> Destination | None:
        """Return what the plan says of a mot."""
        return self.plan.get((Sorte.MOT, id_mot))

    def slug_libre(self, modele: type[Model], base: str, numero: int) -> str:
        """Return the address of a new row: its title, and its number in SPIP where another row has that one."""
        pris = self.slugs.get(modele)
        if pris is None:
            pris = self.slugs[modele] = set(modele._base_manager.values_list("slug", flat=True))
        longueur = modele._meta.get_field("slug").max_length - 12
        base = base[:longueur].strip("-") or modele._meta.model_name
        slug = base if base not in pris else f"{base}-{numero}"
        rang = 2
        while slug in pris:
            slug, rang = f"{base}-{numero}-{rang}", rang + 1
        pris.add(slug)
        return slug


def genre(modele: type[Model]) -> ContentType:
    """Return the row of Django that names a model."""
    return ContentType.objects.get_for_model(modele)
