"""A queue of the dashboard: how many rows await someone, the first ones, and where they all are."""

from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import Count, Window
from django.urls import reverse
from django.utils.http import urlencode

MONTRES = 5
EN_TOUT = Window(Count("pk"))


class Objet(NamedTuple):
    """A row that awaits: its name, where to open it, what to know before (who, since when), and a mark that is seen first."""

    libelle: str
    adresse: str
    note: str = ""
    marque: str = ""


@dataclass(frozen=True)
class Attente:
    """Something that awaits someone: a title, how many there are, the first ones, and the list of them all."""

    titre: str
    nombre: int
    objets: list
    adresse: str


def _liste(modele, **filtres):
    adresse = reverse(f"admin:{modele._meta.app_label}_{modele._meta.model_name}_changelist")
    return f"{adresse}?{urlencode(filtres)}"


class File(NamedTuple):
    """The first rows of what awaits, and how many there are in all."""

    nombre: int
    lignes: list


VIDE = File(0, [])


def lire_file(lignes):
    """Return the `File` of a queryset; one query."""
    premieres = list(lignes.annotate(en_tout=EN_TOUT)[:MONTRES])
    return File(premieres[0].en_tout, premieres) if premieres else VIDE


def presenter(titre, file, modele, libelle=str, notes=lambda ligne: (), **filtres):
    """Return what awaits as the dashboard shows it, with the address of the list that `filtres` make of it."""
    objets = [Objet(libelle(ligne), fiche(ligne), *notes(ligne)) for ligne in file.lignes]
    return Attente(titre, file.nombre, objets, _liste(modele, **filtres))


def fiche(objet):
    """Return the address of the form of a row."""
    return reverse(f"admin:{objet._meta.app_label}_{objet._meta.model_name}_change", args=[objet.pk])
