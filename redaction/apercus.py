"""The page of a content as it would be with what is typed in its form, for a reader of one kind or another.

What is typed is written, shown and taken back in one transaction: the real page, its relations and the rows of its form included,
and nothing kept anywhere, nor seen by anyone else.
"""

import copy

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.http import Http404, HttpResponse, QueryDict
from django.template.loader import render_to_string
from django.urls import NoReverseMatch, resolve
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.crypto import get_random_string

from redaction.poses import poser
from redaction.publication import Statut
from socle.acces import VISITEUR, Acces, Lecteur

VUES = {"visiteur": "un visiteur", "adherent": "un adhérent", "groupe": "un membre du groupe"}
"""The readers whose page can be seen."""
_NIVEAUX = frozenset({Acces.PUBLIC.value, Acces.COLLECTIVITES.value, Acces.ADHERENTS.value})


def montrer(admin, request, objet, envoi, vue):
    """Return the page that `objet` would have, online, with what is typed.

    Args:
        admin: the admin of the content.
        request: of who writes, whose rights hold on the form.
        objet: the row, read for this alone; one not saved yet to add it.
        envoi: what the form says, a `QueryDict`.
        vue: a key of `VUES`; any other is a visitor.
    """
    reponse, refus = _montrer(admin, request, objet, envoi, request, lambda instance: _lecteur(instance, vue))
    if refus and reponse is not None:
        _dire(reponse, refus)
    if reponse is None:
        reponse = HttpResponse(render_to_string("admin/contenu/apercu_impossible.html", {"refus": refus}))
    return proteger(reponse)


def montrer_dehors(admin, request, objet, envoi, *, par):
    """Return the page for someone from outside whom `par` lets read it: what they are shown is open to them, and no more.

    Raises:
        Http404: it cannot be drawn.
    """
    ecrite = copy.copy(request)
    ecrite.user = par
    reponse, _ = _montrer(admin, ecrite, objet, envoi, request, _lecteur_du_dehors)
    if reponse is None:
        raise Http404("Ce texte ne peut pas encore être montré.")
    return reponse


def _montrer(admin, ecrite, objet, envoi, lue, lecteur_de):
    """Return the page, None where it cannot be drawn, and what is wrong in the form."""
    with transaction.atomic():
        pose = poser(admin, ecrite, objet, envoi)
        pose.est_valide()
        refus = pose.refus()
        try:
            with transaction.atomic():
                _ecrire(pose)
                reponse = _page(lue, pose.form.instance, lecteur_de(pose.form.instance))
        except (DatabaseError, ValidationError, NoReverseMatch, ValueError):
            reponse = None
        transaction.set_rollback(True)
    return reponse, refus


def proteger(reponse):
    """Return an answer that no one keeps nor indexes, and that only our own pages frame."""
    add_never_cache_headers(reponse)
    reponse["X-Robots-Tag"] = "noindex, nofollow"
    reponse["X-Frame-Options"] = "SAMEORIGIN"
    reponse._csp_replace = {"frame-ancestors": ["'self'"]}
    return reponse


def _ecrire(pose):
    """Write what can be, as if it were online now."""
    instance = pose.form.instance
    instance.titre = instance.titre or "Sans titre"
    instance.slug = instance.slug or f"apercu-{get_random_string(12).lower()}"
    instance.statut, instance.depublie_le = Statut.PUBLIE, None
    instance.publie_le = min(instance.publie_le or timezone.now(), timezone.now())
    instance.save()
    pose.form._save_m2m()
    for formset in pose.formsets:
        if formset.is_valid():
            formset.instance = instance
            formset.save()


def _page(request, instance, lecteur):
    adresse = instance.get_absolute_url()
    trouvee = resolve(adresse)
    demande = copy.copy(request)
    demande.method, demande.GET, demande.POST = "GET", QueryDict(), QueryDict()
    demande.path = demande.path_info = adresse
    demande.resolver_match, demande.marque = trouvee, None
    demande.user, demande.lecteur = AnonymousUser(), lecteur
    # The class itself: what its pages are kept by is for those that are asked for at their address.
    page = trouvee.func.view_class(**trouvee.func.view_initkwargs)
    page.setup(demande, *trouvee.args, **trouvee.kwargs)
    reponse = page.dispatch(demande, *trouvee.args, **trouvee.kwargs)
    if hasattr(reponse, "render"):
        reponse.render()
    # A page kept for others is shown as they see it: it is no refusal to who writes.
    reponse.status_code = 200
    return reponse


def _lecteur(instance, vue):
    if vue == "adherent":
        return Lecteur(niveaux=_NIVEAUX)
    if vue == "groupe":
        cercles = {*instance.cercles.values_list("pk", flat=True)}
        if hasattr(instance, "groupes"):
            cercles |= {*instance.groupes.values_list("pk", flat=True)}
        return Lecteur(niveaux=_NIVEAUX, cercles=frozenset(cercles))
    return VISITEUR


def _lecteur_du_dehors(instance):
    cercles = instance.cercles.values_list("pk", flat=True) if instance.acces == Acces.GROUPE else ()
    return Lecteur(niveaux=frozenset({Acces.PUBLIC.value, instance.acces}) - {Acces.GROUPE.value}, cercles=frozenset(cercles))


def _dire(reponse, refus):
    """Say at the head of the page what of the form could not be shown."""
    page = reponse.content.decode()
    debut = page.find(">", page.find("<body")) + 1
    reponse.content = page[:debut] + render_to_string("admin/contenu/apercu_refus.html", {"refus": refus}) + page[debut:]
