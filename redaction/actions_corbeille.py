"""The bin for rows that are no content (a person, a partnership): taken out of their table whole, and put back (decision 039)."""

import json

from django.apps import apps
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.contenttypes.models import ContentType
from django.core import serializers
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.db.models import CASCADE, Model

from gestion.usages import liens_vers
from redaction import versions
from redaction.models import LigneJetee
from redaction.transitions import JETER, RESTAURER
from socle.journal import journaliser


@transaction.atomic
def jeter_ligne(*, objet: Model, avec: tuple[type[Model], ...], par: AbstractBaseUser) -> LigneJetee:
    """Delete `objet` with what goes with it, and keep all that brings it back.

    Args:
        objet: the row.
        avec: models whose rows go with it, where the database alone would keep it for them.
        par: the member of the team who deletes it.

    Raises ProtectedError when something else holds it.
    """
    objet = type(objet)._base_manager.select_for_update(of=("self",)).get(pk=objet.pk)
    versions.garder_l_etat_trouve(objet)
    partent, liens = [], []
    for lien in liens_vers(type(objet)):
        modele, champ = lien.related_model, lien.field.name
        lignes = modele._base_manager.filter(**{champ: objet}).order_by("pk")
        if not lien.many_to_many and (lien.on_delete is CASCADE or modele in avec):
            partent += lignes
        elif cles := [*lignes.values_list("pk", flat=True)]:
            liens.append([modele._meta.label_lower, champ, cles])
    detail = {"lignes": json.loads(serializers.serialize("json", [objet, *partent])), "liens": liens}
    jetee = LigneJetee.objects.create(
        type_objet=ContentType.objects.get_for_model(objet), id_objet=objet.pk, nom=str(objet)[:250], detail=detail, par=par
    )
    journaliser(par=par, action=JETER.nom, objet=objet)
    for ligne in partent:
        ligne.delete()
    objet.delete()
    return jetee


@transaction.atomic
def restaurer_ligne(*, jetee: LigneJetee, par: AbstractBaseUser) -> tuple[Model, list[str]]:
    """Put back what was deleted, under its key, with what went with it and the links that others had to it.

    Returns:
        The row, and what could not come back with it: the name of what it was about is gone since.

    Raises ValidationError when it is in the bin no more, or when the database refuses it.
    """
    jetee = LigneJetee.objects.select_for_update().filter(pk=jetee.pk).first()
    if jetee is None:
        raise ValidationError("Quelqu’un l’a déjà sorti de la corbeille, ou la corbeille a été vidée.", code="parti")
    premiere, *suite = jetee.detail["lignes"]
    try:
        with transaction.atomic():
            objet, _ = _remettre(premiere)
            perdues = [nom for nom in (_remettre(photo)[1] for photo in suite) if nom]
            for label, champ, cles in jetee.detail["liens"]:
                _relier(apps.get_model(label), champ, cles, objet)
            # Relations are checked at the end of the transaction: here is where they can still be told.
            connection.check_constraints()
    except (IntegrityError, LookupError) as erreur:
        raise ValidationError("Il ne peut revenir tel quel : quelque chose a pris sa place depuis.", code="place") from erreur
    journaliser(par=par, action=RESTAURER.nom, objet=objet, detail={"perdues": perdues} if perdues else None)
    jetee.delete()
    return objet, perdues


def _remettre(photo):
    """Write a row as it was, its key included, without its links to what is gone; return it, or None and what it was."""
    modele = apps.get_model(photo["model"])
    champs = {**photo["fields"]}
    for champ in (*modele._meta.fields, *modele._meta.many_to_many):
        valeur = champs.get(champ.name)
        if not champ.is_relation or valeur is None:
            continue
        presentes = champ.related_model._base_manager
        if champ.many_to_many:
            champs[champ.name] = [*presentes.filter(pk__in=valeur).values_list("pk", flat=True)]
        elif not presentes.filter(pk=valeur).exists():
            if not champ.null:
                return None, f"{modele._meta.verbose_name} n° {photo['pk']} ({champ.verbose_name} n’existe plus)"
            champs[champ.name] = None
    [lue] = serializers.deserialize("python", [{**photo, "fields": champs}])
    lue.save()
    return lue.object, ""


def _relier(modele, champ, cles, objet):
    """Point again at `objet` the rows that did, those that are still there and point at nothing else since."""
    lignes = modele._base_manager.filter(pk__in=cles)
    if modele._meta.get_field(champ).many_to_many:
        for ligne in lignes:
            getattr(ligne, champ).add(objet)
    else:
        lignes.filter(**{f"{champ}__isnull": True}).update(**{champ: objet})
