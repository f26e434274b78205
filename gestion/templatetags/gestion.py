"""Tags of the back office."""

from django import template
from django.contrib.admin.templatetags.admin_list import date_hierarchy
from django.db.models import DateTimeField
from django.utils import timezone

register = template.Library()


@register.inclusion_tag("admin/date_hierarchy.html")
def annees_de(cl):
    """Show the years of a list, from its first to its last date: two rows are read, where Django reads them all.

    Once a year is chosen, its months and days are those of its rows, as Django shows them.
    """
    champ = cl.date_hierarchy
    if any(cl.params.get(f"{champ}__{partie}") for partie in ("year", "month", "day")):
        return date_hierarchy(cl)
    datees = cl.model._base_manager.exclude(**{champ: None}).values_list(champ, flat=True)
    bornes = [datees.order_by(ordre).first() for ordre in (champ, f"-{champ}")]
    if None in bornes:
        return {"show": False}
    if isinstance(cl.opts.get_field(champ), DateTimeField):
        bornes = [timezone.localtime(borne) for borne in bornes]
    premiere, derniere = (borne.year for borne in bornes)
    return {
        "show": True,
        "back": None,
        "choices": [
            {"link": cl.get_query_string({f"{champ}__year": str(annee)}), "title": str(annee)}
            for annee in range(premiere, derniere + 1)
        ],
    }
