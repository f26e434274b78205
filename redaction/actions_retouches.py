"""Writes of new versions kept beside what is online: kept, moved through their steps, put online, abandoned."""

from datetime import datetime

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Model, Q
from django.utils import timezone
from django.utils.formats import date_format

from mediatheque.models import Document, Image
from redaction import perms
from redaction.avis import prevenir
from redaction.models import Contenu, Relecture, Retouche
from redaction.retouches import ABANDONNER, GARDER, METTRE_EN_LIGNE, PROGRAMMER, ouvertes, pieces
from redaction.transitions import Transition
from socle.journal import journaliser


@transaction.atomic
def garder(
    *, contenu: Contenu, donnees: dict, base: str | None, modeles: list[type[Model]], par: AbstractBaseUser, vue: str = ""
) -> Retouche:
    """Keep what the form of a content says beside it, without changing what readers see.

    Args:
        donnees: what was sent, {name: values}.
        base: the digest of the row that it starts from; None: the one that was known stays.
        modeles: the models of the content and of the rows of its form, where pictures and documents are looked for.
        vue: the mark of the new version that its writer saw, empty when there was none.

    Raises:
        PermissionDenied: `par` may not.
        ValidationError: someone else kept another one meanwhile (code « retouche »).
    """
    genre = ContentType.objects.get_for_model(contenu)
    depart = {"donnees": donnees, "base": base or "", "auteur": par, "modifie_par": par}
    Retouche.objects.get_or_create(type_objet=genre, id_objet=contenu.pk, defaults=depart)
    retouche = _prise(contenu)
    neuve = retouche.donnees == donnees and retouche.auteur_id == par.pk and not vue
    if not neuve and GARDER not in ouvertes(par, contenu, retouche):
        raise PermissionDenied
    if not neuve and retouche.vue != vue:
        quand = date_format(timezone.localtime(retouche.modifie_le), "TIME_FORMAT")
        qui = retouche.modifie_par or "Quelqu’un"
        raise ValidationError(
            f"{qui} a enregistré sa propre nouvelle version à {quand}, pendant que vous écriviez. La vôtre est ci-dessous : "
            "« Comparer » montre la sienne, « Enregistrer sans publier » la remplace.",
            code="retouche",
        )
    retouche.donnees, retouche.modifie_par, retouche.modifie_le, retouche.echec = donnees, par, timezone.now(), ""
    retouche.base = retouche.base if base is None else base
    retouche.save()
    images, documents, adresses = pieces(donnees, modeles, Image, Document)
    retouche.images.set(Image.objects.filter(pk__in=images))
    retouche.documents.set(Document.objects.filter(Q(pk__in=documents) | Q(cle__in=adresses)))
    journaliser(par=par, action=GARDER.nom, objet=contenu)
    return retouche


@transaction.atomic
def passer(*, contenu: Contenu, etape: Transition, par: AbstractBaseUser, mot: str = "", le: datetime | None = None) -> Retouche:
    """Take a step of the new version of `contenu`: state, thread of the review, journal and mail together, or nothing.

    Args:
        etape: a row of `redaction.retouches`, but one that ends it.
        le: when it goes online, for `PROGRAMMER`.

    Raises:
        PermissionDenied: the step is not open to `par`.
        ValidationError: there is no new version, or the date is not to come.
    """
    retouche = _prise(contenu)
    if etape not in ouvertes(par, contenu, retouche):
        raise PermissionDenied
    if etape is PROGRAMMER and (le is None or le <= timezone.now()):
        raise ValidationError("Choisissez une date et une heure à venir pour la mise en ligne.", code="date")
    mot = mot if etape.mot else ""
    if etape.effet:
        etape.effet(contenu, par, mot)
    retouche.etat, retouche.echec = etape.vers, ""
    retouche.en_ligne_le, retouche.programmee_par = (le, par) if etape is PROGRAMMER else (None, None)
    retouche.save(update_fields=["etat", "echec", "en_ligne_le", "programmee_par"])
    detail = {"commentaire": mot} if mot else {"le": le.isoformat()} if le else None
    journaliser(par=par, action=etape.nom, objet=contenu, detail=detail)
    if etape.avis:
        prevenir(etape.avis, contenu=contenu, par=par, mot=mot)
    return retouche


@transaction.atomic
def deprogrammer(*, retouche: Retouche, echec: str) -> None:
    """Leave a new version beside what is online at its hour, and say why."""
    retouche.etat, retouche.en_ligne_le, retouche.programmee_par = Retouche.Etat.EN_CHANTIER, None, None
    retouche.echec = echec
    retouche.save(update_fields=["etat", "en_ligne_le", "programmee_par", "echec"])


@transaction.atomic
def clore(*, contenu: Contenu, par: AbstractBaseUser) -> None:
    """Note that the new version of `contenu`, just saved through its form, is what readers see.

    Raises:
        PermissionDenied: `par` may not publish it.
    """
    if not perms.peut_publier(par, contenu):
        raise PermissionDenied
    retouche = _prise(contenu)
    contenu.relectures.repondre(par=par)
    if retouche.auteur_id != par.pk:
        contenu.relectures.create(nature=Relecture.Nature.PUBLICATION, par=par)
    detail = {"préparée par": str(retouche.auteur)} if retouche.auteur else None
    retouche.delete()
    journaliser(par=par, action=METTRE_EN_LIGNE.nom, objet=contenu, detail=detail)


@transaction.atomic
def abandonner(*, contenu: Contenu, par: AbstractBaseUser) -> None:
    """Forget the new version of `contenu`.

    Raises:
        PermissionDenied: `par` neither wrote it nor publishes.
    """
    retouche = _prise(contenu)
    if ABANDONNER not in ouvertes(par, contenu, retouche):
        raise PermissionDenied
    if retouche.auteur_id != par.pk and not perms.peut_publier(par, contenu):
        raise PermissionDenied
    retouche.delete()
    journaliser(par=par, action=ABANDONNER.nom, objet=contenu)


def _prise(contenu):
    """Return the new version of `contenu`, locked until the end of the transaction.

    Raises:
        ValidationError: there is none any more.
    """
    retouche = Retouche.objects.select_for_update(of=("self",)).sur(contenu).select_related("auteur", "modifie_par").first()
    if retouche is None:
        raise ValidationError("La nouvelle version n’existe plus : elle est en ligne, ou abandonnée.", code="disparue")
    return retouche
