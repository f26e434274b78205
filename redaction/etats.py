"""Where a content stands in its publication, as it is kept to be gone back to."""

import json
from datetime import datetime

from redaction.models import Contenu


def etat_publie(contenu: Contenu) -> dict:
    """Return, as JSON has it, what a step changes of a content, its reviews included: what `defaire_etape` goes back to."""
    champs = ("reponse", "repondu_par_id", "repondu_le")
    dites = {str(une.pk): {nom: getattr(une, nom) for nom in champs} for une in contenu.relectures.all()}
    etat = {"statut": contenu.statut, "publie_le": contenu.publie_le, "relectures": dites}
    return json.loads(json.dumps(etat, default=datetime.isoformat))
