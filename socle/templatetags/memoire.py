"""A part of a page made once for all who read it (`socle.memoire`)."""

import hashlib

from django import template

from socle.memoire import garder

register = template.Library()


class Garde(template.Node):
    def __init__(self, contenu, nom, cles, lignes):
        self.contenu, self.nom, self.cles, self.lignes = contenu, nom, cles, lignes

    def render(self, context):
        marque = getattr(context.get("request"), "marque", None)
        cles = [cle.resolve(context) for cle in self.cles] if marque else [None]
        if None in cles:
            return self._faire(context)
        dits = hashlib.md5(repr([str(cle) for cle in cles]).encode(), usedforsecurity=False).hexdigest()
        return garder(marque, f"part:{self.nom}:{dits}", lambda: self._faire(context))

    def _faire(self, context):
        with context.push(**(self.lignes.resolve(context) if self.lignes else {})):
            return self.contenu.render(context)


@register.tag
def garde(parser, token):
    """Keep what stands up to `{% endgarde %}`: `{% garde menu request.path lecteur.vue avec corps %}`.

    The first word names the part, once in all templates; the others say all that it depends on beside the database. One that is
    None keeps nothing. What is inside asks the database itself: by lazy querysets, or by the function after « avec », which
    returns names for the context and is called only when the part is made.
    """
    _, nom, *cles = token.split_contents()
    lignes = parser.compile_filter(cles.pop()) if "avec" in cles[-2:-1] else None
    if lignes:
        cles.pop()
    contenu = parser.parse(("endgarde",))
    parser.delete_first_token()
    return Garde(contenu, nom, [parser.compile_filter(cle) for cle in cles], lignes)
