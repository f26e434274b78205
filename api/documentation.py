"""The contract as people read it: a section for each set, made out of the same schema as that of programs."""

from dataclasses import dataclass

from django.urls import reverse

from api.catalogue import JEUX

VALEURS_MONTREES = 8
ECRITS = {"json": "JSON", "csv": "CSV", "geojson": "GeoJSON"}
NATURES = {
    "string": "texte",
    "integer": "nombre entier",
    "number": "nombre",
    "boolean": "oui ou non",
    "null": "toujours vide",
    "date": "date, AAAA-MM-JJ",
    "date-time": "date et heure, avec son fuseau",
    "uri": "adresse web",
}


@dataclass(frozen=True)
class Section:
    """What the page tells of a set: its address, examples (format, address), filters and columns in lines of three texts."""

    cle: str
    titre: str
    description: str
    adresse: str
    exemples: list
    filtres: list
    colonnes: list
    en_plus: list


def sections(dit):
    """Return the sections of the page, out of the contract `dit`."""
    return [_section(jeu, dit) for jeu in JEUX.values()]


def _section(jeu, dit):
    adresse = reverse(f"api:{jeu.cle}")
    schemas = dit["components"]["schemas"]
    ligne, fiche = (schemas[modele.__name__]["properties"] for modele in (jeu.ligne, jeu.fiche))
    communs = {"page", "limite", "format"}
    return Section(
        cle=jeu.cle,
        titre=jeu.titre,
        description=jeu.description,
        adresse=adresse,
        exemples=[(ECRITS[nom], f"{adresse}?limite=5&format={nom}") for nom in jeu.formats],
        filtres=[
            (un["name"], _valeurs(un["schema"]), un["description"])
            for un in dit["paths"][f"/{jeu.cle}"]["get"]["parameters"]
            if un["name"] not in communs
        ],
        colonnes=[_colonne(nom, schema, schemas) for nom, schema in ligne.items()],
        en_plus=[_colonne(nom, schema, schemas) for nom, schema in fiche.items() if nom not in ligne],
    )


def _valeurs(schema):
    """Return the values of a filter in words, the first of them when they are many."""
    if "$ref" in schema:
        return "fin de l’adresse de la page d’une collectivité : « aix-en-provence »"
    if "enum" not in schema:
        return "mots à chercher"
    montrees = ", ".join(schema["enum"][:VALEURS_MONTREES])
    reste = len(schema["enum"]) - VALEURS_MONTREES
    return montrees if reste <= 0 else f"{montrees}… et {reste} autres, dans le contrat"


def _colonne(nom, schema, schemas):
    mots = schema.get("description", "")
    # The words of a choice say its values.
    return nom, "un mot" if "« " in mots and "(" in mots else _nature(schema, schemas), mots


def _nature(schema, schemas):
    """Return what a column holds, in words."""
    if "$ref" in schema:
        return "objet : " + ", ".join(schemas[schema["$ref"].rpartition("/")[2]]["properties"])
    if "anyOf" in schema:
        connues = [une for une in schema["anyOf"] if une.get("type") != "null"]
        return f"{_nature(connues[0], schemas)}, ou vide"
    if schema.get("type") == "array":
        return f"liste : {_nature(schema['items'], schemas)}"
    if "enum" in schema or "const" in schema:
        return "un mot parmi : " + ", ".join(schema.get("enum") or [schema["const"]])
    return NATURES[schema.get("format") or schema["type"]]
