"""Guard of what an app knows of those above it: their rows by a reverse manager, `groupe.actualites.publies()`, and no more.

A reverse relation gives a lower app the name of an upper one's field. Asked for its model, or written in a lookup, it makes the
lower app depend on how the upper one is made, where no import shows it.
"""

import ast

import pytest
from django.apps import apps

from tests.couches import RACINE, lire_les_couches

# Calls whose arguments name relations, strings and keywords alike.
NOMMENT = {
    "filter", "exclude", "get", "annotate", "alias", "aggregate", "order_by", "values", "values_list", "only", "defer",
    "select_related", "prefetch_related", "Prefetch", "Q", "F", "OuterRef", "Exists", "Count", "Sum",
    "Avg", "Max", "Min", "ArrayAgg", "StringAgg", "getattr", "hasattr", "setattr", "get_field",
    "distinct", "prefetch_related_objects",
}  # fmt: skip


def noms_du_dessus(app, couches):
    """Return the names that the apps above `app`, or beside it, give to their relations with models that `app` knows.

    A name that `app` also knows from its own floor or below means that one: `Groupe.pays` is no business of `Actualite.pays`.
    """

    def connue(etiquette):
        return etiquette == app or couches.get(etiquette, 0) < couches[app]

    sien, du_dessus = set(), set()
    for modele in apps.get_models():
        for champ in modele._meta.get_fields():
            if champ.is_relation and champ.concrete:
                if connue(modele._meta.app_label):
                    sien.add(champ.name)
            elif champ.is_relation and champ.auto_created:
                if connue(champ.related_model._meta.app_label):
                    sien.add(champ.get_accessor_name())
                elif connue(modele._meta.app_label) and champ.related_model._meta.app_label in couches:
                    du_dessus.add(champ.get_accessor_name())
    return du_dessus - sien


def appel_autour(noeud, parents):
    """Return the name of the function that `noeud` is an argument of, dictionaries unpacked in the call included."""
    parent = parents[noeud]
    while isinstance(parent, ast.Dict | ast.keyword | ast.JoinedStr | ast.FormattedValue | ast.List | ast.Tuple | ast.Starred):
        parent = parents[parent]
    fonction = parent.func if isinstance(parent, ast.Call) else None
    return getattr(fonction, "attr", getattr(fonction, "id", ""))


def fautes(source, noms):
    """Yield what `source`, a module, makes of the relations `noms` other than calling a method of their managers."""
    arbre = ast.parse(source)
    parents = {enfant: parent for parent in ast.walk(arbre) for enfant in ast.iter_child_nodes(parent)}
    for noeud in ast.walk(arbre):
        if isinstance(noeud, ast.Attribute) and noeud.attr in noms and isinstance(noeud.ctx, ast.Load):
            methode = parents[noeud]
            appelee = isinstance(methode, ast.Attribute) and getattr(parents[methode], "func", None) is methode
            if not appelee:
                yield ast.unparse(methode)
            continue
        texte = noeud.arg if isinstance(noeud, ast.keyword) else getattr(noeud, "value", None)
        if isinstance(texte, str) and not noms.isdisjoint(texte.lstrip("-").split("__")):
            if "__" in texte or appel_autour(noeud, parents) in NOMMENT:
                yield texte


def test_no_app_reaches_upwards_through_a_reverse_relation():
    couches = lire_les_couches()
    noms = {app: noms_du_dessus(app, couches) for app in couches}
    assert {"actualites", "evenements", "fonds"} <= noms["groupes_pays"] and "groupes" in noms["annuaire"]
    assert noms["pages"] == set()
    trouvees = {
        str(chemin.relative_to(RACINE)): atteintes
        for app in couches
        for chemin in (RACINE / app).rglob("*.py")
        if "migrations" not in chemin.parts and (atteintes := list(fautes(chemin.read_text(), noms[app])))
    }
    assert trouvees == {}


@pytest.mark.parametrize(
    "plantee",
    [
        "pays[0].fonds.model.objects.publies()",
        "Groupe.actualites.through.objects.all()",
        "autre = groupe.fonds",
        "Groupe.objects.filter(fonds__isnull=True)",
        "Groupe.objects.filter(fonds=None)",
        "Groupe.objects.annotate(nombre=Count('actualites'))",
        "Groupe.objects.order_by('-actualites__publie_le')",
        "Groupe.objects.prefetch_related('pays', Prefetch('pays__fonds'))",
        "Groupe.objects.filter(**{'actualites': une})",
        "getattr(groupe, 'fonds', None)",
        "hasattr(groupe, 'actualites')",
        "search_fields = ['nom', 'fonds__titre']",
    ],
)
def test_the_guard_of_relations_sees(plantee):
    assert list(fautes(plantee, {"fonds", "actualites"}))


@pytest.mark.parametrize(
    "permise",
    [
        "groupe.actualites.en_ligne_pour(lecteur).order_by('-publie_le')",
        "for une in groupe.actualites.all(): dire(une)",
        "contexte = {'actualites': groupe.actualites.publies(), 'fonds': []}",
        "super().get_context_data(actualites=groupe.actualites.publies()[:5])",
        "reverse('pages:plan') + '#fonds'",
    ],
)
def test_the_guard_of_relations_lets_a_manager_answer(permise):
    assert list(fautes(permise, {"fonds", "actualites"})) == []
