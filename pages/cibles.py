"""The countries and themes to which a text may lead: their pages gather the apps below."""

from django.urls import reverse

from redaction.cibles import inscrire
from territoires.models import Pays, Theme

inscrire(Pays, "pays", en_ligne=Pays.objects.all, noms=("nom",), adresse=lambda un: reverse("pays", kwargs={"slug": un.slug}))
inscrire(
    Theme,
    "themes",
    en_ligne=Theme.objects.all,
    noms=("nom",),
    adresse=lambda un: reverse("theme", kwargs={"slug": un.slug}),
)
