"""What hangs on a content, beside its fields, read with it: a form asks the database for that only where there is some."""

from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, Model, OuterRef, QuerySet

from redaction.models import LienDeRelecture, Maillon, Relecteur, Relecture, Remarque, Retouche, Tache

SUITES = (Tache, Maillon, LienDeRelecture, Relecteur, Relecture, Remarque, Retouche)


def avec_suites(lignes: QuerySet) -> QuerySet:
    """Say of each row of one kind of content whether each of `SUITES` has something about it."""
    genre = ContentType.objects.get_for_model(lignes.model)
    return lignes.annotate(
        **{_nom(suite): Exists(suite.objects.filter(type_objet=genre, id_objet=OuterRef("pk")).order_by()) for suite in SUITES}
    )


def en_a(objet: Model, suite: type[Model]) -> bool:
    """Return whether `suite` may have something about `objet`: where it was not asked, it may."""
    return getattr(objet, _nom(suite), True)


def _nom(suite):
    return f"a_{suite._meta.model_name}"
