from django.template.defaultfilters import linebreaks

from appels.models import Appel
from socle.donnees_liees import absolue, noeud
from socle.typographie import typo


def d_appel(appel):
    """Return what an open job or internship says of itself to machines; None for another kind, or one that does not say where.

    Search engines ask for the country: an offer that names none is in France; one that names some does not say which it is in.
    """
    texte = appel.corps or linebreaks(appel.chapo)
    if appel.genre not in {Appel.Genre.EMPLOI, Appel.Genre.STAGE} or appel.est_clos:
        return None
    if not (texte and appel.lieu) or appel.cles_pays:
        return None
    return noeud(
        "JobPosting",
        title=typo(appel.titre),
        description=texte,
        datePosted=appel.publie_le,
        validThrough=appel.ferme_le,
        employmentType="INTERN" if appel.genre == Appel.Genre.STAGE else None,
        hiringOrganization=noeud("Organization", name=appel.organisme),
        jobLocation=noeud("Place", address=noeud("PostalAddress", addressLocality=appel.lieu, addressCountry="FR")),
        url=absolue(appel.get_absolute_url()),
    )
