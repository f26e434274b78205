from socle import donnees_liees
from socle.donnees_liees import absolue, noeud
from socle.typographie import typo

TITRE_MAX = 110
"""Characters of a headline, beyond which search engines do not read it."""


def d_actualite(actualite):
    """Return what a piece of news says of itself to machines."""
    return noeud(
        "NewsArticle",
        headline=typo(actualite.titre)[:TITRE_MAX],
        description=typo(actualite.chapo),
        datePublished=actualite.publie_le,
        dateModified=max(actualite.publie_le, actualite.modifie_le),
        inLanguage="fr",
        articleSection=actualite.get_genre_display(),
        image=donnees_liees.image(actualite.image),
        author=donnees_liees.l_association(),
        publisher=donnees_liees.l_association(),
        mainEntityOfPage=absolue(actualite.get_absolute_url()),
    )
