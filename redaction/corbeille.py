"""The bin of the back office: what someone deleted, kept for a while with its links, then gone for good."""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import ProtectedError, Q, RestrictedError
from django.utils import timezone

from gestion.actions import supprimer
from redaction.models import Contenu, LigneJetee
from redaction.publication import GARDE, Statut
from redaction.transitions import JETER
from redaction.versions import oublier_les_versions
from socle.models import Journal

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Jete:
    """A content in the bin, or a row that is none: who put it there (None for a command), and when."""

    contenu: Contenu | LigneJetee
    par: object
    le: datetime

    @property
    def genre(self):
        """What kind of thing it is, in words."""
        return self.contenu.type_objet.name if isinstance(self.contenu, LigneJetee) else self.contenu._meta.verbose_name

    @property
    def reste(self):
        """How many days remain before it goes for good, at least 0."""
        return max((self.le + GARDE - timezone.now() + timedelta(hours=12)).days, 0)


def modeles():
    """Return the models of all kinds of contents."""
    return [modele for modele in apps.get_models() if issubclass(modele, Contenu)]


def jetes(parmi=None):
    """Return what is in the bin, the latest first; a query for each model, and one for them all.

    Args:
        parmi: the models to look at, all of them by default.
    """
    contenus = {}
    for modele in modeles() if parmi is None else parmi:
        genre = ContentType.objects.get_for_model(modele).pk
        for contenu in modele.objects.filter(statut=Statut.CORBEILLE).sans_textes():
            contenus[genre, str(contenu.pk)] = contenu
    gestes = _gestes(contenus)
    trouves = []
    for cle, contenu in contenus.items():
        geste = gestes.get(cle)
        trouves.append(Jete(contenu, geste and geste.par, geste.le if geste else contenu.modifie_le))
    return sorted(trouves, key=lambda un: un.le, reverse=True)


def lignes_jetees(parmi):
    """Return the rows of these models that are in the bin, the latest first: persons, partnerships."""
    genres = [ContentType.objects.get_for_model(modele).pk for modele in parmi]
    return LigneJetee.objects.filter(type_objet__in=genres).select_related("par", "type_objet").defer("detail").order_by("-le")


def vider():
    """Delete for good what has been in the bin long enough, and its versions; what is held by something stays, and is told."""
    for jete in jetes():
        if jete.le + GARDE > timezone.now():
            continue
        try:
            with transaction.atomic():
                oublier_les_versions(jete.contenu)
                supprimer(objet=jete.contenu, par=None)
        except (ProtectedError, RestrictedError):
            logger.warning("Corbeille : « %s » (%s) est tenu par autre chose.", jete.contenu, jete.contenu._meta.label)
    for jetee in LigneJetee.objects.filter(le__lte=timezone.now() - GARDE).select_related("type_objet"):
        with transaction.atomic():
            modele = jetee.type_objet.model_class()
            if modele is not None:
                oublier_les_versions(modele(pk=jetee.id_objet))
            jetee.delete()


def _gestes(contenus):
    """Return {(key of the kind, key): the entry of the journal that put it in the bin, the last one}."""
    if not contenus:
        return {}
    voulus = Q()
    for genre in {genre for genre, _ in contenus}:
        voulus |= Q(type_objet=genre, id_objet__in=[cle for autre, cle in contenus if autre == genre])
    entrees = Journal.objects.filter(voulus, action=JETER.nom).select_related("par").order_by("le", "pk")
    return {(une.type_objet_id, une.id_objet): une for une in entrees}
