"""Countries and themes of the rows found, many at once."""

from django.apps import apps
from django.db.models import F, TextField, Value
from django.db.models.functions import Cast

from recherche import prepare
from recherche.textes import DansTableau


def rattacher(trouves):
    """Fill `pays` (codes) and `themes` (slugs) of the rows found; one query for all of them."""
    par_genre = {}
    for un in trouves:
        par_genre.setdefault(un.genre.cle, {})[str(un.cle)] = un
    forme = tuple(sorted((genre, next(iter(siens.values())).genre.modele._meta.label) for genre, siens in par_genre.items()))
    cles = {genre: [un.cle for un in siens.values()] for genre, siens in par_genre.items()}
    for genre, relation, cle, autre in prepare.lire(_paires, forme, **cles):
        getattr(par_genre[genre][cle], relation).append(autre)


def _paires(forme):
    """Give the querysets of kind, relation, key of a row, code or slug of its subject."""
    for genre, modele in ((genre, apps.get_model(label)) for genre, label in forme):
        for relation in ("pays", "themes"):
            champ = next((un for un in modele._meta.get_fields() if un.name == relation and not un.auto_created), None)
            if champ is None:
                continue
            lignes, une, autre = modele.objects.order_by(), "pk", champ.name
            if champ.many_to_many:
                lignes = champ.remote_field.through.objects.order_by()
                une, autre = f"{champ.m2m_field_name()}_id", champ.m2m_reverse_field_name()
            cle = modele._meta.pk
            cles = prepare.tableau(genre, getattr(cle, "target_field", cle).__class__())
            dite = f"{autre}__slug" if relation == "themes" else f"{autre}_id"
            yield lignes.filter(DansTableau(F(une), cles)).values_list(
                Value(genre, TextField()), Value(relation, TextField()), Cast(une, TextField()), Cast(dite, TextField())
            )
