"""Components as a reader sees them: their words, and rows of the models to fill them."""

import re
from datetime import date

from django.template import Context, RequestContext, Template

from agenda.models import Evenement
from mediatheque.models import Image
from pages.exemples import ligne
from tests.lecture_html import sur_une_ligne

JOUR = date(2026, 12, 10)

A_FIXER = {"etat": Evenement.Etat.REPORTE, "annonce_au": JOUR}
REPORTE = {"etat": Evenement.Etat.REPORTE, "annonce_au": date(2026, 11, 3)}


def html(composant, /, **contexte):
    """Return a component, on one line, no-break spaces written as plain ones."""
    requete = contexte.get("request")
    page = RequestContext(requete, contexte) if requete else Context({"adresse_contact": "/contact/", **contexte})
    page = Template(f'{{% include "composants/{composant}.html" %}}').render(page)
    return re.sub("[\u00a0\u202f]", " ", sur_une_ligne(page)).strip()


def dit(composant, /, **contexte):
    """Return the words of a component."""
    page = re.sub(r"<svg.*?</svg>", "", html(composant, **contexte))
    return re.sub(r"\s+([,)])", r"\1", re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))).strip()


def evenement(**champs):
    """Return an event of one day at Tours, unless told otherwise."""
    champs = {"titre": "Atelier", "slug": "atelier", "debut": JOUR, "fin": JOUR, "ville": "Tours"} | champs
    return ligne(Evenement, **champs)


def image(**champs):
    """Return a picture that no file holds."""
    return ligne(Image, fichier="images/aa/essai.jpg", largeur=1600, hauteur=1200, alt="Le port", **champs)
