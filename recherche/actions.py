"""What the search writes: searches that found nothing, counted, and forgotten."""

from datetime import timedelta

from django.db import connection, transaction
from django.utils import timezone

from recherche.models import RechercheVaine
from recherche.requete import Requete

JOURS_GARDES = 180
"""Days after which a search that nobody makes any more is forgotten."""
GARDEES = 2000
"""Searches kept, those made most: a robot does not fill the table."""
LETTRES = RechercheVaine._meta.get_field("mots").max_length


@transaction.atomic
def noter_vaine(*, requete: Requete) -> None:
    """Count a search that found nothing, by its words alone; what may be an address or a number of someone is not kept."""
    mots = " ".join(requete.mots)[:LETTRES]
    if "@" in requete.texte or any(len(mot) > 5 and not mot.isalpha() for mot in requete.mots):
        return
    with connection.cursor() as curseur:
        curseur.execute(
            "INSERT INTO recherche_recherchevaine (mots, nombre, derniere_le) VALUES (%s, 1, %s) "
            "ON CONFLICT (mots) DO UPDATE SET nombre = recherche_recherchevaine.nombre + 1, derniere_le = EXCLUDED.derniere_le",
            [mots, timezone.localdate()],
        )


@transaction.atomic
def oublier_les_vaines() -> None:
    """Forget the searches of long ago, and the rarest beyond `GARDEES`."""
    RechercheVaine.objects.filter(derniere_le__lt=timezone.localdate() - timedelta(days=JOURS_GARDES)).delete()
    gardees = RechercheVaine.objects.order_by("-nombre", "-derniere_le", "pk").values("pk")[:GARDEES]
    RechercheVaine.objects.exclude(pk__in=[ligne["pk"] for ligne in gardees]).delete()
