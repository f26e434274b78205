"""A form sent twice writes once: a button pressed twice, a page sent again, a connection lost before the answer.

Each form bears a token (`{% jeton_envoi %}`), spent here in the transaction of its write. The same form sent again, at the same
time included, waits for the first and lands where it led. What it says counts too: the page found again by « back », filled anew
and sent, is another write (docs/decisions/020-jetons-d-envoi.md).
"""

import hashlib
import json
from collections.abc import Callable
from datetime import timedelta
from functools import wraps

from django.contrib import messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db import models, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils import timezone

CHAMP = "jeton_envoi"
GARDE = timedelta(days=7)
DEJA_RECU = "Cet envoi était déjà enregistré\u00a0: il ne l’a pas été une seconde fois."
# What a window opened over a form of the back office gives back to it, in place of an address.
POPUP, GABARIT_POPUP = "popup_response_data", "admin/popup_response.html"


class Envoi(models.Model):
    """A form that was written, and where it led."""

    cle = models.CharField(max_length=64, unique=True)
    # What the browser that keeps what is typed (static/admin-cuf/saisie.js) asks about: is this one written?
    jeton = models.CharField(max_length=64, blank=True, db_index=True)
    adresse = models.TextField(blank=True)
    popup = models.TextField(blank=True)
    le = models.DateTimeField(auto_now_add=True, db_index=True)

    class Meta:
        verbose_name = "envoi"
        # Nobody reads them: no right is given on them.
        default_permissions = ()

    def __str__(self):
        return self.cle


def une_seule_fois(vue):
    """Decorate a view whose form bears a token: sent twice, it writes once."""

    @wraps(vue)
    def gardee(request, *args, **kwargs):
        return recevoir(request, lambda: vue(request, *args, **kwargs))

    return gardee


def recevoir(request: HttpRequest, agir: Callable[[], HttpResponse]) -> HttpResponse:
    """Return what `agir` answers to a form, or where the same form led when it is already written.

    A form is written when the answer leads elsewhere, unless it says that nothing is (`rien_d_ecrit`); one that is shown again
    may be sent again.
    """
    jeton = request.POST.get(CHAMP, "")
    if not jeton:
        return agir()
    with transaction.atomic():
        # Where the same form is being written at this moment, the unique key waits for its end.
        envoi, nouveau = Envoi.objects.get_or_create(cle=_cle(request, jeton), defaults={"jeton": jeton[:64]})
        if not nouveau:
            messages.info(request, DEJA_RECU)
            return _ou_il_a_mene(request, envoi)
        reponse = agir()
        envoi.adresse = reponse.get("Location", "")
        envoi.popup = (getattr(reponse, "context_data", None) or {}).get(POPUP, "")
        if (envoi.adresse or envoi.popup) and not getattr(reponse, "rien_d_ecrit", False):
            envoi.save(update_fields=["adresse", "popup"])
        else:
            envoi.delete()
    return reponse


def recus(jetons: list[str]) -> list[str]:
    """Return those of `jetons` whose form was written."""
    return list(Envoi.objects.filter(jeton__in=[un for un in jetons if un]).values_list("jeton", flat=True))


def oublier():
    """Forget the forms that nobody sends again."""
    Envoi.objects.filter(le__lt=timezone.now() - GARDE).delete()


def _ou_il_a_mene(request, envoi):
    if envoi.popup:
        return TemplateResponse(request, GABARIT_POPUP, {POPUP: envoi.popup})
    return HttpResponseRedirect(envoi.adresse)


def _cle(request, jeton):
    """Return the digest of who sends what, and where; whichever button was pressed (their names begin by « _ »).

    So does the name of the rows ticked in a list, which count.
    """
    textes = [(nom, textes) for nom, textes in request.POST.lists() if nom[:1] != "_" or nom == ACTION_CHECKBOX_NAME]
    textes = [(nom, textes) for nom, textes in textes if nom != "csrfmiddlewaretoken"]
    fichiers = [(nom, [(un.name, un.size) for un in fichiers]) for nom, fichiers in request.FILES.lists()]
    envoi = [request.user.pk, request.path, jeton, sorted(textes), sorted(fichiers)]
    return hashlib.sha256(json.dumps(envoi).encode()).hexdigest()
