"""What points at a row of any app, hidden relations included."""

from django.db.models import CASCADE, PROTECT, RESTRICT, Q


def liens_vers(modele):
    """Return the relations of every app that point at `modele`, hidden ones included; rows that only tie two others left out."""
    return [
        lien
        for lien in modele._meta.get_fields(include_hidden=True)
        if lien.is_relation and lien.auto_created and not lien.concrete
        if not lien.parent_link and not lien.related_model._meta.auto_created
    ]


def usages(objet):
    """Return, model by model, the rows that would stay without `objet` but lose their link to it."""
    voulus = {}
    for lien in liens_vers(type(objet)):
        if lien.many_to_many or lien.on_delete not in {CASCADE, PROTECT, RESTRICT}:
            voulus[lien.related_model] = voulus.get(lien.related_model, Q()) | Q(**{lien.field.name: objet})
    # By key: a row that points twice is one row.
    return [
        modele._base_manager.filter(pk__in=modele._base_manager.filter(voulu).order_by().values("pk"))
        for modele, voulu in voulus.items()
    ]
