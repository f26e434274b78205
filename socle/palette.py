"""The colours of the design tokens, read from `static/css/tokens.css` for what no style sheet reaches: mail, drawn covers."""

import re

from django.conf import settings

_COULEURS = re.findall(r"--([\w-]+): (#[0-9a-f]{3,6});", (settings.BASE_DIR / "static" / "css" / "tokens.css").read_text())


def _en_entier(couleur):
    # Old mail readers know no « #fff ».
    return couleur if len(couleur) == 7 else "#" + "".join(2 * chiffre for chiffre in couleur[1:])


JETONS = {nom.replace("-", "_"): _en_entier(couleur) for nom, couleur in _COULEURS}
"""Each colour by its name (`papier`, `safran_clair`), as six hexadecimal digits after « # »."""
