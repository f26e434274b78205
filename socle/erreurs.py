"""Where the message of a refused write stands in a form."""

from django.core.exceptions import NON_FIELD_ERRORS


def par_champ(erreur, champs):
    """Return the errors of a ValidationError by field, None for those that have none among `champs`.

    A constraint of the database gives its message to no field: its `violation_error_code` is the name of the one to correct.
    """
    lieux = erreur.error_dict if hasattr(erreur, "error_dict") else {NON_FIELD_ERRORS: erreur.error_list}
    placees = {}
    for lieu, erreurs in lieux.items():
        for une in erreurs:
            champ = une.code if lieu == NON_FIELD_ERRORS else lieu
            placees.setdefault(champ if champ in champs else None, []).append(une)
    return placees
