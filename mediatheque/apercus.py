"""Pictures seen in the back office: the smallest file of each, beside the fields and in the lists."""

from django.contrib import admin

from mediatheque.templatetags.images import vignette


class AvecImage:
    """For the admin of what has a picture (`Illustre`): the one saved is seen beside the field that chooses it."""

    @admin.display(description="image enregistrée")
    def apercu_image(self, objet):
        return vignette(objet.image) or "aucune"
