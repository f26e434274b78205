"""Versions of what the back office edits, kept by django-reversion: who, when, a note, and every value of the form.

A version holds what a form writes: the fields of the row, those of its parent (a group is a circle), its links to many rows,
the rows of its inlines. State and dates of publication are told by the journal: they are in no version, and no version changes
them. Each is taken once, at the end of a save, inside its transaction; the receivers of the library are never at work.
"""

import json
from dataclasses import dataclass, field

import reversion
from django.contrib.contenttypes.models import ContentType
from django.core import serializers
from django.db import models, transaction
from django.db.models import ForeignKey, Prefetch
from reversion.models import Revision, Version
from reversion.revisions import _get_options

NOTE_MAX = 200
PAR_LOT = 200
"""Rows read together."""
TROUVE = "État trouvé avant la modification qui suit"
"""The note of what was written otherwise than by a form (a take-over, an import, another page) since the last version."""
DU_JOURNAL = frozenset({"publie_le", "depublie_le"})


@dataclass
class Etat:
    """The values of a row and of those that its form holds, at some moment.

    Attributes:
        lignes: {(label of the model, key as text): {name of the field: value as JSON has it}}.
        noms: the same keys, with the name that each row had.
    """

    lignes: dict = field(default_factory=dict)
    noms: dict = field(default_factory=dict)

    def champs(self, modele, cle):
        """Return the values of a row, its parents' included; empty when it is not there."""
        valeurs = {}
        for un in (*modele._meta.get_parent_list(), modele):
            valeurs |= self.lignes.get((un._meta.label_lower, str(cle)), {})
        return valeurs

    def lignes_de(self, modele):
        """Return {key as text: values} of the rows of an inline."""
        return {cle: valeurs for (label, cle), valeurs in self.lignes.items() if label == modele._meta.label_lower}


def inscrire(modele, blocs=()):
    """Have the rows of `modele` kept with those of its inlines.

    Args:
        blocs: the models of the inlines, each with one key to `modele`.
    """
    parents = [champ.name for champ in modele._meta.parents.values() if champ]
    for parent in modele._meta.get_parent_list():
        _inscrire(parent, ())
    for bloc in blocs:
        _inscrire(bloc, ())
    _inscrire(modele, [*parents, *(_cle_du_parent(bloc, modele).remote_field.get_accessor_name() for bloc in blocs)])


@transaction.atomic
def garder(*, objet, par, note=""):
    """Keep `objet` as it now stands in the database, as a version by `par` (None for a command)."""
    _ecrire(_relire(objet), par, note)


@transaction.atomic
def garder_plusieurs(*, modele, cles, par, note=""):
    """Keep many rows of a model as they now stand, each as `garder` does: read together, some queries for hundreds of them."""
    for debut in range(0, len(cles), PAR_LOT):
        for ligne in _a_photographier(modele).filter(pk__in=cles[debut : debut + PAR_LOT]).order_by("pk"):
            _ecrire(ligne, par, note)


@transaction.atomic
def garder_l_etat_trouve(objet):
    """Keep `objet` as it stands before a form changes it, where no version says it already: nothing is lost at the first edit."""
    ligne, derniere = _relire(objet), versions_de(objet).first()
    if derniere is None or etat_de(derniere).lignes != _photographier(ligne).lignes:
        _ecrire(ligne, None, TROUVE)


def versions_de(objet):
    """Return the versions of `objet`, newest first, each with its revision and the account of its author."""
    genre = ContentType.objects.get_for_model(objet)
    return Version.objects.filter(content_type=genre, object_id=str(objet.pk)).select_related("revision__user").order_by("-pk")


def etat_de(version):
    """Return the values that a version holds, fields that the portal no longer has included."""
    return etats_de([version])[version.revision_id]


def etats_de(voulues):
    """Return {key of the revision: values} of several versions, in one query."""
    etats = {une.revision_id: Etat() for une in voulues}
    for une in Version.objects.filter(revision_id__in=etats):
        genre = ContentType.objects.get_for_id(une.content_type_id)
        [lue] = json.loads(une.serialized_data)
        _noter(etats[une.revision_id], f"{genre.app_label}.{genre.model}", une.object_id, lue["fields"], une.object_repr)
    return etats


def etat_actuel(objet):
    """Return the values of `objet` as a version taken now would hold them."""
    return _photographier(_relire(objet))


def oublier_les_versions(objet):
    """Forget the versions of a row that is gone for good: what it said goes with it."""
    Revision.objects.filter(pk__in=versions_de(objet).order_by().values("revision")).delete()


def _inscrire(modele, suivis):
    if not reversion.is_registered(modele):
        options = modele._meta
        champs = [champ for champ in (*options.local_fields, *options.local_many_to_many) if not champ.primary_key]
        tenus = [champ.name for champ in champs if champ.editable and champ.name not in DU_JOURNAL]
        reversion.register(modele, fields=tenus, follow=suivis)


def _cle_du_parent(bloc, modele):
    ancetres = {modele, *modele._meta.get_parent_list()}
    return next(champ for champ in bloc._meta.fields if isinstance(champ, ForeignKey) and champ.related_model in ancetres)


def _relire(objet):
    """Return the row read again with all that its version holds."""
    return _a_photographier(type(objet)).get(pk=objet.pk)


def _a_photographier(modele):
    """Return the rows with all that their versions hold: as many queries for two rows of an inline as for twenty."""
    liens = [champ.name for champ in modele._meta.many_to_many if champ.remote_field.through._meta.auto_created]
    lignes = modele._base_manager.prefetch_related(*liens)
    for nom in _get_options(modele).follow:
        lien = modele._meta.get_field(nom) if nom in {champ.name for champ in modele._meta.fields} else None
        if lien is None:
            bloc = getattr(modele, nom).rel.related_model
            cles = [champ.name for champ in bloc._meta.fields if isinstance(champ, ForeignKey)]
            lignes = lignes.prefetch_related(Prefetch(nom, bloc._base_manager.select_related(*cles).order_by("pk")))
        else:
            lignes = lignes.select_related(nom)
    return lignes


def _ecrire(ligne, par, note):
    with reversion.create_revision(manage_manually=True):
        reversion.set_user(par)
        reversion.set_comment(note)
        reversion.add_to_revision(ligne)


def _photographier(ligne):
    etat = Etat()
    suivies = [ligne]
    for nom in _get_options(type(ligne)).follow:
        suite = getattr(ligne, nom)
        suivies += [suite] if isinstance(suite, models.Model) else suite.all()
    for une in suivies:
        [lue] = json.loads(serializers.serialize("json", [une], fields=_get_options(type(une)).fields))
        _noter(etat, une._meta.label_lower, str(une.pk), lue["fields"], str(une))
    return etat


def _noter(etat, label, cle, valeurs, nom):
    # Links to many rows are in no order: two readings of the same ones are the same values.
    etat.lignes[label, cle] = {
        champ: sorted(valeur, key=str) if isinstance(valeur, list) else valeur for champ, valeur in valeurs.items()
    }
    etat.noms[label, cle] = nom
