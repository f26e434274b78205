"""Short lists of related rows, brought by the query of their owner."""

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.db.models.functions import JSONObject


def objets_lies(relation, **champs):
    """Return the subquery of the rows at the end of a many-to-many relation, as a list of dictionaries.

    For a list that a page only shows: it costs no query of its own, where a prefetch costs one.

    Args:
        relation: the relation as its model declares it, for instance `Evenement.contacts`.
        champs: keys of the dictionaries, and the fields they come from. The rows come in the order of their model.
    """
    champ = relation.field
    # Two levels up: the links stand in the subquery of the rows, itself in the query of their owner.
    liens = relation.through.objects.filter(**{champ.m2m_field_name(): OuterRef(OuterRef("pk"))})
    lignes = champ.related_model.objects.filter(pk__in=liens.values(champ.m2m_reverse_field_name()))
    return ArraySubquery(lignes.values_list(JSONObject(**champs)))
