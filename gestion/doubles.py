"""Doubles are asked about: a form of the back office says what already exists, with a link, and takes a tick for an answer."""

import hashlib
from operator import attrgetter

from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.html import format_html, format_html_join

MONTRES = 5
VU = "double_vu"


class DoublesDemandes:
    """For a form of the back office: a row that looks like another is written once its writer has said that both exist.

    A subclass gives `champs_du_double`, the fields that make two rows look the same, and `doubles()`.
    """

    champs_du_double = ()

    def doubles(self, donnees):
        """Return a queryset of the rows that look like the one of `donnees`, cleaned; None where too little is known."""
        raise NotImplementedError

    def full_clean(self):
        """Ask last: nothing is to be confirmed of a form that is refused."""
        super().full_clean()
        if self.is_bound and not self._errors and self.has_changed() and self._a_demander():
            memes = self.doubles(self.cleaned_data)
            trouves = [] if memes is None else list(memes.exclude(pk=self.instance.pk).distinct()[:MONTRES])
            if trouves and self.data.get(self.add_prefix(VU)) != _condense(trouves):
                self.add_error(None, ValidationError(self._question(trouves), code="double"))

    def _a_demander(self):
        return self.instance._state.adding or bool(set(self.changed_data) & set(self.champs_du_double))

    def _question(self, trouves):
        nom = f"admin:{trouves[0]._meta.app_label}_{trouves[0]._meta.model_name}_change"
        liens = format_html_join(
            " ; ",
            '<a href="{}" target="_blank">{} (nouvelle page)</a>',
            ((reverse(nom, args=[un.pk]), un) for un in trouves),
        )
        case = format_html(
            '<label class="double__case"><input type="checkbox" name="{}" value="{}"> C’en est bien un autre\u00a0: '
            "l’enregistrer quand même</label>",
            self.add_prefix(VU),
            _condense(trouves),
        )
        return format_html("Cela existe déjà, semble-t-il\u00a0: {}. {}", liens, case)


def _condense(trouves):
    """Return what stands for the rows shown: the tick is given for them, and for no other added since."""
    cles = ",".join(str(un.pk) for un in sorted(trouves, key=attrgetter("pk")))
    return hashlib.sha256(cles.encode()).hexdigest()[:16]
