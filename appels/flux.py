"""The RSS feed of the appeals and offers: the last published first, each with who it comes from and when it closes."""

from django.utils.html import escape

from redaction.flux import DERNIERES, FluxDeContenus
from socle.imprimable import sur_une_ligne


class FluxDAppels(FluxDeContenus):
    """The feed of the list, in the order in which one hears of its rows."""

    def items(self, filtre):
        """Return the last published of those that the filter keeps."""
        return filtre.qs.order_by("-publie_le", "-pk")[:DERNIERES]

    def item_description(self, appel):
        """Add who it comes from, and a closing day that stays true: a reader keeps what it read."""
        fin = f"clôture {appel.echeance}" if appel.cloture else "sans date limite"
        tete = escape(sur_une_ligne(f"{appel.get_genre_display()}, {appel.organisme}, {fin}."))
        return "<br>".join(filter(None, (tete[:1].upper() + tete[1:], super().item_description(appel))))
