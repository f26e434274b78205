"""The pictures that nobody has described, one after the other: a picture, a field, the next one."""

from django import forms
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse

from mediatheque.formulaires import MotsDImage, decrire
from mediatheque.models import Image
from socle.journal import journaliser


class FormulaireDescription(MotsDImage):
    """What a picture shows, or that it is decorative: here, one of the two is asked for."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["alt"].widget = forms.Textarea(attrs={"rows": 3, "maxlength": 250, "autofocus": True})

    def clean(self):
        super().clean()
        # As for a picture that is new: « à décrire » is what this page ends.
        self.initial["alt"] = self.initial.get("alt") or " "
        return decrire(self)


class ADecrire:
    """For the admin of images: `a-decrire/` shows the first picture to describe, or the first after `apres`."""

    def get_urls(self):
        vue = self.admin_site.admin_view(self.a_decrire)
        return [path("a-decrire/", vue, name="mediatheque_image_a_decrire"), *super().get_urls()]

    def a_decrire(self, request):
        """Show one picture with its fields; a POST writes them and goes to the next."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        lignes = Image.objects.a_decrire()
        apres = request.GET.get("apres", "")
        suite = Image.objects.filter(pk=int(apres)).first() if _est_une_cle(apres) else None
        image = _suivante(lignes, suite) or lignes.first()
        if request.method == "POST":
            cle = request.POST.get("image", "")
            image = get_object_or_404(Image, pk=int(cle) if _est_une_cle(cle) else None)
        if image is None:
            return TemplateResponse(request, "admin/mediatheque/a_decrire.html", self._contexte(request, None, None, 0))
        formulaire = FormulaireDescription(request.POST if request.method == "POST" else None, instance=image)
        if formulaire.is_bound and not self.has_change_permission(request, image):
            raise PermissionDenied
        if formulaire.is_bound and formulaire.is_valid():
            journaliser(par=request.user, action="modifier", objet=formulaire.save())
            return redirect(f"{reverse('admin:mediatheque_image_a_decrire')}?apres={image.pk}")
        contexte = self._contexte(request, image, formulaire, lignes.count())
        return TemplateResponse(request, "admin/mediatheque/a_decrire.html", contexte)

    def _contexte(self, request, image, formulaire, reste):
        usages = self.lignes_d_usages(image)[:3] if image else []
        propre = {"title": "Images à décrire", "image": image, "formulaire": formulaire, "reste": reste, "usages": usages}
        return {**self.admin_site.each_context(request), **propre, "opts": self.opts}


def _est_une_cle(texte):
    return texte.isascii() and texte.isdigit() and len(texte) < 19


def _suivante(lignes, image):
    """Return the first of `lignes` that comes after `image` in their order, the latest first."""
    if image is None:
        return None
    plus_tot = lignes.filter(envoyee_le__lt=image.envoyee_le) | lignes.filter(envoyee_le=image.envoyee_le, pk__lt=image.pk)
    return plus_tot.first()
