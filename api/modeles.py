"""What several rows of open data have in common, as pydantic says it."""

from typing import Annotated

from pydantic import BaseModel, Field

Numero = Annotated[int, Field(description="numéro, qui ne change jamais")]
Page = Annotated[str, Field(description="page du portail", json_schema_extra={"format": "uri"})]
Html = Annotated[str | None, Field(description="texte, en HTML")]
PaysCites = Annotated[list[str], Field(description="pays, par leur code ISO à deux lettres")]
Themes = Annotated[list[str], Field(description="thèmes, par leur nom court")]
Secteurs = Annotated[list[str], Field(description="secteurs d’intervention, par leur nom court")]
Odds = Annotated[list[int], Field(description="objectifs de développement durable, par leur numéro")]
Collectivites = Annotated[list[int], Field(description="collectivités de l’annuaire, par leur numéro")]


class Situation(BaseModel):
    """Where a row stands."""

    latitude: float | None = Field(description="en degrés (WGS 84), celle du territoire à défaut du lieu exact")
    longitude: float | None = Field(description="en degrés (WGS 84), celle du territoire à défaut du lieu exact")


def situation(lieu):
    """Return where a row loaded `avec_point` stands."""
    return {"latitude": lieu.point_latitude, "longitude": lieu.point_longitude}


def cles(lignes, champ="pk"):
    """Return the keys of related rows that were loaded."""
    return [getattr(une, champ) for une in lignes.all()]
