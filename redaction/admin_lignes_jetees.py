"""The bin in the admin of rows that are no content: what is deleted there is had back for sixty days."""

from django.contrib import messages
from django.http import HttpResponseRedirect

from redaction.actions_corbeille import jeter_ligne
from redaction.publication import GARDE
from redaction.transitions import JETER


class AvecCorbeille:
    """Comes first among the bases of an admin whose rows have versions (`AvecVersions`)."""

    # Models whose rows go with it, where the database alone would keep it for them.
    jetees_avec = ()

    def _collecter(self, objets):
        """Count among what goes the rows of `jetees_avec`."""
        partent, tiennent = super()._collecter(objets)
        suivent = [lignes for lignes in tiennent if isinstance(lignes[0], self.jetees_avec)]
        return [*partent, *suivent], [lignes for lignes in tiennent if lignes not in suivent]

    def get_deleted_objects(self, objs, request):
        """Say that it goes to the bin, and what comes back from there."""
        consequences, *suite = super().get_deleted_objects(objs, request)
        consequences.corbeille = GARDE.days
        suivent = ", ".join(f"{lot.titre}\u00a0: {lot.nombre}" for lot in consequences.emporte)
        suite_dite = f"ce qui part avec lui ({suivent}) et " if suivent else ""
        consequences.au_retour = f"il revient tel qu’il était, avec {suite_dite}les liens vers lui"
        return consequences, *suite

    def delete_model(self, request, obj):
        """Put in the bin."""
        jeter_ligne(objet=obj, avec=self.jetees_avec, par=request.user)

    def response_delete(self, request, obj_display, obj_id):
        """Say where it went, once."""
        self.message_user(request, JETER.succes(obj_display), messages.SUCCESS)
        return HttpResponseRedirect(self._adresse("changelist"))
