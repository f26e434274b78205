"""Headings in a right outline: the first is a level 2, none is more than one level under the one above."""

import re

_TITRE = re.compile(r"<(/?)h([1-6])>")
_NIVEAU_MAX = 4


def redresser(html: str) -> str:
    """Return HTML of the builder, its headings numbered by their rank in the outline and no longer by their name."""
    ouverts, niveau = [], 2

    def ecrire(trouve):
        nonlocal niveau
        if not trouve[1]:
            while ouverts and ouverts[-1] >= trouve[2]:
                ouverts.pop()
            ouverts.append(trouve[2])
            niveau = min(1 + len(ouverts), _NIVEAU_MAX)
        return f"<{trouve[1]}h{niveau}>"

    return _TITRE.sub(ecrire, html)
