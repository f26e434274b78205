from annuaire.models import Collectivite
from socle import donnees_liees
from socle.donnees_liees import absolue, noeud


def de_collectivite(collectivite):
    """Return what the profile of a collectivité says of itself to machines."""
    publique = collectivite.type not in {Collectivite.Type.ASSOCIATION, Collectivite.Type.AUTRE}
    adresse = noeud(
        "PostalAddress",
        streetAddress=collectivite.adresse,
        postalCode=collectivite.code_postal,
        addressLocality=collectivite.ville,
        addressCountry="FR",
    )
    siren = noeud("PropertyValue", propertyID="SIREN", value=collectivite.siren) if collectivite.siren else None
    return noeud(
        "GovernmentOrganization" if publique else "Organization",
        name=collectivite.nom,
        url=absolue(collectivite.get_absolute_url()),
        sameAs=collectivite.site,
        address=adresse,
        identifier=siren,
        logo=donnees_liees.image(collectivite.image),
    )


def d_autorite(autorite):
    """Return what the page of an authority abroad says of it to machines."""
    return noeud(
        "GovernmentOrganization",
        name=autorite.nom,
        url=absolue(autorite.get_absolute_url()),
        sameAs=autorite.site,
        address=noeud("PostalAddress", addressCountry=autorite.pays_id),
    )
