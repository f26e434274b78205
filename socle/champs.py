from django.db import models


class AdresseWeb(models.URLField):
    """A web address; « www.exemple.test » typed without its scheme becomes https, as Django 6 will do by itself."""

    def formfield(self, **kwargs):
        """Use https where Django 5.2 would still put http, with a warning."""
        return super().formfield(**{"assume_scheme": "https", **kwargs})
