"""What the directory knows for the checks of a text: people whose mandates have all ended, electoral periods."""

import re

from django.db.models import Exists, OuterRef

from annuaire.models import Election, Mandat, Personne
from redaction.controles.base import Saisie
from redaction.controles.contexte import apporter
from socle.dates import date_simple, mois_et_annee

NOMS_MAX = 600
"""Possible names of a text that are looked up."""

# A word with a capital, then at most three more, small ones between: « Dupont », « de La Tour », « Le Bihan-Roy ».
_NOM = re.compile(r"\b[^\W\d_a-zà-ÿ][\w’'-]{0,40}")
_SUITE = re.compile(r"(?:[ \u00a0](?:de|du|des|d[’'])?[ \u00a0]?[^\W\d_a-zà-ÿ][\w’'-]{0,40}){1,2}")


def partis(saisie: Saisie) -> dict[str, str]:
    """Return the people named in a content whose mandates have all ended, each with the last one; two queries at most."""
    mots = "\n".join(mots.replace("\u00a0", " ") for _, mots in saisie.phrases())
    noms = dict.fromkeys(nom for trouve in _NOM.finditer(mots) for nom in _possibles(mots, trouve))
    if not noms:
        return {}
    mandats = Mandat.objects.filter(personne=OuterRef("pk"))
    lignes = Personne.objects.filter(Exists(mandats), ~Exists(mandats.en_cours()), nom__in=[*noms][:NOMS_MAX])
    nommees = {str(ligne): ligne.pk for ligne in lignes if str(ligne) in mots}
    derniers = {}
    for mandat in (
        Mandat.objects.filter(personne__in=nommees.values(), fin__isnull=False).order_by("fin").select_related("collectivite")
    ):
        derniers[mandat.personne_id] = f"« {mandat} » jusqu’en {mois_et_annee(mandat.fin)}, d’après l’annuaire"
    return {nom: derniers[cle] for nom, cle in nommees.items() if cle in derniers}


def _possibles(mots, trouve):
    """Give what may be a last name that begins at a word: this word, and it with the one or two after."""
    yield trouve[0]
    suite = _SUITE.match(mots, trouve.end())
    if suite:
        morceaux = suite[0].split(" ")
        for rang in range(2, len(morceaux) + 1):
            yield trouve[0] + " ".join(morceaux[:rang])


apporter("partis", partis)


def electorale(saisie: Saisie) -> str:
    """Return the electoral periods of today, in words; nothing out of any."""
    periodes = Election.objects.en_periode(saisie.aujourdhui).order_by("periode_au")
    return ", ".join(
        f"période électorale des {une.get_genre_display()} jusqu’au {date_simple(une.periode_au)}" for une in periodes
    )


apporter("electorale", electorale)
