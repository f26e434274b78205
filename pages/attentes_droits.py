"""What the dashboard says of the files of the library whose rights end, or have ended."""

from django.db.models import CharField, Value
from django.db.models.functions import Coalesce, NullIf

from mediatheque.models import Document, Image
from pages.files_d_attente import EN_TOUT, MONTRES, File, presenter
from socle.dates import date_simple
from socle.perms import a_le_droit

NOMS = {Image: ("titre", "alt", "legende"), Document: ("titre",)}
"""Where the name of a file is, the first that is written."""


def _nom(champs):
    return Coalesce(*(NullIf(champ, Value("")) for champ in champs), Value("Sans titre"), output_field=CharField())


def _jusqu_au(fichier):
    """Return the last day on which a picture or a document may be shown."""
    return (f"jusqu’au {date_simple(fichier.droits_jusqu_au)}",)


def attentes_des_droits(utilisateur):
    """Return an `Attente` for the pictures, and one for the documents, that `utilisateur` may withdraw; one query."""
    modeles = [modele for modele in NOMS if a_le_droit(utilisateur, "delete", modele)]
    requetes = [
        modele.objects.dont_les_droits_finissent()
        .order_by("droits_jusqu_au", "pk")
        .annotate(en_tout=EN_TOUT)
        .values_list(Value(rang), "en_tout", "pk", _nom(NOMS[modele]), "droits_jusqu_au")[:MONTRES]
        for rang, modele in enumerate(modeles)
    ]
    trouves = {}
    for rang, nombre, cle, nom, jour in requetes[0].union(*requetes[1:], all=True) if requetes else ():
        fichier = modeles[rang](pk=cle, titre=nom, droits_jusqu_au=jour)
        trouves.setdefault(modeles[rang], File(nombre, [])).lignes.append(fichier)
    for file in trouves.values():
        # A union keeps no order.
        file.lignes.sort(key=lambda une: (une.droits_jusqu_au, une.pk))
    return [
        presenter(f"{_pluriel(modele)} dont les droits finissent", file, modele, notes=_jusqu_au, droits="bientot")
        for modele, file in trouves.items()
    ]


def _pluriel(modele):
    return modele._meta.verbose_name_plural.capitalize()
