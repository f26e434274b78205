"""A form of the back office filled with the values of another moment: nothing is written, who reads it saves it, or not.

`remplir` takes a `redaction.versions.Etat`, wherever it comes from: a version, a draft kept beside what is online. The form
keeps the digest of the row as it is now, and its save is like any other: cleaned, checked, told in the journal.
"""

from django.core.exceptions import ValidationError
from django.db import models
from django.forms.formsets import DELETION_FIELD_NAME
from django.utils.text import capfirst

from redaction.comparaison import champ_de, lignes_par_cle


def remplir(formulaire, blocs, etat, *, gardes):
    """Fill a form not sent yet, and its rows, with the values of `etat`; return what could not be, in French.

    Args:
        formulaire: the form of the row, unbound.
        blocs: for each inline that `etat` knows of, its formset, unbound, and whether rows more recent than `etat` stay.
        etat: the values to show.
        gardes: the names of the fields that stay as they are now.
    """
    modele, cle = type(formulaire.instance), formulaire.instance.pk
    valeurs = etat.champs(modele, cle)
    manques = _remplir_un(formulaire, valeurs, modele, gardes, _liees(modele, [valeurs]))
    for formset, ajouts_gardes in blocs:
        manques += _remplir_les_lignes(formset, etat.lignes_de(formset.model), ajouts_gardes)
    return manques


def _liees(modele, plusieurs):
    """Return {name of a relation: {key as text: row}} of all that rows of `modele` point at; a query for each relation."""
    liees = {}
    for champ in (*modele._meta.fields, *modele._meta.many_to_many):
        if champ.is_relation:
            valeurs = [valeurs[champ.name] for valeurs in plusieurs if champ.name in valeurs]
            cles = {cle for valeur in valeurs for cle in (valeur if isinstance(valeur, list) else [valeur])}
            liees[champ.name] = lignes_par_cle(champ.related_model, cles) if cles - {None} else {}
    return liees


def _remplir_un(formulaire, valeurs, modele, gardes, liees):
    manques = [
        f"Le champ « {nom} » de cette version n’existe plus dans le portail : il est laissé de côté."
        for nom in sorted(valeurs)
        if champ_de(modele, nom) is None
    ]
    for nom in formulaire.fields:
        champ = champ_de(modele, nom)
        if champ is None or nom in gardes or not champ.editable:
            continue
        libelle = capfirst(champ.verbose_name)
        if nom not in valeurs:
            manques.append(f"{libelle} : ce champ est plus récent que cette version, il garde sa valeur d’aujourd’hui.")
            continue
        try:
            valeur, perdus = _lire(champ, valeurs[nom], liees.get(nom))
        except (ValidationError, ValueError, TypeError):
            manques.append(f"{libelle} : la valeur d’alors n’est plus admise, celle d’aujourd’hui reste.")
            continue
        if champ.many_to_many or not perdus:
            formulaire.initial[nom] = valeur
        if perdus:
            manques.append(f"{libelle} : {_combien(perdus)}, impossible de {'le' if perdus == 1 else 'les'} remettre.")
    return manques


def _combien(perdus):
    return "un élément lié a été supprimé depuis" if perdus == 1 else f"{perdus} éléments liés ont été supprimés depuis"


def _lire(champ, valeur, liees):
    """Return a value as the form shows it, and how many of the rows that it points at are gone.

    Raises:
        ValidationError: it is none that the field takes today.
    """
    if champ.many_to_many:
        cles = {str(cle) for cle in valeur}
        lignes = [liees[cle] for cle in cles if cle in liees]
        return lignes, len(cles) - len(lignes)
    if champ.is_relation:
        return liees.get(str(valeur)), int(valeur is not None and str(valeur) not in liees)
    if isinstance(champ, models.FileField):
        raise ValidationError("A browser takes no file from a page.")
    lue = champ.to_python(valeur)
    if champ.choices and lue not in champ.empty_values and lue not in dict(champ.flatchoices):
        raise ValidationError("This choice is gone.")
    return lue, 0


def _remplir_les_lignes(formset, voulues, ajouts_gardes):
    """Fill the rows still there, add those that went, tick « Supprimer » on those that came since where they do not stay."""
    modele, manques, recentes = formset.model, [], 0
    # The key to the parent is in the form of a row, where nobody fills it.
    cle_du_parent = {formset.fk.name}
    # The rows to add are counted before the forms are made: a formset makes them once.
    presentes = {str(ligne.pk) for ligne in formset.get_queryset()}
    disparues = {cle: valeurs for cle, valeurs in voulues.items() if cle not in presentes}
    liees = _liees(modele, voulues.values())
    if disparues and formset.max_num > 0:
        formset.extra = len(disparues)
        for nom in ("forms", "management_form"):
            formset.__dict__.pop(nom, None)
    for formulaire in formset.initial_forms:
        valeurs = voulues.get(str(formulaire.instance.pk))
        if valeurs is not None:
            manques += _remplir_un(formulaire, valeurs, modele, cle_du_parent, liees)
        elif DELETION_FIELD_NAME in formulaire.fields and not ajouts_gardes:
            formulaire.initial[DELETION_FIELD_NAME] = True
            recentes += 1
        else:
            manques.append(f"« {formulaire.instance} », plus récent que cette version, reste.")
    for formulaire, valeurs in zip(formset.extra_forms, disparues.values(), strict=False):
        manques += _remplir_un(formulaire, valeurs, modele, cle_du_parent, liees)
    noms = modele._meta.verbose_name_plural
    if recentes:
        manques.append(f"{capfirst(noms)} : {recentes} ajouts plus récents que cette version sont cochés « Supprimer ».")
    if len(disparues) > len(formset.extra_forms):
        manques.append(f"{capfirst(noms)} : votre rôle ne permet pas de remettre ce qui a été supprimé depuis.")
    return manques
