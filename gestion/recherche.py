"""Words looked for in the lists of the back office, wherever the `search_fields` of an admin say."""

from itertools import groupby

from django.db.models import F, ForeignKey, Q

from socle.fonctions import tri
from socle.mots import mots_utiles, rang_du_nom, tient, valeurs_nommees

CLES_MAX = 500
"""Keys of related rows that a condition names one by one."""


def chercher(lignes, chemins, texte):
    """Keep the rows that hold every word of `texte` in one of their fields, whatever accents, capitals, hyphens and apostrophes.

    A label typed as it is shown finds its row, a phrase what its words say (« jumelage avec Fès »), and « St » is « Saint ». A
    field with choices holds the words of its label. No row comes twice.

    Args:
        lignes: a queryset.
        chemins: paths of fields, as `search_fields` writes them.
        texte: what a person typed, whatever it is.
    """
    mots = mots_utiles(texte, lignes.model)
    if not mots and texte.strip("\0 "):  # signs alone name nothing
        return lignes.none()
    for mot in mots if chemins else ():
        lignes = lignes.filter(_condition(lignes.model, chemins, mot))
    return lignes


def par_nom(lignes, champ, texte):
    """Put the rows whose name `champ` is `texte` first, then those whose name begins so, those whose name holds its words."""
    mots = mots_utiles(texte, lignes.model)
    return lignes.order_by(rang_du_nom(champ, mots), *(lignes.query.order_by or lignes.model._meta.ordering)) if mots else lignes


def _condition(modele, chemins, mot):
    condition = Q()
    for relation, groupe in groupby(sorted(chemins, key=_relation), key=_relation):
        groupe = list(groupe)
        if not relation:
            for champ in [champ for champ in groupe if modele._meta.get_field(champ).choices]:
                groupe.remove(champ)
                condition |= Q(**{f"{champ}__in": valeurs_nommees(modele._meta.get_field(champ).flatchoices, mot)})
        if _est_colonne(modele, relation, groupe):
            condition |= _dans(groupe, mot)
        elif _nomme_une_ligne(modele, relation):
            condition |= Q(**{f"{relation}__in": _cles(modele._meta.get_field(relation).related_model, groupe, mot)})
        else:
            condition |= Q(pk__in=modele._base_manager.order_by().filter(_dans(groupe, mot)).values("pk"))
    return condition


def _relation(chemin):
    return chemin.rpartition("__")[0]


def _est_colonne(modele, relation, chemins):
    """Return whether the paths read columns of the table itself: its own fields, or the key of a row that it names."""
    if not relation:
        return True
    if not _nomme_une_ligne(modele, relation):
        return False
    cle = modele._meta.get_field(relation).related_model._meta.pk.name
    return all(chemin == f"{relation}__{cle}" for chemin in chemins)


def _nomme_une_ligne(modele, relation):
    """Return whether `relation` is a foreign key of the table itself."""
    return "__" not in relation and isinstance(modele._meta.get_field(relation), ForeignKey)


def _dans(chemins, mot):
    condition = Q()
    for chemin in chemins:
        condition |= tient(tri(F(chemin)), mot)
    return condition


def _cles(modele, chemins, mot):
    """Return the keys of the rows that hold the word: in full where they are few, so that the indexes of the list serve."""
    trouvees = modele._base_manager.order_by().filter(_dans([chemin.rpartition("__")[2] for chemin in chemins], mot)).values("pk")
    cles = [ligne["pk"] for ligne in trouvees[: CLES_MAX + 1]]
    return cles if len(cles) <= CLES_MAX else trouvees
