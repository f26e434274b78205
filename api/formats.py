"""The formats of a list and of a row: CSV for spreadsheets, GeoJSON for maps. JSON is the affair of django-ninja."""

import csv
import json
from io import StringIO

from django.http import HttpResponse
from django.utils import timezone
from ninja.responses import NinjaJSONEncoder

from api.parametres import TYPES

SEPARATEUR = " | "
FORMULES = ("=", "+", "-", "@", "\t", "\r")
"""By what a cell begins that a spreadsheet would compute (OWASP, « CSV injection »)."""


def en_csv(jeu, lignes, modele=None):
    """Return the answer that gives rows (dicts) as a CSV file, in UTF-8, separated by commas (RFC 4180).

    `modele` names the columns, those of a list unless told otherwise.
    """
    texte = StringIO()
    ecrivain = csv.writer(texte)
    colonnes = [*(modele or jeu.ligne).model_fields]
    ecrivain.writerow(colonnes)
    ecrivain.writerows([[cellule(ligne[colonne]) for colonne in colonnes] for ligne in lignes])
    nom = f"{jeu.cle}-{timezone.localdate():%Y-%m-%d}.csv"
    return HttpResponse(
        texte.getvalue(),
        content_type=f"{TYPES['csv']}; charset=utf-8; header=present",
        headers={"Content-Disposition": f'attachment; filename="{nom}"'},
    )


def cellule(valeur):
    """Return a value as a cell: what would be a formula is a text, several values are one cell, what is not known is empty."""
    if valeur is None:
        return ""
    if isinstance(valeur, bool):
        return "oui" if valeur else "non"
    if isinstance(valeur, list):
        return cellule(SEPARATEUR.join(str(une["nom"] if isinstance(une, dict) else une) for une in valeur))
    if hasattr(valeur, "isoformat"):
        return valeur.isoformat()
    if isinstance(valeur, str):
        return f"'{valeur}" if valeur.startswith(FORMULES) else valeur
    return valeur


def en_geojson(entites, **autres):
    """Return the answer that gives `entites`, a feature or the list of a collection's, as GeoJSON (RFC 7946)."""
    corps = entites if isinstance(entites, dict) else {"type": "FeatureCollection", **autres, "features": entites}
    return HttpResponse(json.dumps(corps, cls=NinjaJSONEncoder, ensure_ascii=False), content_type=TYPES["geojson"])


def entite(jeu, modele, objet, faits):
    """Return a row as a GeoJSON feature: a point, several, or none where its place is not known."""
    points = [list(point) for point in jeu.points(objet)]
    if not points:
        geometrie = None
    elif len(points) == 1:
        geometrie = {"type": "Point", "coordinates": points[0]}
    else:
        geometrie = {"type": "MultiPoint", "coordinates": points}
    proprietes = modele(**faits).model_dump(mode="json")
    return {"type": "Feature", "id": objet.pk, "geometry": geometrie, "properties": proprietes}
