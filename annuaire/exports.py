"""The directory and its partnerships handed over as their filters keep them: what pages show of each row, and no more."""

import json
from datetime import date

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.views import View

from annuaire.filtres import FiltrePartenariats
from annuaire.filtres_annuaire import FiltreCollectivites
from annuaire.models import Collectivite, Partenariat
from annuaire.rangees import pour_rangees
from annuaire.titres import titrer
from socle.filtres import sans_accent
from socle.memoire import VueGardee
from socle.tableur import XLSX, en_csv, en_xlsx

LICENCE = "Licence Ouverte 2.0 (Etalab)"
SOURCE = "Cités Unies France, annuaire des collectivités"
PAR_LOT = 500
"""Rows read at once."""

COLONNES = {
    "nom": (38, lambda une: une.nom),
    "type": (18, lambda une: une.get_type_display()),
    "siren": (11, lambda une: _siren(une)),
    "insee": (8, lambda une: une.commune_id or ""),
    "departement": (22, lambda une: une.departement.nom if une.departement else ""),
    "region": (26, lambda une: une.region.nom if une.region else ""),
    "habitants": (11, lambda une: une.population),
    "adherente": (11, lambda une: "oui" if une.adherente else "non"),
    "pays": (40, lambda une: " | ".join(une.noms_pays)),
    "partenariats": (13, lambda une: une.nombre_partenariats),
    "site": (34, lambda une: une.site),
    "fiche": (50, lambda une: settings.CUF_URL + une.get_absolute_url()),
    "mise_a_jour": (13, lambda une: timezone.localtime(une.modifie_le).date()),
}
"""What is handed over of a collectivité, loaded `pour_export`: by name, the width of the column in letters, and the value."""

COLONNES_DES_LIENS = {
    "collectivites": (40, lambda lien: _noms(lien.collectivites.all())),
    "partenaires": (32, lambda lien: _noms(lien.autorites.all())),
    "pays": (20, lambda lien: _noms({autorite.pays for autorite in lien.autorites.all()})),
    "nature": (24, lambda lien: lien.get_nature_display()),
    "annee": (8, lambda lien: lien.annee),
    "situation": (13, lambda lien: lien.situation.label),
    "confirme_le": (13, lambda lien: lien.confirme_le),
    "description": (60, lambda lien: lien.description),
    "source": (30, lambda lien: lien.source),
}
"""What is handed over of a partnership, loaded `pour_liste`."""


def _noms(lignes):
    return " | ".join(sorted((une.nom for une in lignes), key=sans_accent))


def _siren(une):
    """Return the SIREN of a collectivité: its own, else that of its territory."""
    types = Collectivite.Type
    territoires = {types.COMMUNE: "commune", types.EPCI: "epci", types.DEPARTEMENT: "departement", types.REGION: "region"}
    territoire = getattr(une, territoires[une.type]) if une.type in territoires else None
    return une.siren or (territoire and territoire.siren)


def pour_export(lignes):
    """Load what an export says of each row, its place included."""
    return pour_rangees(lignes).select_related("departement", "region", "commune", "epci").avec_point()


class _Export(VueGardee, View):
    """The rows of a filter as `forme`, a key of `FORMES`; 400 where a filter makes no sense.

    Kept as pages are: a few thousand rows, of which no more than `PAR_LOT` stand in memory as objects.
    """

    forme = None

    @classmethod
    def parametres_lus(cls):
        return tuple(cls.filtre.base_filters)

    def get(self, request):
        filtre = self.filtre(request.GET, queryset=self.lignes(), request=request)
        if not filtre.is_valid():
            return HttpResponse(_refus(filtre.form), status=400, content_type="text/plain; charset=utf-8")
        titre, jour = self.titre(filtre), timezone.localdate()
        ecrire, genre = FORMES[self.forme]
        nom = f"{slugify(titre.replace('’', '-'))[:80].strip('-')}-{jour.isoformat()}.{self.forme}"
        rangees = self.chargees(filtre.qs).iterator(chunk_size=PAR_LOT)
        return HttpResponse(
            ecrire(self, rangees, titre, jour),
            content_type=genre,
            headers={"Content-Disposition": f'attachment; filename="{nom}"', "X-Robots-Tag": "noindex"},
        )

    def valeurs(self, rangees):
        """Yield the values of each row, in the order of the columns."""
        for une in rangees:
            yield [valeur(une) for _, valeur in self.colonnes.values()]

    def mention(self, titre, jour: date):
        """Return the line that says what the file is, and under what licence."""
        return f"{titre}. Source\u00a0: {SOURCE}, {settings.CUF_URL}{reverse(self.page)}, {jour:%d/%m/%Y}. {LICENCE}."


class Export(_Export):
    """The collectivités of the directory."""

    filtre, colonnes, page, feuille = FiltreCollectivites, COLONNES, "annuaire:liste", "Collectivités"
    chargees = staticmethod(pour_export)

    def lignes(self):
        """Return the rows that the filter chooses from."""
        return Collectivite.objects.visibles().avec_adhesion().alphabetique()

    def titre(self, filtre):
        """Return what the rows kept are called."""
        return titrer(filtre) or "Annuaire des collectivités"


class ExportDesPartenariats(_Export):
    """The partnerships that the directory shows."""

    filtre, colonnes, page, feuille = FiltrePartenariats, COLONNES_DES_LIENS, "annuaire:partenariats", "Partenariats"

    def lignes(self):
        """Return the rows that the filter chooses from."""
        return Partenariat.objects.publics().avec_visibles().par_pays()

    def chargees(self, lignes):
        """Load what is said of each row: a collectivité hidden from the directory is not named."""
        return lignes.pour_liste()

    def titre(self, filtre):
        """Return what the rows kept are called."""
        return "Partenariats et jumelages"


def _refus(formulaire):
    return "\n".join(f"{formulaire.fields[nom].label}\u00a0: {' '.join(dites)}" for nom, dites in formulaire.errors.items())


def _csv(export, rangees, titre, jour: date):
    """Yield the file: the columns, the rows, then where they come from and under what licence."""

    def lignes():
        yield export.colonnes
        yield from export.valeurs(rangees)
        yield []
        yield [export.mention(titre, jour)]

    return en_csv(lignes())


def _xlsx(export, rangees, titre, jour: date):
    """Return the same as an Excel workbook."""
    largeurs = {nom: largeur for nom, (largeur, _) in export.colonnes.items()}
    return en_xlsx(largeurs, export.valeurs(rangees), feuille=export.feuille, mention=export.mention(titre, jour))


def _geojson(export, rangees, titre, jour: date):
    """Yield a FeatureCollection (RFC 7946); a collectivité whose place is not known has no geometry."""
    tete = {"title": titre, "attribution": SOURCE, "license": LICENCE, "date": jour.isoformat()}
    yield json.dumps({"type": "FeatureCollection", **tete}, ensure_ascii=False)[:-1] + ', "features": ['
    separateur = "\n"
    for une in rangees:
        yield separateur + json.dumps(_entite(une), ensure_ascii=False, cls=DjangoJSONEncoder)
        separateur = ",\n"
    yield "\n]}\n"


def _entite(une):
    situee = une.point_latitude is not None
    place = [round(float(une.point_longitude), 5), round(float(une.point_latitude), 5)] if situee else None
    return {
        "type": "Feature",
        "id": une.slug,
        "geometry": {"type": "Point", "coordinates": place} if situee else None,
        "properties": {nom: valeur(une) for nom, (_, valeur) in COLONNES.items()} | {"pays": une.noms_pays},
    }


FORMES = {
    "csv": (_csv, "text/csv; charset=utf-8; header=present"),
    "xlsx": (_xlsx, XLSX),
    "geojson": (_geojson, "application/geo+json"),
}
