"""The directory handed over as its filters keep it: what its pages show of each collectivité, and no more."""

import json
from datetime import date

from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.views import View

from annuaire.filtres_annuaire import FiltreCollectivites
from annuaire.models import Collectivite
from annuaire.rangees import pour_rangees
from annuaire.titres import titrer
from socle.memoire import VueGardee
from socle.tableur import en_csv

LICENCE = "Licence Ouverte 2.0 (Etalab)"
SOURCE = "Cités Unies France, annuaire des collectivités"
PAR_LOT = 500
"""Rows read at once."""

COLONNES = {
    "nom": lambda une: une.nom,
    "type": lambda une: une.get_type_display(),
    "siren": lambda une: _siren(une),
    "insee": lambda une: une.commune_id or "",
    "departement": lambda une: une.departement.nom if une.departement else "",
    "region": lambda une: une.region.nom if une.region else "",
    "habitants": lambda une: une.population,
    "adherente": lambda une: "oui" if une.adherente else "non",
    "pays": lambda une: " | ".join(une.noms_pays),
    "partenariats": lambda une: une.nombre_partenariats,
    "site": lambda une: une.site,
    "fiche": lambda une: settings.CUF_URL + une.get_absolute_url(),
    "mise_a_jour": lambda une: timezone.localtime(une.modifie_le).date().isoformat(),
}
"""What is handed over of a row, loaded `pour_export`: its name, and its value."""


def _siren(une):
    """Return the SIREN of a collectivité: its own, else that of its territory."""
    types = Collectivite.Type
    territoires = {types.COMMUNE: "commune", types.EPCI: "epci", types.DEPARTEMENT: "departement", types.REGION: "region"}
    territoire = getattr(une, territoires[une.type]) if une.type in territoires else None
    return une.siren or (territoire and territoire.siren)


def pour_export(lignes):
    """Load what an export says of each row, its place included."""
    return pour_rangees(lignes).select_related("departement", "region", "commune", "epci").avec_point()


class Export(VueGardee, View):
    """The directory under its filters as `forme`, « csv » or « geojson »; 400 where a filter makes no sense.

    Kept as pages are: a few thousand rows, of which no more than `PAR_LOT` stand in memory as objects.
    """

    forme = None

    @classmethod
    def parametres_lus(cls):
        return tuple(FiltreCollectivites.base_filters)

    def get(self, request):
        toutes = Collectivite.objects.visibles().avec_adhesion().alphabetique()
        filtre = FiltreCollectivites(request.GET, queryset=toutes, request=request)
        if not filtre.is_valid():
            return HttpResponse(_refus(filtre.form), status=400, content_type="text/plain; charset=utf-8")
        titre, jour = titrer(filtre) or "Annuaire des collectivités", timezone.localdate()
        ecrire, genre = FORMES[self.forme]
        nom = f"{slugify(titre.replace('’', '-'))[:80].strip('-')}-{jour.isoformat()}.{self.forme}"
        rangees = pour_export(filtre.qs).iterator(chunk_size=PAR_LOT)
        return HttpResponse(
            "".join(ecrire(rangees, titre, jour)),
            content_type=genre,
            headers={"Content-Disposition": f'attachment; filename="{nom}"', "X-Robots-Tag": "noindex"},
        )


def _refus(formulaire):
    return "\n".join(f"{formulaire.fields[nom].label}\u00a0: {' '.join(dites)}" for nom, dites in formulaire.errors.items())


def _csv(rangees, titre, jour: date):
    """Yield the file: the columns, the rows, then where they come from and under what licence."""

    def lignes():
        yield COLONNES
        for une in rangees:
            yield [valeur(une) for valeur in COLONNES.values()]
        yield []
        yield [mention(titre, jour)]

    return en_csv(lignes())


def _geojson(rangees, titre, jour: date):
    """Yield a FeatureCollection (RFC 7946); a collectivité whose place is not known has no geometry."""
    tete = {"title": titre, "attribution": SOURCE, "license": LICENCE, "date": jour.isoformat()}
    yield json.dumps({"type": "FeatureCollection", **tete}, ensure_ascii=False)[:-1] + ', "features": ['
    separateur = "\n"
    for une in rangees:
        yield separateur + json.dumps(_entite(une), ensure_ascii=False)
        separateur = ",\n"
    yield "\n]}\n"


def _entite(une):
    situee = une.point_latitude is not None
    place = [round(float(une.point_longitude), 5), round(float(une.point_latitude), 5)] if situee else None
    return {
        "type": "Feature",
        "id": une.slug,
        "geometry": {"type": "Point", "coordinates": place} if situee else None,
        "properties": {nom: valeur(une) for nom, valeur in COLONNES.items()} | {"pays": une.noms_pays},
    }


def mention(titre, jour: date):
    """Return the line that says what the file is, and under what licence."""
    adresse = settings.CUF_URL + reverse("annuaire:liste")
    return f"{titre}. Source\u00a0: {SOURCE}, {adresse}, {jour:%d/%m/%Y}. {LICENCE}."


FORMES = {"csv": (_csv, "text/csv; charset=utf-8; header=present"), "geojson": (_geojson, "application/geo+json")}
