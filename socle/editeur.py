"""The field of a rich text, in the admin and in the member's space."""

import json

from django import forms
from django.conf import settings
from django.urls import reverse_lazy

from socle.ecriture import regles_de_l_editeur


class Editeur(forms.Textarea):
    """A textarea that CKEditor 5 enhances; without JavaScript it stays a textarea.

    `static/admin-cuf/editeur.js` mounts the editor on every `textarea[data-editeur]`.
    `envoi=False` leaves out the buttons of images and of links within the portal, for people who may not add to the library;
    `court=True` leaves in the toolbar what a short text needs, for people who write twice a year.
    """

    def __init__(self, attrs=None, *, envoi: bool = True, court: bool = False):
        propres = {"data-editeur": "court" if court else "", "rows": 12}
        if envoi:
            propres["data-envoi"] = reverse_lazy(settings.CUF_EDITEUR_ENVOI)
            propres["data-choix"] = reverse_lazy(settings.CUF_EDITEUR_CHOIX)
            propres["data-choix-documents"] = reverse_lazy(settings.CUF_EDITEUR_CHOIX_DOCUMENTS)
            propres["data-liens"] = reverse_lazy(settings.CUF_EDITEUR_LIENS)
        super().__init__({**propres, **(attrs or {})})

    def get_context(self, name, value, attrs):
        """Add what may be written, which the script reads."""
        contexte = super().get_context(name, value, attrs)
        propres = contexte["widget"]["attrs"]
        regles = regles_de_l_editeur(envoi="data-envoi" in propres, court=propres.get("data-editeur") == "court")
        propres["data-regles"] = json.dumps(regles, ensure_ascii=False)
        return contexte

    @property
    def media(self):
        """Add the library to the editor, for who may choose there."""
        scripts = [
            "vendor/ckeditor5/ckeditor5.umd.js",
            "vendor/ckeditor5/fr.umd.js",
            "admin-cuf/collage.js",
            "admin-cuf/editeur_blocs.js",
        ]
        styles = ["vendor/ckeditor5/ckeditor5.css", "admin-cuf/editeur.css"]
        if "data-envoi" in self.attrs:
            styles.append("admin-cuf/mediatheque.css")
            differes = [forms.Script(f"admin-cuf/{nom}.js", defer=True) for nom in ("depot", "mediatheque")]
            scripts += ["admin-cuf/editeur_mediatheque.js", "admin-cuf/editeur_liens.js", *differes]
        return forms.Media(css={"all": styles}, js=[*scripts, "admin-cuf/editeur.js"])
