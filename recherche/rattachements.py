"""Countries and themes of the rows found, many at once."""

from django.contrib.postgres.fields import ArrayField
from django.db.models import F, TextField, Value
from django.db.models.functions import Cast

from recherche.textes import DansTableau


def rattacher(trouves):
    """Fill `pays` (codes) and `themes` (slugs) of the rows found; one query for all of them."""
    par_genre = {}
    for un in trouves:
        par_genre.setdefault(un.genre.cle, {})[un.cle] = un
    requetes = []
    for genre, siens in par_genre.items():
        modele = next(iter(siens.values())).genre.modele
        for relation in ("pays", "themes"):
            if (lignes := _paires(modele, relation, [*siens])) is not None:
                marques = Value(genre, TextField()), Value(relation, TextField())
                requetes.append(lignes.values_list(*marques, "une", "autre"))
    for genre, relation, cle, autre in requetes[0].union(*requetes[1:], all=True) if requetes else ():
        getattr(par_genre[genre][cle], relation).append(autre)


def _paires(modele, relation, cles):
    """Return the queryset of the keys of the rows (`une`) and of the subjects (`autre`); None for a kind without the relation."""
    champ = _champ(modele, relation)
    if champ is None:
        return None
    if champ.many_to_many:
        lignes, une, autre = champ.remote_field.through.objects.order_by(), champ.m2m_field_name(), champ.m2m_reverse_field_name()
    else:
        lignes, une, autre = modele.objects.order_by(), "pk", champ.name
    cle = modele._meta.pk
    valeurs = Value([cle.to_python(une_cle) for une_cle in cles], ArrayField(getattr(cle, "target_field", cle)))
    colonne = une if une == "pk" else f"{une}_id"
    dite = f"{autre}__slug" if relation == "themes" else f"{autre}_id"
    return lignes.filter(DansTableau(F(colonne), valeurs)).annotate(une=Cast(colonne, TextField()), autre=Cast(dite, TextField()))


def _champ(modele, relation):
    trouves = [champ for champ in modele._meta.get_fields() if champ.name == relation and not champ.auto_created]
    return trouves[0] if trouves else None
