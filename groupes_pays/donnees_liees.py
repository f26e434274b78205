from socle import donnees_liees
from socle.donnees_liees import absolue, noeud
from socle.typographie import typo


def de_groupe(groupe):
    """Return what a country group or a dynamique says of itself to machines."""
    return noeud(
        "Organization",
        name=typo(groupe.nom),
        description=typo(groupe.chapo),
        url=absolue(groupe.get_absolute_url()),
        parentOrganization=donnees_liees.l_association(),
    )
