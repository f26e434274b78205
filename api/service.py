"""The operations of the open data: for each set, a list and a row, as django-ninja declares and serves them."""

from http import HTTPStatus

from django.http import Http404, HttpResponse
from ninja import NinjaAPI, Query
from ninja.renderers import JSONRenderer
from pydantic import BaseModel, Field, create_model

from api import lectures, parametres
from api.catalogue import JEUX
from api.jeux import absolue
from api.problemes import LICENCE, TYPE, Refus

VERSION = "1.0.0"
DESCRIPTION = (
    "Ce que tout le monde peut lire sur le portail, pour être relu par d’autres programmes, en lecture seule. D’un contenu "
    "réservé, seuls le titre, le chapo et ce que sa carte annonce. Réutilisation libre sous Licence Ouverte 2.0, hors images."
)


class Erreur(BaseModel):
    parametre: str
    message: str


class Probleme(BaseModel):
    """What is wrong, in French (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: str = ""
    erreurs: list[Erreur] = Field(default=[], description="ce qui ne va pas, paramètre par paramètre")


class Rendu(JSONRenderer):
    """JSON with its accents: shorter, and read as it is."""

    json_dumps_params = {"ensure_ascii": False}


service = NinjaAPI(
    renderer=Rendu(),
    title="Données ouvertes de Cités Unies France",
    version=VERSION,
    description=DESCRIPTION,
    urls_namespace="api",
    docs_url=None,
    openapi_url=None,
    servers=[{"url": absolue("/api/v1")}],
    openapi_extra={"info": {"license": {"name": "Licence Ouverte 2.0 (Etalab)", "url": LICENCE}}},
)


def _page(jeu):
    """Return the model of a page of a set."""
    return create_model(
        f"Page{jeu.ligne.__name__}",
        nombre=(int, Field(description="nombre de lignes que les filtres gardent")),
        nombre_exact=(bool, Field(description="faux quand il y en a davantage : le compte s’arrête à mille")),
        suivante=(str | None, Field(description="adresse de la page suivante", json_schema_extra={"format": "uri"})),
        precedente=(str | None, Field(description="adresse de la page précédente", json_schema_extra={"format": "uri"})),
        lignes=(list[jeu.ligne], ...),
    )


def _probleme(mots):
    return {"description": mots, "content": {TYPE: {"schema": {"$ref": "#/components/schemas/Probleme"}}}}


def _reponses(jeu, *, liste):
    """Return what the contract tells of the answers beside that in JSON."""
    autres = {parametres.TYPES["csv"]: {"schema": {"type": "string"}}}
    if jeu.points:
        autres[parametres.TYPES["geojson"]] = {
            "schema": {
                "type": "object",
                "required": ["type"],
                "properties": {"type": {"const": "FeatureCollection" if liste else "Feature"}},
            }
        }
    problemes = {
        HTTPStatus.BAD_REQUEST: "Un paramètre n’existe pas ou n’a pas de sens : lequel, et pourquoi.",
        HTTPStatus.NOT_FOUND: "Cette page ou cette ligne n’existe pas.",
        HTTPStatus.NOT_ACCEPTABLE: "Aucun des formats offerts ne convient à l’en-tête Accept.",
        HTTPStatus.TOO_MANY_REQUESTS: "Trop de demandes : l’en-tête Retry-After dit quand revenir.",
    }
    return {200: {"content": autres}} | {statut.value: _probleme(mots) for statut, mots in problemes.items()}


def _modele_de_parametres(jeu, *, liste):
    """Return the model by which ninja declares the parameters; `contrat` gives each its values, `parametres` reads them."""
    champs = {}
    if liste:
        for nom, filtre in jeu.filtres.items():
            sans = filtre.extra.get("empty_label")
            mots = f"{filtre.label}. Sans ce paramètre : {sans}." if sans else f"{filtre.label}."
            champs[nom] = (str, Field(None, description=mots))
        champs["page"] = (str, Field(None, description="Numéro de la page, à partir de 1."))
        champs["limite"] = (str, Field(None, description=f"Lignes par page, {parametres.PAR_PAGE} sans ce paramètre."))
    champs["format"] = (str, Field(None, description="Format, à défaut de celui que demande l’en-tête Accept : json."))
    return create_model(f"Parametres{jeu.cle}{'Liste' if liste else 'Fiche'}", **champs)


def _declarer_liste(jeu):
    modele = _modele_de_parametres(jeu, liste=True)

    def lister(request, response: HttpResponse, voulu: modele = Query(...)):  # noqa: B008 - the way of ninja
        return lectures.liste(request, response, jeu)

    service.get(
        f"/{jeu.cle}",
        response=_page(jeu),
        url_name=jeu.cle,
        operation_id=f"lister_{jeu.cle.replace('-', '_')}",
        summary=jeu.titre,
        description=jeu.description,
        tags=[jeu.titre],
        openapi_extra={"responses": _reponses(jeu, liste=True)},
    )(lister)


def _declarer_fiche(jeu):
    modele = _modele_de_parametres(jeu, liste=False)
    nature = jeu.fiche.model_fields["id"].annotation

    def ouvrir(request, response: HttpResponse, cle: nature, voulu: modele = Query(...)):  # noqa: B008 - the way of ninja
        return lectures.fiche(request, jeu, cle)

    service.get(
        f"/{jeu.cle}/{{{'int:' if nature is int else ''}cle}}",
        response=jeu.fiche,
        url_name=f"{jeu.cle}_fiche",
        operation_id=f"ouvrir_{jeu.cle.replace('-', '_')}",
        summary=f"{jeu.titre} : une ligne",
        description="Une ligne par son numéro, avec ses textes entiers.",
        tags=[jeu.titre],
        openapi_extra={"responses": _reponses(jeu, liste=False)},
    )(ouvrir)


def _relancer(request, exception):
    """Let `api.ouverture` tell what is wrong, for it tells it of all the addresses."""
    raise exception


for _exception in (Http404, Refus):
    service.add_exception_handler(_exception, _relancer)
for _jeu in JEUX.values():
    _declarer_liste(_jeu)
    _declarer_fiche(_jeu)
