"""The report of a run, for staff: a page to read, and the same in JSON."""

import json
from dataclasses import asdict, replace
from pathlib import Path

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import NoReverseMatch, reverse

from reprise_spip.moteur.bilan import Bilan, Sort

NOMS = {
    "article": "Articles",
    "rubrique": "Rubriques",
    "groupe_mots": "Groupes de mots-clés",
    "mot": "Mots-clés",
    "document": "Documents",
    "logo": "Logos",
    "evenement": "Événements",
    "breve": "Brèves",
    "site": "Sites référencés",
    "adresse": "Adresses",
}
STYLE = (
    "body{font:16px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:70rem;padding:0 1rem;color:#1b1b1b}"
    "table{border-collapse:collapse;margin:1rem 0}th,td{border:1px solid #bbb;padding:.3rem .6rem;text-align:left;"
    "vertical-align:top}td.nombre{text-align:right}caption{text-align:left;font-weight:600;padding:.3rem 0}"
)


def ecrire(bilan: Bilan, fichier: Path) -> tuple[Path, Path]:
    """Write the report beside `fichier`, « .html » and « .json », and return both paths. Raises OSError."""
    page, donnees = fichier.with_suffix(".html"), fichier.with_suffix(".json")
    donnees.write_text(json.dumps(en_json(bilan), ensure_ascii=False, indent=1), encoding="utf-8")
    page.write_text(en_html(bilan), encoding="utf-8")
    return page, donnees


def en_json(bilan: Bilan) -> dict:
    """Return a run as data: what the page says, and nothing more."""
    comptes = {
        sorte: {
            "trouves": compte.trouves,
            "pris": compte.pris,
            "laisses": compte.sorts[Sort.LAISSE],
            "refuses": compte.sorts[Sort.REFUSE],
            "sorts": dict(compte.sorts),
            "etats": dict(compte.etats),
            "raisons": dict(compte.raisons),
            "devenus": dict(compte.devenus),
        }
        for sorte, compte in bilan.comptes.items()
    }
    # A Counter does not go through `asdict`.
    return {**asdict(replace(bilan, comptes={})), "comptes": comptes}


def en_html(bilan: Bilan) -> str:
    """Return a run as a page that stands by itself: it is read from a disk, sent by mail, printed."""
    comptes = [
        (NOMS.get(sorte, sorte), compte, compte.sorts[Sort.LAISSE], compte.sorts[Sort.REFUSE], _details(compte))
        for sorte, compte in bilan.comptes.items()
    ]
    remarques = [(NOMS.get(une.sorte, une.sorte), une, _adresse(une)) for une in bilan.remarques]
    donnees = {"bilan": bilan, "comptes": comptes, "remarques": remarques}
    corps = render_to_string("reprise_spip/rapport.html", donnees)
    titre = "Reprise du site SPIP" if bilan.ecrit else "Essai de reprise du site SPIP"
    return (
        '<!doctype html>\n<html lang="fr"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width"><title>{titre}</title><style>{STYLE}</style></head>\n'
        f"<body><h1>{titre}</h1>\n{corps}</body></html>\n"
    )


def _details(compte):
    """Return what a count is made of, `[(words, number)]`."""
    return [
        *compte.sorts.items(),
        *((f"devenu {nom}", nombre) for nom, nombre in compte.devenus.items()),
        *compte.raisons.items(),
        *((f"état « {nom} » dans SPIP", nombre) for nom, nombre in compte.etats.items()),
    ]


def _adresse(remarque):
    """Return the form of the row that a remark is about; empty where there is none."""
    if not remarque.modele or remarque.id_objet <= 0:
        return ""
    try:
        return settings.CUF_URL + reverse(f"admin:{remarque.modele.replace('.', '_')}_change", args=[remarque.id_objet])
    except NoReverseMatch:
        return ""
