"""Words that put forward a collectivité or its elected officials during an electoral period (code électoral, art. L. 52-1)."""

import re

from redaction.controles.base import ALERTE, Constat, Saisie

_DE = r"d(?:e la|e l[’']|u|es)"
_ELUS = r"(?:maires?|présidente?s?|équipe municipale|majorité|municipalité|exécutif|élue?s?)"
_FORMULES = re.compile(
    r"\b(?:"
    + "|".join(
        (
            r"bilan (?:du|de (?:la|son|ce|leur)) (?:mandat|mandature)",
            rf"(?:grâce|suite) à l[’'](?:action|engagement|impulsion|initiative) {_DE} {_ELUS}",
            rf"sous l[’']impulsion {_DE} {_ELUS}",
            rf"(?:action|politique) exemplaire {_DE} {_ELUS}",
            r"(?:nos|notre|leurs?) (?:réussites?|succès|réalisations? exemplaires?)",
            r"promesses? tenues?|engagements? tenus?|tenir (?:ses|nos) promesses",
            r"(?:prochain|futur) mandat|(?:sa|leur) réélection|(?:sera|est) candidate?",
            r"(?:sa|leur|notre) candidature à (?:la mairie|l[’']élection)",
            r"votez|appelle à voter",
        )
    )
    + r")\b",
    re.IGNORECASE,
)


def electoral(saisie: Saisie) -> list[Constat]:
    """Tell of each wording that may pass for the promotion of a candidate, during an electoral period only."""
    if not saisie.electorale:
        return []
    return [
        Constat(
            ALERTE,
            f"« {trouvee[0]} » : {saisie.electorale}.",
            "Tenez-vous aux faits, sans mettre en avant une collectivité candidate ni ses élus (code électoral, L. 52-1).",
            nom,
            trouvee[0],
        )
        for nom, mots in saisie.phrases()
        for trouvee in _FORMULES.finditer(mots)
    ]
