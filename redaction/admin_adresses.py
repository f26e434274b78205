"""The back office of what has a page: an address that changes leads on to the new one."""

from redaction import actions

# The fields that make the address of a page.
D_ADRESSE = frozenset({"slug", "nature", "parent"})


class AvecAdresse:
    """For the admin of a model whose rows have a page (`get_absolute_url`)."""

    def save_model(self, request, obj, form, change):
        """Save; when a page that visitors could read changes its address, the old one leads to the new one."""
        avant = type(obj)._base_manager.get(pk=obj.pk) if change and D_ADRESSE.intersection(form.changed_data) else None
        super().save_model(request, obj, form, change)
        if avant is None or not self.est_publique(avant) or avant.get_absolute_url() == obj.get_absolute_url():
            return
        if not self.reste_publique(request, obj):
            return  # The new address, which no visitor is to learn, would be told by the old one.
        actions.deplacer(objet=obj, avant=avant.get_absolute_url(), par=request.user)
        self.message_user(request, f"L’ancienne adresse de la page, {avant.get_absolute_url()}, conduit désormais à la nouvelle.")

    def reste_publique(self, request, objet):
        """Return whether visitors still find the page of `objet`, saved, once the request is done."""
        return self.est_publique(objet)
